//! Plots as SVG text: shared colours, font, axes and legend.
//!
//! Colours are those of Okabe and Ito (2008), distinguishable with colour blindness; each has its own
//! dash pattern and a label in addition.

pub(crate) mod comparison;
pub(crate) mod confusion;
pub(crate) mod ranking;
pub(crate) mod reliability;
pub(crate) mod stress;

use std::ops::Range;

use model::class::Class;
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use thiserror::Error;

/// A plot under construction.
pub(crate) type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// A chart with two axes of numbers.
pub(crate) type Chart<'a, 'b> =
    ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
/// The error of plotters.
pub(crate) type DrawError = DrawingAreaErrorKind<std::io::Error>;

/// A plot that plotters cannot draw.
#[derive(Debug, Error)]
#[error("the plot \"{plot}\" cannot be drawn: {reason}")]
pub(crate) struct PlotError {
    plot: String,
    reason: String,
}

/// A colour with its dash pattern as in `stroke-dasharray`; empty for a solid line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink {
    pub color: RGBColor,
    dash: &'static str,
}

const fn ink(color: (u8, u8, u8), dash: &'static str) -> Ink {
    Ink {
        color: RGBColor(color.0, color.1, color.2),
        dash,
    }
}

/// The inks in the order of their use.
pub(crate) const INKS: [Ink; 6] = [
    ink((0xd5, 0x5e, 0x00), ""),
    ink((0x00, 0x72, 0xb2), "9 4"),
    ink((0x00, 0x9e, 0x73), "3 3"),
    ink((0xcc, 0x79, 0xa7), "12 3 3 3"),
    ink((0xe6, 0x9f, 0x00), "6 2"),
    ink((0x56, 0xb4, 0xe9), "2 4"),
];
/// Grid and reference lines.
pub(crate) const FAINT: RGBColor = RGBColor(0xc8, 0xc8, 0xc8);
/// The font; plotters divides the size by 1.24, to 14.5 px.
pub(crate) const FONT: (&str, i32) = ("sans-serif", 18);

/// The ink of a class.
pub(crate) const fn ink_of(class: Class) -> Ink {
    INKS[class.index()]
}

/// A named line of a chart.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub label: String,
    pub ink: Ink,
    /// Its points (x, y) from left to right.
    pub points: Vec<(f64, f64)>,
}

/// Draws a plot of this width and height in pixels; the label is its accessible name.
pub(crate) fn paint(
    label: &str,
    size: (u32, u32),
    draw: impl FnOnce(&Canvas<'_>) -> Result<(), DrawError>,
) -> Result<String, PlotError> {
    let mut svg = String::new();
    let painted = {
        let canvas = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        canvas
            .fill(&WHITE)
            .and_then(|()| draw(&canvas))
            .and_then(|()| canvas.present())
    };
    painted.map_err(|error| PlotError {
        plot: label.to_owned(),
        reason: error.to_string(),
    })?;
    Ok(finished(&svg, label))
}

/// How every plot begins.
const BEGINNING: &str = "<svg data-made-by=\"pneumoscope\" ";

/// Whether a file begins as a plot does.
pub(crate) fn is_own_plot(head: &[u8]) -> bool {
    head.starts_with(BEGINNING.as_bytes())
}

/// Adds what plotters does not support: the accessible name and the dash patterns.
fn finished(svg: &str, label: &str) -> String {
    let label = label.replace('&', "&amp;").replace('"', "&quot;");
    let label = label.replace('<', "&lt;");
    let named = format!("{BEGINNING}role=\"img\" aria-label=\"{label}\" ");
    let svg = svg.replacen("<svg ", &named, 1);
    let dashed = INKS.iter().filter(|ink| !ink.dash.is_empty());
    dashed.fold(svg, |svg, ink| {
        let RGBColor(red, green, blue) = ink.color;
        let stroke = format!("stroke=\"#{red:02X}{green:02X}{blue:02X}\"");
        svg.replace(
            &format!("<polyline fill=\"none\" opacity=\"1\" {stroke}"),
            &format!(
                "<polyline fill=\"none\" opacity=\"1\" {stroke} stroke-dasharray=\"{}\"",
                ink.dash
            ),
        )
    })
}

/// An axis of a chart.
#[derive(Debug, Clone)]
pub(crate) struct Axis<'a> {
    pub(crate) label: &'a str,
    /// The values at its ends.
    pub(crate) range: Range<f64>,
}

