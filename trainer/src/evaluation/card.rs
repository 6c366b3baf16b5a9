//! The model card: a scorecard as a readable page (`README.md` beside the weights).
//!
//! Sections as proposed by Mitchell et al., "Model Cards for Model Reporting" (2019).

mod answer_sets;
mod distance;
mod gate;
mod groups;
mod lens;
mod operating_points;
mod table;

use std::collections::BTreeMap;
use std::fmt::Write;

use model::answer_set::Level;
use model::class::{Class, PerClass};
use model::scorecard::Scorecard;
use model::scorecard::results::SplitResult;

use self::table::table;
use crate::evaluation::words::{maybe, share};

/// The name of the card in a model folder.
pub(crate) const FILE_NAME: &str = "README.md";

/// The card in Markdown.
pub(crate) fn markdown(card: &Scorecard) -> String {
    let sections = [
        head(card),
        data(card),
        results(card),
        gate::section(card),
        answer_sets::section(card),
        distance::section(card),
        operating_points::section(card),
        by_group(card),
        lens::section(card),
        limits(card),
        recipe(card),
    ];
    sections.concat()
}

fn head(card: &Scorecard) -> String {
    let classes: Vec<String> = card.classes.iter().map(ToString::to_string).collect();
    format!(
        "# Model card: {architecture} for frontal chest radiographs\n\n\
         Written by `pneumoscope` from `model.json`; exported on {date}. Do not edit.\n\n\
         Predicts probabilities for {classes}. {parameters:.1} M parameters, {macs:.2} G \
         multiply-accumulates for a film of {side} x {side} px, {megabytes:.1} MB of weights in {format}. \
         {calibration}\n\n{summary}\n\nLicence: {licence}\n\n",
        architecture = card.architecture,
        date = card.date,
        classes = classes.join(", "),
        parameters = card.parameters as f64 / 1e6,
        macs = card.macs as f64 / 1e9,
        side = card.input.side,
        megabytes = card.weight_bytes() as f64 / 1e6,
        format = card.number_format,
        calibration = calibration(card),
        summary = card.training.summary,
        licence = card.licence,
    )
}

/// How probabilities were calibrated and on which films.
fn calibration(card: &Scorecard) -> String {
    let Some(record) = &card.calibrated_on else {
        return "Probabilities are not calibrated.".to_owned();
    };
    let whose = if card.is_recalibrated() {
        format!(
            "another list than that of the training (SHA-256 `{}`)",
            record.list_sha256
        )
    } else {
        "the training's list".to_owned()
    };
    format!(
        "Calibrated by {} on {}: {} films of {} patients ({}) of {whose}.",
        card.calibration,
        record.date,
        record.films,
        record.patients,
        record.splits.join(", ")
    )
}

/// Films by source and split, with the counts of all classes in one cell.
fn data(card: &Scorecard) -> String {
    let mut sources: BTreeMap<&str, BTreeMap<&str, PerClass<u64>>> = BTreeMap::new();
    let mut splits: Vec<&str> = Vec::new();
    for row in &card.training.films {
        let cell = sources
            .entry(&row.source)
            .or_default()
            .entry(&row.split)
            .or_insert(PerClass([0; Class::COUNT]));
        cell.0[row.class.index()] += row.films;
        if !splits.contains(&row.split.as_str()) {
            splits.push(&row.split);
        }
    }
    let classes: Vec<String> = card.classes.iter().map(ToString::to_string).collect();
    let mut text = format!(
        "## Data\n\nFilms by source and split ({}):\n\n",
        classes.join(" / ")
    );
    let rows: Vec<Vec<String>> = sources
        .iter()
        .map(|(source, cells)| {
            let cell = |split: &&str| {
                let counts = cells
                    .get(split)
                    .map(|counts| counts.0.map(|n| n.to_string()));
                counts.map_or_else(|| "-".to_owned(), |counts| counts.join(" / "))
            };
            let mut row = vec![(*source).to_owned()];
            row.extend(splits.iter().map(cell));
            row
        })
        .collect();
    let mut columns = vec!["source"];
    columns.extend(&splits);
    text += &table(&columns, &rows);
    let _ = writeln!(
        text,
        "No patient is in more than one split. SHA-256 of the list: `{}`.\n",
        card.training.list_sha256
    );
    text
}

