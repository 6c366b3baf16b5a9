//! Messages between page and worker.
//!
//! Each message is an object `{json, bytes}` or `{json, file}`: [`Request`] or [`Reply`] as JSON, and
//! for some of them a buffer that is transferred or a file. JSON, because `bench.js` uses the same
//! protocol.

pub mod diagnosis;
pub mod explanation;
pub mod failure;
pub mod model_card;
pub mod model_choice;
pub mod own_films;
pub mod own_model;
pub mod readers;
pub mod viewing;

use model::answer_set::Level;
use model::fitted::Fitted;
use model::input::Fix;
use model::lens::ViewOutput;
use model::reading::{Evidence, Reading};
use model::selection::LeftOutCounts;
use serde::{Deserialize, Serialize};

use self::diagnosis::Diagnosis;
pub use self::explanation::{ExplainReply, ExplainRequest};
pub use self::failure::{Failure, WhyCpu};
pub use self::model_card::{ModelCard, SplitScore, sets_at};
pub use self::model_choice::ModelChoice;
use self::own_films::{OwnFilms, OwnReport, Recalibration};
use self::own_model::OwnModel;
use self::readers::{ReaderFilms, ReaderReport};
use self::viewing::{ThumbnailShape, View, ViewRequest};

/// Identifies a film of this visit. Replies for an unknown job are ignored.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct JobId(pub u32);

/// The kind of device that runs the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EngineKind {
    /// A GPU, through WebGPU.
    WebGpu,
    /// The CPU, in the worker.
    Cpu,
}

impl EngineKind {
    /// The value of the URL parameter and of `data-engine`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::WebGpu => "webgpu",
            Self::Cpu => "cpu",
        }
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::WebGpu, Self::Cpu]
            .into_iter()
            .find(|engine| engine.word() == word)
    }
}

/// A message from the page to the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Load the model and start the engine.
    Start(Start),
    /// Classify a film; the message has its bytes, or the archive that contains it.
    Read {
        /// The film.
        job: JobId,
        /// Whether every other worker is idle, so that this one may use all cores.
        exclusive: bool,
        /// The film's number in the archive, see [`ListedFilm`].
        member: Option<u32>,
        /// The frame to classify, counted from 1; by default the only one.
        frame: Option<u32>,
        /// Changes of the decoded picture, in this order.
        #[serde(default)]
        fixes: Vec<Fix>,
    },
    /// Run the network on changed copies of a film; the fields are as in [`Self::Read`].
    Lens {
        /// The film.
        job: JobId,
        /// Whether every other worker is idle.
        exclusive: bool,
        /// The film's number in the archive.
        member: Option<u32>,
        /// The frame.
        frame: Option<u32>,
        /// Changes of the decoded picture.
        fixes: Vec<Fix>,
    },
    /// Explain the answer about a film.
    Explain(ExplainRequest),
    /// Decode a film for the viewer.
    View(ViewRequest),
    /// List the films in the message's file, an archive.
    List {
        /// The archive.
        job: JobId,
    },
    /// Judge the model on a user's own films.
    Judge(OwnFilms),
    /// Compare a reader's answers with the model's.
    CompareReader(ReaderFilms),
    /// Write the scorecard with another calibration.
    WriteScorecard(Box<Recalibration>),
    /// Run the golden check before the next film; there is no reply.
    CheckAgain,
    /// Time one forward pass on the golden check's input.
    Forward,
    /// Time each kind of operation.
    Profile,
    /// Report the engine's memory.
    Memory,
    /// Examine the engine.
    Diagnose,
    /// Store the user's model, which is attached, in this browser.
    KeepModel(OwnModel),
    /// Remove it.
    ForgetModel,
}

/// Options of [`Request::Start`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Start {
    /// The model.
    #[serde(default)]
    pub model: ModelChoice,
    /// What the attached file holds, if the model is a user's that is not kept.
    #[serde(default)]
    pub own: Option<OwnModel>,
    /// The only engine allowed, if the user chose one.
    pub forced: Option<EngineKind>,
    /// Why the GPU must not be used, if it failed before.
    pub avoid_gpu: Option<WhyCpu>,
    /// How cached files are used.
    pub cache: CachePolicy,
    /// What the engine is for.
    pub purpose: Purpose,
    /// Maximum number of threads on the CPU; by default as many as there are cores.
    pub threads: Option<usize>,
}

/// Whether cached files may be used.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum CachePolicy {
    /// Cached files are used where they are valid.
    #[default]
    Use,
    /// Every file is fetched again: a cached one may be damaged.
    Reload,
    /// Only cached files are used, nothing is fetched. The string is the SHA-256 of the scorecard.
    Only(String),
}

/// What an engine is started for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Purpose {
    /// Classifying films: the golden check runs first.
    #[default]
    Films,
    /// Timing: the golden check is skipped, so that the first run is a cold one; the caller compares
    /// the logits.
    Timing,
}

