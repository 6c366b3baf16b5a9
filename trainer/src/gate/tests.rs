//! The gate, fitted and judged on drawn chests and other drawings.

use model::class::Class;
use model::gate::{Glance, SIDE};
use model::input::InputSpec;

use super::figures::{ALL, GateFigures};
use super::fit::fit_gate;
use crate::data::Split;
use crate::data::pack::{Pack, PackWriter, PackedFilm, PackedOutlier};
use crate::random::Stream;

/// Two dark lungs, a heart on the right of the picture and a bright belly, each somewhere near its place.
fn chest(draw: &mut Stream) -> Glance {
    // Centre, half width and half height, grey.
    let mut part = |x: f32, y: f32, width: f32, height: f32, grey: f32| {
        let (x, y) = (x + draw.within(2.0), y + draw.within(2.0));
        (x, y, width * (1.0 + draw.within(0.1)), height, grey)
    };
    let parts = [
        part(32.0, 34.0, 30.0, 36.0, 38_000.0),
        part(19.0, 30.0, 9.0, 19.0, 11_000.0),
        part(45.0, 30.0, 9.0, 19.0, 11_000.0),
        part(37.0, 40.0, 9.0, 8.0, 52_000.0),
        part(32.0, 66.0, 30.0, 17.0, 45_000.0),
    ];
    let plane = (0..SIDE * SIDE).map(|pixel| {
        let (column, row) = ((pixel % SIDE) as f32, (pixel / SIDE) as f32);
        let mut grey = 3000.0;
        for (x, y, width, height, shade) in parts {
            if ((column - x) / width).powi(2) + ((row - y) / height).powi(2) < 1.0 {
                grey = shade;
            }
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "shades lie within their type"
        )]
        let noisy = (grey + draw.unit() * 4000.0) as u16;
        noisy
    });
    glance(plane.collect())
}

/// A disc or a bar, somewhere.
fn other(draw: &mut Stream) -> Glance {
    let (x, y, size) = (draw.below(SIDE), draw.below(SIDE), 5 + draw.below(15));
    let disc = draw.unit() < 0.5;
    let plane = (0..SIDE * SIDE).map(|pixel| {
        let (across, down) = ((pixel % SIDE).abs_diff(x), (pixel / SIDE).abs_diff(y));
        let inside = if disc {
            across.pow(2) + down.pow(2) < size * size
        } else {
            across < size && down < 3
        };
        if inside { 60_000 } else { 9000 }
    });
    glance(plane.collect())
}

fn glance(plane: Vec<u16>) -> Glance {
    Glance {
        width: 64,
        height: 64,
        plane,
    }
}

fn pack(folder: &std::path::Path, with_outliers: bool) -> Pack {
    let mut writer = PackWriter::new(folder, &[InputSpec::with_side(32)]).unwrap();
    let split = |number: usize| [Split::Train, Split::Train, Split::Val, Split::Test][number % 4];
    let films = (0..160).map(|number| {
        let seen = chest(&mut Stream::new(1, &[number as u64]));
        PackedFilm {
            file: format!("{number}.png"),
            class: Class::Normal,
            patient: number.to_string(),
            source: ["here", "there"][number / 4 % 2].to_owned(),
            split: split(number),
            age_group: "unknown".to_owned(),
            view: String::new(),
            plane: writer.push(&[vec![0; 1024]], &seen).unwrap(),
        }
    });
    let films = films.collect();
    let count = if with_outliers { 80 } else { 0 };
    let outliers = (0..count).map(|number| {
        let seen = other(&mut Stream::new(2, &[number as u64]));
        PackedOutlier {
            file: format!("{number}.png"),
            kind: "drawing".to_owned(),
            split: split(number),
            glance: Some(writer.push_outlier(&seen).unwrap()),
        }
    });
    let outliers = outliers.collect();
    writer.finish(films, outliers).unwrap();
    Pack::open(folder).unwrap()
}

#[test]
fn a_fitted_gate_admits_films_and_refuses_and_names_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let pack = pack(folder.path(), true);
    let gate = fit_gate(&pack).unwrap();
    assert_eq!(
        gate,
        fit_gate(&pack).unwrap(),
        "the same pack, the same gate"
    );
    let figures = GateFigures::of(&gate, &pack).unwrap();
    assert_eq!(
        (figures.fitted_on.films, figures.fitted_on.outliers),
        (80, 40)
    );
    let films = figures.films.iter().filter(|group| group.source == ALL);
    for group in films {
        assert!(group.refused.value <= 0.1, "{group:?}");
        assert!(group.warned.value <= 0.1, "{group:?}");
    }
    assert_eq!(
        figures.films.len(),
        9,
        "three splits of two sources, and all"
    );
    for group in &figures.outliers {
        assert!(group.refused.value >= 0.9, "{group:?}");
    }
    for group in &figures.changes {
        let least = if group.change == "mirrored" { 0.6 } else { 0.9 };
        assert!(group.named.value >= least, "{group:?}");
        assert!(
            group.change == "mirrored" || group.refused.value >= 0.9,
            "{group:?}"
        );
    }
    assert_eq!(figures.changes.len(), 10);
}

#[test]
fn without_outliers_the_gate_is_fitted_on_pictures_that_are_made() {
    let folder = tempfile::tempdir().unwrap();
    let gate = fit_gate(&pack(folder.path(), false)).unwrap();
    assert_eq!(gate.fitted_on().outliers, 0);
    let refused = (0..20).filter(|&number| {
        let seen = other(&mut Stream::new(2, &[number]));
        gate.judge_glance(&seen).finding.is_refused()
    });
    assert!(refused.count() >= 18);
}
