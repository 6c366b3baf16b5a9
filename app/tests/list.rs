//! The list of films in a browser: an item keeps the keyboard focus while its film progresses.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use app::components::film_list::FilmList;
use app::protocol::{Failure, JobId};
use app::state::PageState;
use app::state::worklist::{Stage, Thumbnail};
use app::strings;
use app::web::clock;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// Milliseconds after which the views have been updated.
const UPDATED: i32 = 50;

fn find(selector: &str) -> Element {
    document().query_selector(selector).unwrap().unwrap()
}

#[test]
async fn an_item_keeps_the_focus_while_its_film_progresses() {
    let body = document().body().unwrap();
    let state = PageState::default();
    let _list = mount_to(body, move || {
        provide_context(state);
        view! { <FilmList /> }
    });
    for (job, name) in [(0, "a"), (1, "b")] {
        state
            .worklist
            .update(|list| list.add(JobId(job), name.into()));
    }
    clock::pause(UPDATED).await;
    let button: HtmlElement = find("[data-testid=film] button").unchecked_into();
    button.focus().unwrap();
    let thumbnail = Thumbnail {
        width: 4,
        height: 4,
        side: 4,
        grey: vec![1; 16],
    };
    state.update_worklist(|list| {
        list.set_decoded(JobId(0), thumbnail, None);
        list.set_stage(JobId(0), Stage::Failed(Failure::Unreadable));
    });
    clock::pause(UPDATED).await;
    assert_eq!(document().active_element().as_ref(), Some(button.as_ref()));
    let item = find("[data-testid=film]");
    assert_eq!(item.get_attribute("data-state").unwrap(), "failed");
    let note = find("[data-testid=film] .film-note");
    assert_eq!(note.text_content().unwrap().trim(), strings::FILM_FAILED);
    assert!(item.query_selector("canvas").unwrap().is_some());
}
