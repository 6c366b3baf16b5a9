//! Devices that other processes serve learn what one device here learns, and may be lost.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support {
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
use support::runs::{Place, last_line};

/// A process that serves this computer's processor; ends with this value.
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
        // A server that a test has killed is gone already.
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
fn two_servers_learn_what_the_processor_learns() {
    let place = Place::new();
    let (one, other) = (Server::start(&[]), Server::start(&[]));
    place.train("here", "cpu", &[]);
    place.train("there", &both(&one, &other), &[]);
    assert_equal(&place.path("here"), &place.path("there"));
    // Here and there together.
    let mixed = format!("cpu,{}", other.device());
    place.train("mixed", &mixed, &[]);
    assert_equal(&place.path("here"), &place.path("mixed"));
}

#[test]
fn a_server_that_is_lost_is_named_and_the_run_goes_on_without_it() {
    for first in [true, false] {
        let place = Place::new();
        let (mut one, mut other) = (Server::start(&[]), Server::start(&[]));
        let many = ["--epochs", "10000"];
        let mut training = place.training("run", &both(&one, &other), &many);
        let mut training = training.stderr(Stdio::piped()).spawn().unwrap();
        // The lines of two epochs: the checkpoint of the first is there.
        while lines(&place.path("run/metrics.jsonl")) < 2 {
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

        let epochs = losses(&place.path("run")).len() / 2 + 1;
        let epochs = epochs.to_string();
        place.train("run", "cpu", &["--resume", "--epochs", &epochs]);
        assert_eq!(
            losses(&place.path("run")).len(),
            epochs.parse::<usize>().unwrap() * 2
        );
    }
}

#[test]
fn a_server_with_a_token_refuses_those_who_have_another() {
    let place = Place::new();
    let token = place.path("token");
    std::fs::write(&token, "right\n").unwrap();
    let server = Server::start(&["--token", token.to_str().unwrap()]);
    for (token, code) in [(None, 1), (Some("wrong"), 1), (Some("right"), 0)] {
        let mut training = place.training("run", &server.device(), &[]);
        training.env_remove("PNEUMOSCOPE_TOKEN");
        if let Some(token) = token {
            training.env("PNEUMOSCOPE_TOKEN", token);
        }
        let output = training.output().unwrap();
        let complaint = last_line(&output);
        assert_eq!(output.status.code(), Some(code), "{complaint}");
        let refused = complaint.contains("is for those who have its token");
        assert_eq!(refused, code == 1, "{complaint}");
    }
}

#[test]
fn nothing_is_served_to_other_computers_without_leave() {
    let output = Command::new(env!("CARGO_BIN_EXE_pneumoscope"))
        .args(["serve-device", "--listen", "0.0.0.0:0", "--public"])
        .env_remove("PNEUMOSCOPE_TOKEN")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(last_line(&output).contains("give --public, and a token"));
}

#[test]
fn where_nothing_is_served_one_is_told_how_to() {
    let place = Place::new();
    let mut server = Server::start(&[]);
    server.kill();
    let output = place
        .training("run", &server.device(), &[])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let expected = format!("no device is served at {}", server.address);
    assert!(last_line(&output).contains(&expected));
}
