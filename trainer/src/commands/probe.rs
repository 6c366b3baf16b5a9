//! `probe`: probes a model for shortcuts.

use serde::Serialize;

use crate::cli::Probe;
use crate::commands::evaluate::{open_pack, warnings};
use crate::console;
use crate::data::Split;
use crate::error::TrainerError;
use crate::evaluation::probe::{ProbeFigures, Prober, Probes};
use crate::evaluation::words::maybe;
use crate::files;
use crate::files::output::{Outputs, has_keys};
use crate::host::device::ComputeDevice;
use crate::host::model_folder::ModelFolder;

/// The result of `probe`.
#[derive(Debug, Serialize)]
struct ProbeSummary<'a> {
    weights: String,
    list_sha256: &'a str,
    #[serde(flatten)]
    probes: &'a Probes,
}

/// Probes.
pub(crate) fn run(options: &Probe, json: bool) -> Result<(), TrainerError> {
    if let Some(out) = &options.out {
        let outputs = Outputs::new(options.overwrite, [&*options.weights, &*options.data]);
        outputs.admit(out, |head| {
            has_keys(head, &["weights", "list_sha256", "masks"])
        })?;
    }
    let folder = ModelFolder::read(&options.weights)?;
    let pack = open_pack(&options.data, &folder.scorecard)?;
    for warning in warnings(&folder.scorecard, &pack) {
        console::note(&format!("warning: {warning}"));
    }
    let (train, judged) = (
        pack.positions(Split::Train)?,
        pack.positions(options.split)?,
    );
    let engine = ComputeDevice::open(options.device.clone())?;
    let network = folder.network(&engine.device)?;
    let probes = Prober {
        engine: &engine,
        network: &network,
        pack: &pack,
        side: folder.scorecard.input.side,
    }
    .run(options.split, &train, &judged)?;
    let summary = ProbeSummary {
        weights: options.weights.display().to_string(),
        list_sha256: &pack.index().list_sha256,
        probes: &probes,
    };
    let mut lines = lines(&probes);
    if let Some(out) = &options.out {
        files::write(out, &serde_json::to_vec_pretty(&summary)?)?;
        lines.push(format!("written to {}", out.display()));
    }
    Ok(console::result(json, &summary, &lines)?)
}

fn lines(probes: &Probes) -> Vec<String> {
    let row = |probe: &ProbeFigures| {
        vec![
            probe.name.clone(),
            probe.films.to_string(),
            maybe(probe.accuracy.as_ref()),
            format!("{:.3}", probe.chance),
        ]
    };
    let heads = ["probe", "films", "accuracy", "chance"].map(str::to_owned);
    let source = &probes.source_probe;
    let rows = probes
        .masks
        .iter()
        .chain(&probes.sources)
        .chain([&source.figures])
        .map(row);
    let mut lines = console::table(std::iter::once(heads.to_vec()).chain(rows));
    lines.extend([
        format!(
            "predicting the class from the source alone: accuracy {:.3}; the source from the class alone: {:.3}",
            probes.source_alone, source.class_alone
        ),
        "A model that relies on the lungs falls to chance when they are hidden; one that stays above chance uses something else.".to_owned(),
    ]);
    if source.unknown_source > 0 {
        lines.push(format!(
            "{} films are of sources without training films; the source probe omits them",
            source.unknown_source
        ));
    }
    lines
}
