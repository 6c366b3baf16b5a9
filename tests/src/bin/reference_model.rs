//! Writes a model folder of `CoAtNet-0` at 224 pixels whose weights are made by the closed rule: the
//! network that other runtimes are timed with. Usage: `reference_model DIR`

use std::path::PathBuf;
use std::process::ExitCode;

use burn::tensor::Device;
use model::input::InputSpec;
use model::rule::module::fill;
use model::scorecard::NumberFormat;
use model::scorecard::results::TrainingRecord;
use model::zoo::Architecture;
use trainer::model_folder::{About, ModelFolder};

/// Pixels on each side of the reference's input.
const SIDE: u32 = 224;

fn main() -> ExitCode {
    let Some(out) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: reference_model DIR");
        return ExitCode::from(2);
    };
    match write(&out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(out: &std::path::Path) -> Result<(), Box<dyn std::error::Error>> {
    let architecture = Architecture::CoAtNet0;
    let network = fill(architecture.init(SIDE, &Device::flex())?);
    let about = About {
        architecture,
        input: InputSpec::with_side(SIDE),
        training: TrainingRecord {
            summary: "Not trained: the weights are made by a rule, to time the network.".to_owned(),
            recipe: serde_json::Value::Null,
            device: "none".to_owned(),
            epochs: 0,
            best_epoch: 0,
            seconds: 0.0,
            films: Vec::new(),
            list_sha256: String::new(),
        },
    };
    ModelFolder::assemble(&network, NumberFormat::F16, about)?.publish(out)?;
    Ok(())
}
