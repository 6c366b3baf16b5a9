//! House rules that no lint checks.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tests::imports;
use tests::site::places;
use xtask::{headers, page};

/// Maximum lines of a Rust file.
const LONGEST_FILE: usize = 500;
const LONGEST_README: usize = 120;
const LONGEST_MAP: usize = 200;

/// All files and folders that people write.
const SOURCES: [&str; 23] = [
    ".cargo",
    ".ci",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.toml",
    "README.md",
    "Trunk.toml",
    "app",
    "clippy.toml",
    "deny.toml",
    "index.html",
    "inference",
    "metrics",
    "model",
    "networks",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "static",
    "tests",
    "trainer",
    "xtask",
];

/// A text file of the project.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn is_rust(&self) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|ending| ending == "rs")
    }

    /// The text without the tests at its end; empty for files of tests.
    fn product(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        if file == "tests.rs" || self.path.contains("/tests/") || self.path.starts_with("tests/") {
            return "";
        }
        self.text.split("#[cfg(test)]").next().unwrap_or_default()
    }
}

/// All text files, by path with `/` between folders.
fn sources() -> Vec<Source> {
    let root = &places().root;
    let paths = SOURCES.iter().flat_map(|path| files(&root.join(path)));
    paths
        .filter_map(|path| {
            // Pictures and weights are not text.
            let text = String::from_utf8(fs::read(&path).unwrap()).ok()?;
            let path = path.strip_prefix(root).unwrap().to_string_lossy();
            Some(Source {
                path: path.replace('\\', "/"),
                text,
            })
        })
        .collect()
}

fn files(path: &Path) -> Vec<PathBuf> {
    page::files(path).unwrap()
}

fn rust() -> impl Iterator<Item = Source> {
    sources().into_iter().filter(Source::is_rust)
}

/// Fails with all findings at once.
fn none(rule: &str, findings: impl IntoIterator<Item = String>) {
    let findings: Vec<String> = findings.into_iter().collect();
    assert!(findings.is_empty(), "{rule}:\n  {}", findings.join("\n  "));
}

/// `path:line: content` for each line of product code that contains one of the words.
fn lines_with(source: &Source, words: &[&str]) -> Vec<String> {
    let code = source.product().lines().enumerate();
    code.filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
        .map(|(index, line)| format!("{}:{}: {}", source.path, index + 1, line.trim()))
        .collect()
}

fn below(folders: &[&str], words: &[&str]) -> Vec<String> {
    rust()
        .filter(|source| folders.iter().any(|folder| source.path.starts_with(folder)))
        .flat_map(|source| lines_with(&source, words))
        .collect()
}

#[test]
fn no_file_is_too_long() {
    let long = rust()
        .map(|source| (source.text.lines().count(), source.path))
        .filter(|(lines, _)| *lines > LONGEST_FILE)
        .map(|(lines, path)| format!("{path}: {lines} lines"));
    none("files of more than 500 lines", long);
    for (file, limit) in [
        ("README.md", LONGEST_README),
        ("ARCHITECTURE.md", LONGEST_MAP),
    ] {
        let lines = fs::read_to_string(places().root.join(file)).unwrap();
        assert!(
            lines.lines().count() <= limit,
            "{file} is longer than {limit} lines"
        );
    }
}

#[test]
fn every_file_states_its_job_in_its_first_line() {
    let silent = rust()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path);
    none("files without a `//!` head", silent);
}

#[test]
fn modules_are_beside_their_folders_and_at_most_two_deep() {
    let misplaced = rust()
        .filter(|source| {
            let below_src = source.path.split_once("/src/").map_or("", |(_, path)| path);
            source.path.ends_with("/mod.rs") || below_src.matches('/').count() > 2
        })
        .map(|source| source.path);
    none("`mod.rs`, or more than two folders below `src`", misplaced);
}

#[test]
fn crates_depend_on_each_other_in_one_direction() {
    let metadata = metadata();
    let allowed = BTreeMap::from([
        ("app", vec!["inference", "metrics", "model"]),
        ("inference", vec!["model"]),
        ("metrics", vec!["model"]),
        ("model", vec![]),
        ("networks", vec!["model"]),
        ("sbom", vec![]),
        ("splitter", vec![]),
        ("tests", vec!["model", "networks", "trainer", "xtask"]),
        ("trainer", vec!["inference", "metrics", "model", "networks"]),
        ("xtask", vec![]),
    ]);
    let mut wrong = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        for dependency in package["dependencies"].as_array().unwrap() {
            let on = dependency["name"].as_str().unwrap();
            // A crate's tests may use other crates.
            let tests_only = dependency["kind"] == "dev";
            if allowed.contains_key(on) && !tests_only && !allowed[name].contains(&on) {
                wrong.push(format!("{name} depends on {on}"));
            }
            let browser = ["js-sys", "leptos", "wasm-bindgen", "web-sys"].contains(&on);
            if browser && name != "app" {
                wrong.push(format!("{name} depends on {on}, which only app may do"));
            }
            if on == "burn" && !["networks", "tests", "trainer"].contains(&name) {
                wrong.push(format!("{name} depends on burn"));
            }
        }
    }
    none("dependencies that are not allowed", wrong);
}

#[test]
fn no_files_of_a_crate_import_each_other_in_a_circle() {
    let mut crates: BTreeMap<String, Vec<Source>> = BTreeMap::new();
    for source in rust() {
        // Programs beside the library are separate crates.
        if let Some((name, path)) = source.path.split_once("/src/")
            && !path.starts_with("bin/")
            && path != "main.rs"
        {
            crates.entry(name.to_owned()).or_default().push(source);
        }
    }
    assert_eq!(crates.len(), 9, "{:?}", crates.keys());
    let found = crates.iter().flat_map(|(name, sources)| {
        let prefix = format!("{name}/src/");
        let files = sources.iter().map(|source| {
            let path = source.path.strip_prefix(&prefix).unwrap();
            (path, source.text.as_str())
        });
        let circles = imports::circles(files).into_iter();
        circles.map(move |files| format!("{name}: {}", files.join(" -> ")))
    });
    none("files that import each other in a circle", found);
}

