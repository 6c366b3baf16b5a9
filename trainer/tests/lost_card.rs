//! A graphics card that is lost ends a training with an error and damages nothing. The card is Mesa's software
//! adapter, behind a Vulkan layer that loses it.
#![cfg(all(feature = "wgpu", target_os = "linux"))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod contents;
    pub(crate) mod drawn;
    pub(crate) mod runs;
}

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;
use support::contents::contents;
use support::runs::{TestRuns, last_line};
use tempfile::TempDir;

/// The layer's name.
const LAYER: &str = "VK_LAYER_PNEUMOSCOPE_lost_device";

/// What a program with a lost card may take to end on a slow computer.
const LIMIT: Duration = Duration::from_mins(5);

/// Compiles the layer and describes it to the Vulkan loader; returns the folder.
fn layer() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("lost_device.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/lost_device.rs");
    let compiled = Command::new("rustc")
        .args(["--edition", "2024", "--crate-type", "cdylib", "-o"])
        .arg(&library)
        .arg(source)
        .status();
    assert!(compiled.unwrap().success());
    let manifest = json!({
        "file_format_version": "1.2.0",
        "layer": {
            "name": LAYER,
            "type": "GLOBAL",
            "library_path": library,
            "api_version": "1.3.0",
            "implementation_version": "1",
            "description": "Loses the device",
        },
    });
    fs::write(folder.path().join("layer.json"), manifest.to_string()).unwrap();
    folder
}

/// Runs a command to its end; one that hangs is killed.
fn ended(command: &mut Command) -> Output {
    let mut running = command.stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while running.try_wait().unwrap().is_none() {
        if begun.elapsed() > LIMIT {
            running.kill().unwrap();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    running.wait_with_output().unwrap()
}

#[test]
fn a_lost_card_is_named_and_leaves_the_run_as_it_was() {
    let layer = layer();
    let runs = TestRuns::new();
    let train = |epochs: &str, more: &[&str]| {
        let mut command = runs.smoke("run");
        command.args(["--epochs", epochs]).args(more);
        command
    };
    assert!(ended(&mut train("1", &[])).status.success());
    let before = contents(&runs.path("run"));
    // In the check of the card, and while burn looks for the fastest kernels.
    for lost_at in ["1", "2", "40", "400"] {
        let mut command = train("2", &["--resume", "--devices", "gpu"]);
        command.env("VK_LAYER_PATH", layer.path());
        command.env("VK_INSTANCE_LAYERS", LAYER);
        command.env("LOST_AT", lost_at);
        let output = ended(&mut command);
        let complaint = last_line(&output);
        if complaint.contains("no graphics adapter was found") {
            println!("skipped: {complaint}");
            return;
        }
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(
            complaint.starts_with("error: gpu was lost ("),
            "{complaint}"
        );
        assert!(complaint.contains("--resume"), "{complaint}");
        assert!(contents(&runs.path("run")) == before, "lost at {lost_at}");
    }
    assert!(ended(&mut train("2", &["--resume"])).status.success());
}
