//! The curves of the stress test: one panel for each kind of damage.

use model::estimate::Estimate;
use plotters::prelude::*;

use super::{Axis, Canvas, DrawError, INKS, Ink, Line, PlotError, axes, legend, line, paint};
use crate::evaluation::stress::{Damage, Stress, StressFigures};

const SIZE: (u32, u32) = (440, 330);

/// A figure as a curve.
struct Curve {
    name: &'static str,
    ink: Ink,
    of: fn(&StressFigures) -> Option<Estimate>,
}

const CURVES: [Curve; 3] = [
    Curve {
        name: "accuracy",
        ink: INKS[1],
        of: |figures| Some(figures.accuracy),
    },
    Curve {
        name: "refused",
        ink: INKS[0],
        of: |figures| figures.refused,
    },
    Curve {
        name: "changed",
        ink: INKS[2],
        of: |figures| Some(figures.flipped),
    },
];

/// Accuracy, refusals and changed predictions over the severity, from 0 for undamaged films to 5, with
/// 95 % intervals.
pub(crate) fn panel(stress: &Stress, damage: Damage) -> Result<String, PlotError> {
    let label = format!(
        "Stress test, {}: accuracy, refusals and changed predictions over the strength",
        damage.name()
    );
    let damaged = stress.results.iter().filter(|it| it.damage == damage);
    let damaged = damaged.map(|it| (f64::from(it.severity), &it.figures));
    let points: Vec<_> = std::iter::once((0.0, &stress.undamaged))
        .chain(damaged)
        .collect();
    paint(&label, SIZE, |canvas| draw(canvas, damage, &points))
}

fn draw(
    canvas: &Canvas<'_>,
    damage: Damage,
    points: &[(f64, &StressFigures)],
) -> Result<(), DrawError> {
    let x = Axis {
        label: damage.name(),
        range: 0.0..5.0,
    };
    let mut chart = axes(canvas, x, Axis::unit("share of films"))?;
    for Curve { name, ink, of } in CURVES {
        let known = points
            .iter()
            .filter_map(|(severity, figures)| Some((*severity, of(figures)?)));
        let known: Vec<(f64, Estimate)> = known.collect();
        if known.is_empty() {
            continue;
        }
        // Two points each, so that plotters draws them as solid lines.
        chart.draw_series(known.iter().map(|&(x, it)| {
            PathElement::new(
                [(x, it.low), (x, it.high)],
                ink.color.mix(0.5).stroke_width(2),
            )
        }))?;
        let points = known.iter().map(|&(x, it)| (x, it.value)).collect();
        let label = name.to_owned();
        line(&mut chart, &Line { label, ink, points })?;
    }
    legend(&mut chart, SeriesLabelPosition::MiddleLeft)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Split;
    use crate::evaluation::stress::StressResult;
    use metrics::Proportion;

    #[test]
    fn a_panel_has_a_line_for_each_figure_that_exists() {
        let share = |count| Proportion::new(count, 10).estimate().unwrap();
        let drawn = |refused| {
            let figures = |flipped| StressFigures {
                accuracy: share(8),
                refused,
                flipped: share(flipped),
            };
            let results = (1..=5).map(|severity| StressResult {
                damage: Damage::Blur,
                severity,
                strength: f32::from(severity),
                figures: figures(u64::from(severity)),
            });
            let stress = Stress {
                split: Split::Test,
                films: 10,
                undamaged: figures(0),
                results: results.collect(),
            };
            panel(&stress, Damage::Blur).unwrap()
        };
        let with_gate = drawn(Some(share(1)));
        assert!(with_gate.contains("refused") && with_gate.contains("changed"));
        assert!(!drawn(None).contains("refused<"), "{}", drawn(None));
    }
}
