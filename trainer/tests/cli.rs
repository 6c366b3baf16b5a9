//! Runs the program `pneumoscope` from end to end on drawn films, and with invalid inputs.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use image::{GrayImage, Luma};
use serde_json::Value;
use tempfile::TempDir;
use trainer::random::Stream;

const CLASSES: [&str; 3] = ["COVID-19", "normal", "pneumonia"];

/// A film whose class is the position of a bright spot, with noise.
fn draw(path: &Path, class: usize, seed: u64) {
    let mut stream = Stream::new(seed, &[class as u64]);
    let (left, top) = [(12, 40), (28, 12), (40, 40)][class];
    let film = GrayImage::from_fn(64, 64, |x, y| {
        let in_spot = x.abs_diff(left) < 12 && y.abs_diff(top) < 12;
        let noise = u8::try_from(stream.below(60)).unwrap();
        Luma([noise + if in_spot { 150 } else { 40 }])
    });
    film.save(path).unwrap();
}

/// Drawn films and their list.
struct Films {
    images: PathBuf,
    list: PathBuf,
}

/// Draws 12 patients of two films a class and lists them in a CSV.
fn films(root: &Path) -> Films {
    let images = root.join("images");
    fs::create_dir_all(&images).unwrap();
    let mut table = "file,label,source,patient,split,age_group\n".to_owned();
    for (class, label) in CLASSES.into_iter().enumerate() {
        for patient in 0..12 {
            let split = match patient {
                0..6 => "train",
                6..8 => "val",
                8..10 => "test",
                _ => "external",
            };
            for number in 0..2 {
                let file = format!("{class}-{patient}-{number}.png");
                draw(&images.join(&file), class, patient * 2 + number);
                let source = if patient % 2 == 0 { "even" } else { "odd" };
                writeln!(
                    table,
                    "{file},{label},{source},p{class}-{patient},{split},adult"
                )
                .unwrap();
            }
        }
    }
    let labels = root.join("labels.csv");
    fs::write(&labels, table).unwrap();
    Films {
        images,
        list: labels,
    }
}

fn pneumoscope(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pneumoscope"))
        .args(arguments)
        // Tuning every kernel on a software adapter takes minutes.
        .env("CUBECL_AUTOTUNE_LEVEL", "minimal")
        .output()
        .unwrap()
}

