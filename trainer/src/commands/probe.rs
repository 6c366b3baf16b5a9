//! `probe`: whether a model takes shortcuts past the lungs.

use serde::Serialize;

use crate::cli::Probe;
use crate::commands::evaluate::{open_pack, warnings};
use crate::console;
use crate::data::Split;
use crate::error::TrainerError;
use crate::evaluation::probe::{Probed, Prober, Probes};
use crate::evaluation::words::maybe;
use crate::files;
use crate::host::device::Engine;
use crate::host::model_folder::ModelFolder;

/// The result of `probe`.
#[derive(Debug, Serialize)]
struct Outcome<'a> {
    weights: String,
    list_sha256: &'a str,
    #[serde(flatten)]
    probes: &'a Probes,
}

/// Probes.
///
/// # Errors
/// [`TrainerError`] with the file at fault.
pub(crate) fn run(options: &Probe, json: bool) -> Result<(), TrainerError> {
    let folder = ModelFolder::read(&options.weights)?;
    let pack = open_pack(&options.data, &folder.scorecard)?;
    for warning in warnings(&folder.scorecard, &pack) {
        console::note(&format!("warning: {warning}"));
    }
    let (train, judged) = (
        pack.positions(Split::Train)?,
        pack.positions(options.split)?,
    );
    let engine = Engine::open(options.device.clone())?;
    let network = folder.network(&engine.device)?;
    let probes = Prober {
        engine: &engine,
        network: &network,
        pack: &pack,
        side: folder.scorecard.input.side,
    }
    .run(options.split, &train, &judged)?;
    let outcome = Outcome {
        weights: options.weights.display().to_string(),
        list_sha256: &pack.index().list_sha256,
        probes: &probes,
    };
    let mut lines = lines(&probes);
    if let Some(out) = &options.out {
        files::write(out, &serde_json::to_vec_pretty(&outcome)?)?;
        lines.push(format!("written to {}", out.display()));
    }
    Ok(console::result(json, &outcome, &lines)?)
}

fn lines(probes: &Probes) -> Vec<String> {
    let row = |probed: &Probed| {
        vec![
            probed.name.clone(),
            probed.films.to_string(),
            maybe(probed.accuracy.as_ref()),
            format!("{:.3}", probed.chance),
        ]
    };
    let heads = ["probe", "films", "accuracy", "chance"].map(str::to_owned);
    let source = &probes.source_probe;
    let rows = probes
        .masks
        .iter()
        .chain(&probes.sources)
        .chain([&source.probed])
        .map(row);
    let mut lines = console::table(std::iter::once(heads.to_vec()).chain(rows));
    lines.extend([
        format!(
            "knowing only the source would answer {:.3} of the classes; knowing only the class, {:.3} of the sources",
            probes.source_alone, source.class_alone
        ),
        "A model that looks at lungs falls to chance where they are hidden; one that is above it there has learned something else.".to_owned(),
    ]);
    if source.left_out > 0 {
        lines.push(format!(
            "{} films are of sources that training has not; the source probe leaves them out",
            source.left_out
        ));
    }
    lines
}
