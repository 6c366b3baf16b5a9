//! An inference plan on a graphics card through wgpu: the page's kernels without the page.
//!
//! Every buffer, pipeline and bind group is created once; a film is one submission.

mod adapter;

use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use inference::buffer::BufferId;
use inference::weights::FoldedWeights;
use inference::wgsl::{
    self, AdapterKind, Binding, CompileMode, Kernel, Launch, UNIFORM_BYTES, UNIFORM_STRIDE,
};
use inference::{Output, Plan};
use model::calibration::Logits;
use model::class::PerClass;
use model::golden;
use model::input::NetworkInput;
use model::output::NetworkOutput;
use model::scorecard::Scorecard;
use wgpu::util::{BufferInitDescriptor, DeviceExt};
use wgpu::{
    BindGroup, BindGroupDescriptor, BindGroupEntry, BindingResource, Buffer, BufferBinding,
    BufferDescriptor, BufferUsages, CommandEncoderDescriptor, ComputePassDescriptor,
    ComputePipeline, ComputePipelineDescriptor, Device, ErrorFilter, MapMode,
    PipelineCompilationOptions, PollType, Queue, ShaderModuleDescriptor, ShaderSource,
};

use self::adapter::{OpenAdapter, now};
use crate::host::device::{DeviceChoice, DeviceError, on_one_line};

/// A network that is ready to run on a graphics card.
#[derive(Debug)]
pub struct PlanHost {
    device: Device,
    queue: Queue,
    choice: DeviceChoice,
    /// The adapter's name.
    pub name: String,
    resources: Resources,
    plan: Plan,
    /// The first error that the device reported outside of an error scope.
    first_error: Arc<Mutex<Option<String>>>,
}

/// What is created once.
#[derive(Debug)]
struct Resources {
    buffers: Vec<Buffer>,
    /// Results are copied here and read; long enough for the longest buffer and for the plan's output.
    readback: Buffer,
    dispatches: Vec<Dispatch>,
}

/// A kernel that is ready to be dispatched.
#[derive(Debug)]
struct Dispatch {
    pipeline: ComputePipeline,
    bindings: BindGroup,
    workgroups: [u32; 2],
}

impl PlanHost {
    /// Opens the card of `gpu` or `gpu:N` and prepares a plan with its weights there, with the kernels
    /// for the given kind of adapter or for that of the card.
    ///
    /// # Errors
    /// [`DeviceError`] when there is no card, or it rejects a kernel or has too little memory.
    pub fn build(
        gpu: Option<usize>,
        plan: &Plan,
        weights: &[FoldedWeights],
        kind: Option<AdapterKind>,
    ) -> Result<Self, DeviceError> {
        let adapter = adapter::open(gpu)?;
        let OpenAdapter { device, queue, .. } = adapter;
        let kind = kind.unwrap_or(adapter.kind);
        let first_error = Arc::new(Mutex::new(None));
        let report = |first: &Mutex<Option<String>>, message: String| {
            locked(first).get_or_insert(message);
        };
        let reported = Arc::clone(&first_error);
        device.on_uncaptured_error(Arc::new(move |error: wgpu::Error| {
            report(&reported, error.to_string());
        }));
        let reported = Arc::clone(&first_error);
        device.set_device_lost_callback(move |_, message| report(&reported, message));
        let choice = DeviceChoice::Gpu(gpu);
        let resources = in_error_scope(&device, || Resources::new(&device, plan, weights, kind))
            .map_err(|reason| failed(&choice, &reason))?;
        Ok(Self {
            device,
            queue,
            choice,
            name: adapter.name,
            resources,
            plan: plan.clone(),
            first_error,
        })
    }

    /// As [`Self::build`], and compares the golden logits with those of the scorecard.
    ///
    /// # Errors
    /// As [`Self::build`], and [`DeviceError::Wrong`].
    pub fn checked(
        gpu: Option<usize>,
        plan: &Plan,
        weights: &[FoldedWeights],
        scorecard: &Scorecard,
    ) -> Result<Self, DeviceError> {
        let host = Self::build(gpu, plan, weights, None)?;
        let output = host.forward(&golden::channels_last(scorecard.input.side))?;
        let verified = scorecard.golden.verify(output.logits);
        verified.map_err(|source| DeviceError::Wrong {
            device: host.choice.clone(),
            source,
        })?;
        Ok(host)
    }

