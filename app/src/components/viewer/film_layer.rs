//! The canvas with a pane's film: loaded in steps, drawn once a frame and only after a change.

use leptos::either::EitherOf3;
use leptos::html::Canvas;
use leptos::prelude::*;

use crate::state::pictures::Picture;
use crate::state::viewer::{Pane, ViewerState};
use crate::viewing::keys::Tool;
use crate::viewing::placement::{Frame, Placement, Point};
use crate::viewing::window::Shade;
use crate::web::clock;
use crate::web::error::WebError;
use crate::web::film_canvas::{Drawing, FilmCanvas, Magnifier};
use crate::web::webgl::Allowed;

/// How much the magnifier enlarges what is shown.
const MAGNIFIER_FACTOR: f64 = 2.5;

/// Its side, in CSS pixels.
pub const MAGNIFIER_SIDE: f64 = 180.0;

/// Milliseconds in which the browser may restore a lost GPU, before the film is drawn without it.
const RESTORE_MILLIS: i32 = 2_000;

/// What draws the film.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Means {
    /// The GPU.
    Gpu,
    /// A table of grey values.
    Table,
    /// Neither is possible.
    Nothing,
}

/// The canvas and what is known of it.
#[derive(Clone, Copy)]
struct Layer {
    pane: Pane,
    viewer: ViewerState,
    canvas: NodeRef<Canvas>,
    film: StoredValue<Option<FilmCanvas>, LocalStorage>,
    means: RwSignal<Means>,
    drawn: RwSignal<bool>,
    scheduled: StoredValue<bool>,
}

/// The canvas.
#[component]
pub fn FilmLayer(
    /// The viewer.
    viewer: ViewerState,
    /// The pane.
    pane: Pane,
    /// Whether the film is on the canvas.
    drawn: RwSignal<bool>,
    /// Whether it never will be.
    failed: RwSignal<bool>,
) -> impl IntoView {
    let layer = Layer {
        pane,
        viewer,
        canvas: NodeRef::new(),
        film: StoredValue::new_local(None),
        means: RwSignal::new(Means::Gpu),
        drawn,
        scheduled: StoredValue::new(false),
    };
    Effect::new(move |_| layer.open());
    Effect::new(move |before: Option<Option<Picture>>| {
        let picture = pane.picture();
        if before.as_ref() != Some(&picture) {
            untrack(|| layer.load());
        }
        picture
    });
    Effect::new(move |_| {
        if layer.drawing().is_some() {
            layer.schedule();
        }
    });
    Effect::new(move |_| failed.set(layer.means.get() == Means::Nothing));
    on_cleanup(move || layer.film.set_value(None));
    let lost = move |event: web_sys::Event| {
        // Only then does the browser restore it.
        event.prevent_default();
        layer.drawn.set(false);
        leptos::task::spawn_local(async move {
            clock::pause(RESTORE_MILLIS).await;
            let still = layer
                .film
                .try_with_value(|film| film.as_ref().is_some_and(FilmCanvas::is_lost));
            if still == Some(true) {
                layer.means.set(Means::Table);
            }
        });
    };
    let canvas = move || {
        view! {
            <canvas
                node_ref=layer.canvas
                class="film-layer"
                class:drawn=layer.drawn
                aria-hidden="true"
                on:webglcontextlost=lost
                on:webglcontextrestored=move |_: web_sys::Event| layer.open()
            ></canvas>
        }
    };
    // A canvas that had one kind of context cannot have another, so each has its own.
    move || match layer.means.get() {
        Means::Gpu => EitherOf3::A(canvas()),
        Means::Table => EitherOf3::B(canvas()),
        Means::Nothing => EitherOf3::C(()),
    }
}

impl Layer {
    /// Takes the canvas, and begins to load the film.
    fn open(self) {
        let Some(canvas) = self.canvas.get() else {
            return;
        };
        let opened = match self.means.get_untracked() {
            Means::Gpu => FilmCanvas::on_gpu(&canvas, Allowed::CARD),
            Means::Table | Means::Nothing => FilmCanvas::with_table(&canvas),
        };
        match opened {
            Ok(film) => {
                self.film.set_value(Some(film));
                untrack(|| self.load());
            }
            // Without a graphics card, the table is the means of choice.
            Err(_) if self.means.get_untracked() == Means::Gpu => self.means.set(Means::Table),
            Err(error) => self.fail(&error),
        }
    }

