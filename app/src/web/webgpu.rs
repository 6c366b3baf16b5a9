//! WebGPU compute: buffers, pipelines and one submission at a time. Sizes are in bytes.

use std::cell::RefCell;
use std::rc::Rc;

use inference::wgsl::{UNIFORM_BYTES, UNIFORM_STRIDE};
use js_sys::{ArrayBuffer, Float32Array, Uint32Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    GpuAutoLayoutMode, GpuBindGroup, GpuBindGroupDescriptor, GpuBindGroupEntry, GpuBuffer,
    GpuBufferBinding, GpuBufferDescriptor, GpuCommandEncoder, GpuComputePassDescriptor,
    GpuComputePassEncoder, GpuComputePassTimestampWrites, GpuComputePipeline,
    GpuComputePipelineDescriptor, GpuDevice, GpuDeviceDescriptor, GpuDeviceLostInfo,
    GpuErrorFilter, GpuProgrammableStage, GpuQuerySetDescriptor, GpuQueryType,
    GpuShaderModuleDescriptor, gpu_buffer_usage as usage, gpu_map_mode,
};

use crate::web::error::WebError;

/// The optional feature for exchanging values between invocations.
const SUBGROUPS: &str = "subgroups";

/// The optional feature for measuring how long a kernel takes.
const TIMESTAMPS: &str = "timestamp-query";

/// A device, opened for one network.
pub struct Gpu {
    device: GpuDevice,
    /// Whether shaders may say `enable subgroups`.
    pub subgroups: bool,
    /// Whether [`Self::profile`] is supported.
    pub timestamps: bool,
    lost: Rc<RefCell<Option<String>>>,
}

/// Values on the device.
pub struct Buffer {
    raw: GpuBuffer,
    bytes: usize,
}

/// Uniform blocks of eight `u32` each, in one buffer.
pub struct Uniforms(GpuBuffer);

/// A compiled kernel; clones refer to the same one.
#[derive(Clone)]
pub struct Pipeline(GpuComputePipeline);

/// A kernel that is being compiled. Held as a future: if a bare promise were rejected before it is
/// awaited, the page would take the unhandled rejection for a crash of the worker.
pub struct PendingPipeline(JsFuture<GpuComputePipeline>);

impl PendingPipeline {
    /// Waits for the kernel.
    ///
    /// # Errors
    /// [`WebError`] with the compiler's message.
    pub async fn pipeline(self) -> Result<Pipeline, WebError> {
        Ok(Pipeline(self.0.await?))
    }
}

/// One run of a kernel.
pub struct Dispatch<'a> {
    /// The kernel.
    pub pipeline: &'a Pipeline,
    /// Its bindings.
    pub bindings: &'a Bindings,
    /// Workgroups in x and y.
    pub workgroups: [u32; 2],
}

impl Dispatch<'_> {
    fn record(&self, pass: &GpuComputePassEncoder) {
        pass.set_pipeline(&self.pipeline.0);
        pass.set_bind_group(0, Some(&self.bindings.0));
        let [x, y] = self.workgroups;
        pass.dispatch_workgroups_with_workgroup_count_y(x, y);
    }
}

/// The buffers that a kernel reads and writes.
pub struct Bindings(GpuBindGroup);

impl Buffer {
    /// Its size in bytes.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Gpu {
    /// Opens the GPU that [`super::gpu::offer`] describes.
    ///
    /// # Errors
    /// [`WebError`] when there is no GPU or it does not start.
    pub async fn open() -> Result<Self, WebError> {
        let adapter = super::gpu::adapter()
            .await?
            .ok_or(WebError::Missing("GPU adapter"))?;
        let supported = adapter.features();
        let mut required = Vec::new();
        let mut require = |feature: &str| {
            let offered = supported.has(feature);
            required.extend(offered.then(|| feature.into()));
            offered
        };
        let (subgroups, timestamps) = (require(SUBGROUPS), require(TIMESTAMPS));
        let descriptor = GpuDeviceDescriptor::new();
        descriptor.set_required_features(&required);
        let request = adapter.request_device_with_descriptor(&descriptor);
        let device = JsFuture::from(request).await?;
        let lost = Rc::new(RefCell::new(None));
        let note = Rc::clone(&lost);
        let on_lost = Closure::once(move |info: GpuDeviceLostInfo| {
            let message = Some(info.message()).filter(|message| !message.is_empty());
            note.replace(Some(message.unwrap_or_else(|| "device lost".to_owned())));
        });
        // This promise resolves once, when the device is lost or destroyed.
        let _ = device.lost().then(&on_lost);
        on_lost.forget();
        Ok(Self {
            device,
            subgroups,
            timestamps,
            lost,
        })
    }

