//! One film of the viewer: its layers, what is written over it, and the pointers on it.

use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use web_sys::{MouseEvent, PointerEvent, WheelEvent};

use crate::components::failure_view::FailureView;
use crate::components::viewer::film_layer::{FilmLayer, MAGNIFIER_SIDE};
use crate::components::viewer::lines::{Lengths, Lines};
use crate::components::viewer::readouts::Readouts;
use crate::protocol::viewing::Sight;
use crate::session::Session;
use crate::state::PageState;
use crate::state::pictures::PictureStage;
use crate::state::viewer::{Pane, ViewerState};
use crate::strings::failure::message;
use crate::strings::viewer as words;
use crate::viewing::gesture::{Pointers, Press};
use crate::viewing::keys::Tool;
use crate::viewing::placement::Point;
use crate::web::canvas::{draw_grey, draw_rgba};
use crate::web::error::WebError;
use crate::web::full_screen;
use crate::web::resize;

/// A turn of the wheel by this many pixels changes the scale by a factor of e.
const WHEEL_PIXELS: f64 = 400.0;

/// A film with its caption.
#[component]
pub fn PaneView(
    /// The viewer.
    viewer: ViewerState,
    /// The number of the pane.
    index: usize,
) -> impl IntoView {
    let pane = viewer.pane(index);
    let name = Memo::new(move |_| {
        pane.subject.with(|subject| {
            let subject = subject.as_ref();
            subject.map(|subject| (subject.name.clone(), subject.caption.clone()))
        })
    });
    let name = move || name.get().unwrap_or_default();
    let active = move || viewer.compared.get().is_some() && viewer.active.get() == index;
    view! {
        <figure class="pane" class:active=active>
            <Picture viewer index name=Signal::derive(name) />
            <figcaption>
                <span class="film-name">{move || name().0}</span>
                <span class="film-size">{move || name().1}</span>
            </figcaption>
            <Lengths pane />
            <Progress viewer pane />
        </figure>
    }
    .into_any()
}

/// The film and the layers over it.
#[component]
fn Picture(
    /// The viewer.
    viewer: ViewerState,
    /// The number of the pane.
    index: usize,
    /// The film's name and caption.
    name: Signal<(String, String)>,
) -> impl IntoView {
    let pane = viewer.pane(index);
    let element = NodeRef::<Div>::new();
    let pointers = StoredValue::new(Pointers::default());
    let (drawn, failed) = (RwSignal::new(false), RwSignal::new(false));
    let resizing = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(element) = element.get() else {
            return;
        };
        match resize::follow(&element, move |size| pane.screen.set(size)) {
            Ok(following) => resizing.set_value(Some(following)),
            Err(error) => web_sys::console::warn_1(&error.to_string().into()),
        }
    });
    on_cleanup(move || resizing.set_value(None));
    let at = move |event: &MouseEvent| {
        let corner = element
            .get_untracked()
            .map(|it| it.get_bounding_client_rect());
        let (left, top) = corner.map_or((0.0, 0.0), |it| (it.left(), it.top()));
        Point::new(event.client_x() - left, event.client_y() - top)
    };
    let press = move |event: PointerEvent| {
        viewer.active.set(index);
        let button = match event.button() {
            1 => Press::Middle,
            2 => Press::Right,
            _ => Press::First,
        };
        if let Some(element) = element.get_untracked() {
            // A pointer that is gone already cannot be captured.
            element.set_pointer_capture(event.pointer_id()).ok();
        }
        let here = at(&event);
        pane.pointer.set(Some(here));
        let tool = viewer.tool.get_untracked();
        let gesture = pointers
            .try_update_value(|pointers| pointers.press(event.pointer_id(), button, here, tool));
        if let Some(gesture) = gesture.flatten() {
            viewer.follow(index, gesture);
        }
    };
    let move_to = move |event: PointerEvent| {
        let here = at(&event);
        pane.pointer.set(Some(here));
        let gesture =
            pointers.try_update_value(|pointers| pointers.move_to(event.pointer_id(), here));
        if let Some(gesture) = gesture.flatten() {
            viewer.follow(index, gesture);
        }
    };
    let release = move |event: PointerEvent| {
        let gesture = pointers.try_update_value(|pointers| pointers.release(event.pointer_id()));
        if let Some(gesture) = gesture.flatten() {
            viewer.follow(index, gesture);
        }
        if event.pointer_type() != "mouse" {
            pane.pointer.set(None);
        }
    };
    let leave = move |_| {
        if pointers.with_value(Pointers::is_idle) {
            pane.pointer.set(None);
        }
    };
    let wheel = move |event: WheelEvent| {
        // A pinch on a touch pad arrives as a wheel with this key.
        if event.ctrl_key() || full_screen::is_on() {
            event.prevent_default();
            viewer.active.set(index);
            viewer.zoom(index, (-event.delta_y() / WHEEL_PIXELS).exp(), at(&event));
        }
    };
    let label = move || {
        let (name, caption) = name.get();
        words::picture(&name, &caption)
    };
    view! {
        <div
            node_ref=element
            class="picture"
            class:measuring=move || viewer.tool.get() == Tool::Measure
            tabindex="0"
            role="application"
            aria-label=label
            data-drawn=move || drawn.get().to_string()
            on:focus=move |_| viewer.active.set(index)
            on:mousedown=move |event| {
                // Otherwise the middle button scrolls.
                if event.button() == 1 {
                    event.prevent_default();
                }
            }
            on:pointerdown=press
            on:pointermove=move_to
            on:pointerup=release
            on:pointercancel=release
            on:pointerleave=leave
            on:wheel=wheel
            on:contextmenu=move |event| event.prevent_default()
        >
            <Preview viewer pane drawn />
            <FilmLayer viewer pane drawn failed />
            {(index == 0).then(|| view! { <HeatMap viewer pane /> })}
            <Lines viewer pane />
            <MagnifierFrame viewer pane />
            <Readouts viewer pane />
            {move || {
                failed.get().then(|| view! { <p class="not-drawn">{words::not_drawn()}</p> })
            }}
        </div>
    }
    .into_any()
}

