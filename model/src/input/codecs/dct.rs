//! Integer inverse DCT for samples of 8 and 12 bits.
//!
//! Source: Loeffler, Ligtenberg and Moschytz, ICASSP 1989, with 11 multiplications. Constants of 13 bits
//! reproduce libjpeg's `islow` method bit for bit, constants of 12 bits the method of `zune-jpeg`.

use std::num::Wrapping;

use super::word;

type Int = Wrapping<i32>;

const ZERO: Int = Wrapping(0);

/// How finely the constants of the DCT are rounded, which decides some samples by one level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum Precision {
    /// As libjpeg, and so the tools that other DICOM readers use.
    Bits13,
    /// As `zune-jpeg`, which decoded the 8-bit films that the networks were trained on.
    Bits12,
}

/// The constants, named by their values; all are positive.
struct Constants {
    fraction: usize,
    // What the last rounding adds to a half.
    bias: Int,
    c0_298631336: Int,
    c0_390180644: Int,
    c0_541196100: Int,
    c0_765366865: Int,
    c0_899976223: Int,
    c1_175875602: Int,
    c1_501321110: Int,
    c1_847759065: Int,
    c1_961570560: Int,
    c2_053119869: Int,
    c2_562915447: Int,
    c3_072711026: Int,
}

const BITS_13: Constants = Constants {
    fraction: 13,
    bias: Wrapping(0),
    c0_298631336: Wrapping(2446),
    c0_390180644: Wrapping(3196),
    c0_541196100: Wrapping(4433),
    c0_765366865: Wrapping(6270),
    c0_899976223: Wrapping(7373),
    c1_175875602: Wrapping(9633),
    c1_501321110: Wrapping(12299),
    c1_847759065: Wrapping(15137),
    c1_961570560: Wrapping(16069),
    c2_053119869: Wrapping(16819),
    c2_562915447: Wrapping(20995),
    c3_072711026: Wrapping(25172),
};

/// The constants that are subtracted are rounded towards zero.
const BITS_12: Constants = Constants {
    fraction: 12,
    bias: Wrapping(512),
    c0_298631336: Wrapping(1223),
    c0_390180644: Wrapping(1597),
    c0_541196100: Wrapping(2217),
    c0_765366865: Wrapping(3135),
    c0_899976223: Wrapping(3685),
    c1_175875602: Wrapping(4816),
    c1_501321110: Wrapping(6149),
    c1_847759065: Wrapping(7567),
    c1_961570560: Wrapping(8034),
    c2_053119869: Wrapping(8410),
    c2_562915447: Wrapping(10497),
    c3_072711026: Wrapping(12586),
};

/// The samples of a block from its dequantised coefficients, both in row order.
///
/// `bits` is the samples' precision, 8 or 12. Out-of-range coefficients wrap around.
pub(super) fn inverse(coefficients: &[i32; 64], bits: u32, precision: Precision) -> [u16; 64] {
    let constants = match precision {
        Precision::Bits13 => &BITS_13,
        Precision::Bits12 => &BITS_12,
    };
    // Fractional bits between the passes, as many as 32-bit sums allow.
    let pass_bits = if bits == 8 { 2 } else { 1 };
    let mut columns = [ZERO; 64];
    for x in 0..8 {
        let column: [Int; 8] = std::array::from_fn(|y| Wrapping(coefficients[y * 8 + x]));
        let column = match column {
            // Common, and quickly done.
            [mean, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO] => [mean << constants.fraction; 8],
            _ => one_dimension(column, constants),
        };
        for (y, value) in column.into_iter().enumerate() {
            columns[y * 8 + x] = descale(value, constants.fraction - pass_bits);
        }
    }
    let (centre, max) = (1 << (bits - 1), (1 << bits) - 1);
    let mut samples = [0; 64];
    for (row, samples) in columns.as_chunks::<8>().0.iter().zip(samples.chunks_mut(8)) {
        for (value, sample) in one_dimension(*row, constants).into_iter().zip(samples) {
            let Wrapping(value) =
                descale(value + constants.bias, constants.fraction + pass_bits + 3);
            let value = value.saturating_add(centre).clamp(0, max);
            *sample = word(value);
        }
    }
    samples
}

