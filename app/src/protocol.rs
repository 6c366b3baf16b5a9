//! What page and worker say to each other.
//!
//! Each message is an object `{json, bytes}`: one of the enums here as JSON, and the buffer that
//! travels with some of them by transfer. JSON, because `bench.js` speaks it too.

use model::estimate::Estimate;
use model::reading::Reading;
use serde::{Deserialize, Serialize};

/// Numbers the films of a visit; a reply for a job that nobody waits for is dropped.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct JobId(pub u32);

/// What computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EngineKind {
    /// The graphics card, through the browser.
    WebGpu,
    /// The processor, in the worker.
    Cpu,
}

impl EngineKind {
    /// The word in the page's address and in `data-engine`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::WebGpu => "webgpu",
            Self::Cpu => "cpu",
        }
    }

    /// The engine that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::WebGpu, Self::Cpu]
            .into_iter()
            .find(|engine| engine.word() == word)
    }
}

/// What the page asks of the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Load the model and check the engine.
    Start(Start),
    /// Read a film; its file travels as the message's bytes.
    Read {
        /// The film.
        job: JobId,
        /// Its file's name.
        name: String,
        /// Whether no other worker reads films meanwhile, so that all cores are free for this one.
        alone: bool,
    },
    /// Run the network once on the golden check's input, to be timed.
    Forward,
    /// Time its steps.
    Profile,
    /// Say how much memory the engine has.
    Memory,
}

/// How to start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// The only engine allowed, where the user chose one.
    pub forced: Option<EngineKind>,
    /// Why the GPU must not be tried again.
    pub avoid_gpu: Option<WhyCpu>,
    /// How the browser's cache is used.
    pub cache: Cache,
    /// What the engine is for.
    pub purpose: Purpose,
    /// Threads of the engine on the CPU, at most; all that the processor has where none is given.
    pub threads: Option<usize>,
}

/// Whether files that the browser has kept are good enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cache {
    /// Kept files may be used.
    Use,
    /// Every file is asked for again: one that was kept may be damaged.
    Renew,
    /// Kept files and nothing from the network; the model is named by its scorecard's SHA-256.
    Only(String),
}

/// What an engine is started for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// Films; the golden check comes first.
    Films,
    /// Timing; whoever times it compares the numbers, and the first run is to be the first.
    Timing,
}

/// What the worker tells the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The worker listens.
    Awake,
    /// So many bytes of the model are here.
    Loading {
        /// Bytes received.
        received: u64,
        /// Bytes of the whole model.
        total: u64,
    },
    /// The engine is built and being checked.
    Checking(EngineKind),
    /// Films can be read.
    Ready {
        /// What computes, and why.
        engine: EngineReport,
        /// What the model is.
        model: Box<ModelCard>,
        /// The scorecard's SHA-256 where the browser keeps the whole model, see [`Cache::Only`].
        kept: Option<String>,
    },
    /// There is no engine.
    NotReady(Failure),
    /// The engine had to be replaced; the film at hand goes on.
    EngineChanged(EngineReport),
    /// The film is decoded; its thumbnail travels as the message's bytes, one for each pixel.
    Decoded {
        /// The film.
        job: JobId,
        /// Pixels in a row of the film.
        width: u32,
        /// Rows of the film.
        height: u32,
        /// The thumbnail is a square of this side, whatever the film's shape.
        side: u32,
    },
    /// The film is read.
    Read {
        /// The film.
        job: JobId,
        /// The answer.
        reading: Reading,
        /// Where the time went.
        times: Times,
        /// What computed it.
        engine: EngineKind,
    },
    /// The film is not read.
    Failed {
        /// The film.
        job: JobId,
        /// Why.
        failure: Failure,
    },
    /// The outcome of [`Request::Forward`].
    Forwarded {
        /// The network's output.
        logits: [f32; 3],
        /// How long it took until these were numbers.
        millis: f64,
        /// Bytes that the worker has fetched so far, unpacked.
        fetched: f64,
    },
    /// The outcome of [`Request::Profile`]; none where the device does not tell.
    Profiled(Option<Vec<StepTime>>),
    /// The outcome of [`Request::Memory`], in bytes.
    Memory {
        /// Of the worker's WebAssembly.
        heap: f64,
        /// Of buffers on the GPU.
        gpu: f64,
    },
    /// So many requests has the worker made since it was ready.
    Requests(u32),
    /// The worker can do nothing more.
    Crashed(String),
}

/// Where the time of one film went, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Times {
    /// Decoding the file.
    pub decode: f64,
    /// Cropping, resizing, normalising.
    pub prepare: f64,
    /// The network, until its output is read back.
    pub infer: f64,
}

impl Times {
    /// All of it.
    pub const fn total(&self) -> f64 {
        self.decode + self.prepare + self.infer
    }
}

