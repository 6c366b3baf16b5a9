//! Checks where a command writes: never over one of its inputs, and over a file of another program only
//! with `--force`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use same_file::Handle;
use thiserror::Error;

use super::regular;

/// The first bytes of a file by which a command recognises its own output.
pub(crate) const HEAD_BYTES: usize = 64 << 10;

/// The option of commands that write files.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Overwrite {
    /// Overwrite files at --out that this command did not write.
    #[arg(long)]
    pub force: bool,
}

/// An output path that would destroy something.
#[derive(Debug, Error)]
pub(crate) enum OutputError {
    #[error("{} is read by this command, so it is not written to; give another --out", .0.display())]
    Input(PathBuf),
    #[error("{} was not written by this command, so it is not overwritten; give another --out, or --force", .0.display())]
    Foreign(PathBuf),
    #[error("{} is a folder; give --out the name of a file", .0.display())]
    Folder(PathBuf),
    #[error("{} is a file; give --out the name of a folder", .0.display())]
    File(PathBuf),
    #[error("{} cannot be examined: {source}; give another --out", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
}

/// Whether the first bytes of a file are those of an output of the command.
type IsOwn = fn(&[u8]) -> bool;

/// What a command reads, and whether it may overwrite other files.
#[derive(Debug)]
pub(crate) struct Outputs<'a> {
    inputs: Vec<&'a Path>,
    overwrite: Overwrite,
}

impl<'a> Outputs<'a> {
    /// The outputs of a command that reads these files, and all files in these folders.
    pub(crate) fn new(overwrite: Overwrite, inputs: impl IntoIterator<Item = &'a Path>) -> Self {
        Self {
            inputs: inputs.into_iter().collect(),
            overwrite,
        }
    }

    /// Checks the path of a file. An existing one may be overwritten if `is_own` recognises its first
    /// bytes, or if it is empty; a device or pipe may be written to.
    ///
    /// # Errors
    /// [`OutputError`] names the path and what to do.
    pub(crate) fn admit(
        &self,
        path: &Path,
        is_own: impl FnOnce(&[u8]) -> bool,
    ) -> Result<(), OutputError> {
        let Ok(metadata) = path.metadata() else {
            return Ok(());
        };
        if metadata.is_dir() {
            return Err(OutputError::Folder(path.to_owned()));
        }
        if !metadata.is_file() {
            return Ok(());
        }
        if self.is_input(path)? {
            return Err(OutputError::Input(path.to_owned()));
        }
        let is_own = regular::head(path, HEAD_BYTES).is_ok_and(|head| is_own(&head));
        if is_own || metadata.len() == 0 {
            return Ok(());
        }
        if self.is_in_input(path)? {
            return Err(OutputError::Input(path.to_owned()));
        }
        if self.overwrite.force {
            return Ok(());
        }
        Err(OutputError::Foreign(path.to_owned()))
    }

    /// Checks the files in a folder, which need not exist.
    ///
    /// # Errors
    /// As [`Self::admit`].
    pub(crate) fn admit_all(
        &self,
        folder: &Path,
        files: &[(&str, IsOwn)],
    ) -> Result<(), OutputError> {
        if folder.is_file() {
            return Err(OutputError::File(folder.to_owned()));
        }
        files
            .iter()
            .try_for_each(|(name, is_own)| self.admit(&folder.join(name), is_own))
    }

    /// Whether a file is an input, by whatever name.
    fn is_input(&self, path: &Path) -> Result<bool, OutputError> {
        let handle = Handle::from_path(path).map_err(unreadable(path))?;
        let is_same = |input: &&Path| {
            // Opening a pipe could wait for ever.
            let is_file = input.metadata().is_ok_and(|it| it.is_file());
            is_file && Handle::from_path(input).is_ok_and(|other| other == handle)
        };
        Ok(self.inputs.iter().any(is_same))
    }

    /// Whether a file is in a folder that is an input.
    fn is_in_input(&self, path: &Path) -> Result<bool, OutputError> {
        let real = fs::canonicalize(path).map_err(unreadable(path))?;
        let folders = self.inputs.iter().filter(|input| input.is_dir());
        let mut real_folders = folders.filter_map(|folder| fs::canonicalize(folder).ok());
        Ok(real_folders.any(|folder| real.starts_with(folder)))
    }
}

/// Checks the path of a folder that is replaced as a whole: it must not be or contain an input.
///
/// # Errors
/// [`OutputError`] names the path and what to do.
pub(crate) fn admit_replaced<'a>(
    folder: &Path,
    inputs: impl IntoIterator<Item = &'a Path>,
) -> Result<(), OutputError> {
    if folder.is_file() {
        return Err(OutputError::File(folder.to_owned()));
    }
    let Ok(real) = fs::canonicalize(folder) else {
        return Ok(());
    };
    let mut inputs = inputs
        .into_iter()
        .filter_map(|it| fs::canonicalize(it).ok());
    if inputs.any(|input| input.starts_with(&real)) {
        return Err(OutputError::Input(folder.to_owned()));
    }
    Ok(())
}

/// Whether the first bytes of a file are those of a JSON object with these keys.
pub(crate) fn has_keys(head: &[u8], keys: &[&str]) -> bool {
    let text = String::from_utf8_lossy(head);
    let has = |key: &&str| text.contains(&format!("\"{key}\":"));
    text.starts_with('{') && keys.iter().all(has)
}

fn unreadable(path: &Path) -> impl Fn(io::Error) -> OutputError {
    move |source| OutputError::Unreadable {
        path: path.to_owned(),
        source,
    }
}
