//! A Vulkan layer that loses the device at the submission that `LOST_AT` states. `lost_card.rs` compiles it.
//!
//! Structures and constants are those of the Vulkan loader's `vk_layer.h`; the loader calls
//! [`vkNegotiateLoaderLayerInterfaceVersion`] first.

use std::ffi::{CStr, c_char, c_void};
use std::mem::transmute;
use std::ptr::null_mut;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, AtomicPtr, Ordering};

const DEVICE_LOST: i32 = -4;

type Function = *const c_void;
type Find = unsafe extern "C" fn(*mut c_void, *const c_char) -> Function;
type Create = unsafe extern "C" fn(*const Chained, *const c_void, *mut *mut c_void) -> i32;
type CreateDevice =
    unsafe extern "C" fn(*mut c_void, *const Chained, *const c_void, *mut *mut c_void) -> i32;
type Submit = unsafe extern "C" fn(*mut c_void, u32, *const c_void, u64) -> i32;
type WaitForFences = unsafe extern "C" fn(*mut c_void, u32, *const u64, u32, u64) -> i32;
type WaitSemaphores = unsafe extern "C" fn(*mut c_void, *const c_void, u64) -> i32;

#[repr(C)]
pub struct NegotiateLayerInterface {
    kind: i32,
    next: *mut c_void,
    version: u32,
    find_of_instance: Find,
    find_of_device: Find,
    find_of_physical_device: Option<Find>,
}

/// The head of every structure in a chain, and what the loader adds to it.
#[repr(C)]
struct Chained {
    kind: i32,
    next: *mut Chained,
    function: i32,
    link: *mut Link,
}

/// The next layer or the driver.
#[repr(C)]
struct Link {
    next: *mut Link,
    find_of_instance: Find,
    find_of_device: Find,
}

static INSTANCE: AtomicPtr<c_void> = AtomicPtr::new(null_mut());
static LEFT: OnceLock<AtomicI64> = OnceLock::new();
static NEXT_OF_INSTANCE: OnceLock<Find> = OnceLock::new();
static NEXT_OF_DEVICE: OnceLock<Find> = OnceLock::new();
static SUBMIT: OnceLock<Submit> = OnceLock::new();
static WAIT_FOR_FENCES: OnceLock<WaitForFences> = OnceLock::new();
static WAIT_SEMAPHORES: OnceLock<WaitSemaphores> = OnceLock::new();

fn left() -> &'static AtomicI64 {
    LEFT.get_or_init(|| {
        let stated = std::env::var("LOST_AT").ok();
        AtomicI64::new(
            stated
                .and_then(|count| count.parse().ok())
                .unwrap_or(i64::MAX),
        )
    })
}

fn is_lost() -> bool {
    left().load(Ordering::SeqCst) <= 0
}

/// Takes the loader's link out of a chain, so that the next layer finds its own.
unsafe fn next_link(mut info: *const Chained, kind: i32) -> *const Link {
    const LINK: i32 = 0;
    loop {
        let next = unsafe { (*info).next };
        if unsafe { (*next).kind == kind && (*next).function == LINK } {
            let link = unsafe { (*next).link };
            unsafe { (*next).link = (*link).next };
            return link;
        }
        info = next;
    }
}

unsafe extern "C" fn create_instance(
    info: *const Chained,
    allocator: *const c_void,
    instance: *mut *mut c_void,
) -> i32 {
    const LOADER_INSTANCE_CREATE_INFO: i32 = 47;
    let link = unsafe { next_link(info, LOADER_INSTANCE_CREATE_INFO) };
    let find = *NEXT_OF_INSTANCE.get_or_init(|| unsafe { (*link).find_of_instance });
    let create: Create = unsafe { transmute(find(null_mut(), c"vkCreateInstance".as_ptr())) };
    let result = unsafe { create(info, allocator, instance) };
    INSTANCE.store(unsafe { *instance }, Ordering::SeqCst);
    result
}

