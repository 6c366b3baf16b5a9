//! `import`: other libraries' weights become a folder that training can start from.

use burn::tensor::Device;
use model::class::Class;
use model::input::InputSpec;
use model::scorecard::results::TrainingRecord;
use model::zoo::Architecture;
use networks::imported::{self, Loaded};
use networks::weights::outputs;
use serde::Serialize;

use crate::cli::Import;
use crate::commands::publishing::check_target;
use crate::console;
use crate::error::TrainerError;
use crate::files::output;
use crate::foreign::{self, ForeignFile};
use crate::host::model_folder::{About, ModelFolder};

/// The result of `import`.
#[derive(Debug, Serialize)]
struct ImportSummary {
    out: String,
    architecture: Architecture,
    /// Width and height of the images that the tables of positions are for, or that are usual.
    side: u32,
    parameters: u64,
    /// Outputs of the network; `None` without a head.
    outputs: Option<usize>,
}

/// Imports; on an error, an existing folder is left unchanged.
pub(crate) fn run(options: &Import, json: bool) -> Result<(), TrainerError> {
    check_target(&options.out)?;
    output::admit_replaced(&options.out, [&*options.file])?;
    let folder = import(options)?;
    folder.publish(&options.out)?;
    let card = &folder.scorecard;
    let summary = ImportSummary {
        out: options.out.display().to_string(),
        architecture: card.architecture,
        side: card.input.side,
        parameters: card.parameters,
        outputs: outputs(&card.tensors),
    };
    Ok(console::result(json, &summary, &lines(&summary))?)
}

fn import(options: &Import) -> Result<ModelFolder, TrainerError> {
    let file = || options.file.clone();
    let ForeignFile {
        library,
        tensors,
        sha256,
    } = foreign::read(&options.file)?;
    let recognised = imported::recognise(library, &tensors);
    let (architecture, side) = recognised.map_err(|source| TrainerError::Import {
        file: file(),
        source,
    })?;
    let device = Device::flex();
    let loaded = imported::load(library, architecture.config(), side, &tensors, &device);
    let Loaded { network, drawn } = loaded.map_err(|source| TrainerError::ImportAs {
        file: file(),
        architecture,
        source,
    })?;
    let name = options.file.file_name().unwrap_or_default();
    let about = About {
        architecture,
        input: InputSpec::with_side(side),
        training: TrainingRecord {
            summary: format!(
                "Imported from {} (SHA-256 {sha256}); not trained here.",
                name.display()
            ),
            recipe: serde_json::Value::Null,
            device: "unknown".to_owned(),
            epochs: 0,
            best_epoch: 0,
            seconds: 0.0,
            films: Vec::new(),
            list_sha256: String::new(),
        },
    };
    let mut folder = ModelFolder::headless(&network, &drawn, about);
    let card = &mut folder.scorecard;
    "That of the imported file.".clone_into(&mut card.licence);
    card.limits = vec![
        "These weights are a start for training; their outputs are not known to be this project's classes."
            .to_owned(),
    ];
    // The golden logits are those of a network that has at least as many outputs as there are classes.
    if outputs(&card.tensors).is_some_and(|outputs| outputs >= Class::COUNT) {
        folder = folder.with_golden_logits()?;
    }
    Ok(folder)
}

fn lines(summary: &ImportSummary) -> Vec<String> {
    let head = match summary.outputs {
        None => "without a head, which training draws".to_owned(),
        Some(Class::COUNT) => format!(
            "with a head of {} outputs, which training keeps",
            Class::COUNT
        ),
        Some(outputs) => {
            format!("with a head of {outputs} outputs, whose last layer training draws anew")
        }
    };
    vec![
        format!(
            "{}: {} at {} px, {:.2} M parameters, {head}",
            summary.out,
            summary.architecture,
            summary.side,
            summary.parameters as f64 / 1e6
        ),
        format!(
            "train with architecture = \"{}\" and start.weights = \"{}\" in a recipe, such as trainer/recipes/fine-tune.toml",
            summary.architecture, summary.out
        ),
    ]
}
