//! Text of the explanation of an answer.

use model::class::Class;
use model::explanation::{MapKind, Occlusion};

use crate::locale::numbers::decimal;
use crate::messages;

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
    /// A map without a positive value.
    pub fn nothing(class: Class);
    fn kind_finer();
    fn kind_last();
    fn kind_occlusion();
    fn meaning_activation(side: usize, class: Class);
    fn meaning_occlusion(class: Class);
    fn occlusion(count: usize);
    fn progress_of(done: usize, count: usize);
    fn strongest_at(class: Class, place: String, value: String, maximum: String);
    fn place_upper_left();
    fn place_lower_left();
    fn place_left();
    fn place_upper_right();
    fn place_lower_right();
    fn place_right();
    fn place_top();
    fn place_bottom();
    fn place_middle();
}

/// A kind of map as an option.
pub fn kind(kind: MapKind) -> String {
    match kind {
        MapKind::Finer => kind_finer(),
        MapKind::Last => kind_last(),
        MapKind::Occlusion => kind_occlusion(),
    }
}

/// What the numbers of a map are.
pub fn meaning(kind: MapKind, class: Class, side: usize) -> String {
    match kind {
        MapKind::Finer | MapKind::Last => meaning_activation(side, class),
        MapKind::Occlusion => meaning_occlusion(class),
    }
}

/// What occlusion does, before it is started.
pub fn about_occlusion() -> String {
    occlusion(Occlusion::COUNT)
}

/// The progress of occlusion: "40 of 225".
pub fn progress(done: usize) -> String {
    progress_of(done, Occlusion::COUNT)
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
        value if value < 10.0 => decimal(value.into(), 2),
        value => decimal(value.into(), 0),
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
    strongest_at(class, place(x, y), value, maximum)
}

/// A place of the film as it is seen, in nine parts.
fn place(x: f32, y: f32) -> String {
    const THIRD: f32 = 1.0 / 3.0;
    match (x < THIRD, x > 2.0 * THIRD, y < THIRD, y > 2.0 * THIRD) {
        (true, _, true, _) => place_upper_left(),
        (true, _, _, true) => place_lower_left(),
        (true, ..) => place_left(),
        (_, true, true, _) => place_upper_right(),
        (_, true, _, true) => place_lower_right(),
        (_, true, ..) => place_right(),
        (_, _, true, _) => place_top(),
        (_, _, _, true) => place_bottom(),
        _ => place_middle(),
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
