//! The engine, in the worker: loads the model once, checks its device, reads many films.
//!
//! A hardware GPU that passes the golden check is taken; anything less gives way to the CPU, with
//! the reason kept for people to read. A GPU that stops or goes wrong later is replaced likewise.

pub mod device;
pub mod gpu;
pub mod infer;
pub mod kept;
pub mod weights;

use std::collections::BTreeMap;

use futures_util::join;
use inference::Step;
use inference::cpu::CpuNetwork;
use model::calibration::Logits;
use model::golden;
use model::input::NetworkInput;
use model::scorecard::Scorecard;

use self::gpu::{BuildError, Compiling, GpuNetwork};
use self::infer::{EngineError, logits};
use self::weights::Weights;
use crate::protocol::{
    EngineKind, EngineReport, Failure, ModelCard, Purpose, Start, StepTime, WhyCpu,
};
use crate::web::clock;
use crate::web::gpu::Adapter;
use crate::web::threads::Starting;

/// How far the start has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Progress {
    /// Bytes of the model that are here, and in all.
    Loading(u64, u64),
    /// The engine that is being checked.
    Checking(EngineKind),
}

/// Where a network runs.
enum Runner {
    Cpu {
        network: CpuNetwork,
        /// How many threads there are.
        threads: usize,
    },
    Gpu(GpuNetwork),
}

/// A network on a device that computes rightly.
pub struct Engine {
    runner: Runner,
    scorecard: Scorecard,
    report: EngineReport,
    /// The model's name in the browser's store, where it keeps all of it.
    kept: Option<String>,
    /// What a CPU engine is made of, should the GPU stop; kept so that nothing is fetched then. None
    /// where the GPU is the only engine allowed.
    spare: Option<Weights>,
    /// Whether the kernels in use have passed the golden check.
    checked: bool,
}

impl Engine {
    /// Loads the model and chooses, builds and checks the engine.
    ///
    /// # Errors
    /// [`Failure`] when there is no model, or no engine that computes rightly.
    pub async fn start(start: &Start, tell: impl Fn(Progress)) -> Result<Self, Failure> {
        let gpu = match (start.forced, &start.avoid_gpu) {
            (Some(EngineKind::Cpu), _) => Err(WhyCpu::Asked),
            (_, Some(why)) => Err(why.clone()),
            (forced, None) => device::adapter(forced.is_some()).await,
        };
        let forced_gpu = start.forced == Some(EngineKind::WebGpu);
        let gpu = match gpu {
            Err(why) if forced_gpu => return Err(Failure::GpuRefused(why)),
            gpu => gpu,
        };
        let threads = gpu.is_err().then(|| Starting::new(start.threads));
        let model = weights::find(&start.cache).await?;
        let compiling = match gpu {
            Ok(adapter) => device::compile(adapter, weights::plan(&model.scorecard)).await,
            Err(why) => Err(why),
        };
        let told = |received, total| tell(Progress::Loading(received, total));
        let rehearsal = async {
            if compiling.is_err() {
                CpuNetwork::rehearse();
            }
        };
        let (weights, ()) = join!(model.weights(&start.cache, told), rehearsal);
        let engine = Self::choose(start, compiling, threads, weights?, tell).await?;
        Ok(Self {
            kept: model.keep().await,
            ..engine
        })
    }

    /// An engine on the GPU if it computes rightly, else on the CPU where that is allowed.
    async fn choose(
        start: &Start,
        compiling: Result<(Adapter, Compiling), WhyCpu>,
        threads: Option<Starting>,
        weights: Weights,
        tell: impl Fn(Progress),
    ) -> Result<Self, Failure> {
        let forced_gpu = start.forced == Some(EngineKind::WebGpu);
        let why = match compiling {
            Err(why) => why,
            Ok(compiling) => {
                tell(Progress::Checking(EngineKind::WebGpu));
                match Self::on_gpu(&weights, compiling, start.purpose).await? {
                    Ok(mut engine) => {
                        engine.spare = (!forced_gpu).then_some(weights);
                        return Ok(engine);
                    }
                    Err(why) => why,
                }
            }
        };
        if forced_gpu {
            return Err(Failure::GpuRefused(why));
        }
        tell(Progress::Checking(EngineKind::Cpu));
        let threads = threads.unwrap_or_else(|| Starting::new(start.threads));
        Self::on_cpu(weights, threads, why, start.purpose).await
    }

