//! The list of films: its head, its tools, its rows and its files.

pub mod controls;
pub mod files;
pub mod keys;
pub mod place;
pub mod progress;
pub mod row;
pub mod rows;

use leptos::prelude::*;

use self::controls::Controls;
use self::files::Files;
use self::keys::Moves;
use self::place::RowsPlace;
use self::progress::Progress;
use self::rows::Rows;
use crate::components::form::{ActionButton, when};
use crate::components::keeping::{KeepChoice, WithoutFiles};
use crate::components::reader_panel::ReaderPanel;
use crate::session::Session;
use crate::state::PageState;
use crate::strings::worklist as words;

/// The films of this visit; nothing before the first.
#[component]
pub fn WorklistPanel() -> impl IntoView {
    let state = expect_context::<PageState>();
    let films = Memo::new(move |_| state.worklist.with(|list| list.films().len()));
    let listed = Memo::new(move |_| {
        let arrangement = state.list.arrangement.read();
        state.worklist.with(|list| arrangement.of(list.films()))
    });
    let moves = Moves {
        state,
        listed,
        place: RowsPlace::default(),
    };
    keys::listen(moves);
    let session = expect_context::<Session>();
    Effect::new(move |_| {
        let film = state.worklist.with(|list| {
            let film = list.shown()?;
            let lacks_picture = film.icon.is_none() && film.stage.reading().is_some();
            lacks_picture.then_some(film.job)
        });
        let film = film.filter(|film| state.list.without_file.with(|it| !it.contains(film)));
        if let Some(film) = film {
            session.read_again(film);
        }
    });
    let count = move || words::count(listed.with(Vec::len), films.get());
    let nothing = move || listed.with(Vec::is_empty);
    view! {
        {when(move || films.get() == 0, || view! { <Cleared /> }.into_any())}
        {when(move || { films.get() > 0 }, move || view! {
            <section class="worklist" data-testid="worklist" aria-labelledby="worklist-heading">
                <div class="worklist-head">
                    <h2 id="worklist-heading">{words::heading()}</h2>
                    <p class="quiet" role="status" data-testid="worklist-count">
                        {count}
                    </p>
                </div>
                <Controls films />
                <Progress films />
                <WithoutFiles />
                <Rows moves />
                {when(nothing, || view! { <p class="quiet nothing">{words::nothing_listed()}</p> }.into_any())}
                <Files listed films />
                <KeepChoice />
            </section>
            <ReaderPanel />
        }.into_any())}
    }
}

/// The way back after the list was cleared.
#[component]
fn Cleared() -> impl IntoView {
    let state = expect_context::<PageState>();
    let session = expect_context::<Session>();
    let undo = Callback::new(move |()| session.undo_clear());
    move || {
        let films = state.list.cleared.get();
        (films > 0).then(|| {
            view! {
                <p class="cleared" role="status">
                    {words::cleared(films)} " "
                    <ActionButton
                        text=words::undo_clear()
                        class="button secondary"
                        test_id="undo-clear"
                        on_click=undo
                    />
                </p>
            }
        })
    }
}
