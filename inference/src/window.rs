//! A square kernel that moves over a square map.

/// A kernel of odd side over a map that is padded by half of that side.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    /// Rows and columns of the output; the input has `side * stride`.
    pub(crate) side: usize,
    /// Rows and columns of the kernel.
    pub(crate) kernel: usize,
    pub(crate) stride: usize,
}

/// A weight of the kernel with the pixel under it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tap {
    /// The index of the weight, row-major.
    pub(crate) index: usize,
    /// The index of the input pixel, row-major.
    pub(crate) pixel: usize,
}

impl Window {
    /// The taps for an output pixel, but for those in the padding.
    #[inline]
    pub(crate) fn taps(self, output: usize) -> impl Iterator<Item = Tap> {
        let (side, kernel, stride) = (self.side, self.kernel, self.stride);
        let side_in = side * stride;
        let (row, column) = (output / side * stride, output % side * stride);
        (0..kernel * kernel).filter_map(move |index| {
            let row = (row + index / kernel).checked_sub(kernel / 2)?;
            let column = (column + index % kernel).checked_sub(kernel / 2)?;
            (row < side_in && column < side_in).then_some(Tap {
                index,
                pixel: row * side_in + column,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taps_in_the_padding_are_left_out() {
        let window = Window {
            side: 2,
            kernel: 3,
            stride: 2,
        };
        let taps = |output| {
            let taps = window.taps(output);
            taps.map(|tap| (tap.index, tap.pixel)).collect::<Vec<_>>()
        };
        assert_eq!(taps(0), [(4, 0), (5, 1), (7, 4), (8, 5)]);
        assert_eq!(taps(3).len(), 9);
        assert_eq!(taps(3)[0], (0, 5));
    }
}
