//! Integer inverse DCT, bit-identical to libjpeg's `islow` method, for samples of 8 and 12 bits.
//! Source: Loeffler, Ligtenberg and Moschytz, ICASSP 1989, with 11 multiplications.

use std::num::Wrapping;

use super::word;

type Int = Wrapping<i32>;

/// Fractional bits of the constants below.
const CONST_BITS: usize = 13;

const FIX_0_298631336: Int = Wrapping(2446);
const FIX_0_390180644: Int = Wrapping(3196);
const FIX_0_541196100: Int = Wrapping(4433);
const FIX_0_765366865: Int = Wrapping(6270);
const FIX_0_899976223: Int = Wrapping(7373);
const FIX_1_175875602: Int = Wrapping(9633);
const FIX_1_501321110: Int = Wrapping(12299);
const FIX_1_847759065: Int = Wrapping(15137);
const FIX_1_961570560: Int = Wrapping(16069);
const FIX_2_053119869: Int = Wrapping(16819);
const FIX_2_562915447: Int = Wrapping(20995);
const FIX_3_072711026: Int = Wrapping(25172);

/// The samples of a block from its dequantised coefficients, both in row order.
///
/// `bits` is the samples' precision, 8 or 12. Out-of-range coefficients wrap around.
pub(super) fn inverse(coefficients: &[i32; 64], bits: u32) -> [u16; 64] {
    // Fractional bits between the passes, as many as 32-bit sums allow.
    let pass_bits = if bits == 8 { 2 } else { 1 };
    let mut columns = [Wrapping(0); 64];
    for x in 0..8 {
        let column = std::array::from_fn(|y| Wrapping(coefficients[y * 8 + x]));
        let column = one_dimension(column);
        for (y, value) in column.into_iter().enumerate() {
            columns[y * 8 + x] = descale(value, CONST_BITS - pass_bits);
        }
    }
    let (centre, max) = (1 << (bits - 1), (1 << bits) - 1);
    let mut samples = [0; 64];
    for (row, samples) in columns.as_chunks::<8>().0.iter().zip(samples.chunks_mut(8)) {
        for (value, sample) in one_dimension(*row).into_iter().zip(samples) {
            let Wrapping(value) = descale(value, CONST_BITS + pass_bits + 3);
            let value = value.saturating_add(centre).clamp(0, max);
            *sample = word(value);
        }
    }
    samples
}

/// `value / 2^bits`, rounded.
fn descale(value: Int, bits: usize) -> Int {
    (value + (Wrapping(1) << (bits - 1))) >> bits
}

/// Eight values, scaled by `2^CONST_BITS` and the square root of 8.
fn one_dimension(input: [Int; 8]) -> [Int; 8] {
    let [in0, in1, in2, in3, in4, in5, in6, in7] = input;
    // Even part.
    let z1 = (in2 + in6) * FIX_0_541196100;
    let even2 = z1 - in6 * FIX_1_847759065;
    let even3 = z1 + in2 * FIX_0_765366865;
    let even0 = (in0 + in4) << CONST_BITS;
    let even1 = (in0 - in4) << CONST_BITS;
    let (sum0, sum3) = (even0 + even3, even0 - even3);
    let (sum1, sum2) = (even1 + even2, even1 - even2);
    // Odd part.
    let z5 = (in7 + in3 + in5 + in1) * FIX_1_175875602;
    let z1 = -(in7 + in1) * FIX_0_899976223;
    let z2 = -(in5 + in3) * FIX_2_562915447;
    let z3 = z5 - (in7 + in3) * FIX_1_961570560;
    let z4 = z5 - (in5 + in1) * FIX_0_390180644;
    let odd0 = in7 * FIX_0_298631336 + z1 + z3;
    let odd1 = in5 * FIX_2_053119869 + z2 + z4;
    let odd2 = in3 * FIX_3_072711026 + z2 + z3;
    let odd3 = in1 * FIX_1_501321110 + z1 + z4;
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
                for (sample, expected) in inverse(&coefficients, bits).into_iter().zip(expected) {
                    assert!((f64::from(sample) - expected).abs() < 1.0);
                }
            }
        }
    }

    #[test]
    fn absurd_coefficients_stay_in_range() {
        for value in [i32::MIN, i32::MAX, 1 << 20] {
            assert!(inverse(&[value; 64], 8).iter().all(|&it| it < 256));
            assert!(inverse(&[value; 64], 12).iter().all(|&it| it < 4096));
        }
    }
}
