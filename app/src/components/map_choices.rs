//! Which map lies over the film, and how it is drawn.

use leptos::prelude::*;
use model::class::Class;
use model::explanation::MapKind;

use crate::state::PageState;
use crate::strings::{self, explain as words};

/// The choices of class and map, the opacity and the contour.
#[component]
pub fn MapChoices(
    /// The class that is explained.
    class: Memo<Class>,
) -> impl IntoView {
    let choice = expect_context::<PageState>().explanation.choice;
    let kind = Memo::new(move |_| choice.with(|choice| choice.kind));
    let style = Memo::new(move |_| choice.with(|choice| choice.style));
    let choose_class = move |event| {
        let key = event_target_value(&event);
        let chosen = Class::ALL.into_iter().find(|class| class.key() == key);
        choice.update(|choice| choice.class = chosen);
    };
    let choose_kind = move |event| {
        if let Some(kind) = MapKind::from_word(&event_target_value(&event)) {
            choice.update(|choice| choice.kind = kind);
        }
    };
    let choose_opacity = move |event| {
        if let Ok(percent) = event_target_value(&event).parse::<f32>() {
            choice.update(|choice| choice.style.opacity = percent.clamp(0.0, 100.0) / 100.0);
        }
    };
    let choose_contour = move |event| {
        choice.update(|choice| choice.style.contour = event_target_checked(&event));
    };
    let classes = Class::ALL.map(|each| {
        view! {
            <option value=each.key() selected=move || class.get() == each>
                {strings::class_name(each)}
            </option>
        }
    });
    let kinds = MapKind::ALL.map(|each| {
        view! {
            <option value=each.word() selected=move || kind.get() == each>
                {words::kind(each)}
            </option>
        }
    });
    let opacity = move || style.get().opacity;
    view! {
        <div class="map-choices">
            <label for="explain-class">{words::class()}</label>
            <select id="explain-class" data-testid="explain-class" on:change=choose_class>
                {classes.collect_view()}
            </select>
            <label for="explain-map">{words::map()}</label>
            <select id="explain-map" data-testid="explain-map" on:change=choose_kind>
                {kinds.collect_view()}
            </select>
            <label for="explain-opacity">{words::opacity()}</label>
            <input
                id="explain-opacity"
                data-testid="explain-opacity"
                type="range"
                min="0"
                max="100"
                step="5"
                prop:value=move || format!("{:.0}", opacity() * 100.0)
                aria-valuetext=move || strings::share(opacity().into())
                on:input=choose_opacity
            />
            <label class="switch">
                <input
                    type="checkbox"
                    data-testid="explain-contour"
                    prop:checked=move || style.get().contour
                    on:change=choose_contour
                />
                {words::contour()}
            </label>
        </div>
    }
}