    /// Uses the next means.
    fn fail(self, error: &WebError) {
        web_sys::console::warn_1(&error.to_string().into());
        self.drawn.set(false);
        self.film.set_value(None);
        self.means.update(|means| {
            *means = match means {
                Means::Gpu => Means::Table,
                Means::Table | Means::Nothing => Means::Nothing,
            }
        });
    }

    /// Begins to load the film of the pane, or forgets the one before.
    fn load(self) {
        let picture = self.pane.picture();
        self.drawn.set(false);
        let loaded = self.film.try_update_value(|film| {
            let film = film.as_mut()?;
            Some(if let Some(picture) = picture {
                let film_size = (picture.description.width, picture.description.height);
                film.load(film_size, picture.description.max_level, &picture.levels)
            } else {
                film.unload();
                Ok(())
            })
        });
        match loaded.flatten() {
            Some(Ok(())) => self.schedule(),
            Some(Err(error)) => self.fail(&error),
            None => {}
        }
    }

    /// Draws in the next frame.
    fn schedule(self) {
        if self.scheduled.try_get_value() != Some(false) {
            return;
        }
        self.scheduled.set_value(true);
        request_animation_frame(move || self.frame());
    }

    /// Loads some of the film, or draws it.
    fn frame(self) {
        // The pane may be gone.
        if self.scheduled.try_set_value(false).is_some() {
            return;
        }
        let Some(drawing) = untrack(|| self.drawing()) else {
            return;
        };
        let drawn = self.film.try_update_value(|film| {
            let film = film.as_mut().filter(|film| !film.is_lost())?;
            Some(film.load_some().and_then(|loaded| {
                if loaded {
                    film.draw(&drawing)?;
                }
                Ok(loaded)
            }))
        });
        match drawn.flatten() {
            Some(Ok(true)) if self.drawn.get_untracked() => {}
            Some(Ok(true)) => self.drawn.set(true),
            Some(Ok(false)) => self.schedule(),
            Some(Err(error)) => self.fail(&error),
            None => {}
        }
    }

    /// What is drawn now; `None` until there is a film.
    fn drawing(self) -> Option<Drawing> {
        let description = self.pane.description()?;
        let frame = self.pane.frame()?;
        let settings = self.pane.settings.get();
        let window = self.pane.window()?;
        let pixels = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
        let (width, height) = frame.screen;
        let size = (whole(width * pixels), whole(height * pixels));
        if size.0 == 0 || size.1 == 0 {
            return None;
        }
        let to_screen = settings.placement.to_screen(frame).scaled(pixels);
        let magnifier = self.viewer.tool.get() == Tool::Magnify;
        let magnifier = magnifier.then(|| self.pane.pointer.get()).flatten();
        Some(Drawing {
            size,
            to_screen,
            shade: Shade::new(&description, window, settings.inverted),
            smooth: self.viewer.smooth.get(),
            magnifier: magnifier.map(|at| magnified(settings.placement, frame, at, pixels)),
        })
    }
}

/// The square around a point of the screen, and the film enlarged around that point.
fn magnified(placement: Placement, frame: Frame, at: Point, pixels: f64) -> Magnifier {
    let side = MAGNIFIER_SIDE * pixels;
    let (x, y) = (at.x * pixels, at.y * pixels);
    let to_screen = placement.to_screen(frame).scaled(pixels);
    let by = Point::new(x - MAGNIFIER_FACTOR * x, y - MAGNIFIER_FACTOR * y);
    Magnifier {
        left: signed(x - side / 2.0),
        top: signed(y - side / 2.0),
        side: whole(side),
        to_screen: to_screen.scaled(MAGNIFIER_FACTOR).moved(by),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a length on the screen"
)]
fn whole(length: f64) -> u32 {
    length.round() as u32
}

#[expect(clippy::cast_possible_truncation, reason = "a position on the screen")]
fn signed(position: f64) -> i32 {
    position.round() as i32
}
