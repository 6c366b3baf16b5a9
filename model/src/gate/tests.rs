//! Tests of the gate with weights that see one thing each.

use super::*;
use crate::input::Fix;

const ROW: usize = features::COUNT + 1;
/// The thumbnail's fields among the features.
const THUMBNAIL: usize = features::COUNT - 256;

fn row(finding: Finding) -> usize {
    Finding::ALL.iter().position(|&it| it == finding).unwrap() * ROW
}

/// Scores films by a bright upper left quarter: upright 1, elsewhere 0. Each state sees the quarter in its
/// place, and negatives a dark quarter.
fn gate() -> Gate {
    let mut weights = vec![0.0; ROW * Finding::ALL.len()];
    let mut see = |finding, quarter: [usize; 2], sign: f32| {
        let start = row(finding);
        for field in 0..256 {
            let here = [field % 16 / 8, field / 16 / 8] == quarter;
            weights[start + THUMBNAIL + field] = sign * if here { 3.0 } else { -1.0 } / 128.0;
        }
    };
    see(Finding::Upright, [0, 0], 1.0);
    see(Finding::Rotated(Turn::Quarter), [1, 0], 1.0);
    see(Finding::Rotated(Turn::Half), [1, 1], 1.0);
    see(Finding::Rotated(Turn::ThreeQuarters), [0, 1], 1.0);
    see(Finding::Inverted, [0, 0], -1.0);
    weights[row(Finding::Other) + ROW - 1] = 0.2;
    let fitted_on = FittedOn {
        films: 9,
        outliers: 4,
    };
    Gate::new(Scorer::new(&weights).unwrap(), 0.6, -1.0, fitted_on).unwrap()
}

fn film() -> Radiograph {
    let bright = |pixel: u32| pixel % 80 < 40 && pixel / 80 < 40;
    let grey = (0..80 * 80).map(|pixel| if bright(pixel) { 50_000 } else { 900 });
    Radiograph::new(80, 80, grey.collect()).unwrap()
}

/// The film with its margins stretched to a width.
fn wide(width: u32) -> Radiograph {
    let film = film();
    let margin = (width - 80) / 2;
    let grey = (0..width * 80).map(|pixel| {
        let x = (pixel % width).saturating_sub(margin).min(79);
        // With the noise of a film, unlike the panel of a viewer.
        let noise = u16::try_from(pixel * 7919 % 4001).unwrap();
        film.grey()[(pixel / width * 80 + x) as usize] + noise
    });
    Radiograph::new(width, 80, grey.collect()).unwrap()
}

#[test]
fn an_upright_film_is_admitted() {
    let verdict = gate().judge(&film()).unwrap();
    assert_eq!(verdict.finding, Finding::Upright);
    assert_eq!(verdict.decision(), Admission::Admit);
    assert_eq!((verdict.reason(), verdict.fixes()), (None, Vec::new()));
}

#[test]
fn turned_and_inverted_films_are_named_and_their_fix_leads_to_an_answer() {
    let gate = gate();
    for (change, finding) in [
        (Fix::Rotate90, Finding::Rotated(Turn::Quarter)),
        (Fix::Rotate180, Finding::Rotated(Turn::Half)),
        (Fix::Rotate270, Finding::Rotated(Turn::ThreeQuarters)),
        (Fix::Invert, Finding::Inverted),
    ] {
        let changed = change.apply(&film()).unwrap();
        let verdict = gate.judge(&changed).unwrap();
        assert_eq!(verdict.finding, finding);
        assert_eq!(verdict.decision(), Admission::Refuse);
        assert!(verdict.reason().is_some());
        let [fix] = verdict.fixes()[..] else {
            panic!("{verdict:?}");
        };
        let fixed = gate.judge(&fix.apply(&changed).unwrap()).unwrap();
        assert_eq!(fixed.finding, Finding::Upright);
    }
}

#[test]
fn a_picture_that_no_change_makes_a_film_is_not_called_a_turned_film() {
    let gate = gate();
    let strict = Gate::new(gate.scorer, 9.0, -1.0, gate.fitted_on).unwrap();
    let turned = Fix::Rotate90.apply(&film()).unwrap();
    let verdict = strict.judge(&turned).unwrap();
    assert_eq!(verdict.finding, Finding::Other);
    assert!(verdict.fixes().is_empty());
}

