//! How frequent a disease is among people like the patient, and what a call means then.

use leptos::prelude::*;
use model::class::Class;
use model::operating_point::OperatingPoint;
use model::prevalence::{Outlook, Prevalence};

use crate::locale::catalogue::translated;
use crate::state::PageState;
use crate::strings::options as words;

/// The slider, in percent.
#[component]
pub fn PrevalenceSlider(
    /// The disease.
    class: Memo<Class>,
    /// Its operating point, if the model has one.
    point: Memo<Option<OperatingPoint>>,
) -> impl IntoView {
    let prevalence = expect_context::<PageState>().options.prevalence;
    let choose = move |event| {
        let percent: Result<f64, _> = event_target_value(&event).parse();
        let chosen = percent
            .ok()
            .and_then(|percent| Prevalence::try_from(percent / 100.0).ok());
        if let Some(chosen) = chosen {
            prevalence.set(chosen);
        }
    };
    let share = move || words::prevalence(prevalence.get(), class.get());
    let outlook = move || {
        let point = point.get()?;
        let performance = point.performance()?;
        let outlook = Outlook::new(
            prevalence.get(),
            performance.sensitivity,
            performance.specificity,
        );
        Some(translated(&outlook.sentence(class.get())))
    };
    view! {
        <div class="option">
            <label for="prevalence">{words::prevalence_label()}</label>
            <input
                id="prevalence"
                data-testid="prevalence"
                type="range"
                min="0.1"
                max="50"
                step="0.1"
                prop:value=move || format!("{:.1}", prevalence.get().share() * 100.0)
                aria-valuetext=share
                on:input=choose
            />
            <p class="option-value">{share}</p>
            <p data-testid="outlook">{outlook}</p>
        </div>
    }
}
