//! The models of the page: what their scorecards say of them, and the hashes of their files.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;
use sha2::{Digest, Sha256};

const SCORECARD: &str = "model.json";

/// A model in its folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Model {
    /// The folder's name.
    pub(crate) folder: String,
    /// The network.
    pub(crate) network: String,
    /// When it was exported.
    pub(crate) date: String,
    /// Its licence in words.
    pub(crate) licence: String,
    /// The SHA-256 of the scorecard.
    pub(crate) scorecard: String,
    /// All files of the model by name, with their SHA-256.
    pub(crate) files: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct Scorecard {
    architecture: String,
    date: String,
    licence: String,
    shards: Vec<Shard>,
}

#[derive(Deserialize)]
struct Shard {
    file: String,
}

/// The models in folders of a page, by name.
///
/// # Errors
/// [`io::Error`] names the file that cannot be read.
pub(crate) fn found(page: &Path) -> io::Result<Vec<Model>> {
    let folders = fs::read_dir(page).map_err(|error| named(page, &error))?;
    let folders = folders.map(|entry| entry.map(|entry| entry.path()));
    let mut folders = folders.collect::<io::Result<Vec<PathBuf>>>()?;
    folders.retain(|folder| folder.join(SCORECARD).is_file());
    folders.sort();
    folders.iter().map(|folder| read(folder)).collect()
}

fn read(folder: &Path) -> io::Result<Model> {
    let path = folder.join(SCORECARD);
    let json = fs::read(&path).map_err(|error| named(&path, &error))?;
    let card: Scorecard =
        serde_json::from_slice(&json).map_err(|error| named(&path, &error.into()))?;
    let scorecard = digest(&json);
    let mut files = vec![(SCORECARD.to_owned(), scorecard.clone())];
    for Shard { file } in card.shards {
        let path = folder.join(&file);
        let content = fs::read(&path).map_err(|error| named(&path, &error))?;
        files.push((file, digest(&content)));
    }
    Ok(Model {
        folder: folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        network: card.architecture,
        date: card.date,
        licence: card.licence,
        scorecard,
        files,
    })
}

fn digest(content: &[u8]) -> String {
    hex::encode(Sha256::digest(content))
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