    /// The output for each film.
    ///
    /// # Errors
    /// [`DeviceError::Failed`] when the card is lost.
    pub fn classify(&self, inputs: &[NetworkInput]) -> Result<Vec<NetworkOutput>, DeviceError> {
        let film = |input: &NetworkInput| {
            let grey = input.values.as_slice();
            self.forward(&model::input::channels_last([grey; 3]))
        };
        inputs.iter().map(film).collect()
    }

    fn forward(&self, pixels: &[f32]) -> Result<NetworkOutput, DeviceError> {
        let [logits, sums] = self.run(pixels, self.plan.outputs())?;
        let Output { logits, features } = self.plan.output([&logits, &sums]);
        let logits = logits.first_chunk().copied();
        let logits = logits.ok_or_else(|| failed(&self.choice, "it returned no logits"))?;
        Ok(NetworkOutput {
            logits: Logits(PerClass(logits)),
            features,
        })
    }

    /// Buffers after the last operation, for an image as [`model::input::channels_last`] makes it.
    ///
    /// # Errors
    /// [`DeviceError::Failed`] when the card is lost.
    pub fn run<const N: usize>(
        &self,
        pixels: &[f32],
        outputs: [BufferId; N],
    ) -> Result<[Vec<f32>; N], DeviceError> {
        let failed = |reason: &str| failed(&self.choice, reason);
        let Resources {
            buffers,
            readback,
            dispatches,
        } = &self.resources;
        let pixels = bytemuck::cast_slice(pixels);
        self.queue
            .write_buffer(&buffers[self.plan.input.0], 0, pixels);
        let mut encoder = self
            .device
            .create_command_encoder(&CommandEncoderDescriptor::default());
        {
            let mut pass = encoder.begin_compute_pass(&ComputePassDescriptor::default());
            for dispatch in dispatches {
                let [x, y] = dispatch.workgroups;
                pass.set_pipeline(&dispatch.pipeline);
                pass.set_bind_group(0, &dispatch.bindings, &[]);
                pass.dispatch_workgroups(x, y, 1);
            }
        }
        let mut total = 0;
        for id in outputs {
            let source = &buffers[id.0];
            encoder.copy_buffer_to_buffer(source, 0, readback, total, source.size());
            total += source.size();
        }
        self.queue.submit([encoder.finish()]);
        let mapped = Arc::new(Mutex::new(None));
        let done = Arc::clone(&mapped);
        readback.map_async(MapMode::Read, 0..total, move |result| {
            *locked(&done) = Some(result);
        });
        let waited = self.device.poll(PollType::wait_indefinitely());
        waited.map_err(|error| failed(&error.to_string()))?;
        if let Some(message) = &*locked(&self.first_error) {
            return Err(failed(message));
        }
        let mapped = locked(&mapped).take();
        mapped
            .ok_or_else(|| failed("it did not answer"))?
            .map_err(|error| failed(&error.to_string()))?;
        let view = readback.get_mapped_range(0..total);
        let view = view.map_err(|error| failed(&error.to_string()))?;
        let mut rest = &*view;
        let values = outputs.map(|id| {
            let length = self.plan.buffers[id.0];
            let (bytes, after) = rest.split_at(length * size_of::<f32>());
            rest = after;
            bytemuck::pod_collect_to_vec(bytes)
        });
        drop(view);
        readback.unmap();
        Ok(values)
    }
}

