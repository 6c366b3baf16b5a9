//! How the reader's answers compare with the model's.

use leptos::prelude::*;
use model::class::Class;
use model::estimate::Estimate;
use wasm_bindgen::JsValue;

use crate::components::form::{ActionButton, TableRow, sentence, table, when};
use crate::export::Table;
use crate::locale::catalogue::translated;
use crate::protocol::JobId;
use crate::protocol::readers::{ReaderReport, Truth};
use crate::session::Session;
use crate::state::PageState;
use crate::strings::readers as words;
use crate::strings::{class_name, translated_lines, worklist};
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
    let not_saved = RwSignal::new(false);
    let save = Callback::new(move |()| {
        let csv = state.worklist.with_untracked(|list| {
            let all: Vec<JobId> = list.films().iter().map(|film| film.job).collect();
            Table::of(list, &all, true).reader_csv()
        });
        let saved =
            csv.is_ok_and(|csv| download::save(words::FILE_NAME, &JsValue::from(csv)).is_ok());
        not_saved.set(!saved);
    });
    let on_compare = Callback::new(move |()| session.compare_reader());
    let none_read = Signal::derive(move || read.get() == 0);
    let comparison = move || match state.list.readers.get() {
        None => ().into_any(),
        Some(Err(why)) => sentence("caution", "reader-problem", Some(translated(&why))),
        Some(Ok(report)) => comparison(&report),
    };
    let problem = move || {
        let problem = not_saved.get().then(worklist::not_saved);
        sentence("caution", "not-saved", problem)
    };
    let panel = move || {
        view! {
            <section class="own readers" data-testid="readers" aria-labelledby="readers-heading">
                <h2 id="readers-heading">{words::heading()}</h2>
                <p class="quiet">{words::how()}</p>
                <p role="status">{move || words::read(read.get())}</p>
                <div class="buttons">
                    <ActionButton
                        text=words::compare()
                        class="button"
                        test_id="compare-readers"
                        on_click=on_compare
                        disabled=none_read
                    />
                    <ActionButton
                        text=words::save()
                        class="button secondary"
                        test_id="export-readings"
                        on_click=save
                        disabled=none_read
                    />
                </div>
                {problem}
                {comparison}
            </section>
        }
        .into_any()
    };
    when(move || read.get() > 0 || state.reads_blind(), panel)
}

/// The figures.
fn comparison(report: &ReaderReport) -> AnyView {
    let names = Class::ALL.map(class_name).to_vec();
    let rows = Class::ALL.into_iter().zip(report.confusion);
    let rows = rows.map(|(class, counts)| {
        let cells = counts.map(|films| (films.to_string(), String::new()));
        (class_name(class), cells.to_vec())
    });
    let rows: Vec<TableRow> = rows.collect();
    let truth = match &report.truth {
        Ok(truth) => against_truth(truth),
        Err(why) => sentence("quiet", "reader-no-truth", Some(translated_lines(why))),
    };
    view! {
        <dl class="figures">
            <dt>{words::agreement_label()}</dt>
            <dd data-testid="reader-agreement">{words::agreement(report)}</dd>
            <dt>{words::kappa_label()}</dt>
            <dd data-testid="reader-kappa">{words::kappa(&report.kappa)}</dd>
        </dl>
        <p class="quiet">{words::kappa_means()}</p>
        {table(words::confusion(), "reader-confusion", names, rows)}
        {truth}
    }
    .into_any()
}

/// How often reader and model are right.
fn against_truth(truth: &Truth) -> AnyView {
    let Truth {
        films,
        reader,
        model,
        notes,
    } = truth;
    let row = |name: String, id: String, reader: Option<Estimate>, model: Option<Estimate>| {
        let model = (words::figure(model), String::new());
        (name, vec![(words::figure(reader), id), model])
    };
    let mut rows = vec![row(
        words::accuracy(),
        "reader-accuracy".to_owned(),
        Some(reader.accuracy),
        Some(model.accuracy),
    )];
    for class in Class::ALL {
        let id = format!("reader-sensitivity-{}", class.key());
        let (reader, model) = (reader.sensitivity[class], model.sensitivity[class]);
        rows.push(row(words::sensitivity(class), id, reader, model));
    }
    for class in Class::ALL {
        let id = format!("reader-specificity-{}", class.key());
        let (reader, model) = (reader.specificity[class], model.specificity[class]);
        rows.push(row(words::specificity(class), id, reader, model));
    }
    let columns = vec![words::you(), words::model()];
    let notes = notes.iter().map(|note| translated(note));
    let notes = notes.map(|note| sentence("caution minor", "reader-note", Some(note)));
    view! {
        {notes.collect::<Vec<_>>()}
        {table(words::known(*films), "reader-truth", columns, rows)}
    }
    .into_any()
}
