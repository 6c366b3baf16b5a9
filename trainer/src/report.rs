//! The report of an evaluation: one HTML page with its picture inside and nothing to load.

use model::class::Class;
use model::metrics::interval::Estimate;
use model::scorecard::Scorecard;
use model::scorecard::results::GroupResult;

use crate::evaluation::{Metrics, ReliabilityBin};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}\
table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #bbb;padding:.3rem .6rem;text-align:right}\
th:first-child,td:first-child{text-align:left}.right{background:#d9ecd9}caption{text-align:left;font-weight:600}";

/// The page.
pub fn html(metrics: &Metrics, scorecard: &Scorecard) -> String {
    let result = &metrics.result;
    let mut body = format!(
        "<h1>{} on {} films of the split {}</h1>\n<p>For research and teaching: not a medical device.</p>\n<p>{}</p>\n",
        scorecard.architecture,
        result.films,
        escaped(&result.split),
        escaped(&scorecard.training.summary),
    );
    let figures = [
        ("Accuracy", share(&result.accuracy)),
        ("Balanced accuracy", share(&result.balanced_accuracy)),
        ("Macro F1", share(&result.macro_f1)),
        ("Brier score", format!("{:.3}", result.brier)),
        ("Expected calibration error", format!("{:.3}", result.ece)),
    ];
    let rows = figures.map(|(name, figure)| vec![name.to_owned(), figure]);
    body += &table("Figures with 95 % intervals", &["figure", "value"], &rows);
    body += &confusion(&result.confusion);
    let rows: Vec<Vec<String>> = result
        .classes
        .iter()
        .map(|class| {
            let maybe = |estimate: &Option<Estimate>| {
                estimate.as_ref().map_or_else(|| "-".to_owned(), share)
            };
            vec![
                class.class.to_string(),
                class.films.to_string(),
                maybe(&class.sensitivity),
                maybe(&class.specificity),
                maybe(&class.ppv),
                maybe(&class.npv),
                maybe(&class.auroc),
            ]
        })
        .collect();
    let columns = [
        "class",
        "films",
        "sensitivity",
        "specificity",
        "PPV",
        "NPV",
        "AUROC",
    ];
    body += &table("By class, one against the rest", &columns, &rows);
    body += &groups("By source", &result.sources);
    body += &groups("By age group", &result.age_groups);
    body += &reliability(&metrics.reliability);
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Evaluation</title><style>{STYLE}</style></head>\n<body>\n{body}</body></html>\n"
    )
}

fn share(estimate: &Estimate) -> String {
    format!(
        "{:.3} ({:.3} to {:.3})",
        estimate.value, estimate.low, estimate.high
    )
}

/// Names of sources come from the user's lists.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn table(caption: &str, columns: &[&str], rows: &[Vec<String>]) -> String {
    let heads = columns
        .iter()
        .map(|column| format!("<th scope=\"col\">{column}</th>"));
    let rows = rows.iter().map(|row| {
        let cells = row.iter().map(|cell| format!("<td>{}</td>", escaped(cell)));
        format!("<tr>{}</tr>\n", joined(cells))
    });
    format!(
        "<table><caption>{caption}</caption><tr>{}</tr>\n{}</table>\n",
        joined(heads),
        joined(rows)
    )
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().concat()
}

fn groups(caption: &str, groups: &[GroupResult]) -> String {
    let rows: Vec<Vec<String>> = groups
        .iter()
        .map(|group| {
            vec![
                group.name.clone(),
                group.films.to_string(),
                share(&group.accuracy),
            ]
        })
        .collect();
    table(caption, &["group", "films", "accuracy"], &rows)
}

fn confusion(counts: &[[u64; Class::COUNT]; Class::COUNT]) -> String {
    let heads = Class::ALL.map(|class| format!("<th scope=\"col\">{class}</th>"));
    let rows = Class::ALL.into_iter().zip(counts).map(|(truth, row)| {
        let cells = Class::ALL.into_iter().zip(row).map(|(prediction, count)| {
            let right = if truth == prediction {
                " class=\"right\""
            } else {
                ""
            };
            format!("<td{right}>{count}</td>")
        });
        format!("<tr><th scope=\"row\">{truth}</th>{}</tr>\n", joined(cells))
    });
    format!(
        "<table><caption>Confusion matrix: rows are the truth, columns the prediction</caption><tr><th></th>{}</tr>\n{}</table>\n",
        heads.concat(),
        joined(rows)
    )
}

/// Accuracy over confidence; a dot's area grows with its films.
fn reliability(bins: &[ReliabilityBin]) -> String {
    const SIDE: f64 = 300.0;
    let films: u64 = bins.iter().map(|bin| bin.films).sum();
    let dots = joined(bins.iter().map(|bin| {
        let radius = 3.0 + 20.0 * (bin.films as f64 / films.max(1) as f64).sqrt();
        let (x, y) = (bin.confidence * SIDE, (1.0 - bin.accuracy) * SIDE);
        format!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"#005a9c\" fill-opacity=\".6\"><title>{} films, confidence {:.3}, accuracy {:.3}</title></circle>",
            bin.films, bin.confidence, bin.accuracy
        )
    }));
    format!(
        "<figure><svg viewBox=\"-10 -10 320 320\" width=\"320\" role=\"img\" aria-label=\"Reliability diagram\"><rect width=\"300\" height=\"300\" fill=\"none\" stroke=\"#bbb\"/><path d=\"M0 300L300 0\" stroke=\"#bbb\"/>{dots}</svg>\n<figcaption>Reliability: accuracy (upwards) over confidence (to the right); on the line the model is as right as it says.</figcaption></figure>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_lists_cannot_break_the_page() {
        let group = GroupResult {
            name: "<script>".to_owned(),
            films: 1,
            accuracy: Estimate {
                value: 1.0,
                low: 0.2,
                high: 1.0,
            },
        };
        let html = groups("By source", &[group]);
        assert!(html.contains("&lt;script>") && !html.contains("<script"));
    }

    #[test]
    fn right_answers_stand_out_in_the_confusion_matrix() {
        let html = confusion(&[[5, 1, 0], [0, 6, 2], [1, 0, 7]]);
        assert_eq!(html.matches("class=\"right\"").count(), 3);
        assert!(html.contains("<td class=\"right\">6</td>"));
    }

    #[test]
    fn every_bin_is_a_dot() {
        let bin = ReliabilityBin {
            films: 10,
            confidence: 0.5,
            accuracy: 0.75,
        };
        let html = reliability(&[bin, bin]);
        assert_eq!(html.matches("<circle").count(), 2);
        assert!(html.contains("cx=\"150.0\" cy=\"75.0\""));
    }
}