    /// Runs `work`, which creates objects on the device, and reports the device's errors.
    ///
    /// # Errors
    /// [`WebError`]: that of `work`, or the device's message.
    pub async fn checked<T, E: From<WebError>>(
        &self,
        work: impl AsyncFnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        const FILTERS: [GpuErrorFilter; 3] = [
            GpuErrorFilter::Internal,
            GpuErrorFilter::OutOfMemory,
            GpuErrorFilter::Validation,
        ];
        for filter in FILTERS {
            self.device.push_error_scope(filter);
        }
        let result = work(self).await;
        let mut refused = None;
        for _ in FILTERS {
            let error = JsFuture::from(self.device.pop_error_scope()).await;
            if let Some(error) = error.map_err(WebError::from)?.into_option() {
                refused = Some(error.message());
            }
        }
        match refused {
            Some(message) => Err(WebError::Thrown(message).into()),
            None => result,
        }
    }

    fn create_buffer(&self, bytes: usize, usage: u32, mapped: bool) -> Result<GpuBuffer, WebError> {
        let descriptor = GpuBufferDescriptor::new_with_f64(bytes as f64, usage);
        descriptor.set_mapped_at_creation(mapped);
        Ok(self.device.create_buffer(&descriptor)?)
    }

    /// A buffer of `length` zeros.
    ///
    /// # Errors
    /// [`WebError`] when the device refuses it.
    pub fn empty(&self, length: usize) -> Result<Buffer, WebError> {
        let bytes = length * size_of::<f32>();
        let usage = usage::STORAGE | usage::COPY_SRC | usage::COPY_DST;
        Ok(Buffer {
            raw: self.create_buffer(bytes, usage, false)?,
            bytes,
        })
    }

    /// A buffer that holds `values`.
    ///
    /// # Errors
    /// [`WebError`] when the device refuses it.
    pub fn filled(&self, values: &[f32]) -> Result<Buffer, WebError> {
        let bytes = size_of_val(values);
        let raw = self.create_buffer(bytes, usage::STORAGE, true)?;
        let range = raw.get_mapped_range()?;
        Float32Array::new(&range).copy_from(values);
        raw.unmap();
        Ok(Buffer { raw, bytes })
    }

    /// A buffer of uniform blocks, laid out as [`inference::wgsl::uniforms`].
    ///
    /// # Errors
    /// [`WebError`] when the device refuses it.
    pub fn uniforms(&self, words: &[u32]) -> Result<Uniforms, WebError> {
        let raw = self.create_buffer(size_of_val(words), usage::UNIFORM, true)?;
        let range = raw.get_mapped_range()?;
        Uint32Array::new(&range).copy_from(words);
        raw.unmap();
        Ok(Uniforms(raw))
    }

    /// Starts to compile a kernel; several compile side by side.
    pub fn compile(&self, source: &str) -> PendingPipeline {
        let module = GpuShaderModuleDescriptor::new(source);
        let stage = GpuProgrammableStage::new(&self.device.create_shader_module(&module));
        stage.set_entry_point("main");
        let descriptor = GpuComputePipelineDescriptor::new_with_gpu_auto_layout_mode(
            GpuAutoLayoutMode::Auto,
            &stage,
        );
        let promise = self.device.create_compute_pipeline_async(&descriptor);
        PendingPipeline(promise.into())
    }

    /// Binds uniform block `index` at 0 and `buffers` from 1 on.
    pub fn bind(
        &self,
        pipeline: &Pipeline,
        uniforms: &Uniforms,
        index: usize,
        buffers: &[&Buffer],
    ) -> Bindings {
        let block = GpuBufferBinding::new(&uniforms.0);
        block.set_offset_f64((index * UNIFORM_STRIDE) as f64);
        block.set_size_f64(UNIFORM_BYTES as f64);
        let buffers = buffers
            .iter()
            .map(|buffer| GpuBufferBinding::new(&buffer.raw));
        let entries: Vec<GpuBindGroupEntry> = (0..)
            .zip(std::iter::once(block).chain(buffers))
            .map(|(at, resource)| GpuBindGroupEntry::new_with_gpu_buffer_binding(at, &resource))
            .collect();
        let layout = pipeline.0.get_bind_group_layout(0);
        let descriptor = GpuBindGroupDescriptor::new(&entries, &layout);
        Bindings(self.device.create_bind_group(&descriptor))
    }

