//! Draws `curves.svg`: loss and accuracy over the epochs.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::run_folder::EpochFigures;

type Picture<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type DrawError = DrawingAreaErrorKind<std::io::Error>;

/// A line of a chart: its name, its colour and its value at each epoch.
struct Curve {
    name: &'static str,
    color: RGBColor,
    value: fn(&EpochFigures) -> f64,
}

const LOSS: [Curve; 2] = [
    Curve {
        name: "loss, training",
        color: RGBColor(0xb0, 0x55, 0x00),
        value: |figures| figures.train_loss,
    },
    Curve {
        name: "loss, validation",
        color: RGBColor(0x00, 0x5a, 0x9c),
        value: |figures| figures.val_loss,
    },
];

const ACCURACY: [Curve; 2] = [
    Curve {
        name: "accuracy, training",
        color: RGBColor(0xb0, 0x55, 0x00),
        value: |figures| figures.train_accuracy,
    },
    Curve {
        name: "balanced accuracy, validation",
        color: RGBColor(0x00, 0x5a, 0x9c),
        value: |figures| figures.val_balanced_accuracy,
    },
];

/// The picture as SVG text.
///
/// # Errors
/// `DrawError` when plotters cannot lay it out.
pub fn draw(figures: &[EpochFigures]) -> Result<String, DrawError> {
    let mut svg = String::new();
    {
        let picture = SVGBackend::with_string(&mut svg, (960, 400)).into_drawing_area();
        picture.fill(&WHITE)?;
        let (left, right) = picture.split_horizontally(480);
        let highest = figures
            .iter()
            .flat_map(|epoch| [epoch.train_loss, epoch.val_loss])
            .fold(0.1, f64::max);
        chart(&left, &LOSS, figures, highest * 1.05)?;
        chart(&right, &ACCURACY, figures, 1.0)?;
        picture.present()?;
    }
    Ok(svg)
}

fn chart(
    area: &Picture<'_>,
    curves: &[Curve],
    figures: &[EpochFigures],
    top: f64,
) -> Result<(), DrawError> {
    let last = figures.last().map_or(1, |epoch| epoch.epoch).max(2);
    let mut chart = ChartBuilder::on(area)
        .margin(16)
        .x_label_area_size(36)
        .y_label_area_size(48)
        .build_cartesian_2d(1.0..f64::from(last), 0.0..top)?;
    chart
        .configure_mesh()
        .x_desc("epoch")
        .light_line_style(WHITE)
        .draw()?;
    for curve in curves {
        let points = figures
            .iter()
            .map(|epoch| (f64::from(epoch.epoch), (curve.value)(epoch)));
        let style = curve.color.stroke_width(2);
        chart
            .draw_series(LineSeries::new(points, style))?
            .label(curve.name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], style));
    }
    chart
        .configure_series_labels()
        .background_style(WHITE)
        .border_style(BLACK)
        .draw()
}
