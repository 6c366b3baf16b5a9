//! Real films: twelve and some DICOM files in the repository, and more where the shared data set is there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use xtask::places::Places;

/// File, label and source of each DICOM film.
const DICOM: [(&str, &str, &str); 10] = [
    ("c_no_preamble.dcm", "normal", "kermany"),
    ("px_mono1_12.dcm", "normal", "kermany"),
    ("px_signed_12.dcm", "COVID-19", "hannover"),
    ("px_ybr_422.dcm", "COVID-19", "hannover"),
    ("ts_deflated.dcm", "COVID-19", "hannover"),
    ("ts_j2k_u12.dcm", "pneumonia", "kermany"),
    ("ts_jpeg_extended_12a.dcm", "normal", "kermany"),
    ("ts_jpeg_sv1_12_pred1.dcm", "normal", "kermany"),
    ("ts_jpegls_16.dcm", "normal", "kermany"),
    ("ts_rle_8.dcm", "normal", "kermany"),
];

/// A film of a known class.
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

    /// The file's content.
    pub fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.path).unwrap_or_else(|error| panic!("{}: {error}", self.path.display()))
    }
}

/// The films in the repository, four of each class; `tests/fixtures/films/CREDITS.md` names their authors.
pub fn bundled() -> Vec<Film> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/films");
    listed(&folder.join("labels.csv"), &folder)
}

/// DICOM films in the repository, of different transfer syntaxes and pixel formats;
/// `model/tests/dicom/CREDITS.md` names their authors.
pub fn dicom() -> Vec<Film> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/tests/dicom");
    let film = |(file, label, source): (&str, &str, &str)| Film {
        label: label.to_owned(),
        source: source.to_owned(),
        path: folder.join(file),
    };
    DICOM.map(film).to_vec()
}

/// Up to `most` films of each class and source of the data set in `../shared/data`, or below
/// `PNEUMOSCOPE_SHARED`, in the order of their names; empty where neither is there.
///
/// # Panics
/// When `PNEUMOSCOPE_SHARED` names a folder without the data set.
pub fn shared(most: usize) -> Vec<Film> {
    let Some(data) = shared_data() else {
        return Vec::new();
    };
    let mut groups: BTreeMap<(String, String), Vec<Film>> = BTreeMap::new();
    for film in listed(&data.join("labels.csv"), &data.join("images")) {
        let group = (film.label.clone(), film.source.clone());
        groups.entry(group).or_default().push(film);
    }
    let mut films = Vec::new();
    for mut group in groups.into_values() {
        group.sort();
        group.truncate(most);
        films.append(&mut group);
    }
    films
}

/// Up to `most` lateral chest radiographs of the shared data set; empty where that is not there.
///
/// # Panics
/// As [`shared`].
pub fn laterals(most: usize) -> Vec<PathBuf> {
    let Some(data) = shared_data() else {
        return Vec::new();
    };
    let folder = data.join("ood");
    let mut table = csv::Reader::from_path(folder.join("ood-2.csv")).expect("a list of outliers");
    let rows = table.deserialize::<BTreeMap<String, String>>();
    let rows = rows.map(|row| row.expect("a row of ood-2.csv"));
    let laterals = rows.filter(|row| row["kind"].contains("lateral") && row["split"] == "train");
    laterals
        .take(most)
        .map(|row| folder.join(&row["file"]))
        .collect()
}

/// The folder of the shared data set, if there is one.
fn shared_data() -> Option<PathBuf> {
    let named = std::env::var_os("PNEUMOSCOPE_SHARED").map(PathBuf::from);
    let required = named.is_some();
    let shared = named.unwrap_or_else(|| {
        let root = Places::find().expect("a checkout").root;
        root.join("../shared")
    });
    let data = shared.join("data");
    let found = data.is_dir();
    assert!(found || !required, "{} is missing", data.display());
    found.then_some(data)
}

/// The films of a table with the columns `file`, `label` and `source`.
fn listed(table: &Path, folder: &Path) -> Vec<Film> {
    let mut table = csv::Reader::from_path(table)
        .unwrap_or_else(|error| panic!("{}: {error}", table.display()));
    let rows = table.deserialize::<BTreeMap<String, String>>();
    rows.map(|row| {
        let row = row.expect("a row of labels.csv");
        Film {
            label: row["label"].clone(),
            source: row["source"].clone(),
            path: folder.join(&row["file"]),
        }
    })
    .collect()
}
