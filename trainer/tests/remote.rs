//! Devices of other processes train as a local device does, and may be lost.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
    pub(crate) mod batches;
    pub(crate) mod drawn;
    pub(crate) mod ends;
    pub(crate) mod runs;
}

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use support::ends::{assert_equal, losses};
use support::runs::{TestRuns, last_line};

/// A process that serves the CPU; it is killed when this value is dropped.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(more: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_pneumoscope"))
            .args(["serve-device", "--listen", "127.0.0.1:0", "--json"])
            .args(more)
            .env_remove("PNEUMOSCOPE_TOKEN")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(process.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        let address = told["address"].as_str().unwrap().to_owned();
        Self { process, address }
    }

    fn device(&self) -> String {
        format!("remote:{}", self.address)
    }

    fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A test may have killed it already.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn both(one: &Server, other: &Server) -> String {
    format!("{},{}", one.device(), other.device())
}

/// The lines of a file, none where it is not there.
fn lines(path: &Path) -> usize {
    std::fs::read_to_string(path).map_or(0, |text| text.lines().count())
}

#[test]
fn two_servers_train_as_the_cpu_does() {
    let runs = TestRuns::new();
    let (one, other) = (Server::start(&[]), Server::start(&[]));
    runs.train("here", "cpu", &[]);
    runs.train("there", &both(&one, &other), &[]);
    assert_equal(&runs.path("here"), &runs.path("there"));
    // Local and remote together.
    let mixed = format!("cpu,{}", other.device());
    runs.train("mixed", &mixed, &[]);
    assert_equal(&runs.path("here"), &runs.path("mixed"));
}

#[test]
fn a_lost_server_is_named_and_the_run_continues_without_it() {
    for first in [true, false] {
        let runs = TestRuns::new();
        let (mut one, mut other) = (Server::start(&[]), Server::start(&[]));
        let many = ["--epochs", "10000"];
        let mut training = runs.training("run", &both(&one, &other), &many);
        let mut training = training.stderr(Stdio::piped()).spawn().unwrap();
        // Two epochs are done, whether or not each of them wrote a checkpoint.
        while lines(&runs.path("run/metrics.jsonl")) < 2 {
            assert!(training.try_wait().unwrap().is_none());
            std::thread::sleep(Duration::from_millis(5));
        }
        let lost = if first { &mut one } else { &mut other };
        lost.kill();
        let output = training.wait_with_output().unwrap();
        let complaint = last_line(&output);
        assert_eq!(output.status.code(), Some(1), "{complaint}");
        let expected = format!("error: the device at {} was lost", lost.address);
        assert!(complaint.starts_with(&expected), "{complaint}");

        let epochs = losses(&runs.path("run")).len() / 2 + 1;
        let epochs = epochs.to_string();
        runs.train("run", "cpu", &["--resume", "--epochs", &epochs]);
        assert_eq!(
            losses(&runs.path("run")).len(),
            epochs.parse::<usize>().unwrap() * 2
        );
    }
}

#[test]
fn a_server_with_a_token_refuses_other_tokens() {
    let runs = TestRuns::new();
    let token = runs.path("token");
    std::fs::write(&token, "right\n").unwrap();
    let server = Server::start(&["--token", token.to_str().unwrap()]);
    for (token, code) in [(None, 1), (Some("wrong"), 1), (Some("right"), 0)] {
        let mut training = runs.training("run", &server.device(), &[]);
        training.env_remove("PNEUMOSCOPE_TOKEN");
        if let Some(token) = token {
            training.env("PNEUMOSCOPE_TOKEN", token);
        }
        let output = training.output().unwrap();
        let complaint = last_line(&output);
        assert_eq!(output.status.code(), Some(code), "{complaint}");
        let refused = complaint.contains("requires a token");
        assert_eq!(refused, code == 1, "{complaint}");
    }
}

#[test]
fn serving_to_other_computers_needs_permission() {
    let output = Command::new(env!("CARGO_BIN_EXE_pneumoscope"))
        .args(["serve-device", "--listen", "0.0.0.0:0", "--public"])
        .env_remove("PNEUMOSCOPE_TOKEN")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(last_line(&output).contains("give --public, and a token"));
}

#[test]
fn an_address_without_a_server_is_named_with_the_command() {
    let runs = TestRuns::new();
    let mut server = Server::start(&[]);
    server.kill();
    let output = runs
        .training("run", &server.device(), &[])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let expected = format!("no device is served at {}", server.address);
    assert!(last_line(&output).contains(&expected));
}
