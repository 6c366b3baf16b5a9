//! A page of text and pictures on a canvas, which is saved as PNG.

use js_sys::Promise;
use leptos::prelude::document;
use unicode_linebreak::linebreaks;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::web::canvas::{draw_grey, draw_rgba};
use crate::web::download;
use crate::web::error::WebError;
use crate::web::object;

/// Height of a line, in font sizes.
const LINE_HEIGHT: f64 = 1.4;

/// Height of a bar, in pixels.
const BAR_HEIGHT: f64 = 12.0;

/// The size and weight of text.
#[derive(Debug, Clone, Copy)]
pub struct Font {
    /// Size, in pixels.
    pub pixels: f64,
    /// Whether it is bold.
    pub bold: bool,
}

impl Font {
    fn css(self) -> String {
        let weight = if self.bold { "bold" } else { "normal" };
        format!("{weight} {}px system-ui, sans-serif", self.pixels)
    }
}

/// A colour of the page's light theme.
#[derive(Debug, Clone, Copy)]
pub enum Ink {
    /// Text.
    Dark,
    /// Labels.
    Quiet,
    /// What stands out.
    Accent,
}

impl Ink {
    /// The token of the style sheet.
    const fn token(self) -> &'static str {
        match self {
            Self::Dark => "--ink",
            Self::Quiet => "--quiet",
            Self::Accent => "--accent",
        }
    }
}

/// Where text goes, in pixels.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    left: f64,
    top: f64,
    width: f64,
}

impl Spot {
    /// A column that begins here.
    pub const fn new(left: f64, top: f64, width: f64) -> Self {
        Self { left, top, width }
    }
}

/// The page. Where text runs from right to left, all places are mirrored, but no picture is.
pub struct Paper {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    width: f64,
    mirrored: bool,
}

impl Paper {
    /// An empty page of this size, in pixels, for text that runs from right to left or not.
    ///
    /// # Errors
    /// [`WebError`] when the browser cannot draw.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a page has a few thousand pixels"
    )]
    pub fn new(width: f64, height: f64, mirrored: bool) -> Result<Self, WebError> {
        let canvas = canvas()?;
        canvas.set_width(width as u32);
        canvas.set_height(height as u32);
        let context = canvas
            .get_context("2d")?
            .and_then(|context| context.dyn_into().ok())
            .ok_or(WebError::Missing("2d canvas"))?;
        let paper = Self {
            canvas,
            context,
            width,
            mirrored,
        };
        paper.context.set_fill_style_str(&colour("--card"));
        paper.context.fill_rect(0.0, 0.0, width, height);
        paper.context.set_text_baseline("top");
        let direction = if mirrored { "rtl" } else { "ltr" };
        object::set(&paper.context, "direction", &direction.into())?;
        Ok(paper)
    }

    /// Where what is this wide begins on the canvas.
    fn left(&self, left: f64, width: f64) -> f64 {
        if self.mirrored {
            self.width - left - width
        } else {
            left
        }
    }

    /// Writes text in lines of the column's width; returns where it ends.
    ///
    /// # Errors
    /// [`WebError`] when the browser cannot draw.
    pub fn text(&self, text: &str, spot: Spot, font: Font, ink: Ink) -> Result<f64, WebError> {
        self.context.set_font(&font.css());
        self.context.set_fill_style_str(&colour(ink.token()));
        let width = |line: &str| Ok::<_, WebError>(self.context.measure_text(line)?.width());
        let mut y = spot.top;
        // Text begins at its place, at the right one where it is mirrored.
        let start = self.left(spot.left, 0.0);
        for line in lines(text, spot.width, width)? {
            self.context.fill_text(&line, start, y)?;
            y += font.pixels * LINE_HEIGHT;
        }
        Ok(y)
    }

    /// Draws a bar of which a share is filled.
    pub fn bar(&self, spot: Spot, share: f64, ink: Ink) {
        self.context.set_fill_style_str(&colour("--track"));
        let fill = |width: f64| {
            let left = self.left(spot.left, width);
            self.context.fill_rect(left, spot.top, width, BAR_HEIGHT);
        };
        fill(spot.width);
        self.context.set_fill_style_str(&colour(ink.token()));
        fill((spot.width * share).max(2.0));
    }

    /// Draws a mark beside what stands between two heights.
    pub fn mark(&self, left: f64, from: f64, to: f64) {
        self.context.set_fill_style_str(&colour("--busy"));
        let width = 5.0;
        self.context
            .fill_rect(self.left(left, width), from, width, to - from - 6.0);
    }

    /// Draws a square grey picture, stretched to `[left, top, width, height]`.
    ///
    /// # Errors
    /// [`WebError`] when the browser cannot draw.
    pub fn grey(&self, side: u32, grey: &[u8], place: [f64; 4]) -> Result<(), WebError> {
        let picture = canvas()?;
        draw_grey(&picture, side, grey)?;
        self.stretch(&picture, place)
    }

    /// Draws a picture with straight alpha, stretched to `[left, top, width, height]`.
    ///
    /// # Errors
    /// [`WebError`] when the browser cannot draw.
    pub fn rgba(
        &self,
        width: u32,
        height: u32,
        rgba: &[u8],
        place: [f64; 4],
    ) -> Result<(), WebError> {
        let picture = canvas()?;
        draw_rgba(&picture, [width, height], rgba)?;
        self.stretch(&picture, place)
    }

    fn stretch(&self, picture: &HtmlCanvasElement, place: [f64; 4]) -> Result<(), WebError> {
        let [left, top, width, height] = place;
        let left = self.left(left, width);
        self.context
            .draw_image_with_html_canvas_element_and_dw_and_dh(picture, left, top, width, height)?;
        Ok(())
    }

    /// Saves the page as PNG under a name.
    ///
    /// # Errors
    /// [`WebError::Thrown`] when the browser refuses.
    pub fn save(self, name: &str) -> Result<(), WebError> {
        let name = name.to_owned();
        let mut started = Ok(());
        let blob = Promise::new(&mut |resolve, _| {
            let done = Closure::once_into_js(move |blob: JsValue| {
                // A promise's own `resolve` does not throw.
                drop(resolve.call1(&JsValue::UNDEFINED, &blob));
            });
            started = self.canvas.to_blob(done.unchecked_ref());
        });
        started?;
        spawn_local(async move {
            let saved = match JsFuture::from(blob).await {
                Ok(blob) => download::save(&name, &blob),
                Err(thrown) => Err(thrown.into()),
            };
            if let Err(error) = saved {
                web_sys::console::warn_1(&error.to_string().into());
            }
        });
        Ok(())
    }
}

