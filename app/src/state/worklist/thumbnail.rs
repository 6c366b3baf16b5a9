//! Small pictures of films.

use crate::protocol::viewing::ThumbnailShape;

/// The whole film squeezed into a square.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// The shapes of film and square.
    pub shape: ThumbnailShape,
    /// Its grey values, row by row.
    pub grey: Vec<u8>,
}

impl Thumbnail {
    /// A smaller one: the mean of each square of `scale` by `scale` values.
    pub(super) fn reduced(&self, scale: u32) -> Self {
        let side = self.shape.side / scale;
        let row = |y: u32| {
            let start = (y * self.shape.side) as usize;
            self.grey.get(start..).unwrap_or_default()
        };
        let mean = |x: u32, y: u32| {
            let values = (0..scale).flat_map(|dy| {
                let from = row(y * scale + dy).iter().skip((x * scale) as usize);
                from.take(scale as usize).map(|&grey| u32::from(grey))
            });
            u8::try_from(values.sum::<u32>() / (scale * scale)).unwrap_or(u8::MAX)
        };
        let places = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
        // The number of places is known here alone: otherwise, the values would take up to twice the memory.
        let mut grey = Vec::with_capacity((side * side) as usize);
        grey.extend(places.map(|(x, y)| mean(x, y)));
        Self {
            shape: ThumbnailShape { side, ..self.shape },
            grey,
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
            shape: ThumbnailShape {
                width: 9,
                height: 7,
                side: 8,
            },
            grey: [grey.clone(), grey].concat(),
        };
        let icon = thumbnail.reduced(4);
        let shape = icon.shape;
        assert_eq!((shape.side, shape.width, shape.height), (2, 9, 7));
        assert_eq!(icon.grey, [6, 9, 6, 9]);
    }
}
