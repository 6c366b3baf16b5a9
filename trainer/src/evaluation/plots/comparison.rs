//! The plot of a comparison: accuracies with intervals, and the validation curves of runs.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::{
    Axis, Canvas, DrawError, FAINT, FONT, INKS, Line, PlotError, axes, legend, line, paint,
};

const WIDTH: u32 = 760;
const ROW: i32 = 34;
const CURVES: u32 = 360;
/// Width of the names in pixels.
const NAMES: i32 = 260;
const MARGIN: i32 = 40;

/// A model's accuracy in the dot plot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dot {
    pub name: String,
    pub value: f64,
    /// Lower and upper end of its 95 % interval.
    pub interval: (f64, f64),
    /// Whether it is a published figure on other films; drawn as a ring.
    pub published: bool,
}

/// A dot with its interval for each model and, below, the curves of the runs, if any.
pub(crate) fn comparison(dots: &[Dot], curves: &[Line]) -> Result<String, PlotError> {
    let rows = i32::try_from(dots.len()).unwrap_or(0);
    let height = u32::try_from(ROW * rows + 2 * MARGIN).unwrap_or(0);
    let below = if curves.is_empty() { 0 } else { CURVES };
    let label = "Accuracy of each model with its 95 % interval; validation curves of the runs";
    paint(label, (WIDTH, height + below), |canvas| {
        let (upper, lower) = canvas.split_vertically(height);
        accuracies(&upper, dots)?;
        if curves.is_empty() {
            return Ok(());
        }
        validation(&lower, curves)
    })
}

fn accuracies(canvas: &Canvas<'_>, dots: &[Dot]) -> Result<(), DrawError> {
    let lows = dots.iter().map(|dot| dot.interval.0);
    let lowest = (lows.fold(1.0, f64::min) * 10.0).floor() / 10.0;
    let lowest = lowest.clamp(0.0, 0.9);
    let span = f64::from(WIDTH) - f64::from(NAMES + MARGIN);
    #[expect(clippy::cast_possible_truncation, reason = "a position on the canvas")]
    let x_of = |value: f64| NAMES + ((value - lowest) / (1.0 - lowest) * span) as i32;
    let bottom = MARGIN + ROW * i32::try_from(dots.len()).unwrap_or(0);
    let style =
        |horizontal| TextStyle::from(FONT.into_font()).pos(Pos::new(horizontal, VPos::Center));
    let (centred, right) = (style(HPos::Center), style(HPos::Right));
    canvas.draw_text("accuracy", &right, (NAMES - 14, bottom + 18))?;
    for tenth in 0..=10 {
        let value = f64::from(tenth) / 10.0;
        if value < lowest - 1e-9 {
            continue;
        }
        let x = x_of(value);
        canvas.draw(&PathElement::new([(x, MARGIN - 16), (x, bottom)], FAINT))?;
        canvas.draw_text(&format!("{value:.1}"), &centred, (x, bottom + 18))?;
    }
    for (row, dot) in dots.iter().enumerate() {
        let y = MARGIN + ROW * i32::try_from(row).unwrap_or(0) + ROW / 2 - 8;
        let ink = if dot.published { BLACK } else { INKS[0].color };
        let whisker = [(x_of(dot.interval.0), y), (x_of(dot.interval.1), y)];
        canvas.draw_text(&shortened(&dot.name), &right, (NAMES - 14, y))?;
        canvas.draw(&PathElement::new(whisker, ink.stroke_width(2)))?;
        let (position, fill) = (
            (x_of(dot.value), y),
            if dot.published { WHITE } else { ink },
        );
        canvas.draw(&Circle::new(position, 6, fill.filled()))?;
        canvas.draw(&Circle::new(position, 6, ink.stroke_width(2)))?;
    }
    Ok(())
}

fn validation(canvas: &Canvas<'_>, curves: &[Line]) -> Result<(), DrawError> {
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let last = points().map(|point| point.0).fold(2.0, f64::max);
    let (label, range) = ("epoch", 1.0..last);
    let y = Axis::unit("balanced accuracy, validation");
    let mut chart = axes(canvas, Axis { label, range }, y)?;
    curves.iter().try_for_each(|it| line(&mut chart, it))?;
    legend(&mut chart, SeriesLabelPosition::LowerRight)
}

/// The end of a long name, because paths differ at their ends.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 32;
    let length = name.chars().count();
    if length <= LONGEST {
        return name.to_owned();
    }
    let end: String = name.chars().skip(length - LONGEST + 1).collect();
    format!("\u{2026}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_is_a_dot_and_every_run_a_curve() {
        let dot = |name: &str, published| Dot {
            name: name.to_owned(),
            value: 0.85,
            interval: (0.8, 0.9),
            published,
        };
        let curve = Line {
            label: "run/a".to_owned(),
            ink: INKS[0],
            points: vec![(1.0, 0.3), (2.0, 0.5)],
        };
        let svg = comparison(&[dot("a", false), dot("b", true)], &[curve]).unwrap();
        // Each dot has a fill and a rim.
        assert_eq!(svg.matches("<circle").count(), 4, "{svg}");
        assert!(svg.contains("run/a") && svg.contains("epoch"));
        let without = comparison(&[dot("a", false)], &[]).unwrap();
        assert!(!without.contains("epoch"));
    }

    #[test]
    fn long_names_keep_their_ends() {
        let name = format!("{}/last", "long".repeat(20));
        let short = shortened(&name);
        assert!(short.ends_with("/last") && short.chars().count() == 32);
        assert_eq!(shortened("run"), "run");
    }
}
