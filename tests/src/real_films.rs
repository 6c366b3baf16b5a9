//! The real films: `../shared/data` beside the checkout, or under `PNEUMOSCOPE_SHARED`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use xtask::places::Places;

/// A film of the data set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Film {
    /// What it shows: `COVID-19`, `normal` or `pneumonia`.
    pub label: String,
    /// The collection it is from.
    pub source: String,
    /// Where it is.
    pub path: PathBuf,
}

impl Film {
    /// The file's name without its folder.
    pub fn name(&self) -> String {
        let name = self.path.file_name().expect("a film is a file");
        name.to_string_lossy().into_owned()
    }
}

/// The folder of the data set. Says that a test is skipped where there is none.
///
/// # Panics
/// In continuous integration, where nothing may be skipped.
pub fn data() -> Option<PathBuf> {
    let shared = std::env::var_os("PNEUMOSCOPE_SHARED").map_or_else(
        || Places::find().expect("a checkout").root.join("../shared"),
        PathBuf::from,
    );
    let data = shared.join("data");
    if data.is_dir() {
        return Some(data);
    }
    assert!(!is_ci(), "{} is missing", data.display());
    println!("skipped: no films at {}", data.display());
    None
}

/// Whether nothing may be skipped.
pub fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|ci| !ci.is_empty() && ci != "false")
}

/// Up to `most` films of every pair of class and source, in the order of their names.
pub fn films(most: usize) -> Option<Vec<Film>> {
    let data = data()?;
    let mut table = csv::Reader::from_path(data.join("labels.csv")).expect("labels.csv");
    let mut pairs: BTreeMap<(String, String), Vec<Film>> = BTreeMap::new();
    for row in table.deserialize() {
        let row: BTreeMap<String, String> = row.expect("a row of labels.csv");
        let film = Film {
            label: row["label"].clone(),
            source: row["source"].clone(),
            path: data.join("images").join(&row["file"]),
        };
        let pair = (film.label.clone(), film.source.clone());
        pairs.entry(pair).or_default().push(film);
    }
    let mut films = Vec::new();
    for mut pair in pairs.into_values() {
        pair.sort();
        pair.truncate(most);
        films.append(&mut pair);
    }
    Some(films)
}
