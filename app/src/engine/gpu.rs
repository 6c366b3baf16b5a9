//! Runs a plan on the browser's GPU: buffers, pipelines and bindings are created once, each film is
//! one submission.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use inference::buffer::BufferId;
use inference::weights::FoldedWeights;
use inference::wgsl::{self, AdapterKind, Binding, CompileMode, Kernel, Launch};
use inference::{Output, Plan};
use model::weights::WeightsError;
use model::weights::tensors::Tensors;
use thiserror::Error;
use wasm_bindgen_futures::spawn_local;

use crate::web::error::WebError;
use crate::web::webgpu::{Bindings, Buffer, Dispatch, Gpu, PendingPipeline, Pipeline};

/// Why a network could not be set up on the GPU.
#[derive(Debug, Error)]
pub enum BuildError {
    /// The weights do not fit the network.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// The GPU refuses it.
    #[error(transparent)]
    Gpu(#[from] WebError),
}

/// A network that is ready to run.
pub struct GpuNetwork {
    gpu: Gpu,
    memory: Memory,
    pipelines: BTreeMap<Kernel, Pipeline>,
    stages: Vec<Stage>,
    faster: Faster,
    plan: Plan,
}

/// A network whose kernels are being compiled and whose weights are still missing.
pub struct Compiling {
    gpu: Gpu,
    plan: Plan,
    family: AdapterKind,
    launches: Vec<Launch>,
    pending: PendingPipelines,
}

/// What the kernels read and write.
struct Memory {
    buffers: Vec<Buffer>,
    weights: Vec<[Buffer; 2]>,
}

/// One dispatch.
struct Stage {
    pipeline: Pipeline,
    bindings: Bindings,
    workgroups: [u32; 2],
}

/// Faster kernels for the same network, which take longer to compile.
enum Faster {
    /// To be compiled after the first film, so as not to delay it.
    Later(Vec<Launch>),
    Compiling {
        launches: Vec<Launch>,
        /// The additional pipelines; `None` until all of them are compiled.
        kernels: Rc<RefCell<Option<Result<Pipelines, WebError>>>>,
    },
    /// There are none, or they are already in use.
    Done,
}

type Pipelines = BTreeMap<Kernel, Pipeline>;
type PendingPipelines = BTreeMap<Kernel, PendingPipeline>;

/// Starts to compile the kernels that are not among the compiled ones.
fn compile(gpu: &Gpu, launches: &[Launch], compiled: &Pipelines) -> PendingPipelines {
    wgsl::kernels(launches)
        .into_iter()
        .filter(|kernel| !compiled.contains_key(kernel))
        .map(|kernel| (kernel, gpu.compile(&kernel.source())))
        .collect()
}

async fn compiled(pending: PendingPipelines) -> Result<Pipelines, WebError> {
    let mut pipelines = Pipelines::new();
    for (kernel, pipeline) in pending {
        pipelines.insert(kernel, pipeline.pipeline().await?);
    }
    Ok(pipelines)
}

impl Compiling {
    /// Starts the compiler, which works in the background.
    pub fn start(gpu: Gpu, plan: Plan, family: AdapterKind) -> Self {
        let launches = wgsl::launches(&plan, family, CompileMode::FastCompile);
        let pending = compile(&gpu, &launches, &Pipelines::new());
        Self {
            gpu,
            plan,
            family,
            launches,
            pending,
        }
    }

    /// Uploads the weights, one tensor after another, and waits for the kernels. Faster kernels, where
    /// the adapter has any, replace them later, see [`GpuNetwork::improve`].
    ///
    /// # Errors
    /// [`BuildError`] when the weights do not fit the network, the device refuses a kernel or runs out
    /// of memory.
    pub async fn finish(self, tensors: &Tensors) -> Result<GpuNetwork, BuildError> {
        let Self {
            gpu,
            plan,
            family,
            launches,
            pending,
        } = self;
        let made = gpu
            .checked(async |gpu| {
                let memory = Memory::fill(gpu, &plan, tensors)?;
                let pipelines = compiled(pending).await?;
                let stages = memory.bind(gpu, &launches, &pipelines)?;
                Ok::<_, BuildError>((memory, pipelines, stages))
            })
            .await;
        let (memory, pipelines, stages) = made?;
        let faster = wgsl::launches(&plan, family, CompileMode::FastRun);
        let faster = if faster == launches {
            Faster::Done
        } else {
            Faster::Later(faster)
        };
        Ok(GpuNetwork {
            gpu,
            memory,
            pipelines,
            stages,
            faster,
            plan,
        })
    }
}

impl GpuNetwork {
    /// Whether faster kernels are still to come.
    pub const fn improves(&self) -> bool {
        !matches!(self.faster, Faster::Done)
    }

    /// Switches to the faster kernels once they are compiled; returns whether it just did. Their
    /// results must be verified like those of a new engine.
    ///
    /// # Errors
    /// [`WebError`] when the device refuses them.
    pub fn improve(&mut self) -> Result<bool, WebError> {
        let Faster::Compiling { launches, kernels } = &self.faster else {
            return Ok(false);
        };
        let Some(kernels) = kernels.take() else {
            return Ok(false);
        };
        self.pipelines.extend(kernels?);
        self.stages = self.memory.bind(&self.gpu, launches, &self.pipelines)?;
        self.faster = Faster::Done;
        Ok(true)
    }

