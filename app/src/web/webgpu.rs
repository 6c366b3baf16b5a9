//! A GPU of the browser's: buffers, compute pipelines and one submission at a time.
//!
//! `web-sys` holds WebGPU only behind an unstable switch, so the few functions that are needed are
//! declared here. Units are bytes unless said otherwise.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Float32Array, Object, Promise, Uint32Array};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::web::error::WebError;
use crate::web::object;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type RawDevice;
    #[wasm_bindgen(method, getter)]
    fn queue(this: &RawDevice) -> RawQueue;
    #[wasm_bindgen(method, getter)]
    fn lost(this: &RawDevice) -> Promise;
    #[wasm_bindgen(method, catch, js_name = createBuffer)]
    fn create_buffer(this: &RawDevice, about: &Object) -> Result<RawBuffer, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createShaderModule)]
    fn create_shader_module(this: &RawDevice, about: &Object) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createComputePipelineAsync)]
    fn create_pipeline(this: &RawDevice, about: &Object) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createBindGroup)]
    fn create_bind_group(this: &RawDevice, about: &Object) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createCommandEncoder)]
    fn create_command_encoder(this: &RawDevice) -> Result<RawEncoder, JsValue>;
    #[wasm_bindgen(method, js_name = pushErrorScope)]
    fn push_error_scope(this: &RawDevice, filter: &str);
    #[wasm_bindgen(method, catch, js_name = popErrorScope)]
    fn pop_error_scope(this: &RawDevice) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createQuerySet)]
    fn create_query_set(this: &RawDevice, about: &Object) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn destroy(this: &RawDevice);

    type RawQueue;
    #[wasm_bindgen(method, catch, js_name = writeBuffer)]
    fn write_buffer(
        this: &RawQueue,
        buffer: &RawBuffer,
        offset: f64,
        values: &Float32Array,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn submit(this: &RawQueue, commands: &Array) -> Result<(), JsValue>;

    #[derive(Clone)]
    type RawBuffer;
    #[wasm_bindgen(method, catch, js_name = getMappedRange)]
    fn get_mapped_range(this: &RawBuffer) -> Result<ArrayBuffer, JsValue>;
    #[wasm_bindgen(method, catch, js_name = mapAsync)]
    fn map_async(this: &RawBuffer, mode: u32) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method)]
    fn unmap(this: &RawBuffer);

    #[derive(Clone)]
    type RawPipeline;
    #[wasm_bindgen(method, catch, js_name = getBindGroupLayout)]
    fn get_bind_group_layout(this: &RawPipeline, index: u32) -> Result<JsValue, JsValue>;

    type RawEncoder;
    #[wasm_bindgen(method, catch, js_name = beginComputePass)]
    fn begin_compute_pass(this: &RawEncoder) -> Result<RawPass, JsValue>;
    #[wasm_bindgen(method, catch, js_name = beginComputePass)]
    fn begin_timed_pass(this: &RawEncoder, about: &Object) -> Result<RawPass, JsValue>;
    #[wasm_bindgen(method, catch, js_name = resolveQuerySet)]
    fn resolve_query_set(
        this: &RawEncoder,
        queries: &JsValue,
        first: u32,
        count: u32,
        to: &RawBuffer,
        to_offset: f64,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = copyBufferToBuffer)]
    fn copy_buffer(
        this: &RawEncoder,
        from: &RawBuffer,
        from_offset: f64,
        to: &RawBuffer,
        to_offset: f64,
        bytes: f64,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn finish(this: &RawEncoder) -> Result<JsValue, JsValue>;

    type RawPass;
    #[wasm_bindgen(method, js_name = setPipeline)]
    fn set_pipeline(this: &RawPass, pipeline: &RawPipeline);
    #[wasm_bindgen(method, js_name = setBindGroup)]
    fn set_bind_group(this: &RawPass, index: u32, group: &JsValue);
    #[wasm_bindgen(method, js_name = dispatchWorkgroups)]
    fn dispatch_workgroups(this: &RawPass, x: u32, y: u32);
    #[wasm_bindgen(method)]
    fn end(this: &RawPass);
}

/// `GPUBufferUsage` and `GPUMapMode`, by the standard's numbers.
mod usage {
    pub(super) const MAP_READ: u32 = 1;
    pub(super) const COPY_SRC: u32 = 4;
    pub(super) const COPY_DST: u32 = 8;
    pub(super) const UNIFORM: u32 = 64;
    pub(super) const STORAGE: u32 = 128;
    pub(super) const QUERY_RESOLVE: u32 = 512;
    pub(super) const READ: u32 = 1;
}