unsafe extern "C" fn create_device(
    physical: *mut c_void,
    info: *const Chained,
    allocator: *const c_void,
    device: *mut *mut c_void,
) -> i32 {
    const LOADER_DEVICE_CREATE_INFO: i32 = 48;
    let link = unsafe { next_link(info, LOADER_DEVICE_CREATE_INFO) };
    NEXT_OF_DEVICE.get_or_init(|| unsafe { (*link).find_of_device });
    let instance = INSTANCE.load(Ordering::SeqCst);
    let find = unsafe { (*link).find_of_instance };
    let create: CreateDevice = unsafe { transmute(find(instance, c"vkCreateDevice".as_ptr())) };
    unsafe { create(physical, info, allocator, device) }
}

unsafe extern "C" fn submit(
    queue: *mut c_void,
    count: u32,
    submissions: *const c_void,
    fence: u64,
) -> i32 {
    if left().fetch_sub(1, Ordering::SeqCst) <= 1 {
        return DEVICE_LOST;
    }
    SUBMIT.get().map_or(DEVICE_LOST, |next| unsafe {
        next(queue, count, submissions, fence)
    })
}

unsafe extern "C" fn wait_for_fences(
    device: *mut c_void,
    count: u32,
    fences: *const u64,
    all: u32,
    timeout: u64,
) -> i32 {
    match WAIT_FOR_FENCES.get() {
        Some(next) if !is_lost() => unsafe { next(device, count, fences, all, timeout) },
        _ => DEVICE_LOST,
    }
}

unsafe extern "C" fn wait_semaphores(
    device: *mut c_void,
    info: *const c_void,
    timeout: u64,
) -> i32 {
    match WAIT_SEMAPHORES.get() {
        Some(next) if !is_lost() => unsafe { next(device, info, timeout) },
        _ => DEVICE_LOST,
    }
}

unsafe extern "C" fn find_of_instance(instance: *mut c_void, name: *const c_char) -> Function {
    match unsafe { CStr::from_ptr(name) }.to_bytes() {
        b"vkGetInstanceProcAddr" => find_of_instance as Function,
        b"vkGetDeviceProcAddr" => find_of_device as Function,
        b"vkCreateInstance" => create_instance as Function,
        b"vkCreateDevice" => create_device as Function,
        _ => match NEXT_OF_INSTANCE.get() {
            Some(next) => unsafe { next(instance, name) },
            None => null_mut(),
        },
    }
}

unsafe extern "C" fn find_of_device(device: *mut c_void, name: *const c_char) -> Function {
    let known = unsafe { CStr::from_ptr(name) }.to_bytes();
    if known == b"vkGetDeviceProcAddr" {
        return find_of_device as Function;
    }
    let found = NEXT_OF_DEVICE
        .get()
        .map(|next| unsafe { next(device, name) });
    let Some(found) = found.filter(|found| !found.is_null()) else {
        return null_mut();
    };
    match known {
        b"vkQueueSubmit" => {
            SUBMIT.get_or_init(|| unsafe { transmute(found) });
            submit as Function
        }
        b"vkWaitForFences" => {
            WAIT_FOR_FENCES.get_or_init(|| unsafe { transmute(found) });
            wait_for_fences as Function
        }
        b"vkWaitSemaphores" | b"vkWaitSemaphoresKHR" => {
            WAIT_SEMAPHORES.get_or_init(|| unsafe { transmute(found) });
            wait_semaphores as Function
        }
        _ => found,
    }
}

/// Tells the loader what this layer replaces.
///
/// # Safety
/// `layer` is a valid pointer, as the loader's is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn vkNegotiateLoaderLayerInterfaceVersion(
    layer: *mut NegotiateLayerInterface,
) -> i32 {
    let layer = unsafe { &mut *layer };
    layer.version = 2;
    layer.find_of_instance = find_of_instance;
    layer.find_of_device = find_of_device;
    layer.find_of_physical_device = None;
    0
}
