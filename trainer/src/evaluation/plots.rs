//! Plots as SVG text: the colours, letters and frame that all of them share.
//!
//! Colours are those of Okabe and Ito (2008), which colour-blind people can tell apart; each goes
//! with a dash pattern of its own and a written label, so that none is needed.

pub(crate) mod comparison;
pub(crate) mod confusion;
pub(crate) mod ranking;
pub(crate) mod reliability;

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
/// What plotters says when it cannot lay something out.
pub(crate) type DrawError = DrawingAreaErrorKind<std::io::Error>;

/// A plot that plotters refuses.
#[derive(Debug, Error)]
#[error("the plot \"{plot}\" cannot be drawn: {reason}")]
pub struct PlotError {
    plot: String,
    reason: String,
}

/// A colour with its dash pattern, as `stroke-dasharray` has it; empty for a whole line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink {
    /// The colour.
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
/// Lines of the mesh, and what is drawn to compare with.
pub(crate) const FAINT: RGBColor = RGBColor(0xc8, 0xc8, 0xc8);
/// Letters; plotters shrinks them by 1.24, to 14.5 px.
pub(crate) const LETTERS: (&str, i32) = ("sans-serif", 18);

/// The ink of a class.
pub(crate) const fn ink_of(class: Class) -> Ink {
    INKS[class.index()]
}

/// A named line of a chart.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its words in the legend.
    pub label: String,
    /// How it is drawn.
    pub ink: Ink,
    /// Its points from left to right.
    pub points: Vec<(f64, f64)>,
}

/// Paints a plot of a size in pixels; the label says to those who do not see it what it shows.
///
/// # Errors
/// [`PlotError`] when plotters cannot lay it out.
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

/// Adds what plotters has no words for: the accessible name and the dashes.
fn finished(svg: &str, label: &str) -> String {
    let label = label.replace('&', "&amp;").replace('"', "&quot;");
    let label = label.replace('<', "&lt;");
    let named = format!("<svg role=\"img\" aria-label=\"{label}\" ");
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

/// A chart with its axes drawn; a horizontal axis that starts at 1 counts in whole numbers.
///
/// # Errors
/// `DrawError` when there is no room.
pub(crate) fn axes<'a, 'b>(
    canvas: &Canvas<'b>,
    (x, y): (&str, &str),
    (width, height): (std::ops::Range<f64>, std::ops::Range<f64>),
) -> Result<Chart<'a, 'b>, DrawError> {
    // What starts at 1 is counted, so half a step has no name.
    let counted = width.start >= 1.0;
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
        .build_cartesian_2d(width, height)?;
    chart
        .configure_mesh()
        .x_desc(x)
        .y_desc(y)
        .x_labels(6)
        .x_label_formatter(&name)
        .y_labels(6)
        .label_style(LETTERS)
        .axis_desc_style(LETTERS)
        .bold_line_style(FAINT.mix(0.6))
        .light_line_style(TRANSPARENT)
        .draw()?;
    Ok(chart)
}

/// Draws a line and puts it into the legend.
///
/// # Errors
/// `DrawError` when it cannot be drawn.
pub(crate) fn line(chart: &mut Chart<'_, '_>, line: &Line) -> Result<(), DrawError> {
    let style = line.ink.color.stroke_width(2);
    chart
        .draw_series(LineSeries::new(line.points.iter().copied(), style))?
        .label(line.label.as_str())
        .legend(move |(x, y)| PathElement::new([(x, y), (x + 24, y)], style));
    Ok(())
}

/// Draws the legend of a chart's lines.
///
/// # Errors
/// `DrawError` when it cannot be drawn.
pub(crate) fn legend<'a, 'b: 'a>(
    chart: &mut Chart<'a, 'b>,
    position: SeriesLabelPosition,
) -> Result<(), DrawError> {
    chart
        .configure_series_labels()
        .position(position)
        .margin(6)
        .legend_area_size(30)
        .label_font(LETTERS)
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
            let mut chart = axes(canvas, ("x", "y"), (0.0..1.0, 0.0..1.0))?;
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
    fn what_is_counted_has_whole_numbers_on_its_axis() {
        let drawn = |width: std::ops::Range<f64>| {
            paint("", (400, 300), |canvas| {
                axes(canvas, ("epoch", "loss"), (width, 0.0..0.7)).map(|_| ())
            })
            .unwrap()
        };
        assert!(drawn(0.0..1.0).lines().any(|line| line == "0.4"));
        let counted = drawn(1.0..3.0);
        assert!(counted.lines().any(|line| line == "2"), "{counted}");
        assert!(!counted.lines().any(|line| line.starts_with("2.")));
    }
}