impl Resources {
    fn new(device: &Device, plan: &Plan, weights: &[FoldedWeights], kind: AdapterKind) -> Self {
        let launches = wgsl::launches(plan, kind, CompileMode::FastRun);
        let empty = |length: usize, usage: BufferUsages| {
            device.create_buffer(&BufferDescriptor {
                label: None,
                size: (length * size_of::<f32>()) as u64,
                usage,
                mapped_at_creation: false,
            })
        };
        let usage = BufferUsages::STORAGE | BufferUsages::COPY_SRC | BufferUsages::COPY_DST;
        let buffers = plan.buffers.iter().map(|&length| empty(length, usage));
        let longest = plan.buffers.iter().copied().max().unwrap_or_default();
        let output: usize = plan.outputs().iter().map(|id| plan.buffers[id.0]).sum();
        let mut resources = Self {
            buffers: buffers.collect(),
            readback: empty(
                longest.max(output),
                BufferUsages::MAP_READ | BufferUsages::COPY_DST,
            ),
            dispatches: Vec::new(),
        };
        let weights: Vec<[Buffer; 2]> = weights
            .iter()
            .map(|FoldedWeights { weights, bias }| {
                [weights, bias].map(|values| {
                    filled(device, bytemuck::cast_slice(values), BufferUsages::STORAGE)
                })
            })
            .collect();
        let pipelines: BTreeMap<Kernel, ComputePipeline> = wgsl::kernels(&launches)
            .into_iter()
            .map(|kernel| (kernel, compile(device, kernel)))
            .collect();
        let uniforms = wgsl::uniforms(&launches);
        let usage = BufferUsages::UNIFORM;
        let uniforms = filled(device, bytemuck::cast_slice(&uniforms), usage);
        for (index, launch) in launches.iter().enumerate() {
            let pipeline = pipelines[&launch.kernel].clone();
            let block = BindingResource::Buffer(BufferBinding {
                buffer: &uniforms,
                offset: (index * UNIFORM_STRIDE) as u64,
                size: NonZeroU64::new(UNIFORM_BYTES as u64),
            });
            let bindings = resources.bind(device, &pipeline, block, launch, &weights);
            resources.dispatches.push(Dispatch {
                pipeline,
                bindings,
                workgroups: launch.workgroups,
            });
        }
        resources
    }

    fn bind(
        &self,
        device: &Device,
        pipeline: &ComputePipeline,
        uniforms: BindingResource<'_>,
        launch: &Launch,
        weights: &[[Buffer; 2]],
    ) -> BindGroup {
        let buffers = launch.bindings.iter().map(|binding| match *binding {
            Binding::Buffer(buffer) => self.buffers[buffer.0].as_entire_binding(),
            Binding::Weights(id) => weights[id.0][0].as_entire_binding(),
            Binding::Bias(id) => weights[id.0][1].as_entire_binding(),
        });
        let entries: Vec<BindGroupEntry<'_>> = (0..)
            .zip(std::iter::once(uniforms).chain(buffers))
            .map(|(binding, resource)| BindGroupEntry { binding, resource })
            .collect();
        device.create_bind_group(&BindGroupDescriptor {
            label: None,
            layout: &pipeline.get_bind_group_layout(0),
            entries: &entries,
        })
    }
}

fn filled(device: &Device, contents: &[u8], usage: BufferUsages) -> Buffer {
    device.create_buffer_init(&BufferInitDescriptor {
        label: None,
        contents,
        usage,
    })
}

fn compile(device: &Device, kernel: Kernel) -> ComputePipeline {
    let module = device.create_shader_module(ShaderModuleDescriptor {
        label: None,
        source: ShaderSource::Wgsl(kernel.source().into()),
    });
    device.create_compute_pipeline(&ComputePipelineDescriptor {
        label: None,
        layout: None,
        module: &module,
        entry_point: Some("main"),
        compilation_options: PipelineCompilationOptions::default(),
        cache: None,
    })
}

/// Creates something on the device; an error that the device reports is the error.
fn in_error_scope<T>(device: &Device, create: impl FnOnce() -> T) -> Result<T, String> {
    let filters = [
        ErrorFilter::Internal,
        ErrorFilter::OutOfMemory,
        ErrorFilter::Validation,
    ];
    let scopes = filters.map(|filter| device.push_error_scope(filter));
    let created = create();
    let mut reported = None;
    for scope in scopes.into_iter().rev() {
        reported = now(scope.pop()).flatten().or(reported);
    }
    match reported {
        Some(error) => Err(error.to_string()),
        None => Ok(created),
    }
}

/// The value behind a lock, also after a panic elsewhere.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The device's message on one line.
fn failed(choice: &DeviceChoice, reason: &str) -> DeviceError {
    DeviceError::Failed {
        device: choice.clone(),
        reason: on_one_line(reason),
    }
}
