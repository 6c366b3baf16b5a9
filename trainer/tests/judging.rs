//! `evaluate`, `compare`, `probe`, `export` and `calibrate` on short runs over drawn films.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod command;
}

use std::fs;
use std::path::{Path, PathBuf};

use model::class::Class;
use model::gate::Glance;
use model::input::InputSpec;
use serde_json::Value;
use support::command::{failure, json};
use tempfile::TempDir;
use trainer::data::Split;
use trainer::data::pack::{PackWriter, PackedFilm};
use trainer::random::Stream;

const SIDE: usize = 32;
const SPLITS: [Split; 4] = [Split::Train, Split::Train, Split::Val, Split::External];

/// Films whose class is a bright third inside and whose source is the grey of the border; another seed
/// gives other films.
fn pack(folder: &Path, seed: u64) {
    fs::create_dir_all(folder).unwrap();
    let spec = InputSpec::with_side(u32::try_from(SIDE).unwrap());
    let mut writer = PackWriter::new(folder, &[spec]).unwrap();
    let mut films = Vec::new();
    for number in 0..96 {
        let class = Class::from_index(number % 3).unwrap();
        let source = number / 3 % 2;
        let mut stream = Stream::new(seed, &[number as u64]);
        let grey = |place: usize, stream: &mut Stream| {
            let (x, y) = (place % SIDE, place / SIDE);
            let border = x < 4 || y < 4 || x >= SIDE - 4 || y >= SIDE - 4;
            let base = match (border, (x - x.min(4)) / 8 == class.index()) {
                (true, _) => 50_000 * source,
                (false, true) => 45_000,
                (false, false) => 10_000,
            };
            u16::try_from(base + stream.below(9000)).unwrap()
        };
        let plane: Vec<u16> = (0..SIDE * SIDE)
            .map(|place| grey(place, &mut stream))
            .collect();
        let doubled = |place: usize| plane[place / 128 * SIDE + place % 64 / 2];
        let glance = Glance {
            width: 32,
            height: 32,
            plane: (0..64 * 64).map(doubled).collect(),
        };
        let split = SPLITS[number / 6 % 4];
        films.push(PackedFilm {
            file: format!("{seed}-{number}.png"),
            class,
            patient: (number / 2).to_string(),
            source: match split {
                Split::External => "elsewhere",
                _ => ["dark", "bright"][source],
            }
            .to_owned(),
            split,
            age_group: "adult".to_owned(),
            view: "PA".to_owned(),
            plane: writer.push(&[plane], &glance).unwrap(),
        });
    }
    writer.finish(films, Vec::new()).unwrap();
}

/// A pack and two runs on it, `one` and `two`.
struct Trained {
    root: TempDir,
}

impl Trained {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let trained = Self { root };
        pack(&trained.at("pack"), 1);
        let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("recipes/smoke.toml");
        for (run, seed) in [("one", 1), ("two", 2)] {
            let line = format!("train --config @ --data @ --out @ --epochs 3 --set seed={seed}");
            json(&line, &[&recipe, &trained.at("pack"), &trained.at(run)]);
        }
        trained
    }

    fn at(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.at(name).to_str().unwrap().to_owned()
    }

    fn evaluate(&self, run: &str, split: &str, out: &str, more: &str) -> Value {
        let weights = self.at(run).join("best");
        let line = format!("evaluate --weights @ --data @ --split {split} --out @ {more}");
        json(&line, &[&weights, &self.at("pack"), &self.at(out)])
    }
}