impl<'a> Axis<'a> {
    /// An axis from 0 to 1.
    pub(crate) const fn unit(label: &'a str) -> Self {
        let range = 0.0..1.0;
        Self { label, range }
    }
}

/// A chart with its axes drawn; a horizontal axis that ends above 1 has whole numbers only.
pub(crate) fn axes<'a, 'b>(
    canvas: &Canvas<'b>,
    x: Axis<'_>,
    y: Axis<'_>,
) -> Result<Chart<'a, 'b>, DrawError> {
    // Such an axis counts epochs or steps, so fractions have no label.
    let counted = x.range.end > 1.0;
    let name = |x: &f64| match (counted, x.fract().abs() < 1e-9) {
        (true, true) => format!("{x:.0}"),
        (true, false) => String::new(),
        (false, _) => format!("{x:.1}"),
    };
    let mut chart = ChartBuilder::on(canvas)
        .margin(10)
        .margin_right(18)
        .x_label_area_size(46)
        .y_label_area_size(58)
        .build_cartesian_2d(x.range, y.range)?;
    chart
        .configure_mesh()
        .x_desc(x.label)
        .y_desc(y.label)
        .x_labels(6)
        .x_label_formatter(&name)
        .y_labels(6)
        .label_style(FONT)
        .axis_desc_style(FONT)
        .bold_line_style(FAINT.mix(0.6))
        .light_line_style(TRANSPARENT)
        .draw()?;
    Ok(chart)
}

/// Draws a line and adds it to the legend.
pub(crate) fn line(chart: &mut Chart<'_, '_>, line: &Line) -> Result<(), DrawError> {
    let style = line.ink.color.stroke_width(2);
    chart
        .draw_series(LineSeries::new(line.points.iter().copied(), style))?
        .label(line.label.as_str())
        .legend(move |(x, y)| PathElement::new([(x, y), (x + 24, y)], style));
    Ok(())
}

/// Draws the legend of a chart's lines.
pub(crate) fn legend<'a, 'b: 'a>(
    chart: &mut Chart<'a, 'b>,
    position: SeriesLabelPosition,
) -> Result<(), DrawError> {
    chart
        .configure_series_labels()
        .position(position)
        .margin(6)
        .legend_area_size(30)
        .label_font(FONT)
        .background_style(WHITE)
        .border_style(FAINT)
        .draw()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plot_has_a_name_and_its_lines_have_dashes() {
        let svg = paint("A < \"B\"", (300, 200), |canvas| {
            let mut chart = axes(canvas, Axis::unit("x"), Axis::unit("y"))?;
            for class in Class::ALL {
                let drawn = Line {
                    label: class.label().to_owned(),
                    ink: ink_of(class),
                    points: vec![(0.0, 0.0), (1.0, 1.0)],
                };
                line(&mut chart, &drawn)?;
            }
            legend(&mut chart, SeriesLabelPosition::LowerRight)
        })
        .unwrap();
        assert!(svg.contains("aria-label=\"A &lt; &quot;B&quot;\""), "{svg}");
        // Each dashed line is drawn in the chart and in the legend.
        assert_eq!(svg.matches("stroke-dasharray=\"9 4\"").count(), 2, "{svg}");
        assert_eq!(svg.matches("stroke-dasharray").count(), 4);
        for class in Class::ALL {
            assert!(svg.contains(class.label()), "{class}");
        }
    }

    #[test]
    fn an_axis_of_counts_has_whole_numbers() {
        let drawn = |width: std::ops::Range<f64>| {
            paint("", (400, 300), |canvas| {
                let (label, range) = ("epoch", width);
                axes(canvas, Axis { label, range }, Axis::unit("loss")).map(|_| ())
            })
            .unwrap()
        };
        assert!(drawn(0.0..1.0).lines().any(|line| line == "0.4"));
        let counted = drawn(1.0..3.0);
        assert!(counted.lines().any(|line| line == "2"), "{counted}");
        assert!(!counted.lines().any(|line| line.starts_with("2.")));
    }
}
