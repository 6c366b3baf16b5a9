//! The reliability diagram: accuracy over confidence, with how often each confidence occurs.

use metrics::reliability::BINS;
use plotters::prelude::*;

use super::{DrawError, FAINT, INKS, LETTERS, PlotError, axes, paint};
use crate::evaluation::figures::ReliabilityBin;

const SIZE: (u32, u32) = (440, 400);
/// Height of the diagram; the histogram has the rest.
const DIAGRAM: u32 = 270;

/// Accuracy with its 95 % interval over mean confidence; below it the share of the films by
/// confidence.
///
/// # Errors
/// [`PlotError`] when plotters cannot lay it out.
pub(crate) fn reliability(bins: &[ReliabilityBin]) -> Result<String, PlotError> {
    let label = "Reliability: accuracy over confidence, and the share of the films by confidence";
    paint(label, SIZE, |canvas| {
        let (upper, lower) = canvas.split_vertically(DIAGRAM);
        diagram(&upper, bins)?;
        histogram(&lower, bins)
    })
}

fn diagram(canvas: &super::Canvas<'_>, bins: &[ReliabilityBin]) -> Result<(), DrawError> {
    let mut chart = axes(canvas, ("confidence", "accuracy"), (0.0..1.0, 0.0..1.0))?;
    chart.draw_series(LineSeries::new([(0.0, 0.0), (1.0, 1.0)], FAINT))?;
    let ink = INKS[1].color;
    // Of two points each, so that they are drawn as lines without dashes.
    chart.draw_series(bins.iter().map(|bin| {
        let ends = [
            (bin.confidence, bin.accuracy.low),
            (bin.confidence, bin.accuracy.high),
        ];
        PathElement::new(ends, ink.mix(0.5).stroke_width(2))
    }))?;
    chart.draw_series(bins.iter().map(|bin| {
        let place = (bin.confidence, bin.accuracy.value);
        Circle::new(place, 5, ink.filled())
    }))?;
    Ok(())
}

fn histogram(canvas: &super::Canvas<'_>, bins: &[ReliabilityBin]) -> Result<(), DrawError> {
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
        .label_style(LETTERS)
        .axis_desc_style(LETTERS)
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