    /// An engine on the GPU; the inner error says what is wrong with the GPU.
    async fn on_gpu(
        weights: &Weights,
        (adapter, compiling): (Adapter, Compiling),
        purpose: Purpose,
    ) -> Result<Result<Self, WhyCpu>, Failure> {
        let network = match compiling.finish(&weights.tensors()?).await {
            Ok(network) => network,
            Err(BuildError::Weights(error)) => return Err(weights::refused(&error)),
            Err(BuildError::Gpu(error)) => {
                return Ok(Err(WhyCpu::NotStarted(error.to_string())));
            }
        };
        let mut engine = Self {
            runner: Runner::Gpu(network),
            scorecard: weights.scorecard.clone(),
            report: EngineReport {
                engine: EngineKind::WebGpu,
                adapter: Some(device::name(&adapter)),
                why_cpu: None,
            },
            kept: None,
            spare: None,
            checked: false,
        };
        if purpose == Purpose::Timing {
            return Ok(Ok(engine));
        }
        Ok(engine.check().await.map(|()| engine).map_err(WhyCpu::from))
    }

    /// An engine on the CPU.
    async fn on_cpu(
        weights: Weights,
        threads: Starting,
        why: WhyCpu,
        purpose: Purpose,
    ) -> Result<Self, Failure> {
        let (scorecard, tensors) = weights.into_tensors()?;
        let threads = threads.count().await;
        let network = CpuNetwork::new(weights::plan(&scorecard), &tensors, threads)
            .map_err(|error| weights::refused(&error))?;
        drop(tensors);
        let mut engine = Self {
            runner: Runner::Cpu { network, threads },
            scorecard,
            report: EngineReport {
                engine: EngineKind::Cpu,
                adapter: None,
                why_cpu: Some(why),
            },
            kept: None,
            spare: None,
            checked: false,
        };
        if purpose == Purpose::Films {
            engine.check().await?;
        }
        Ok(engine)
    }

    /// The same model on the CPU, after the GPU let it down.
    ///
    /// # Errors
    /// [`Failure`] when the CPU is not allowed or cannot do it either.
    pub async fn replaced_by_cpu(self, why: WhyCpu) -> Result<Self, Failure> {
        match self.spare {
            Some(weights) => {
                let threads = Starting::new(None);
                Self::on_cpu(weights, threads, why, Purpose::Films).await
            }
            None => Err(Failure::GpuRefused(why)),
        }
    }

    /// The network's output for one film.
    ///
    /// # Errors
    /// [`EngineError`] when the device does not deliver finite numbers, or its present kernels do not
    /// pass the golden check.
    pub async fn infer(&mut self, input: &NetworkInput) -> Result<Logits, EngineError> {
        self.improve()?;
        if !self.checked {
            self.check().await?;
        }
        self.run(&model::input::pixels::pixels([input.values.as_slice(); 3]))
            .await
    }

    /// Uses every thread for the next films, or only one where other workers have the other cores.
    pub fn share(&mut self, alone: bool) {
        if let Runner::Cpu { network, threads } = &mut self.runner {
            network.set_threads(if alone { *threads } else { 1 });
        }
    }

    /// Takes faster kernels into use when they have been compiled since the last call; they are to be
    /// checked before the next film.
    ///
    /// # Errors
    /// [`EngineError::ReadBack`] when the device is lost or refuses them.
    pub fn improve(&mut self) -> Result<(), EngineError> {
        if let Runner::Gpu(network) = &mut self.runner {
            let improved = network
                .improve()
                .map_err(|error| EngineError::ReadBack(error.to_string()))?;
            self.checked &= !improved;
        }
        Ok(())
    }

    /// The golden check.
    async fn check(&mut self) -> Result<(), EngineError> {
        let output = self.golden().await?;
        self.scorecard.golden.verify(output)?;
        self.checked = true;
        Ok(())
    }

    /// The network's output for the input of the golden check.
    ///
    /// # Errors
    /// As [`Self::infer`].
    pub async fn golden(&mut self) -> Result<Logits, EngineError> {
        self.run(&golden::pixels(self.scorecard.input.side)).await
    }

