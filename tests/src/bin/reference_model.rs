//! Writes a model folder of `CoAtNet-0` at 224 pixels with synthetic weights, for timing against other
//! runtimes. Usage: `reference_model DIR FORMAT`, with the weights' number format `f32`, `f16` or `i8`.

use std::path::Path;
use std::process::ExitCode;

use burn::tensor::Device;
use model::input::InputSpec;
use model::scorecard::results::TrainingRecord;
use model::weights::NumberFormat;
use model::zoo::Architecture;
use networks::network::Network;
use networks::synthetic::fill;
use trainer::host::model_folder::{About, ModelFolder};

/// Pixels on each side of the reference's input.
const SIDE: u32 = 224;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(out), Some(format)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: reference_model DIR FORMAT");
        return ExitCode::from(2);
    };
    match write(Path::new(&out), format) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(out: &Path, format: String) -> Result<(), Box<dyn std::error::Error>> {
    let format: NumberFormat = serde_json::from_value(format.into())?;
    let architecture = Architecture::CoAtNet0;
    let network = fill(Network::new(architecture, SIDE, &Device::flex())?);
    let about = About {
        architecture,
        input: InputSpec::with_side(SIDE),
        training: TrainingRecord {
            summary: "Not trained: synthetic weights, to time the network.".to_owned(),
            recipe: serde_json::Value::Null,
            device: "none".to_owned(),
            epochs: 0,
            best_epoch: 0,
            seconds: 0.0,
            films: Vec::new(),
            list_sha256: String::new(),
        },
    };
    ModelFolder::assemble(&network, format, about)?.publish(out)?;
    Ok(())
}
