//! The closed rule that fills inputs and whole networks with known numbers.
//!
//! Each value is a function of its tensor's name and of its flat index; integer arithmetic and one
//! rounding, so every machine gets the same bits. The golden check's input and the reference
//! networks of the tests are made by it.

use burn::module::{Module, ModuleMapper, Param};
use burn::tensor::{Tensor, TensorData};

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

#[expect(
    clippy::cast_possible_truncation,
    reason = "the rule rounds once, here"
)]
fn value(offset: f64, scale: f64, unit: f64) -> f32 {
    (offset + scale * unit) as f32
}

/// A batch of `[samples, channels, side, side]`: noise around a level of its own for each channel.
pub fn image(samples: u32, channels: u32, side: u32) -> Vec<f32> {
    let (noise, level) = (seed("input"), seed("input.level"));
    let area = side * side;
    (0..samples * channels * area)
        .map(|index| value(unit(level, index / area), 0.5, unit(noise, index)))
        .collect()
}

/// Fills every parameter and running statistic of a network by the rule.
///
/// Weights are scaled by `sqrt(3 / fan_in)`; dense weights follow the rule as `[out, in]` and are
/// stored transposed, as burn has them.
#[must_use]
pub fn fill<M: Module>(module: M) -> M {
    module.map(&mut Filler::default())
}

/// Where the mapper stands: field names with the type that holds each.
#[derive(Default)]
struct Filler {
    path: Vec<(String, String)>,
}

impl Filler {
    /// The name in the reference, and the scale and offset of its kind.
    fn rule(&self, shape: &[usize]) -> (String, f64, f64) {
        let (field, container) = self
            .path
            .last()
            .map_or(("", ""), |(field, container)| (field, container));
        let fan_in: usize = match container {
            "Struct:Linear" => shape[0],
            _ => shape.iter().skip(1).product(),
        };
        let (name, scale, offset) = match field {
            "gamma" => ("weight", 0.2, 1.0),
            "beta" => ("bias", 0.1, 0.0),
            "running_var" => (field, 0.5, 1.0),
            "rel_bias" => (field, 0.5, 0.0),
            "weight" => (field, (3.0 / fan_in as f64).sqrt(), 0.0),
            _ => (field, 0.1, 0.0),
        };
        let mut full: Vec<&str> = self
            .path
            .iter()
            .filter(|(_, container)| !container.starts_with("Enum:"))
            .map(|(field, _)| field.as_str())
            .collect();
        full.pop();
        full.push(name);
        (full.join("."), scale, offset)
    }
}

impl ModuleMapper for Filler {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.push((name.to_owned(), container.to_owned()));
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.pop();
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let shape = param.lazy_shape();
        let (name, scale, offset) = self.rule(&shape);
        let dense = self
            .path
            .last()
            .is_some_and(|(field, container)| field == "weight" && container == "Struct:Linear");
        let seed = seed(&name);
        let values: Vec<f32> = (0..shape.num_elements())
            .map(|index| {
                let index = if dense {
                    let [inputs, outputs] = [shape[0], shape[1]];
                    index % outputs * inputs + index / outputs
                } else {
                    index
                };
                // No tensor here has as many as 2^32 values.
                let index = u32::try_from(index).unwrap_or(u32::MAX);
                value(offset, scale, unit(seed, index))
            })
            .collect();
        let tensor = Tensor::from_data(TensorData::new(values, shape), &param.lazy_device());
        let id = param.id;
        param.transform_for_load(tensor, id)
    }
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
