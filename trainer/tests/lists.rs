//! `prepare` on lists as spreadsheets and colleagues write them, and on folders named by class.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use image::{GrayImage, Luma};
use serde_json::{Value, json};
use tempfile::TempDir;
use trainer::random::Stream;

/// Films of a class, file and split; each is a patient of its own.
const FILMS: [(&str, &str, &str); 9] = [
    ("covid 1.png", "COVID-19", "train"),
    ("covid 2.png", "COVID-19", "val"),
    ("covid 3.png", "COVID-19", "test"),
    ("normal 1.png", "normal", "train"),
    ("normal 2.png", "normal", "val"),
    ("normal 3.png", "normal", "test"),
    ("other 1.png", "pneumonia", "train"),
    ("other 2.png", "pneumonia", "val"),
    ("other 3.png", "pneumonia", "test"),
];

/// Draws noise that only this number gives, in squares that survive resizing.
fn draw(path: &Path, number: usize) {
    let mut stream = Stream::new(7, &[number as u64]);
    let squares: Vec<u8> = (0..64)
        .map(|_| u8::try_from(stream.below(256)).unwrap())
        .collect();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let film = GrayImage::from_fn(64, 64, |x, y| Luma([squares[(y / 8 * 8 + x / 8) as usize]]));
    film.save(path).unwrap();
}

/// A folder `images` with the films.
fn films() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (number, (file, _, _)) in FILMS.into_iter().enumerate() {
        draw(&root.path().join("images").join(file), number);
    }
    root
}

/// The table of the films with another name, label and separator.
fn table(name: impl Fn(&str) -> String, label: impl Fn(&str) -> String, separator: &str) -> String {
    let mut rows = vec!["file,label,split".replace(',', separator)];
    rows.extend(
        FILMS.map(|(file, class, split)| [&name(file), &label(class), split].join(separator)),
    );
    rows.join("\n") + "\n"
}

/// What `prepare` did.
struct Prepared {
    code: i32,
    report: Value,
    told: String,
}

