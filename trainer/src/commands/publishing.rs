//! What `export` and `calibrate` share: fitting on splits of a pack, judging every split once, and
//! replacing a model folder.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use metrics::Scored;
use model::calibration::Logits;
use model::distance::Groups;
use model::input::NetworkInput;
use model::output::NetworkOutput;
use model::scorecard::{FILE_NAME, Scorecard};

use crate::commands::evaluate;
use crate::console;
use crate::data::Split;
use crate::data::pack::Pack;
use crate::error::TrainerError;
use crate::evaluation::changed::ChangedFilms;
use crate::evaluation::error::EvaluationError;
use crate::evaluation::judge::Judged;
use crate::evaluation::{card, distances, figures, fitting, left_out, lens, scored_film};
use crate::files::output::{self, has_keys};
use crate::files::{self, StagedFolder, regular};
use crate::gate::figures::GateFigures;
use crate::host::device::DeviceError;
use crate::host::model_folder::ModelFolder;

/// Fits calibration, answer sets, distances and operating points on the films of some splits, and fills
/// in the results of these splits and of val, test and external. Returns the network's output for each.
pub(super) fn fit_and_judge(
    card: &mut Scorecard,
    pack: &Arc<Pack>,
    fit_on: &[Split],
    forward: impl Fn(&[NetworkInput]) -> Result<Vec<NetworkOutput>, DeviceError>,
) -> Result<Vec<(Split, Judged)>, TrainerError> {
    let groups = groups(card, pack, &forward)?;
    let counts = pack.index().counts();
    let used = Split::ALL.into_iter().filter(|split| {
        let wanted = fit_on.contains(split) || *split != Split::Train;
        wanted && counts.in_split(*split) > 0
    });
    let mut judged = Vec::new();
    for split in used {
        console::note(&format!("evaluating {split}"));
        let films = evaluate::judge_split(&forward, pack, card.input.side, split)?;
        judged.push((split, films));
    }
    let mut films = Judged::default();
    let mut splits = Vec::new();
    for (split, judged) in judged.iter().filter(|(split, _)| fit_on.contains(split)) {
        films.extend(judged);
        splits.push(*split);
    }
    card.left_out_sources = left_out::by_source(&films, pack, groups.as_ref())?;
    let distance = groups.map(|groups| distances::fit(groups, &films));
    card.distance = distance.transpose().map_err(EvaluationError::from)?;
    let (fitted, record) = fitting::fit(&films, &splits, pack, card.distance.as_ref())?;
    fitted.put_into(card);
    card.calibrated_on = Some(record);
    card.results.clear();
    for (split, films) in &judged {
        let distance = card.distance.as_ref();
        let films = scored_film::score(films, pack, card.calibration, distance)
            .map_err(EvaluationError::from)?;
        let figures = figures::figures(*split, &films, card.answer_sets.as_ref());
        card.results.push(figures.result());
        let scored: Vec<Scored> = films.iter().map(|film| film.scored).collect();
        metrics::add_point_results(&mut card.operating_points, split.word(), &scored);
    }
    let changed = ChangedFilms::of(card, pack, &forward);
    let mut lens_results = Vec::new();
    for (split, films) in &judged {
        if *split != Split::Train {
            lens_results.extend(lens::results(&changed, *split, films)?);
        }
    }
    card.lens = lens_results;
    card.gate_results = match &card.gate {
        Some(gate) => GateFigures::of(gate, pack)?.results(),
        None => Vec::new(),
    };
    Ok(judged)
}

/// The groups of training films: those that the model has, otherwise made of the films of the pack that
/// it was trained on; `None` without any.
fn groups(
    card: &Scorecard,
    pack: &Arc<Pack>,
    forward: impl Fn(&[NetworkInput]) -> Result<Vec<NetworkOutput>, DeviceError>,
) -> Result<Option<Groups>, TrainerError> {
    if let Some(distance) = &card.distance {
        return Ok(Some(distance.groups().clone()));
    }
    let films = distances::training_films(pack, &card.training);
    console::note(&format!(
        "computing the features of {} training films",
        films.len()
    ));
    let films = evaluate::judge_films(forward, pack, card.input.side, films)?;
    let groups = distances::groups(&films, pack);
    if groups.is_none() {
        console::note(
            "the pack has too few films of the sources that the model was trained on: the distance to them is not measured",
        );
    }
    Ok(groups)
}

/// A folder as it was written and read back.
pub(super) struct Published {
    pub(super) folder: ModelFolder,
    pub(super) golden_difference: f32,
}

/// Writes a model folder with its card, reads it back, checks it, and only then replaces an old one.
pub(super) fn publish(folder: &ModelFolder, out: &Path) -> Result<Published, TrainerError> {
    let staged = StagedFolder::beside(out)?;
    folder.write_into(staged.path())?;
    let page = card::markdown(&folder.scorecard);
    files::write(&staged.path().join(card::FILE_NAME), page.as_bytes())?;
    let written = ModelFolder::read(staged.path())?;
    let logits = Logits(written.golden_logits()?);
    let golden_difference = written.scorecard.golden.verify(logits)?;
    staged.publish()?;
    Ok(Published {
        folder: written,
        golden_difference,
    })
}

/// The folder is replaced as a whole, so it may contain nothing but an old model.
pub(super) fn check_target(out: &Path) -> Result<(), TrainerError> {
    let Ok(entries) = fs::read_dir(out) else {
        return Ok(());
    };
    let head = regular::head(&out.join(FILE_NAME), output::HEAD_BYTES);
    let is_model = head.is_ok_and(|head| has_keys(&head, &["format_version", "shards"]));
    for entry in entries {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        let belongs_to_model = [FILE_NAME, card::FILE_NAME].contains(&&*name) || is_shard(&name);
        if !(is_model && belongs_to_model) {
            return Err(TrainerError::Usage(format!(
                "{} contains {name}, which does not belong to a model; choose another --out",
                out.display()
            )));
        }
    }
    Ok(())
}

/// Whether a file is named like a shard: `weights.NNN.bin`.
fn is_shard(name: &str) -> bool {
    let number = name.strip_prefix("weights.");
    let number = number.and_then(|rest| rest.strip_suffix(".bin"));
    number.is_some_and(|number| number.len() >= 3 && number.bytes().all(|it| it.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_old_model_is_replaced() {
        let root = tempfile::tempdir().unwrap();
        let model = [FILE_NAME, card::FILE_NAME, "weights.000.bin"];
        let cases: [(&[&str], bool); 6] = [
            (&[], true),
            (&model, true),
            (&model[..1], true),
            (&model[1..], false),
            (&[FILE_NAME, "weights.pt"], false),
            (&[FILE_NAME, "notes.txt"], false),
        ];
        for (number, (names, expected)) in cases.into_iter().enumerate() {
            let folder = root.path().join(number.to_string());
            fs::create_dir(&folder).unwrap();
            for name in names {
                fs::write(folder.join(name), r#"{"format_version": 1, "shards": []}"#).unwrap();
            }
            assert_eq!(check_target(&folder).is_ok(), expected, "{names:?}");
        }
        assert!(check_target(&root.path().join("new")).is_ok());
        fs::write(root.path().join("1").join(FILE_NAME), "{}").unwrap();
        assert!(check_target(&root.path().join("1")).is_err());
    }
}
