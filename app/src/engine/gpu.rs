//! A plan on the browser's GPU: every buffer, pipeline and binding is made once, a film is one
//! submission.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use inference::fold::Folded;
use inference::wgsl::{self, Aim, Binding, Family, Kernel, Launch};
use inference::{Plan, Slot};
use model::weights::WeightsError;
use model::weights::tensors::Tensors;
use thiserror::Error;

use crate::web::error::WebError;
use crate::web::task;
use crate::web::webgpu::{Bindings, Buffer, Dispatch, Gpu, Pipeline, Promised};

/// Why a network is not on the GPU.
#[derive(Debug, Error)]
pub enum BuildError {
    /// The weights are not the network's.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// The GPU does not take it.
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
    input: Slot,
    output: Slot,
}

/// A network whose kernels are being compiled; it lacks its weights.
pub struct Compiling {
    gpu: Gpu,
    plan: Plan,
    family: Family,
    launches: Vec<Launch>,
    kernels: Vec<(Kernel, Promised)>,
}

/// What the kernels read and write.
struct Memory {
    slots: Vec<Buffer>,
    affines: Vec<[Buffer; 2]>,
}

/// One dispatch.
struct Stage {
    pipeline: Pipeline,
    bindings: Bindings,
    workgroups: [u32; 2],
}

/// The same network by kernels that take longer to compile.
enum Faster {
    /// To be compiled after the first film, so as not to hold it up.
    Later(Vec<Launch>),
    Compiling {
        launches: Vec<Launch>,
        /// What was not compiled before; empty until all of it is.
        kernels: Rc<RefCell<Option<Result<Pipelines, WebError>>>>,
    },
    /// There are none, or they are in use.
    Done,
}

type Pipelines = BTreeMap<Kernel, Pipeline>;

/// Starts to compile the kernels that are not there yet.
fn compile(
    gpu: &Gpu,
    launches: &[Launch],
    known: &Pipelines,
) -> Result<Vec<(Kernel, Promised)>, WebError> {
    let kernels: BTreeSet<Kernel> = launches.iter().map(|launch| launch.kernel).collect();
    kernels
        .into_iter()
        .filter(|kernel| !known.contains_key(kernel))
        .map(|kernel| Ok((kernel, gpu.compile(&kernel.source())?)))
        .collect()
}

async fn compiled(kernels: Vec<(Kernel, Promised)>) -> Result<Pipelines, WebError> {
    let mut pipelines = Pipelines::new();
    for (kernel, promised) in kernels {
        pipelines.insert(kernel, promised.pipeline().await?);
    }
    Ok(pipelines)
}

impl Compiling {
    /// Starts the compiler, which works beside everything that follows.
    ///
    /// # Errors
    /// [`WebError`] when the device refuses a kernel at once.
    pub fn start(gpu: Gpu, plan: Plan, family: Family) -> Result<Self, WebError> {
        let launches = wgsl::launches(&plan, family, Aim::Start);
        let kernels = compile(&gpu, &launches, &Pipelines::new())?;
        Ok(Self {
            gpu,
            plan,
            family,
            launches,
            kernels,
        })
    }

    /// Puts the weights on the GPU, one after another, and waits for the kernels. Faster ones, where
    /// the adapter has them, replace them later, see [`GpuNetwork::improve`].
    ///
    /// # Errors
    /// [`BuildError`] when the weights are not the network's, or the device refuses a kernel or has
    /// too little memory.
    pub async fn finish(self, tensors: &Tensors) -> Result<GpuNetwork, BuildError> {
        let Self {
            gpu,
            plan,
            family,
            launches,
            kernels,
        } = self;
        let made = gpu
            .checked(async |gpu| {
                let memory = Memory::fill(gpu, &plan, tensors)?;
                let pipelines = compiled(kernels).await?;
                let stages = memory.bind(gpu, &launches, &pipelines)?;
                Ok::<_, BuildError>((memory, pipelines, stages))
            })
            .await;
        let (memory, pipelines, stages) = made?;
        let faster = wgsl::launches(&plan, family, Aim::Speed);
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
            input: plan.input,
            output: plan.output,
        })
    }
}