#[test]
fn models_are_evaluated_compared_and_probed() {
    let trained = Trained::new();
    let judged = trained.evaluate("one", "val", "judged-one", "--train-gap --stress");
    assert_eq!(
        (&judged["films"], &judged["format_version"]),
        (&24.into(), &2.into())
    );
    assert_eq!(judged["views"][0]["name"], "PA");
    assert_eq!(judged["convergence"]["epochs"], 3);
    assert_eq!(judged["train_gap"]["films"], 48);
    for figure in ["brier", "ece", "macro_f1"] {
        assert!(judged[figure]["high"].is_f64(), "{figure}: {judged}");
    }
    check_report(&trained.at("judged-one"), &judged);
    check_lens(&judged["lens"], 24);
    check_stress(&judged);

    let quick = trained.evaluate("two", "val", "judged-two", "--skip-lens");
    assert_eq!(quick["lens"].as_array().map(Vec::len), Some(0));
    assert_eq!(quick["stress"], Value::Null);
    check_without(&trained);
    let (one, best) = (trained.at("one"), trained.at("two/best"));
    let line = "evaluate --weights @ --data @ --run @";
    let error = failure(line, &[&best, &trained.at("pack"), &one]).error;
    assert!(error.contains("is not the run"), "{error}");
    trained.evaluate("two", "external", "judged-elsewhere", "");
    check_comparison(&trained);
    check_probe(&trained);
}

/// Films that a list names are left out of all figures.
fn check_without(trained: &Trained) {
    let table = fs::read_to_string(trained.at("judged-two/predictions.csv")).unwrap();
    let files = table
        .lines()
        .skip(1)
        .map(|row| row.split(',').next().unwrap());
    let files: Vec<&str> = files.collect();
    let list = trained.at("doubtful.txt");
    let evaluate = "evaluate --weights @ --data @ --split val --out @ --without @ --stress";
    let (best, pack, out) = (
        trained.at("two/best"),
        trained.at("pack"),
        trained.at("judged-without"),
    );
    fs::write(&list, files[..5].join("\n")).unwrap();
    let judged = json(evaluate, &[&best, &pack, &out, &list]);
    assert_eq!(judged["films"], 19);
    assert_eq!(judged["without"]["films"], 5);
    assert_eq!(judged["without"]["list"], "doubtful.txt");
    assert_eq!(judged["stress"]["films"], 19);
    check_lens(&judged["lens"], 19);
    let report = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(report.contains("5 films of the split are left out"));
    for (names, which) in [("typo.jpg".to_owned(), "none"), (files.join("\n"), "all")] {
        fs::write(&list, names).unwrap();
        let error = failure(evaluate, &[&best, &pack, &out, &list]).error;
        assert!(
            error.contains(&format!("names {which} of the films")),
            "{error}"
        );
    }
}

/// The page is self-contained.
fn check_report(folder: &Path, judged: &Value) {
    let page = fs::read_to_string(folder.join("report.html")).unwrap();
    let right: u64 = (0..3)
        .map(|class| judged["confusion"][class][class].as_u64().unwrap())
        .sum();
    let pictures = page.matches("src=\"data:image/png;base64,").count();
    assert_eq!(pictures as u64, (24 - right).min(12));
    assert_eq!(page.matches("src=").count(), pictures);
    for words in [
        "Learning curves",
        "Epochs to converge",
        "Gap to training",
        "By view",
        "Shortcut lens",
        "Stress test, rotation: accuracy",
    ] {
        assert!(page.contains(words), "{words}");
    }
    for word in ["http://", "https://", "<script", "<link", "url("] {
        let foreign = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!foreign.contains(word), "{word}");
    }
}

/// Every change, over all films and by class.
fn check_lens(lens: &Value, films: u64) {
    let rows = lens.as_array().unwrap();
    let of_all: Vec<&Value> = rows.iter().filter(|row| row["class"].is_null()).collect();
    assert_eq!(of_all.len() % 8, 0, "{lens}");
    for all in of_all {
        let same = |row: &&Value| row["change"] == all["change"] && row["split"] == all["split"];
        let by_class = rows
            .iter()
            .filter(same)
            .filter(|row| !row["class"].is_null());
        let sum: u64 = by_class.map(|row| row["films"].as_u64().unwrap()).sum();
        assert_eq!((all["films"].as_u64().unwrap(), sum), (films, films));
    }
}

