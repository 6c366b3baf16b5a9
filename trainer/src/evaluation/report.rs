//! The report of an evaluation: one HTML page with its pictures inside and nothing to load.

pub(crate) mod comparison;
pub(crate) mod mistakes;
pub(crate) mod page;

use std::collections::BTreeMap;

use metrics::Scored;
use model::calibration::Calibration;
use model::class::{Class, PerClass};
use model::estimate::Estimate;
use model::scorecard::Scorecard;
use serde_json::Value;

use self::page::{
    Cell, cards, cell, document, figure_cell, interval, list, paragraph, plot, section, table,
};
use crate::data::Split;
use crate::evaluation::figures::{Answered, Figures, GroupFigures};
use crate::evaluation::plots::{PlotError, confusion, ranking, reliability};
use crate::evaluation::record::Evaluation;
use crate::fit::curves;
use crate::fit::EpochFigures;

/// Everything that a report shows.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    /// The figures.
    pub evaluation: &'a Evaluation,
    /// The model.
    pub scorecard: &'a Scorecard,
    /// Every film with its answer.
    pub films: &'a [Answered<'a>],
    /// The epochs of the model's run, where it is known.
    pub epochs: &'a [EpochFigures],
    /// Wrong answers with the addresses of their pictures.
    pub mistakes: &'a [(Answered<'a>, String)],
    /// What must be said about these films besides the model's limits; whole sentences.
    pub warnings: &'a [String],
}