    /// Writes `values` to `input`, runs kernels in order, and reads `outputs` back.
    ///
    /// # Errors
    /// [`WebError`] when the device is lost or refuses the work.
    pub async fn run<const N: usize>(
        &self,
        input: &Buffer,
        values: &[f32],
        dispatches: impl IntoIterator<Item = Dispatch<'_>>,
        outputs: [&Buffer; N],
    ) -> Result<[Vec<f32>; N], WebError> {
        self.alive()?;
        let queue = self.device.queue();
        let values = Float32Array::from(values);
        queue.write_buffer_with_u32_and_buffer_source(&input.raw, 0, &values)?;
        let encoder = self.device.create_command_encoder();
        let pass = encoder.begin_compute_pass();
        for dispatch in dispatches {
            dispatch.record(&pass);
        }
        pass.end();
        let sources = outputs.map(|output| (&output.raw, output.bytes));
        let range = self.read_back(&encoder, &sources).await?;
        let mut rest = Float32Array::new(&range).to_vec();
        Ok(outputs.map(|output| {
            let after = rest.split_off(output.bytes / size_of::<f32>());
            std::mem::replace(&mut rest, after)
        }))
    }

    /// Runs kernels one by one and returns how long each took, in milliseconds. Browsers round the
    /// times, so the shortest ones may be zero.
    ///
    /// # Errors
    /// [`WebError`] when the device is lost or has no [timestamps](Self::timestamps).
    pub async fn profile(
        &self,
        dispatches: impl ExactSizeIterator<Item = Dispatch<'_>>,
    ) -> Result<Vec<f64>, WebError> {
        self.alive()?;
        let count = u32::try_from(2 * dispatches.len()).unwrap_or(u32::MAX);
        let descriptor = GpuQuerySetDescriptor::new(count, GpuQueryType::Timestamp);
        let queries = self.device.create_query_set(&descriptor)?;
        let encoder = self.device.create_command_encoder();
        for (dispatch, begin) in dispatches.zip((0..).step_by(2)) {
            let times = GpuComputePassTimestampWrites::new(&queries);
            times.set_beginning_of_pass_write_index(begin);
            times.set_end_of_pass_write_index(begin + 1);
            let descriptor = GpuComputePassDescriptor::new();
            descriptor.set_timestamp_writes(&times);
            let pass = encoder.begin_compute_pass_with_descriptor(&descriptor);
            dispatch.record(&pass);
            pass.end();
        }
        let bytes = count as usize * size_of::<u64>();
        let usage = usage::QUERY_RESOLVE | usage::COPY_SRC;
        let resolved = self.create_buffer(bytes, usage, false)?;
        encoder.resolve_query_set_with_u32(&queries, 0, count, &resolved, 0);
        let range = self.read_back(&encoder, &[(&resolved, bytes)]).await?;
        let halves = Uint32Array::new(&range).to_vec();
        let nanoseconds = |[low, high]: [u32; 2]| f64::from(high) * 2_f64.powi(32) + f64::from(low);
        let times = halves.as_chunks().0.iter().copied().map(nanoseconds);
        let times: Vec<f64> = times.collect();
        let pairs = times.as_chunks::<2>().0.iter();
        Ok(pairs.map(|[begin, end]| (end - begin) * 1e-6).collect())
    }

    /// Submits the recorded commands and waits for the bytes of buffers, whose lengths are given; they
    /// follow each other.
    async fn read_back(
        &self,
        encoder: &GpuCommandEncoder,
        sources: &[(&GpuBuffer, usize)],
    ) -> Result<ArrayBuffer, WebError> {
        let usage = usage::MAP_READ | usage::COPY_DST;
        let total = sources.iter().map(|(_, bytes)| bytes).sum();
        let landing = self.create_buffer(total, usage, false)?;
        let mut at = 0.0;
        for &(source, bytes) in sources {
            let size = bytes as f64;
            encoder
                .copy_buffer_to_buffer_with_f64_and_f64_and_f64(source, 0.0, &landing, at, size)?;
            at += size;
        }
        self.device.queue().submit(&[encoder.finish()]);
        let mapped = JsFuture::from(landing.map_async(gpu_map_mode::READ)).await;
        self.alive()?;
        mapped?;
        // A copy, since unmapping detaches the range.
        let range = landing.get_mapped_range()?.slice(0);
        landing.unmap();
        Ok(range)
    }

    /// # Errors
    /// [`WebError::Thrown`] with the browser's message once the device is lost.
    fn alive(&self) -> Result<(), WebError> {
        match self.lost.borrow().as_ref() {
            Some(why) => Err(WebError::Thrown(why.clone())),
            None => Ok(()),
        }
    }
}

impl Drop for Gpu {
    fn drop(&mut self) {
        self.device.destroy();
    }
}
