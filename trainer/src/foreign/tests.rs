//! Files of weights, whole, damaged and of other kinds.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use burn::tensor::Device;
use model::zoo::Config;
use model::zoo::resnet50v2::{RESNET50V2, ResNetV2Config};
use networks::imported::{Library, load};
use networks::synthetic::golden_input;

use super::*;
use crate::random::Stream;

const SIDE: u32 = 64;

fn fixture(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/imported");
    folder.join(name)
}

#[test]
fn a_file_of_keras_gives_keras_features() {
    // As `make_imported.py` builds it.
    let config = Config::ResNetV2(ResNetV2Config {
        widths: [8, 8, 16, 16],
        blocks: [2; 4],
        ..RESNET50V2
    });
    let file = read(&fixture("keras_resnet50v2.h5")).unwrap();
    assert_eq!(file.library, Library::Keras);
    let device = Device::flex();
    let loaded = load(file.library, config, SIDE, &file.tensors, &device).unwrap();
    let features = loaded.network.features(golden_input(SIDE, &device));
    let features: Vec<f32> = features.into_data().try_to_vec().unwrap();
    let json = fs::read(fixture("expected.json")).unwrap();
    let all: BTreeMap<String, Vec<f32>> = serde_json::from_slice(&json).unwrap();
    let expected = &all["keras_resnet50v2"];
    assert_eq!(features.len(), expected.len());
    for (found, expected) in features.iter().zip(expected) {
        assert!((found - expected).abs() < 2e-5, "{found} {expected}");
    }
    let heads = ["fc1", "fc_bn", "fc2"];
    let is_head = |name: &String| heads.iter().any(|head| name.starts_with(head));
    assert!(!loaded.drawn.is_empty() && loaded.drawn.iter().all(is_head));
}

#[test]
fn a_file_of_timm_is_read_without_its_counters() {
    let file = read(&fixture("timm_resnetv2_50.safetensors")).unwrap();
    assert_eq!(file.library, Library::Timm);
    assert_eq!(file.tensors["stem.conv.weight"].shape, [8, 3, 7, 7]);
    assert_eq!(file.tensors["stem.conv.weight"].values.len(), 8 * 3 * 49);
    assert!(
        file.tensors
            .keys()
            .all(|name| !name.contains("num_batches"))
    );
}

#[test]
fn mutated_files_are_read_or_refused_but_never_crash() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights");
    for name in ["keras_resnet50v2.h5", "timm_resnetv2_50.safetensors"] {
        let whole = fs::read(fixture(name)).unwrap();
        let mut stream = Stream::new(14, &[whole.len() as u64]);
        // Most structures of these files lie at their start.
        let mut below = |bound: usize| stream.below(bound);
        for round in 0..300 {
            let mut mutated = whole.clone();
            for _ in 0..=below(4) {
                let bound = if round % 2 == 0 {
                    16 << 10
                } else {
                    whole.len()
                };
                mutated[below(bound)] = u8::try_from(below(256)).unwrap();
            }
            fs::write(&path, mutated).unwrap();
            if let Err(error) = read(&path) {
                assert!(error.to_string().contains("weights"), "{error}");
            }
        }
    }
}

#[test]
fn other_and_damaged_files_are_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights");
    let refused = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        read(&path).unwrap_err().to_string()
    };
    assert!(refused(b"").contains("is empty"));
    assert!(refused(b"PK\x03\x04rest").contains("safetensors.torch.save_file"));
    assert!(refused(b"\x80\x02}q").contains("torch.save"));
    assert!(refused(b"\x89PNG\r\n\x1a\n").contains("no complete safetensors file"));
    let whole = fs::read(fixture("timm_coatnet_0.safetensors")).unwrap();
    for length in [4, 100, whole.len() - 1] {
        assert!(refused(&whole[..length]).contains("no complete safetensors file"));
    }
    let whole = fs::read(fixture("keras_resnet50v2.h5")).unwrap();
    for length in [9, 100, whole.len() / 2] {
        let error = refused(&whole[..length]);
        assert!(error.contains("no complete HDF5 file"), "{error}");
    }
}

#[test]
fn a_small_file_that_unpacks_to_many_values_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights");
    let read_zeros = |values: u64| {
        let mut file = hdf5_pure::FileBuilder::new();
        let mut layer = file.create_group("conv1_conv");
        let kernel = layer.create_dataset("kernel:0");
        let zeros = vec![0.0; usize::try_from(values).unwrap()];
        kernel.with_f32_data(&zeros).with_shape(&[values]);
        kernel.with_chunks(&[1 << 16]).with_deflate(9);
        file.add_group(layer.finish());
        fs::write(&path, file.finish().unwrap()).unwrap();
        read(&path)
    };
    let few = read_zeros(1 << 16).unwrap();
    assert_eq!(few.tensors["conv1_conv/kernel"].values.len(), 1 << 16);
    let error = read_zeros(1 << 21).unwrap_err().to_string();
    assert!(
        error.contains("sizes that its content does not have"),
        "{error}"
    );
}
