//! A canvas that shows a film: by the GPU, or by a table of grey values where there is none.

use js_sys::Uint16Array;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::error::WebError;
use super::webgl::{Allowed, GlFilm};
use crate::viewing::placement::{Affine, Point};
use crate::viewing::raster::{self, Pyramid};
use crate::viewing::window::Shade;

/// What a canvas shows; all lengths in pixels of the canvas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawing {
    /// Columns and rows of the canvas.
    pub size: (u32, u32),
    /// Where the film is.
    pub to_screen: Affine,
    /// How its levels become grey.
    pub shade: Shade,
    /// Whether enlarged pixels are smoothed.
    pub smooth: bool,
    /// A square in which a part is enlarged.
    pub magnifier: Option<Magnifier>,
}

/// A square in which a part of the film is enlarged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Magnifier {
    /// Its left end.
    pub left: i32,
    /// Its upper end.
    pub top: i32,
    /// Its side.
    pub side: u32,
    /// Where the film is in it.
    pub to_screen: Affine,
}

/// A canvas with a film.
pub struct FilmCanvas {
    canvas: HtmlCanvasElement,
    painter: Painter,
}

enum Painter {
    Gpu(GlFilm),
    Table {
        context: CanvasRenderingContext2d,
        max_level: u16,
        film: Pyramid,
    },
}

impl FilmCanvas {
    /// Takes a canvas and the GPU.
    ///
    /// # Errors
    /// [`WebError`] where the browser has no WebGL 2, or none that is allowed.
    pub fn on_gpu(canvas: &HtmlCanvasElement, allowed: Allowed) -> Result<Self, WebError> {
        Ok(Self {
            canvas: canvas.clone(),
            painter: Painter::Gpu(GlFilm::open(canvas, allowed)?),
        })
    }

    /// Takes a canvas without the GPU.
    ///
    /// # Errors
    /// [`WebError`] where the browser has no such canvas.
    pub fn with_table(canvas: &HtmlCanvasElement) -> Result<Self, WebError> {
        let context = canvas.get_context("2d")?;
        Ok(Self {
            canvas: canvas.clone(),
            painter: Painter::Table {
                context: context
                    .and_then(|context| context.dyn_into().ok())
                    .ok_or(WebError::Missing("2d canvas"))?,
                max_level: 0,
                film: Pyramid::default(),
            },
        })
    }

    /// Whether the GPU has been lost.
    pub fn is_lost(&self) -> bool {
        matches!(&self.painter, Painter::Gpu(film) if film.is_lost())
    }

    /// Begins to load a film, whose levels go up to `max`.
    ///
    /// # Errors
    /// [`WebError`] when the GPU has no memory for it.
    pub fn load(
        &mut self,
        (width, height): (u32, u32),
        max: u16,
        levels: &Uint16Array,
    ) -> Result<(), WebError> {
        match &mut self.painter {
            Painter::Gpu(gpu) => gpu.load((width, height), levels),
            Painter::Table {
                max_level, film, ..
            } => {
                *max_level = max;
                *film = Pyramid::new(width, height, levels.to_vec());
                Ok(())
            }
        }
    }

    /// Frees the film's memory.
    pub fn unload(&mut self) {
        match &mut self.painter {
            Painter::Gpu(film) => film.unload(),
            Painter::Table { film, .. } => *film = Pyramid::default(),
        }
    }

    /// Loads some more; true once everything is loaded.
    ///
    /// # Errors
    /// [`WebError::Thrown`] when the browser refuses it.
    pub fn load_some(&mut self) -> Result<bool, WebError> {
        match &mut self.painter {
            Painter::Gpu(film) => film.load_some(),
            Painter::Table { .. } => Ok(true),
        }
    }

    /// Draws the film.
    ///
    /// # Errors
    /// [`WebError::Thrown`] when the browser refuses the picture.
    pub fn draw(&self, drawing: &Drawing) -> Result<(), WebError> {
        let (width, height) = drawing.size;
        if (self.canvas.width(), self.canvas.height()) != drawing.size {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        let Drawing {
            size,
            to_screen,
            shade,
            smooth,
            magnifier,
        } = drawing;
        match &self.painter {
            Painter::Gpu(film) => {
                film.clear(*size);
                film.draw(*size, to_screen, shade, *smooth);
                if let Some(Magnifier {
                    left,
                    top,
                    side,
                    to_screen,
                }) = magnifier
                {
                    film.limit_to(*size, (*left, *top, side.cast_signed()));
                    film.draw(*size, to_screen, shade, *smooth);
                }
                Ok(())
            }
            Painter::Table {
                context,
                max_level,
                film,
            } => {
                let table = raster::table(shade, *max_level);
                let put = |size: (u32, u32), to_screen: &Affine, left: i32, top: i32| {
                    let pixels = film.draw(&table, to_screen, size, *smooth);
                    let pixels = Clamped(pixels.as_slice());
                    let (width, height) = size;
                    let part = ImageData::new_with_u8_clamped_array_and_sh(pixels, width, height)?;
                    context.put_image_data(&part, left, top)
                };
                put(*size, to_screen, 0, 0)?;
                if let Some(Magnifier {
                    left,
                    top,
                    side,
                    to_screen,
                }) = magnifier
                {
                    let by = Point::new(-f64::from(*left), -f64::from(*top));
                    put((*side, *side), &to_screen.moved(by), *left, *top)?;
                }
                Ok(())
            }
        }
    }
}
