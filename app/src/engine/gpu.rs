//! A plan on the browser's GPU: every buffer, pipeline and binding is made once, a film is one
//! submission.

use std::collections::{BTreeMap, BTreeSet};

use model::plan::wgsl::{self, Binding, Family, Kernel, Launch};
use model::plan::{Plan, Slot};

use crate::web::error::WebError;
use crate::web::webgpu::{Bindings, Buffer, Dispatch, Gpu, Pipeline};

/// A network that is ready to run.
pub struct GpuNetwork {
    gpu: Gpu,
    slots: Vec<Buffer>,
    pipelines: BTreeMap<Kernel, Pipeline>,
    steps: Vec<(Kernel, Bindings, [u32; 2])>,
    input: Slot,
    output: Slot,
}

impl GpuNetwork {
    /// Compiles the kernels while the weights go to the GPU.
    ///
    /// # Errors
    /// [`WebError`] when the device refuses a kernel or has too little memory.
    pub async fn build(gpu: Gpu, plan: Plan, family: Family) -> Result<Self, WebError> {
        let (input, output) = (plan.input, plan.output);
        let made = gpu
            .checked(async |gpu| {
                let launches = wgsl::launches(&plan, family);
                let kernels: BTreeSet<Kernel> =
                    launches.iter().map(|launch| launch.kernel).collect();
                let mut compiling = Vec::with_capacity(kernels.len());
                for kernel in kernels {
                    compiling.push((kernel, gpu.compile(&kernel.source())?));
                }
                let empty = |&length: &usize| gpu.empty(length);
                let slots: Vec<Buffer> = plan.slots.iter().map(empty).collect::<Result<_, _>>()?;
                let mut constants = Vec::with_capacity(plan.constants.len());
                for values in plan.constants {
                    constants.push(gpu.filled(&values)?);
                }
                let mut pipelines = BTreeMap::new();
                for (kernel, pipeline) in compiling {
                    pipelines.insert(kernel, pipeline.await?);
                }
                let steps = bind(gpu, &launches, &slots, &constants, &pipelines)?;
                Ok((slots, pipelines, steps))
            })
            .await;
        let (slots, pipelines, steps) = made?;
        Ok(Self {
            gpu,
            slots,
            pipelines,
            steps,
            input,
            output,
        })
    }

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
    constants: &[Buffer],
    pipelines: &BTreeMap<Kernel, Pipeline>,
) -> Result<Vec<(Kernel, Bindings, [u32; 2])>, WebError> {
    let words: Vec<[u32; 8]> = launches.iter().map(|launch| launch.words).collect();
    let uniforms = gpu.uniforms(&words)?;
    let buffer = |binding: &Binding| match *binding {
        Binding::Slot(slot) => &slots[slot.0],
        Binding::Constant(constant) => &constants[constant.0],
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
