//! The inference engine, in the worker: loads the model once, verifies the device, classifies films.
//!
//! A hardware GPU that passes the golden check is used, otherwise the CPU, and the report says why. A
//! GPU that fails later is replaced by the CPU in the same way.

pub mod compare;
pub mod device;
pub mod gpu;
pub mod infer;
pub mod model_cache;
pub mod own_model;
pub mod profile;
pub mod weights;

use futures_util::join;
use inference::cpu::{CpuNetwork, Tail};
use inference::ops::Op;
use model::explanation::ActivationMaps;
use model::golden;
use model::input::NetworkInput;
use model::output::NetworkOutput;
use model::scorecard::Scorecard;
use web_sys::File;

use self::device::{Candidate, RefusedGpu};
use self::gpu::{BuildError, GpuNetwork};
use self::infer::{EngineError, checked};
use self::profile::by_kind;
use self::weights::Weights;
use crate::protocol::diagnosis::Comparison;
use crate::protocol::{
    EngineKind, EngineReport, Failure, ModelCard, OpTime, Purpose, Reply, Start, WhyCpu,
};
use crate::web::clock;
use crate::web::threads::ThreadPool;

/// Films after which the golden check is run again.
const FILMS_PER_CHECK: u32 = 100;

/// Where a network runs.
enum Runner {
    Cpu {
        network: CpuNetwork,
        /// Threads in the pool.
        threads: usize,
    },
    Gpu(GpuNetwork),
}

/// A network on a device whose results have been verified.
pub struct Engine {
    runner: Runner,
    scorecard: Scorecard,
    report: EngineReport,
    /// The scorecard's SHA-256; empty until the model is loaded.
    scorecard_sha256: String,
    /// Whether the whole model is cached.
    is_cached: bool,
    /// Weights for a CPU engine in case the GPU fails, and for [`Self::tail`], so that nothing has to be
    /// fetched then.
    weights: Option<Weights>,
    /// Whether the CPU must not replace the GPU.
    only_gpu: bool,
    /// The end of the network on the CPU, which explains answers beside a GPU; made when it is needed.
    tail: Option<Tail>,
    /// Whether the current kernels have passed the golden check, and need not again yet.
    verified: bool,
    /// Films since then.
    films: u32,
    /// The operations of a GPU that was replaced because it computed wrongly.
    compared: Option<Comparison>,
}

impl Engine {
    /// Loads the model, from a file if it is a user's, then chooses, builds and verifies the engine; `report` receives
    /// [`Reply::Loading`] and [`Reply::Checking`].
    ///
    /// # Errors
    /// [`Failure`] when the model cannot be loaded or no engine passes the golden check.
    pub async fn start(
        start: &Start,
        file: Option<File>,
        report: impl Fn(Reply),
    ) -> Result<Self, Failure> {
        let gpu = match (start.forced, &start.avoid_gpu) {
            (Some(EngineKind::Cpu), _) => Err(WhyCpu::Requested),
            (_, Some(why)) => Err(why.clone()),
            (forced, None) => device::adapter(forced.is_some()).await,
        };
        let forced_gpu = start.forced == Some(EngineKind::WebGpu);
        let gpu = match gpu {
            Err(why) if forced_gpu => return Err(Failure::GpuRefused(why)),
            gpu => gpu,
        };
        let threads = gpu.is_err().then(|| ThreadPool::start(start.threads));
        let model = weights::find(start, file).await?;
        let candidate = match gpu {
            Ok(adapter) => device::compile(&adapter, weights::plan(&model.scorecard)).await,
            Err(why) => Err(why),
        };
        let warm_up = async {
            if candidate.is_err() {
                CpuNetwork::warm_up();
            }
        };
        let (weights, ()) = join!(model.weights(&start.cache, &report), warm_up);
        let engine = Self::choose(start, candidate, threads, weights?, report).await?;
        Ok(Self {
            scorecard_sha256: model.scorecard_sha256().await,
            is_cached: model.finish_caching().await,
            ..engine
        })
    }

