//! The section of the model card about the gate.

use model::scorecard::Scorecard;
use model::scorecard::results::{GateGroup, GateResult};

use super::table::table;
use crate::evaluation::words::{gate_fitted_on, maybe, share};
use crate::gate::figures::ALL;

/// What a gate should reach.
struct Bar {
    split: &'static str,
    group: GateGroup,
    /// `None` for each change.
    name: Option<&'static str>,
    /// The least share refused, or named; the most for films.
    limit: f64,
    what: &'static str,
}

const BARS: [Bar; 4] = [
    Bar {
        split: "test",
        group: GateGroup::Films,
        name: Some(ALL),
        limit: 0.03,
        what: "films of test refused, at most",
    },
    Bar {
        split: "external",
        group: GateGroup::Films,
        name: Some(ALL),
        limit: 0.06,
        what: "films of other hospitals (external) refused, at most",
    },
    Bar {
        split: "test",
        group: GateGroup::Outliers,
        name: Some(ALL),
        limit: 0.95,
        what: "other pictures of test refused, at least",
    },
    Bar {
        split: "test",
        group: GateGroup::Changed,
        name: None,
        limit: 0.95,
        what: "turned and inverted films of test named, at least",
    },
];

/// The figures of every group, and which of them miss their bar; empty for a model without gate.
pub(super) fn section(card: &Scorecard) -> String {
    let Some(gate) = &card.gate else {
        return String::new();
    };
    let fitted_on = gate_fitted_on(gate.fitted_on());
    let rows: Vec<Vec<String>> = card.gate_results.iter().map(row).collect();
    let missed: Vec<String> = missed(&card.gate_results);
    let missed = if missed.is_empty() {
        "No figure misses its bar.".to_owned()
    } else {
        format!("Bars that are missed: {}.", missed.join("; "))
    };
    format!(
        "## Gate\n\nBefore any class is given, the gate refuses pictures that are no upright frontal chest \
         radiograph, and warns of mirrored ones. It was fitted on {fitted_on}; its \
         thresholds were chosen on val. {missed}\n\n{}",
        table(
            &[
                "split",
                "pictures",
                "number",
                "refused",
                "named or called mirrored"
            ],
            &rows
        )
    )
}

fn row(result: &GateResult) -> Vec<String> {
    let group = match result.group {
        GateGroup::Films => "films",
        GateGroup::Changed => "changed films",
        GateGroup::Outliers => "other pictures",
    };
    vec![
        result.split.clone(),
        format!("{group}: {}", result.name),
        result.pictures.to_string(),
        share(&result.refused),
        maybe(result.named.as_ref()),
    ]
}

/// The figures that miss their bar.
fn missed(results: &[GateResult]) -> Vec<String> {
    let misses = |bar: &Bar, result: &GateResult| {
        let of_bar = match bar.name {
            Some(name) => result.name == name,
            None => result.name != "mirrored",
        };
        if !of_bar || result.split != bar.split || result.group != bar.group {
            return None;
        }
        let (value, misses) = match bar.group {
            GateGroup::Films => (result.refused.value, result.refused.value > bar.limit),
            GateGroup::Outliers => (result.refused.value, result.refused.value < bar.limit),
            GateGroup::Changed => {
                let named = result.named?.value;
                (named, named < bar.limit)
            }
        };
        misses.then(|| format!("{} {}: {value:.3} ({})", bar.what, bar.limit, result.name))
    };
    BARS.iter()
        .flat_map(|bar| results.iter().filter_map(move |result| misses(bar, result)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::estimate::Estimate;

    #[test]
    fn a_figure_beyond_its_bar_is_named() {
        let share = |value| Estimate {
            value,
            low: 0.0,
            high: 1.0,
        };
        let result = |group, name: &str, refused, named: Option<f64>| GateResult {
            split: "test".to_owned(),
            group,
            name: name.to_owned(),
            pictures: 100,
            refused: share(refused),
            named: named.map(share),
        };
        let (films, outliers) = (GateGroup::Films, GateGroup::Outliers);
        let good = [
            result(films, ALL, 0.02, Some(0.01)),
            result(films, "small", 0.5, Some(0.01)),
            result(outliers, ALL, 0.96, None),
            result(outliers, "map", 0.5, None),
            result(GateGroup::Changed, "mirrored", 0.0, Some(0.6)),
        ];
        assert_eq!(missed(&good), Vec::<String>::new());
        let bad = [
            result(films, ALL, 0.04, Some(0.01)),
            result(outliers, ALL, 0.9, None),
            result(GateGroup::Changed, "inverted", 1.0, Some(0.9)),
        ];
        assert_eq!(
            missed(&bad),
            [
                "films of test refused, at most 0.03: 0.040 (all)",
                "other pictures of test refused, at least 0.95: 0.900 (all)",
                "turned and inverted films of test named, at least 0.95: 0.900 (inverted)",
            ]
        );
    }
}
