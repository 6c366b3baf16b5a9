//! What `prepare` did and left out: `report.json` in the pack, the same as JSON, and a few lines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use model::class::Class;
use serde::Serialize;

use super::decoding::UnreadableFile;
use super::listed::ListedFilms;
use crate::data::duplicates::{Fate, KeptFilms};
use crate::data::leak::DividedPicture;
use crate::data::listing::notes::Note;
use crate::data::listing::problems::Problems;
use crate::data::matching::UnusedName;
use crate::data::pack::Index;
use crate::data::{Counts, Listing, Split};
use crate::files::left_out::LeftOutFiles;

/// The content of the pack, and all findings about lists and files.
#[derive(Debug, Default, Serialize)]
pub(super) struct PrepareReport {
    films: usize,
    sides: Vec<u32>,
    list_sha256: String,
    pub(super) counts: Counts,
    /// Pictures that are no frontal chest radiographs, by split and kind.
    outliers: BTreeMap<Split, BTreeMap<String, u64>>,
    patients: BTreeMap<Split, usize>,
    /// What was assumed about lists and names.
    notes: Vec<Note>,
    /// Files in the folder that are no films.
    left_out: LeftOutFiles,
    /// What will probably disappoint.
    warnings: Vec<String>,
    /// Why the lists are refused.
    problems: Problems,
    /// Listed, but not in the folder.
    pub(super) missing: Vec<UnusedName>,
    /// Listed without a label.
    pub(super) unlabelled: Vec<UnusedName>,
    /// In the folder, but not listed.
    pub(super) unlisted: Vec<String>,
    /// In the table of labels, but in no list.
    pub(super) unmatched_labels: Vec<UnusedName>,
    /// Listed more than once.
    pub(super) listed_twice: Vec<UnusedName>,
    pub(super) unreadable: Vec<UnreadableFile>,
    /// Left out: pictures with several labels.
    pub(super) contradictions: Vec<Vec<Labelled>>,
    /// Left out: same pixels as a film of the pack.
    pub(super) duplicates: Vec<LeftOutCopy>,
    /// Left out: same picture as a film of the pack.
    pub(super) near_duplicates_left_out: Vec<LeftOutCopy>,
    /// In the pack: same picture as another film of the pack.
    pub(super) near_duplicates: Vec<NearDuplicate>,
    /// In the pack although in two splits, because the user allowed it.
    pub(super) near_duplicates_across_splits: Vec<DividedPicture>,
}

/// A file whose label another file or line contradicts.
#[derive(Debug, Serialize)]
pub(super) struct Labelled {
    pub(super) file: String,
    pub(super) label: Class,
}

/// A file that was left out.
#[derive(Debug, Serialize)]
pub(super) struct LeftOutCopy {
    pub(super) file: String,
    pub(super) same_as: String,
}

/// Two films of the same picture.
#[derive(Debug, Serialize)]
pub(super) struct NearDuplicate {
    pub(super) file: String,
    pub(super) like: String,
    pub(super) correlation: f64,
}

impl PrepareReport {
    /// Adds the findings of lists and folder.
    pub(super) fn add_lists(&mut self, listed: &ListedFilms) {
        let matched = &listed.matched;
        let labelled = |(file, classes): (&String, &BTreeSet<Class>)| {
            let label = |&label| Labelled {
                file: file.clone(),
                label,
            };
            classes.iter().map(label).collect()
        };
        self.notes = matched.notes.all();
        self.left_out.clone_from(&listed.left_out);
        self.warnings.clone_from(&listed.warnings);
        self.problems = matched.problems.clone();
        self.missing.clone_from(&matched.missing);
        self.unlabelled.clone_from(&matched.unlabelled);
        self.unlisted.clone_from(&matched.unlisted);
        self.unmatched_labels.clone_from(&listed.unmatched_labels);
        self.listed_twice.clone_from(&matched.repeated);
        self.contradictions = matched.contradicted.iter().map(labelled).collect();
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
        for outlier in &index.outliers {
            let kinds = self.outliers.entry(outlier.split).or_default();
            *kinds.entry(outlier.kind.clone()).or_default() += 1;
        }
        let mut patients: BTreeMap<Split, BTreeSet<&str>> = BTreeMap::new();
        for film in &index.films {
            let of_split = patients.entry(film.split).or_default();
            of_split.insert(&film.patient);
        }
        let count = |(split, patients): (Split, BTreeSet<&str>)| (split, patients.len());
        self.patients = patients.into_iter().map(count).collect();
    }

    /// What was assumed and will disappoint, a line each.
    pub(super) fn notes(&self) -> Vec<String> {
        let notes = self.left_out.line().into_iter();
        let notes = notes.chain(self.notes.iter().map(Note::line));
        notes.chain(self.warnings.iter().cloned()).collect()
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
        lines.extend(self.outliers.iter().map(|(split, kinds)| {
            let pictures: u64 = kinds.values().sum();
            format!("{split}: {pictures} outliers of {} kinds", kinds.len())
        }));
        lines
    }
}
