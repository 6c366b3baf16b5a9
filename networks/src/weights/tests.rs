//! Weights that come back, and weights that must be refused.

use super::*;
use model::input::InputSpec;
use model::weights::WeightsReader;
use model::zoo::Architecture;

use crate::synthetic::{fill, golden_input};

/// A scorecard that reads well, of another network.
fn example() -> Scorecard {
    let shipped = include_bytes!("../../../static/model/model.json");
    Scorecard {
        architecture: Architecture::CoAtNetTiny,
        input: InputSpec::with_side(64),
        ..Scorecard::parse(shipped).unwrap()
    }
}

fn tiny() -> Network {
    let network = Network::new(Architecture::CoAtNetTiny, 64, &Device::flex());
    fill(network.unwrap())
}

fn packed(format: NumberFormat) -> (Scorecard, Vec<Vec<u8>>) {
    let packed = pack(&tiny(), format);
    let scorecard = Scorecard {
        number_format: format,
        tensors: packed.tensors,
        shards: packed.entries,
        ..example()
    };
    (scorecard, packed.shards)
}

fn read(scorecard: &Scorecard, shards: &[Vec<u8>]) -> Result<Network, WeightsError> {
    let mut reader = WeightsReader::new(scorecard);
    for (index, shard) in shards.iter().enumerate() {
        reader.push(index, shard)?;
    }
    load(scorecard, &reader.tensors()?, &Device::flex())
}

fn logits(network: &Network) -> Vec<f32> {
    let logits = network.forward(golden_input(64, &Device::flex()));
    logits.into_data().try_to_vec().unwrap()
}

#[test]
fn f32_weights_come_back_bit_for_bit() {
    let (scorecard, shards) = packed(NumberFormat::F32);
    let network = read(&scorecard, &shards).unwrap();
    assert_eq!(logits(&network), logits(&tiny()));
    assert_eq!(pack(&network, NumberFormat::F32).shards, shards);
}

#[test]
fn f16_weights_take_half_the_room_and_stay_near() {
    let (scorecard, shards) = packed(NumberFormat::F16);
    let full = packed(NumberFormat::F32).0.weight_bytes();
    assert_eq!(scorecard.weight_bytes() * 2, full);
    let network = read(&scorecard, &shards).unwrap();
    for (near, exact) in logits(&network).iter().zip(logits(&tiny())) {
        assert!((near - exact).abs() < 1e-2, "{near} {exact}");
    }
}

#[test]
fn eight_bit_weights_take_less_room_and_stay_near() {
    let (scorecard, shards) = packed(NumberFormat::I8);
    let half = packed(NumberFormat::F16).0.weight_bytes();
    assert!(scorecard.weight_bytes() < half);
    let network = read(&scorecard, &shards).unwrap();
    for (near, exact) in logits(&network).iter().zip(logits(&tiny())) {
        assert!((near - exact).abs() < 2e-2, "{near} {exact}");
    }
}

#[test]
fn what_burn_reads_and_what_the_plan_is_made_from_are_the_same_bits() {
    for format in [NumberFormat::F32, NumberFormat::F16, NumberFormat::I8] {
        let (scorecard, shards) = packed(format);
        // In f32 they are written as they were read.
        let read = pack(&read(&scorecard, &shards).unwrap(), NumberFormat::F32);
        let read = read.into_tensors(NumberFormat::F32);
        let mut reader = WeightsReader::new(&scorecard);
        for (index, shard) in shards.iter().enumerate() {
            reader.push(index, shard).unwrap();
        }
        let taken = reader.tensors().unwrap();
        for TensorRecord { name, shape } in &scorecard.tensors {
            let [read, taken] = [&read, &taken].map(|side| side.take(name, shape).unwrap());
            let bits = |values: &[f32]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&read), bits(&taken), "{name} in {format}");
        }
    }
}

