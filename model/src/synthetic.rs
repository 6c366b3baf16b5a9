//! Synthetic weights and inputs: known values for checks and tests, from a closed form.
//!
//! Each value is a function of its tensor's name and of its flat index, by integer arithmetic and one
//! rounding, so every machine computes the same bits. The golden check's input and the reference
//! networks of the tests consist of them.

/// FNV-1a of a name, 32 bits.
pub fn seed(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// A multiple of 2^-23 in `-1..1`.
pub fn unit(seed: u32, index: u32) -> f64 {
    let mut x = index.wrapping_mul(0x9e37_79b1).wrapping_add(seed);
    x ^= x >> 16;
    x = x.wrapping_mul(0x85eb_ca6b);
    x ^= x >> 13;
    x = x.wrapping_mul(0xc2b2_ae35);
    x ^= x >> 16;
    f64::from(x >> 8) / 8_388_608.0 - 1.0
}

#[expect(clippy::cast_possible_truncation, reason = "the one rounding")]
fn value(offset: f64, scale: f64, unit: f64) -> f32 {
    (offset + scale * unit) as f32
}

/// A batch of `[samples, channels, side, side]`: noise around a different level for each channel.
pub fn image(samples: u32, channels: u32, side: u32) -> Vec<f32> {
    let (noise, level) = (seed("input"), seed("input.level"));
    let area = side * side;
    (0..samples * channels * area)
        .map(|index| value(unit(level, index / area), 0.5, unit(noise, index)))
        .collect()
}

/// The values of a tensor by its name and shape, as weights files have them.
///
/// Weights are scaled by `sqrt(3 / fan_in)`. Dense weights, which have two axes, are defined as
/// `[out, in]` and stored as `[in, out]`; `gamma` and `beta` count as `weight` and `bias`.
pub fn tensor(name: &str, shape: &[usize]) -> Vec<f32> {
    let (module, field) = name.rsplit_once('.').unwrap_or(("", name));
    let dense = shape.len() == 2;
    let fan_in: usize = if dense {
        shape[0]
    } else {
        shape.iter().skip(1).product()
    };
    let (field, scale, offset) = match field {
        "gamma" => ("weight", 0.2, 1.0),
        "beta" => ("bias", 0.1, 0.0),
        "running_var" => (field, 0.5, 1.0),
        "rel_bias" => (field, 0.5, 0.0),
        "weight" => (field, (3.0 / fan_in as f64).sqrt(), 0.0),
        _ => (field, 0.1, 0.0),
    };
    let seed = seed(&format!("{module}.{field}"));
    (0..shape.iter().product())
        .map(|index: usize| {
            let index = if dense {
                let [inputs, outputs] = [shape[0], shape[1]];
                index % outputs * inputs + index / outputs
            } else {
                index
            };
            // No tensor here has 2^32 values or more.
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            value(offset, scale, unit(seed, index))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_is_fnv_1a() {
        // Test vectors of the FNV specification.
        assert_eq!(seed(""), 0x811c_9dc5);
        assert_eq!(seed("a"), 0xe40c_292c);
        assert_eq!(seed("foobar"), 0xbf9c_f968);
    }

    #[test]
    fn units_lie_in_range_and_average_to_zero() {
        let units: Vec<f64> = (0..10_000)
            .map(|index| unit(seed("input"), index))
            .collect();
        assert!(units.iter().all(|unit| (-1.0..1.0).contains(unit)));
        assert!((units.iter().sum::<f64>() / 1e4).abs() < 0.02);
    }
}
