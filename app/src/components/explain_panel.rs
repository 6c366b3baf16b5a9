//! The explanation of the answer about the film that is shown: a button, then the choices of the map that
//! lies over the film.

use leptos::html::Div;
use leptos::prelude::*;
use model::calibration::Logits;
use model::class::Class;
use model::explanation::{HeatMap, MapKind, Scale, overlay};
use model::input::Area;
use web_sys::MouseEvent;

use crate::components::colour_legend::ColourLegend;
use crate::components::failure_view::FailureView;
use crate::components::map_choices::MapChoices;
use crate::components::occlusion_progress::OcclusionProgress;
use crate::protocol::explanation::FilmMaps;
use crate::protocol::{Examined, JobId};
use crate::session::Session;
use crate::state::PageState;
use crate::state::explanation::MapsStage;
use crate::state::overlay::Overlay;
use crate::state::worklist::Answer;
use crate::strings::explain as words;
use crate::strings::failure::message;

/// Pixels of the overlay's longer side: enough for a smooth line, few enough to follow a slider.
const OVERLAY_SIDE: u32 = 384;

/// A map as it is shown.
#[derive(Debug, Clone, PartialEq)]
struct ShownMap {
    kind: MapKind,
    class: Class,
    map: HeatMap,
    scale: Scale,
    area: Area,
}

/// The explanation; nothing for a film that is refused.
#[component]
pub fn ExplainPanel(
    /// The film.
    film: JobId,
    /// Its result.
    answer: Answer,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let panel = NodeRef::<Div>::new();
    let (Examined::Film(evidence), Some(probabilities)) =
        (answer.examined, answer.reading.probabilities)
    else {
        return ().into_any();
    };
    let explanation = state.explanation;
    let progress = Memo::new(move |_| {
        explanation.film.with(|found| {
            let found = found.as_ref().filter(|found| found.job == film)?;
            Some(found.maps.clone())
        })
    });
    let class = Memo::new(move |_| {
        let chosen = explanation.choice.with(|choice| choice.class);
        chosen.unwrap_or_else(|| probabilities.top())
    });
    let shown = shown_map(state, film, class, evidence.logits);
    lay_over(state, shown);
    let move_focus = move || {
        // The button is about to disappear.
        if let Some(Err(error)) = panel.get_untracked().map(|panel| panel.focus()) {
            web_sys::console::warn_1(&error);
        }
    };
    let ask = move |_| {
        session.explain(film);
        move_focus();
    };
    let hide = move |_| {
        session.cancel_occlusion(film);
        explanation.forget(film);
        move_focus();
    };
    let button = move || {
        view! {
            <button class="button secondary" type="button" on:click=ask>
                {words::show()}
            </button>
        }
    };
    let content = move || match progress.get() {
        None => button().into_any(),
        Some(MapsStage::Working) => view! {
            <p class="working">{words::working()}</p>
            <progress aria-label=words::working()></progress>
        }
        .into_any(),
        Some(MapsStage::Failed(failure)) => view! {
            <FailureView title=words::failed() message=message(&failure)>
                {button()}
            </FailureView>
        }
        .into_any(),
        Some(MapsStage::Found(_)) => view! { <Found film class shown hide /> }.into_any(),
    };
    let class_key = move || shown.with(|shown| Some(shown.as_ref()?.class.key()));
    let kind_word = move || shown.with(|shown| Some(shown.as_ref()?.kind.word()));
    view! {
        <div
            node_ref=panel
            class="explain"
            data-testid="explain"
            data-class=class_key
            data-map=kind_word
            role="group"
            tabindex="-1"
            aria-label=words::heading()
        >
            {content}
        </div>
    }
    .into_any()
}

/// The map that is chosen, once it is there; `logits` are those of the whole film.
fn shown_map(
    state: PageState,
    film: JobId,
    class: Memo<Class>,
    logits: Logits,
) -> Memo<Option<ShownMap>> {
    Memo::new(move |_| {
        let kind = state.explanation.choice.with(|choice| choice.kind);
        let class = class.get();
        let calibration = state.with_fitted(|fitted| fitted.calibration);
        state.explanation.film.with(|found| {
            let found = found.as_ref().filter(|found| found.job == film)?;
            let MapsStage::Found(FilmMaps { area, .. }) = found.maps else {
                return None;
            };
            let maps = found.maps(kind, calibration, logits)?;
            Some(ShownMap {
                kind,
                class,
                scale: Scale::of(&maps),
                map: maps[class].clone(),
                area,
            })
        })
    })
}

/// Lays the map over the film as long as the component that calls this is there.
fn lay_over(state: PageState, shown: Memo<Option<ShownMap>>) {
    let style = Memo::new(move |_| state.explanation.choice.with(|choice| choice.style));
    Effect::new(move |_| {
        let style = style.get();
        let picture = shown.with(|shown| {
            let ShownMap {
                map, scale, area, ..
            } = shown.as_ref()?;
            let longest = area.width.max(area.height).max(1);
            let [width, height] = [area.width, area.height]
                .map(|side| (OVERLAY_SIDE * side.min(longest) / longest).max(1));
            Some(Overlay {
                width,
                height,
                rgba: overlay(map, *scale, style, [width, height]).into(),
                area: *area,
            })
        });
        state.overlay.set(picture);
    });
    on_cleanup(move || state.overlay.set(None));
}

/// The choices of the map, its reading, and what such a map can say.
#[component]
fn Found(
    /// The film.
    film: JobId,
    /// The class that is explained.
    class: Memo<Class>,
    /// The map, unless its computation has yet to be started.
    shown: Memo<Option<ShownMap>>,
    /// Removes the map.
    hide: impl Fn(MouseEvent) + 'static,
) -> impl IntoView {
    view! {
        <h3>{words::heading()}</h3>
        <MapChoices class />
        <OcclusionProgress film />
        {move || shown.get().map(|shown| view! { <Reading shown /> })}
        <p class="quiet">{words::note()}</p>
        <button class="button secondary" type="button" on:click=hide>
            {words::hide()}
        </button>
    }
}

/// The scale of the map that is shown, and where it is largest.
#[component]
fn Reading(
    /// The map.
    shown: ShownMap,
) -> impl IntoView {
    let ShownMap {
        kind,
        class,
        map,
        scale,
        ..
    } = shown;
    let strongest = match map.strongest() {
        Some((place, value)) => words::strongest(kind, class, place, [value, scale.maximum]),
        None => words::nothing(class),
    };
    view! {
        <ColourLegend kind scale />
        <p role="status" data-testid="strongest">
            {strongest}
        </p>
        <p class="quiet">{words::meaning(kind, class, map.side())}</p>
    }
}