/// A message from the worker to the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The worker accepts messages.
    Awake,
    /// Progress of the download.
    Loading {
        /// Bytes received.
        received: u64,
        /// Bytes of the whole model.
        total: u64,
    },
    /// The engine is built and being verified.
    Checking(EngineKind),
    /// The engine is ready.
    Ready {
        /// The device in use, and why.
        engine: EngineReport,
        /// The model's description.
        model: Box<ModelCard>,
        /// The scorecard's SHA-256 if the whole model is cached, see [`CachePolicy::Only`].
        cached: Option<String>,
    },
    /// The engine could not be started.
    NotReady(Failure),
    /// The engine was replaced; the current film continues on the new one.
    EngineChanged(EngineReport),
    /// The film is decoded; the message's bytes are its thumbnail, one byte per pixel.
    Decoded {
        /// The film.
        job: JobId,
        /// The thumbnail.
        thumbnail: ThumbnailShape,
        /// What the header of a DICOM file says.
        header: Option<FilmHeader>,
        /// SHA-256 of the film's file, in hexadecimal.
        sha256: String,
    },
    /// The film is classified.
    Read {
        /// The film.
        job: JobId,
        /// What was found, without the name, which the page knows.
        examined: Examined,
        /// Time per stage.
        times: Times,
        /// The device used.
        engine: EngineKind,
    },
    /// The changed copies of a film; the message's bytes are their pictures one after the other, one byte
    /// per pixel.
    Lens {
        /// The film.
        job: JobId,
        /// Side of each picture, in pixels.
        side: u32,
        /// What the network says of each.
        views: Vec<ViewOutput>,
    },
    /// What explains the answer about a film.
    Explained(Box<ExplainReply>),
    /// A thumbnail of a film that is viewed, before its picture; the message's bytes are as in
    /// [`Self::Decoded`].
    Thumbnail {
        /// The film.
        job: JobId,
        /// The thumbnail.
        thumbnail: ThumbnailShape,
    },
    /// A picture for the viewer.
    Viewed(View),
    /// The archive's films.
    Listed {
        /// The archive.
        job: JobId,
        /// Its films in natural order.
        films: Vec<ListedFilm>,
        /// Its other files.
        left_out: LeftOutCounts,
        /// Whether it holds a model instead of films.
        is_model: bool,
    },
    /// The film could not be classified, or the archive not opened.
    Failed {
        /// The film.
        job: JobId,
        /// Why.
        failure: Failure,
    },
    /// Answers [`Request::Judge`]; the error is whole sentences, one a line.
    Judged(Result<Box<OwnReport>, String>),
    /// Answers [`Request::CompareReader`]; the error is whole sentences.
    ReaderCompared(Result<Box<ReaderReport>, String>),
    /// Answers [`Request::WriteScorecard`] with the scorecard as JSON, or a sentence.
    Scorecard(Result<String, String>),
    /// Answers [`Request::Forward`].
    Forwarded {
        /// The network's output.
        logits: [f32; 3],
        /// Milliseconds until the output was read back.
        millis: f64,
        /// Bytes that the worker has fetched so far, uncompressed.
        fetched: f64,
    },
    /// Answers [`Request::Profile`]; `None` where the device cannot measure it.
    Profiled(Option<Vec<OpTime>>),
    /// Answers [`Request::Memory`], in bytes.
    Memory {
        /// The worker's WebAssembly memory.
        heap: f64,
        /// Buffers on the GPU.
        gpu: f64,
    },
    /// Answers [`Request::KeepModel`]: whether the browser keeps it.
    ModelKept(bool),
    /// Answers [`Request::Diagnose`].
    Diagnosed(Box<Diagnosis>),
    /// The number of requests that the worker has made since it was ready.
    Requests(u32),
    /// The worker has crashed, with this error.
    Crashed(String),
}

/// What gate and network found in a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Examined {
    /// It is not classified, whatever the level.
    Refused(Reading),
    /// A film, on which the page decides.
    Film(Evidence),
}

impl Examined {
    /// The reading for a file.
    pub fn reading(&self, file: &str, fitted: &Fitted, level: Level) -> Reading {
        match self {
            Self::Refused(reading) => Reading {
                file: file.to_owned(),
                ..reading.clone()
            },
            Self::Film(evidence) => Reading::of(file, fitted, evidence, level),
        }
    }
}

/// A film in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedFilm {
    /// Its number among all files of the archive.
    pub member: u32,
    /// Its path in the archive; empty for the only file of a gzip file.
    pub path: String,
}

/// What the header of a DICOM file says beside the pixels; nothing about the patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmHeader {
    /// The projection, if it is stated.
    pub projection: Option<Projection>,
    /// Whether text is said to be burned into the image.
    pub burned_in: bool,
}

/// The projection of a film.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Projection {
    /// Anteroposterior.
    Ap,
    /// Posteroanterior.
    Pa,
}

/// Time per stage for one film, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Times {
    /// Decoding the file.
    pub decode: f64,
    /// Cropping, resizing, normalising.
    pub prepare: f64,
    /// Running the network and reading its output back.
    pub infer: f64,
}

impl Times {
    /// The sum.
    pub const fn total(&self) -> f64 {
        self.decode + self.prepare + self.infer
    }
}

/// Time spent in operations of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpTime {
    /// The kind.
    pub name: String,
    /// Number of operations.
    pub count: u32,
    /// Their total time, in milliseconds.
    pub millis: f64,
}

/// The device in use, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EngineReport {
    /// GPU or CPU.
    pub engine: EngineKind,
    /// The GPU's name.
    pub adapter: Option<String>,
    /// Why the GPU is not used.
    pub why_cpu: Option<WhyCpu>,
}

impl EngineReport {
    /// An engine without further details.
    pub const fn new(engine: EngineKind) -> Self {
        Self {
            engine,
            adapter: None,
            why_cpu: None,
        }
    }
}

#[cfg(test)]
mod tests;
