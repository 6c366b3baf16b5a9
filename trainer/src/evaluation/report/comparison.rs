//! The page of a comparison: the table, the plot, and what is more than noise.

use metrics::paired::McNemarForm;
use model::estimate::Estimate;

use super::page::{Cell, cell, document, figure_cell, list, paragraph, plot, section, table};
use crate::evaluation::comparison::{Comparison, Difference, Figure, Judgement, Kind, LEVEL, Row};

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

/// A row of the table as text; a dash for what is not known.
pub(crate) fn cells(row: &Row) -> [String; 12] {
    let maybe = |number: Option<u32>| number.map_or_else(dash, |number| number.to_string());
    let parameters = row.parameters.map(|count| count as f64 / 1e6);
    [
        row.name.clone(),
        row.model.clone(),
        parameters.map_or_else(dash, |millions| format!("{millions:.1} M")),
        maybe(row.side),
        row.split.clone(),
        row.films.to_string(),
        figure(Some(&row.accuracy)),
        figure(row.balanced_accuracy.as_ref()),
        figure(row.auroc.as_ref()),
        maybe(row.best_epoch),
        maybe(row.epochs),
        row.seconds
            .map_or_else(dash, |seconds| format!("{seconds:.0}")),
    ]
}

/// A test in words: its p-value, the corrected one and what follows.
pub(crate) fn judgement(judgement: &Judgement) -> String {
    let word = if judgement.more_than_noise {
        "more than noise"
    } else {
        "may be noise"
    };
    format!(
        "p {}, corrected {}: {word}",
        p_value(judgement.p_value),
        p_value(judgement.corrected)
    )
}

/// The form of McNemar's test in words.
pub(crate) const fn form(form: McNemarForm) -> &'static str {
    match form {
        McNemarForm::Exact => "McNemar, exact",
        McNemarForm::Corrected => "McNemar, with continuity correction",
    }
}

/// What must be known to read the table; whole sentences.
pub(crate) fn notes(comparison: &Comparison) -> Vec<String> {
    let has = |kind| comparison.rows.iter().any(|row| row.kind == kind);
    let mut notes = Vec::new();
    if has(Kind::Run) {
        notes.push("A run stands for its best epoch on the validation films that chose it; its balanced accuracy has no interval because its answers were not kept.".to_owned());
    }
    if has(Kind::Published) {
        notes.push("Published rows were measured on another test set (400 films of COVIDx 9A) and are not comparable film by film.".to_owned());
    }
    for name in &comparison.other_films {
        notes.push(format!(
            "{name} judged other films than the first evaluation, so no test compares them."
        ));
    }
    if !comparison.differences.is_empty() {
        notes.push(format!(
            "Differences are from the first evaluation on the same films; more than noise means p < {LEVEL} after Holm's correction for all tests here. Films of one patient count as independent in these tests, which makes p-values somewhat too small."
        ));
    }
    notes
}

/// The page; the plot is SVG.
pub(crate) fn html(comparison: &Comparison, svg: &str) -> String {
    let rows: Vec<Vec<Cell>> = comparison
        .rows
        .iter()
        .map(|row| {
            let mut cells = cells(row).map(cell);
            let figures = [Some(row.accuracy), row.balanced_accuracy, row.auroc];
            for (cell, figure) in cells[6..9].iter_mut().zip(figures) {
                if let Some(estimate) = figure.and_then(whole) {
                    *cell = figure_cell(Some(&estimate));
                }
            }
            cells.to_vec()
        })
        .collect();
    let mut body = section(
        "Models",
        &table("One row a model, with 95 % intervals", &COLUMNS, &rows),
    );
    let caption = "Accuracy with 95 % intervals; rings are published figures on another test set.";
    body += &section("Plot", &plot(svg, caption, true));
    if !comparison.differences.is_empty() {
        let content: String = comparison.differences.iter().map(differences).collect();
        body += &section("Differences on the same films", &content);
    }
    body += &section("How to read this", &list(&notes(comparison)));
    let lead = format!("{} models.", comparison.rows.len());
    document("Comparison", &lead, &body)
}

fn differences(difference: &Difference) -> String {
    let mut rows = vec![vec![
        cell("accuracy"),
        figure_cell(Some(&difference.accuracy)),
        cell(p_value(difference.mcnemar.p_value)),
        cell(p_value(difference.mcnemar.corrected)),
        cell(verdict(&difference.mcnemar)),
    ]];
    rows.extend(difference.classes.iter().map(|class| {
        vec![
            cell(format!("AUROC, {}", class.class)),
            figure_cell(Some(&class.auroc)),
            cell(p_value(class.delong.p_value)),
            cell(p_value(class.delong.corrected)),
            cell(verdict(&class.delong)),
        ]
    }));
    let caption = format!("{} less {}", difference.second, difference.first);
    let columns = ["figure", "difference", "p", "corrected", "more than noise?"];
    let tests = format!(
        "{} for the accuracy, DeLong for the areas, on {} films.",
        form(difference.form),
        difference.films
    );
    table(&caption, &columns, &rows) + &paragraph(&tests)
}

fn verdict(judgement: &Judgement) -> &'static str {
    if judgement.more_than_noise {
        "yes"
    } else {
        "no"
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

fn whole(figure: Figure) -> Option<Estimate> {
    figure.interval.map(|(low, high)| Estimate {
        value: figure.value,
        low,
        high,
    })
}

/// A p-value with the digits that mean something.
fn p_value(p_value: f64) -> String {
    if p_value < 0.0001 {
        // Without a break, as tables are narrow.
        "<\u{a0}0.0001".to_owned()
    } else {
        format!("{p_value:.4}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::comparison::published;
    use crate::evaluation::comparison::tests::entry;

    #[test]
    fn the_page_says_what_is_more_than_noise() {
        let entries = [entry("a", 30), entry("b", 54)];
        let html = html(&Comparison::of(&entries, Vec::new()), "<svg/>");
        for words in [
            "b less a",
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
