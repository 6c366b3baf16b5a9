//! The section of the model card about operating points.

use model::scorecard::Scorecard;

use super::table::table;
use crate::evaluation::words::maybe;

/// The threshold and figures of every point; empty for a model without points.
pub(super) fn section(card: &Scorecard) -> String {
    let rows: Vec<Vec<String>> = card
        .operating_points
        .iter()
        .flat_map(|point| {
            point.results.iter().map(|result| {
                vec![
                    point.class.to_string(),
                    point.purpose.word().to_owned(),
                    format!("{:.4}", point.threshold),
                    result.split.clone(),
                    maybe(result.sensitivity.as_ref()),
                    maybe(result.specificity.as_ref()),
                ]
            })
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let columns = [
        "class",
        "purpose",
        "called from",
        "split",
        "sensitivity",
        "specificity",
    ];
    format!(
        "## Operating points\n\nThe probability from which a class is called: for screening with a sensitivity \
         of 95 %, for confirming with a specificity of 95 %, balanced at Youden's point, each fitted on the \
         calibration films. What a call means depends on how common the disease is: among 1,000 people of \
         whom 20 have it, most calls may be false alarms even at these figures.\n\n{}",
        table(&columns, &rows)
    )
}
