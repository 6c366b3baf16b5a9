//! Random erasing: a grey frame and a grey square over the film, each on half the films, so that a
//! network is trained on whole films too.
//!
//! Source of the square: Zhong et al., "Random Erasing Data Augmentation" (2017).

use std::ops::Range;

use crate::random::Stream;

/// The middle grey, 0 after normalisation.
pub(super) const GREY: f32 = 0.5;

/// A frame with its width on each edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    left: u32,
    right: u32,
    top: u32,
    bottom: u32,
}

impl Frame {
    /// A frame whose width on each edge is at most `max`, a share of the side.
    pub(super) fn draw(side: u32, max: f32, mut stream: Stream) -> Self {
        let present = stream.below(2) == 1;
        let [left, right, top, bottom] = [(); 4].map(|()| {
            let width = whole(stream.unit() * max * side as f32);
            if present { width.min(side) } else { 0 }
        });
        Self {
            left,
            right,
            top,
            bottom,
        }
    }

    pub(super) fn apply(self, grey: &mut [f32], side: u32) {
        fill(grey, side, 0..self.left, 0..side);
        fill(grey, side, side - self.right..side, 0..side);
        fill(grey, side, 0..side, 0..self.top);
        fill(grey, side, 0..side, side - self.bottom..side);
    }
}

/// A square somewhere in the film.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Square {
    left: u32,
    top: u32,
    side: u32,
}

impl Square {
    /// A square whose side is at most `max`, a share of the film's side.
    pub(super) fn draw(side: u32, max: f32, mut stream: Stream) -> Self {
        let wanted = stream.unit() * 2.0 - 1.0;
        let (left, top) = (stream.unit(), stream.unit());
        let position = |share: f32, room: u32| whole(share * room as f32).min(room);
        let erased = whole(wanted.max(0.0) * max * side as f32).min(side);
        Self {
            left: position(left, side - erased),
            top: position(top, side - erased),
            side: erased,
        }
    }

    pub(super) fn apply(self, grey: &mut [f32], side: u32) {
        let columns = self.left..self.left + self.side;
        fill(grey, side, columns, self.top..self.top + self.side);
    }
}

fn fill(grey: &mut [f32], side: u32, columns: Range<u32>, rows: Range<u32>) {
    let columns = columns.start as usize..columns.end as usize;
    let rows = grey
        .chunks_exact_mut((side as usize).max(1))
        .take(rows.end as usize)
        .skip(rows.start as usize);
    for row in rows {
        row[columns.clone()].fill(GREY);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a side: small and not negative"
)]
fn whole(number: f32) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(apply: impl Fn(&mut [f32])) -> Vec<bool> {
        let mut grey = vec![0.0; 32 * 32];
        apply(&mut grey);
        grey.into_iter().map(|value| value > 0.0).collect()
    }

    #[test]
    fn a_frame_erases_each_edge_by_its_width() {
        let frame = Frame {
            left: 1,
            right: 2,
            top: 3,
            bottom: 4,
        };
        let hidden = hidden(|grey| frame.apply(grey, 32));
        for (index, hidden) in hidden.into_iter().enumerate() {
            let (x, y) = (index % 32, index / 32);
            let inside = (1..30).contains(&x) && (3..28).contains(&y);
            assert_eq!(hidden, !inside, "{x} {y}");
        }
    }

    #[test]
    fn half_the_films_have_a_frame_of_at_most_the_maximum_width() {
        let frames = (0..400).map(|film| Frame::draw(32, 0.25, Stream::new(1, &[film])));
        let frames: Vec<Frame> = frames.collect();
        let widths = |frame: &Frame| [frame.left, frame.right, frame.top, frame.bottom];
        assert!(frames.iter().flat_map(widths).all(|width| width < 8));
        let with_frame = frames
            .iter()
            .filter(|frame| widths(frame) != [0; 4])
            .count();
        assert!((160..240).contains(&with_frame), "{with_frame}");
        assert!(frames.iter().any(|frame| frame.left != frame.right));
    }

    #[test]
    fn half_the_films_have_a_square_of_at_most_the_maximum_side() {
        let mut with_square = 0;
        for film in 0..400 {
            let square = Square::draw(32, 0.5, Stream::new(5, &[film]));
            let hidden = hidden(|grey| square.apply(grey, 32));
            let count = hidden.iter().filter(|&&hidden| hidden).count();
            assert_eq!(u32::try_from(count), Ok(square.side * square.side));
            assert!(square.side <= 16);
            with_square += usize::from(count > 0);
        }
        assert!((150..230).contains(&with_square), "{with_square}");
    }

    #[test]
    fn a_share_of_0_erases_nothing_and_a_large_one_stays_in_the_film() {
        for film in 0..50 {
            let stream = Stream::new(5, &[film]);
            let none = Frame::draw(32, 0.0, stream.clone());
            let no_square = Square::draw(32, 0.0, stream.clone());
            let hidden = hidden(|grey| {
                none.apply(grey, 32);
                no_square.apply(grey, 32);
                Frame::draw(1, 0.99, stream.clone()).apply(&mut [0.0], 1);
            });
            assert!(hidden.iter().all(|&hidden| !hidden));
            let mut all = vec![0.0; 32 * 32];
            Frame::draw(32, 0.99, stream.clone()).apply(&mut all, 32);
        }
    }
}
