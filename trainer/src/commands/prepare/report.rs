//! What `prepare` did and left out: `report.json` in the pack, the same as JSON, and a few lines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use model::class::Class;
use serde::Serialize;

use super::decoding::UnreadableFile;
use crate::data::duplicates::{Fate, KeptFilms};
use crate::data::leak::DividedPicture;
use crate::data::matching::Resolved;
use crate::data::pack::Index;
use crate::data::{Counts, Listing, Split};

/// The content of the pack, and all findings about lists and files.
#[derive(Debug, Default, Serialize)]
pub(super) struct PrepareReport {
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
    pub(super) unreadable: Vec<UnreadableFile>,
    /// Left out: pictures with several labels.
    contradictions: Vec<Vec<Labelled>>,
    /// Left out: same pixels as a film of the pack.
    duplicates: Vec<LeftOutCopy>,
    /// Left out: same picture as a film of the pack.
    near_duplicates_left_out: Vec<LeftOutCopy>,
    /// In the pack: same picture as another film of the pack.
    near_duplicates: Vec<NearDuplicate>,
    /// In the pack although in two splits, because the user allowed it.
    pub(super) near_duplicates_across_splits: Vec<DividedPicture>,
}

/// A file whose label another file or line contradicts.
#[derive(Debug, Serialize)]
struct Labelled {
    file: String,
    label: Class,
}

/// A file that was left out.
#[derive(Debug, Serialize)]
struct LeftOutCopy {
    file: String,
    same_as: String,
}

/// Two films of the same picture.
#[derive(Debug, Serialize)]
struct NearDuplicate {
    file: String,
    like: String,
    correlation: f64,
}

impl PrepareReport {
    /// The findings of lists and folder.
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

    /// Adds the findings of the pictures.
    pub(super) fn add_copies(&mut self, listings: &[&Listing], fates: &[Fate], kept: &KeptFilms) {
        let file = |film: usize| listings[film].file.clone();
        let copy = |film, same_as| LeftOutCopy {
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
            .extend(kept.links.iter().map(|link| NearDuplicate {
                file: file(kept.films[link.film]),
                like: file(kept.films[link.like]),
                correlation: link.correlation,
            }));
    }

    /// Adds the content of the pack.
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

    /// The content of the pack in a few lines.
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

    /// The findings: for each kind their number and the first.
    pub(super) fn findings(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut add = |count: usize, what: &str, first: Option<String>| {
            lines.extend(first.map(|first| format!("{count} {what}; first: {first}")));
        };
        let copy = |copy: &LeftOutCopy| format!("{} of {}", copy.file, copy.same_as);
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
            "files of the table are in no list",
            first(&self.unmatched_labels),
        );
        add(
            self.listed_twice.len(),
            "lines repeat a file",
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
            "pictures have several labels and were left out with all copies",
            self.contradictions.first().map(|set| labels(set)),
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
            "of them are in two splits, as --allow-near-duplicates permits",
            self.near_duplicates_across_splits
                .first()
                .map(ToString::to_string),
        );
        lines
    }
}

fn labels(set: &[Labelled]) -> String {
    let films: Vec<String> = set
        .iter()
        .map(|film| format!("{} is {}", film.file, film.label))
        .collect();
    films.join(", ")
}