/// How long the steps of one kind took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepTime {
    /// The kind.
    pub name: String,
    /// How many there are.
    pub steps: u32,
    /// All of them together, in milliseconds.
    pub millis: f64,
}

/// What computes, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EngineReport {
    /// GPU or CPU.
    pub engine: EngineKind,
    /// The GPU's name.
    pub adapter: Option<String>,
    /// Why it is not the GPU.
    pub why_cpu: Option<WhyCpu>,
}

/// Why the CPU computes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum WhyCpu {
    /// The page's address asks for it.
    Asked,
    /// The browser has no WebGPU.
    NoWebGpu,
    /// The browser offers no GPU.
    NoAdapter,
    /// The GPU is a program on the CPU; its name.
    Software(String),
    /// The GPU could not be set up; the browser's words.
    NotStarted(String),
    /// The GPU failed the golden check.
    Wrong {
        /// The greatest difference from the expected output.
        off_by: f32,
        /// The difference allowed.
        allowed: f32,
    },
    /// The GPU stopped working; the browser's words.
    Lost(String),
}

/// Why something did not work, by what the user can do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Failure {
    /// Another film is needed; the decoder's sentence.
    Film(String),
    /// The browser cannot read the file from disk.
    Unreadable,
    /// A file of the model is not where it should be.
    ModelMissing {
        /// The file.
        file: String,
        /// The server's answer.
        status: u16,
    },
    /// A file of the model cannot be fetched or stopped coming.
    ModelUnreachable {
        /// The file.
        file: String,
    },
    /// The model's files are not what they should be; the reader's sentence.
    ModelRefused(String),
    /// The chosen engine, WebGPU, cannot be used.
    GpuRefused(WhyCpu),
    /// The CPU failed the golden check.
    CpuWrong {
        /// The greatest difference from the expected output.
        off_by: f32,
        /// The difference allowed.
        allowed: f32,
    },
    /// The engine could not finish; its words.
    Engine(String),
    /// The worker died, and another takes its place; its last words.
    Crashed(String),
    /// The worker that took its place died too, and no other does; its last words.
    Dead(String),
    /// The worker never started.
    NoWorker(String),
}

/// What people should know of the model; the readable part of its scorecard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelCard {
    /// The network's name.
    pub name: String,
    /// Its trainable parameters.
    pub parameters: u64,
    /// Pixels on each side of its input.
    pub side: u32,
    /// Bytes of its weights.
    pub bytes: u64,
    /// The day it was exported.
    pub date: String,
    /// How it was made; one sentence.
    pub training: String,
    /// How well it does on films that it never saw, of the sources it was trained on.
    pub test: Option<SplitScore>,
    /// How well it does on films of sources that it never saw.
    pub external: Option<SplitScore>,
    /// What it must not be trusted with.
    pub limits: Vec<String>,
    /// The terms of its weights.
    pub licence: String,
}

/// How well the model does on one split.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SplitScore {
    /// Films judged.
    pub films: u64,
    /// Share of right answers.
    pub accuracy: Estimate,
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_request_reads_back_as_it_was_sent() {
        let start = Start {
            forced: Some(EngineKind::WebGpu),
            avoid_gpu: Some(WhyCpu::Lost("gone".into())),
            cache: Cache::Renew,
            purpose: Purpose::Films,
            threads: Some(1),
        };
        let read = Request::Read {
            job: JobId(7),
            name: "a \"b\".png".into(),
            alone: true,
        };
        let helper = Start {
            cache: Cache::Only("ab01".into()),
            ..start.clone()
        };
        for request in [start, helper]
            .map(Request::Start)
            .into_iter()
            .chain([read, Request::Forward])
        {
            let json = serde_json::to_string(&request).unwrap();
            assert_eq!(serde_json::from_str::<Request>(&json).unwrap(), request);
        }
    }

    #[test]
    fn messages_have_the_form_that_the_bench_page_writes() {
        let start = r#"{"Start":{"forced":"cpu","avoid_gpu":null,"cache":"Use","purpose":"Timing","threads":null}}"#;
        assert!(serde_json::from_str::<Request>(start).is_ok());
        assert!(serde_json::from_str::<Request>(r#""Forward""#).is_ok());
        let reply = Reply::Checking(EngineKind::Cpu);
        assert_eq!(
            serde_json::to_string(&reply).unwrap(),
            r#"{"Checking":"cpu"}"#
        );
    }

    #[test]
    fn an_engine_is_found_by_its_word_only() {
        assert_eq!(EngineKind::from_word("webgpu"), Some(EngineKind::WebGpu));
        assert_eq!(EngineKind::from_word("cpu"), Some(EngineKind::Cpu));
        assert_eq!(EngineKind::from_word("WebGPU"), None);
    }
}