fn canvas() -> Result<HtmlCanvasElement, WebError> {
    let element = document().create_element("canvas")?;
    element.dyn_into().map_err(|_| WebError::Missing("canvas"))
}

/// The value of a token where the light theme holds, which is in the report.
fn colour(token: &str) -> String {
    let paper = document().query_selector(".paper").ok().flatten();
    let style = paper.and_then(|paper| web_sys::window()?.get_computed_style(&paper).ok()?);
    style
        .and_then(|style| style.get_property_value(token).ok())
        .unwrap_or_default()
}

/// Breaks text into lines that are not wider than `limit`, where Unicode allows it (UAX 14); what is too long for a
/// line, such as a hash, is cut.
fn lines<E>(
    text: &str,
    limit: f64,
    width: impl Fn(&str) -> Result<f64, E>,
) -> Result<Vec<String>, E> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut begin = 0;
    for (end, _) in linebreaks(text) {
        let part = &text[begin..end];
        begin = end;
        if width(format!("{line}{part}").trim_end())? <= limit {
            line.push_str(part);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in part.chars() {
            line.push(letter);
            if width(line.trim_end())? > limit && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
    }
    lines.push(line);
    let trimmed = lines.iter().map(|line| line.trim().to_owned());
    Ok(trimmed.filter(|line| !line.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Broken where each letter is one pixel wide.
    fn broken(text: &str, limit: f64) -> Vec<String> {
        let width = |line: &str| Ok::<_, Infallible>(line.chars().count() as f64);
        lines(text, limit, width).unwrap()
    }

    #[test]
    fn text_is_broken_between_words_and_within_long_ones() {
        assert_eq!(broken("one two three", 7.0), ["one two", "three"]);
        assert_eq!(broken("a 0123456789 b", 4.0), ["a", "0123", "4567", "89 b"]);
        assert_eq!(broken("", 4.0), [""; 0]);
        assert_eq!(broken("ab", 0.5), ["a", "b"]);
        assert_eq!(broken("胸片，正常。", 2.0), ["胸", "片，", "正", "常。"]);
    }
}