/// Runs a command that must succeed and reads its JSON.
fn json(arguments: &[&str]) -> Value {
    let output = pneumoscope(&[arguments, &["--json"]].concat());
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {complaint}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Runs a command that must fail and returns its exit code and last line.
fn failure(arguments: &[&str]) -> (i32, String) {
    let output = pneumoscope(arguments);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    let last = complaint.trim_end().lines().last().unwrap_or("").to_owned();
    (output.status.code().unwrap(), last)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn smoke() -> String {
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("recipes/smoke.toml");
    recipe.to_str().unwrap().to_owned()
}

/// A folder with films and a pack of them.
fn prepared() -> (TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let Films { images, list } = films(root.path());
    let pack = root.path().join("pack");
    let report = json(&[
        "prepare",
        "--list",
        text(&list),
        "--images",
        text(&images),
        "--side",
        "32",
        "--out",
        text(&pack),
    ]);
    assert_eq!(report["films"], 72);
    assert_eq!(report["counts"]["test"]["even"]["normal"], 2);
    (root, pack)
}

fn train(pack: &Path, run: &Path, more: &[&str]) -> Value {
    let smoke = smoke();
    let fixed = [
        "train",
        "--config",
        &smoke,
        "--data",
        text(pack),
        "--out",
        text(run),
    ];
    json(&[&fixed, more].concat())
}

/// The metrics of a run without its times.
fn figures(run: &Path) -> Vec<Value> {
    let lines = fs::read_to_string(run.join("metrics.jsonl")).unwrap();
    lines
        .lines()
        .map(|line| {
            let mut figures: Value = serde_json::from_str(line).unwrap();
            let figures = figures.as_object_mut().unwrap();
            figures.remove("seconds");
            figures.remove("images_per_second");
            Value::Object(figures.clone())
        })
        .collect()
}

#[test]
fn films_become_a_model_that_predicts() {
    let (root, pack) = prepared();
    let at = |name: &str| root.path().join(name);
    let trained = train(&pack, &at("run"), &["--epochs", "12"]);
    assert_eq!(trained["end"], "finished");
    assert!(
        trained["val_balanced_accuracy"].as_f64().unwrap() > 0.6,
        "{trained}"
    );
    for file in ["config.toml", "curves.svg", "best/model.json"] {
        assert!(at("run").join(file).is_file(), "{file}");
    }

    let judged = json(&[
        "evaluate",
        "--weights",
        text(&at("run").join("best")),
        "--data",
        text(&pack),
        "--split",
        "test",
        "--out",
        text(&at("judged")),
    ]);
    assert_eq!(judged["films"], 12);
    let table = fs::read_to_string(at("judged").join("predictions.csv")).unwrap();
    assert_eq!(table.lines().count(), 13);

    let model = at("model");
    let exported = json(&[
        "export",
        "--run",
        text(&at("run")),
        "--data",
        text(&pack),
        "--out",
        text(&model),
        "--licence",
        "Test only.",
    ]);
    let splits: Vec<&str> = exported["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["split"].as_str().unwrap())
        .collect();
    assert_eq!(splits, ["val", "test", "external"]);

    let inspected = json(&["inspect", text(&model)]);
    assert_eq!(inspected["scorecard"]["licence"], "Test only.");
    assert_eq!(inspected["scorecard"]["number_format"], "f16");
    assert_eq!(inspected["scorecard"]["training"]["epochs"], 12);

    fs::write(at("images").join("broken.png"), "not an image").unwrap();
    let table = at("predictions.csv");
    json(&[
        "predict",
        "--weights",
        text(&model),
        text(&at("images")),
        text(&at("nothing.png")),
        "--out",
        text(&table),
    ]);
    let table = fs::read_to_string(table).unwrap();
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(
        rows[0],
        "file,covid19,normal,pneumonia,prediction,set,decision,reasons"
    );
    assert_eq!(rows.len(), 1 + 72 + 2);
    let refused = rows.iter().filter(|row| row.contains(",refuse,")).count();
    assert_eq!(refused, 2);
}

#[test]
fn a_run_that_is_stopped_and_resumed_ends_like_one_that_was_not() {
    let (root, pack) = prepared();
    let (whole, parts) = (root.path().join("whole"), root.path().join("parts"));
    train(&pack, &whole, &["--epochs", "4"]);

    // Ctrl-C in the middle, as soon as there is a checkpoint.
    let smoke = smoke();
    let arguments = [
        "train",
        "--config",
        &smoke,
        "--data",
        text(&pack),
        "--out",
        text(&parts),
        "--epochs",
        "4",
    ];
    let mut child = Command::new(env!("CARGO_BIN_EXE_pneumoscope"))
        .args(arguments)
        .spawn()
        .unwrap();
    while !parts.join("metrics.jsonl").exists() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    interrupt(&child);
    let code = child.wait().unwrap().code();
    assert!(matches!(code, Some(0 | 1)), "{code:?}");
    train(&pack, &parts, &["--epochs", "4", "--resume"]);
    assert_eq!(figures(&parts), figures(&whole));
    let weights = |run: &Path| fs::read(run.join("best/weights.000.bin")).unwrap();
    assert_eq!(weights(&parts), weights(&whole));

    // More epochs are allowed, another recipe is not.
    let longer = train(&pack, &parts, &["--epochs", "5", "--resume"]);
    assert_eq!(longer["epochs"], 5);
    let other = [&arguments[..], &["--resume", "--set", "batch=4"]].concat();
    let (code, complaint) = failure(&other);
    assert_eq!(code, 1);
    assert!(
        complaint.contains("another recipe (batch differs)"),
        "{complaint}"
    );
}

#[cfg(unix)]
fn interrupt(child: &std::process::Child) {
    let sent = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(sent.unwrap().success());
}

#[test]
fn the_same_seed_gives_the_same_figures() {
    let (root, pack) = prepared();
    let (one, two) = (root.path().join("one"), root.path().join("two"));
    train(&pack, &one, &["--epochs", "1"]);
    train(&pack, &two, &["--epochs", "1"]);
    assert_eq!(figures(&one), figures(&two));
}

#[test]
fn covidx_lists_and_folders_make_packs_too() {
    let root = tempfile::tempdir().unwrap();
    let Films { images, .. } = films(root.path());
    let (mut train, mut test) = (String::new(), String::new());
    let folders = root.path().join("folders");
    for (class, label) in CLASSES.into_iter().enumerate() {
        fs::create_dir_all(folders.join(label)).unwrap();
        for patient in 0..12 {
            for number in 0..2 {
                let file = format!("{class}-{patient}-{number}.png");
                let line = format!("p{class}-{patient} {file} {label} drawn\r\n");
                let list = if patient < 10 { &mut train } else { &mut test };
                list.push_str(&line);
                fs::copy(images.join(&file), folders.join(label).join(&file)).unwrap();
            }
        }
    }
    // A file that is missing, one that is broken and a copy are reported, not fatal.
    train.push_str("p9 missing.png normal drawn\n\np9 broken.png normal drawn\n");
    train.push_str("p9 copy.png normal drawn\n");
    fs::write(images.join("broken.png"), "not an image").unwrap();
    fs::copy(images.join("1-0-0.png"), images.join("copy.png")).unwrap();
    fs::write(root.path().join("train.txt"), train).unwrap();
    fs::write(root.path().join("test.txt"), test).unwrap();
    let at = |name: &str| root.path().join(name);
    let report = json(&[
        "prepare",
        "--list",
        text(&at("train.txt")),
        "--test-list",
        text(&at("test.txt")),
        "--images",
        text(&images),
        "--side",
        "32",
        "--out",
        text(&at("pack")),
    ]);
    assert_eq!(report["films"], 72);
    assert_eq!(report["missing"][0], "missing.png");
    assert_eq!(report["unreadable"][0]["file"], "broken.png");
    assert_eq!(report["duplicates"][0]["same_as"], "1-0-0.png");
    assert_eq!(report["patients"]["test"], 6);
    let val: u64 = CLASSES
        .iter()
        .map(|class| report["counts"]["val"]["drawn"][class].as_u64().unwrap())
        .sum();
    // Nearly 0.15 of 60, as patients of two films allow.
    assert_eq!(val, 10);

    let report = json(&[
        "prepare",
        "--images",
        text(&folders),
        "--side",
        "32",
        "--out",
        text(&at("folder-pack")),
    ]);
    assert_eq!(report["films"], 72);
    assert!(at("folder-pack").join("report.json").is_file());
}

#[test]
fn wrong_usage_ends_with_2_and_a_failure_with_1() {
    let (root, pack) = prepared();
    let smoke = smoke();
    let (pack, out) = (text(&pack), root.path().join("out"));
    let out = text(&out);
    let train = ["train", "--config", &smoke, "--data", pack, "--out", out];
    let train_with = |more: &[&str]| failure(&[&train, more].concat());
    let cases = [
        (failure(&["prepare"]), 2, ""),
        (failure(&["trian"]), 2, ""),
        (train_with(&["--device", "abacus"]), 2, ""),
        (
            train_with(&["--set", "epoch=1"]),
            2,
            "unknown field `epoch`",
        ),
        (train_with(&["--set", "side=64"]), 1, "prepare --side 64"),
        (
            train_with(&["--device", "cuda"]),
            1,
            "this build has no cuda; build with",
        ),
        (
            train_with(&[
                "--set",
                "start.task=rotation",
                "--set",
                "accumulate=2",
                "--devices",
                "cpu,cpu",
            ]),
            2,
            "cannot use several --devices",
        ),
        (
            train_with(&["--set", "start.task=rotation", "--set", "accumulate=2"]),
            2,
            "cannot use accumulate above 1",
        ),
        (
            train_with(&["--set", "start.task=rotation", "--set", "precision=bf16"]),
            2,
            "cannot use precision",
        ),
        (train_with(&["--resume"]), 1, "holds no run to resume"),
        (failure(&["inspect", out]), 1, "model.json"),
        (
            failure(&["predict", "--weights", pack, "x.png"]),
            1,
            "model.json",
        ),
        (
            failure(&["prepare", "--list", &smoke, "--images", pack, "--out", out]),
            1,
            "smoke.toml, line 1: expected `patient file class source`",
        ),
        (
            failure(&[
                "prepare", "--list", &smoke, "--images", pack, "--side", "33", "--out", out,
            ]),
            2,
            "multiple of 32",
        ),
    ];
    for ((code, complaint), expected, words) in cases {
        assert_eq!(code, expected, "{complaint}");
        assert!(complaint.contains(words), "{complaint}");
    }
}

/// A card (or Mesa's software adapter) trains as the processor does; without one, the error says so.
#[test]
fn a_graphics_card_trains_like_the_processor_or_is_named_as_missing() {
    let (root, pack) = prepared();
    let smoke = smoke();
    let (start, run) = (root.path().join("start"), root.path().join("gpu"));
    train(&pack, &start, &["--epochs", "1"]);
    // Dropout draws other numbers on another device, so the learning rate is tiny; the batch norms'
    // statistics still change the validation loss.
    let weights = format!("start.weights={}", text(&start.join("best")));
    let same = [
        "--epochs",
        "1",
        "--set",
        &weights,
        "--set",
        "optimizer.learning_rate=1e-7",
    ];
    let arguments = [
        "train",
        "--config",
        &smoke,
        "--data",
        text(&pack),
        "--out",
        text(&run),
        "--device",
        "gpu",
    ];
    let output = pneumoscope(&[&arguments[..], &same].concat());
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        let known = ["no graphics adapter was found", "this build has no gpu"];
        assert!(
            known.iter().any(|words| complaint.contains(words)),
            "{complaint}"
        );
        println!("skipped: {}", complaint.trim_end());
        return;
    }
    let processor = root.path().join("cpu");
    train(&pack, &processor, &same);
    let loss = |run: &Path| figures(run)[0]["val_loss"].as_f64().unwrap();
    let [start, gpu, cpu] = [&start, &run, &processor].map(|run| loss(run));
    assert!((gpu - cpu).abs() < 1e-3, "{gpu} {cpu}");
    assert!((start - cpu).abs() > 1e-2, "{start} {cpu}");
}

#[test]
fn a_run_is_not_overwritten() {
    let (root, pack) = prepared();
    let run = root.path().join("run");
    train(&pack, &run, &["--epochs", "1"]);
    let smoke = smoke();
    let (code, complaint) = failure(&[
        "train",
        "--config",
        &smoke,
        "--data",
        text(&pack),
        "--out",
        text(&run),
    ]);
    assert_eq!(code, 1);
    assert!(complaint.contains("exists already"), "{complaint}");
}
