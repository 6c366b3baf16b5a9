//! Runs the program `pneumoscope` from end to end on drawn films, and with invalid inputs.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod command;
}

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use image::{GrayImage, Luma};
use serde_json::Value;
use support::command::{Failure, command, errors, failure, json};
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

fn smoke() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("recipes/smoke.toml")
}

/// A folder with films and a pack of them.
fn prepared() -> (TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let Films { images, list } = films(root.path());
    let pack = root.path().join("pack");
    let line = "prepare --list @ --images @ --side 32 --out @";
    let report = json(line, &[&list, &images, &pack]);
    assert_eq!(report["films"], 72);
    assert_eq!(report["counts"]["test"]["even"]["normal"], 2);
    (root, pack)
}

fn train(pack: &Path, run: &Path, more: &str) -> Value {
    let line = format!("train --config @ --data @ --out @ {more}");
    json(&line, &[&smoke(), pack, run])
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
    let (run, model) = (at("run"), at("model"));
    let trained = train(&pack, &run, "--epochs 12");
    assert_eq!(trained["end"], "finished");
    assert!(
        trained["val_balanced_accuracy"].as_f64().unwrap() > 0.6,
        "{trained}"
    );
    for file in ["config.toml", "curves.svg", "best/model.json"] {
        assert!(run.join(file).is_file(), "{file}");
    }

    let line = "evaluate --weights @ --data @ --split test --out @";
    let evaluated = json(line, &[&run.join("best"), &pack, &at("evaluated")]);
    assert_eq!(evaluated["films"], 12);
    let table = fs::read_to_string(at("evaluated/predictions.csv")).unwrap();
    assert_eq!(table.lines().count(), 13);

    let exported = command(
        "export --run @ --data @ --out @ --json",
        &[&run, &pack, &model],
    )
    .args(["--licence", "Test only."])
    .output()
    .unwrap();
    assert!(exported.status.success(), "{}", errors(&exported));
    let exported: Value = serde_json::from_slice(&exported.stdout).unwrap();
    let splits: Vec<&str> = exported["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| result["split"].as_str().unwrap())
        .collect();
    assert_eq!(splits, ["val", "test", "external"]);

    let inspected = json("inspect @", &[&model]);
    assert_eq!(inspected["scorecard"]["licence"], "Test only.");
    assert_eq!(inspected["scorecard"]["number_format"], "f16");
    assert_eq!(inspected["scorecard"]["training"]["epochs"], 12);

    let images = at("images");
    fs::write(images.join("broken.png"), "not an image").unwrap();
    let table = at("predictions.csv");
    let line = "predict --weights @ @ @ --out @";
    let missing = failure(line, &[&model, &images, &at("nothing.png"), &table]);
    assert_eq!(missing.code, 1, "{}", missing.error);
    let table = fs::read_to_string(table).unwrap();
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(
        rows[0],
        "file,covid19,normal,pneumonia,prediction,set,decision,reasons"
    );
    assert_eq!(rows.len(), 1 + 72 + 2);
    let refused = |row: &&&str| row.contains(",refuse,");
    let unreadable = rows.iter().filter(refused).filter(|row| {
        let file = row.split(',').next().unwrap_or_default();
        file.ends_with("broken.png") || file.ends_with("nothing.png")
    });
    assert_eq!(unreadable.count(), 2);
    // The gate, fitted on a few drawn films, refuses some of them.
    assert!(rows.iter().filter(refused).count() <= 2 + 72 / 4, "{table}");
}

#[test]
fn a_run_that_is_stopped_and_resumed_ends_like_one_that_was_not() {
    let (root, pack) = prepared();
    let (whole, parts) = (root.path().join("whole"), root.path().join("parts"));
    train(&pack, &whole, "--epochs 4");

    // Ctrl-C in the middle, as soon as there is a checkpoint.
    let line = "train --config @ --data @ --out @ --epochs 4";
    let smoke = smoke();
    let paths = [&*smoke, &pack, &parts];
    let mut child = command(line, &paths).spawn().unwrap();
    while !parts.join("metrics.jsonl").exists() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    interrupt(&child);
    let code = child.wait().unwrap().code();
    assert!(matches!(code, Some(0 | 1)), "{code:?}");
    train(&pack, &parts, "--epochs 4 --resume");
    assert_eq!(figures(&parts), figures(&whole));
    let weights = |run: &Path| fs::read(run.join("best/weights.000.bin")).unwrap();
    assert_eq!(weights(&parts), weights(&whole));

    // More epochs are allowed, another recipe is not.
    let longer = train(&pack, &parts, "--epochs 5 --resume");
    assert_eq!(longer["epochs"], 5);
    let Failure { code, error } = failure(&format!("{line} --resume --set batch=4"), &paths);
    assert_eq!(code, 1);
    assert!(error.contains("another recipe (batch differs)"), "{error}");
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
    train(&pack, &one, "--epochs 1");
    train(&pack, &two, "--epochs 1");
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
    let report = json(
        "prepare --list @ --test-list @ --images @ --side 32 --out @",
        &[&at("train.txt"), &at("test.txt"), &images, &at("pack")],
    );
    assert_eq!(report["films"], 72);
    assert_eq!(report["missing"][0]["file"], "missing.png");
    assert_eq!(report["unreadable"][0]["file"], "broken.png");
    assert_eq!(report["duplicates"][0]["same_as"], "1-0-0.png");
    assert_eq!(report["patients"]["test"], 6);
    let val: u64 = CLASSES
        .iter()
        .map(|class| report["counts"]["val"]["drawn"][class].as_u64().unwrap())
        .sum();
    // Nearly 0.15 of 60, as patients of two films allow.
    assert_eq!(val, 10);

    let report = json(
        "prepare --images @ --side 32 --out @",
        &[&folders, &at("folder-pack")],
    );
    assert_eq!(report["films"], 72);
    assert!(at("folder-pack").join("report.json").is_file());
}

#[test]
fn wrong_usage_ends_with_2_and_a_failure_with_1() {
    let (root, pack) = prepared();
    let (smoke, out) = (smoke(), root.path().join("out"));
    let train = |more: &str| {
        let line = format!("train --config @ --data @ --out @ {more}");
        failure(&line, &[&smoke, &pack, &out])
    };
    let prepare = |more: &str| {
        let line = format!("prepare --list @ --images @ --out @ {more}");
        failure(&line, &[&smoke, &pack, &out])
    };
    let cases = [
        (failure("prepare", &[]), 2, ""),
        (failure("trian", &[]), 2, ""),
        (train("--device abacus"), 2, ""),
        (train("--set epoch=1"), 2, "unknown field `epoch`"),
        (train("--set side=64"), 1, "prepare --side 64"),
        (
            train("--device cuda"),
            1,
            "this build has no cuda; build with",
        ),
        (
            train("--set start.task=rotation --set accumulate=2 --devices cpu,cpu"),
            2,
            "cannot use several --devices",
        ),
        (
            train("--set start.task=rotation --set accumulate=2"),
            2,
            "cannot use accumulate above 1",
        ),
        (
            train("--set start.task=rotation --set precision=bf16"),
            2,
            "cannot use precision",
        ),
        (train("--resume"), 1, "has no run to resume"),
        (failure("inspect @", &[&out]), 1, "model.json"),
        (
            failure("predict --weights @ x.png", &[&pack]),
            1,
            "model.json",
        ),
        (
            prepare(""),
            1,
            "smoke.toml: this is no list: it needs lines of `patient file class source`",
        ),
        (prepare("--side 33"), 2, "multiple of 32"),
    ];
    for (Failure { code, error }, expected, words) in cases {
        assert_eq!(code, expected, "{error}");
        assert!(error.contains(words), "{error}");
    }
}

/// A card (or Mesa's software adapter) trains as the processor does; without one, the error says so.
#[test]
fn a_graphics_card_trains_like_the_processor_or_is_named_as_missing() {
    let (root, pack) = prepared();
    let at = |name: &str| root.path().join(name);
    let (start, run, processor) = (at("start"), at("gpu"), at("cpu"));
    train(&pack, &start, "--epochs 1");
    // Dropout draws other numbers on another device, so the learning rate is tiny; the batch norms'
    // statistics still change the validation loss.
    let line = "train --config @ --data @ --out @ --epochs 1 --set start.weights=@ --set optimizer.learning_rate=1e-7";
    let (smoke, best) = (smoke(), start.join("best"));
    let output = command(
        &format!("{line} --device gpu"),
        &[&smoke, &pack, &run, &best],
    )
    .output()
    .unwrap();
    let complaint = errors(&output);
    if !output.status.success() {
        let known = ["no graphics adapter was found", "this build has no gpu"];
        assert!(
            known.iter().any(|words| complaint.contains(words)),
            "{complaint}"
        );
        println!("skipped: {}", complaint.trim_end());
        return;
    }
    json(line, &[&smoke, &pack, &processor, &best]);
    let loss = |run: &Path| figures(run)[0]["val_loss"].as_f64().unwrap();
    let [start, gpu, cpu] = [&start, &run, &processor].map(|run| loss(run));
    assert!((gpu - cpu).abs() < 1e-3, "{gpu} {cpu}");
    assert!((start - cpu).abs() > 1e-2, "{start} {cpu}");
}

#[test]
fn a_run_is_not_overwritten() {
    let (root, pack) = prepared();
    let run = root.path().join("run");
    train(&pack, &run, "--epochs 1");
    let Failure { code, error } = failure(
        "train --config @ --data @ --out @",
        &[&smoke(), &pack, &run],
    );
    assert_eq!(code, 1);
    assert!(error.contains("already exists"), "{error}");
}