#[test]
fn a_film_more_than_twice_as_wide_as_high_is_refused() {
    let judge = |width| gate().judge(&wide(width)).unwrap();
    assert_eq!(judge(160).finding, Finding::Upright);
    assert_eq!(judge(162).finding, Finding::Composite);
    assert_eq!(judge(162).fixes().len(), 1, "the film in it is offered");
}

#[test]
fn a_picture_in_strong_colours_is_refused_unless_a_film_can_be_cut_out() {
    let gate = gate();
    for change in [None, Some(Fix::Rotate90), Some(Fix::Invert)] {
        let changed = change.map_or_else(film, |it| it.apply(&film()).unwrap());
        let verdict = gate.judge(&changed.coloured(true)).unwrap();
        assert_eq!(verdict.finding, Finding::Coloured);
        assert_eq!(verdict.decision(), Admission::Refuse);
        assert!(verdict.reason().unwrap().contains("strong colours"));
        assert!(verdict.fixes().is_empty());
    }
    let wide = wide(162).coloured(true);
    let verdict = gate.judge(&wide).unwrap();
    assert_eq!(verdict.finding, Finding::Composite);
    let [crop] = verdict.fixes()[..] else {
        panic!("{verdict:?}");
    };
    assert!(!crop.apply(&wide).unwrap().is_coloured());
}

#[test]
fn a_mirrored_film_is_admitted_with_a_warning() {
    let mut weights = vec![0.0; ROW * Finding::ALL.len()];
    // Upright with a bright left half, mirrored with a bright right half; a film in any case.
    for field in 0..256 {
        let side = if field % 16 < 8 { 1.0 } else { -1.0 } / 128.0;
        weights[row(Finding::Upright) + THUMBNAIL + field] = side;
        weights[row(Finding::Mirrored) + THUMBNAIL + field] = -side;
    }
    weights[row(Finding::Upright) + ROW - 1] = 1.0;
    let fitted_on = gate().fitted_on();
    let gate = Gate::new(Scorer::new(&weights).unwrap(), 0.5, 0.0, fitted_on).unwrap();
    assert_eq!(gate.judge(&film()).unwrap().decision(), Admission::Admit);
    let mirrored = Glance::of(&film()).unwrap().mirrored();
    let verdict = gate.judge_glance(&mirrored);
    assert_eq!(verdict.decision(), Admission::Warn);
    assert!(verdict.reason().unwrap().contains("dextrocardia"));
    assert!(verdict.fixes().is_empty());
}

#[test]
fn a_turn_of_the_glance_is_a_turn_of_the_picture() {
    let film = film();
    for fix in [Fix::Rotate90, Fix::Rotate180, Fix::Rotate270, Fix::Invert] {
        let glance = Glance::of(&fix.apply(&film).unwrap()).unwrap();
        assert_eq!(Glance::of(&film).unwrap().fixed(fix), glance);
    }
}

#[test]
fn a_gate_reads_back_as_written() {
    let gate = gate();
    let json = serde_json::to_string(&gate).unwrap();
    assert_eq!(serde_json::from_str::<Gate>(&json).unwrap(), gate);
}

#[test]
fn a_damaged_gate_is_refused_with_the_cause() {
    let json = serde_json::to_value(gate()).unwrap();
    let weights = json["weights"].as_str().unwrap();
    let refused = |field: &str, value: serde_json::Value| {
        let mut broken = json.clone();
        broken[field] = value;
        serde_json::from_value::<Gate>(broken)
            .unwrap_err()
            .to_string()
    };
    let short = refused("weights", weights[8..].into());
    assert!(short.contains("weights instead of 9867"), "{short}");
    let text = refused("weights", format!("?{}", &weights[1..]).into());
    assert!(text.contains("not Base64"), "{text}");
    // The exponent of infinity in half precision.
    let infinite = refused("weights", format!("AHwA{}", &weights[4..]).into());
    assert!(infinite.contains("not finite"), "{infinite}");
    let threshold = refused("least_film_score", 1e300.into());
    assert!(threshold.contains("not finite"), "{threshold}");
    assert!(refused("other", 1.into()).contains("unknown field"));
}
