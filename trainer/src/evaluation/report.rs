//! The report of an evaluation: one self-contained HTML page.

pub(crate) mod comparison;
pub(crate) mod errors;
mod fitted;
mod gate;
mod lens;
pub(crate) mod page;
mod stress;

use std::collections::BTreeMap;

use maud::{Markup, html};
use metrics::Scored;
use model::class::{Class, PerClass};
use model::estimate::Estimate;
use model::scorecard::Scorecard;
use serde_json::Value;

use self::errors::ErrorPicture;
use self::page::{
    Headline, document, figure_cell, headlines, interval, list, plot, section, table,
};
use crate::data::Split;
use crate::evaluation::figures::{Figures, GroupFigures};
use crate::evaluation::plots::{PlotError, confusion, ranking, reliability};
use crate::evaluation::record::Evaluation;
use crate::evaluation::scored_film::ScoredFilm;
use crate::fit::EpochFigures;
use crate::fit::curves;

/// Everything that the report of an evaluation shows.
#[derive(Debug)]
pub(crate) struct EvaluationReport<'a> {
    pub(crate) evaluation: &'a Evaluation,
    pub(crate) scorecard: &'a Scorecard,
    pub(crate) films: &'a [ScoredFilm<'a>],
    /// The epochs of the model's run, if known.
    pub(crate) epochs: &'a [EpochFigures],
    pub(crate) errors: &'a [ErrorPicture<'a>],
    /// Limits of the figures on these films; whole sentences.
    pub(crate) warnings: &'a [String],
}

