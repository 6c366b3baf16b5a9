//! Why something failed, and why the CPU is used instead of the GPU.

use serde::{Deserialize, Serialize};

/// Why the CPU is used instead of the GPU.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum WhyCpu {
    /// The page's address requests it.
    Requested,
    /// The browser has no WebGPU.
    NoWebGpu,
    /// The browser offers no adapter.
    NoAdapter,
    /// The adapter is a software one; its name.
    Software(String),
    /// The GPU could not be set up; the browser's message.
    NotStarted(String),
    /// The GPU failed the golden check.
    Wrong {
        /// The maximum difference from the expected output.
        difference: f32,
        /// The tolerance.
        tolerance: f32,
    },
    /// The GPU stopped working; the browser's message.
    Lost(String),
}

/// Why something failed, by what the user can do about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Failure {
    /// The content of the page could not be loaded.
    NoContent,
    /// The file cannot be classified; the decoder's message.
    Film(String),
    /// The film is one of several in its file.
    SeveralFrames {
        /// How many there are.
        frames: u32,
    },
    /// There is no film in the archive.
    NoFilms,
    /// The browser cannot read the file from disk.
    Unreadable,
    /// The user cancelled it before it was its turn.
    Cancelled,
    /// A kept list has no answer for it, and its file is not at hand.
    NotAtHand,
    /// The server has no such file of the model.
    ModelMissing {
        /// The file.
        file: String,
        /// The server's HTTP status.
        status: u16,
    },
    /// A file of the model could not be fetched or the connection broke.
    ModelUnreachable {
        /// The file.
        file: String,
    },
    /// The model's files are invalid; the reader's message.
    ModelRefused(String),
    /// WebGPU was requested and cannot be used.
    GpuRefused(WhyCpu),
    /// The CPU failed the golden check.
    CpuWrong {
        /// The maximum difference from the expected output.
        difference: f32,
        /// The tolerance.
        tolerance: f32,
    },
    /// The engine returned an error.
    Engine(String),
    /// The worker crashed and was restarted; its last error.
    Crashed(String),
    /// The worker crashed too often and is not restarted; its last error.
    CrashedRepeatedly(String),
    /// The worker could not be started.
    NoWorker(String),
}

impl Failure {
    /// Whether the film has not been classified only because nobody has tried.
    pub const fn is_undone(&self) -> bool {
        matches!(self, Self::Cancelled | Self::NotAtHand)
    }

    /// Whether the film or archive is the cause, whatever engine processes it.
    pub const fn is_of_film(&self) -> bool {
        matches!(
            self,
            Self::Film(_) | Self::SeveralFrames { .. } | Self::NoFilms | Self::Unreadable
        )
    }
}
