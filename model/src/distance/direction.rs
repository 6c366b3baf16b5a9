//! A direction among features, small enough for a scorecard: one byte for each.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::error::DistanceError;

/// A direction: only the ratios of its numbers count. Stored as signed bytes in Base64.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Direction {
    // Not all zero.
    values: Vec<i8>,
}

impl Direction {
    /// The direction of a vector, scaled so that its largest number is 127; `None` if it has none.
    pub(super) fn of(vector: &[f32]) -> Option<Self> {
        let largest = vector.iter().fold(0.0_f32, |most, it| most.max(it.abs()));
        let scale = f32::from(i8::MAX) / largest;
        let finite = vector.iter().all(|value| value.is_finite()) && scale.is_finite();
        #[expect(clippy::cast_possible_truncation, reason = "at most 127")]
        let scaled = |value: &f32| (scale * value).round() as i8;
        finite.then(|| Self {
            values: vector.iter().map(scaled).collect(),
        })
    }

    /// The number of features.
    pub(super) const fn features(&self) -> usize {
        self.values.len()
    }

    /// The cosine between the direction and features; no number where they have no direction or are of
    /// another number.
    pub(super) fn cosine(&self, features: &[f32]) -> f32 {
        if features.len() != self.values.len() {
            return f32::NAN;
        }
        let values: Vec<f32> = self.values.iter().map(|&value| f32::from(value)).collect();
        let products = values.iter().zip(features);
        let product: f32 = products.map(|(value, feature)| value * feature).sum();
        product / (length(&values) * length(features))
    }
}

/// The Euclidean length of a vector.
pub(super) fn length(vector: &[f32]) -> f32 {
    vector.iter().map(|value| value * value).sum::<f32>().sqrt()
}

impl TryFrom<String> for Direction {
    type Error = DistanceError;

    fn try_from(text: String) -> Result<Self, DistanceError> {
        let bytes = STANDARD.decode(text).ok();
        let bytes = bytes.filter(|bytes| bytes.iter().any(|&byte| byte != 0));
        let bytes = bytes.ok_or(DistanceError::NotADirection)?;
        Ok(Self {
            values: bytes.into_iter().map(u8::cast_signed).collect(),
        })
    }
}

impl From<Direction> for String {
    fn from(direction: Direction) -> Self {
        let values = direction.values.into_iter();
        STANDARD.encode(values.map(i8::cast_unsigned).collect::<Vec<u8>>())
    }
}
