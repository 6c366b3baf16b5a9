//! The list of films in a browser: a row keeps the keyboard focus while its film progresses, a long list has
//! few rows in the DOM, and reading blind shows nothing of an answer.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use app::components::worklist::WorklistPanel;
use app::protocol::viewing::ThumbnailShape;
use app::protocol::{EngineKind, Examined, Failure, JobId, Times};
use app::session::Session;
use app::state::PageState;
use app::state::worklist::film::Sureness;
use app::state::worklist::{Answer, Stage, Thumbnail};
use app::strings;
use app::web::clock;
use app::worker::queue::Queue;
use leptos::mount::mount_to;
use leptos::prelude::*;
use model::answer_set::Level;
use model::calibration::Logits;
use model::class::{Class, PerClass};
use model::fitted::Fitted;
use model::output::NetworkOutput;
use model::reading::{Evidence, Reading};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// Milliseconds after which the views have been updated.
const UPDATED: i32 = 300;

/// A list in the document, with its state and the handle that keeps it. Its worker's script does not exist here,
/// so it classifies nothing.
fn list() -> (HtmlElement, PageState, impl Sized) {
    let place: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&place).unwrap();
    let state = PageState::default();
    let handle = mount_to(place.clone(), move || {
        provide_context(state);
        provide_context(Session::new(Queue::start(state, None), state));
        view! { <WorklistPanel /> }
    });
    (place, state, handle)
}

fn add(state: PageState, names: &[&str]) {
    state.worklist.update(|list| {
        for (job, name) in (0..).zip(names) {
            list.add(JobId(job), (*name).to_owned());
        }
    });
}

fn answer(name: &str) -> Stage {
    let output = NetworkOutput {
        logits: Logits(PerClass([0.0, 3.0, 1.0])),
        features: Vec::new(),
    };
    let evidence = Evidence::new(None, &output, None);
    Stage::Answered(Answer {
        reading: Reading::of(name, &Fitted::default(), &evidence, Level::DEFAULT),
        examined: Examined::Film(evidence),
        times: Times::default(),
        engine: EngineKind::Cpu,
    })
}

fn thumbnail() -> Thumbnail {
    Thumbnail {
        shape: ThumbnailShape {
            width: 4,
            height: 4,
            side: 4,
        },
        grey: vec![1; 16],
    }
}

fn find(place: &HtmlElement, selector: &str) -> HtmlElement {
    let found = place.query_selector(selector).unwrap().unwrap();
    found.unchecked_into()
}

fn rows(place: &HtmlElement) -> Vec<Element> {
    let list = find(place, "ul");
    let next = |item: &Element| item.next_element_sibling();
    let items = std::iter::successors(list.first_element_child(), next);
    items
        .filter(|item| item.has_attribute("data-file"))
        .collect()
}

fn attributes(place: &HtmlElement, name: &str) -> Vec<String> {
    let rows = rows(place).into_iter();
    rows.map(|row| row.get_attribute(name).unwrap_or_default())
        .collect()
}

#[test]
async fn a_row_keeps_the_focus_while_its_film_progresses() {
    let (place, state, _handle) = list();
    add(state, &["a", "b"]);
    clock::pause(UPDATED).await;
    let button = find(&place, "[data-testid=worklist-row] button");
    button.focus().unwrap();
    state.update_worklist(|list| {
        list.set_decoded(JobId(0), thumbnail(), None, String::new());
        list.set_stage(JobId(0), Stage::Failed(Failure::Unreadable));
    });
    clock::pause(UPDATED).await;
    assert_eq!(document().active_element().as_ref(), Some(button.as_ref()));
    let row = find(&place, "[data-testid=worklist-row]");
    assert_eq!(row.get_attribute("data-state").unwrap(), "failed");
    assert_eq!(row.get_attribute("data-decision").unwrap(), "refuse");
    let note = find(&row, ".film-note");
    assert_eq!(note.text_content().unwrap().trim(), strings::film_failed());
    assert!(row.query_selector("canvas").unwrap().is_some());
    place.remove();
}

#[test]
async fn the_films_of_an_archive_take_its_place() {
    let (place, state, _handle) = list();
    add(state, &["a.zip", "b"]);
    clock::pause(UPDATED).await;
    let films = vec![(JobId(2), "a.zip/x".into()), (JobId(3), "a.zip/y".into())];
    state.worklist.update(|list| list.replace(JobId(0), films));
    clock::pause(UPDATED).await;
    state
        .worklist
        .update(|list| list.set_stage(JobId(2), Stage::Failed(Failure::NoFilms)));
    clock::pause(UPDATED).await;
    assert_eq!(attributes(&place, "data-file"), ["a.zip/x", "a.zip/y", "b"]);
    let states = attributes(&place, "data-state");
    assert_eq!(states, ["failed", "waiting", "waiting"]);
    place.remove();
}

#[test]
async fn a_long_list_has_few_rows_in_the_document() {
    let (place, state, _handle) = list();
    let names: Vec<String> = (0..2_000).map(|number| format!("film {number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    add(state, &names);
    clock::pause(UPDATED).await;
    let shown = rows(&place).len();
    assert!((1..200).contains(&shown), "{shown} rows");
    let first = &rows(&place)[0];
    assert_eq!(first.get_attribute("aria-setsize").unwrap(), "2000");
    assert_eq!(first.get_attribute("aria-posinset").unwrap(), "1");
    place.remove();
}

#[test]
async fn reading_blind_shows_nothing_of_an_answer() {
    let (place, state, _handle) = list();
    add(state, &["a", "b"]);
    state.list.arrangement.update(|it| it.blind = true);
    state.worklist.update(|list| {
        list.set_decoded(JobId(0), thumbnail(), None, String::new());
        list.set_stage(JobId(0), answer("a"));
    });
    clock::pause(UPDATED).await;
    assert_eq!(attributes(&place, "data-state"), ["done", "waiting"]);
    assert_eq!(attributes(&place, "data-decision"), ["", ""]);
    let text = place.text_content().unwrap();
    assert!(!text.contains("84.4"), "{text}");
    state.worklist.update(|list| list.select(JobId(0)));
    state.choose_class(JobId(0), Class::Pneumonia);
    state.answer_as_reader(JobId(0), Sureness::Unsure);
    clock::pause(UPDATED).await;
    assert_eq!(attributes(&place, "data-decision"), ["answer", ""]);
    let text = place.text_content().unwrap();
    assert!(
        text.contains("84.4") && text.contains("you: pneumonia"),
        "{text}"
    );
    place.remove();
}
