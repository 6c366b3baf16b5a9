//! A plan on the browser's GPU: every buffer, pipeline and binding is made once, a film is one
//! submission.

use std::collections::{BTreeMap, BTreeSet};

use model::plan::fold::Folded;
use model::plan::wgsl::{self, Binding, Family, Kernel, Launch};
use model::plan::{Plan, Slot};
use model::weights::WeightsError;
use model::weights::tensors::Tensors;
use thiserror::Error;

use crate::web::error::WebError;
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
    slots: Vec<Buffer>,
    pipelines: BTreeMap<Kernel, Pipeline>,
    steps: Vec<(Kernel, Bindings, [u32; 2])>,
    input: Slot,
    output: Slot,
}

/// A network whose kernels are being compiled; it lacks its weights.
pub struct Compiling {
    gpu: Gpu,
    plan: Plan,
    launches: Vec<Launch>,
    kernels: Vec<(Kernel, Promised)>,
}

impl Compiling {
    /// Starts the compiler, which works beside everything that follows.
    ///
    /// # Errors
    /// [`WebError`] when the device refuses a kernel at once.
    pub fn start(gpu: Gpu, plan: Plan, family: Family) -> Result<Self, WebError> {
        let launches = wgsl::launches(&plan, family);
        let kernels: BTreeSet<Kernel> = launches.iter().map(|launch| launch.kernel).collect();
        let kernels = kernels
            .into_iter()
            .map(|kernel| Ok((kernel, gpu.compile(&kernel.source())?)))
            .collect::<Result<_, WebError>>()?;
        Ok(Self {
            gpu,
            plan,
            launches,
            kernels,
        })
    }

    /// Puts the weights on the GPU, one after another, and waits for the kernels.
    ///
    /// # Errors
    /// [`BuildError`] when the weights are not the network's, or the device refuses a kernel or has
    /// too little memory.
    pub async fn finish(self, tensors: &Tensors) -> Result<GpuNetwork, BuildError> {
        let Self {
            gpu,
            plan,
            launches,
            kernels,
        } = self;
        let made = gpu
            .checked(async |gpu| {
                let empty = |&length: &usize| gpu.empty(length);
                let slots: Vec<Buffer> = plan.slots.iter().map(empty).collect::<Result<_, _>>()?;
                let mut affines = Vec::with_capacity(plan.affines.len());
                for folded in plan.weights(tensors) {
                    let Folded { weights, bias } = folded?;
                    affines.push([gpu.filled(&weights)?, gpu.filled(&bias)?]);
                }
                let mut pipelines = BTreeMap::new();
                for (kernel, pipeline) in kernels {
                    pipelines.insert(kernel, pipeline.pipeline().await?);
                }
                let steps = bind(gpu, &launches, &slots, &affines, &pipelines)?;
                Ok::<_, BuildError>((slots, pipelines, steps))
            })
            .await;
        let (slots, pipelines, steps) = made?;
        Ok(GpuNetwork {
            gpu,
            slots,
            pipelines,
            steps,
            input: plan.input,
            output: plan.output,
        })
    }
}

impl GpuNetwork {
    /// The values of the plan's output for an image, see [`model::plan::pixels`].
    ///
    /// # Errors
    /// [`WebError`] when the device is lost.
    pub async fn forward(&self, pixels: &[f32]) -> Result<Vec<f32>, WebError> {
        self.run(pixels, self.output).await
    }

    /// As [`Self::forward`], but returns any buffer as the last step leaves it.
    ///
    /// # Errors
    /// As [`Self::forward`].
    pub async fn run(&self, pixels: &[f32], output: Slot) -> Result<Vec<f32>, WebError> {
        let dispatches = self
            .steps
            .iter()
            .map(|(kernel, bindings, workgroups)| Dispatch {
                pipeline: &self.pipelines[kernel],
                bindings,
                workgroups: *workgroups,
            });
        let input = &self.slots[self.input.0];
        self.gpu
            .run((input, pixels), dispatches, &self.slots[output.0])
            .await
    }
}

fn bind(
    gpu: &Gpu,
    launches: &[Launch],
    slots: &[Buffer],
    affines: &[[Buffer; 2]],
    pipelines: &BTreeMap<Kernel, Pipeline>,
) -> Result<Vec<(Kernel, Bindings, [u32; 2])>, WebError> {
    let words: Vec<[u32; 8]> = launches.iter().map(|launch| launch.words).collect();
    let uniforms = gpu.uniforms(&words)?;
    let buffer = |binding: &Binding| match *binding {
        Binding::Slot(slot) => &slots[slot.0],
        Binding::Weights(affine) => &affines[affine.0][0],
        Binding::Bias(affine) => &affines[affine.0][1],
    };
    launches
        .iter()
        .enumerate()
        .map(|(index, launch)| {
            let buffers: Vec<&Buffer> = launch.bindings.iter().map(buffer).collect();
            let pipeline = &pipelines[&launch.kernel];
            let bindings = gpu.bind(pipeline, &uniforms, index, &buffers)?;
            Ok((launch.kernel, bindings, launch.workgroups))
        })
        .collect()
}
