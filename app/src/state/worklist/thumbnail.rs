//! Small pictures of films.

/// How much smaller the side of an icon is than that of a thumbnail.
const ICON_SCALE: u32 = 4;

/// The whole film squeezed into a square.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// Width of the film, in pixels.
    pub width: u32,
    /// Height of the film, in pixels.
    pub height: u32,
    /// Side of the square.
    pub side: u32,
    /// Its grey values, row by row.
    pub grey: Vec<u8>,
}

impl Thumbnail {
    /// A smaller one: the mean of each square of [`ICON_SCALE`] by [`ICON_SCALE`] values.
    pub(super) fn icon(&self) -> Self {
        let side = self.side / ICON_SCALE;
        let row = |y: u32| {
            let start = (y * self.side) as usize;
            self.grey.get(start..).unwrap_or_default()
        };
        let mean = |x: u32, y: u32| {
            let values = (0..ICON_SCALE).flat_map(|dy| {
                let from = row(y * ICON_SCALE + dy)
                    .iter()
                    .skip((x * ICON_SCALE) as usize);
                from.take(ICON_SCALE as usize).map(|&grey| u32::from(grey))
            });
            u8::try_from(values.sum::<u32>() / (ICON_SCALE * ICON_SCALE)).unwrap_or(u8::MAX)
        };
        let grey = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
        Self {
            side,
            grey: grey.map(|(x, y)| mean(x, y)).collect(),
            ..*self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_icon_has_the_means_of_the_thumbnail() {
        let row = |left: u8, right: u8| [[left; 4], [right; 4]].concat();
        let grey = [row(0, 9), row(4, 9), row(8, 9), row(12, 9)].concat();
        let thumbnail = Thumbnail {
            width: 9,
            height: 7,
            side: 8,
            grey: [grey.clone(), grey].concat(),
        };
        let icon = thumbnail.icon();
        assert_eq!((icon.side, icon.width, icon.height), (2, 9, 7));
        assert_eq!(icon.grey, [6, 9, 6, 9]);
    }
}