/// Eight kinds at five strengths; undamaged films have the figures of the split.
fn check_stress(judged: &Value) {
    let stress = &judged["stress"];
    assert_eq!(stress["results"].as_array().unwrap().len(), 40);
    let undamaged = &stress["undamaged"];
    assert_eq!(undamaged["accuracy"], judged["accuracy"]);
    assert_eq!(undamaged["flipped"]["value"], 0.0);
    // The run's best weights have no gate.
    assert_eq!(undamaged["refused"], Value::Null);
    let noise = stress["results"].as_array().unwrap().iter();
    let noise: Vec<&Value> = noise.filter(|it| it["damage"] == "noise").collect();
    assert_eq!(
        (&noise[4]["severity"], &noise[4]["strength"]),
        (&5.into(), &18.0.into())
    );
}

fn check_comparison(trained: &Trained) {
    let folders = [
        "one",
        "judged-one",
        "judged-two",
        "judged-elsewhere",
        "compared",
    ];
    let folders = folders.map(|name| trained.at(name));
    let folders = folders.each_ref().map(PathBuf::as_path);
    let compared = json("compare @ @ @ @ --published --out @", &folders);
    let rows = compared["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 4 + 6);
    assert_eq!(rows[0]["kind"], "run");
    // The run's best epoch was judged on the same films as its evaluation.
    assert_eq!(rows[0]["accuracy"], rows[1]["accuracy"]);
    let difference = &compared["differences"][0];
    assert_eq!(
        (&difference["second"], &difference["films"]),
        (&trained.text("judged-two").into(), &24.into())
    );
    assert_eq!(difference["form"], "exact");
    assert_eq!(difference["classes"].as_array().unwrap().len(), 3);
    assert_eq!(compared["other_films"][0], trained.text("judged-elsewhere"));
    for file in ["compare.html", "compare.svg"] {
        assert!(trained.at("compared").join(file).is_file(), "{file}");
    }
    let failed = failure("compare @", &[&trained.at("pack")]);
    assert_eq!(failed.code, 1);
    let words = "is neither a run nor an evaluation";
    assert!(failed.error.contains(words), "{}", failed.error);
}

fn check_probe(trained: &Trained) {
    let (weights, pack) = (trained.at("one/best"), trained.at("pack"));
    let file = trained.at("probe.json");
    let probed = json(
        "probe --weights @ --data @ --out @",
        &[&weights, &pack, &file],
    );
    let written: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(written, probed);
    assert_eq!(probed["masks"][2]["name"], "border only");
    assert_eq!(probed["sources"].as_array().unwrap().len(), 2);
    // Both sources have the same number of films, and the border tells them apart.
    let source = &probed["source_probe"]["probed"];
    assert_eq!(source["chance"], 0.5);
    assert!(
        source["accuracy"]["value"].as_f64().unwrap() > 0.9,
        "{probed}"
    );
    let line = "probe --weights @ --data @ --split external";
    let external = json(line, &[&weights, &pack]);
    assert_eq!(external["source_probe"]["left_out"], 24);
    assert!(external["source_probe"]["probed"]["accuracy"].is_null());
}

fn scorecard(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("model.json")).unwrap()).unwrap()
}

#[test]
fn a_model_is_exported_and_then_calibrated_on_other_films() {
    let trained = Trained::new();
    let [run, data, model] = ["one", "pack", "model"].map(|name| trained.at(name));
    json("export --run @ --data @ --out @", &[&run, &data, &model]);
    let exported = scorecard(&model);
    check_fitted(&exported, &["val", "external"]);
    check_lens(&exported["lens"], 24);
    assert_eq!(exported["probes"][0]["name"], "source from the features");
    let record = &exported["calibrated_on"];
    assert_eq!(
        (&record["films"], &record["patients"]),
        (&24.into(), &12.into())
    );
    assert_eq!(record["list_sha256"], exported["training"]["list_sha256"]);

    let [own, out] = ["own", "calibrated"].map(|name| trained.at(name));
    pack(&own, 2);
    let line = "calibrate --weights @ --data @ --out @";
    let said = json(&format!("{line} --split train val"), &[&model, &own, &out]);
    let calibrated = scorecard(&out);
    assert_eq!(said["calibrated_on"], calibrated["calibrated_on"]);
    check_fitted(&calibrated, &["train", "val", "external"]);
    let record = &calibrated["calibrated_on"];
    assert_eq!(record["films"], 72);
    assert_ne!(record["list_sha256"], exported["training"]["list_sha256"]);
    for kept in ["training", "shards", "golden", "probes", "limits", "date"] {
        assert_eq!(calibrated[kept], exported[kept], "{kept}");
    }
    let bytes = |folder: &Path| fs::read(folder.join("weights.000.bin")).unwrap();
    assert_eq!(bytes(&model), bytes(&out));
    let page = fs::read_to_string(out.join("README.md")).unwrap();
    for words in [
        "another list than that of the training",
        "promise ends at the next hospital",
        "## Operating points",
        "| val | lungs hidden | 24 |",
    ] {
        assert!(page.contains(words), "{words}");
    }

    let refused = |more: &str, out: &Path, code, words: &str| {
        let failed = failure(&format!("{line} {more}"), &[&model, &data, out]);
        assert_eq!(failed.code, code, "{}", failed.error);
        assert!(failed.error.contains(words), "{}", failed.error);
    };
    refused("", &model, 2, "is read by this command");
    refused("--split test", &out, 2, "are for judging");
    refused("--split train", &out, 2, "the pack of its training");
    refused("", &own, 2, "does not belong to a model");
    check_levels(&trained, &out, &own);
}

