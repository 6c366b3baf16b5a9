//! How a film is flipped and turned on the screen.

use model::input::dicom::Edges;

/// Flips of the film, followed by quarter turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Orientation {
    /// Clockwise quarter turns, 0 to 3.
    quarters: u8,
    /// Whether the film's left and right are exchanged before it is turned.
    across: bool,
    /// Whether its top and bottom are.
    down: bool,
}

impl Orientation {
    /// The clockwise rotation: 0, 90, 180 or 270 degrees.
    pub const fn degrees(self) -> u16 {
        self.quarters as u16 * 90
    }

    /// Whether the film is seen as in a mirror.
    pub const fn is_mirrored(self) -> bool {
        self.across != self.down
    }

    /// Turned on the screen, by clockwise quarters.
    #[must_use]
    pub const fn turned(self, quarters: u8) -> Self {
        Self {
            quarters: (self.quarters + quarters) % 4,
            ..self
        }
    }

    /// With left and right of the screen exchanged.
    #[must_use]
    pub const fn flipped_across(self) -> Self {
        if self.lies() {
            Self {
                down: !self.down,
                ..self
            }
        } else {
            Self {
                across: !self.across,
                ..self
            }
        }
    }

    /// With top and bottom of the screen exchanged.
    #[must_use]
    pub const fn flipped_down(self) -> Self {
        self.flipped_across().turned(2).balanced()
    }

    /// Two flips and a half turn change nothing.
    const fn balanced(self) -> Self {
        Self {
            quarters: (self.quarters + 2) % 4,
            across: !self.across,
            down: !self.down,
        }
    }

    /// Whether the film's rows are vertical on the screen.
    pub const fn lies(self) -> bool {
        self.quarters % 2 == 1
    }

    /// The directions on the screen of the film's rows and of its columns, each as (right, down).
    pub fn axes(self) -> [(f64, f64); 2] {
        let across = if self.across { -1.0 } else { 1.0 };
        let down = if self.down { -1.0 } else { 1.0 };
        match self.quarters {
            0 => [(across, 0.0), (0.0, down)],
            1 => [(0.0, across), (-down, 0.0)],
            2 => [(-across, 0.0), (0.0, -down)],
            _ => [(0.0, -across), (down, 0.0)],
        }
    }

    /// What is at the edges of the screen, from what is at those of the film.
    #[must_use]
    pub fn edges(self, mut edges: Edges) -> Edges {
        if self.across {
            edges.swap(1, 3);
        }
        if self.down {
            edges.swap(0, 2);
        }
        edges.rotate_right(self.quarters.into());
        edges
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::input::dicom::Side;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const UPRIGHT: Orientation = Orientation {
        quarters: 0,
        across: false,
        down: false,
    };

    /// Every orientation that commands lead to.
    fn all() -> Vec<Orientation> {
        let turned = (0..4).map(|quarters| UPRIGHT.turned(quarters));
        turned
            .flat_map(|it| [it, it.flipped_across(), it.flipped_down()])
            .collect()
    }

    fn flat(orientation: Orientation) -> [(f64, f64); 2] {
        // Negative zeros are equal to zeros.
        orientation.axes()
    }

    #[test]
    fn a_quarter_turn_is_clockwise() {
        // Rows run down, columns to the left: the upper left corner is at the upper right.
        assert_eq!(flat(UPRIGHT.turned(1)), [(0.0, 1.0), (-1.0, 0.0)]);
        assert_eq!(UPRIGHT.turned(1).degrees(), 90);
        assert_eq!(UPRIGHT.turned(3).turned(1), UPRIGHT);
    }

    #[test]
    fn a_flip_exchanges_sides_of_the_screen_however_the_film_is_turned() {
        for it in all() {
            let flipped = |x: f64, y: f64| it.axes().map(|(right, down)| (right * x, down * y));
            assert_eq!(flat(it.flipped_across()), flipped(-1.0, 1.0), "{it:?}");
            assert_eq!(flat(it.flipped_down()), flipped(1.0, -1.0), "{it:?}");
            assert_eq!(it.flipped_across().degrees(), it.degrees());
            assert_eq!(it.flipped_down().degrees(), it.degrees());
            assert_eq!(it.flipped_across().flipped_across(), it);
            assert_ne!(it.flipped_down().is_mirrored(), it.is_mirrored());
        }
    }

    #[test]
    fn edges_go_where_the_film_goes() {
        let edges = [Side::Head, Side::Left, Side::Feet, Side::Right].map(Some);
        for it in all() {
            // The side at the end of each axis, by its direction on the screen.
            let at = |(right, down): (f64, f64)| match (right, down) {
                (1.0, _) => 1,
                (-1.0, _) => 3,
                (_, 1.0) => 2,
                _ => 0,
            };
            let [rows, columns] = it.axes().map(at);
            let shown = it.edges(edges);
            assert_eq!(shown[rows], Some(Side::Left), "{it:?}");
            assert_eq!(shown[columns], Some(Side::Feet), "{it:?}");
        }
        assert_eq!(UPRIGHT.flipped_across().edges([None; 4]), [None; 4]);
    }
}