/// Where a uniform block may begin on every device.
const UNIFORM_STEP: usize = 256;

/// Bytes of a uniform block of eight words.
const UNIFORM_BYTES: usize = 32;

/// The optional feature with which invocations exchange values.
const SUBGROUPS: &str = "subgroups";

/// The optional feature with which a device tells when a kernel began and ended.
const TIMESTAMPS: &str = "timestamp-query";

/// A device, opened for one network.
pub struct Gpu {
    device: RawDevice,
    /// Whether shaders may say `enable subgroups`.
    pub subgroups: bool,
    /// Whether [`Self::profile`] works.
    pub timestamps: bool,
    lost: Rc<RefCell<Option<String>>>,
}

/// Values on the device.
pub struct Buffer {
    raw: RawBuffer,
    bytes: usize,
}

/// Uniform blocks of eight words, one beside the other.
pub struct Uniforms(RawBuffer);

/// A compiled kernel; a clone is the same one.
#[derive(Clone)]
pub struct Pipeline(RawPipeline);

/// A kernel that is being compiled. A future from the start: a bare promise that fails before somebody
/// waits for it would pass for the worker's death.
pub struct Promised(JsFuture);

impl Promised {
    /// Waits for the kernel.
    ///
    /// # Errors
    /// [`WebError`] with the compiler's words.
    pub async fn pipeline(self) -> Result<Pipeline, WebError> {
        Ok(Pipeline(self.0.await?.unchecked_into()))
    }
}

/// A kernel with what it reads and writes.
pub struct Dispatch<'a> {
    /// The kernel.
    pub pipeline: &'a Pipeline,
    /// Its bindings.
    pub bindings: &'a Bindings,
    /// Workgroups in x and y.
    pub workgroups: [u32; 2],
}

/// What a kernel reads and writes.
pub struct Bindings(JsValue);

/// A plain object of these fields.
fn fields(list: &[(&str, JsValue)]) -> Result<Object, WebError> {
    let made = Object::new();
    for (name, value) in list {
        object::set(&made, name, value)?;
    }
    Ok(made)
}

async fn settled(promise: Promise) -> Result<JsValue, WebError> {
    Ok(JsFuture::from(promise).await?)
}

