//! A vector of four numbers with the one operation that matrix products consist of.
//!
//! WebAssembly's relaxed SIMD multiplies and adds in one instruction where the processor can; builds
//! with it use a type for it, all others leave the choice of instructions to the compiler.
//! Source: the relaxed SIMD proposal, part of WebAssembly 3.0.

#[cfg(target_feature = "relaxed-simd")]
pub(super) use fused::Vector;
#[cfg(not(target_feature = "relaxed-simd"))]
pub(super) use plain::Vector;

/// Numbers in a vector.
pub(super) const LANES: usize = 4;

#[cfg(not(target_feature = "relaxed-simd"))]
mod plain {
    use super::LANES;

    /// Four numbers.
    #[derive(Debug, Clone, Copy)]
    pub(in super::super) struct Vector([f32; LANES]);

    impl Vector {
        pub(in super::super) const ZERO: Self = Self([0.0; LANES]);

        pub(in super::super) const fn new(values: [f32; LANES]) -> Self {
            Self(values)
        }

        /// `self + factor * values`.
        pub(in super::super) fn add_product(mut self, factor: f32, values: Self) -> Self {
            for (sum, value) in self.0.iter_mut().zip(values.0) {
                *sum += factor * value;
            }
            self
        }

        pub(in super::super) const fn values(self) -> [f32; LANES] {
            self.0
        }
    }
}

#[cfg(target_feature = "relaxed-simd")]
mod fused {
    use std::arch::wasm32::{f32x4, f32x4_extract_lane, f32x4_relaxed_madd, f32x4_splat, v128};

    use super::LANES;

    /// Four numbers.
    #[derive(Debug, Clone, Copy)]
    pub(in super::super) struct Vector(v128);

    impl Vector {
        pub(in super::super) const ZERO: Self = Self(f32x4(0.0, 0.0, 0.0, 0.0));

        pub(in super::super) const fn new([a, b, c, d]: [f32; LANES]) -> Self {
            Self(f32x4(a, b, c, d))
        }

        /// `self + factor * values`.
        pub(in super::super) fn add_product(self, factor: f32, values: Self) -> Self {
            Self(f32x4_relaxed_madd(f32x4_splat(factor), values.0, self.0))
        }

        pub(in super::super) fn values(self) -> [f32; LANES] {
            [
                f32x4_extract_lane::<0>(self.0),
                f32x4_extract_lane::<1>(self.0),
                f32x4_extract_lane::<2>(self.0),
                f32x4_extract_lane::<3>(self.0),
            ]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_added_lane_by_lane() {
        let sum = Vector::new([1.0, 2.0, 3.0, 4.0]);
        let values = Vector::new([0.5, 0.0, -1.0, 2.0]);
        let expected = [2.0_f32, 2.0, 1.0, 8.0];
        for (found, expected) in sum.add_product(2.0, values).values().iter().zip(expected) {
            assert!((found - expected).abs() < f32::EPSILON);
        }
        assert!(
            Vector::ZERO
                .values()
                .iter()
                .all(|value| value.abs() < f32::EPSILON)
        );
    }
}