    /// An engine on the GPU if it passes the golden check, else on the CPU where that is allowed.
    async fn choose(
        start: &Start,
        candidate: Result<Candidate, WhyCpu>,
        threads: Option<ThreadPool>,
        weights: Weights,
        report: impl Fn(Reply),
    ) -> Result<Self, Failure> {
        let forced_gpu = start.forced == Some(EngineKind::WebGpu);
        let RefusedGpu { why, compared } = match candidate {
            Err(why) => why.into(),
            Ok(candidate) => {
                report(Reply::Checking(EngineKind::WebGpu));
                match Self::on_gpu(&weights, candidate, start.purpose).await? {
                    Ok(mut engine) => {
                        engine.weights = (start.purpose == Purpose::Films).then_some(weights);
                        engine.only_gpu = forced_gpu;
                        return Ok(engine);
                    }
                    Err(refused) => refused,
                }
            }
        };
        if forced_gpu {
            return Err(Failure::GpuRefused(why));
        }
        report(Reply::Checking(EngineKind::Cpu));
        let threads = threads.unwrap_or_else(|| ThreadPool::start(start.threads));
        let engine = Self::on_cpu(weights, threads, why, start.purpose).await?;
        Ok(Self { compared, ..engine })
    }

    /// An engine on the GPU; the inner error says why it cannot be used.
    async fn on_gpu(
        weights: &Weights,
        candidate: Candidate,
        purpose: Purpose,
    ) -> Result<Result<Self, RefusedGpu>, Failure> {
        let network = match candidate.compiling.finish(&weights.tensors()?).await {
            Ok(network) => network,
            Err(BuildError::Weights(error)) => return Err(weights::refused(&error)),
            Err(BuildError::Gpu(error)) => {
                return Ok(Err(WhyCpu::NotStarted(error.to_string()).into()));
            }
        };
        let report = EngineReport {
            adapter: Some(candidate.name),
            ..EngineReport::new(EngineKind::WebGpu)
        };
        let mut engine = Self::new(Runner::Gpu(network), weights.scorecard.clone(), report);
        if purpose == Purpose::Timing {
            return Ok(Ok(engine));
        }
        let Err(error) = engine.verify().await else {
            return Ok(Ok(engine));
        };
        Ok(Err(RefusedGpu {
            why: error.into(),
            compared: engine.compare(Some(weights)).await.ok().flatten(),
        }))
    }

    /// An engine still to be verified.
    const fn new(runner: Runner, scorecard: Scorecard, report: EngineReport) -> Self {
        Self {
            runner,
            scorecard,
            report,
            scorecard_sha256: String::new(),
            is_cached: false,
            weights: None,
            only_gpu: false,
            tail: None,
            verified: false,
            films: 0,
            compared: None,
        }
    }

    /// An engine on the CPU.
    async fn on_cpu(
        weights: Weights,
        threads: ThreadPool,
        why: WhyCpu,
        purpose: Purpose,
    ) -> Result<Self, Failure> {
        let tensors = weights.tensors()?;
        let scorecard = weights.into_scorecard();
        let threads = threads.ready().await;
        let network = CpuNetwork::new(weights::plan(&scorecard), &tensors, threads)
            .map_err(|error| weights::refused(&error))?;
        drop(tensors);
        let report = EngineReport {
            why_cpu: Some(why),
            ..EngineReport::new(EngineKind::Cpu)
        };
        let mut engine = Self::new(Runner::Cpu { network, threads }, scorecard, report);
        if purpose == Purpose::Films {
            engine.verify().await?;
        }
        Ok(engine)
    }

    /// Replaces the GPU by the CPU after it failed.
    ///
    /// # Errors
    /// [`Failure`] when the CPU is not allowed or fails too.
    pub async fn fall_back_to_cpu(&mut self, why: WhyCpu) -> Result<(), Failure> {
        let weights = self.weights.take().filter(|_| !self.only_gpu);
        let Some(weights) = weights else {
            return Err(Failure::GpuRefused(why));
        };
        let threads = ThreadPool::start(None);
        // There is nothing to compare where the device is lost.
        let compared = self.compare(Some(&weights)).await.ok().flatten();
        let engine = Self::on_cpu(weights, threads, why, Purpose::Films).await?;
        *self = Self { compared, ..engine };
        Ok(())
    }

    /// The network's output for one film.
    ///
    /// # Errors
    /// [`EngineError`] when the output is not finite or cannot be read back, or when the current
    /// kernels fail the golden check.
    pub async fn infer(&mut self, input: &NetworkInput) -> Result<NetworkOutput, EngineError> {
        self.make_ready().await?;
        self.run(&pixels(input)).await
    }

