//! The model's description, results and limitations.

use leptos::prelude::*;

use crate::protocol::{ModelCard, SplitScore};
use crate::state::PageState;
use crate::strings;

/// The readable part of the scorecard.
#[component]
pub fn ModelPanel() -> impl IntoView {
    let model = expect_context::<PageState>().model;
    view! {
        <section class="model" aria-labelledby="model-heading">
            <h2 id="model-heading">{strings::MODEL}</h2>
            {move || match model.get() {
                Some(card) => view! { <Card card /> }.into_any(),
                None => view! { <p class="quiet">{strings::MODEL_LOADING}</p> }.into_any(),
            }}
        </section>
    }
}

/// A loaded scorecard.
#[component]
fn Card(
    /// The scorecard.
    card: ModelCard,
) -> impl IntoView {
    let size = format!(
        "{}, {}",
        strings::parameters(card.parameters),
        strings::megabytes(card.bytes)
    );
    let facts = [
        (strings::MODEL_NAME, card.name),
        (strings::MODEL_INPUT, strings::input(card.side)),
        (strings::MODEL_SIZE, size),
        (strings::MODEL_DATE, card.date),
        (strings::MODEL_LICENCE, card.licence),
    ];
    let rows = facts.into_iter().map(|(label, fact)| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{fact}</dd>
            </div>
        }
    });
    let limits: Vec<_> = card
        .limits
        .into_iter()
        .map(|limit| view! { <li>{limit}</li> })
        .collect();
    view! {
        <div class="card">
            <dl>
                <Score label=strings::MODEL_TEST score=card.test />
                <Score label=strings::MODEL_EXTERNAL score=card.external />
                {rows.collect_view()}
            </dl>
            <div class="words">
                <p>{card.training}</p>
                <h3>{strings::LIMITS}</h3>
                <ul class="limits">{limits}</ul>
            </div>
        </div>
    }
}

/// The accuracy on one split.
#[component]
fn Score(
    /// Which split.
    label: &'static str,
    /// The result, if there is one.
    score: Option<SplitScore>,
) -> impl IntoView {
    let share = score.map_or_else(
        || view! { <dd>{strings::NOT_TESTED}</dd> }.into_any(),
        |SplitScore {
             films, accuracy, ..
         }| {
            view! {
                <dd class="score">{strings::share(accuracy.value)}</dd>
                <dd class="interval">{strings::interval(accuracy.low, accuracy.high, films)}</dd>
            }
            .into_any()
        },
    );
    view! {
        <div>
            <dt>{label}</dt>
            {share}
        </div>
    }
}
