//! Why a command of the build tool failed, in sentences that say what to do.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A failure of `cargo xtask`.
#[derive(Debug, Error)]
pub enum XtaskError {
    /// The tool was started outside a checkout.
    #[error("no workspace with an `xtask` folder above {0}; run this inside a checkout")]
    NoWorkspace(PathBuf),
    /// No folder for tools could be made out.
    #[error("no cache folder is known on this system; set PNEUMOSCOPE_CACHE to a folder")]
    NoCache,
    /// The page is too large.
    #[error(
        "the {part} has {bytes} bytes, {limit} are allowed; `cargo xtask size` lists its files"
    )]
    OverBudget {
        /// What is too large.
        part: &'static str,
        /// Its bytes.
        bytes: usize,
        /// The most it may have.
        limit: usize,
    },
    /// A file whose size counts is not there.
    #[error(
        "the page has no `{0}`, whose size counts; if its name changed, change it in xtask/src/commands/size.rs too"
    )]
    NotInPage(&'static str),
    /// A program could not be started.
    #[error("`{program}` could not be started: {source}")]
    Start {
        /// The program's name or path.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program ended with a failure of its own.
    #[error("`{command}` failed ({status}); its messages stand above")]
    Command {
        /// The program with its arguments.
        command: String,
        /// How it ended.
        status: String,
    },
    /// A program answered something that cannot be read.
    #[error("`{program}` answered unexpectedly: {answer}")]
    Answer {
        /// The program's name.
        program: String,
        /// The part of its answer that makes no sense.
        answer: String,
    },
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Someone else listens on the port.
    #[error(
        "port {port} is taken by another program; stop it, or choose another port with `--port`"
    )]
    PortTaken {
        /// The port asked for.
        port: u16,
    },
    /// The port cannot be used for another reason.
    #[error("port {port} cannot be opened: {source}")]
    Port {
        /// The port asked for.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The lock file does not say which version is used.
    #[error("Cargo.lock names no version of {0}; run `cargo metadata` once to restore the file")]
    NotLocked(&'static str),
    /// A table or JSON file does not say what it should.
    #[error("{}: {reason}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// No PyTorch was found for the libtorch build.
    #[error(
        "no PyTorch was found: set LIBTORCH to its folder (`.../site-packages/torch`), or install it where `python3` finds it, or make one with `python3 -m venv {venv} && {venv}/bin/pip install torch==2.11.0`", venv = venv.display()
    )]
    NoTorch {
        /// The folder that is looked into without being told.
        venv: PathBuf,
    },
    /// The bundle would not fit.
    #[error(
        "the bundle takes {} MiB, more than the {} MiB it may; leave pictures out of the list",
        bytes.div_ceil(1 << 20),
        limit >> 20
    )]
    BundleTooLarge {
        /// What it takes.
        bytes: u64,
        /// What it may take.
        limit: u64,
    },
    /// The words that were given name no suite.
    #[error("no suite has such a name; `cargo xtask test` without words prints them all")]
    NoSuite,
    /// Tests failed, or could not run where they must; the table has been printed.
    #[error("not all tests passed")]
    NotPassed,
}

/// Turns an I/O error into one that names the file.
pub(crate) trait Naming<T> {
    /// Adds the path to the error.
    fn named(self, path: &Path) -> Result<T, XtaskError>;
}

impl<T> Naming<T> for io::Result<T> {
    fn named(self, path: &Path) -> Result<T, XtaskError> {
        self.map_err(|source| XtaskError::File {
            path: path.to_owned(),
            source,
        })
    }
}
