//! The shortcut lens of the film that is shown: a button, then changed copies with the verdict.

use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;
use model::class::Class;
use model::lens::{Lens, ViewReading};
use model::reading::Decision;

use crate::components::failure_view::FailureView;
use crate::components::film_figure::ThumbnailCanvas;
use crate::protocol::{Examined, Failure, JobId};
use crate::session::Session;
use crate::state::PageState;
use crate::state::lens::{Copies, LensStage};
use crate::state::worklist::{Answer, Thumbnail};
use crate::strings::failure::message;
use crate::strings::lens as words;

/// The lens; nothing for a film that is refused.
#[component]
pub fn LensPanel(
    /// The film.
    film: JobId,
    /// Its result.
    answer: Answer,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let panel = NodeRef::<Div>::new();
    let Examined::Film(evidence) = answer.examined else {
        return ().into_any();
    };
    let answered = answer.reading.decision == Decision::Answer;
    let progress = Memo::new(move |_| state.lenses.with(|lenses| lenses.get(&film).cloned()));
    let check = move |_| {
        session.look_through_lens(film);
        // The button is about to disappear.
        if let Some(Err(error)) = panel.get_untracked().map(|panel| panel.focus()) {
            web_sys::console::warn_1(&error);
        }
    };
    let button = move || {
        view! {
            <button class="button secondary" type="button" on:click=check>
                {words::check()}
            </button>
        }
    };
    let content = move || match progress.get() {
        None => button().into_any(),
        Some(LensStage::Working) => view! {
            <p class="working">{words::working()}</p>
            <progress aria-label=words::working()></progress>
        }
        .into_any(),
        Some(LensStage::Failed(failure)) => view! {
            <FailureView title=words::failed() message=message(&failure)>
                {button()}
            </FailureView>
        }
        .into_any(),
        Some(LensStage::Seen(copies)) => {
            let calibration = state.with_fitted(|fitted| fitted.calibration);
            match Lens::of(calibration, evidence.logits, &copies.views) {
                Ok(lens) => view! { <Seen lens copies answered /> }.into_any(),
                Err(error) => {
                    let message = message(&Failure::Engine(error.to_string()));
                    view! { <FailureView title=words::failed() message /> }.into_any()
                }
            }
        }
    };
    view! {
        <div
            node_ref=panel
            class="lens"
            data-testid="lens"
            role="group"
            tabindex="-1"
            aria-label=words::heading()
        >
            {content}
        </div>
    }
    .into_any()
}

/// The verdict, and the copies side by side.
#[component]
fn Seen(
    /// The readings.
    lens: Lens,
    /// The pictures, in the same order.
    copies: Copies,
    /// Whether the film is answered.
    answered: bool,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let class: Class = lens.class();
    let verdict = lens.verdict();
    let sound = !verdict.without_lungs && verdict.moved_by.is_empty();
    let sentences = words::verdict(&verdict, answered, class);
    let how_often = state.model.with_untracked(|model| {
        let results = &model.as_ref()?.without_lungs;
        words::how_often(results, class)
    });
    let strip = lens.views.iter().zip(copies.pictures);
    let strip = strip.map(|(view, picture)| {
        let stays = lens.stays(view);
        view! { <Copy view=*view stays picture /> }
    });
    let strip: Vec<_> = strip.collect();
    view! {
        <h3>{words::heading()}</h3>
        <div role="status" class="caution" class:good=sound data-testid="lens-verdict">
            {sentences
                .into_iter()
                .map(|sentence| view! { <p>{sentence}</p> })
                .collect::<Vec<_>>()}
        </div>
        {how_often.map(|sentence| view! { <p class="quiet">{sentence}</p> })}
        <ul class="copies">{strip}</ul>
        <p class="quiet note">{words::note()}</p>
    }
}

/// One changed copy.
#[component]
fn Copy(
    /// Its reading.
    view: ViewReading,
    /// Whether the class of the film stays.
    stays: bool,
    /// How it looks.
    picture: Arc<Thumbnail>,
) -> impl IntoView {
    let caption = words::caption(view.change);
    let expected = stays == view.change.shows_lungs();
    view! {
        <li
            class="copy"
            class:unexpected=!expected
            data-testid="lens-view"
            data-change=view.change.word()
            data-stays=stays.to_string()
        >
            <ThumbnailCanvas label=caption.clone() thumbnail=picture />
            <span class="copy-name">{caption}</span>
            <span class="copy-outcome">{words::outcome(&view, stays)}</span>
        </li>
    }
}
