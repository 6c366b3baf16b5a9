//! Round trips within the tolerance, and bytes that must be refused.

use super::*;
use crate::synthetic;

const DENSE: [usize; 2] = [64, 96];
const KERNEL: [usize; 4] = [96, 128, 3, 3];

fn there_and_back(shape: &[usize], values: &[f32]) -> Result<Vec<f32>, WeightsError> {
    let stored = encode(NumberFormat::I8, shape, values);
    assert_eq!(Some(stored.len()), bytes(NumberFormat::I8, shape));
    decode(NumberFormat::I8, shape, &stored, "a")
}

/// Values whose channels, as `channel` counts them, have very different sizes.
fn uneven(shape: &[usize], channel: impl Fn(usize) -> usize) -> Vec<f32> {
    let values = synthetic::tensor("a.weight", shape).into_iter().enumerate();
    values
        .map(|(index, value)| value * 1.5_f32.powi(i32::try_from(channel(index)).unwrap()))
        .collect()
}

/// No value may be off by more than half a level of its own channel.
fn check(shape: &[usize], count: usize, channel: impl Fn(usize) -> usize) {
    let values = uneven(shape, &channel);
    let read = there_and_back(shape, &values).unwrap();
    assert_eq!(read.len(), values.len());
    let mut maxima = vec![0.0_f32; count];
    for (index, value) in values.iter().enumerate() {
        let max = &mut maxima[channel(index)];
        *max = max.max(value.abs());
    }
    for (index, (value, read)) in values.iter().zip(&read).enumerate() {
        let half_a_level = maxima[channel(index)] / 254.0;
        let off = (value - read).abs();
        assert!(off <= half_a_level * 1.0001, "{index}: {value} {read}");
    }
}

#[test]
fn every_output_channel_has_a_scale_of_its_own() {
    check(&DENSE, 96, |index| index % 96);
    check(&KERNEL, 96, |index| index / (128 * 9));
}

#[test]
fn large_weights_take_a_byte_a_value_and_the_rest_two() {
    let rows: [(&[usize], usize); 8] = [
        (&DENSE, 64 * 96 + 4 * 96),
        (&KERNEL, 96 * 128 * 9 + 4 * 96),
        // Too small; depthwise; a table of position biases; vectors.
        (&[128, 3], 2 * 128 * 3),
        (&[64, 64, 1, 1], 2 * 64 * 64),
        (&[768, 1, 3, 3], 2 * 768 * 9),
        (&[24, 63, 63], 2 * 24 * 63 * 63),
        (&[1 << 17], 2 << 17),
        (&[0, 5], 0),
    ];
    for (shape, expected) in rows {
        assert_eq!(bytes(NumberFormat::I8, shape), Some(expected), "{shape:?}");
    }
    assert_eq!(bytes(NumberFormat::I8, &[usize::MAX, 2]), None);
    assert_eq!(bytes(NumberFormat::I8, &[1, usize::MAX]), None);
}

#[test]
fn small_tensors_are_stored_as_f16_would() {
    let values = synthetic::tensor("a.bias", &[50]);
    assert_eq!(
        encode(NumberFormat::I8, &[50], &values),
        encode(NumberFormat::F16, &[50], &values)
    );
}

#[test]
fn a_channel_of_zeros_and_the_maxima_come_back_exactly() {
    let mut values = vec![0.0; 64 * 96];
    values[5] = 127.0;
    values[5 + 96] = -127.0;
    values[5 + 2 * 96] = 3.0;
    assert_eq!(there_and_back(&DENSE, &values).unwrap(), values);
}

#[test]
fn a_value_that_is_no_number_leaves_its_channel_without_a_scale() {
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let mut values = vec![1.0; 64 * 96];
        values[7] = bad;
        let error = there_and_back(&DENSE, &values).unwrap_err().to_string();
        assert_eq!(
            error,
            "the scale of channel 7 of tensor a is not a finite number above zero"
        );
    }
}

#[test]
fn scales_and_levels_that_cannot_be_are_refused() {
    let ones = vec![1.0; 64 * 96];
    let stored = encode(NumberFormat::I8, &DENSE, &ones);
    let read = |stored: &[u8]| decode(NumberFormat::I8, &DENSE, stored, "a");
    assert_eq!(read(&stored).unwrap(), ones);
    for scale in [0.0, -1.0, f32::NAN, f32::INFINITY] {
        let mut stored = stored.clone();
        stored[4..8].copy_from_slice(&scale.to_le_bytes());
        let refused = read(&stored);
        assert!(matches!(
            refused,
            Err(WeightsError::BadScale { channel: 1, .. })
        ));
    }
    // A scale that is finite, with levels that are not.
    let mut huge = stored.clone();
    huge[..4].copy_from_slice(&f32::MAX.to_le_bytes());
    assert!(matches!(
        read(&huge),
        Err(WeightsError::NotFinite { index: 0, .. })
    ));
    let mut level = stored;
    level[4 * 96 + 10] = i8::MIN.cast_unsigned();
    let error = read(&level).unwrap_err().to_string();
    assert_eq!(
        error,
        "value 10 of tensor a is -128, which 8-bit weights do not use"
    );
}
