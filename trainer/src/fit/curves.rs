//! Draws `curves.svg`: loss and accuracy over the epochs, with the best epoch marked.

use plotters::prelude::*;

use super::epoch_figures::EpochFigures;
use crate::evaluation::plots::{self, Canvas, DrawError, INKS, Ink, Line, PlotError};

/// A line of a chart.
struct Curve {
    name: &'static str,
    ink: Ink,
    value: fn(&EpochFigures) -> f64,
}

const LOSS: [Curve; 2] = [
    Curve {
        name: "training",
        ink: INKS[1],
        value: |figures| figures.train_loss,
    },
    Curve {
        name: "validation",
        ink: INKS[0],
        value: |figures| figures.val_loss,
    },
];

const ACCURACY: [Curve; 2] = [
    Curve {
        name: "training, accuracy",
        ink: INKS[1],
        value: |figures| figures.train_accuracy,
    },
    Curve {
        name: "validation, balanced accuracy",
        ink: INKS[0],
        value: |figures| figures.val_balanced_accuracy,
    },
];

/// A chart of one metric over the epochs.
struct Panel {
    label: &'static str,
    axis: &'static str,
    curves: &'static [Curve],
    legend: fn() -> SeriesLabelPosition,
}

// Losses start high and accuracies end high: these corners stay free.
const PANELS: [Panel; 2] = [
    Panel {
        label: "Learning curves: loss of training and validation over the epochs",
        axis: "loss",
        curves: &LOSS,
        legend: || SeriesLabelPosition::LowerLeft,
    },
    Panel {
        label: "Learning curves: accuracy of training and validation over the epochs",
        axis: "accuracy",
        curves: &ACCURACY,
        legend: || SeriesLabelPosition::LowerRight,
    },
];

/// Both charts side by side, as SVG.
///
/// # Errors
/// [`PlotError`] when plotters cannot lay it out.
pub(crate) fn draw(figures: &[EpochFigures]) -> Result<String, PlotError> {
    let label = "Learning curves: loss and accuracy of training and validation over the epochs";
    plots::paint(label, (900, 380), |canvas| {
        let halves: [Canvas<'_>; 2] = canvas.split_horizontally(450).into();
        let mut pairs = PANELS.iter().zip(&halves);
        pairs.try_for_each(|(panel, half)| chart(half, panel, figures))
    })
}

/// Each chart as an SVG of its own.
///
/// # Errors
/// [`PlotError`] when plotters cannot lay it out.
pub(crate) fn panels(figures: &[EpochFigures]) -> Result<Vec<String>, PlotError> {
    let paint = |panel: &Panel| {
        plots::paint(panel.label, (440, 380), |canvas| {
            chart(canvas, panel, figures)
        })
    };
    PANELS.iter().map(paint).collect()
}

fn chart(canvas: &Canvas<'_>, panel: &Panel, figures: &[EpochFigures]) -> Result<(), DrawError> {
    let values = panel.curves.iter().flat_map(|curve| {
        let value = |epoch| (curve.value)(epoch);
        figures.iter().map(value)
    });
    // The axis of accuracies ends at 1, that of losses at the highest loss.
    let top = values.fold(1.0, f64::max);
    let last = figures.last().map_or(1, |epoch| epoch.epoch).max(2);
    let width = 1.0..f64::from(last);
    let axis = |label, range| plots::Axis { label, range };
    let mut chart = plots::axes(canvas, axis("epoch", width), axis(panel.axis, 0.0..top))?;
    // The last epoch that was the best when it ended is the best of all.
    if let Some(best) = figures.iter().rev().find(|epoch| epoch.best) {
        let x = f64::from(best.epoch);
        chart
            .draw_series(LineSeries::new([(x, 0.0), (x, top)], BLACK.mix(0.5)))?
            .label(format!("best epoch: {}", best.epoch))
            .legend(|(x, y)| PathElement::new([(x, y), (x + 24, y)], BLACK.mix(0.5)));
    }
    for curve in panel.curves {
        let points = figures
            .iter()
            .map(|epoch| (f64::from(epoch.epoch), (curve.value)(epoch)));
        let line = Line {
            label: curve.name.to_owned(),
            ink: curve.ink,
            points: points.collect(),
        };
        plots::line(&mut chart, &line)?;
    }
    plots::legend(&mut chart, (panel.legend)())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::convergence::tests::epochs;

    #[test]
    fn the_best_epoch_is_marked_and_every_curve_is_named() {
        let svg = draw(&epochs(&[0.5, 0.7, 0.6])).unwrap();
        assert_eq!(svg.matches("best epoch: 2").count(), 2, "{svg}");
        for curve in LOSS.iter().chain(&ACCURACY) {
            assert!(svg.contains(curve.name), "{}", curve.name);
        }
        assert_eq!(panels(&epochs(&[0.5])).unwrap().len(), 2);
        draw(&[]).unwrap();
    }
}
