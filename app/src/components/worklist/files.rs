//! The buttons that save the list as files, and the one that clears it.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::components::form::ActionButton;
use crate::export::{self, FILE_NAME, Table};
use crate::locale::catalogue::in_english;
use crate::protocol::JobId;
use crate::session::Session;
use crate::state::PageState;
use crate::strings::{self, worklist as words};
use crate::web::download;

/// The buttons.
#[component]
pub fn Files(
    /// The films that are listed.
    listed: Memo<Vec<JobId>>,
    /// How many films there are.
    films: Memo<usize>,
) -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let note = RwSignal::new(None::<String>);
    // What was said of an export does not hold for another list.
    Effect::new(move |_| {
        films.with(|_| ());
        note.set(None);
    });
    let save = move |ending: &str, write: fn(PageState, &Table) -> Option<String>| {
        let blind = untrack(|| state.reads_blind());
        let table = state
            .worklist
            .with_untracked(|list| listed.with_untracked(|listed| Table::of(list, listed, blind)));
        let saved = write(state, &table).is_some_and(|text| {
            let text = JsValue::from(text);
            download::save(&format!("{FILE_NAME}.{ending}"), &text).is_ok()
        });
        let left_out = listed.with_untracked(Vec::len) - table.readings.len();
        let notes = [
            (!saved).then(words::not_saved),
            words::left_out(left_out),
            table.has_formula().then(words::formula),
        ];
        let notes: Vec<String> = notes.into_iter().flatten().collect();
        note.set((!notes.is_empty()).then(|| strings::sentences(notes)));
    };
    let csv = |_: PageState, table: &Table| table.csv().ok();
    let json = |state: PageState, table: &Table| {
        untrack(|| {
            let level = state.options.level.get();
            let calibrated_on = in_english(|| state.calibrated_on());
            let model = state.model.read();
            export::json(table, model.as_ref(), level, calibrated_on).ok()
        })
    };
    let on_csv = Callback::new(move |()| save("csv", csv));
    let on_json = Callback::new(move |()| save("json", json));
    let on_clear = Callback::new(move |()| session.clear());
    view! {
        <div class="buttons files" role="group" aria-label=words::export()>
            <ActionButton
                text=words::export_csv()
                class="button secondary"
                test_id="export-csv"
                on_click=on_csv
            />
            <ActionButton
                text=words::export_json()
                class="button secondary"
                test_id="export-json"
                on_click=on_json
            />
            <ActionButton
                text=words::clear()
                class="button secondary clear"
                test_id="clear-all"
                on_click=on_clear
            />
        </div>
        <p class="quiet note" role="status" data-testid="export-note">
            {move || note.get()}
        </p>
    }
}
