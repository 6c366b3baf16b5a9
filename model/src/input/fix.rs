//! Ways to put a picture right: turned, inverted or cropped, by one click on the page.

use serde::{Deserialize, Serialize};

use super::error::InputError;
use super::radiograph::Radiograph;

/// A change that makes an upright film of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fix {
    /// Turned by 90 degrees clockwise.
    #[serde(rename = "rotate-90")]
    Rotate90,
    /// Turned by 180 degrees.
    #[serde(rename = "rotate-180")]
    Rotate180,
    /// Turned by 90 degrees counterclockwise.
    #[serde(rename = "rotate-270")]
    Rotate270,
    /// Black and white exchanged.
    Invert,
    /// A rectangle cut out, in pixels from the upper left corner.
    Crop {
        /// Columns left of it.
        left: u32,
        /// Rows above it.
        top: u32,
        /// Its columns.
        width: u32,
        /// Its rows.
        height: u32,
    },
}

impl Fix {
    /// The value of the page's `data-fix`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rotate90 => "rotate-90",
            Self::Rotate180 => "rotate-180",
            Self::Rotate270 => "rotate-270",
            Self::Invert => "invert",
            Self::Crop { .. } => "crop",
        }
    }

    /// Applies the change.
    ///
    /// # Errors
    /// [`InputError::TooSmall`] for a rectangle with too few pixels, [`InputError::OutsidePicture`] for one
    /// that is not inside the picture.
    pub fn apply(self, film: &Radiograph) -> Result<Radiograph, InputError> {
        let (width, height) = (film.width(), film.height());
        let (across, down) = match self {
            Self::Rotate90 | Self::Rotate270 => (height, width),
            Self::Rotate180 => (width, height),
            Self::Invert => return Ok(film.inverted()),
            Self::Crop {
                left,
                top,
                width: across,
                height: down,
            } => {
                let ends = left.checked_add(across).zip(top.checked_add(down));
                if ends.is_none_or(|(right, bottom)| right > width || bottom > height) {
                    return Err(InputError::OutsidePicture { width, height });
                }
                (across, down)
            }
        };
        let last = (width - 1, height - 1);
        let changed = film.rearranged(across, down, |x, y| self.source(last, (x, y)))?;
        // The colours of a part are not known.
        let coloured = film.is_coloured() && !matches!(self, Self::Crop { .. });
        Ok(changed.coloured(coloured))
    }

    /// The position (column, row) that a pixel comes from, in a picture whose last pixel is at `last`.
    pub(crate) const fn source(self, last: (u32, u32), (x, y): (u32, u32)) -> (u32, u32) {
        match self {
            Self::Rotate90 => (y, last.1 - x),
            Self::Rotate180 => (last.0 - x, last.1 - y),
            Self::Rotate270 => (last.0 - y, x),
            Self::Invert => (x, y),
            Self::Crop { left, top, .. } => (left + x, top + y),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::MIN_SIDE;

    fn film() -> Radiograph {
        Radiograph::new(40, 33, (0..40 * 33).collect()).unwrap()
    }

    #[test]
    fn a_quarter_turn_puts_the_left_column_on_top() {
        let turned = Fix::Rotate90.apply(&film()).unwrap();
        assert_eq!((turned.width(), turned.height()), (33, 40));
        assert_eq!(turned.grey()[..2], [32 * 40, 31 * 40]);
        // The upper left corner is now the upper right one.
        assert_eq!(turned.grey()[32], 0);
    }

    #[test]
    fn turns_add_up_and_inverting_twice_changes_nothing() {
        let apply = |fixes: &[Fix]| {
            let apply = |film: Radiograph, fix: &Fix| fix.apply(&film).unwrap();
            fixes.iter().fold(film(), apply)
        };
        let (quarter, half, back) = (Fix::Rotate90, Fix::Rotate180, Fix::Rotate270);
        assert_eq!(apply(&[quarter, quarter]), apply(&[half]));
        assert_eq!(apply(&[half, quarter]), apply(&[back]));
        assert_eq!(apply(&[quarter, back]), film());
        assert_eq!(apply(&[Fix::Invert, Fix::Invert]), film());
        assert_eq!(apply(&[Fix::Invert]).grey()[3], u16::MAX - 3);
    }

    #[test]
    fn a_crop_must_be_inside_and_large_enough() {
        let crop = |left, top, width, height| {
            let fix = Fix::Crop {
                left,
                top,
                width,
                height,
            };
            fix.apply(&film())
        };
        let part = crop(8, 1, 32, 32).unwrap();
        assert_eq!((part.width(), part.height()), (32, 32));
        assert_eq!(part.grey()[32], 40 * 2 + 8);
        let outside = InputError::OutsidePicture {
            width: 40,
            height: 33,
        };
        assert_eq!(crop(9, 0, 32, 32), Err(outside.clone()));
        assert_eq!(crop(u32::MAX, 0, 32, 32), Err(outside));
        let small = crop(0, 0, MIN_SIDE - 1, 32);
        assert!(matches!(small, Err(InputError::TooSmall { .. })));
    }

    #[test]
    fn a_fix_is_stored_as_on_the_page() {
        for fix in [Fix::Rotate90, Fix::Rotate180, Fix::Rotate270, Fix::Invert] {
            let json = serde_json::to_string(&fix).unwrap();
            assert_eq!(json, format!("\"{}\"", fix.word()));
            assert_eq!(serde_json::from_str::<Fix>(&json).unwrap(), fix);
        }
        let json = r#"{"crop":{"left":1,"top":2,"width":33,"height":34}}"#;
        let crop: Fix = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&crop).unwrap(), json);
    }
}
