//! ROC and precision-recall curves, one a class.

use metrics::{self, CurvePoint, Scored};
use model::class::Class;
use plotters::prelude::*;

use super::{Axis, FAINT, Line, PlotError, axes, ink_of, legend, line, paint};

const SIZE: (u32, u32) = (440, 400);

/// The curve of a class, if it exists.
type Curve = fn(&[Scored], Class) -> Option<Vec<CurvePoint>>;

/// The ROC curve of each class against the rest; the legend has the areas.
pub(crate) fn roc(films: &[Scored]) -> Result<String, PlotError> {
    let lines = lines(films, metrics::roc_curve, metrics::roc_auc);
    paint(&named("ROC curves, AUROC", &lines), SIZE, |canvas| {
        let (x, y) = (Axis::unit("1 - specificity"), Axis::unit("sensitivity"));
        let mut chart = axes(canvas, x, y)?;
        chart.draw_series(LineSeries::new([(0.0, 0.0), (1.0, 1.0)], FAINT))?;
        lines.iter().try_for_each(|it| line(&mut chart, it))?;
        legend(&mut chart, SeriesLabelPosition::LowerRight)
    })
}

/// The precision-recall curve of each class against the rest; the legend has the average precisions.
pub(crate) fn precision_recall(films: &[Scored]) -> Result<String, PlotError> {
    let lines = lines(
        films,
        metrics::precision_recall_curve,
        metrics::average_precision,
    );
    paint(
        &named("Precision-recall curves, average precision", &lines),
        SIZE,
        |canvas| {
            let mut chart = axes(canvas, Axis::unit("recall"), Axis::unit("precision"))?;
            lines.iter().try_for_each(|it| line(&mut chart, it))?;
            legend(&mut chart, SeriesLabelPosition::LowerLeft)
        },
    )
}

/// The curves that exist, labelled with their areas.
fn lines(films: &[Scored], curve: Curve, area: fn(&[Scored], Class) -> Option<f64>) -> Vec<Line> {
    let drawn = |class: Class| {
        Some(Line {
            label: format!("{class} {:.3}", area(films, class)?),
            ink: ink_of(class),
            points: thinned(&curve(films, class)?),
        })
    };
    Class::ALL.into_iter().filter_map(drawn).collect()
}

/// The points (x, y) without those within a pixel of the one before; the last one stays.
fn thinned(points: &[CurvePoint]) -> Vec<(f64, f64)> {
    const PIXEL: f64 = 1.0 / 360.0;
    let mut drawn: Vec<(f64, f64)> = Vec::new();
    for &CurvePoint { x, y } in points {
        let far = |&(a, b): &(f64, f64)| (x - a).abs() >= PIXEL || (y - b).abs() >= PIXEL;
        if drawn.last().is_none_or(far) {
            drawn.push((x, y));
        }
    }
    let last = points.last().map(|point| (point.x, point.y));
    drawn.extend(last.filter(|last| drawn.last() != Some(last)));
    drawn
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
    fn points_within_a_pixel_are_omitted_but_the_last_one_stays() {
        let points = [(0.0, 0.0), (0.0001, 0.0), (0.5, 0.5), (0.5, 0.5001)];
        let drawn = thinned(&points.map(|(x, y)| CurvePoint { x, y }));
        assert_eq!(drawn, [(0.0, 0.0), (0.5, 0.5), (0.5, 0.5001)]);
    }
}
