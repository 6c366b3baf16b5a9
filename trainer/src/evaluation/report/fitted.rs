//! What a report says about calibration, answer sets and operating points.

use maud::{Markup, html};
use model::calibration::Method;
use model::class::Class;
use model::operating_point::OperatingPoints;
use model::scorecard::Scorecard;
use model::scorecard::results::{GroupResult, SetResult};

use super::page::{figure_cell, table};

/// The method in a word.
pub(super) fn calibration_name(card: &Scorecard) -> &'static str {
    match (&card.calibrated_on, card.calibration.method()) {
        (None, _) => "none",
        (_, Method::Temperature { .. }) => "temperature",
        (_, Method::VectorScaling { .. }) => "vector scaling",
        (_, Method::Dirichlet { .. }) => "Dirichlet",
    }
}

/// Its parameters and films.
pub(super) fn calibration_note(card: &Scorecard) -> String {
    match &card.calibrated_on {
        None => "export fits it on the validation films".to_owned(),
        Some(record) => format!(
            "{}; fitted on {} films ({}), {}",
            card.calibration,
            record.films,
            record.splits.join(", "),
            record.date
        ),
    }
}

/// Each source judged by what is fitted on the others.
pub(super) fn left_out(sources: &[GroupResult]) -> Markup {
    let rows = sources.iter().map(|source| {
        let sets = source.answer_set.as_ref();
        vec![
            html! { (source.name) },
            html! { (source.films) },
            figure_cell(Some(&source.accuracy)),
            figure_cell(sets.map(|it| &it.coverage)),
            figure_cell(sets.map(|it| &it.answered)),
            figure_cell(sets.and_then(|it| it.answer_accuracy.as_ref())),
            figure_cell(sets.and_then(|it| it.far.as_ref())),
        ]
    });
    let columns = [
        "source",
        "films",
        "accuracy",
        "set covers",
        "answered",
        "correct if answered",
        "far",
    ];
    html! {
        p { "Each source as another hospital: calibration, answer sets at the default level and distances are fitted on the films of the other sources alone. The network stays the same and may have been trained on the source; far is the share of films that are far from the training films of the others." }
        (table("By source left out", &columns, &rows.collect::<Vec<_>>()))
    }
}

/// What the sets achieve, level by level.
pub(super) fn sets_by_level(sets: &[SetResult]) -> Markup {
    let rows: Vec<Vec<Markup>> = sets
        .iter()
        .map(|sets| {
            let classes = sets.class_coverage.0.iter();
            let mut row = vec![html! { (sets.level) }, figure_cell(Some(&sets.coverage))];
            row.extend(classes.map(|coverage| figure_cell(coverage.as_ref())));
            row.extend([
                html! { (format!("{:.2}", sets.mean_size)) },
                html! { (sets.empty) },
                figure_cell(Some(&sets.answered)),
                figure_cell(sets.answer_accuracy.as_ref()),
            ]);
            row
        })
        .collect();
    let columns: Vec<&str> = ["level", "covered"]
        .into_iter()
        .chain(Class::ALL.map(Class::label))
        .chain(["mean size", "empty", "answered", "correct if answered"])
        .collect();
    html! {
        p { "A film is answered where exactly one class cannot be excluded at the level; otherwise the model abstains. For films like the calibration films, the set of each class contains it in at least the share that the level names. That promise ends at the next hospital: for other sources, the coverage is what is measured here." }
        (table("Answer sets: share that contains the label, overall and for the films of each class", &columns, &rows))
    }
}

/// What calling each class achieves.
pub(super) fn points(points: &OperatingPoints) -> Markup {
    let rows: Vec<Vec<Markup>> = points
        .iter()
        .map(|point| {
            let result = point.results.first();
            vec![
                html! { (point.class) },
                html! { (point.purpose.word()) },
                html! { (format!("{:.4}", point.threshold)) },
                figure_cell(result.and_then(|it| it.sensitivity.as_ref())),
                figure_cell(result.and_then(|it| it.specificity.as_ref())),
            ]
        })
        .collect();
    let columns = [
        "class",
        "purpose",
        "called from",
        "sensitivity",
        "specificity",
    ];
    table(
        "Calling a class from the probability that was fitted on the calibration films",
        &columns,
        &rows,
    )
}
