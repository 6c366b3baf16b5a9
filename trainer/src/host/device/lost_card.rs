//! Ends the program when a graphics card is lost.
//!
//! wgpu waits for cards on a thread of its own, which panics when one is lost; after that, burn waits forever for
//! results that nobody reports any more.

use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::process::exit;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::park;

use super::{DeviceChoice, DeviceError, on_one_line};
use crate::console;

/// What panics say when a device is lost: those of wgpu, and those of `CubeCL` over results that never come.
const LOST: [&str; 2] = ["device is lost", "Failed to map buffer"];

/// From now on, a panic of any thread over a lost card ends the program with an error. All files are written so that
/// they are whole at every moment.
pub(super) fn end_program_if_lost(device: &DeviceChoice) {
    static WATCHED: Once = Once::new();
    static ENDING: AtomicBool = AtomicBool::new(false);
    let device = device.clone();
    WATCHED.call_once(|| {
        let others = take_hook();
        set_hook(Box::new(move |panic: &PanicHookInfo<'_>| {
            let message = panic.payload_as_str().unwrap_or_default();
            if !LOST.iter().any(|words| message.contains(words)) {
                return others(panic);
            }
            // Threads that panic meanwhile add nothing.
            while ENDING.swap(true, Ordering::SeqCst) {
                park();
            }
            let reason = on_one_line(message);
            let device = device.clone();
            console::note(&format!(
                "error: {}",
                DeviceError::CardLost { device, reason }
            ));
            exit(1)
        }));
    });
}
