//! The columns of the model card on groups of films.

use model::scorecard::results::GroupResult;

use crate::evaluation::words::{maybe, share};

/// The columns of [`cells`].
pub(super) const COLUMNS: [&str; 6] = [
    "films",
    "accuracy",
    "coverage",
    "answered",
    "correct if answered",
    "far",
];

/// The figures of a group, with its answer sets at the default level.
pub(super) fn cells(group: &GroupResult) -> [String; COLUMNS.len()] {
    let sets = group.answer_set.as_ref();
    [
        group.films.to_string(),
        share(&group.accuracy),
        maybe(sets.map(|it| &it.coverage)),
        maybe(sets.map(|it| &it.answered)),
        maybe(sets.and_then(|it| it.answer_accuracy.as_ref())),
        maybe(sets.and_then(|it| it.far.as_ref())),
    ]
}
