//! The result for one film in a browser: a refusal with its fixes, an abstention, a warning.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{Arc, Mutex};

use app::components::result_card::ResultCard;
use app::protocol::{EngineKind, Examined, Times};
use app::state::worklist::Answer;
use js_sys::{Array, Function, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use model::answer_set::Level;
use model::calibration::Probabilities;
use model::class::{Class, PerClass};
use model::distance::FilmDistance;
use model::input::Fix;
use model::operating_point::{OperatingPoint, Purpose};
use model::reading::{Decision, Reading};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// Shows the result for a film that was inverted, and returns its element with the fixes that are clicked
/// (`None` to undo one) and the handle that keeps it.
fn show(reading: Reading) -> (Element, Arc<Mutex<Vec<Option<Fix>>>>, impl Sized) {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    let clicked = Arc::<Mutex<Vec<Option<Fix>>>>::default();
    let clicks = Arc::clone(&clicked);
    let answer = Answer {
        examined: Examined::Refused(reading.clone()),
        reading,
        times: Times::default(),
        engine: EngineKind::Cpu,
    };
    let handle = mount_to(root.clone(), move || {
        let on_fix = Callback::new(move |fix| clicks.lock().unwrap().push(fix));
        let undo = Some(Fix::Invert);
        let point = |class| OperatingPoint {
            class,
            purpose: Purpose::Screening,
            threshold: 0.25,
            results: Vec::new(),
        };
        let points = Signal::stored(Class::DISEASES.map(point).to_vec());
        let promise = Signal::stored("It ends.".to_owned());
        let (name, answer) = ("a.png".to_owned(), answer.clone());
        view! { <ResultCard name answer burned_in=true undo points promise on_fix /> }
    });
    let result = root.query_selector("[data-testid=result]");
    (result.unwrap().unwrap(), clicked, handle)
}

fn all(result: &Element, selector: &str) -> Vec<HtmlElement> {
    let query = Reflect::get(result, &"querySelectorAll".into()).unwrap();
    let found = query.unchecked_into::<Function>();
    let found = found.call1(result, &selector.into()).unwrap();
    Array::from(&found)
        .iter()
        .map(JsCast::unchecked_into)
        .collect()
}

fn words(elements: &[HtmlElement]) -> Vec<String> {
    let text = |element: &HtmlElement| element.text_content().unwrap().trim().to_owned();
    elements.iter().map(text).collect()
}

fn probabilities(values: [f32; 3]) -> Probabilities {
    PerClass(values).try_into().unwrap()
}

#[test]
fn a_refusal_shows_reasons_and_fixes_but_no_probabilities() {
    let crop = Fix::Crop {
        left: 1,
        top: 2,
        width: 40,
        height: 50,
    };
    let fixes = [
        Fix::Rotate90,
        Fix::Rotate180,
        Fix::Rotate270,
        Fix::Invert,
        crop,
    ];
    let (result, clicked, _handle) = show(Reading {
        fixes: fixes.to_vec(),
        ..Reading::refuse("a.png", "the film is upside down")
    });
    assert_eq!(result.get_attribute("data-decision").unwrap(), "refuse");
    assert_eq!(result.get_attribute("data-set").unwrap(), "");
    assert!(all(&result, "[data-value], [role=meter]").is_empty());
    let reasons = words(&all(&result, "[data-testid=reason]"));
    assert_eq!(reasons, ["The film is upside down."]);
    assert!(
        all(&result, "[data-testid=caution]").is_empty(),
        "nothing was predicted"
    );
    let buttons = all(&result, "button[data-testid=fix]");
    let kinds: Vec<String> = buttons
        .iter()
        .map(|button| button.get_attribute("data-fix").unwrap())
        .collect();
    assert_eq!(kinds, fixes.map(Fix::word));
    buttons.iter().for_each(HtmlElement::click);
    let undo = &all(&result, "button[data-testid=undo]")[0];
    assert_eq!(undo.text_content().unwrap(), "Undo: inverted");
    undo.click();
    let expected: Vec<Option<Fix>> = fixes.into_iter().map(Some).chain([None]).collect();
    assert_eq!(*clicked.lock().unwrap(), expected);
    assert!(all(&result, "[data-testid=set-promise]").is_empty());
}

#[test]
fn an_abstention_names_the_set_before_the_bars() {
    let (result, _, _handle) = show(Reading {
        file: "a.png".to_owned(),
        probabilities: Some(probabilities([0.48, 0.06, 0.46])),
        prediction: None,
        set: vec![Class::Covid19, Class::Pneumonia],
        decision: Decision::Abstain,
        reasons: vec!["cannot tell COVID-19 from pneumonia".to_owned()],
        fixes: Vec::new(),
        distance: Some(FilmDistance {
            percentile: 95,
            sources: vec!["nih".to_owned()],
            least_level: Some(Level::HIGHEST),
        }),
    });
    let distance = all(&result, "[data-testid=distance]");
    assert!(distance.is_empty(), "the reasons say it");
    let set = result.get_attribute("data-set").unwrap();
    assert_eq!(set, "COVID-19|pneumonia");
    let order = "h2, [data-testid=reason], [data-testid=prob-covid19]";
    let order: Vec<String> = all(&result, order)
        .iter()
        .map(|element| element.tag_name())
        .collect();
    assert_eq!(order, ["H2", "P", "DIV"]);
    let headline = words(&all(&result, "h2"));
    assert_eq!(headline, ["Undecided: COVID-19 or pneumonia"]);
    let in_set = words(&all(&result, ".in-set .bar-name"));
    assert_eq!(in_set, ["COVID-19 called", "Pneumonia called"]);
    assert!(all(&result, "[data-testid=fix]").is_empty());
    let promise = words(&all(&result, "[data-testid=set-promise]"));
    assert_eq!(promise, ["It ends."]);
    let calls = &all(&result, "[data-called]")[0];
    assert_eq!(
        calls.get_attribute("data-called").unwrap(),
        "COVID-19|pneumonia"
    );
}

#[test]
fn a_warning_stands_beside_the_answer() {
    let (result, _, _handle) = show(Reading {
        file: "a.png".to_owned(),
        probabilities: Some(probabilities([0.1, 0.8, 0.1])),
        prediction: Some(Class::Normal),
        set: vec![Class::Normal],
        decision: Decision::Answer,
        reasons: vec!["the heart seems to be on the right".to_owned()],
        fixes: Vec::new(),
        distance: Some(FilmDistance {
            percentile: 12,
            sources: vec!["nih".to_owned(), "kermany".to_owned()],
            least_level: None,
        }),
    });
    let distance = &all(&result, "[data-testid=distance]")[0];
    assert_eq!(distance.get_attribute("data-percentile").unwrap(), "12");
    let text = distance.text_content().unwrap();
    assert!(text.ends_with("nearest: nih, kermany."), "{text}");
    assert_eq!(result.get_attribute("data-decision").unwrap(), "answer");
    let reasons = words(&all(&result, "[data-testid=reason]"));
    assert_eq!(reasons, ["The heart seems to be on the right."]);
    let values = all(&result, "[data-testid=prob-normal]");
    assert_eq!(values[0].get_attribute("data-value").unwrap(), "0.8");
    assert_eq!(all(&result, "[data-testid=caution]").len(), 1);
    let calls = &all(&result, "[data-called]")[0];
    assert_eq!(calls.get_attribute("data-called").unwrap(), "");
    assert_eq!(all(&result, ".bar-threshold").len(), 2);
}
