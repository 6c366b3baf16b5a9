//! Figures as lines of text.

use model::answer_set::Level;
use model::distance::FarRule;
use model::estimate::Estimate;
use model::gate::FittedOn;
use model::operating_point::OperatingPoint;
use model::scorecard::Scorecard;
use model::scorecard::results::{GroupResult, LensResult, SplitResult};

use super::lens::{self, ChangeRow};
use super::record::Evaluation;
use super::stress::{Stress, StressFigures};
use crate::gate::figures::GateFigures;

/// A figure with its interval.
pub(crate) fn share(estimate: &Estimate) -> String {
    format!(
        "{:.3} ({:.3} to {:.3})",
        estimate.value, estimate.low, estimate.high
    )
}

/// A figure with its interval, or a dash when it does not exist.
pub(crate) fn maybe(estimate: Option<&Estimate>) -> String {
    estimate.map_or_else(|| "-".to_owned(), share)
}

/// The result of a split in a scorecard.
pub(crate) fn lines(result: &SplitResult) -> Vec<String> {
    let mut lines = vec![format!(
        "{}: {} films, accuracy {}, balanced accuracy {}, macro F1 {}, Brier {:.3}, ECE {} (uncalibrated {:.3})",
        result.split,
        result.films,
        share(&result.accuracy),
        share(&result.balanced_accuracy),
        share(&result.macro_f1),
        result.brier,
        share(&result.ece),
        result.ece_uncalibrated.value
    )];
    for class in &result.classes {
        lines.push(format!(
            "  {} ({}): sensitivity {}, specificity {}, AUROC {}, ECE {} (uncalibrated {:.3})",
            class.class,
            class.films,
            maybe(class.sensitivity.as_ref()),
            maybe(class.specificity.as_ref()),
            maybe(class.auroc.as_ref()),
            share(&class.ece),
            class.ece_uncalibrated.value
        ));
    }
    if let Some(far) = &result.far {
        lines.push(format!("  far from the training films: {}", share(far)));
    }
    let groups = result.sources.iter().chain(&result.age_groups);
    lines.extend(groups.map(|group| format!("  {}", group_line(group))));
    for sets in &result.answer_sets {
        let classes = sets.class_coverage.iter();
        let classes = classes.map(|(class, it)| format!("{class} {}", maybe(it.as_ref())));
        let classes: Vec<String> = classes.collect();
        lines.push(format!(
            "  answer sets at {}: coverage {} ({}), mean size {:.2}, {} empty; answered {}, correct {}",
            sets.level,
            share(&sets.coverage),
            classes.join(", "),
            sets.mean_size,
            sets.empty,
            share(&sets.answered),
            maybe(sets.answer_accuracy.as_ref())
        ));
    }
    lines
}

fn group_line(group: &GroupResult) -> String {
    let sets = group.answer_set.as_ref().map_or_else(String::new, |sets| {
        format!(
            ", set covers the label in {}, answered {}, correct {}, far {}",
            share(&sets.coverage),
            share(&sets.answered),
            maybe(sets.answer_accuracy.as_ref()),
            maybe(sets.far.as_ref())
        )
    });
    let GroupResult { name, films, .. } = group;
    format!(
        "{name} ({films}): accuracy {}{sets}",
        share(&group.accuracy)
    )
}

/// The sources that were left out of fitting, one line each.
pub(crate) fn left_out_lines(sources: &[GroupResult]) -> impl Iterator<Item = String> {
    let lines = sources.iter().map(group_line);
    lines.map(|line| format!("fitted without {line}"))
}

/// What was fitted: calibration, answer sets and operating points.
pub(crate) fn fitted(card: &Scorecard) -> Vec<String> {
    let mut lines = vec![format!("calibration: {}", card.calibration)];
    if let Some(record) = &card.calibrated_on {
        let other = if card.is_recalibrated() {
            ", not the pack that the model was trained on"
        } else {
            ""
        };
        lines.push(format!(
            "  fitted {} on {} films of {} patients ({}) of the list {}{other}",
            record.date,
            record.films,
            record.patients,
            record.splits.join(", "),
            record.list_sha256
        ));
        lines.extend(record.methods.iter().map(|it| {
            format!(
                "  {}: cross-validated log loss {:.4}, {:.4} above the best (standard error {:.4})",
                it.method, it.log_loss, it.excess, it.standard_error
            )
        }));
    }
    if let Some(sets) = &card.answer_sets {
        let thresholds = sets.thresholds(Level::DEFAULT);
        let thresholds = thresholds.iter().map(|(class, threshold)| match threshold {
            Some(score) => format!("{class} from {:.3}", 1.0 - score),
            None => format!("{class} always"),
        });
        let thresholds: Vec<String> = thresholds.collect();
        lines.push(format!(
            "answer sets at {}: {}",
            Level::DEFAULT,
            thresholds.join(", ")
        ));
    }
    if let Some(distance) = &card.distance {
        let FarRule { percentile, level } = distance.far();
        lines.push(format!(
            "films farther from the training films than {percentile} % of these: answer sets at {level}"
        ));
    }
    lines.extend(left_out_lines(&card.left_out_sources));
    lines.extend(card.operating_points.iter().map(OperatingPoint::sentence));
    lines
}

