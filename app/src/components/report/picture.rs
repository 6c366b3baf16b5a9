//! The report as a picture: the same parts as on the printed page, one below the other.

use crate::locale;
use crate::report::{ClassBar, Line, Report, Section};
use crate::state::overlay::Overlay;
use crate::state::worklist::Thumbnail;
use crate::strings::report as words;
use crate::strings::{self, disclaimer_long};
use crate::web::error::WebError;
use crate::web::paper::{Font, Ink, Paper, Spot};

/// Width of the picture, in pixels: A4 at 150 dots per inch.
const WIDTH: f64 = 1240.0;
/// Its least height.
const HEIGHT: f64 = 1754.0;
const MARGIN: f64 = 90.0;
/// Width of the film and of the labels of facts.
const LEFT: f64 = 400.0;
const GAP: f64 = 30.0;

const TITLE: Font = Font {
    pixels: 38.0,
    bold: true,
};
const HEADLINE: Font = Font {
    pixels: 46.0,
    bold: true,
};
const HEADING: Font = Font {
    pixels: 25.0,
    bold: true,
};
const TEXT: Font = Font {
    pixels: 21.0,
    bold: false,
};
const BOLD: Font = Font {
    pixels: 21.0,
    bold: true,
};

/// Draws a report. The first drawing only measures how high the picture must be.
pub(super) fn draw(
    report: &Report,
    film: Option<&Thumbnail>,
    overlay: Option<&Overlay>,
    reference: &str,
) -> Result<Paper, WebError> {
    let mirrored = locale::current().is_right_to_left();
    let sketch = Paper::new(WIDTH, HEIGHT, mirrored)?;
    let height = compose(&sketch, report, film, overlay, reference)?;
    let paper = Paper::new(WIDTH, HEIGHT.max(height + MARGIN), mirrored)?;
    compose(&paper, report, film, overlay, reference)?;
    Ok(paper)
}

/// Draws all parts; returns where the last one ends.
fn compose(
    paper: &Paper,
    report: &Report,
    film: Option<&Thumbnail>,
    overlay: Option<&Overlay>,
    reference: &str,
) -> Result<f64, WebError> {
    let width = WIDTH - 2.0 * MARGIN;
    let mut y = MARGIN;
    y = paper.text(
        &strings::name(),
        Spot::new(MARGIN, y, width),
        BOLD,
        Ink::Quiet,
    )?;
    y = paper.text(
        &words::title(),
        Spot::new(MARGIN, y, width),
        TITLE,
        Ink::Dark,
    )?;
    let reference = reference.trim();
    if !reference.is_empty() {
        let line = words::reference_line(reference);
        y = paper.text(&line, Spot::new(MARGIN, y, width), TEXT, Ink::Dark)?;
    }
    y += GAP;
    let film_end = match film {
        Some(film) => figure(paper, film, overlay, y)?,
        None => y,
    };
    let answer_end = answer(paper, report, y)?;
    y = film_end.max(answer_end);
    for section in &report.sections {
        y = part(paper, section, y + GAP)?;
    }
    let end = Spot::new(MARGIN, y + GAP, width);
    paper.text(&disclaimer_long(), end, BOLD, Ink::Dark)
}

/// The film with its map and caption.
fn figure(
    paper: &Paper,
    film: &Thumbnail,
    overlay: Option<&Overlay>,
    y: f64,
) -> Result<f64, WebError> {
    let shape = film.shape;
    let scale = LEFT / f64::from(shape.width.max(1)).max(f64::from(shape.height.max(1)));
    let (width, height) = (
        f64::from(shape.width) * scale,
        f64::from(shape.height) * scale,
    );
    paper.grey(shape.side, &film.grey, [MARGIN, y, width, height])?;
    let mut caption = words::film();
    if let Some(map) = overlay {
        let [left, top, across, down] =
            [map.area.left, map.area.top, map.area.width, map.area.height]
                .map(|pixels| f64::from(pixels) * scale);
        let place = [MARGIN + left, y + top, across, down];
        paper.rgba(map.width, map.height, &map.rgba, place)?;
        caption = words::film_with_map();
    }
    let below = Spot::new(MARGIN, y + height + 8.0, LEFT);
    paper.text(&caption, below, TEXT, Ink::Quiet)
}

/// The headline and the probabilities, beside the film.
fn answer(paper: &Paper, report: &Report, y: f64) -> Result<f64, WebError> {
    let left = MARGIN + LEFT + GAP;
    let width = WIDTH - MARGIN - left;
    let mut y = paper.text(
        &report.headline,
        Spot::new(left, y, width),
        HEADLINE,
        Ink::Dark,
    )?;
    y = paper.text(
        &words::probabilities(),
        Spot::new(left, y + 12.0, width),
        HEADING,
        Ink::Dark,
    )?;
    for ClassBar {
        name,
        percent,
        share,
        in_set,
    } in &report.bars
    {
        let (font, ink) = if *in_set {
            (BOLD, Ink::Accent)
        } else {
            (TEXT, Ink::Quiet)
        };
        let line = format!("{name}  {percent}");
        y = paper.text(&line, Spot::new(left, y + 8.0, width), font, Ink::Dark)?;
        paper.bar(Spot::new(left, y + 4.0, width), f64::from(*share), ink);
        y += 20.0;
    }
    Ok(y)
}

/// A section with its lines.
fn part(paper: &Paper, section: &Section, y: f64) -> Result<f64, WebError> {
    let width = WIDTH - 2.0 * MARGIN;
    let mut y = paper.text(
        &section.heading,
        Spot::new(MARGIN, y, width),
        HEADING,
        Ink::Dark,
    )?;
    for line in &section.lines {
        y = match line {
            Line::Fact(label, value) => {
                let right = MARGIN + LEFT + GAP;
                let label = paper.text(label, Spot::new(MARGIN, y, LEFT), TEXT, Ink::Quiet)?;
                let beside = Spot::new(right, y, WIDTH - MARGIN - right);
                label.max(paper.text(value, beside, TEXT, Ink::Dark)?)
            }
            Line::Caution(text) => {
                let end = paper.text(
                    text,
                    Spot::new(MARGIN + 18.0, y, width - 18.0),
                    BOLD,
                    Ink::Dark,
                )?;
                paper.mark(MARGIN, y, end);
                end
            }
            Line::Text(text) => paper.text(text, Spot::new(MARGIN, y, width), TEXT, Ink::Dark)?,
        };
    }
    Ok(y)
}