/// Runs `prepare` with options; paths in it are relative to `root`.
fn prepare(root: &Path, options: &str) -> Prepared {
    let pack = root.join("pack");
    if pack.exists() {
        fs::remove_dir_all(&pack).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_pneumoscope"))
        .args(["prepare", "--json", "--side", "32", "--out", "pack"])
        .args(options.split_whitespace())
        .current_dir(root)
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let code = output.status.code().unwrap();
    assert_eq!(pack.exists(), code == 0, "{told}");
    Prepared {
        code,
        report: serde_json::from_slice(&output.stdout).unwrap_or_default(),
        told,
    }
}

/// Writes a list and packs its films, which must be all; what was said.
fn all_films(root: &Path, name: &str, list: &[u8]) -> String {
    fs::write(root.join(name), list).unwrap();
    let Prepared { code, report, told } = prepare(root, &format!("--list {name} --images images"));
    assert_eq!(code, 0, "{told}");
    assert_eq!(report["films"], FILMS.len(), "{told}");
    for split in ["train", "val", "test"] {
        let one_each = json!({"COVID-19": 1, "normal": 1, "pneumonia": 1});
        assert_eq!(report["counts"][split]["unknown"], one_each, "{told}");
    }
    told
}

/// Runs `prepare`, which must refuse.
fn refused(root: &Path, options: &str) -> Prepared {
    let refused = prepare(root, options);
    assert_eq!(refused.code, 1, "{}", refused.told);
    refused
}

fn same(word: &str) -> String {
    word.to_owned()
}

#[test]
fn a_table_is_read_as_meant_and_what_was_assumed_is_said() {
    let root = films();
    let plain = all_films(root.path(), "a.csv", table(same, same, ",").as_bytes());
    assert!(!plain.contains("read"), "{plain}");
    let utf16 = table(same, same, "\t").replace('\n', "\r\n");
    let utf16: Vec<u8> = utf16.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let told = all_films(root.path(), "b.csv", &[b"\xff\xfe", &utf16[..]].concat());
    for expected in [
        "b.csv: read as UTF-16LE",
        "b.csv: read as separated by tabs",
    ] {
        assert!(told.contains(expected), "{told}");
    }
    let of_windows = |file: &str| format!("C:\\Users\\me\\films\\{}", file.to_uppercase());
    let spelled = |class: &str| class.to_uppercase().replace('-', "\u{2011}");
    let text = format!("\u{feff}sep=;\r\n{}", table(of_windows, spelled, ";"));
    let told = all_films(root.path(), "c.csv", text.as_bytes());
    for expected in [
        "labels in another spelling of a class: 9; first: \"COVID\u{2011}19\" as COVID-19 (c.csv, line 3)",
        "names with backslashes between folders: 9; first: C:\\Users\\me\\films\\COVID 1.PNG is covid 1.png (c.csv, line 3)",
        "which the image folder does not have: 9; first",
        "in upper and lower case: 9; first",
    ] {
        assert!(told.contains(expected), "{told}");
    }
    let without_extension = |file: &str| file.replace(".png", "");
    let text = table(without_extension, same, "\r,")
        .replace("\r,", ",")
        .replace('\n', "\r");
    let told = all_films(root.path(), "d.csv", text.as_bytes());
    let expected = "extension or have another: 9; first: covid 1 is covid 1.png (d.csv, line 2)";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn everything_wrong_with_lists_is_reported_at_once() {
    let root = films();
    let at = |name: &str| root.path().join(name);
    let text = table(same, same, ";")
        .replace("covid 1.png;COVID-19", "covid 1.png;flu")
        .replace("covid 3.png;COVID-19", "covid 3.png;flu")
        .replace("normal 2.png;normal;val", "normal 2.png;normal;dev")
        .replace("other 1.png;pneumonia", "other-1 (copy).png;")
        .replace("other 2.png", "other_4.png");
    fs::write(at("a.csv"), text).unwrap();
    fs::write(at("b.csv"), "PK\u{3}\u{4}").unwrap();
    let lists = "--list a.csv b.csv --images images";
    let Prepared { report, told, .. } = refused(root.path(), lists);
    for expected in [
        "error: the lists have 3 errors:\n  b.csv: this is a workbook",
        "a.csv, lines 2, 4 (2 lines): unknown class \"flu\"; expected COVID-19, normal or pneumonia",
        "a.csv, line 6: unknown split \"dev\"",
        "2 listed files are missing:\n  other-1 (copy).png (a.csv, line 8)",
        "other_4.png (a.csv, line 9)",
    ] {
        assert!(told.contains(expected), "{told}");
    }
    let problems = report["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 3);
    assert_eq!(
        problems[1]["places"],
        json!(["a.csv, line 2", "a.csv, line 4"])
    );
    assert_eq!(report["missing"][0]["place"], "a.csv, line 8");
}

#[test]
fn a_list_that_was_cut_or_altered_loses_no_film_silently() {
    let root = films();
    let whole = table(same, same, ",").into_bytes();
    for at in (0..whole.len()).step_by(7) {
        let cut = whole[..at].to_vec();
        let mut altered = whole.clone();
        altered[at] = b"\"\n#\xff"[at % 4];
        for list in [cut, altered] {
            fs::write(root.path().join("a.csv"), &list).unwrap();
            let prepared = prepare(root.path(), "--list a.csv --images images");
            let Prepared { code, report, told } = prepared;
            let list = String::from_utf8_lossy(&list);
            if code == 0 {
                let named = ["unlisted", "unlabelled"];
                let named = named.map(|kind| report[kind].as_array().unwrap().len());
                let films = FILMS.len() - named.iter().sum::<usize>();
                assert_eq!(report["films"], films, "{list}\n{told}");
            } else {
                assert_eq!(code, 1, "{list}\n{told}");
                assert!(
                    told.contains("error: ") && told.contains("a.csv"),
                    "{list}\n{told}"
                );
            }
        }
    }
}

#[test]
fn rows_without_a_label_are_left_out_by_name() {
    let root = films();
    let labels = table(same, same, ",")
        .replace("covid 1.png,COVID-19", "covid 1.png,")
        .replace("normal 1.png,normal", "normal 1.png,NA");
    fs::write(root.path().join("a.csv"), labels).unwrap();
    let Prepared { code, report, told } = prepare(root.path(), "--list a.csv --images images");
    assert_eq!((code, &report["films"]), (0, &json!(7)), "{told}");
    let lines = "2 rows have no label and are left out:\n  covid 1.png (a.csv, line 2)\n  normal 1.png (a.csv, line 5)\n";
    assert!(told.contains(lines), "{told}");
    assert_eq!(report["unlabelled"].as_array().unwrap().len(), 2);
    assert!(
        told.contains("warning: no film of COVID-19 is in train"),
        "{told}"
    );

    let none = table(same, |_| "nan".to_owned(), ",");
    fs::write(root.path().join("a.csv"), none).unwrap();
    let told = refused(root.path(), "--list a.csv --images images").told;
    assert!(told.contains("no row of the lists has a label"), "{told}");
}

#[test]
fn an_image_folder_too_high_is_used_and_one_too_low_is_named() {
    let root = films();
    let at = |name: &str| -> PathBuf { root.path().join(name) };
    fs::write(at("a.csv"), table(same, same, ",")).unwrap();
    let Prepared { code, report, told } = prepare(root.path(), "--list a.csv --images .");
    assert_eq!((code, &report["films"]), (0, &json!(9)), "{told}");
    let expected = "leaves out: 9; first: covid 1.png is images/covid 1.png (a.csv, line 2)";
    assert!(told.contains(expected), "{told}");

    draw(&at("images/thumbnails/x.png"), 50);
    let told = refused(root.path(), "--list a.csv --images images/thumbnails").told;
    let parent = at("images").canonicalize().unwrap();
    let expected = format!("give --images {}\n", parent.display());
    assert!(
        told.contains("none of the 9 listed films is in images/thumbnails"),
        "{told}"
    );
    assert!(told.ends_with(&expected), "{told}");

    // The same name in two folders.
    draw(&at("images/masks/covid 1.png"), 51);
    draw(&at("images/films/covid 1.png"), 52);
    fs::remove_file(at("images/covid 1.png")).unwrap();
    let told = refused(root.path(), "--list a.csv --images images").told;
    let expected =
        "a.csv, line 2: \"covid 1.png\" may be any of films/covid 1.png, masks/covid 1.png";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn class_folders_are_found_and_those_without_films_are_named() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    for number in 0..12 {
        draw(&at(&format!("data/set/Covid 19/{number}.png")), number);
        draw(&at(&format!("data/set/NORMAL/{number}.png")), 20 + number);
    }
    draw(&at("data/set/masks/1.png"), 40);
    fs::create_dir_all(at("data/set/pneumonia/empty")).unwrap();
    fs::write(at("data/set/pneumonia/readme.txt"), "none").unwrap();
    let Prepared { code, report, told } = prepare(root.path(), "--images data");
    assert_eq!((code, &report["films"]), (0, &json!(24)), "{told}");
    for expected in [
        "films in class folders further down: 24; first: set/Covid 19/0.png",
        "is named COVID-19, normal or pneumonia:\n  set/masks: 1\n",
        "warning: 1 folders have no films:\n  set/pneumonia\n",
        "warning: no film is labelled pneumonia;",
    ] {
        assert!(told.contains(expected), "{told}");
    }

    fs::create_dir_all(at("nothing/normal")).unwrap();
    let told = refused(root.path(), "--images nothing").told;
    assert!(told.contains("error: no films found in nothing;"), "{told}");
    for class in ["covid", "normal", "pneumonia"] {
        draw(&at(&format!("one/{class}/1.png")), class.len());
    }
    let told = refused(root.path(), "--images one").told;
    let expected = "3 films of 3 patients (1 COVID-19, 1 normal, 1 pneumonia) cannot be divided";
    assert!(told.contains(expected), "{told}");
}
