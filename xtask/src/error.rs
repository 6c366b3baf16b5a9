//! Errors of the build tool, with what to do about them.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A failure of `cargo xtask`.
#[derive(Debug, Error)]
pub enum XtaskError {
    /// The tool was started outside a checkout.
    #[error("no workspace with an `xtask` folder above {0}; run this inside a checkout")]
    NoWorkspace(PathBuf),
    /// There is no known folder for tools.
    #[error("no cache folder is known on this system; set PNEUMOSCOPE_CACHE to a folder")]
    NoCache,
    /// Cargo's folder is unknown.
    #[error("no home folder is known on this system; set CARGO_HOME to cargo's folder")]
    NoCargoHome,
    /// The page is too large.
    #[error(
        "the {part} has {bytes} bytes, {limit} are allowed; `cargo xtask size` lists its files"
    )]
    OverBudget {
        /// The part.
        part: &'static str,
        /// Its size in bytes.
        bytes: usize,
        /// Its limit in bytes.
        limit: usize,
    },
    /// The fuzzer has no such reader.
    #[error("unknown reader {name:?}; expected one of {known}")]
    UnknownReader {
        /// The argument.
        name: String,
        /// All readers.
        known: String,
    },
    /// A reader that is to be fuzzed has no file to begin with.
    #[error("no file for the reader {0}: give it a seed in fuzz/seeds, or one made by its program")]
    NoSeeds(&'static str),
    /// A file that a budget counts is missing.
    #[error(
        "the page has no `{0}`, which a budget counts; if it was renamed, rename it in xtask/src/commands/size.rs too"
    )]
    NotInPage(&'static str),
    /// A program could not be started.
    #[error("`{program}` could not be started: {source}")]
    Start {
        /// The program's name or path.
        program: String,
        /// The system's error.
        source: io::Error,
    },
    /// A program failed.
    #[error("`{command}` failed ({status}); see its messages above")]
    Command {
        /// The program with its arguments.
        command: String,
        /// Its exit status.
        status: String,
    },
    /// A program's output cannot be parsed.
    #[error("unexpected output of `{program}`: {answer}")]
    Answer {
        /// The program's name.
        program: String,
        /// The unexpected part of its output.
        answer: String,
    },
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// Another program listens on the port.
    #[error(
        "port {port} is taken by another program; stop it, or choose another port with `--port`"
    )]
    PortTaken {
        /// The requested port.
        port: u16,
    },
    /// The port cannot be used for another reason.
    #[error("port {port} cannot be opened: {source}")]
    Port {
        /// The requested port.
        port: u16,
        /// The system's error.
        source: io::Error,
    },
    /// The lock file has no version of a package.
    #[error("Cargo.lock has no version of {0}; run `cargo metadata` once to restore the file")]
    NotLocked(&'static str),
    /// A file has invalid content.
    #[error("{}: {reason}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// No PyTorch was found for the libtorch build.
    #[error(
        "no PyTorch was found: set LIBTORCH to its folder (`.../site-packages/torch`), or install it where `python3` finds it, or create one with `python3 -m venv {venv} && {venv}/bin/pip install torch==2.11.0`", venv = venv.display()
    )]
    NoTorch {
        /// The Python environment that is searched by default.
        venv: PathBuf,
    },
    /// A file of the bundle does not fit in a part.
    #[error(
        "{name} has {} MiB and does not fit in a part of {} MiB; remove large films from the list",
        bytes.div_ceil(1 << 20),
        limit >> 20
    )]
    FileTooLarge {
        /// The file's name in the bundle.
        name: String,
        /// Its size.
        bytes: u64,
        /// The maximum size of a part.
        limit: u64,
    },
    /// A copy of the page is not the release; each difference has been printed.
    #[error(
        "{copy} differs from the manifest in {files} files: do not use it, or compare with the manifest of its own version by `--manifest`"
    )]
    Differs {
        /// The address or the folder.
        copy: String,
        /// How many files differ.
        files: usize,
    },
    /// Two builds of one commit differ.
    #[error("the two builds differ: {0}")]
    NotReproduced(String),
    /// Programs of the system are missing and could not be installed.
    #[error("{what} are missing; on Debian and Ubuntu: `apt-get install {packages}`")]
    NotInstalled {
        /// The programs.
        what: &'static str,
        /// Debian's packages.
        packages: String,
    },
    /// No suite matches the given words.
    #[error("no suite matches; `cargo xtask test` without words runs and lists all")]
    NoSuite,
    /// Tests failed, or were skipped in CI; the table has been printed.
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