impl Buffer {
    /// Its size.
    pub const fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Gpu {
    /// Opens the GPU that [`super::gpu::offer`] describes.
    ///
    /// # Errors
    /// [`WebError`] when there is none or it does not start.
    pub async fn open() -> Result<Self, WebError> {
        let adapter = super::gpu::adapter()
            .await?
            .ok_or(WebError::Missing("GPU adapter"))?;
        let features = object::field(&adapter, "features").unwrap_or_default();
        let has = object::method(&features, "has")?;
        let wanted = Array::new();
        let offered = |feature: &str| -> Result<bool, WebError> {
            let offered = has.call1(&features, &feature.into())?.is_truthy();
            if offered {
                wanted.push(&feature.into());
            }
            Ok(offered)
        };
        let (subgroups, timestamps) = (offered(SUBGROUPS)?, offered(TIMESTAMPS)?);
        let about = fields(&[("requiredFeatures", wanted.into())])?;
        let promise: Promise = object::method(&adapter, "requestDevice")?
            .call1(&adapter, &about)?
            .unchecked_into();
        let device: RawDevice = settled(promise).await?.unchecked_into();
        let lost = Rc::new(RefCell::new(None));
        let note = Rc::clone(&lost);
        let heard = Closure::once(move |info: JsValue| {
            let why = object::text(&info, "message")
                .or_else(|| object::text(&info, "reason"))
                .unwrap_or_else(|| "device lost".to_owned());
            note.replace(Some(why));
        });
        // The promise settles when the device ends, after everything else of it is gone.
        let _ = device.lost().then(&heard);
        heard.forget();
        Ok(Self {
            device,
            subgroups,
            timestamps,
            lost,
        })
    }

    /// Runs something that makes objects on the device, and reports what the device refuses.
    ///
    /// # Errors
    /// [`WebError`]: that of `work`, or the device's words.
    pub async fn checked<T, E: From<WebError>>(
        &self,
        work: impl AsyncFnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        const FILTERS: [&str; 3] = ["internal", "out-of-memory", "validation"];
        for filter in FILTERS {
            self.device.push_error_scope(filter);
        }
        let done = work(self).await;
        let mut refused = None;
        for _ in FILTERS {
            let popped = self.device.pop_error_scope().map_err(WebError::from)?;
            let error = settled(popped).await?;
            if !error.is_null() {
                refused = object::text(&error, "message").or(refused);
            }
        }
        match refused {
            Some(words) => Err(WebError::Thrown(words).into()),
            None => done,
        }
    }

    fn raw_buffer(&self, bytes: usize, usage: u32, mapped: bool) -> Result<RawBuffer, WebError> {
        let about = fields(&[
            ("size", (bytes as f64).into()),
            ("usage", usage.into()),
            ("mappedAtCreation", mapped.into()),
        ])?;
        Ok(self.device.create_buffer(&about)?)
    }

    /// A buffer of zeros for so many f32.
    ///
    /// # Errors
    /// [`WebError`] when the device refuses it.
    pub fn empty(&self, length: usize) -> Result<Buffer, WebError> {
        let bytes = length * size_of::<f32>();
        let usage = usage::STORAGE | usage::COPY_SRC | usage::COPY_DST;
        Ok(Buffer {
            raw: self.raw_buffer(bytes, usage, false)?,
            bytes,
        })
    }

    /// A buffer that holds values.
    ///
    /// # Errors
    /// [`WebError`] when the device refuses it.
    pub fn filled(&self, values: &[f32]) -> Result<Buffer, WebError> {
        let bytes = size_of_val(values);
        let raw = self.raw_buffer(bytes, usage::STORAGE, true)?;
        let range = raw.get_mapped_range()?;
        Float32Array::new(&range).copy_from(values);
        raw.unmap();
        Ok(Buffer { raw, bytes })
    }

    /// Uniform blocks.
    ///
    /// # Errors
    /// [`WebError`] when the device refuses them.
    pub fn uniforms(&self, blocks: &[[u32; 8]]) -> Result<Uniforms, WebError> {
        let raw = self.raw_buffer(blocks.len() * UNIFORM_STEP, usage::UNIFORM, true)?;
        let range = raw.get_mapped_range()?;
        for (index, block) in blocks.iter().enumerate() {
            let at = u32::try_from(index * UNIFORM_STEP).unwrap_or(u32::MAX);
            let length = u32::try_from(block.len()).unwrap_or(u32::MAX);
            Uint32Array::new_with_byte_offset_and_length(&range, at, length).copy_from(block);
        }
        raw.unmap();
        Ok(Uniforms(raw))
    }

    /// Starts to compile a kernel, beside others.
    ///
    /// # Errors
    /// [`WebError`] when the device takes nothing.
    pub fn compile(&self, source: &str) -> Result<Promised, WebError> {
        let module = self
            .device
            .create_shader_module(&fields(&[("code", source.into())])?)?;
        let stage = fields(&[("module", module), ("entryPoint", "main".into())])?;
        let about = fields(&[("layout", "auto".into()), ("compute", stage.into())])?;
        Ok(Promised(self.device.create_pipeline(&about)?.into()))
    }

    /// Binds uniform block `index` at 0 and buffers from 1 on.
    ///
    /// # Errors
    /// [`WebError`] when they do not fit the kernel.
    pub fn bind(
        &self,
        pipeline: &Pipeline,
        uniforms: &Uniforms,
        index: usize,
        buffers: &[&Buffer],
    ) -> Result<Bindings, WebError> {
        let block = fields(&[
            ("buffer", uniforms.0.clone().into()),
            ("offset", ((index * UNIFORM_STEP) as f64).into()),
            ("size", (UNIFORM_BYTES as f64).into()),
        ])?;
        let buffers = buffers
            .iter()
            .map(|buffer| fields(&[("buffer", buffer.raw.clone().into())]));
        let entries = Array::new();
        for (binding, resource) in std::iter::once(Ok(block)).chain(buffers).enumerate() {
            let entry = fields(&[
                ("binding", (binding as f64).into()),
                ("resource", resource?.into()),
            ])?;
            entries.push(&entry);
        }
        let about = fields(&[
            ("layout", pipeline.0.get_bind_group_layout(0)?),
            ("entries", entries.into()),
        ])?;
        Ok(Bindings(self.device.create_bind_group(&about)?))
    }

    /// Writes a buffer, runs kernels in their order, and reads another buffer back.
    ///
    /// # Errors
    /// [`WebError`] when the device is lost or refuses the work.
    pub async fn run(
        &self,
        input: (&Buffer, &[f32]),
        dispatches: impl IntoIterator<Item = Dispatch<'_>>,
        output: &Buffer,
    ) -> Result<Vec<f32>, WebError> {
        self.alive()?;
        let queue = self.device.queue();
        queue.write_buffer(&input.0.raw, 0.0, &Float32Array::from(input.1))?;
        let encoder = self.device.create_command_encoder()?;
        let pass = encoder.begin_compute_pass()?;
        for dispatch in dispatches {
            pass.add(&dispatch);
        }
        pass.end();
        let range = self.read_back(&encoder, &output.raw, output.bytes).await?;
        Ok(Float32Array::new(&range).to_vec())
    }

    /// Runs kernels one by one and tells how long each took, in milliseconds. Browsers round the
    /// times, so that the shortest ones may be zero.
    ///
    /// # Errors
    /// [`WebError`] when the device is lost or has no [timestamps](Self::timestamps).
    pub async fn profile(
        &self,
        dispatches: impl ExactSizeIterator<Item = Dispatch<'_>>,
    ) -> Result<Vec<f64>, WebError> {
        self.alive()?;
        let count = u32::try_from(2 * dispatches.len()).unwrap_or(u32::MAX);
        let about = fields(&[("type", "timestamp".into()), ("count", count.into())])?;
        let queries = self.device.create_query_set(&about)?;
        let encoder = self.device.create_command_encoder()?;
        for (dispatch, begin) in dispatches.zip((0..).step_by(2)) {
            let times = fields(&[
                ("querySet", queries.clone()),
                ("beginningOfPassWriteIndex", begin.into()),
                ("endOfPassWriteIndex", (begin + 1).into()),
            ])?;
            let pass = encoder.begin_timed_pass(&fields(&[("timestampWrites", times.into())])?)?;
            pass.add(&dispatch);
            pass.end();
        }
        let bytes = count as usize * size_of::<u64>();
        let usage = usage::QUERY_RESOLVE | usage::COPY_SRC;
        let resolved = self.raw_buffer(bytes, usage, false)?;
        encoder.resolve_query_set(&queries, 0, count, &resolved, 0.0)?;
        let range = self.read_back(&encoder, &resolved, bytes).await?;
        let halves = Uint32Array::new(&range).to_vec();
        let nanoseconds = |[low, high]: [u32; 2]| f64::from(high) * 2_f64.powi(32) + f64::from(low);
        let times = halves.as_chunks().0.iter().copied().map(nanoseconds);
        let times: Vec<f64> = times.collect();
        let pairs = times.as_chunks::<2>().0.iter();
        Ok(pairs.map(|[begin, end]| (end - begin) * 1e-6).collect())
    }

    /// Submits what was recorded and waits for a buffer's bytes.
    async fn read_back(
        &self,
        encoder: &RawEncoder,
        from: &RawBuffer,
        bytes: usize,
    ) -> Result<ArrayBuffer, WebError> {
        let usage = usage::MAP_READ | usage::COPY_DST;
        let landing = self.raw_buffer(bytes, usage, false)?;
        encoder.copy_buffer(from, 0.0, &landing, 0.0, bytes as f64)?;
        let queue = self.device.queue();
        queue.submit(&Array::of1(&encoder.finish()?))?;
        let mapped = settled(landing.map_async(usage::READ)?).await;
        self.alive()?;
        mapped?;
        // A copy, since unmapping takes the range away.
        let range = landing.get_mapped_range()?.slice(0);
        landing.unmap();
        Ok(range)
    }

    /// # Errors
    /// [`WebError::Thrown`] with the browser's words once the device is lost.
    fn alive(&self) -> Result<(), WebError> {
        match self.lost.borrow().as_ref() {
            Some(why) => Err(WebError::Thrown(why.clone())),
            None => Ok(()),
        }
    }
}

impl RawPass {
    fn add(&self, dispatch: &Dispatch<'_>) {
        self.set_pipeline(&dispatch.pipeline.0);
        self.set_bind_group(0, &dispatch.bindings.0);
        let [x, y] = dispatch.workgroups;
        self.dispatch_workgroups(x, y);
    }
}

impl Drop for Gpu {
    fn drop(&mut self) {
        self.device.destroy();
    }
}
