//! The memory of running programs, from Linux's process table, and how it grows.

use std::fs;

/// Chromium's flag that lets scripts collect garbage.
pub const FLAG: &str = "--js-flags=--expose-gc";

/// Has a worker collect its garbage when it is asked to: the browser's own command reaches the page alone, and a
/// worker that is given new files collects none until it has tens of megabytes.
pub const COLLECT_ON_REQUEST: &str = "new BroadcastChannel('garbage').onmessage = () => gc();";

/// A figure in `/proc/PID/status`; `None` when the process has ended.
fn status(process: u32, key: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    line.trim_start_matches(':')
        .split_whitespace()
        .next()?
        .parse()
        .ok()
}

/// The memory in kibibytes that a process alone uses and no file backs; 0 when it has ended.
pub fn of_process(process: u32) -> u64 {
    let figures = ["RssAnon", "RssShmem"].map(|key| status(process, key).unwrap_or_default());
    figures.iter().sum()
}

/// The same of all processes below one whose command line contains a word.
pub fn below(ancestor: u32, word: &str) -> u64 {
    let is_below = |process: u32| {
        let mut process = Some(process);
        while let Some(current) = process.filter(|it| *it > 1) {
            if current == ancestor {
                return true;
            }
            process = status(current, "PPid").and_then(|parent| u32::try_from(parent).ok());
        }
        false
    };
    let is_named = |process: u32| {
        let line = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&line).contains(word)
    };
    let entries = fs::read_dir("/proc").expect("Linux");
    let numbers = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    numbers
        .filter(|process| is_named(*process) && is_below(*process))
        .map(of_process)
        .sum()
}

/// By how much of its mean a series grows from its start to its end, by the line of least squares.
pub fn growth(series: &[u64]) -> f64 {
    let count = series.len() as f64;
    let mean = series.iter().map(|value| *value as f64).sum::<f64>() / count;
    let centre = (count - 1.0) / 2.0;
    let (mut with, mut square) = (0.0, 0.0);
    for (place, value) in series.iter().enumerate() {
        let offset = place as f64 - centre;
        with += offset * (*value as f64 - mean);
        square += offset * offset;
    }
    with / square * (count - 1.0) / mean
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    #[test]
    fn the_growth_is_that_of_the_line() {
        assert!(growth(&[5, 5, 5, 5]).abs() < 1e-12);
        assert!((growth(&[90, 100, 110]) - 0.2).abs() < 1e-12);
        assert!((growth(&[110, 100, 90]) + 0.2).abs() < 1e-12);
    }

    #[test]
    fn a_program_below_this_one_has_memory() {
        let mut child = std::process::Command::new("sleep")
            .arg("60")
            .spawn()
            .unwrap();
        // It is a copy of this program at first.
        let begun = Instant::now();
        while below(std::process::id(), "sleep") == 0 {
            assert!(begun.elapsed() < Duration::from_mins(1));
        }
        assert!(of_process(child.id()) > 0);
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(of_process(child.id()), 0);
    }
}