impl Report<'_> {
    /// The page.
    ///
    /// # Errors
    /// [`PlotError`] when a plot cannot be laid out.
    pub(crate) fn html(&self) -> Result<String, PlotError> {
        let figures = &self.evaluation.figures;
        let title = format!(
            "{} at {} px on the split {}",
            self.scorecard.architecture, self.scorecard.input.side, figures.split
        );
        let lead = format!(
            "{} films of {} patients. {} Intervals are at 95 %: Wilson's for shares, those of the bootstrap over patients for the rest.",
            figures.films, figures.patients, self.scorecard.training.summary
        );
        let body = [
            self.headline(),
            section("By class", &by_class(figures)),
            section("Plots", &self.plots()?),
            section("By group", &by_group(figures)),
            section("The surest mistakes", &self.mistakes()),
            section("Training", &self.training()),
            section("Data and recipe", &self.data()),
            section("Limits", &self.limits()),
        ];
        Ok(document(&title, &lead, &body.concat()))
    }

    fn headline(&self) -> String {
        let figures = &self.evaluation.figures;
        let named = |name, estimate: &Estimate| {
            (name, format!("{:.3}", estimate.value), interval(estimate))
        };
        let mut all = vec![
            named("Accuracy", &figures.accuracy),
            named("Balanced accuracy", &figures.balanced_accuracy),
            named("Macro F1", &figures.macro_f1),
        ];
        all.extend(
            figures
                .macro_auroc
                .as_ref()
                .map(|auroc| named("Mean AUROC", auroc)),
        );
        all.push(named("Brier score (0 is best)", &figures.brier));
        all.push(named("Calibration error", &figures.ece));
        section("At a glance", &cards(&all))
    }

    fn plots(&self) -> Result<String, PlotError> {
        let figures = &self.evaluation.figures;
        let scored: Vec<Scored> = self.films.iter().map(|film| film.scored).collect();
        let mut plots = vec![
            plot(
                &confusion::confusion(&figures.confusion)?,
                "Confusion matrix: rows are the truth, columns the answer; framed cells are right.",
                false,
            ),
            plot(
                &ranking::roc(&scored)?,
                "Each class against the rest, with the area below its curve (AUROC); on the grey line a model tells nothing.",
                false,
            ),
            plot(
                &ranking::precision_recall(&scored)?,
                "Precision over recall of each class against the rest, with its average precision.",
                false,
            ),
            plot(
                &reliability::reliability(&figures.reliability)?,
                "Reliability: on the grey line the model is as often right as it says; below, how often it is how sure.",
                false,
            ),
        ];
        if !self.epochs.is_empty() {
            let captions = [
                "Learning curves: the loss of the run's epochs.",
                "Learning curves: training films are varied, so they are harder than the validation films.",
            ];
            let panels = curves::panels(self.epochs)?;
            let panels = panels.iter().zip(captions);
            plots.extend(panels.map(|(svg, caption)| plot(svg, caption, false)));
        }
        Ok(format!("<div class=\"plots\">{}</div>\n", plots.concat()))
    }

    fn mistakes(&self) -> String {
        if self.mistakes.is_empty() {
            return paragraph("Every answer was right.");
        }
        let wrong = self.films.iter().filter(|film| !film.scored.is_right());
        let lead = format!(
            "{} of the {} wrong answers, those with the greatest probability first, as the network saw the films.",
            self.mistakes.len(),
            wrong.count()
        );
        let figures = self.mistakes.iter();
        let figures: String = figures
            .map(|(film, picture)| mistakes::figure(film, picture))
            .collect();
        format!("{}<div class=\"films\">{figures}</div>\n", paragraph(&lead))
    }

    fn training(&self) -> String {
        let record = &self.scorecard.training;
        let run = self.evaluation.convergence.as_ref();
        let epochs = run.map_or(record.epochs, |run| run.epochs);
        let seconds = run.map_or(record.seconds, |run| run.seconds);
        let mut all = vec![
            (
                "Best epoch",
                run.map_or(record.best_epoch, |run| run.best_epoch)
                    .to_string(),
                format!("of {epochs}, chosen on the validation films"),
            ),
            (
                "Time",
                format!("{:.1} h", seconds / 3600.0),
                format!("on {}", record.device),
            ),
            (
                "Temperature",
                format!("{:.3}", self.scorecard.calibration.temperature()),
                temperature(self.scorecard.calibration).to_owned(),
            ),
        ];
        if let Some(run) = run {
            let below =
                "first within a point of the best balanced accuracy on the validation films";
            let value = run.converged_after.to_string();
            all.insert(1, ("Epochs to converge", value, below.to_owned()));
        }
        if let Some(gap) = &self.evaluation.train_gap {
            let below = format!(
                "{}; accuracy {:.3} on {} training films",
                interval(&gap.gap),
                gap.accuracy.value,
                gap.films
            );
            all.push(("Gap to training", format!("{:.3}", gap.gap.value), below));
        }
        cards(&all)
    }

    fn data(&self) -> String {
        let card = self.scorecard;
        let input = &card.input;
        let text = format!(
            "{:.2} M parameters, {:.2} G multiply-accumulates a film; input {} x {} px, stored as {}. List of the judged pack: {}.",
            card.parameters as f64 / 1e6,
            card.macs as f64 / 1e9,
            input.side,
            input.side,
            card.number_format,
            self.evaluation.list_sha256,
        );
        let mut rows: BTreeMap<(&str, &str), PerClass<u64>> = BTreeMap::new();
        for count in &card.training.films {
            let row = rows.entry((&count.split, &count.source)).or_default();
            row.0[count.class.index()] += count.films;
        }
        let rows: Vec<Vec<Cell>> = rows
            .into_iter()
            .map(|((split, source), counts)| {
                let labels = [cell(split), cell(source)].into_iter();
                labels.chain(counts.0.map(cell)).collect()
            })
            .collect();
        let columns: Vec<&str> = ["split", "source"]
            .into_iter()
            .chain(Class::ALL.map(Class::label))
            .collect();
        let films = table("Films the model was made with", &columns, &rows);
        let mut keys = Vec::new();
        flatten("", &card.training.recipe, &mut keys);
        let rows: Vec<Vec<Cell>> = keys
            .into_iter()
            .map(|(key, value)| vec![cell(key), cell(value)])
            .collect();
        let recipe = table("The recipe as it was resolved", &["key", "value"], &rows);
        format!(
            "{}<details><summary>Films by split, source and class</summary>{films}</details>\n\
             <details><summary>Recipe</summary>{recipe}</details>\n",
            paragraph(&text)
        )
    }

    fn limits(&self) -> String {
        let mut sentences = self.warnings.to_vec();
        if self.evaluation.figures.split == Split::Val {
            sentences.push("The best epoch and the temperature were chosen on these films: figures on new films are lower.".to_owned());
        }
        sentences.extend(self.scorecard.limits.iter().cloned());
        if !self.scorecard.licence.is_empty() {
            sentences.push(format!("Terms of the weights: {}", self.scorecard.licence));
        }
        if sentences.is_empty() {
            sentences.push(page::DISCLAIMER.to_owned());
        }
        list(&sentences)
    }
}

