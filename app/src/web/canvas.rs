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
    draw_rgba(canvas, (side, side), &pixels)
}

/// Draws an image with straight alpha, row by row, after setting the canvas to its width and height.
///
/// # Errors
/// [`WebError`] when the browser cannot draw, or when the number of pixels is wrong.
pub fn draw_rgba(
    canvas: &HtmlCanvasElement,
    (width, height): (u32, u32),
    pixels: &[u8],
) -> Result<(), WebError> {
    canvas.set_width(width);
    canvas.set_height(height);
    let picture = ImageData::new_with_u8_clamped_array_and_sh(Clamped(pixels), width, height)?;
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")?
        .and_then(|context| context.dyn_into().ok())
        .ok_or(WebError::Missing("2d canvas"))?;
    context.put_image_data(&picture, 0, 0)?;
    Ok(())
}
