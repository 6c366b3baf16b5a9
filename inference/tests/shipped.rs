//! The shipped weights on the engine for the CPU: it computes the logits that burn computed when they were
//! exported, and what the reference computes, however the numbers are stored.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use inference::cpu::CpuNetwork;
use inference::{Output, lower, reference};
use model::calibration::Logits;
use model::class::PerClass;
use model::golden::{self, GoldenCheck};
use model::scorecard::{FILE_NAME, Scorecard};
use model::weights::tensors::Tensors;
use model::weights::{NumberFormat, TensorRecord, WeightsReader, storage};

/// The maximum difference of a logit from burn's; the page admits [`GoldenCheck::tolerance`], which is more.
const FROM_BURN: f32 = 2e-5;

/// The maximum difference of a value from the reference's, relative to the largest value.
const FROM_REFERENCE: f32 = 1e-5;

/// The maximum change of a logit by storing the weights of the light model, which are exact in f32, as f16.
const BY_ROUNDING: f32 = 2e-3;

fn read(name: &str) -> (Scorecard, Tensors) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../static")
        .join(name);
    let file = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let card = Scorecard::parse(&file(FILE_NAME)).unwrap();
    let mut reader = WeightsReader::new(&card);
    for (index, shard) in card.shards.iter().enumerate() {
        reader.push(index, &file(&shard.file)).unwrap();
    }
    let tensors = reader.tensors().unwrap();
    (card, tensors)
}

/// The engine's output for the golden input.
fn on_cpu(card: &Scorecard, tensors: &Tensors, threads: usize) -> Output {
    let side = card.input.side;
    let plan = lower(card.architecture, side as usize);
    let mut network = CpuNetwork::new(plan, &tensors.clone(), threads).unwrap();
    network.forward(&golden::channels_last(side))
}

fn logits(output: &Output) -> Logits {
    Logits(PerClass(*output.logits.first_chunk().unwrap()))
}

#[test]
fn the_engine_computes_the_golden_logits_of_the_shipped_models() {
    for name in ["model", "model-light"] {
        let (card, tensors) = read(name);
        let golden = GoldenCheck {
            tolerance: FROM_BURN,
            ..card.golden
        };
        for threads in [1, 2] {
            let off = golden.verify(logits(&on_cpu(&card, &tensors, threads)));
            println!("{name}, {threads} threads: logits differ by {off:?}");
            off.unwrap();
        }
    }
}

#[test]
fn the_engine_computes_what_the_reference_does_in_every_number_format() {
    let (card, tensors) = read("model-light");
    let side = card.input.side;
    let plan = lower(card.architecture, side as usize);
    for format in [NumberFormat::F32, NumberFormat::F16, NumberFormat::I8] {
        let encoded = |TensorRecord { name, shape }: &TensorRecord| {
            storage::encode(format, shape, &tensors.take(name, shape).unwrap())
        };
        let stored = card.tensors.iter().flat_map(encoded).collect();
        let stored = Tensors::new(&card.tensors, format, stored);
        let expected = reference::output(&plan, &stored.clone(), &golden::channels_last(side));
        let expected = expected.unwrap();
        let found = on_cpu(&card, &stored, 1);
        for (found, expected) in [
            (&found.logits, &expected.logits),
            (&found.features, &expected.features),
        ] {
            let largest = expected.iter().fold(0.0_f32, |most, it| most.max(it.abs()));
            let off = found.iter().zip(expected).map(|(a, b)| (a - b).abs());
            let off = off.fold(0.0, f32::max) / largest;
            println!("{format}: differs from the reference by {off:.1e} of the largest value");
            assert!(off < FROM_REFERENCE, "{format}: {off}");
        }
        let rounding = GoldenCheck {
            tolerance: BY_ROUNDING,
            ..card.golden
        };
        let off = rounding.verify(logits(&found));
        println!("{format}: storing changes the logits by {off:?}");
        off.unwrap();
    }
}
