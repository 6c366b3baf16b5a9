//! Distances of films whose place is known.

use super::*;

const FAR: FarRule = FarRule {
    percentile: 90,
    level: Level::HIGHEST,
};

fn group(source: &str, films: &[[f32; 3]]) -> Group {
    Group::new(
        source,
        Class::Normal,
        films.iter().map(<[f32; 3]>::as_slice),
    )
    .unwrap()
}

fn groups() -> Groups {
    let along = |axis: usize| {
        let mut film = [0.125; 3];
        film[axis] = 1.0;
        [film]
    };
    let sources = ["a", "b", "b", "c"].into_iter().zip([0, 1, 1, 2]);
    Groups::new(
        sources
            .map(|(name, axis)| group(name, &along(axis)))
            .collect(),
    )
    .unwrap()
}

/// Validation films near `a`, each somewhat farther than the one before.
fn validation() -> Vec<[f32; 3]> {
    let film = |number: u8| [1.0, f32::from(number) / 200.0 + 0.2, 0.125];
    (0..100).map(film).collect()
}

/// A distance by three sources.
pub(crate) fn example() -> Distance {
    let validation = validation();
    Distance::new(groups(), validation.iter().map(<[f32; 3]>::as_slice), FAR).unwrap()
}

#[test]
fn a_film_is_placed_among_the_validation_films() {
    let distance = example();
    let percentile = |film: [f32; 3]| distance.of(&film).percentile;
    let films = validation();
    assert_eq!(percentile([1.0, 0.125, 0.125]), 0);
    assert_eq!(percentile(films[0]), 0);
    assert_eq!(percentile(films[50]), 50);
    assert_eq!(percentile(films[99]), 99);
    assert_eq!(percentile([-1.0, -1.0, -1.0]), 99);
}

#[test]
fn only_the_direction_of_features_counts() {
    let distance = example();
    for film in validation() {
        let longer = film.map(|feature| 1024.0 * feature);
        assert_eq!(distance.of(&longer), distance.of(&film));
    }
    let several = group("a", &[[1.0, 0.0, 0.0], [0.0, 64.0, 0.0]]);
    let groups = Groups::new(vec![several]).unwrap();
    let (one, other) = (
        groups.distance(&[1.0, 0.0, 0.0]),
        groups.distance(&[0.0, 1.0, 0.0]),
    );
    assert!((one - other).abs() < 1e-6, "{one} {other}");
}

#[test]
fn the_nearest_sources_are_named_once_each() {
    let distance = example();
    assert_eq!(distance.of(&[1.0, 0.5, 0.0]).sources, ["a", "b"]);
    assert_eq!(distance.of(&[0.25, 1.0, 0.5]).sources, ["b", "c"]);
    let others = distance.groups().without("a").unwrap();
    assert_eq!(others.nearest(&[1.0, 0.0, 0.5])[0].1, "c");
    assert_eq!(group_of_one().without("a"), None);
}

fn group_of_one() -> Groups {
    Groups::new(vec![group("a", &[[1.0, 0.0, 0.0]])]).unwrap()
}

#[test]
fn a_far_film_has_a_higher_level_and_says_so() {
    let distance = example();
    let near = distance.of(&validation()[50]);
    assert_eq!((near.least_level, near.reason()), (None, None));
    let far = distance.of(&[0.7, 0.7, -0.7]);
    assert_eq!(far.least_level, Some(Level::HIGHEST));
    let reason = far.reason().unwrap();
    for words in [
        "than 99 % of the validation films",
        "nearest: a, b",
        "level of 99 %",
    ] {
        assert!(reason.contains(words), "{reason}");
    }
}

#[test]
fn features_without_a_direction_are_far() {
    let distance = example();
    for film in [
        &[0.0; 3][..],
        &[f32::NAN, 0.0, 1.0],
        &[f32::INFINITY, 1.0, 1.0],
        &[1.0; 4],
        &[],
    ] {
        assert_eq!(distance.of(film).percentile, 99, "{film:?}");
        assert_eq!(distance.of(film).least_level, Some(Level::HIGHEST));
    }
    assert_eq!(Group::new("a", Class::Normal, [&[0.0; 3][..]]), None);
    assert_eq!(Group::new("a", Class::Normal, []), None);
}

#[test]
fn a_stored_distance_is_read_back_and_a_wrong_one_refused() {
    let json = serde_json::to_value(example()).unwrap();
    let read: Distance = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(read, example());
    let refused = |change: &dyn Fn(&mut serde_json::Value), words: &str| {
        let mut json = json.clone();
        change(&mut json);
        let message = serde_json::from_value::<Distance>(json)
            .unwrap_err()
            .to_string();
        assert!(message.contains(words), "{message}");
    };
    refused(&|it| it["groups"] = serde_json::json!([]), "are missing");
    refused(
        &|it| it["groups"][0]["direction"] = "AQI=".into(),
        "differ in length",
    );
    refused(
        &|it| it["groups"][0]["direction"] = "AAAA".into(),
        "not Base64",
    );
    refused(
        &|it| it["groups"][0]["direction"] = "?".into(),
        "not Base64",
    );
    refused(&|it| it["groups"][0]["films"] = 3.into(), "unknown field");
    refused(&|it| it["percentiles"][98] = 0.into(), "ascending");
    refused(
        &|it| it["percentiles"] = serde_json::json!([0.5]),
        "99 percentiles",
    );
    refused(&|it| it["far"]["percentile"] = 0.into(), "from 1 to 99");
    refused(&|it| it["far"]["percentile"] = 100.into(), "from 1 to 99");
    refused(&|it| it["far"]["level"] = 0.5.into(), "invalid level");
}

#[test]
fn without_validation_films_there_is_no_distance() {
    assert_eq!(
        Distance::new(groups(), [], FAR),
        Err(DistanceError::Percentiles)
    );
    assert_eq!(
        Distance::new(groups(), [&[0.0; 3][..]], FAR),
        Err(DistanceError::Percentiles)
    );
}
