//! Draws images on canvases.

use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use crate::web::error::WebError;

/// Draws a square image, `grey` row by row, after setting the canvas to its size.
///
/// # Errors
/// [`WebError`] when the browser cannot draw.
pub fn draw_grey(canvas: &HtmlCanvasElement, side: u32, grey: &[u8]) -> Result<(), WebError> {
    let pixels: Vec<u8> = grey
        .iter()
        .flat_map(|&grey| [grey, grey, grey, u8::MAX])
        .collect();
    draw_rgba(canvas, side, side, &pixels)
}

/// Draws an image, `rgba` row by row with straight alpha, after setting the canvas to its size.
///
/// # Errors
/// [`WebError`] when the browser cannot draw, or the number of pixels is wrong.
pub fn draw_rgba(
    canvas: &HtmlCanvasElement,
    width: u32,
    height: u32,
    rgba: &[u8],
) -> Result<(), WebError> {
    canvas.set_width(width);
    canvas.set_height(height);
    let picture = ImageData::new_with_u8_clamped_array_and_sh(Clamped(rgba), width, height)?;
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")?
        .and_then(|context| context.dyn_into().ok())
        .ok_or(WebError::Missing("2d canvas"))?;
    context.put_image_data(&picture, 0, 0)?;
    Ok(())
}