/// An evaluation: the lines of its result, and the figures that a scorecard does not have.
pub(crate) fn all_lines(evaluation: &Evaluation) -> Vec<String> {
    let figures = &evaluation.figures;
    let mut lines = lines(&figures.result());
    for group in &figures.views {
        lines.push(format!(
            "  view {} ({}): accuracy {}",
            group.result.name,
            group.result.films,
            share(&group.result.accuracy)
        ));
    }
    for class in &figures.classes {
        lines.push(format!(
            "  {}: average precision {}, F1 {}",
            class.result.class,
            maybe(class.average_precision.as_ref()),
            maybe(class.f1.as_ref())
        ));
    }
    lines.push(format!(
        "  Brier {}, ECE {}",
        share(&figures.brier),
        share(&figures.ece)
    ));
    for point in evaluation.operating_points.iter() {
        let result = point.results.first();
        lines.push(format!(
            "  {} called from {:.3} ({}): sensitivity {}, specificity {}",
            point.class,
            point.threshold,
            point.purpose.word(),
            maybe(result.and_then(|it| it.sensitivity.as_ref())),
            maybe(result.and_then(|it| it.specificity.as_ref()))
        ));
    }
    lines.extend(left_out_lines(&evaluation.left_out_sources));
    lines.extend(evaluation.gate.iter().flat_map(gate));
    lines.extend(lens_lines(&evaluation.lens));
    lines.extend(evaluation.stress.iter().flat_map(stress_lines));
    if let Some(run) = &evaluation.convergence {
        lines.push(format!(
            "training: best epoch {} of {}, converged after {}",
            run.best_epoch, run.epochs, run.converged_after
        ));
    }
    if let Some(gap) = &evaluation.train_gap {
        lines.push(format!(
            "training films ({}): accuracy {}, gap {}",
            gap.films,
            share(&gap.accuracy),
            share(&gap.gap)
        ));
    }
    lines
}

/// What a gate was fitted on: "8002 films and 397 pictures of other things".
pub(super) fn gate_fitted_on(fitted_on: FittedOn) -> String {
    let FittedOn { films, outliers } = fitted_on;
    match outliers {
        0 => {
            format!("{films} films and pictures made of them, without any picture of other things")
        }
        _ => format!("{films} films and {outliers} pictures of other things"),
    }
}

/// What the gate refuses, and how it does with changed films.
fn gate(figures: &GateFigures) -> Vec<String> {
    let fitted_on = gate_fitted_on(figures.fitted_on);
    let mut lines = vec![format!("gate: fitted on {fitted_on}")];
    lines.extend(figures.outliers.iter().map(|group| {
        format!(
            "  {} outliers, {} ({}): refused {}",
            group.split,
            group.kind,
            group.pictures,
            share(&group.refused)
        )
    }));
    lines.extend(figures.films.iter().map(|group| {
        format!(
            "  {} films, {} ({}): refused {}, called mirrored {}",
            group.split,
            group.source,
            group.films,
            share(&group.refused),
            share(&group.warned)
        )
    }));
    lines.extend(figures.changes.iter().map(|group| {
        format!(
            "  {} films, {} ({}): named {}, refused {}",
            group.split,
            group.change,
            group.films,
            share(&group.named),
            share(&group.refused)
        )
    }));
    lines
}

/// What the lens is, in reports and model cards.
pub(crate) const LENS: &str = "Every film is changed, and the prediction compared with that for the unchanged film. \
    A prediction should change when the lungs are hidden, and stay otherwise: where it stays without lungs, it \
    comes from something else. The lungs are hidden by an ellipse that is the same for all films, not by a \
    segmentation; it covers the heart too. Letters are hidden where the lens finds them.";

/// What changes of the films do to the predictions.
fn lens_lines(results: &[LensResult]) -> Vec<String> {
    let row = |row: &ChangeRow<'_>| {
        let classes = row.classes.iter().map(|(class, result)| {
            let stays = result.map(|result| &result.stays);
            format!("{class} {}", maybe(stays))
        });
        let classes: Vec<String> = classes.collect();
        format!(
            "lens, {} ({}): prediction stays {} ({}), accuracy {}",
            row.all.change.name(),
            row.all.films,
            share(&row.all.stays),
            classes.join(", "),
            share(&row.all.accuracy)
        )
    };
    lens::rows(results).iter().map(row).collect()
}

/// What damage does to accuracy, refusals and predictions.
fn stress_lines(stress: &Stress) -> Vec<String> {
    let figures = |figures: &StressFigures| {
        format!(
            "accuracy {}, refused {}, changed predictions {}",
            share(&figures.accuracy),
            maybe(figures.refused.as_ref()),
            share(&figures.flipped)
        )
    };
    let mut lines = vec![format!(
        "stress, undamaged ({}): {}",
        stress.films,
        figures(&stress.undamaged)
    )];
    lines.extend(stress.results.iter().map(|result| {
        format!(
            "stress, {} {} ({}): {}",
            result.damage.name(),
            result.strength,
            result.damage.unit(),
            figures(&result.figures)
        )
    }));
    lines
}

#[cfg(test)]
mod tests {
    use super::super::figures::tests::{films, scored_films};
    use super::*;
    use crate::data::Split;
    use crate::evaluation::figures::figures;

    #[test]
    fn the_first_line_has_the_figures_of_the_whole_split() {
        let films = films();
        let lines = lines(&figures(Split::Test, &scored_films(&films), None).result());
        assert!(lines[0].starts_with("test: 4 films, accuracy 0.750 ("));
        assert!(lines[3].contains("sensitivity -"), "{}", lines[3]);
    }
}