    /// The network's output for one film, and the class activation maps. On a GPU the last layers run on
    /// the CPU, forward and backward.
    ///
    /// # Errors
    /// As [`Self::infer`], and [`EngineError::NoWeights`].
    pub async fn explain(
        &mut self,
        input: &NetworkInput,
    ) -> Result<(NetworkOutput, ActivationMaps), EngineError> {
        self.make_ready().await?;
        let pixels = pixels(input);
        let explained = match &mut self.runner {
            Runner::Cpu { network, .. } => network.explain(&pixels),
            Runner::Gpu(network) => {
                let map = network.map(&pixels).await?;
                let tail = match self.tail.take() {
                    Some(tail) => tail,
                    None => tail(self.weights.as_ref())?,
                };
                self.tail.insert(tail).explain(&map)
            }
        };
        let maps = explained.activation_maps();
        Ok((checked(explained.output)?, maps))
    }

    /// Switches to faster kernels if there are new ones, and verifies kernels that have not been, or not for
    /// [`FILMS_PER_CHECK`] films.
    async fn make_ready(&mut self) -> Result<(), EngineError> {
        self.improve()?;
        if !self.verified || self.films >= FILMS_PER_CHECK {
            self.verify().await?;
        }
        self.films += 1;
        Ok(())
    }

    /// Has the engine pass the golden check before its next film.
    pub const fn check_again(&mut self) {
        self.verified = false;
    }

    /// Uses every thread for the next film, or only one while helpers use the other cores.
    pub fn set_exclusive(&mut self, exclusive: bool) {
        if let Runner::Cpu { network, threads } = &mut self.runner {
            network.set_threads(if exclusive { *threads } else { 1 });
        }
    }

    /// Switches to faster kernels once they are compiled; they are verified before the next film.
    ///
    /// # Errors
    /// [`EngineError::Gpu`] when the device is lost or refuses them.
    pub fn improve(&mut self) -> Result<(), EngineError> {
        if let Runner::Gpu(network) = &mut self.runner {
            self.verified &= !network.improve()?;
        }
        Ok(())
    }

    /// Runs the golden check.
    async fn verify(&mut self) -> Result<(), EngineError> {
        self.verified = false;
        let output = self.golden().await?;
        self.scorecard.golden.verify(output.logits)?;
        self.verified = true;
        self.films = 0;
        Ok(())
    }

    /// The network's output for the input of the golden check.
    ///
    /// # Errors
    /// As [`Self::infer`].
    pub async fn golden(&mut self) -> Result<NetworkOutput, EngineError> {
        self.run(&golden::channels_last(self.scorecard.input.side))
            .await
    }

    /// Time per kind of operation on the golden check's input, longest first; `None` where the device
    /// cannot measure it.
    ///
    /// # Errors
    /// [`EngineError::Gpu`] when the device is lost.
    pub async fn profile(&mut self) -> Result<Option<Vec<OpTime>>, EngineError> {
        let pixels = golden::channels_last(self.scorecard.input.side);
        let times = match &mut self.runner {
            Runner::Cpu { network, .. } => Some(network.profile(&pixels, clock::now)),
            Runner::Gpu(network) => network.profile().await?,
        };
        let plan = weights::plan(&self.scorecard);
        Ok(times.map(|times| by_kind(plan.ops.iter().map(Op::name).zip(times))))
    }

    /// The operations on the GPU beside those on the CPU, or those of a GPU that was replaced because it computed
    /// wrongly.
    ///
    /// # Errors
    /// As [`compare::compare`].
    pub async fn compared(&self) -> Result<Option<Comparison>, EngineError> {
        let compared = self.compare(self.weights.as_ref()).await?;
        Ok(compared.or_else(|| self.compared.clone()))
    }

    async fn compare(&self, weights: Option<&Weights>) -> Result<Option<Comparison>, EngineError> {
        match (&self.runner, weights) {
            (Runner::Gpu(network), Some(weights)) => {
                Ok(Some(compare::compare(network, weights).await?))
            }
            _ => Ok(None),
        }
    }

    /// Threads that a film may use; 1 on a GPU.
    pub const fn threads(&self) -> usize {
        match &self.runner {
            Runner::Cpu { threads, .. } => *threads,
            Runner::Gpu(_) => 1,
        }
    }

