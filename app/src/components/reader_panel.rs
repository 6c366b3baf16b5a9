//! How the reader's answers compare with the model's.

use leptos::prelude::*;
use model::class::Class;
use wasm_bindgen::JsValue;

use crate::export::Table;
use crate::protocol::JobId;
use crate::protocol::readers::{ReaderReport, Truth};
use crate::session::Session;
use crate::state::PageState;
use crate::strings::readers as words;
use crate::strings::{class_name, worklist};
use crate::web::download;

/// The panel; nothing unless the reader reads blind or has done so.
#[component]
pub fn ReaderPanel() -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let read = Memo::new(move |_| {
        let worklist = state.worklist.read();
        let films = worklist.films().iter();
        films.filter(|film| film.reader.is_some()).count()
    });
    let is_shown = Memo::new(move |_| read.get() > 0 || state.reads_blind());
    let not_saved = RwSignal::new(false);
    let save = move |_| {
        let csv = state.worklist.with_untracked(|list| {
            let all: Vec<JobId> = list.films().iter().map(|film| film.job).collect();
            Table::of(list, &all, true).reader_csv()
        });
        let saved =
            csv.is_ok_and(|csv| download::save(words::FILE_NAME, &JsValue::from(csv)).is_ok());
        not_saved.set(!saved);
    };
    let comparison = move || match state.list.readers.get() {
        None => ().into_any(),
        Some(Err(why)) => {
            view! { <p class="caution" data-testid="reader-problem">{why}</p> }.into_any()
        }
        Some(Ok(report)) => view! { <Comparison report /> }.into_any(),
    };
    view! {
        <Show when=move || is_shown.get()>
            <section class="own readers" data-testid="readers" aria-labelledby="readers-heading">
                <h2 id="readers-heading">{words::HEADING}</h2>
                <p class="quiet">{words::HOW}</p>
                <p role="status">{move || words::read(read.get())}</p>
                <div class="buttons">
                    <button
                        class="button"
                        type="button"
                        data-testid="compare-readers"
                        disabled=move || read.get() == 0
                        on:click=move |_| session.compare_reader()
                    >
                        {words::COMPARE}
                    </button>
                    <button
                        class="button secondary"
                        type="button"
                        data-testid="export-readings"
                        disabled=move || read.get() == 0
                        on:click=save
                    >
                        {words::SAVE}
                    </button>
                </div>
                {move || {
                    not_saved.get().then(|| view! { <p class="caution">{worklist::NOT_SAVED}</p> })
                }}
                {comparison}
            </section>
        </Show>
    }
}

/// The figures.
#[component]
fn Comparison(
    /// The figures.
    report: ReaderReport,
) -> impl IntoView {
    let heads = Class::ALL.map(|class| view! { <th scope="col">{class_name(class)}</th> });
    let rows = Class::ALL
        .into_iter()
        .zip(report.confusion)
        .map(|(class, row)| {
            let cells = Class::ALL.into_iter().zip(row);
            let cells =
                cells.map(|(other, films)| view! { <td class:right=class == other>{films}</td> });
            view! {
                <tr>
                    <th scope="row">{class_name(class)}</th>
                    {cells.collect_view()}
                </tr>
            }
        });
    let truth = match report.truth.clone() {
        Ok(truth) => view! { <AgainstTruth truth /> }.into_any(),
        Err(why) => view! { <p class="quiet" data-testid="reader-no-truth">{why}</p> }.into_any(),
    };
    view! {
        <dl class="figures">
            <dt>{words::AGREEMENT}</dt>
            <dd data-testid="reader-agreement">{words::agreement(&report)}</dd>
            <dt>{words::KAPPA}</dt>
            <dd data-testid="reader-kappa">{words::kappa(&report.kappa)}</dd>
        </dl>
        <p class="quiet">{words::KAPPA_MEANS}</p>
        <div class="scrolls">
            <table data-testid="reader-confusion">
                <caption>{words::CONFUSION}</caption>
                <thead>
                    <tr>
                        <td></td>
                        {heads.into_iter().collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {truth}
    }
}

/// How often reader and model are right.
#[component]
fn AgainstTruth(
    /// The figures.
    truth: Truth,
) -> impl IntoView {
    let Truth {
        films,
        reader,
        model,
        notes,
    } = truth;
    let accuracy = (
        words::ACCURACY.to_owned(),
        "reader-accuracy".to_owned(),
        [Some(reader.accuracy), Some(model.accuracy)],
    );
    let sensitivities = Class::ALL.map(|class| {
        (
            words::sensitivity(class),
            format!("reader-sensitivity-{}", class.key()),
            [reader.sensitivity[class], model.sensitivity[class]],
        )
    });
    let specificities = Class::ALL.map(|class| {
        (
            words::specificity(class),
            format!("reader-specificity-{}", class.key()),
            [reader.specificity[class], model.specificity[class]],
        )
    });
    let rows = std::iter::once(accuracy)
        .chain(sensitivities)
        .chain(specificities);
    let rows = rows.map(|(name, id, [reader, model])| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td data-testid=id>{words::figure(reader)}</td>
                <td>{words::figure(model)}</td>
            </tr>
        }
    });
    let notes = notes
        .into_iter()
        .map(|note| view! { <p class="caution minor">{note}</p> });
    view! {
        {notes.collect_view()}
        <div class="scrolls">
            <table>
                <caption>{words::known(films)}</caption>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{words::YOU}</th>
                        <th scope="col">{words::MODEL}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