impl GpuNetwork {
    /// Whether there are faster kernels to come.
    pub const fn improves(&self) -> bool {
        !matches!(self.faster, Faster::Done)
    }

    /// Changes to the faster kernels when they have been compiled since the last call, and says so:
    /// what they compute is as good as that of a new engine, and to be checked like it.
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

    /// Starts to compile the faster kernels, if that is still to be done.
    fn prepare_faster(&mut self) -> Result<(), WebError> {
        let Faster::Later(launches) = &mut self.faster else {
            return Ok(());
        };
        let launches = std::mem::take(launches);
        let missing = compile(&self.gpu, &launches, &self.pipelines)?;
        let kernels = Rc::new(RefCell::new(None));
        let done = Rc::clone(&kernels);
        task::spawn(async move {
            done.replace(Some(compiled(missing).await));
        });
        self.faster = Faster::Compiling { launches, kernels };
        Ok(())
    }

    /// The values of the plan's output for an image, see [`inference::pixels`].
    ///
    /// # Errors
    /// [`WebError`] when the device is lost.
    pub async fn forward(&mut self, pixels: &[f32]) -> Result<Vec<f32>, WebError> {
        let output = self.run(pixels, self.output).await?;
        self.prepare_faster()?;
        Ok(output)
    }

    /// As [`Self::forward`], but returns any buffer as the last step leaves it.
    ///
    /// # Errors
    /// As [`Self::forward`].
    pub async fn run(&self, pixels: &[f32], output: Slot) -> Result<Vec<f32>, WebError> {
        let dispatches = self.stages.iter().map(Stage::dispatch);
        let slots = &self.memory.slots;
        let input = (&slots[self.input.0], pixels);
        self.gpu.run(input, dispatches, &slots[output.0]).await
    }

    /// Bytes of all buffers.
    pub fn bytes(&self) -> usize {
        let affines = self.memory.affines.iter().flatten();
        let buffers = self.memory.slots.iter().chain(affines);
        buffers.map(Buffer::bytes).sum()
    }

    /// How long each step of the plan takes, in milliseconds; none where the device does not tell.
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
    /// Makes every buffer; the weights go over one after another, so that few are held here.
    fn fill(gpu: &Gpu, plan: &Plan, tensors: &Tensors) -> Result<Self, BuildError> {
        let slots = plan.slots.iter().map(|&length| gpu.empty(length));
        let slots = slots.collect::<Result<_, _>>()?;
        let affines = plan.weights(tensors).map(|folded| {
            let Folded { weights, bias } = folded?;
            Ok([gpu.filled(&weights)?, gpu.filled(&bias)?])
        });
        let affines = affines.collect::<Result<_, BuildError>>()?;
        Ok(Self { slots, affines })
    }

    fn bind(
        &self,
        gpu: &Gpu,
        launches: &[Launch],
        pipelines: &Pipelines,
    ) -> Result<Vec<Stage>, WebError> {
        let words: Vec<[u32; 8]> = launches.iter().map(|launch| launch.words).collect();
        let uniforms = gpu.uniforms(&words)?;
        let buffer = |binding: &Binding| match *binding {
            Binding::Slot(slot) => &self.slots[slot.0],
            Binding::Weights(affine) => &self.affines[affine.0][0],
            Binding::Bias(affine) => &self.affines[affine.0][1],
        };
        launches
            .iter()
            .enumerate()
            .map(|(index, launch)| {
                let buffers: Vec<&Buffer> = launch.bindings.iter().map(buffer).collect();
                let pipeline = pipelines[&launch.kernel].clone();
                Ok(Stage {
                    bindings: gpu.bind(&pipeline, &uniforms, index, &buffers)?,
                    pipeline,
                    workgroups: launch.workgroups,
                })
            })
            .collect()
    }
}
