//! `prepare` on synthetic films: what it refuses, leaves out, reports and stores.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use image::{GrayImage, Luma};
use model::gate::Glance;
use model::input::{self, InputSpec, Limits};
use serde_json::Value;
use tempfile::TempDir;
use trainer::data::pack::Pack;
use trainer::random::Stream;

/// Soft blobs whose places depend on the seed alone, so that one seed is one picture at any size.
fn draw(seed: u64, width: u32, height: u32) -> GrayImage {
    let mut stream = Stream::new(seed, &[]);
    let blobs = [(); 7].map(|()| [(); 4].map(|()| stream.unit()));
    GrayImage::from_fn(width, height, |x, y| {
        let (right, down) = (x as f32 / width as f32, y as f32 / height as f32);
        let light: f32 = blobs
            .iter()
            .map(|&[left, top, size, height]| {
                let distance = (right - left).powi(2) + (down - top).powi(2);
                height * (-distance / (0.005 + 0.03 * size)).exp()
            })
            .sum();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 250"
        )]
        Luma([(light.min(2.0) * 125.0) as u8])
    })
}

/// A folder of films with a table that lists them.
struct Films {
    root: TempDir,
    table: String,
}

impl Films {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("images")).unwrap();
        Self {
            root,
            table: "file,label,patient,split\n".to_owned(),
        }
    }

    /// Films of their own that fill train and val.
    fn with_company() -> Self {
        let mut films = Self::new();
        for (number, split) in ["train", "train", "val", "val"].into_iter().enumerate() {
            let seed = 1000 + number as u64;
            films.add(
                &format!("company{number}.png"),
                &draw(seed, 64, 64),
                ["normal", &format!("company{number}"), split],
            );
        }
        films
    }

    fn at(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Saves a film and lists it with label, patient and split.
    fn add(&mut self, file: &str, picture: &GrayImage, columns: [&str; 3]) {
        picture.save(self.at("images").join(file)).unwrap();
        self.list(file, columns);
    }

    fn list(&mut self, file: &str, columns: [&str; 3]) {
        writeln!(self.table, "{file},{}", columns.join(",")).unwrap();
    }

    fn prepare(&self, more: &[&str]) -> Output {
        let labels = self.at("labels.csv");
        fs::write(&labels, &self.table).unwrap();
        let [list, images, out] = [labels, self.at("images"), self.at("pack")];
        Command::new(env!("CARGO_BIN_EXE_pneumoscope"))
            .args(["prepare", "--json", "--list", text(&list)])
            .args(["--images", text(&images), "--out", text(&out)])
            .args(more)
            .output()
            .unwrap()
    }

    /// Makes the pack; its report, and what stood on stderr.
    fn packed(&self, more: &[&str]) -> (Value, String) {
        let output = self.prepare(more);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{told}");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let stored = fs::read(self.at("pack").join("report.json")).unwrap();
        assert_eq!(report, serde_json::from_slice::<Value>(&stored).unwrap());
        (report, told)
    }

    /// Must be refused, and leave nothing behind.
    fn refused(&self, more: &[&str]) -> String {
        let output = self.prepare(more);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{complaint}");
        self.assert_nothing_is_left();
        complaint
    }

    fn assert_nothing_is_left(&self) {
        let mut names: Vec<_> = fs::read_dir(self.root.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["images", "labels.csv"]);
    }

    fn pack(&self) -> Pack {
        Pack::open(&self.at("pack")).unwrap()
    }

    /// The split of each packed film.
    fn splits(&self) -> BTreeMap<String, String> {
        let pack = self.pack();
        let films = pack.index().films.iter();
        films
            .map(|film| (film.file.clone(), film.split.to_string()))
            .collect()
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_patient_in_two_splits_is_refused_by_name() {
    let mut films = Films::with_company();
    films.add("a.png", &draw(1, 64, 64), ["normal", "ann", "train"]);
    films.add("b.png", &draw(2, 64, 64), ["normal", "ann", "test"]);
    let complaint = films.refused(&[]);
    let expected = "patient \"ann\" has a.png in train and b.png in test; put all films of a patient into one split";
    assert!(complaint.contains(expected), "{complaint}");
    // There is no way around it.
    films.refused(&["--allow-near-duplicates"]);
}

#[test]
fn one_picture_in_two_splits_is_refused_left_out_or_kept_as_told() {
    let mut films = Films::with_company();
    films.add("a.png", &draw(1, 160, 120), ["normal", "ann", "train"]);
    films.add("b.jpg", &draw(1, 97, 83), ["normal", "bob", "test"]);
    let complaint = films.refused(&[]);
    assert!(
        complaint.contains("b.jpg in test, a.png in train (correlation"),
        "{complaint}"
    );
    for way_out in ["--near-duplicates drop", "--allow-near-duplicates"] {
        assert!(complaint.contains(way_out), "{complaint}");
    }

    let (report, _) = films.packed(&["--near-duplicates", "drop"]);
    assert_eq!(report["films"], 5);
    let left_out = &report["near_duplicates_left_out"];
    assert_eq!(left_out[0]["file"], "a.png");
    assert_eq!(left_out[0]["same_as"], "b.jpg");
    fs::remove_dir_all(films.at("pack")).unwrap();

    let (report, told) = films.packed(&["--allow-near-duplicates"]);
    assert_eq!(report["films"], 6);
    let across = &report["near_duplicates_across_splits"];
    assert_eq!(across.as_array().unwrap().len(), 1);
    assert_eq!(across[0]["split"], "test");
    assert_eq!(across[0]["like_split"], "train");
    assert!(across[0]["correlation"].as_f64().unwrap() > 0.98);
    assert!(told.contains("is in two splits, as --allow-near"), "{told}");
}

#[test]
fn near_duplicates_in_one_split_are_kept_and_reported() {
    let mut films = Films::with_company();
    films.add("a.png", &draw(1, 160, 120), ["normal", "ann", "train"]);
    films.add("b.jpg", &draw(1, 97, 83), ["normal", "bob", "train"]);
    let (report, told) = films.packed(&[]);
    assert_eq!(report["films"], 6);
    let near = &report["near_duplicates"];
    assert_eq!(near.as_array().unwrap().len(), 1);
    assert_eq!(near[0]["file"], "b.jpg");
    assert_eq!(near[0]["like"], "a.png");
    assert!(told.contains("1 near-duplicate is kept: b.jpg of a.png ("));
}

#[test]
fn a_made_split_keeps_pictures_and_patients_together() {
    let mut films = Films::new();
    for person in 0..24_u64 {
        for copy in 0..2 {
            // The picture is that of the person, who has another name each time; the second film
            // of a name is a picture of its own.
            let patient = format!("{person}-{copy}");
            let side = 60 + 30 * copy;
            let columns = ["normal", &patient, ""];
            films.add(
                &format!("{patient}.jpg"),
                &draw(person, side, side + 5),
                columns,
            );
            let own = draw(500 + person * 2 + u64::from(copy), 64, 64);
            films.add(&format!("{patient}-own.jpg"), &own, columns);
        }
    }
    let (report, _) = films.packed(&["--seed", "3"]);
    assert_eq!(report["near_duplicates"].as_array().unwrap().len(), 24);
    let splits = films.splits();
    for person in 0..24 {
        let endings = ["0.jpg", "1.jpg", "0-own.jpg", "1-own.jpg"];
        let of_person = endings.map(|ending| splits[&format!("{person}-{ending}")].as_str());
        assert_eq!(of_person, [of_person[0]; 4], "person {person}");
    }
    for split in ["train", "val", "test"] {
        assert!(splits.values().any(|present| present == split));
    }
}

#[test]
fn a_picture_with_several_labels_is_left_out_whether_the_copy_is_exact_or_near() {
    let mut films = Films::with_company();
    films.add("a.png", &draw(1, 80, 80), ["normal", "ann", "train"]);
    films.add("b.bmp", &draw(1, 80, 80), ["pneumonia", "bob", "train"]);
    films.add("c.png", &draw(2, 80, 80), ["normal", "cid", "train"]);
    films.add("d.jpg", &draw(2, 120, 90), ["COVID-19", "dan", "test"]);
    films.add("e.png", &draw(3, 80, 80), ["normal", "eve", "train"]);
    films.list("e.png", ["COVID-19", "eve", "train"]);
    let (report, told) = films.packed(&[]);
    assert_eq!(report["films"], 4);
    let sets: Vec<Vec<(&str, &str)>> = report["contradictions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|set| {
            let films = set.as_array().unwrap().iter();
            films
                .map(|film| {
                    let word = |key: &str| film[key].as_str().unwrap();
                    (word("file"), word("label"))
                })
                .collect()
        })
        .collect();
    assert_eq!(
        sets,
        [
            [("e.png", "COVID-19"), ("e.png", "normal")],
            [("a.png", "normal"), ("b.bmp", "pneumonia")],
            [("c.png", "normal"), ("d.jpg", "COVID-19")],
        ]
    );
    assert!(told.contains("3 pictures have several labels"), "{told}");
}

#[test]
fn every_side_holds_what_the_page_makes_of_the_same_file() {
    let mut films = Films::with_company();
    films.add("wide.jpg", &draw(1, 301, 200), ["normal", "ann", "train"]);
    let (report, _) = films.packed(&["--side", "96", "32", "224"]);
    assert_eq!(report["sides"], serde_json::json!([32, 96, 224]));
    let pack = films.pack();
    let films_of = pack.index().films.iter();
    let wide = films_of.map(|film| film.file.as_str());
    let wide = wide.into_iter().position(|file| file == "wide.jpg");
    let bytes = fs::read(films.at("images/wide.jpg")).unwrap();
    let film = input::decode(&bytes, Limits::default()).unwrap();
    for side in [32, 96, 224] {
        let spec = InputSpec::with_side(side);
        assert_eq!(pack.spec(side).unwrap(), spec);
        let plane = pack.plane(side, wide.unwrap()).unwrap();
        assert_eq!(plane, spec.plane(&film).unwrap());
    }
}

#[test]
fn the_report_names_every_file_that_is_not_in_the_pack() {
    let mut films = Films::with_company();
    films.add("a.png", &draw(1, 80, 80), ["normal", "ann", "train"]);
    films.add("copy.png", &draw(1, 80, 80), ["normal", "bob", "val"]);
    films.list("a.png", ["normal", "ann", "train"]);
    films.list("gone.png", ["normal", "cid", "train"]);
    films.list("broken.png", ["normal", "cid", "train"]);
    fs::write(films.at("images/broken.png"), "no picture").unwrap();
    draw(9, 64, 64).save(films.at("images/extra.png")).unwrap();
    let (report, told) = films.packed(&[]);
    assert_eq!(report["films"], 5);
    let place = |line: usize| format!("{}, line {line}", films.at("labels.csv").display());
    let row = |file: &str, line| serde_json::json!([{"file": file, "place": place(line)}]);
    assert_eq!(report["missing"], row("gone.png", 9));
    assert_eq!(report["unlisted"], serde_json::json!(["extra.png"]));
    assert_eq!(report["listed_twice"], row("a.png", 8));
    assert_eq!(report["unreadable"][0]["file"], "broken.png");
    // The copy in validation stays, so that training does not see it.
    assert_eq!(report["duplicates"][0]["file"], "a.png");
    assert_eq!(report["duplicates"][0]["same_as"], "copy.png");
    // Copies share a plane.
    let planes = fs::metadata(films.at("pack/planes-224.bin")).unwrap();
    let checksum = 4;
    assert_eq!(planes.len(), 5 * (224 * 224 * 2 + checksum));
    assert_eq!(report["counts"]["val"]["unknown"]["normal"], 3);
    let reason = report["unreadable"][0]["reason"].as_str().unwrap();
    for line in [
        &format!("1 listed file is missing: gone.png ({})", place(9)),
        "1 file is in no list: extra.png",
        &format!("1 row repeats a file: a.png ({})", place(8)),
        &format!("1 file cannot be read: broken.png: {reason}"),
        "1 exact copy is left out: a.png of copy.png",
        "warning: no film is labelled COVID-19; a network",
    ] {
        assert!(told.contains(line), "{told}");
    }
}

#[test]
fn an_error_without_readable_films_names_the_first_reason() {
    let mut films = Films::new();
    films.list("broken.png", ["normal", "cid", "train"]);
    fs::write(films.at("images/broken.png"), "no picture").unwrap();
    let complaint = films.refused(&[]);
    assert!(
        complaint.contains("none of the 1 films can be read; the first one is broken.png: "),
        "{complaint}"
    );
}

#[test]
fn the_table_of_labels_adds_columns_and_removes_no_film() {
    let mut films = Films::new();
    films.table = "file,label,patient,source\n".to_owned();
    films.add("a.png", &draw(1, 64, 64), ["normal", "ann", "rsna"]);
    films.add("b.png", &draw(2, 64, 64), ["normal", "bob", ""]);
    let labels = films.at("images/labels.csv");
    let rows = "a.png,normal,train,,,adult\nb.png,normal,val,,sirm,\nc.png,normal,test,,,\n";
    let header = "file,label,split,patient,source,age_group\n";
    fs::write(&labels, format!("{header}{rows}")).unwrap();
    let (report, told) = films.packed(&["--labels", text(&labels)]);
    let pack = films.pack();
    let packed = pack.index().films.iter();
    let packed: Vec<[&str; 4]> = packed
        .map(|film| {
            [
                &film.patient,
                &film.source,
                film.split.word(),
                &film.age_group,
            ]
        })
        .collect();
    assert_eq!(
        packed,
        [
            ["ann", "rsna", "train", "adult"],
            ["bob", "sirm", "val", "unknown"]
        ]
    );
    assert_eq!(report["unmatched_labels"][0]["file"], "c.png");
    let note = "1 row of the table is in no list: c.png (";
    assert!(told.contains(note), "{told}");
}

#[test]
fn outliers_are_packed_for_the_gate() {
    let mut films = Films::with_company();
    films.add("a.png", &draw(1, 64, 64), ["normal", "ann", "train"]);
    fs::create_dir(films.at("others")).unwrap();
    draw(7, 90, 70).save(films.at("others/cat.png")).unwrap();
    // The decoder refuses a flat picture, so it counts as refused.
    GrayImage::from_pixel(64, 64, Luma([7]))
        .save(films.at("others/flat.png"))
        .unwrap();
    let table = films.at("others/list.csv");
    let rows = "file,kind,split\ncat.png,photograph,val\nflat.png,flat,train\n";
    fs::write(&table, rows).unwrap();
    let (report, told) = films.packed(&["--outliers", text(&table)]);
    assert_eq!(report["outliers"]["val"]["photograph"], 1);
    assert!(
        told.contains("outliers that are refused when they are decoded: 1\n"),
        "{told}"
    );
    let pack = films.pack();
    let glances: Vec<_> = pack
        .index()
        .outliers
        .iter()
        .map(|outlier| pack.outlier_glance(outlier).unwrap())
        .collect();
    let [Some(cat), None] = &glances[..] else {
        panic!("{glances:?}");
    };
    assert_eq!((cat.width, cat.height), (90, 70));
    let picture = input::decode(
        &fs::read(films.at("others/cat.png")).unwrap(),
        Limits::default(),
    );
    assert_eq!(*cat, Glance::of(&picture.unwrap()).unwrap());
}

#[test]
fn missing_outliers_are_named_with_the_option_that_helps() {
    let films = Films::with_company();
    let table = films.at("images/list.csv");
    fs::write(&table, "file;kind\nnowhere.png;map\n").unwrap();
    let complaint = films.refused(&["--outliers", text(&table)]);
    assert!(
        complaint.contains("1 of the pictures are not in"),
        "{complaint}"
    );
    assert!(
        complaint.contains("nowhere.png; give --outlier-images"),
        "{complaint}"
    );
    let wrong = films.at("images/wrong.csv");
    fs::write(&wrong, "file,kind,split\na.png,map,trian\n").unwrap();
    let complaint = films.refused(&["--outliers", text(&wrong)]);
    assert!(complaint.contains("line 2: unknown split"), "{complaint}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_no_half_pack() {
    let mut films = Films::with_company();
    let first = films.at("images/0.png");
    draw(1, 300, 300).save(&first).unwrap();
    for number in 1..1500 {
        let file = format!("{number}.png");
        fs::hard_link(&first, films.at("images").join(&file)).unwrap();
        films.list(&file, ["normal", &file, "train"]);
    }
    let labels = films.at("labels.csv");
    fs::write(&labels, &films.table).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_pneumoscope"))
        .args(["prepare", "--list", text(&labels), "--out"])
        .args([films.at("pack"), "--images".into(), films.at("images")])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let entries = || fs::read_dir(films.root.path()).unwrap().count();
    while entries() == 2 && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    let interrupt = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(interrupt.unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.ends_with("stopped; no pack was made\n"), "{told}");
    films.assert_nothing_is_left();
}
