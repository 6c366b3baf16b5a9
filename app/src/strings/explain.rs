//! Text of the explanation of an answer.

use model::class::Class;
use model::explanation::{MapKind, Occlusion};

use super::{NBSP, class_name};

messages! {
    "explain";

    /// The button that asks for an explanation.
    pub fn show();
    /// The heading above the map's choices.
    pub fn heading();
    /// The button that removes the map.
    pub fn hide();
    /// While the maps are computed.
    pub fn working();
    /// The heading above a failure.
    pub fn failed();
    /// The label of the choice of a class.
    pub fn class();
    /// The label of the choice of a map.
    pub fn map();
    /// The label of the opacity.
    pub fn opacity();
    /// The label of the switch for the contour.
    pub fn contour();
    /// The button that starts occlusion.
    pub fn occlude();
    /// The button that stops it.
    pub fn cancel();
    /// The progress bar of occlusion, for screen readers.
    pub fn occluding();
    /// What a map can say and what not. Source: Adebayo et al., "Sanity Checks for Saliency Maps" (2018).
    pub fn note();
}

/// A kind of map as an option.
pub const fn kind(kind: MapKind) -> &'static str {
    match kind {
        MapKind::Finer => "Class activation, finer",
        MapKind::Last => "Class activation, last map",
        MapKind::Occlusion => "Occlusion",
    }
}

/// What the numbers of a map are.
pub fn meaning(kind: MapKind, class: Class, side: usize) -> String {
    match kind {
        MapKind::Finer | MapKind::Last => format!(
            "Colours: what each of {side} × {side} cells adds to the network's score for {class} before calibration (its logit). What speaks against it is left clear. All classes share the scale."
        ),
        MapKind::Occlusion => format!(
            "Colours: how far the probability of {class} falls when a grey patch covers the place, in percentage points. All classes share the scale."
        ),
    }
}

/// What occlusion does, before it is started.
pub fn about_occlusion() -> String {
    let count = Occlusion::COUNT;
    format!(
        "A grey patch of an eighth of the side is moved over the film, and the network classifies each of the {count} copies. Other films go first."
    )
}

/// The progress of occlusion: "40 of 225".
pub fn progress(done: usize) -> String {
    format!("{done} of {}", Occlusion::COUNT)
}

/// A number of the scale: "0.62", or in percentage points "12.4".
pub fn number(kind: MapKind, value: f32) -> String {
    let value = match kind {
        MapKind::Finer | MapKind::Last => value,
        MapKind::Occlusion => 100.0 * value,
    };
    match value {
        value if value <= 0.0 => "0".to_owned(),
        value if value < 0.01 => format!("{value:.0e}"),
        value if value < 10.0 => format!("{value:.2}"),
        value => format!("{value:.0}"),
    }
}

/// Where the map is largest, from the upper left (0, 0) to the lower right (1, 1) of what the network sees:
/// "Strongest for pneumonia at the lower left, 0.62 of 1.40."
pub fn strongest(
    kind: MapKind,
    class: Class,
    [x, y]: [f32; 2],
    [value, maximum]: [f32; 2],
) -> String {
    let (value, maximum) = (number(kind, value), number(kind, maximum));
    format!(
        "Strongest for {class} {}: {value}{NBSP}of{NBSP}{maximum} on the scale.",
        place(x, y)
    )
}

/// A map without a positive value.
pub fn nothing(class: Class) -> String {
    format!("No part of the film speaks for {class} in this map.")
}

/// The text alternative of the map over the film.
pub fn over_film(kind: MapKind, class: Class) -> String {
    let map = match kind {
        MapKind::Finer | MapKind::Last => "Class activation map",
        MapKind::Occlusion => "Occlusion map",
    };
    format!("{map} for {} over the film", class_name(class))
}

/// A place of the film as it is seen, in nine parts.
const fn place(x: f32, y: f32) -> &'static str {
    const THIRD: f32 = 1.0 / 3.0;
    match (x < THIRD, x > 2.0 * THIRD, y < THIRD, y > 2.0 * THIRD) {
        (true, _, true, _) => "at the upper left",
        (true, _, _, true) => "at the lower left",
        (true, ..) => "at the left",
        (_, true, true, _) => "at the upper right",
        (_, true, _, true) => "at the lower right",
        (_, true, ..) => "at the right",
        (_, _, true, _) => "at the top",
        (_, _, _, true) => "at the bottom",
        _ => "in the middle",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn numbers_of_the_scale_are_short() {
        for (kind, value, text) in [
            (MapKind::Finer, 0.0, "0"),
            (MapKind::Finer, 0.6249, "0.62"),
            (MapKind::Last, 0.0004, "4e-4"),
            (MapKind::Last, 12.4, "12"),
            (MapKind::Occlusion, 0.124, "12"),
            (MapKind::Occlusion, 0.0124, "1.24"),
        ] {
            assert_eq!(number(kind, value), text);
        }
    }

    #[test]
    fn the_strongest_place_is_named_as_it_is_seen() {
        let words = strongest(MapKind::Last, Class::Pneumonia, [0.1, 0.9], [0.5, 1.0]);
        assert!(
            words.starts_with("Strongest for pneumonia at the lower left: 0.50"),
            "{words}"
        );
        for (x, y, words) in [
            (0.5, 0.5, "in the middle"),
            (0.9, 0.5, "at the right"),
            (0.5, 0.1, "at the top"),
        ] {
            assert_eq!(place(x, y), words);
        }
    }
}
