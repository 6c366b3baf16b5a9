//! The list of films on a page: what happens to a film does not take the keyboard from its entry.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use app::components::films::Films;
use app::protocol::{Failure, JobId};
use app::state::PageState;
use app::state::worklist::{Picture, Stage};
use app::strings;
use app::web::clock;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// Milliseconds in which the views follow for certain.
const FOLLOWED: i32 = 50;

fn find(selector: &str) -> Element {
    document().query_selector(selector).unwrap().unwrap()
}

#[test]
async fn an_entry_keeps_the_focus_while_its_film_moves_on() {
    let body = document().body().unwrap();
    let state = PageState::default();
    let _list = mount_to(body, move || {
        provide_context(state);
        view! { <Films /> }
    });
    for (job, name) in [(0, "a"), (1, "b")] {
        state
            .worklist
            .update(|list| list.add(JobId(job), name.into()));
    }
    clock::pause(FOLLOWED).await;
    let button: HtmlElement = find("[data-testid=film] button").unchecked_into();
    button.focus().unwrap();
    let picture = Picture {
        width: 4,
        height: 4,
        side: 4,
        grey: vec![1; 16],
    };
    state.move_on(|list| {
        list.set_picture(JobId(0), picture);
        list.set_stage(JobId(0), Stage::Failed(Failure::Unreadable));
    });
    clock::pause(FOLLOWED).await;
    assert_eq!(document().active_element().as_ref(), Some(button.as_ref()));
    let entry = find("[data-testid=film]");
    assert_eq!(entry.get_attribute("data-state").unwrap(), "failed");
    let note = find("[data-testid=film] .film-note");
    assert_eq!(note.text_content().unwrap().trim(), strings::FILM_FAILED);
    assert!(entry.query_selector("canvas").unwrap().is_some());
}
