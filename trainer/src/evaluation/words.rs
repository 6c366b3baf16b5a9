//! Figures as lines of text.

use model::estimate::Estimate;
use model::scorecard::results::SplitResult;

use super::record::Evaluation;

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
        "{}: {} films, accuracy {}, balanced accuracy {}, macro F1 {}, Brier {:.3}, ECE {:.3}",
        result.split,
        result.films,
        share(&result.accuracy),
        share(&result.balanced_accuracy),
        share(&result.macro_f1),
        result.brier,
        result.ece
    )];
    for class in &result.classes {
        lines.push(format!(
            "  {} ({}): sensitivity {}, specificity {}, AUROC {}",
            class.class,
            class.films,
            maybe(class.sensitivity.as_ref()),
            maybe(class.specificity.as_ref()),
            maybe(class.auroc.as_ref())
        ));
    }
    for group in result.sources.iter().chain(&result.age_groups) {
        lines.push(format!(
            "  {} ({}): accuracy {}",
            group.name,
            group.films,
            share(&group.accuracy)
        ));
    }
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

#[cfg(test)]
mod tests {
    use super::super::figures::tests::{films, scored_films};
    use super::*;
    use crate::data::Split;
    use crate::evaluation::figures::figures;

    #[test]
    fn the_first_line_has_the_figures_of_the_whole_split() {
        let films = films();
        let lines = lines(&figures(Split::Test, &scored_films(&films)).result());
        assert!(lines[0].starts_with("test: 4 films, accuracy 0.750 ("));
        assert!(lines[3].contains("sensitivity -"), "{}", lines[3]);
    }
}