/// The thumbnail, stretched to where the film will be.
#[component]
fn Preview(
    /// The viewer.
    viewer: ViewerState,
    /// The pane.
    pane: Pane,
    /// Whether the film itself is drawn.
    drawn: RwSignal<bool>,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let thumbnail = Memo::new(move |_| {
        pane.subject
            .with(|subject| subject.as_ref()?.thumbnail.clone())
    });
    Effect::new(move |_| {
        if let Some((canvas, thumbnail)) = canvas.get().zip(thumbnail.get()) {
            warn(draw_grey(&canvas, thumbnail.shape.side, &thumbnail.grey));
        }
    });
    let transform = move || {
        let (frame, thumbnail) = pane.frame().zip(thumbnail.get())?;
        let side = f64::from(thumbnail.shape.side.max(1));
        let settings = pane.settings.get();
        let to_screen = settings.placement.to_screen(frame);
        let stretched = to_screen.after_scaling(frame.film.0 / side, frame.film.1 / side);
        Some(stretched.css())
    };
    let hidden = move || {
        drawn.get() || thumbnail.with(Option::is_none) || viewer.sight.get() == Sight::Network
    };
    view! {
        <canvas
            node_ref=canvas
            class="preview"
            aria-hidden="true"
            class:absent=hidden
            class:negative=move || pane.settings.get().inverted
            style:transform=move || transform().unwrap_or_default()
        ></canvas>
    }
    .into_any()
}

/// A picture over the film, which follows it.
#[component]
fn HeatMap(
    /// The viewer.
    viewer: ViewerState,
    /// The pane.
    pane: Pane,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let canvas = NodeRef::<Canvas>::new();
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else {
            return;
        };
        state.overlay.with(|overlay| {
            if let Some(overlay) = overlay {
                let size = [overlay.width, overlay.height];
                warn(draw_rgba(&canvas, size, &overlay.rgba));
            }
        });
    });
    let transform = move || {
        let frame = pane.frame()?;
        let to_screen = pane.settings.get().placement.to_screen(frame);
        state.overlay.with(|overlay| {
            let overlay = overlay.as_ref()?;
            let area = overlay.area;
            let corner = Point::new(area.left.into(), area.top.into());
            let across = f64::from(area.width) / f64::from(overlay.width.max(1));
            let down = f64::from(area.height) / f64::from(overlay.height.max(1));
            let stretched = to_screen.after_moving(corner).after_scaling(across, down);
            Some(stretched.css())
        })
    };
    let shown = Memo::new(move |_| {
        state.overlay.with(Option::is_some) && viewer.sight.get() == Sight::Film
    });
    move || {
        shown.get().then(|| {
            view! {
                <canvas
                    node_ref=canvas
                    class="heat-map"
                    data-testid="heat-map"
                    aria-hidden="true"
                    style:transform=move || transform().unwrap_or_default()
                ></canvas>
            }
        })
    }
}

/// The frame around the magnified part.
#[component]
fn MagnifierFrame(
    /// The viewer.
    viewer: ViewerState,
    /// The pane.
    pane: Pane,
) -> impl IntoView {
    let at = move || {
        let magnified = viewer.tool.get() == Tool::Magnify && pane.picture().is_some();
        magnified.then(|| pane.pointer.get()).flatten()
    };
    move || {
        at().map(|at| {
            let pixels = |position: f64| format!("{}px", position - MAGNIFIER_SIDE / 2.0);
            view! {
                <span
                    class="magnifier"
                    aria-hidden="true"
                    style:left=pixels(at.x)
                    style:top=pixels(at.y)
                    style:width=format!("{MAGNIFIER_SIDE}px")
                    style:height=format!("{MAGNIFIER_SIDE}px")
                ></span>
            }
        })
    }
}

/// That the picture is being decoded, or why it cannot be shown.
#[component]
fn Progress(
    /// The viewer.
    viewer: ViewerState,
    /// The pane.
    pane: Pane,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let retry = move |_| {
        if let Some(subject) = pane.subject.get_untracked() {
            session.forget_pictures(subject.job);
        }
    };
    move || match pane.stage.get() {
        Some(PictureStage::Working) => {
            let words = match viewer.sight.get() {
                Sight::Film => words::decoding(),
                Sight::Network => words::preparing(),
            };
            view! { <p class="viewer-note">{words}</p> }.into_any()
        }
        Some(PictureStage::Failed(failure)) => view! {
            <FailureView title=words::no_picture() message=message(&failure)>
                <button class="button secondary" type="button" on:click=retry>
                    {words::retry()}
                </button>
            </FailureView>
        }
        .into_any(),
        Some(PictureStage::Ready(_)) | None => ().into_any(),
    }
}

fn warn(drawn: Result<(), WebError>) {
    if let Err(error) = drawn {
        web_sys::console::warn_1(&error.to_string().into());
    }
}