/// Thresholds for every level and class, with figures for every split.
fn check_fitted(card: &Value, splits: &[&str]) {
    assert_eq!(card["format_version"], 3);
    assert_eq!(card["answer_sets"].as_array().unwrap().len(), 20);
    assert_eq!(
        card["distance"]["percentiles"].as_array().unwrap().len(),
        99
    );
    assert_eq!(
        card["calibrated_on"]["methods"].as_array().unwrap().len(),
        3
    );
    let results = card["results"].as_array().unwrap();
    let judged: Vec<&str> = results
        .iter()
        .map(|result| result["split"].as_str().unwrap())
        .collect();
    assert_eq!(judged, splits);
    for result in results {
        assert_eq!(result["answer_sets"].as_array().unwrap().len(), 4);
        assert!(result["sources"][0]["answer_set"]["coverage"].is_object());
        assert!(result["ece_uncalibrated"]["high"].is_f64());
    }
    let points = card["operating_points"].as_array().unwrap();
    assert!(points.len() >= 6, "{points:?}");
    for point in points {
        assert_eq!(point["results"].as_array().unwrap().len(), splits.len());
    }
}

/// A higher level never gives a smaller set, and the table agrees with the figures.
fn check_levels(trained: &Trained, model: &Path, data: &Path) {
    let mut sizes = Vec::new();
    for level in ["0.8", "0.9", "0.99"] {
        let out = trained.at(level);
        let line = format!("evaluate --weights @ --data @ --split val --out @ --level {level}");
        let judged = json(&line, &[model, data, &out]);
        let table = fs::read_to_string(out.join("predictions.csv")).unwrap();
        let rows: Vec<Vec<&str>> = table
            .lines()
            .skip(1)
            .map(|row| row.split(',').collect())
            .collect();
        for row in &rows {
            let is_answer = row[6] == "answer";
            assert_eq!(
                is_answer,
                !row[5].is_empty() && !row[5].contains('|'),
                "{row:?}"
            );
            assert_eq!(row[4], if is_answer { row[5] } else { "" }, "{row:?}");
            assert!(is_answer || !row[7].is_empty(), "{row:?}");
        }
        let answers = rows.iter().filter(|row| row[6] == "answer").count();
        let sets = judged["answer_sets"].as_array().unwrap();
        let at_level = sets
            .iter()
            .find(|it| it["level"].as_f64() == level.parse().ok());
        let share = at_level.unwrap()["answered"]["value"].as_f64().unwrap();
        assert!(
            (share * 24.0 - answers as f64).abs() < 1e-9,
            "{level}: {answers}"
        );
        let size = at_level.unwrap()["mean_size"].as_f64().unwrap();
        sizes.push(size);
    }
    assert!(sizes.is_sorted(), "{sizes:?}");
    let failed = failure("predict --weights @ x.png --level 0.5", &[model]);
    assert_eq!(failed.code, 2, "{}", failed.error);
}
