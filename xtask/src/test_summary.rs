//! Counts of passed and failed tests, read from what the test programs print.

use std::fmt;
use std::time::Duration;

/// What one test program did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// Tests that passed, without those that skipped themselves.
    pub passed: usize,
    /// Tests that failed, or 1 for a program that broke off.
    pub failed: usize,
    /// What did not run, by name and reason.
    pub skipped: Vec<String>,
}

impl Outcome {
    /// Nothing ran, for one reason.
    pub fn not_run(reason: impl Into<String>) -> Self {
        Self {
            skipped: vec![reason.into()],
            ..Self::default()
        }
    }

    /// The program failed without saying which test did.
    pub fn broken() -> Self {
        Self {
            failed: 1,
            ..Self::default()
        }
    }
}

/// Reads the output of a test program line by line.
///
/// A test skips itself by printing a line `skipped: REASON`; with `--show-output` the test
/// harness repeats it under the test's name.
#[derive(Debug, Default)]
pub struct Reader {
    outcome: Outcome,
    test: String,
    ignored: usize,
}

impl Reader {
    /// Takes a line.
    pub fn line(&mut self, line: &str) {
        let line = line.trim();
        if let Some(rest) = line.strip_prefix("---- ") {
            rest.trim_end_matches(" stdout ----")
                .clone_into(&mut self.test);
        } else if let Some(reason) = line.strip_prefix("skipped: ") {
            // One test counts once, however many reasons it gives.
            let test = format!("{}: ", self.test);
            if !self.outcome.skipped.iter().any(|s| s.starts_with(&test)) {
                self.outcome.skipped.push(test + reason);
            }
        } else if let Some(counts) = line.strip_prefix("test result: ") {
            self.outcome.passed += count(counts, "passed");
            self.outcome.failed += count(counts, "failed");
            let ignored = count(counts, "ignored");
            let marked = std::iter::repeat_n("a test marked as ignored".to_owned(), ignored);
            self.outcome.skipped.extend(marked);
            self.ignored += ignored;
        }
    }

    /// The counts, once the program has ended.
    pub fn finish(mut self, success: bool) -> Outcome {
        // The harness counts a test that skipped itself as passed.
        let skipped = self.outcome.skipped.len() - self.ignored;
        self.outcome.passed = self.outcome.passed.saturating_sub(skipped);
        if !success && self.outcome.failed == 0 {
            self.outcome.failed = 1;
        }
        self.outcome
    }
}

/// The number before a word in `ok. 3 passed; 0 failed; ..`.
fn count(counts: &str, word: &str) -> usize {
    let words: Vec<&str> = counts.split_whitespace().collect();
    words
        .windows(2)
        .find(|pair| pair[1].trim_end_matches(';') == word)
        .and_then(|pair| pair[0].parse().ok())
        .unwrap_or(0)
}

/// The outcomes of all test programs.
#[derive(Debug, Default)]
pub struct Tally {
    rows: Vec<(String, Outcome, Duration)>,
}

impl Tally {
    /// Adds a program's outcome.
    pub fn add(&mut self, suite: impl Into<String>, outcome: Outcome, time: Duration) {
        self.rows.push((suite.into(), outcome, time));
    }

    /// Whether no program was run or missed.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All tests that failed.
    pub fn failed(&self) -> usize {
        self.rows.iter().map(|(_, outcome, _)| outcome.failed).sum()
    }

    /// All that did not run.
    pub fn skipped(&self) -> usize {
        self.rows
            .iter()
            .map(|(_, outcome, _)| outcome.skipped.len())
            .sum()
    }

    /// The last line of a test run.
    pub fn closing_line(&self) -> String {
        let passed: usize = self.rows.iter().map(|(_, outcome, _)| outcome.passed).sum();
        let skipped = match self.skipped() {
            0 => String::new(),
            skipped => format!(", {skipped} skipped"),
        };
        format!("{passed} passed, {} failed{skipped}", self.failed())
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<34} {:>7} {:>7} {:>8} {:>9}",
            "suite", "passed", "failed", "skipped", "time"
        )?;
        for (suite, outcome, time) in &self.rows {
            writeln!(
                f,
                "{suite:<34} {:>7} {:>7} {:>8} {:>7.1} s",
                outcome.passed,
                outcome.failed,
                outcome.skipped.len(),
                time.as_secs_f64()
            )?;
        }
        if self.skipped() > 0 {
            writeln!(f, "\ncould not run:")?;
        }
        for (suite, outcome, _) in &self.rows {
            for skipped in &outcome.skipped {
                writeln!(f, "  {suite}: {skipped}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str], success: bool) -> Outcome {
        let mut reader = Reader::default();
        for line in lines {
            reader.line(line);
        }
        reader.finish(success)
    }

    #[test]
    fn counts_come_from_the_result_line() {
        let line = "test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out";
        let outcome = read(&[line], false);
        assert_eq!((outcome.passed, outcome.failed), (3, 2));
        assert_eq!(outcome.skipped, ["a test marked as ignored"]);
    }

    #[test]
    fn a_test_that_skips_itself_is_named_and_not_passed() {
        let outcome = read(
            &[
                "---- parity::cpu stdout ----",
                "skipped: no films",
                "test result: ok. 2 passed; 0 failed; 0 ignored",
            ],
            true,
        );
        assert_eq!(outcome.passed, 1);
        assert_eq!(outcome.skipped, ["parity::cpu: no films"]);
    }

    #[test]
    fn a_program_that_breaks_off_has_failed() {
        assert_eq!(read(&["running 3 tests"], false).failed, 1);
    }

    #[test]
    fn the_closing_line_speaks_of_skips_only_when_there_are_any() {
        let mut tally = Tally::default();
        let passed = Outcome {
            passed: 4,
            ..Outcome::default()
        };
        tally.add("a", passed, Duration::ZERO);
        assert_eq!(tally.closing_line(), "4 passed, 0 failed");
        tally.add("b", Outcome::not_run("no browser"), Duration::ZERO);
        assert_eq!(tally.closing_line(), "4 passed, 0 failed, 1 skipped");
        assert!(tally.to_string().contains("b: no browser"));
    }
}
