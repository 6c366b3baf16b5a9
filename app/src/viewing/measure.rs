//! Lengths on a film, in mm where the spacing of its pixels is known.

use model::input::dicom::Spacing;

use super::placement::Point;

/// A line between two points of a film, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Where it begins.
    pub from: Point,
    /// Where it ends.
    pub to: Point,
}

/// A length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Length {
    /// In mm.
    Millimetres(f64),
    /// In pixels of the film, whose spacing is not known.
    Pixels(f64),
}

impl Line {
    /// Its length; rows and columns may have different spacing.
    pub fn length(&self, spacing: Option<Spacing>) -> Length {
        let difference = self.to.minus(self.from);
        match spacing {
            None => Length::Pixels(difference.length()),
            Some(Spacing {
                mm: [rows, columns],
                ..
            }) => Length::Millimetres((difference.x * columns).hypot(difference.y * rows)),
        }
    }

    /// Whether it is too short to be meant, in pixels of the film.
    pub fn is_a_click(&self) -> bool {
        self.to.minus(self.from).length() < 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::input::dicom::SpacingSource;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_length_is_in_mm_only_where_the_spacing_is_known() {
        let line = Line {
            from: Point::new(10.0, 20.0),
            to: Point::new(310.0, 420.0),
        };
        assert_eq!(line.length(None), Length::Pixels(500.0));
        let spacing = |mm| Spacing {
            mm,
            source: SpacingSource::Detector,
        };
        let length = |mm| match line.length(Some(spacing(mm))) {
            Length::Millimetres(length) => length,
            Length::Pixels(_) => f64::NAN,
        };
        assert!((length([0.14, 0.14]) - 70.0).abs() < 1e-9);
        // 300 columns and 400 rows.
        assert!((length([0.1, 0.2]) - 60_f64.hypot(40.0)).abs() < 1e-9);
        assert!(!line.is_a_click());
    }
}
