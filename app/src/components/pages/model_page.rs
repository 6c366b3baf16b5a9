//! The page on the model: the readable part of its scorecard, with plots.

use std::collections::BTreeMap;

use leptos::prelude::*;
use model::class::Class;
use model::scorecard::results::{ClassResult, FilmCount, SplitResult};

use crate::components::plots::confusion::ConfusionMatrix;
use crate::components::plots::reliability::ReliabilityPlot;
use crate::components::plots::roc::RocPlot;
use crate::components::plots::sources::SourceTable;
use crate::locale::catalogue::translated;
use crate::protocol::{ModelCard, SplitScore};
use crate::state::PageState;
use crate::strings;
use crate::strings::pages::{model_page as words, optional};

/// The split that is shown first.
const FIRST_SPLIT: &str = "test";

/// The scorecard, once it is loaded.
#[component]
pub fn ModelPage() -> impl IntoView {
    let model = expect_context::<PageState>().model;
    move || match model.get() {
        Some(card) => view! { <Card card /> }.into_any(),
        None => view! { <p class="quiet">{strings::model_loading()}</p> }.into_any(),
    }
}

/// A loaded scorecard.
#[component]
fn Card(
    /// The scorecard.
    card: ModelCard,
) -> impl IntoView {
    let size = strings::list([
        strings::parameters(card.parameters),
        strings::megabytes(card.bytes),
    ]);
    let facts = [
        (strings::model_name(), card.name),
        (strings::model_input(), strings::input(card.side)),
        (strings::model_size(), size),
        (strings::model_date(), card.date),
        (strings::model_licence(), card.licence),
    ];
    let rows = facts
        .into_iter()
        .map(|(label, fact)| view! { <Fact label fact /> });
    let limits = card
        .limits
        .into_iter()
        .map(|limit| view! { <li>{limit}</li> });
    let limits = limits.collect_view();
    let hashes = [
        (words::weights(), card.weights),
        (words::list(), card.list_sha256),
    ];
    let hashes = hashes.map(|(label, fact)| view! { <Fact label fact /> });
    view! {
        <div class="card">
            <dl>
                <Score label=strings::model_test() score=card.test />
                <Score label=strings::model_external() score=card.external />
                {rows.collect_view()}
            </dl>
            <div class="words">
                <p lang="en">{card.training}</p>
                <h3>{strings::limits()}</h3>
                <ul class="limits" lang="en">{limits}</ul>
            </div>
        </div>
        <Results results=card.results />
        <h3>{words::data()}</h3>
        <FilmTable films=card.films />
        <h3>{words::hashes()}</h3>
        <dl class="hashes">{hashes.collect_view()}</dl>
    }
}

/// A term and what it is.
#[component]
fn Fact(
    /// The term.
    label: String,
    /// What it is.
    fact: String,
) -> impl IntoView {
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{fact}</dd>
        </div>
    }
}

/// The accuracy on one split.
#[component]
fn Score(
    /// Which split.
    label: String,
    /// The result, if there is one.
    score: Option<SplitScore>,
) -> impl IntoView {
    let share = score.map_or_else(
        || view! { <dd>{strings::not_tested()}</dd> }.into_any(),
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

/// The results on the split that is chosen.
#[component]
fn Results(
    /// The results on all splits.
    results: Vec<SplitResult>,
) -> impl IntoView {
    let chosen = RwSignal::new(FIRST_SPLIT.to_owned());
    let options: Vec<_> = results
        .iter()
        .map(|result| {
            let word = result.split.clone();
            let selected = word == FIRST_SPLIT;
            view! {
                <option value=word.clone() selected=selected>
                    {words::split(&word)}
                </option>
            }
        })
        .collect();
    let shown = move || {
        let split = chosen.get();
        let result = results.iter().find(|result| result.split == split);
        result.cloned().map(|result| view! { <Split result /> })
    };
    view! {
        <h3>{words::results()}</h3>
        <p>
            <label for="split">{words::split_label()}</label>
            " "
            <select
                id="split"
                data-testid="split"
                on:change=move |event| chosen.set(event_target_value(&event))
            >
                {options}
            </select>
        </p>
        {shown}
        <p class="quiet">{words::intervals()}</p>
    }
}

/// The figures and plots of one split.
#[component]
fn Split(
    /// The results.
    result: SplitResult,
) -> impl IntoView {
    let headline = words::headline(
        result.films,
        result.accuracy,
        result.balanced_accuracy,
        result.ece,
    );
    view! {
        <p>{headline}</p>
        <div class="plots">
            <section>
                <h4>{words::confusion()}</h4>
                <ConfusionMatrix counts=result.confusion />
            </section>
            <section>
                <h4>{words::roc()}</h4>
                <RocPlot classes=result.classes.clone() />
            </section>
            <section>
                <h4>{words::reliability()}</h4>
                <ReliabilityPlot bins=result.reliability />
                <p class="quiet">{words::reliability_note()}</p>
            </section>
            <section>
                <h4>{words::sources()}</h4>
                <SourceTable sources=result.sources />
            </section>
        </div>
        <h4>{words::classes()}</h4>
        <ClassTable classes=result.classes />
    }
}

/// One class against the rest, a class a row.
#[component]
fn ClassTable(
    /// The classes.
    classes: Vec<ClassResult>,
) -> impl IntoView {
    let rows = classes.into_iter().map(|class| {
        let figures = [class.sensitivity, class.specificity, class.ppv, class.npv];
        let figures = figures.map(|figure| view! { <td>{optional(figure)}</td> });
        view! {
            <tr>
                <th scope="row">{strings::class_name(class.class)}</th>
                <td>{class.films}</td>
                {figures.collect_view()}
            </tr>
        }
    });
    let columns = words::class_columns().map(|name| view! { <th scope="col">{name}</th> });
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=words::classes()>
            <table class="score-table">
                <thead>
                    <tr>{columns.collect_view()}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// How many films of each class there were, by split and source.
#[component]
fn FilmTable(
    /// The counts.
    films: Vec<FilmCount>,
) -> impl IntoView {
    let mut counts: BTreeMap<(String, String), [u64; Class::COUNT]> = BTreeMap::new();
    for count in films {
        let row = counts.entry((count.split, count.source)).or_default();
        let at = Class::ALL.iter().position(|class| *class == count.class);
        if let Some(cell) = at.and_then(|at| row.get_mut(at)) {
            *cell += count.films;
        }
    }
    let rows = counts.into_iter().map(|((split, source), row)| {
        let cells = row.map(|films| view! { <td>{films}</td> });
        view! {
            <tr>
                <td>{translated(&split)}</td>
                <th scope="row">{source}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let columns = words::data_columns().into_iter();
    let columns = columns
        .chain(Class::ALL.map(strings::class_name))
        .map(|name| view! { <th scope="col">{name}</th> });
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=words::data()>
            <table class="score-table">
                <thead>
                    <tr>{columns.collect_view()}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
