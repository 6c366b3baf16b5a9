//! Receiver operating characteristic and precision over recall, one curve a class.

use metrics::{self, Scored};
use model::class::Class;
use plotters::prelude::*;

use super::{FAINT, Line, PlotError, axes, ink_of, legend, line, paint};

const SIZE: (u32, u32) = (440, 400);

/// The points of a class's curve, where it has one.
type Points = fn(&[Scored], Class) -> Option<Vec<(f64, f64)>>;

/// The receiver operating characteristic of each class against the rest; the legend has the areas.
///
/// # Errors
/// [`PlotError`] when plotters cannot lay it out.
pub(crate) fn roc(films: &[Scored]) -> Result<String, PlotError> {
    let lines = lines(films, metrics::roc_curve, metrics::roc_auc);
    paint(&named("ROC curves, AUROC", &lines), SIZE, |canvas| {
        let axis = ("1 - specificity", "sensitivity");
        let mut chart = axes(canvas, axis, (0.0..1.0, 0.0..1.0))?;
        chart.draw_series(LineSeries::new([(0.0, 0.0), (1.0, 1.0)], FAINT))?;
        lines.iter().try_for_each(|it| line(&mut chart, it))?;
        legend(&mut chart, SeriesLabelPosition::LowerRight)
    })
}

/// Precision over recall of each class against the rest; the legend has the average precisions.
///
/// # Errors
/// [`PlotError`] when plotters cannot lay it out.
pub(crate) fn precision_recall(films: &[Scored]) -> Result<String, PlotError> {
    let lines = lines(
        films,
        metrics::precision_recall_curve,
        metrics::average_precision,
    );
    paint(
        &named("Precision over recall, average precision", &lines),
        SIZE,
        |canvas| {
            let axis = ("recall", "precision");
            let mut chart = axes(canvas, axis, (0.0..1.0, 0.0..1.0))?;
            lines.iter().try_for_each(|it| line(&mut chart, it))?;
            legend(&mut chart, SeriesLabelPosition::LowerLeft)
        },
    )
}

/// The curves that exist, named with the areas below them.
fn lines(films: &[Scored], curve: Points, area: fn(&[Scored], Class) -> Option<f64>) -> Vec<Line> {
    let drawn = |class: Class| {
        Some(Line {
            label: format!("{class} {:.3}", area(films, class)?),
            ink: ink_of(class),
            points: thinned(curve(films, class)?),
        })
    };
    Class::ALL.into_iter().filter_map(drawn).collect()
}

/// Leaves out points within a pixel of the one before; the last one stays.
fn thinned(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    const PIXEL: f64 = 1.0 / 360.0;
    let last = points.last().copied();
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for (x, y) in points {
        let far = |&(a, b): &(f64, f64)| (x - a).abs() >= PIXEL || (y - b).abs() >= PIXEL;
        if kept.last().is_none_or(far) {
            kept.push((x, y));
        }
    }
    kept.extend(last.filter(|last| kept.last() != Some(last)));
    kept
}

fn named(what: &str, lines: &[Line]) -> String {
    let labels: Vec<&str> = lines.iter().map(|line| line.label.as_str()).collect();
    format!("{what}: {}", labels.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::class::PerClass;

    #[test]
    fn each_class_that_occurs_has_a_curve_with_its_area() {
        let film = |truth, probabilities| Scored {
            truth,
            probabilities: PerClass(probabilities),
        };
        let films = [
            film(Class::Covid19, [0.8, 0.1, 0.1]),
            film(Class::Covid19, [0.3, 0.6, 0.1]),
            film(Class::Normal, [0.4, 0.5, 0.1]),
        ];
        let svg = roc(&films).unwrap();
        assert!(svg.contains("COVID-19 0.500, normal 0.500\""), "{svg}");
        assert!(!svg.contains("pneumonia"));
        assert!(precision_recall(&films).unwrap().contains("COVID-19 0.833"));
        assert!(roc(&[]).unwrap().contains("</svg>"));
    }

    #[test]
    fn points_within_a_pixel_are_left_out_but_the_end_stays() {
        let points = vec![(0.0, 0.0), (0.0001, 0.0), (0.5, 0.5), (0.5, 0.5001)];
        let kept = thinned(points);
        assert_eq!(kept, [(0.0, 0.0), (0.5, 0.5), (0.5, 0.5001)]);
    }
}
