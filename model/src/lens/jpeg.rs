//! What JPEG compression does to grey values: 8 bits, and the cosine transform of 8 x 8 blocks quantised.
//!
//! Without the entropy coding, which loses nothing. Source: ITU-T T.81 (1992), annexes A.3 and K.1; the
//! scaling of the table by quality is that of libjpeg.

/// Values on each side of a block.
const BLOCK: usize = 8;

type Block = [[i64; BLOCK]; BLOCK];

/// The quantisation of luminance at quality 50, row by row; row and column 0 are the mean.
const LUMINANCE: [[u32; BLOCK]; BLOCK] = [
    [16, 11, 10, 16, 24, 40, 51, 61],
    [12, 12, 14, 19, 26, 58, 60, 55],
    [14, 13, 16, 24, 40, 57, 69, 56],
    [14, 17, 22, 29, 51, 87, 80, 62],
    [18, 22, 37, 56, 68, 109, 103, 77],
    [24, 35, 55, 64, 81, 104, 113, 92],
    [49, 64, 78, 87, 103, 121, 120, 101],
    [72, 92, 95, 98, 112, 100, 103, 99],
];

/// Bits after the point of the transform's numbers.
const BITS: u32 = 14;

/// Half of `cos(k * pi / 16)`, with [`BITS`].
const HALF_COSINES: [i64; 9] = [8192, 8035, 7568, 6811, 5793, 4551, 3135, 1598, 0];

/// A square plane as it is after compression at a quality from 1 to 100.
pub(super) fn compressed(plane: &[u16], side: u32, quality: u32) -> Vec<u16> {
    let side = side as usize;
    let steps = steps(quality);
    let mut result = plane.to_vec();
    for top in (0..side).step_by(BLOCK) {
        for left in (0..side).step_by(BLOCK) {
            // The last values continue outside the plane.
            let source = |x: usize, y: usize| {
                let (x, y) = ((left + x).min(side - 1), (top + y).min(side - 1));
                i64::from(eight_bits(plane[y * side + x])) - 128
            };
            let block = quantised(&block(source), &steps);
            for (y, row) in block.iter().enumerate().take(side - top) {
                for (x, &value) in row.iter().enumerate().take(side - left) {
                    let grey = u8::try_from((value + 128).clamp(0, 255)).unwrap_or_default();
                    result[(top + y) * side + left + x] = u16::from(grey) * 257;
                }
            }
        }
    }
    result
}

/// The nearest of 256 levels.
fn eight_bits(grey: u16) -> u8 {
    u8::try_from((u32::from(grey) + 128) / 257).unwrap_or(u8::MAX)
}

/// The quantisation steps of a quality.
fn steps(quality: u32) -> Block {
    let quality = quality.clamp(1, 100);
    let scale = if quality < 50 {
        5000 / quality
    } else {
        200 - 2 * quality
    };
    LUMINANCE.map(|row| row.map(|step| i64::from(((step * scale + 50) / 100).clamp(1, 255))))
}

/// A block after transform, quantisation and the inverse transform.
fn quantised(values: &Block, steps: &Block) -> Block {
    let basis = block(basis);
    let transposed = transposed(&basis);
    // Both products add BITS; the transform keeps BITS until it is quantised.
    let spectrum = product(&product(&basis, values), &transposed);
    let rounded = block(|x, y| {
        let step = steps[y][x];
        nearest(spectrum[y][x], step << (2 * BITS)) * step
    });
    let values = product(&product(&transposed, &rounded), &basis);
    values.map(|row| row.map(|value| nearest(value, 1 << (2 * BITS))))
}

/// The orthonormal cosine transform: wave `y` at place `x`.
fn basis(x: usize, y: usize) -> i64 {
    if y == 0 {
        return HALF_COSINES[4];
    }
    let angle = (2 * x + 1) * y % 32;
    let angle = angle.min(32 - angle);
    if angle <= 8 {
        HALF_COSINES[angle]
    } else {
        -HALF_COSINES[16 - angle]
    }
}

fn block(value: impl Fn(usize, usize) -> i64) -> Block {
    std::array::from_fn(|y| std::array::from_fn(|x| value(x, y)))
}

fn transposed(matrix: &Block) -> Block {
    block(|x, y| matrix[x][y])
}

fn product(one: &Block, other: &Block) -> Block {
    block(|x, y| {
        (0..BLOCK)
            .map(|inner| one[y][inner] * other[inner][x])
            .sum()
    })
}

/// The quotient rounded to the nearest integer, halves away from zero; the divisor is positive.
const fn nearest(value: i64, divisor: i64) -> i64 {
    (value + value.signum() * (divisor / 2)) / divisor
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::codecs::jpeg::JpegEncoder;
    use image::{ExtendedColorType, ImageFormat};

    const SIDE: u32 = 60;

    /// Smooth shades with fine structure and an edge.
    fn film() -> Vec<u16> {
        let pixel = |index: u32| {
            let (x, y) = (f64::from(index % SIDE), f64::from(index / SIDE));
            let wave =
                120.0 + 60.0 * (x / 9.0).sin() * (y / 14.0).cos() + 12.0 * (x * 1.7 + y).sin();
            let edge = if x > y { 40.0 } else { 0.0 };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a grey level"
            )]
            let level = (wave + edge) as u8;
            u16::from(level) * 257
        };
        (0..SIDE * SIDE).map(pixel).collect()
    }

    fn mean_difference(one: &[u16], other: &[u16]) -> f64 {
        let differences = one
            .iter()
            .zip(other)
            .map(|(a, b)| f64::from(a.abs_diff(*b)));
        differences.sum::<f64>() / 257.0 / one.len() as f64
    }

    #[test]
    fn compression_is_that_of_a_real_encoder_and_decoder() {
        let film = film();
        for quality in [10, 25, 50, 90] {
            let levels: Vec<u8> = film.iter().map(|&grey| eight_bits(grey)).collect();
            let mut encoded = Vec::new();
            JpegEncoder::new_with_quality(&mut encoded, u8::try_from(quality).unwrap())
                .encode(&levels, SIDE, SIDE, ExtendedColorType::L8)
                .unwrap();
            let real = image::load_from_memory_with_format(&encoded, ImageFormat::Jpeg).unwrap();
            let real: Vec<u16> = real
                .to_luma8()
                .iter()
                .map(|&it| u16::from(it) * 257)
                .collect();
            let ours = compressed(&film, SIDE, quality);
            let apart = mean_difference(&ours, &real);
            let damage = mean_difference(&ours, &film);
            // Encoders round the transform differently, and coefficients half-way between two steps.
            assert!(
                apart < (damage / 8.0).max(1.0),
                "quality {quality}: {apart} levels apart, {damage} changed"
            );
        }
    }

    #[test]
    fn the_transform_loses_nothing_at_quality_100() {
        let film = film();
        let same = compressed(&film, SIDE, 100);
        let pairs = film.iter().zip(&same);
        let largest = pairs.map(|(a, b)| a.abs_diff(*b)).max().unwrap();
        // Steps of 1 move a level by rounding only.
        assert!(largest <= 2 * 257, "{largest}");
    }

    #[test]
    fn a_uniform_film_changes_by_the_step_of_the_mean_at_most() {
        for grey in [0, 100 * 257, u16::MAX] {
            let plane = compressed(&[grey; 17 * 17], 17, 50);
            // A step of 16 over eight values: 2 levels, 1 after rounding.
            assert!(plane.iter().all(|it| it.abs_diff(grey) <= 257), "{grey}");
        }
    }
}