    /// Starts to compile the faster kernels, unless that has been done.
    fn compile_faster(&mut self) {
        let Faster::Later(launches) = &mut self.faster else {
            return;
        };
        let launches = std::mem::take(launches);
        let pending = compile(&self.gpu, &launches, &self.pipelines);
        let kernels = Rc::new(RefCell::new(None));
        let done = Rc::clone(&kernels);
        spawn_local(async move {
            done.replace(Some(compiled(pending).await));
        });
        self.faster = Faster::Compiling { launches, kernels };
    }

    /// The plan's output for an image, see [`model::input::channels_last`].
    ///
    /// # Errors
    /// [`WebError`] when the device is lost.
    pub async fn forward(&mut self, pixels: &[f32]) -> Result<Output, WebError> {
        let [logits, sums] = self.run(pixels, self.plan.outputs()).await?;
        self.compile_faster();
        Ok(self.plan.output([&logits, &sums]))
    }

    /// The first of [`Plan::maps`] for an image, by the operations before it alone.
    ///
    /// # Errors
    /// As [`Self::forward`].
    pub async fn map(&self, pixels: &[f32]) -> Result<Vec<f32>, WebError> {
        let [map, _] = self.plan.maps;
        let [mut values] = self.run_some(map.ops, pixels, [map.buffer]).await?;
        values.truncate(map.side * map.side * map.width);
        Ok(values)
    }

    /// As [`Self::forward`], but returns any buffers of the plan.
    ///
    /// # Errors
    /// As [`Self::forward`].
    pub async fn run<const N: usize>(
        &self,
        pixels: &[f32],
        outputs: [BufferId; N],
    ) -> Result<[Vec<f32>; N], WebError> {
        self.run_some(self.stages.len(), pixels, outputs).await
    }

    /// Runs only the first operations.
    async fn run_some<const N: usize>(
        &self,
        ops: usize,
        pixels: &[f32],
        outputs: [BufferId; N],
    ) -> Result<[Vec<f32>; N], WebError> {
        let dispatches = self.stages.iter().take(ops).map(Stage::dispatch);
        let buffers = &self.memory.buffers;
        let outputs = outputs.map(|id| &buffers[id.0]);
        let input = &buffers[self.plan.input.0];
        self.gpu.run(input, pixels, dispatches, outputs).await
    }

    /// Runs one operation after those before it; returns what it wrote, see [`Plan::written`]. The first one
    /// takes an image, the others no pixels.
    ///
    /// # Errors
    /// As [`Self::forward`].
    pub async fn step(&self, number: usize, pixels: &[f32]) -> Result<Vec<f32>, WebError> {
        let buffers = &self.memory.buffers;
        let (output, length) = self.plan.written(number);
        let input = &buffers[self.plan.input.0];
        let dispatch = self.stages[number].dispatch();
        let outputs = [&buffers[output.0]];
        let [mut values] = self.gpu.run(input, pixels, [dispatch], outputs).await?;
        values.truncate(length);
        Ok(values)
    }

    /// The operations.
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Size of all buffers, in bytes.
    pub fn bytes(&self) -> usize {
        let weights = self.memory.weights.iter().flatten();
        let buffers = self.memory.buffers.iter().chain(weights);
        buffers.map(Buffer::bytes).sum()
    }

    /// How long each dispatch takes, in milliseconds; `None` where the device cannot measure it.
    ///
    /// # Errors
    /// As [`Self::forward`].
    pub async fn profile(&self) -> Result<Option<Vec<f64>>, WebError> {
        if !self.gpu.timestamps {
            return Ok(None);
        }
        let dispatches = self.stages.iter().map(Stage::dispatch);
        Ok(Some(self.gpu.profile(dispatches).await?))
    }
}

impl Stage {
    const fn dispatch(&self) -> Dispatch<'_> {
        Dispatch {
            pipeline: &self.pipeline,
            bindings: &self.bindings,
            workgroups: self.workgroups,
        }
    }
}

impl Memory {
    /// Creates every buffer; the weights are uploaded one after another to keep few in memory.
    fn fill(gpu: &Gpu, plan: &Plan, tensors: &Tensors) -> Result<Self, BuildError> {
        let buffers = plan.buffers.iter().map(|&length| gpu.empty(length));
        let buffers = buffers.collect::<Result<_, _>>()?;
        let weights = plan.weights(tensors).map(|folded| {
            let FoldedWeights { weights, bias } = folded?;
            Ok([gpu.filled(&weights)?, gpu.filled(&bias)?])
        });
        let weights = weights.collect::<Result<_, BuildError>>()?;
        Ok(Self { buffers, weights })
    }

    fn bind(
        &self,
        gpu: &Gpu,
        launches: &[Launch],
        pipelines: &Pipelines,
    ) -> Result<Vec<Stage>, WebError> {
        let uniforms = gpu.uniforms(&wgsl::uniforms(launches))?;
        let buffer = |binding: &Binding| match *binding {
            Binding::Buffer(buffer) => &self.buffers[buffer.0],
            Binding::Weights(id) => &self.weights[id.0][0],
            Binding::Bias(id) => &self.weights[id.0][1],
        };
        Ok(launches
            .iter()
            .enumerate()
            .map(|(index, launch)| {
                let buffers: Vec<&Buffer> = launch.bindings.iter().map(buffer).collect();
                let pipeline = pipelines[&launch.kernel].clone();
                Stage {
                    bindings: gpu.bind(&pipeline, &uniforms, index, &buffers),
                    pipeline,
                    workgroups: launch.workgroups,
                }
            })
            .collect())
    }
}