impl EvaluationReport<'_> {
    /// The page.
    pub(crate) fn html(&self) -> Result<String, PlotError> {
        let figures = &self.evaluation.figures;
        let title = format!(
            "{} at {} px on the {} split",
            self.scorecard.architecture, self.scorecard.input.side, figures.split
        );
        let lead = format!(
            "{} films of {} patients. {} 95 % intervals: Wilson for proportions, bootstrap over patients for all other figures.",
            figures.films, figures.patients, self.scorecard.training.summary
        );
        let body = html! {
            (section("Summary", &self.summary()))
            (section("By class", &by_class(figures)))
            @if !figures.answer_sets.is_empty() {
                (section("Answer sets", &fitted::sets_by_level(&figures.answer_sets)))
            }
            @if !self.evaluation.left_out_sources.is_empty() {
                (section("Sources left out", &fitted::left_out(&self.evaluation.left_out_sources)))
            }
            @if self.evaluation.operating_points.iter().next().is_some() {
                (section("Operating points", &fitted::points(&self.evaluation.operating_points)))
            }
            @if let Some(figures) = &self.evaluation.gate {
                (section("Gate", &gate::tables(figures)))
            }
            @if !self.evaluation.lens.is_empty() {
                (section("Shortcut lens", &lens::content(&self.evaluation.lens)))
            }
            @if let Some(stress) = &self.evaluation.stress {
                (section("Stress test", &stress::content(stress)?))
            }
            (section("Plots", &self.plots()?))
            (section("By group", &by_group(figures)))
            (section("Most confident errors", &self.errors()))
            (section("Training", &self.training()))
            (section("Data and recipe", &self.data()))
            (section("Limits", &self.limits()))
        };
        Ok(document(&title, &lead, &body))
    }

    fn summary(&self) -> Markup {
        let figures = &self.evaluation.figures;
        let all = [
            ("Accuracy", Some(&figures.accuracy)),
            ("Balanced accuracy", Some(&figures.balanced_accuracy)),
            ("Macro F1", Some(&figures.macro_f1)),
            ("Mean AUROC", figures.macro_auroc.as_ref()),
            ("Brier score (0 is best)", Some(&figures.brier)),
            ("Calibration error", Some(&figures.ece)),
            (
                "Calibration error, uncalibrated",
                Some(&figures.ece_uncalibrated),
            ),
        ];
        let existing = all.into_iter().filter_map(|(name, estimate)| {
            let estimate: &Estimate = estimate?;
            Some(Headline {
                name,
                value: format!("{:.3}", estimate.value),
                note: interval(estimate),
            })
        });
        headlines(&existing.collect::<Vec<_>>())
    }

    fn plots(&self) -> Result<Markup, PlotError> {
        let figures = &self.evaluation.figures;
        let scored: Vec<Scored> = self.films.iter().map(|film| film.scored).collect();
        let mut plots = vec![
            (
                confusion::confusion(&figures.confusion)?,
                "Confusion matrix: rows are the labels, columns the predictions; framed cells are correct.",
            ),
            (
                ranking::roc(&scored)?,
                "ROC curve of each class against the rest, with its area (AUROC); the grey line is a model without skill.",
            ),
            (
                ranking::precision_recall(&scored)?,
                "Precision-recall curve of each class against the rest, with its average precision.",
            ),
            (
                reliability::reliability(&figures.reliability)?,
                "Reliability diagram: on the grey line the accuracy equals the confidence; below, the share of films by confidence.",
            ),
        ];
        if !self.epochs.is_empty() {
            let captions = [
                "Learning curves: loss by epoch.",
                "Learning curves: training films are augmented, so they are harder than the validation films.",
            ];
            plots.extend(curves::panels(self.epochs)?.into_iter().zip(captions));
        }
        Ok(html! {
            div.plots { @for (svg, caption) in &plots { (plot(svg, caption, false)) } }
        })
    }

    fn errors(&self) -> Markup {
        let wrong = self.films.iter().filter(|film| !film.scored.is_right());
        html! {
            @if self.errors.is_empty() {
                p { "Every prediction was correct." }
            } @else {
                p {
                    (self.errors.len()) " of the " (wrong.count())
                    " errors, the most confident first, as the network saw the films."
                }
                div.films { @for error in self.errors { (errors::figure(error)) } }
            }
        }
    }

    fn training(&self) -> Markup {
        let record = &self.scorecard.training;
        let run = self.evaluation.convergence.as_ref();
        let epochs = run.map_or(record.epochs, |run| run.epochs);
        let seconds = run.map_or(record.seconds, |run| run.seconds);
        let best_epoch = run.map_or(record.best_epoch, |run| run.best_epoch);
        let headline = |name, value: String, note: String| Headline { name, value, note };
        let mut all = vec![headline(
            "Best epoch",
            best_epoch.to_string(),
            format!("of {epochs}, chosen on the validation films"),
        )];
        all.extend(run.map(|run| {
            headline(
                "Epochs to converge",
                run.converged_after.to_string(),
                "first epoch within one percentage point of the best balanced accuracy on the validation films".to_owned(),
            )
        }));
        all.push(headline(
            "Time",
            format!("{:.1} h", seconds / 3600.0),
            format!("on {}", record.device),
        ));
        all.push(headline(
            "Calibration",
            fitted::calibration_name(self.scorecard).to_owned(),
            fitted::calibration_note(self.scorecard),
        ));
        all.extend(self.evaluation.train_gap.as_ref().map(|gap| {
            headline(
                "Gap to training",
                format!("{:.3}", gap.gap.value),
                format!(
                    "{}; accuracy {:.3} on {} training films",
                    interval(&gap.gap),
                    gap.accuracy.value,
                    gap.films
                ),
            )
        }));
        headlines(&all)
    }

    fn data(&self) -> Markup {
        let card = self.scorecard;
        let side = card.input.side;
        let text = format!(
            "{:.2} M parameters, {:.2} G multiply-accumulates per film; input {side} x {side} px, weights stored as {}. SHA-256 of the list of the evaluated pack: {}.",
            card.parameters as f64 / 1e6,
            card.macs as f64 / 1e9,
            card.number_format,
            self.evaluation.list_sha256,
        );
        let mut counts: BTreeMap<(&str, &str), PerClass<u64>> = BTreeMap::new();
        for count in &card.training.films {
            let row = counts.entry((&count.split, &count.source)).or_default();
            row.0[count.class.index()] += count.films;
        }
        let films: Vec<Vec<Markup>> = counts
            .into_iter()
            .map(|((split, source), counts)| {
                let names = [split, source].map(|name| html! { (name) });
                let counts = counts.0.map(|count| html! { (count) });
                names.into_iter().chain(counts).collect()
            })
            .collect();
        let columns: Vec<&str> = ["split", "source"]
            .into_iter()
            .chain(Class::ALL.map(Class::label))
            .collect();
        let mut keys = Vec::new();
        flatten("", &card.training.recipe, &mut keys);
        let keys: Vec<Vec<Markup>> = keys
            .into_iter()
            .map(|RecipeKey { key, value }| vec![html! { (key) }, html! { (value) }])
            .collect();
        html! {
            p { (text) }
            details {
                summary { "Films by split, source and class" }
                (table("Films of the training pack", &columns, &films))
            }
            details {
                summary { "Recipe" }
                (table("The resolved recipe", &["key", "value"], &keys))
            }
        }
    }

    fn limits(&self) -> Markup {
        let mut sentences = self.warnings.to_vec();
        if self.evaluation.figures.split == Split::Val {
            sentences.push("The best epoch and the calibration were chosen on these films: expect lower figures on new films.".to_owned());
        }
        sentences.extend(self.scorecard.limits.iter().cloned());
        if !self.scorecard.licence.is_empty() {
            sentences.push(format!(
                "Licence of the weights: {}",
                self.scorecard.licence
            ));
        }
        if sentences.is_empty() {
            sentences.push(page::DISCLAIMER.to_owned());
        }
        list(&sentences)
    }
}

