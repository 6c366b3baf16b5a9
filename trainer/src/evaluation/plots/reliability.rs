//! The reliability diagram: accuracy over confidence, and a histogram of the confidence.

use metrics::reliability::BINS;
use model::scorecard::results::ReliabilityBin;
use plotters::prelude::*;

use super::{Axis, Canvas, DrawError, FAINT, FONT, INKS, PlotError, axes, paint};

const SIZE: (u32, u32) = (440, 400);
/// Height of the diagram in pixels; the histogram has the rest.
const DIAGRAM: u32 = 270;

/// Accuracy with its 95 % interval over mean confidence and, below, the share of films by confidence.
pub(crate) fn reliability(bins: &[ReliabilityBin]) -> Result<String, PlotError> {
    let label = "Reliability: accuracy over confidence, and the share of films by confidence";
    paint(label, SIZE, |canvas| {
        let (upper, lower) = canvas.split_vertically(DIAGRAM);
        diagram(&upper, bins)?;
        histogram(&lower, bins)
    })
}

fn diagram(canvas: &Canvas<'_>, bins: &[ReliabilityBin]) -> Result<(), DrawError> {
    let mut chart = axes(canvas, Axis::unit("confidence"), Axis::unit("accuracy"))?;
    chart.draw_series(LineSeries::new([(0.0, 0.0), (1.0, 1.0)], FAINT))?;
    let ink = INKS[1].color;
    // Two points each, so that plotters draws them as solid lines.
    chart.draw_series(bins.iter().map(|bin| {
        let ends = [
            (bin.confidence, bin.accuracy.low),
            (bin.confidence, bin.accuracy.high),
        ];
        PathElement::new(ends, ink.mix(0.5).stroke_width(2))
    }))?;
    chart.draw_series(bins.iter().map(|bin| {
        let position = (bin.confidence, bin.accuracy.value);
        Circle::new(position, 5, ink.filled())
    }))?;
    Ok(())
}

fn histogram(canvas: &Canvas<'_>, bins: &[ReliabilityBin]) -> Result<(), DrawError> {
    let films: u64 = bins.iter().map(|bin| bin.films).sum();
    let share = |bin: &ReliabilityBin| bin.films as f64 / films.max(1) as f64;
    let top = bins.iter().map(share).fold(0.1, f64::max);
    let mut chart = ChartBuilder::on(canvas)
        .margin(10)
        .margin_right(18)
        .x_label_area_size(26)
        .y_label_area_size(58)
        .build_cartesian_2d(0.0..1.0, 0.0..top)?;
    chart
        .configure_mesh()
        .y_desc("films")
        .y_labels(3)
        .y_label_formatter(&|share| format!("{:.0} %", share * 100.0))
        .x_labels(6)
        .label_style(FONT)
        .axis_desc_style(FONT)
        .disable_mesh()
        .draw()?;
    let width = 1.0 / BINS as f64;
    let bars = bins.iter().map(|bin| {
        let corners = [(bin.upper - width, 0.0), (bin.upper, share(bin))];
        Rectangle::new(corners, INKS[1].color.mix(0.55).filled())
    });
    chart.draw_series(bars)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use metrics::Proportion;

    #[test]
    fn every_bin_is_a_dot_and_a_bar() {
        let bin = |upper: f64| ReliabilityBin {
            upper,
            films: 10,
            confidence: upper - 0.02,
            accuracy: Proportion::new(7, 10).estimate().unwrap(),
        };
        let svg = reliability(&[bin(0.8), bin(0.6)]).unwrap();
        assert_eq!(svg.matches("<circle").count(), 2, "{svg}");
        assert!(svg.contains("confidence") && svg.contains("40 %"), "{svg}");
        reliability(&[]).unwrap();
    }
}
