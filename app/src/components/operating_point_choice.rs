//! What a disease is called for, and what that means.

use std::iter;

use leptos::prelude::*;
use model::class::Class;
use model::operating_point::{OperatingPoint, Purpose};

use crate::locale::catalogue::translated;
use crate::state::PageState;
use crate::strings::{self, options as words};

/// A choice of the purpose and of the disease.
#[component]
pub fn OperatingPointChoice(
    /// The disease that the sentence is about.
    class: Memo<Class>,
    /// Its operating point, if the model has one.
    point: Memo<Option<OperatingPoint>>,
) -> impl IntoView {
    let options = expect_context::<PageState>().options;
    let choose_purpose = move |event| {
        let word = event_target_value(&event);
        if let Some(purpose) = Purpose::ALL.into_iter().find(|it| it.word() == word) {
            options.purpose.set(purpose);
        }
    };
    let choose_disease = move |event| {
        let key = event_target_value(&event);
        let chosen = Class::DISEASES.into_iter().find(|it| it.key() == key);
        options.disease.set(chosen);
    };
    let purposes = Purpose::ALL.map(|each| {
        view! {
            <option value=each.word() selected=move || options.purpose.get() == each>
                {words::purpose(each)}
            </option>
        }
    });
    let diseases = Class::DISEASES.map(|each| {
        view! {
            <option value=each.key() selected=move || class.get() == each>
                {strings::class_name(each)}
            </option>
        }
    });
    let sentence = move || match point.get() {
        Some(point) => {
            let sentences = iter::once(point.sentence()).chain(point.elsewhere());
            strings::sentences(sentences.map(|sentence| translated(&sentence)))
        }
        None => words::no_point(class.get()),
    };
    view! {
        <div class="option">
            <label for="operating-point">{words::purpose_label()}</label>
            <select id="operating-point" data-testid="operating-point" on:change=choose_purpose>
                {purposes.collect_view()}
            </select>
            <label for="disease">{words::disease()}</label>
            <select id="disease" data-testid="disease" on:change=choose_disease>
                {diseases.collect_view()}
            </select>
            <p data-testid="operating-point-meaning">{sentence}</p>
        </div>
    }
}