fn by_class(figures: &Figures) -> Markup {
    let rows: Vec<Vec<Markup>> = figures
        .classes
        .iter()
        .map(|class| {
            let result = &class.result;
            let figures = [
                &result.sensitivity,
                &result.specificity,
                &result.ppv,
                &result.npv,
                &class.f1,
                &result.auroc,
                &class.average_precision,
                &Some(result.ece),
            ];
            let names = [html! { (result.class) }, html! { (result.films) }];
            let figures = figures.map(|figure| figure_cell(figure.as_ref()));
            names.into_iter().chain(figures).collect()
        })
        .collect();
    let columns = [
        "class",
        "films",
        "sensitivity",
        "specificity",
        "PPV",
        "NPV",
        "F1",
        "AUROC",
        "AUPRC",
        "ECE",
    ];
    let counts = Class::ALL.into_iter().zip(&figures.confusion);
    let counts: Vec<Vec<Markup>> = counts
        .map(|(truth, row)| {
            let counts = row.map(|count: u64| html! { (count) });
            std::iter::once(html! { (truth) }).chain(counts).collect()
        })
        .collect();
    let predictions = Class::ALL.map(|class| format!("predicted {class}"));
    let labels: Vec<&str> = std::iter::once("label")
        .chain(predictions.iter().map(String::as_str))
        .collect();
    let caption = "One class against the rest; PPV and NPV at the prevalence of these films";
    html! {
        (table(caption, &columns, &rows))
        (table("Counts: rows are the labels", &labels, &counts))
    }
}

fn by_group(figures: &Figures) -> Markup {
    let groups = |caption: &str, groups: &[GroupFigures]| {
        let rows: Vec<Vec<Markup>> = groups
            .iter()
            .map(|group| {
                let sets = group.result.answer_set.as_ref();
                vec![
                    html! { (group.result.name) },
                    html! { (group.result.films) },
                    figure_cell(Some(&group.result.accuracy)),
                    html! { (format!("{:.3}", group.majority)) },
                    figure_cell(sets.map(|it| &it.coverage)),
                    figure_cell(sets.map(|it| &it.answered)),
                    figure_cell(sets.and_then(|it| it.answer_accuracy.as_ref())),
                    figure_cell(sets.and_then(|it| it.far.as_ref())),
                ]
            })
            .collect();
        let columns = [
            "group",
            "films",
            "accuracy",
            "majority class",
            "set covers",
            "answered",
            "correct if answered",
            "far",
        ];
        table(caption, &columns, &rows)
    };
    html! {
        p { "The majority class column is the accuracy of always predicting the most frequent class of the group. Where it is 1.000, the group has one class only, and the accuracy is the sensitivity for that class." }
        div.groups {
            (groups("By source", &figures.sources))
            (groups("By age group", &figures.age_groups))
            (groups("By view", &figures.views))
        }
    }
}

/// A key of the recipe, with dots between nested tables.
#[derive(Debug, PartialEq, Eq)]
struct RecipeKey {
    key: String,
    value: String,
}

/// Appends the keys of nested tables in their order.
fn flatten(prefix: &str, value: &Value, keys: &mut Vec<RecipeKey>) {
    let mut push = |value: String| {
        let key = prefix.to_owned();
        keys.push(RecipeKey { key, value });
    };
    match value {
        Value::Object(table) => {
            for (key, value) in table {
                let dot = if prefix.is_empty() { "" } else { "." };
                flatten(&format!("{prefix}{dot}{key}"), value, keys);
            }
        }
        Value::String(text) => push(text.clone()),
        other => push(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::figures::figures;
    use crate::evaluation::figures::tests::{films, scored_films};

    #[test]
    fn classes_and_groups_have_their_tables() {
        let films = films();
        let figures = figures(Split::Test, &scored_films(&films), None);
        let html = by_class(&figures).into_string() + &by_group(&figures).into_string();
        for words in [
            "<th scope=\"row\">pneumonia</th><td>0</td><td>-</td>",
            "<th scope=\"row\">normal</th><td>1</td><td>2</td><td>0</td>",
            "By view",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    #[test]
    fn a_recipe_is_shown_key_by_key() {
        let recipe = serde_json::json!({"batch": 8, "optimizer": {"kind": "adamw", "rate": 0.5}});
        let mut keys = Vec::new();
        flatten("", &recipe, &mut keys);
        let expected = [
            ("batch", "8"),
            ("optimizer.kind", "adamw"),
            ("optimizer.rate", "0.5"),
        ];
        let expected = expected.map(|(key, value)| RecipeKey {
            key: key.to_owned(),
            value: value.to_owned(),
        });
        assert_eq!(keys, expected);
    }
}
