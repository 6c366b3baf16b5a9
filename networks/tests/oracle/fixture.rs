//! Reads the reference values in `tests/fixtures/oracle` and compares with them.

use std::path::Path;

use burn::tensor::{Device, Tensor, TensorData};
use safetensors::SafeTensors;
use serde::Deserialize;

/// A file of the reference values.
fn read(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/oracle/values");
    let path = folder.join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The values of a tiny network.
pub(crate) struct Fixture {
    pub(crate) parameters: u64,
    bytes: Vec<u8>,
}

impl Fixture {
    pub(crate) fn open(name: &str) -> Self {
        #[derive(Deserialize)]
        struct Summary {
            parameters: u64,
        }
        let summary = read(&format!("{name}.json"));
        let Summary { parameters } = serde_json::from_slice(&summary).expect("summary");
        let bytes = read(&format!("{name}.expected.safetensors"));
        Self { parameters, bytes }
    }

    fn tensors(&self) -> SafeTensors<'_> {
        SafeTensors::deserialize(&self.bytes).expect("safetensors")
    }

    pub(crate) fn names(&self, prefix: &str) -> Vec<String> {
        let tensors = self.tensors();
        let names = tensors.names();
        names
            .into_iter()
            .filter(|name| name.starts_with(prefix))
            .map(ToString::to_string)
            .collect()
    }

    pub(crate) fn values(&self, name: &str) -> Vec<f32> {
        let tensors = self.tensors();
        let view = tensors
            .tensor(name)
            .unwrap_or_else(|_| panic!("no reference value {name}"));
        let chunks = view.data().chunks_exact(4);
        chunks
            .map(|chunk| f32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]]))
            .collect()
    }

    pub(crate) fn tensor(&self, name: &str, device: &Device) -> Tensor<4> {
        let shape = self.tensors().tensor(name).expect(name).shape().to_vec();
        Tensor::from_data(TensorData::new(self.values(name), shape), device)
    }
}

/// The values of a full-size network.
#[derive(Deserialize)]
pub(crate) struct FullFixture {
    pub(crate) logits: Vec<f32>,
    stages: std::collections::BTreeMap<String, Sample>,
}

#[derive(Deserialize)]
struct Sample {
    at: Vec<usize>,
    values: Vec<f32>,
}

impl FullFixture {
    pub(crate) fn open(name: &str) -> Self {
        serde_json::from_slice(&read(&format!("{name}.json"))).expect("fixture")
    }

    pub(crate) fn check_stage(&self, stage: &str, map: Tensor<4>, tolerance: f32) {
        let Sample { at, values } = &self.stages[stage];
        let map: Vec<f32> = map.into_data().try_to_vec().expect("f32");
        let got: Vec<f32> = at.iter().map(|&index| map[index]).collect();
        close_values(stage, &got, values, tolerance, 0.0);
    }
}

/// Compares relative to the maximum expected magnitude.
pub(crate) fn close<const D: usize>(name: &str, got: &Tensor<D>, expected: &[f32], tolerance: f32) {
    let got: Vec<f32> = got.to_data().try_to_vec().expect("f32");
    close_values(name, &got, expected, tolerance, 0.0);
}

/// Compares relative to the maximum expected magnitude, at least `floor`.
pub(crate) fn close_values(name: &str, got: &[f32], expected: &[f32], tolerance: f32, floor: f32) {
    assert_eq!(got.len(), expected.len(), "{name}: number of values");
    let scale = expected
        .iter()
        .fold(floor, |scale, value| scale.max(value.abs()));
    for (index, (got, expected)) in got.iter().zip(expected).enumerate() {
        let difference = (got - expected).abs();
        assert!(
            difference <= tolerance * scale,
            "{name}[{index}]: {got}, expected {expected}, scale {scale}"
        );
    }
}
