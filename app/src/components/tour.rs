//! The tour: a card that explains one part of the page after the other, and marks it.

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::components::form::ActionButton;
use crate::state::PageState;
use crate::state::page::Page;
use crate::state::tour::TourStep;
use crate::strings::tour as words;

/// The class of the part that a step is about.
const MARK: &str = "toured";

/// The tour, while a step of it is shown.
#[component]
pub fn Tour() -> impl IntoView {
    let PageState { tour, page, .. } = expect_context();
    Effect::new(move |marked: Option<Option<Element>>| {
        if let Some(before) = marked.flatten() {
            // A class without spaces is never refused.
            drop(before.class_list().remove_1(MARK));
        }
        let step = tour.get()?;
        page.set(Page::Films);
        mark(step)
    });
    move || tour.get().map(|step| view! { <Step step tour /> })
}

/// The card of one step. It takes the focus, so that a screen reader reads it.
#[component]
fn Step(
    /// The step.
    step: TourStep,
    /// The step that is shown.
    tour: RwSignal<Option<TourStep>>,
) -> impl IntoView {
    let card = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(card) = card.get() {
            // Only an element that is not in the document refuses the focus.
            drop(card.focus());
        }
    });
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            tour.set(None);
        }
    };
    let go = move |to: Option<TourStep>| Callback::new(move |()| tour.set(to));
    let back = step.previous().map(|previous| {
        view! {
            <ActionButton
                text=words::back()
                class="button secondary"
                test_id="tour-back"
                on_click=go(Some(previous))
            />
        }
    });
    let skip = step.next().map(|_| {
        view! {
            <ActionButton
                text=words::skip()
                class="link"
                test_id="tour-skip"
                on_click=go(None)
            />
        }
    });
    let next = match step.next() {
        Some(_) => words::next(),
        None => words::done(),
    };
    view! {
        <div
            node_ref=card
            class="tour"
            role="dialog"
            tabindex="-1"
            aria-labelledby="tour-title"
            aria-describedby="tour-text"
            data-testid="tour"
            on:keydown=on_key
        >
            <p class="eyebrow">{words::place(step.number(), TourStep::ALL.len())}</p>
            <h2 id="tour-title">{words::title(step)}</h2>
            <p id="tour-text">{words::text(step)}</p>
            <div class="tour-buttons">
                {skip} {back}
                <ActionButton text=next class="button" test_id="tour-next" on_click=go(step.next()) />
            </div>
        </div>
    }
}

/// Marks the part of the page that a step is about, and scrolls to it.
fn mark(step: TourStep) -> Option<Element> {
    let part = document().query_selector(step.target()).ok()??;
    // A class without spaces is never refused.
    drop(part.class_list().add_1(MARK));
    let place = ScrollIntoViewOptions::new();
    place.set_block(ScrollLogicalPosition::Nearest);
    part.scroll_into_view_with_scroll_into_view_options(&place);
    Some(part)
}
