//! What `prepare` did and left out: `report.json` in the pack, the same as JSON, and a few lines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use model::class::Class;
use serde::Serialize;

use super::decoding::Unreadable;
use crate::data::duplicates::{Fate, Kept};
use crate::data::leak::DividedPicture;
use crate::data::pack::Index;
use crate::data::resolve::Resolved;
use crate::data::{Counts, Listing, Split};

/// What went into the pack, and everything about the lists and files that someone should know.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    films: usize,
    sides: Vec<u32>,
    list_sha256: String,
    counts: Counts,
    patients: BTreeMap<Split, usize>,
    /// Listed, but not in the folder.
    missing: Vec<String>,
    /// In the folder, but not listed.
    unlisted: Vec<String>,
    /// In the table of labels, but in no list.
    pub(super) unmatched_labels: Vec<String>,
    /// Listed more than once.
    listed_twice: Vec<String>,
    pub(super) unreadable: Vec<Unreadable>,
    /// Left out: one picture with several labels.
    contradictions: Vec<Vec<Labelled>>,
    /// Left out: same pixels as a kept film.
    duplicates: Vec<Copy>,
    /// Left out: same picture as a kept film.
    near_duplicates_left_out: Vec<Copy>,
    /// Kept: same picture as another kept film.
    near_duplicates: Vec<Near>,
    /// Kept although they stand in two splits, because the user said so.
    pub(super) near_duplicates_across_splits: Vec<DividedPicture>,
}

/// A file with a label that another one contradicts, or another line.
#[derive(Debug, Serialize)]
struct Labelled {
    file: String,
    label: Class,
}

/// A file that was left out.
#[derive(Debug, Serialize)]
struct Copy {
    file: String,
    same_as: String,
}

/// Two films that are one picture.
#[derive(Debug, Serialize)]
struct Near {
    file: String,
    like: String,
    correlation: f64,
}

impl Report {
    /// What the lists and the folder alone tell.
    pub(super) fn of(resolved: &Resolved) -> Self {
        let twice = resolved.contradicted.iter();
        let labelled = |(file, classes): (&String, &BTreeSet<Class>)| {
            let label = |&label| Labelled {
                file: file.clone(),
                label,
            };
            classes.iter().map(label).collect()
        };
        Self {
            missing: resolved.missing.clone(),
            unlisted: resolved.unlisted.clone(),
            listed_twice: resolved.repeated.clone(),
            contradictions: twice.map(labelled).collect(),
            ..Self::default()
        }
    }

    /// Adds what the pictures tell.
    pub(super) fn add_copies(&mut self, listings: &[&Listing], fates: &[Fate], kept: &Kept) {
        let file = |film: usize| listings[film].file.clone();
        let copy = |film, same_as| Copy {
            file: file(film),
            same_as: file(same_as),
        };
        let mut contradicted: BTreeMap<usize, Vec<Labelled>> = BTreeMap::new();
        for (film, &fate) in fates.iter().enumerate() {
            match fate {
                Fate::Kept => {}
                Fate::CopyOf(kept) => self.duplicates.push(copy(film, kept)),
                Fate::NearCopyOf(kept) => self.near_duplicates_left_out.push(copy(film, kept)),
                Fate::Contradicted(first) => {
                    let set = contradicted.entry(first).or_default();
                    set.push(Labelled {
                        file: file(film),
                        label: listings[film].class,
                    });
                }
            }
        }
        self.contradictions.extend(contradicted.into_values());
        self.near_duplicates
            .extend(kept.links.iter().map(|link| Near {
                file: file(kept.films[link.film]),
                like: file(kept.films[link.like]),
                correlation: link.correlation,
            }));
    }

    /// Adds what is in the pack.
    pub(super) fn add_pack(&mut self, index: &Index) {
        self.films = index.films.len();
        self.sides = index.sides().collect();
        self.list_sha256.clone_from(&index.list_sha256);
        self.counts = index.counts();
        let mut patients: BTreeMap<Split, BTreeSet<&str>> = BTreeMap::new();
        for film in &index.films {
            let of_split = patients.entry(film.split).or_default();
            of_split.insert(&film.patient);
        }
        let count = |(split, patients): (Split, BTreeSet<&str>)| (split, patients.len());
        self.patients = patients.into_iter().map(count).collect();
    }

    /// What the pack holds, in a few lines.
    pub(super) fn summary(&self, out: &Path) -> Vec<String> {
        let sides: Vec<String> = self.sides.iter().map(u32::to_string).collect();
        let mut lines = vec![format!(
            "{}: {} films of {} px, list {}",
            out.display(),
            self.films,
            sides.join(", "),
            self.list_sha256
        )];
        lines.extend(self.counts.lines());
        lines
    }

    /// What someone should look at: for each kind of finding how many there are, and the first.
    pub(super) fn findings(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut add = |count: usize, what: &str, first: Option<String>| {
            lines.extend(first.map(|first| format!("{count} {what}; the first: {first}")));
        };
        let copy = |copy: &Copy| format!("{} of {}", copy.file, copy.same_as);
        let first = |files: &[String]| files.first().cloned();
        add(
            self.missing.len(),
            "listed files are missing",
            first(&self.missing),
        );
        add(
            self.unlisted.len(),
            "files are in no list",
            first(&self.unlisted),
        );
        add(
            self.unmatched_labels.len(),
            "rows of the table name a file that is in no list",
            first(&self.unmatched_labels),
        );
        add(
            self.listed_twice.len(),
            "lines name a file once more",
            first(&self.listed_twice),
        );
        add(
            self.unreadable.len(),
            "files cannot be read",
            self.unreadable
                .first()
                .map(|it| format!("{}: {}", it.file, it.reason)),
        );
        add(
            self.contradictions.len(),
            "pictures have several labels and were left out with all their copies",
            self.contradictions.first().map(|set| told(set)),
        );
        add(
            self.duplicates.len(),
            "exact copies were left out",
            self.duplicates.first().map(copy),
        );
        add(
            self.near_duplicates_left_out.len(),
            "near-duplicates were left out",
            self.near_duplicates_left_out.first().map(copy),
        );
        add(
            self.near_duplicates.len(),
            "near-duplicates were kept",
            self.near_duplicates
                .first()
                .map(|it| format!("{} of {} ({:.3})", it.file, it.like, it.correlation)),
        );
        add(
            self.near_duplicates_across_splits.len(),
            "of them stand in two splits, as --allow-near-duplicates permits",
            self.near_duplicates_across_splits
                .first()
                .map(ToString::to_string),
        );
        lines
    }
}

fn told(set: &[Labelled]) -> String {
    let films: Vec<String> = set
        .iter()
        .map(|film| format!("{} is {}", film.file, film.label))
        .collect();
    films.join(", ")
}