    /// How long each kind of step takes on the golden check's input, the longest first; none where
    /// the device does not tell.
    ///
    /// # Errors
    /// [`EngineError::ReadBack`] when the device is lost.
    pub async fn profile(&mut self) -> Result<Option<Vec<StepTime>>, EngineError> {
        let pixels = golden::pixels(self.scorecard.input.side);
        let times = match &mut self.runner {
            Runner::Cpu { network, .. } => Some(network.profile(&pixels, clock::now)),
            Runner::Gpu(network) => network
                .profile()
                .await
                .map_err(|error| EngineError::ReadBack(error.to_string()))?,
        };
        let plan = weights::plan(&self.scorecard);
        Ok(times.map(|times| by_kind(plan.steps.iter().map(Step::name).zip(times))))
    }

    /// Bytes of the buffers on the GPU.
    pub fn gpu_bytes(&self) -> usize {
        match &self.runner {
            Runner::Cpu { .. } => 0,
            Runner::Gpu(network) => network.bytes(),
        }
    }

    async fn run(&mut self, pixels: &[f32]) -> Result<Logits, EngineError> {
        match &mut self.runner {
            Runner::Cpu { network, .. } => logits(network.forward(pixels)),
            Runner::Gpu(network) => {
                let output = network.forward(pixels).await;
                logits(&output.map_err(|error| EngineError::ReadBack(error.to_string()))?)
            }
        }
    }

    /// The model's scorecard.
    pub const fn scorecard(&self) -> &Scorecard {
        &self.scorecard
    }

    /// What computes, and why.
    pub const fn report(&self) -> &EngineReport {
        &self.report
    }

    /// The SHA-256 of the scorecard, by which [`crate::protocol::Cache::Only`] finds this model in the
    /// browser's store; none where it does not keep all of it.
    pub fn kept(&self) -> Option<&str> {
        self.kept.as_deref()
    }

    /// What people should know of the model.
    pub fn card(&self) -> ModelCard {
        weights::card(&self.scorecard)
    }
}

/// Times added up by name, the longest first.
fn by_kind(times: impl Iterator<Item = (&'static str, f64)>) -> Vec<StepTime> {
    let mut kinds: BTreeMap<&str, StepTime> = BTreeMap::new();
    for (name, millis) in times {
        let kind = kinds.entry(name).or_insert_with(|| StepTime {
            name: name.to_owned(),
            steps: 0,
            millis: 0.0,
        });
        kind.steps += 1;
        kind.millis += millis;
    }
    let mut kinds: Vec<StepTime> = kinds.into_values().collect();
    kinds.sort_by(|one, other| other.millis.total_cmp(&one.millis));
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::weights::tensors::Tensors;
    use model::zoo::Architecture;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const SIDE: u32 = 32;

    /// A tiny network whose kernels are still to be checked.
    fn unchecked() -> Engine {
        let plan = inference::lower(Architecture::CoAtNetTiny, SIDE as usize);
        let network = CpuNetwork::new(plan, &Tensors::by_rule(), 1).unwrap();
        let mut scorecard = weights::tests::scorecard();
        scorecard.input.side = SIDE;
        Engine {
            runner: Runner::Cpu {
                network,
                threads: 1,
            },
            scorecard,
            report: EngineReport {
                engine: EngineKind::Cpu,
                adapter: None,
                why_cpu: None,
            },
            kept: None,
            spare: None,
            checked: false,
        }
    }

    #[test]
    async fn an_engine_that_failed_its_check_reads_no_later_film_either() {
        let mut engine = unchecked();
        let film = NetworkInput {
            side: SIDE,
            values: vec![0.0; (SIDE * SIDE) as usize],
        };
        for _ in 0..2 {
            let refused = engine.infer(&film).await;
            assert!(matches!(refused, Err(EngineError::Wrong(_))), "{refused:?}");
        }
        engine.scorecard.golden.logits = engine.golden().await.unwrap().0;
        engine.infer(&film).await.unwrap();
        assert!(engine.checked);
    }

    #[test]
    async fn a_gpu_that_is_lost_where_nothing_else_is_allowed_is_named() {
        let why = WhyCpu::Lost("gone".into());
        let refused = unchecked().replaced_by_cpu(why.clone()).await.err();
        assert_eq!(refused, Some(Failure::GpuRefused(why)));
    }
}
