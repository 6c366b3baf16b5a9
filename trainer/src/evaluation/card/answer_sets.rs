//! The section of the model card about answer sets.

use model::scorecard::Scorecard;

use super::table::table;
use crate::evaluation::words::{maybe, share};

/// The figures of every split at every reported level; empty for a model without answer sets.
pub(super) fn section(card: &Scorecard) -> String {
    let rows: Vec<Vec<String>> = card
        .results
        .iter()
        .flat_map(|result| {
            result.answer_sets.iter().map(|sets| {
                let mut row = vec![
                    result.split.clone(),
                    sets.level.to_string(),
                    share(&sets.coverage),
                ];
                row.extend(sets.class_coverage.0.map(|it| maybe(it.as_ref())));
                row.extend([
                    format!("{:.2}", sets.mean_size),
                    share(&sets.answered),
                    maybe(sets.answer_accuracy.as_ref()),
                ]);
                row
            })
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let classes = card.classes.map(|class| format!("coverage, {class}"));
    let columns: Vec<&str> = ["split", "level", "coverage"]
        .into_iter()
        .chain(classes.iter().map(String::as_str))
        .chain(["mean size", "answered", "correct if answered"])
        .collect();
    format!(
        "## Answer sets\n\nA film is answered where exactly one class cannot be excluded at the chosen level; \
         otherwise the model abstains. The sets are split conformal, class by class: for films like the \
         calibration films, the set contains the true class in at least the share that the level names. \
         **That promise ends at the next hospital:** for films of other sources the coverage is what was \
         measured, as on external below and by source, and may be far lower.\n\n{}",
        table(&columns, &rows)
    )
}
