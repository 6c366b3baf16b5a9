//! The built page in headless Chromium: the level of the sets, operating points and prevalence.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::path::Path;

use model::answer_set::Level;
use model::class::Class;
use model::operating_point::Purpose;
use model::prevalence::{Outlook, Prevalence};
use model::scorecard::Scorecard;
use tests::site::Site;
use tests::visit::{Shown, Visit};
use tests::{films, real_films};

/// The scorecard of the shipped model.
fn shipped() -> Scorecard {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/model");
    Scorecard::parse(&std::fs::read(folder.join("model.json")).unwrap()).unwrap()
}

/// A page that shows the result for a film of a hospital that the model has not seen.
fn elsewhere(site: &Site) -> Option<(Visit, Shown)> {
    let visit = Visit::start(site, "?engine=cpu")?;
    visit.ready();
    let film = films::picture("other_hospital.jpg");
    visit.drop_files(&[("other_hospital.jpg", &film)]);
    let shown = visit.shown();
    Some((visit, shown))
}

#[test]
fn a_film_is_left_undecided_at_a_higher_level() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    let films = real_films::bundled();
    let doubtful = films.iter().find(|film| film.name() == "kermany_0086.jpg");
    let film = doubtful.unwrap().bytes();
    visit.drop_files(&[("doubtful.jpg", &film)]);
    let first = visit.shown();
    let took = visit
        .browser
        .script("return document.querySelector('.took').textContent", &[]);
    let mut classes = 0;
    for level in [80, 95, 99] {
        visit.choose_value("level", &level.to_string());
        let shown = visit.shown();
        assert_eq!(shown.probabilities, first.probabilities, "{shown:?}");
        let set: Vec<&str> = shown.set.split('|').filter(|it| !it.is_empty()).collect();
        assert!(set.len() >= classes, "{level}: {shown:?}");
        classes = set.len();
        let decision = if classes == 1 { "answer" } else { "abstain" };
        assert_eq!(shown.decision, decision, "{shown:?}");
        let said = visit.classify("a.jpg", &film);
        assert_eq!(said["set"], shown.set.as_str(), "{said}");
        assert_eq!(said["decision"], decision, "{said}");
        let promise = visit.text("set-promise");
        assert!(promise.contains(&format!("Set at {level}")), "{promise}");
        assert!(promise.contains("ends at the next hospital"), "{promise}");
    }
    assert_eq!(visit.attribute("result", "data-decision"), "abstain");
    let heading = "return document.querySelector('.headline').innerText";
    let heading = visit.browser.script(heading, &[]).to_string();
    assert!(heading.contains("Undecided: COVID-19 or "), "{heading}");
    visit.screenshot("undecided");
    visit.browser.resize(390, 844);
    visit.screenshot("undecided-narrow");
    let again = visit
        .browser
        .script("return document.querySelector('.took').textContent", &[]);
    assert_eq!(took, again, "the network did not run again");
    assert_eq!(visit.requests(), 0);
}

#[test]
fn the_promise_has_the_figures_of_the_scorecard() {
    let site = Site::shipped();
    let Some((visit, _)) = elsewhere(&site) else {
        return;
    };
    let card = shipped();
    let external = card.result("external").unwrap();
    for level in Level::REPORTED {
        let sets = external.answer_sets.iter().find(|it| it.level == level);
        let coverage = format!("{:.1}", sets.unwrap().coverage.value * 100.0);
        visit.choose_value("level", &level.percent().to_string());
        let shows = format!(
            "document.querySelector('[data-testid=set-promise]').innerText.includes('{coverage}')"
        );
        assert!(
            visit.browser.wait(&shows, tests::browser::SOON),
            "{coverage}"
        );
    }
}

#[test]
fn a_purpose_says_what_is_called_and_what_that_means() {
    let site = Site::shipped();
    let Some((visit, shown)) = elsewhere(&site) else {
        return;
    };
    let card = shipped();
    for purpose in Purpose::ALL {
        visit.choose_value("operating-point", purpose.word());
        let point = |class| card.operating_points.get(class, purpose).unwrap();
        let called = Class::DISEASES.into_iter().filter(|&class| {
            let probability = shown.probabilities[class.key()];
            probability >= f64::from(point(class).threshold)
        });
        let called: Vec<&str> = called.map(Class::label).collect();
        assert_eq!(visit.attribute("calls", "data-called"), called.join("|"));
        for class in Class::DISEASES {
            visit.choose_value("disease", class.key());
            let meaning = visit.text("operating-point-meaning");
            assert!(meaning.contains(&point(class).sentence()), "{meaning}");
            assert!(meaning.contains("other hospitals"), "{meaning}");
            for percent in [0.5, 2.0, 40.0] {
                visit.choose_value("prevalence", &percent.to_string());
                let performance = point(class).performance().unwrap();
                let prevalence = Prevalence::try_from(percent / 100.0).unwrap();
                let (sensitivity, specificity) = (performance.sensitivity, performance.specificity);
                let outlook = Outlook::new(prevalence, sensitivity, specificity);
                assert_eq!(visit.text("outlook"), outlook.sentence(class));
            }
        }
    }
}

#[test]
fn a_low_prevalence_is_assumed_until_another_is_chosen() {
    let site = Site::shipped();
    let Some((visit, _)) = elsewhere(&site) else {
        return;
    };
    let value = "return document.querySelector('[data-testid=prevalence]').value";
    assert_eq!(visit.browser.script(value, &[]), "2");
    assert_eq!(
        visit
            .attribute("prevalence", "aria-valuetext")
            .split(' ')
            .next(),
        Some("20")
    );
}
