//! Finds a model among the files that the user brings: the folder that `pneumoscope export` wrote.

use js_sys::Array;
use model::scorecard::FILE_NAME;
use web_sys::File;

use crate::intake::walk::Found;
use crate::protocol::own_model::{OwnModel, is_weights};
use crate::state::intake::IntakeProblem;
use crate::web::blob;

/// The name of a model whose files were brought without a folder.
const WITHOUT_FOLDER: &str = "own model";

/// A model that was found.
pub struct FoundModel {
    /// Its files by name and length.
    pub model: OwnModel,
    /// Their contents, one after the other.
    pub file: File,
}

/// Takes the files of the first model out of those found; those beside its scorecard that are no weights
/// stay. `None` without a scorecard.
///
/// # Errors
/// [`IntakeProblem::ModelIncomplete`] for a scorecard without weights, or files that cannot be opened.
pub fn take(files: &mut Vec<Found>) -> Option<Result<FoundModel, IntakeProblem>> {
    let scorecard = files.iter().find(|found| name(&found.path) == FILE_NAME)?;
    let folder = folder(&scorecard.path).to_owned();
    let ours = |found: &mut Found| {
        let name = name(&found.path);
        self::folder(&found.path) == folder && (name == FILE_NAME || is_weights(name))
    };
    let found: Vec<Found> = files.extract_if(.., ours).collect();
    Some(together(&folder, &found))
}

/// The files as one.
fn together(folder: &str, found: &[Found]) -> Result<FoundModel, IntakeProblem> {
    let incomplete = || IntakeProblem::ModelIncomplete;
    let (contents, mut parts) = (Array::new(), Vec::new());
    for Found { path, file, .. } in found {
        let file = file.as_ref().ok_or_else(incomplete)?;
        contents.push(file);
        parts.push((name(path).to_owned(), blob::size(file)));
    }
    if !parts.iter().any(|(name, _)| is_weights(name)) {
        return Err(incomplete());
    }
    let named = match name(folder) {
        "" => WITHOUT_FOLDER,
        named => named,
    };
    let file = File::new_with_blob_sequence(&contents, named).map_err(|_| incomplete())?;
    Ok(FoundModel {
        model: OwnModel {
            name: named.to_owned(),
            parts: Some(parts),
        },
        file,
    })
}

/// The last part of a path.
fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// What stands before it.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use js_sys::Uint8Array;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn found(path: &str, length: u32) -> Found {
        let parts = Array::of1(&Uint8Array::new_with_length(length));
        Found {
            path: path.to_owned(),
            file: File::new_with_u8_array_sequence(&parts, path).ok(),
            in_folder: path.contains('/'),
        }
    }

    #[test]
    fn a_model_is_taken_out_of_its_folder_and_the_films_stay() {
        let mut files = vec![
            found("mine/README.md", 9),
            found("mine/film.png", 8),
            found("mine/model.json", 7),
            found("mine/old/weights.000.bin", 6),
            found("mine/weights.000.bin", 5),
            found("mine/weights.001.bin", 4),
        ];
        let taken = take(&mut files).unwrap().ok().unwrap();
        assert_eq!(taken.model.name, "mine");
        let parts = [
            ("model.json", 7),
            ("weights.000.bin", 5),
            ("weights.001.bin", 4),
        ];
        let parts = parts.map(|(name, length)| (name.to_owned(), length));
        assert_eq!(taken.model.parts.unwrap(), parts);
        assert_eq!(blob::size(&taken.file), 16);
        let rest: Vec<&str> = files.iter().map(|found| found.path.as_str()).collect();
        assert_eq!(
            rest,
            [
                "mine/README.md",
                "mine/film.png",
                "mine/old/weights.000.bin"
            ]
        );
        assert!(take(&mut files).is_none());
    }

    #[test]
    fn a_scorecard_alone_is_no_model() {
        let mut files = vec![found("model.json", 7)];
        let taken = take(&mut files).unwrap();
        assert_eq!(taken.err(), Some(IntakeProblem::ModelIncomplete));
    }
}
