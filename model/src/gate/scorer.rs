//! The linear scores of the gate: one for each finding, fitted by least squares to 1 or 0.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use half::f16;
use serde::{Deserialize, Serialize};

use super::error::GateError;
use super::features::{self, features};
use super::finding::Finding;
use super::glance::Glance;

/// The weights of one finding: its features, then the constant.
const ROW: usize = features::COUNT + 1;
const WEIGHTS: usize = ROW * Finding::ALL.len();
/// Sums of a product that a processor can add at once.
const LANES: usize = 8;

/// The weights of all findings; stored as half-precision numbers, little-endian, in Base64.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Scorer {
    // `ROW` finite numbers for each finding, in the order of `Finding::ALL`.
    weights: Vec<f32>,
}

/// How much a picture looks like each finding: 1 yes, 0 no.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores([f32; Finding::ALL.len()]);

impl Scorer {
    /// A scorer from the weights of each finding, in the order of [`Finding::ALL`]: one for each feature, and a
    /// constant. They are rounded to half precision.
    ///
    /// # Errors
    /// [`GateError::WrongLength`], or [`GateError::NotFinite`] for weights beyond half precision too.
    pub fn new(weights: &[f32]) -> Result<Self, GateError> {
        if weights.len() != WEIGHTS {
            return Err(GateError::WrongLength {
                found: weights.len(),
                expected: WEIGHTS,
            });
        }
        let rounded = |&weight: &f32| f16::from_f32(weight).to_f32();
        let weights: Vec<f32> = weights.iter().map(rounded).collect();
        if weights.iter().all(|weight| weight.is_finite()) {
            Ok(Self { weights })
        } else {
            Err(GateError::NotFinite)
        }
    }

    /// The scores of `SIDE * SIDE` grey values.
    pub fn scores(&self, plane: &[u16]) -> Scores {
        let features = features(plane);
        let mut scores = [0.0; Finding::ALL.len()];
        for (score, row) in scores.iter_mut().zip(self.weights.chunks_exact(ROW)) {
            *score = product(&features, row) + row[ROW - 1];
        }
        Scores(scores)
    }

    /// How much more a film looks upright than mirrored, measured on it and on its mirror image.
    pub fn upright_margin(&self, glance: &Glance, scores: &Scores) -> f32 {
        scores.margin() - self.scores(&glance.mirrored().plane).margin()
    }
}

/// The sum of products, in a fixed order.
fn product(features: &[f32], row: &[f32]) -> f32 {
    let mut sums = [0.0; LANES];
    let (features, _) = features.as_chunks::<LANES>();
    let (row, _) = row.as_chunks::<LANES>();
    for (features, weights) in features.iter().zip(row) {
        for (sum, (feature, weight)) in sums.iter_mut().zip(features.iter().zip(weights)) {
            *sum += feature * weight;
        }
    }
    sums.iter().fold(0.0, |total, sum| total + sum)
}

impl Scores {
    /// How much the picture looks like a frontal chest radiograph, upright or mirrored.
    pub const fn film(&self) -> f32 {
        self.0[0] + self.0[1]
    }

    /// The best of the findings that `admit` accepts; [`Finding::Other`] if there is none.
    pub fn top(&self, admit: impl Fn(Finding) -> bool) -> Finding {
        let findings = Finding::ALL.into_iter().zip(self.0);
        findings
            .filter(|&(finding, _)| admit(finding))
            .max_by(|(_, one), (_, other)| one.total_cmp(other))
            .map_or(Finding::Other, |(finding, _)| finding)
    }

    const fn margin(&self) -> f32 {
        self.0[0] - self.0[1]
    }
}

impl TryFrom<String> for Scorer {
    type Error = GateError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let bytes = STANDARD.decode(text).map_err(|_| GateError::NotBase64)?;
        let (pairs, rest) = bytes.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(GateError::NotBase64);
        }
        let weights = pairs.iter().map(|&pair| f16::from_le_bytes(pair).to_f32());
        Self::new(&weights.collect::<Vec<_>>())
    }
}

impl From<Scorer> for String {
    fn from(scorer: Scorer) -> Self {
        let weights = scorer.weights.into_iter();
        let bytes: Vec<u8> = weights
            .flat_map(|weight| f16::from_f32(weight).to_le_bytes())
            .collect();
        STANDARD.encode(bytes)
    }
}