    /// Size of the buffers on the GPU, in bytes.
    pub fn gpu_bytes(&self) -> usize {
        match &self.runner {
            Runner::Cpu { .. } => 0,
            Runner::Gpu(network) => network.bytes(),
        }
    }

    async fn run(&mut self, pixels: &[f32]) -> Result<NetworkOutput, EngineError> {
        match &mut self.runner {
            Runner::Cpu { network, .. } => checked(network.forward(pixels)),
            Runner::Gpu(network) => checked(network.forward(pixels).await?),
        }
    }

    /// The model's scorecard.
    pub const fn scorecard(&self) -> &Scorecard {
        &self.scorecard
    }

    /// The device in use, and why.
    pub const fn report(&self) -> &EngineReport {
        &self.report
    }

    /// The scorecard's SHA-256, by which [`crate::protocol::CachePolicy::Only`] finds this model;
    /// `None` unless the whole model is cached.
    pub fn cached(&self) -> Option<&str> {
        self.is_cached.then_some(self.scorecard_sha256.as_str())
    }

    /// The model's description for the page.
    pub fn card(&self) -> ModelCard {
        weights::card(&self.scorecard, &self.scorecard_sha256)
    }
}

/// A film as the network takes it.
fn pixels(input: &NetworkInput) -> Vec<f32> {
    model::input::channels_last([input.values.as_slice(); 3])
}

/// The end of the network on the CPU.
fn tail(weights: Option<&Weights>) -> Result<Tail, EngineError> {
    let weights = weights.ok_or_else(|| EngineError::NoWeights("they are not kept".to_owned()))?;
    let plan = weights::plan(&weights.scorecard);
    let tensors = weights.read();
    let tail = tensors.and_then(|tensors| Tail::new(&plan, &tensors, 1));
    tail.map_err(|error| EngineError::NoWeights(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::weights::tensors::Tensors;
    use model::zoo::Architecture;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const SIDE: u32 = 32;

    /// A tiny network still to be verified.
    fn unverified() -> Engine {
        let plan = inference::lower(Architecture::CoAtNetTiny, SIDE as usize);
        let network = CpuNetwork::new(plan, &Tensors::synthetic(), 1).unwrap();
        let mut scorecard = weights::tests::scorecard();
        scorecard.input.side = SIDE;
        let runner = Runner::Cpu {
            network,
            threads: 1,
        };
        Engine::new(runner, scorecard, EngineReport::new(EngineKind::Cpu))
    }

    #[test]
    async fn an_engine_that_failed_the_golden_check_classifies_no_later_film_either() {
        let mut engine = unverified();
        let film = NetworkInput {
            side: SIDE,
            values: vec![0.0; (SIDE * SIDE) as usize],
        };
        for _ in 0..2 {
            let refused = engine.infer(&film).await;
            assert!(matches!(refused, Err(EngineError::Wrong(_))), "{refused:?}");
        }
        engine.scorecard.golden.logits = engine.golden().await.unwrap().logits.0;
        engine.infer(&film).await.unwrap();
        assert!(engine.verified);
    }

    #[test]
    async fn an_engine_is_checked_again_after_some_films_and_on_request() {
        let mut engine = unverified();
        let film = NetworkInput {
            side: SIDE,
            values: vec![0.0; (SIDE * SIDE) as usize],
        };
        let right = engine.golden().await.unwrap().logits.0;
        for by_request in [false, true] {
            engine.scorecard.golden.logits = right;
            engine.infer(&film).await.unwrap();
            // From now on the engine computes wrongly.
            engine.scorecard.golden.logits.0[0] += 1.0;
            if by_request {
                engine.infer(&film).await.unwrap();
                engine.check_again();
            } else {
                engine.films = FILMS_PER_CHECK;
            }
            let refused = engine.infer(&film).await;
            assert!(matches!(refused, Err(EngineError::Wrong(_))), "{refused:?}");
        }
    }

    #[test]
    async fn losing_a_forced_gpu_is_reported_as_that() {
        let why = WhyCpu::Lost("gone".into());
        let refused = unverified().fall_back_to_cpu(why.clone()).await.err();
        assert_eq!(refused, Some(Failure::GpuRefused(why)));
    }
}