#[test]
fn a_damaged_scale_is_named_by_both_readers() {
    let (mut scorecard, mut shards) = packed(NumberFormat::I8);
    let card = scorecard.clone();
    let place = |entry: &TensorRecord| storage::bytes(card.number_format, &entry.shape).unwrap();
    let name = "stage4.1.ffn1.weight";
    let before = card.tensors.iter().take_while(|entry| entry.name != name);
    let first: usize = before.map(place).sum();
    shards[0][first..first + 4].copy_from_slice(&0.0_f32.to_le_bytes());
    scorecard.shards[0].sha256 = sha256(&shards[0]);
    let error = read(&scorecard, &shards).unwrap_err().to_string();
    assert!(
        error.contains("channel 0 of tensor stage4.1.ffn1"),
        "{error}"
    );
    let mut reader = WeightsReader::new(&scorecard);
    reader.push(0, &shards[0]).unwrap();
    let tensors = reader.tensors().unwrap();
    let error = tensors.take(name, &[64, 256]).unwrap_err().to_string();
    assert!(
        error.contains("channel 0 of tensor stage4.1.ffn1"),
        "{error}"
    );
}

#[test]
fn names_follow_the_modules() {
    let (scorecard, _) = packed(NumberFormat::F32);
    let names: Vec<&str> = scorecard
        .tensors
        .iter()
        .map(|tensor| tensor.name.as_str())
        .collect();
    for name in [
        "stem.conv1.weight",
        "stage1.0.bn0.running_mean",
        "stage3.1.attention.rel_bias",
        "head.fc2.bias",
    ] {
        assert!(names.contains(&name), "{name} is not in {names:?}");
    }
}

#[test]
fn a_flipped_bit_is_caught_by_its_hash() {
    let (scorecard, mut shards) = packed(NumberFormat::F32);
    shards[0][1000] ^= 1;
    let error = read(&scorecard, &shards).unwrap_err().to_string();
    assert!(error.contains("weights.000.bin") && error.contains("SHA-256"));
}

#[test]
fn a_short_a_missing_and_a_misplaced_shard_are_named() {
    let (scorecard, shards) = packed(NumberFormat::F32);
    let short = vec![shards[0][..100].to_vec()];
    assert!(matches!(
        read(&scorecard, &short),
        Err(WeightsError::WrongLength { got: 100, .. })
    ));
    assert!(matches!(
        read(&scorecard, &[]),
        Err(WeightsError::Incomplete { got: 0, .. })
    ));
    let mut reader = WeightsReader::new(&scorecard);
    assert!(matches!(
        reader.push(1, &shards[0]),
        Err(WeightsError::WrongOrder { got: 1, .. })
    ));
}

#[test]
fn a_tensor_of_another_name_or_shape_is_refused() {
    let (mut scorecard, shards) = packed(NumberFormat::F32);
    scorecard.tensors[3].name = "stem.other".into();
    let error = read(&scorecard, &shards).unwrap_err().to_string();
    assert!(error.contains("tensor 3 is stem.other"), "{error}");

    let (mut scorecard, shards) = packed(NumberFormat::F32);
    scorecard.tensors[0].shape.reverse();
    assert!(matches!(
        read(&scorecard, &shards),
        Err(WeightsError::WrongTensor { position: 0, .. })
    ));

    let (mut scorecard, shards) = packed(NumberFormat::F32);
    scorecard.tensors.push(scorecard.tensors[0].clone());
    assert!(matches!(
        read(&scorecard, &shards),
        Err(WeightsError::WrongCount { .. })
    ));
}

#[test]
fn a_value_that_is_no_number_is_named() {
    let (mut scorecard, mut shards) = packed(NumberFormat::F32);
    shards[0][..4].copy_from_slice(&f32::NAN.to_le_bytes());
    scorecard.shards[0].sha256 = sha256(&shards[0]);
    let error = read(&scorecard, &shards).unwrap_err().to_string();
    assert!(
        error.contains("value 0 of tensor stem.conv1.weight"),
        "{error}"
    );
}
