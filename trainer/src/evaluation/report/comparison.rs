//! The page of a comparison: the table, the plot, and the significance of the differences.

use maud::{Markup, html};
use metrics::paired::McNemarForm;
use model::estimate::Estimate;

use super::page::{document, figure_cell, list, plot, section, table};
use crate::evaluation::comparison::{
    Comparison, ComparisonRow, Difference, Figure, LEVEL, RowKind, TestResult,
};

/// The columns of the table, in the order of [`cells`].
pub(crate) const COLUMNS: [&str; 12] = [
    "name",
    "model",
    "parameters",
    "px",
    "split",
    "films",
    "accuracy",
    "balanced",
    "AUROC",
    "best epoch",
    "epochs",
    "seconds",
];

/// A row of the table as text; a dash for unknown values.
pub(crate) fn cells(row: &ComparisonRow) -> [String; 12] {
    let number = |number: Option<u32>| number.map_or_else(dash, |number| number.to_string());
    let parameters = row.parameters.map(|count| count as f64 / 1e6);
    [
        row.name.clone(),
        row.model.clone(),
        parameters.map_or_else(dash, |millions| format!("{millions:.1} M")),
        number(row.side),
        row.split.clone(),
        row.films.to_string(),
        figure(Some(&row.accuracy)),
        figure(row.balanced_accuracy.as_ref()),
        figure(row.auroc.as_ref()),
        number(row.best_epoch),
        number(row.epochs),
        row.seconds
            .map_or_else(dash, |seconds| format!("{seconds:.0}")),
    ]
}

/// A test as text: its p-value, the corrected p-value and whether it is significant.
pub(crate) fn test_text(test: &TestResult) -> String {
    let word = if test.significant {
        "significant"
    } else {
        "not significant"
    };
    format!(
        "p {}, corrected {}: {word}",
        p_value(test.p_value),
        p_value(test.corrected)
    )
}

/// The name of a form of McNemar's test.
pub(crate) const fn form_name(form: McNemarForm) -> &'static str {
    match form {
        McNemarForm::Exact => "McNemar, exact",
        McNemarForm::Corrected => "McNemar, with continuity correction",
    }
}

/// How to read the table; whole sentences.
pub(crate) fn notes(comparison: &Comparison) -> Vec<String> {
    let has = |kind| comparison.rows.iter().any(|row| row.kind == kind);
    let mut notes = Vec::new();
    if has(RowKind::Run) {
        notes.push("A run is shown at its best epoch on the validation films that chose this epoch; its balanced accuracy has no interval, because a run does not store its predictions.".to_owned());
    }
    if has(RowKind::Published) {
        notes.push("Published rows were measured on another test set (400 films of COVIDx 9A) and cannot be compared film by film.".to_owned());
    }
    for name in &comparison.other_films {
        notes.push(format!(
            "{name} was evaluated on other films than the first evaluation and is not tested against it."
        ));
    }
    if !comparison.differences.is_empty() {
        notes.push(format!(
            "Differences are from the first evaluation on the same films; significant means p < {LEVEL} after Holm's correction for all tests here. The tests treat films of one patient as independent, which makes p-values somewhat too small."
        ));
    }
    notes
}

/// The page; the plot is SVG.
pub(crate) fn html(comparison: &Comparison, svg: &str) -> String {
    let rows: Vec<Vec<Markup>> = comparison
        .rows
        .iter()
        .map(|row| {
            let mut cells = cells(row).map(|text| html! { (text) });
            let figures = [Some(row.accuracy), row.balanced_accuracy, row.auroc];
            for (cell, figure) in cells[6..9].iter_mut().zip(figures) {
                if let Some(estimate) = figure.and_then(estimate) {
                    *cell = figure_cell(Some(&estimate));
                }
            }
            cells.to_vec()
        })
        .collect();
    let models = table("One row a model, with 95 % intervals", &COLUMNS, &rows);
    let caption = "Accuracy with 95 % intervals; rings are published figures on another test set.";
    let tests = &comparison.differences;
    let body = html! {
        (section("Models", &models))
        (section("Plot", &plot(svg, caption, true)))
        @if !tests.is_empty() {
            (section("Differences on the same films", &html! {
                @for difference in tests { (differences(difference)) }
            }))
        }
        (section("Notes", &list(&notes(comparison))))
    };
    let lead = format!("{} models.", comparison.rows.len());
    document("Comparison", &lead, &body)
}

fn differences(difference: &Difference) -> Markup {
    let row = |name: String, estimate: &Estimate, test: &TestResult| {
        let verdict = if test.significant { "yes" } else { "no" };
        vec![
            html! { (name) },
            figure_cell(Some(estimate)),
            html! { (p_value(test.p_value)) },
            html! { (p_value(test.corrected)) },
            html! { (verdict) },
        ]
    };
    let mut rows = vec![row(
        "accuracy".to_owned(),
        &difference.accuracy,
        &difference.mcnemar,
    )];
    rows.extend(difference.classes.iter().map(|class| {
        let name = format!("AUROC, {}", class.class);
        row(name, &class.auroc, &class.delong)
    }));
    let caption = format!("{} minus {}", difference.second, difference.first);
    let columns = ["figure", "difference", "p", "corrected", "significant?"];
    html! {
        (table(&caption, &columns, &rows))
        p {
            (form_name(difference.form)) " for the accuracy, DeLong for the AUROCs, on "
            (difference.films) " films."
        }
    }
}

fn dash() -> String {
    "-".to_owned()
}

fn figure(figure: Option<&Figure>) -> String {
    match figure {
        None => dash(),
        Some(Figure {
            value,
            interval: None,
        }) => format!("{value:.3}"),
        Some(Figure {
            value,
            interval: Some((low, high)),
        }) => format!("{value:.3} ({low:.3} to {high:.3})"),
    }
}

/// A figure that has an interval.
fn estimate(figure: Figure) -> Option<Estimate> {
    figure.interval.map(|(low, high)| Estimate {
        value: figure.value,
        low,
        high,
    })
}

/// A p-value to four digits.
fn p_value(p_value: f64) -> String {
    if p_value < 0.0001 {
        // A non-breaking space, because tables are narrow.
        "<\u{a0}0.0001".to_owned()
    } else {
        format!("{p_value:.4}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::comparison::published;
    use crate::evaluation::comparison::tests::evaluation;

    #[test]
    fn the_page_says_which_differences_are_significant() {
        let models = [evaluation("a", 30), evaluation("b", 54)];
        let html = html(&Comparison::of(&models, Vec::new()), "<svg/>");
        for words in [
            "b minus a",
            "McNemar, exact for the accuracy",
            "<td>0.400<small>",
            "<td>&lt;\u{a0}0.0001</td><td>&lt;\u{a0}0.0001</td><td>yes</td>",
            "Holm's correction",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    #[test]
    fn published_rows_are_marked_as_of_another_test_set() {
        let comparison = Comparison::of(&[], published::rows());
        let notes = notes(&comparison).concat();
        assert!(notes.contains("another test set"), "{notes}");
        let row = cells(&comparison.rows[1]);
        assert_eq!(row[0], "CoAtNet-0 (published)");
        assert_eq!(row[2], "8.7 M");
        assert!(row[6].starts_with("0.887 (0.853 to "), "{}", row[6]);
    }
}
