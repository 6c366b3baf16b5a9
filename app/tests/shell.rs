//! The shell in a browser: a failed load of the content is repeated on request, and what the page was
//! given meanwhile is handed over in order.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cell::{Cell, RefCell};

use app::app::Shell;
use app::content::Content;
use app::inbox::Inbox;
use app::state::intake::IntakeProblem;
use app::strings::failure::no_content;
use app::web::clock;
use futures_util::future::LocalBoxFuture;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};
use web_sys::{Event, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// Milliseconds after which the views have been updated.
const UPDATED: i32 = 50;

thread_local! {
    static TRIES: Cell<u32> = const { Cell::new(0) };
    static TAKEN: RefCell<Vec<IntakeProblem>> = const { RefCell::new(Vec::new()) };
}

/// Fails at first.
fn load() -> LocalBoxFuture<'static, Option<Content>> {
    let tries = TRIES.replace(TRIES.get() + 1);
    Box::pin(async move {
        clock::pause(0).await;
        (tries > 0).then_some(Content {
            start: || {
                expect_context::<Inbox>().forward(|intake| {
                    TAKEN.with_borrow_mut(|taken| taken.extend(intake.problem));
                });
            },
            model: || ().into_any(),
            navigation: || ().into_any(),
            page: || ().into_any(),
            film: || ().into_any(),
            result: || view! { <p id="result"></p> }.into_any(),
            below: || ().into_any(),
        })
    })
}

fn gesture(kind: &str) {
    let event = Event::new(kind).unwrap();
    window().dispatch_event(&event).unwrap();
}

#[test]
async fn a_drop_waits_for_the_content_also_if_that_fails_at_first() {
    let body = document().body().unwrap();
    let _shell = mount_to(body.clone(), || view! { <Shell load /> });
    gesture("drop");
    gesture("paste");
    clock::pause(UPDATED).await;
    let alert = document().query_selector("[role=alert]").unwrap().unwrap();
    assert!(alert.text_content().unwrap().contains(&no_content()));
    assert!(TAKEN.with_borrow(Vec::is_empty));
    let retry: HtmlElement = alert
        .query_selector("button")
        .unwrap()
        .unwrap()
        .unchecked_into();
    retry.click();
    clock::pause(UPDATED).await;
    assert!(document().get_element_by_id("result").is_some());
    assert!(document().query_selector("[role=alert]").unwrap().is_none());
    gesture("drop");
    clock::pause(UPDATED).await;
    let taken = TAKEN.take();
    let text = IntakeProblem::Text;
    assert_eq!(taken, [text.clone(), IntakeProblem::NothingToPaste, text]);
}
