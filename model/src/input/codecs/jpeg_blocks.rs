//! The order of the blocks in the scans of JPEG's DCT processes. Source: ITU-T T.81, A.2 and F.1.1.3.

use super::CodecError;
use super::bits::BitReader;
use super::jpeg_frame::{Frame, Scan};

/// Position in the block of each coefficient of the zigzag sequence.
pub(super) const ZIGZAG: [usize; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// What decodes the blocks of a scan.
pub(super) trait BlockDecoder {
    /// Decodes the next block, of the scan's component with this index.
    ///
    /// `place` is its column and row; outside the component, the block only pads an MCU.
    fn block(
        &mut self,
        bits: &mut BitReader<'_>,
        component: usize,
        place: [usize; 2],
    ) -> Result<(), CodecError>;

    /// Returns to the state at the start of the scan.
    fn restart(&mut self);
}

/// Decodes all blocks of a scan in order, restart markers included.
pub(super) fn decode(
    frame: &Frame,
    scan: &Scan,
    restart_interval: usize,
    bits: &mut BitReader<'_>,
    decoder: &mut impl BlockDecoder,
) -> Result<(), CodecError> {
    let components: Vec<_> = scan
        .components
        .iter()
        .map(|it| &frame.components[it.index])
        .collect();
    // A scan of one component has one block per MCU and no padding blocks.
    let alone = components.len() == 1;
    let [across, down] = if alone {
        components[0].blocks()
    } else {
        [
            frame.width.div_ceil(8 * frame.max_horizontal),
            frame.height.div_ceil(8 * frame.max_vertical),
        ]
    };
    for unit in 0..across * down {
        if let Some(number) = unit.checked_div(restart_interval)
            && unit > 0
            && unit % restart_interval == 0
        {
            bits.restart(number - 1)?;
            decoder.restart();
        }
        let (row, column) = (unit / across, unit % across);
        for (index, component) in components.iter().enumerate() {
            let [wide, high] = if alone {
                [1, 1]
            } else {
                [component.horizontal, component.vertical]
            };
            for block in 0..wide * high {
                let place = [column * wide + block % wide, row * high + block / wide];
                decoder.block(bits, index, place)?;
            }
        }
    }
    bits.finish()
}