/// The mean of a block's samples, from its first coefficient.
pub(super) fn mean(coefficient: i32, bits: u32) -> u16 {
    let (centre, max) = (1 << (bits - 1), (1 << bits) - 1);
    word(((coefficient >> 3) + centre).clamp(0, max))
}

/// `value / 2^bits`, rounded.
fn descale(value: Int, bits: usize) -> Int {
    (value + (Wrapping(1) << (bits - 1))) >> bits
}

/// Eight values, scaled by `2^fraction` and the square root of 8.
fn one_dimension(input: [Int; 8], by: &Constants) -> [Int; 8] {
    let [in0, in1, in2, in3, in4, in5, in6, in7] = input;
    // Even part.
    let z1 = (in2 + in6) * by.c0_541196100;
    let even2 = z1 - in6 * by.c1_847759065;
    let even3 = z1 + in2 * by.c0_765366865;
    let even0 = (in0 + in4) << by.fraction;
    let even1 = (in0 - in4) << by.fraction;
    let (sum0, sum3) = (even0 + even3, even0 - even3);
    let (sum1, sum2) = (even1 + even2, even1 - even2);
    // Odd part.
    let z5 = (in7 + in3 + in5 + in1) * by.c1_175875602;
    let z1 = -(in7 + in1) * by.c0_899976223;
    let z2 = -(in5 + in3) * by.c2_562915447;
    let z3 = z5 - (in7 + in3) * by.c1_961570560;
    let z4 = z5 - (in5 + in1) * by.c0_390180644;
    let odd0 = in7 * by.c0_298631336 + z1 + z3;
    let odd1 = in5 * by.c2_053119869 + z2 + z4;
    let odd2 = in3 * by.c3_072711026 + z2 + z3;
    let odd3 = in1 * by.c1_501321110 + z1 + z4;
    [
        sum0 + odd3,
        sum1 + odd2,
        sum2 + odd1,
        sum3 + odd0,
        sum3 - odd0,
        sum2 - odd1,
        sum1 - odd2,
        sum0 - odd3,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, in floating point.
    fn reference(coefficients: &[i32; 64], bits: u32) -> [f64; 64] {
        let scale = |k: usize| if k == 0 { 0.5f64.sqrt() } else { 1.0 };
        let angle = |at: usize, k: usize| {
            ((2 * at + 1) as f64 * k as f64 * std::f64::consts::PI / 16.0).cos()
        };
        std::array::from_fn(|place| {
            let (y, x) = (place / 8, place % 8);
            let sum: f64 = (0..64)
                .map(|k| {
                    let (v, u) = (k / 8, k % 8);
                    scale(u) * scale(v) * f64::from(coefficients[k]) * angle(x, u) * angle(y, v)
                })
                .sum();
            let max = f64::from((1 << bits) - 1);
            (sum / 4.0 + f64::from(1 << (bits - 1))).clamp(0.0, max)
        })
    }

    #[test]
    fn samples_are_within_one_step_of_the_definition() {
        let mut state = 1u32;
        for bits in [8, 12] {
            for round in 0..200 {
                let mut coefficients = [0; 64];
                for value in coefficients.iter_mut().step_by(1 + round % 7) {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    *value = (state >> 16).cast_signed() % (1 << (bits - 2)) - (1 << (bits - 3));
                }
                let expected = reference(&coefficients, bits);
                for precision in [Precision::Bits13, Precision::Bits12] {
                    let samples = inverse(&coefficients, bits, precision);
                    for (sample, expected) in samples.into_iter().zip(expected) {
                        assert!((f64::from(sample) - expected).abs() < 1.0);
                    }
                }
            }
        }
    }

    #[test]
    fn absurd_coefficients_stay_in_range() {
        for value in [i32::MIN, i32::MAX, 1 << 20] {
            for precision in [Precision::Bits13, Precision::Bits12] {
                let samples = inverse(&[value; 64], 8, precision);
                assert!(samples.iter().all(|&it| it < 256));
                let samples = inverse(&[value; 64], 12, precision);
                assert!(samples.iter().all(|&it| it < 4096));
            }
        }
    }
}
