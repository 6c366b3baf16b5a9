//! The findings of `prepare` as text: for each kind their number and the first of them.

use std::fmt::Display;

use model::class::Class;

use super::report::{Labelled, LeftOutCopy, NearDuplicate, PrepareReport};
use crate::data::Split;
use crate::data::itemized::itemized;
use crate::data::matching::UnusedName;

impl PrepareReport {
    /// All findings, a text for each kind.
    pub(super) fn findings(&self) -> Vec<String> {
        let unreadable = self.unreadable.iter();
        let unreadable = unreadable.map(|it| format!("{}: {}", it.file, it.reason));
        let kinds = [
            kind(
                ["listed file is missing", "listed files are missing"],
                self.missing.iter().map(name),
            ),
            kind(
                [
                    "row has no label and is left out",
                    "rows have no label and are left out",
                ],
                self.unlabelled.iter().map(name),
            ),
            kind(
                ["file is in no list", "files are in no list"],
                &self.unlisted,
            ),
            kind(
                [
                    "row of the table is in no list",
                    "rows of the table are in no list",
                ],
                self.unmatched_labels.iter().map(name),
            ),
            kind(
                ["row repeats a file", "rows repeat a file"],
                self.listed_twice.iter().map(name),
            ),
            kind(["file cannot be read", "files cannot be read"], unreadable),
            kind(
                [
                    "picture has several labels and is left out with all copies",
                    "pictures have several labels and are left out with all copies",
                ],
                self.contradictions.iter().map(|set| labels(set)),
            ),
            kind(
                ["exact copy is left out", "exact copies are left out"],
                self.duplicates.iter().map(copy),
            ),
            kind(
                ["near-duplicate is left out", "near-duplicates are left out"],
                self.near_duplicates_left_out.iter().map(copy),
            ),
            kind(
                ["near-duplicate is kept", "near-duplicates are kept"],
                self.near_duplicates.iter().map(near),
            ),
            kind(
                [
                    "of them is in two splits, as --allow-near-duplicates permits",
                    "of them are in two splits, as --allow-near-duplicates permits",
                ],
                &self.near_duplicates_across_splits,
            ),
        ];
        kinds
            .into_iter()
            .flatten()
            .chain(self.classes_without_films())
            .collect()
    }

    /// Splits that lack a class which others have.
    fn classes_without_films(&self) -> Vec<String> {
        let counts = &self.counts;
        let lacks = |split, class| counts.in_split(split) > 0 && counts.of(split, class) == 0;
        let is_there = |class| Split::ALL.iter().any(|&split| counts.of(split, class) > 0);
        let classes = Class::ALL.into_iter().filter(|&class| is_there(class));
        classes
            .filter_map(|class| {
                let splits = [Split::Train, Split::Val, Split::Test];
                let lacking = splits.into_iter().filter(|&split| lacks(split, class));
                let lacking: Vec<&str> = lacking.map(Split::word).collect();
                (!lacking.is_empty()).then(|| {
                    format!(
                        "warning: no film of {class} is in {}",
                        lacking.join(" and ")
                    )
                })
            })
            .collect()
    }
}

/// A kind of findings, with what one and what several are called.
fn kind(words: [&str; 2], findings: impl IntoIterator<Item: Display>) -> Option<String> {
    let findings: Vec<String> = findings.into_iter().map(|it| it.to_string()).collect();
    match &findings[..] {
        [] => None,
        [finding] => Some(format!("1 {}: {finding}", words[0])),
        _ => Some(format!(
            "{} {}:{}",
            findings.len(),
            words[1],
            itemized(&findings)
        )),
    }
}

fn name(name: &UnusedName) -> String {
    let UnusedName { file, place, near } = name;
    match near.len() {
        0 => format!("{file} ({place})"),
        _ => format!(
            "{file} ({place}); perhaps {}, which is in no list",
            near.join(", ")
        ),
    }
}

fn copy(copy: &LeftOutCopy) -> String {
    format!("{} of {}", copy.file, copy.same_as)
}

fn near(pair: &NearDuplicate) -> String {
    format!("{} of {} ({:.3})", pair.file, pair.like, pair.correlation)
}

fn labels(set: &[Labelled]) -> String {
    let films: Vec<String> = set
        .iter()
        .map(|film| format!("{} is {}", film.file, film.label))
        .collect();
    films.join(", ")
}