/// What to know of a temperature.
fn temperature(calibration: Calibration) -> &'static str {
    if calibration == Calibration::IDENTITY {
        "not fitted; export fits it on the validation films"
    } else {
        "divides the logits; fitted on the validation films"
    }
}

fn by_class(figures: &Figures) -> String {
    let rows: Vec<Vec<Cell>> = figures
        .classes
        .iter()
        .map(|class| {
            let figures = [
                &class.sensitivity,
                &class.specificity,
                &class.ppv,
                &class.npv,
                &class.f1,
                &class.auroc,
                &class.average_precision,
            ];
            let labels = [cell(class.class), cell(class.films)].into_iter();
            let figures = figures.map(|figure| figure_cell(figure.as_ref()));
            labels.chain(figures).collect()
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
    ];
    let caption = "One class against the rest; PPV and NPV at the prevalence of these films";
    let mut html = table(caption, &columns, &rows);
    let counts = Class::ALL.into_iter().zip(&figures.confusion);
    let rows: Vec<Vec<Cell>> = counts
        .map(|(truth, row)| std::iter::once(cell(truth)).chain(row.map(cell)).collect())
        .collect();
    let answers = Class::ALL.map(|class| format!("answered {class}"));
    let columns: Vec<&str> = std::iter::once("truth")
        .chain(answers.iter().map(String::as_str))
        .collect();
    html += &table("Counts: rows are the truth", &columns, &rows);
    html
}

fn by_group(figures: &Figures) -> String {
    let groups = |caption: &str, groups: &[GroupFigures]| {
        let rows: Vec<Vec<Cell>> = groups
            .iter()
            .map(|group| {
                vec![
                    cell(&group.name),
                    cell(group.films),
                    figure_cell(Some(&group.accuracy)),
                    cell(format!("{:.3}", group.majority)),
                ]
            })
            .collect();
        let columns = ["group", "films", "accuracy", "fixed answer"];
        table(caption, &columns, &rows)
    };
    let lead = "Beside the accuracy stands what one fixed answer, the group's most frequent class, would reach. Where it is 1.000 the group shows one class only, and the accuracy is the sensitivity to that class.";
    let tables = [
        groups("By source", &figures.sources),
        groups("By age group", &figures.age_groups),
        groups("By view", &figures.views),
    ];
    format!(
        "{}<div class=\"groups\">{}</div>\n",
        paragraph(lead),
        tables.concat()
    )
}

/// The keys of nested tables with dots, in their order.
fn flatten(prefix: &str, value: &Value, keys: &mut Vec<(String, String)>) {
    match value {
        Value::Object(table) => {
            for (key, value) in table {
                let dot = if prefix.is_empty() { "" } else { "." };
                flatten(&format!("{prefix}{dot}{key}"), value, keys);
            }
        }
        Value::String(text) => keys.push((prefix.to_owned(), text.clone())),
        other => keys.push((prefix.to_owned(), other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::figures::figures;
    use crate::evaluation::figures::tests::{answered, films};

    #[test]
    fn classes_and_groups_have_their_tables() {
        let films = films();
        let figures = figures(Split::Test, &answered(&films));
        let html = by_class(&figures) + &by_group(&figures);
        for words in [
            "<th scope=\"row\">pneumonia</th><td>0</td><td>-</td>",
            "<th scope=\"row\">normal</th><td>1</td><td>2</td><td>0</td>",
            "By view",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    #[test]
    fn a_temperature_that_was_not_fitted_is_not_said_to_be() {
        assert!(temperature(Calibration::IDENTITY).starts_with("not fitted"));
        let fitted = Calibration::new(1.2).unwrap();
        assert!(temperature(fitted).ends_with("fitted on the validation films"));
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
        let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(keys, expected);
    }
}