fn results(card: &Scorecard) -> String {
    let row = |name: &str, figure: &dyn Fn(&SplitResult) -> String| -> Vec<String> {
        let figures = card.results.iter().map(figure);
        std::iter::once(name.to_owned()).chain(figures).collect()
    };
    let mut rows = vec![
        row("films", &|it| it.films.to_string()),
        row("accuracy", &|it| share(&it.accuracy)),
        row("balanced accuracy", &|it| share(&it.balanced_accuracy)),
        row("macro F1", &|it| share(&it.macro_f1)),
        row("Brier score", &|it| format!("{:.3}", it.brier)),
        row("expected calibration error", &|it| share(&it.ece)),
        row("the same without calibration", &|it| {
            share(&it.ece_uncalibrated)
        }),
    ];
    for (position, class) in card.classes.iter().enumerate() {
        let of = |result: &SplitResult| result.classes[position].clone();
        rows.push(row(&format!("sensitivity, {class}"), &|it| {
            maybe(of(it).sensitivity.as_ref())
        }));
        rows.push(row(&format!("specificity, {class}"), &|it| {
            maybe(of(it).specificity.as_ref())
        }));
        rows.push(row(&format!("AUROC, {class}"), &|it| {
            maybe(of(it).auroc.as_ref())
        }));
        rows.push(row(&format!("calibration error, {class}"), &|it| {
            share(&of(it).ece)
        }));
        rows.push(row(
            &format!("calibration error, {class}, without calibration"),
            &|it| share(&of(it).ece_uncalibrated),
        ));
    }
    let mut columns = vec!["figure"];
    columns.extend(card.results.iter().map(|result| result.split.as_str()));
    format!(
        "## Results\n\nWith 95 % intervals: Wilson for proportions, bootstrap over patients for all other \
         figures. Epoch and calibration were chosen on val, so its figures are optimistic; test and \
         external were evaluated once.{}\n\n{}",
        if card.is_recalibrated() {
            " The films are those of the list that the model was calibrated on."
        } else {
            ""
        },
        table(&columns, &rows)
    )
}

fn by_group(card: &Scorecard) -> String {
    let mut text = format!(
        "## By source and age group\n\nCoverage, and the share and accuracy of the answered films, at the \
         level {}; far is the share of films that are far from the training films.\n\n",
        Level::DEFAULT
    );
    let rows: Vec<Vec<String>> = card
        .results
        .iter()
        .flat_map(|result| {
            let groups = result.sources.iter().chain(&result.age_groups);
            groups.map(|group| {
                let place = [result.split.clone(), group.name.clone()];
                place.into_iter().chain(groups::cells(group)).collect()
            })
        })
        .collect();
    let columns = ["split", "group"].into_iter().chain(groups::COLUMNS);
    text += &table(&columns.collect::<Vec<_>>(), &rows);
    text
}

fn limits(card: &Scorecard) -> String {
    let mut text = "## Limits and out-of-scope uses\n\n".to_owned();
    for limit in &card.limits {
        let _ = writeln!(text, "- {limit}");
    }
    text.push('\n');
    text
}

fn recipe(card: &Scorecard) -> String {
    // A recipe comes from TOML, so it can be written as TOML; anything else is shown as JSON.
    let recipe =
        toml::to_string(&card.training.recipe).unwrap_or_else(|_| card.training.recipe.to_string());
    format!("## Recipe\n\n```toml\n{}\n```\n", recipe.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn the_shipped_card_matches_the_shipped_scorecard() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/model");
        let json = std::fs::read(folder.join(model::scorecard::FILE_NAME)).unwrap();
        let shipped = std::fs::read_to_string(folder.join(FILE_NAME)).unwrap();
        assert_eq!(markdown(&Scorecard::parse(&json).unwrap()), shipped);
    }
}