fn metadata() -> Value {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(&places().root)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_crates_of_the_page_and_of_metrics_do_no_input_or_output() {
    let words = [
        "std::env",
        "std::fs",
        "std::net",
        "std::process",
        "std::thread",
        "Instant::now",
        "SystemTime",
        "println!",
    ];
    none(
        "input, output, clocks and threads",
        below(&["inference/src", "metrics/src", "model/src"], &words),
    );
}

#[test]
fn platforms_are_chosen_in_manifests_in_the_pages_web_module_and_in_one_vector_type() {
    let found = below(
        &[
            "app/src",
            "inference/src",
            "metrics/src",
            "model/src",
            "networks/src",
            "trainer/src",
        ],
        &["cfg(target", "cfg!(target"],
    )
    .into_iter()
    .filter(|line| {
        !line.starts_with("app/src/web/") && !line.starts_with("inference/src/cpu/vector.rs")
    });
    none("platform choices in code", found);
}

#[test]
fn weights_are_never_loaded_partially() {
    let loading = [
        ".load_record(",
        ".load_file(",
        "allow_partial",
        "allow_unused",
    ];
    none(
        "partial loading",
        below(&["app/src", "networks/src", "trainer/src"], &loading),
    );
}

#[test]
fn the_page_has_no_foreign_address() {
    let page = |path: &str| {
        ["app/src/", "static/", "index.html", "Trunk.toml"]
            .iter()
            .any(|start| path.starts_with(start))
            && !path.starts_with("static/model")
    };
    // XML namespaces are not addresses.
    let foreign = |line: &str| {
        let line = line.replace("http://www.w3.org/", "");
        line.contains("http://") || line.contains("https://") || line.contains("src=\"//")
    };
    let found = sources()
        .into_iter()
        .filter(|source| page(&source.path))
        .flat_map(|source| {
            let lines = source.text.lines().filter(|line| foreign(line));
            let name = |line: &str| format!("{}: {}", source.path, line.trim());
            lines.map(name).collect::<Vec<_>>()
        });
    none("foreign addresses", found);
}

#[test]
fn the_page_and_its_host_have_the_same_policy() {
    let index = fs::read_to_string(places().root.join("index.html")).unwrap();
    let (_, after) = index
        .split_once("http-equiv=\"Content-Security-Policy\"")
        .unwrap();
    let stated = after.split('"').nth(1).unwrap();
    let directives = |policy: &str| {
        let mut parts: Vec<String> = policy
            .split(';')
            .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
            // Browsers accept this one from the host only.
            .filter(|part| !part.is_empty() && !part.starts_with("frame-ancestors"))
            .collect();
        parts.sort();
        parts
    };
    assert_eq!(
        directives(stated),
        directives(headers::CONTENT_SECURITY_POLICY)
    );
}

#[test]
fn class_names_are_spelt_in_one_place() {
    let found = below(
        &[
            "app/src",
            "metrics/src",
            "model/src",
            "networks/src",
            "trainer/src",
        ],
        &["\"COVID-19\"", "\"covid19\""],
    )
    .into_iter()
    // The columns of the prediction table are a separate contract.
    .filter(|line| {
        !line.starts_with("model/src/class.rs") && !line.starts_with("model/src/reading.rs")
    });
    none("class names outside model/src/class.rs", found);
}

#[test]
fn nothing_is_left_open_or_ignored() {
    // In two parts, so that this file is not found.
    let words = [("TO", "DO"), ("FIX", "ME"), ("XX", "X")].map(|(a, b)| format!("{a}{b}"));
    let ignored = format!("#[{}", "ignore");
    let found = rust().flat_map(|source| {
        let open = |line: &&str| {
            line.contains(&ignored)
                || line
                    .split(|c: char| !c.is_ascii_alphanumeric())
                    .any(|word| words.iter().any(|left| left == word))
        };
        let lines = source.text.lines().filter(open);
        let name = |line: &str| format!("{}: {}", source.path, line.trim());
        lines.map(name).collect::<Vec<_>>()
    });
    none("left open or ignored", found);
}

#[test]
fn no_file_names_a_folder_of_one_machine() {
    let homes = ["root", "home", "work", "Users"].map(|home| format!("/{home}/"));
    let found = sources().into_iter().flat_map(|source| {
        let named = |line: &&str| homes.iter().any(|home| line.contains(home.as_str()));
        let lines = source.text.lines().filter(named);
        let name = |line: &str| format!("{}: {}", source.path, line.trim());
        lines.map(name).collect::<Vec<_>>()
    });
    none("folders of one machine", found);
}

#[test]
fn every_path_in_the_map_exists() {
    let root = &places().root;
    let map = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let is_path = |word: &&str| {
        let shape = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
        word.contains('/') && word.chars().all(shape)
    };
    let lost = map
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(is_path)
        .filter(|path| !root.join(path).exists());
    none(
        "paths in ARCHITECTURE.md that are gone",
        lost.map(str::to_owned),
    );
}

#[test]
fn every_file_of_end_to_end_tests_is_built() {
    let folder = places().root.join("tests");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let entries = fs::read_dir(&folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let tests = paths.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let names = tests.map(|path| path.file_name().unwrap().to_string_lossy().into_owned());
    let left_out = names.filter(|name| !manifest.contains(&format!("path = \"{name}\"")));
    none("test files that tests/Cargo.toml does not name", left_out);
}
