//! Counts of passed, failed and skipped tests, parsed from the output of the test programs.

use std::fmt;
use std::time::Duration;

/// The counts of one test program.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SuiteResult {
    /// Tests that passed, without those that skipped themselves.
    pub passed: usize,
    /// Tests that failed, or 1 for a program that crashed.
    pub failed: usize,
    /// Tests that did not run, with name and reason.
    pub skipped: Vec<String>,
}

impl SuiteResult {
    /// The program was not run, for this reason.
    pub fn not_run(reason: impl Into<String>) -> Self {
        Self {
            skipped: vec![reason.into()],
            ..Self::default()
        }
    }

    /// The program failed without naming a test.
    pub fn broken() -> Self {
        Self {
            failed: 1,
            ..Self::default()
        }
    }
}

/// Parses the output of a test program line by line.
///
/// A test skips itself by printing a line `skipped: REASON`; with `--show-output` the test
/// harness repeats it under the test's name.
#[derive(Debug, Default)]
pub struct OutputParser {
    result: SuiteResult,
    test: String,
    ignored: usize,
}

impl OutputParser {
    /// Parses a line.
    pub fn line(&mut self, line: &str) {
        let line = line.trim();
        if let Some(rest) = line.strip_prefix("---- ") {
            rest.trim_end_matches(" stdout ----")
                .clone_into(&mut self.test);
        } else if let Some(reason) = line.strip_prefix("skipped: ") {
            // A test counts once, however many reasons it prints.
            let test = format!("{}: ", self.test);
            if !self.result.skipped.iter().any(|s| s.starts_with(&test)) {
                self.result.skipped.push(test + reason);
            }
        } else if let Some(counts) = line.strip_prefix("test result: ") {
            self.result.passed += count(counts, "passed");
            self.result.failed += count(counts, "failed");
            let ignored = count(counts, "ignored");
            let marked = std::iter::repeat_n("a test marked as ignored".to_owned(), ignored);
            self.result.skipped.extend(marked);
            self.ignored += ignored;
        }
    }

    /// The counts, once the program has ended.
    pub fn finish(mut self, success: bool) -> SuiteResult {
        // The harness counts a test that skipped itself as passed.
        let skipped = self.result.skipped.len() - self.ignored;
        self.result.passed = self.result.passed.saturating_sub(skipped);
        if !success && self.result.failed == 0 {
            self.result.failed = 1;
        }
        self.result
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

/// The results of all test programs.
#[derive(Debug, Default)]
pub struct TestSummary {
    rows: Vec<(String, SuiteResult, Duration)>,
}

impl TestSummary {
    /// Adds a program's result.
    pub fn add(&mut self, suite: impl Into<String>, result: SuiteResult, time: Duration) {
        self.rows.push((suite.into(), result, time));
    }

    /// Whether there is no result.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Number of failed tests.
    pub fn failed(&self) -> usize {
        self.rows.iter().map(|(_, result, _)| result.failed).sum()
    }

    /// Number of tests that did not run.
    pub fn skipped(&self) -> usize {
        self.rows
            .iter()
            .map(|(_, result, _)| result.skipped.len())
            .sum()
    }

    /// The last line of a test run.
    pub fn closing_line(&self) -> String {
        let passed: usize = self.rows.iter().map(|(_, result, _)| result.passed).sum();
        let skipped = match self.skipped() {
            0 => String::new(),
            skipped => format!(", {skipped} skipped"),
        };
        format!("{passed} passed, {} failed{skipped}", self.failed())
    }
}

impl fmt::Display for TestSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<34} {:>7} {:>7} {:>8} {:>9}",
            "suite", "passed", "failed", "skipped", "time"
        )?;
        for (suite, result, time) in &self.rows {
            writeln!(
                f,
                "{suite:<34} {:>7} {:>7} {:>8} {:>7.1} s",
                result.passed,
                result.failed,
                result.skipped.len(),
                time.as_secs_f64()
            )?;
        }
        if self.skipped() > 0 {
            writeln!(f, "\ncould not run:")?;
        }
        for (suite, result, _) in &self.rows {
            for skipped in &result.skipped {
                writeln!(f, "  {suite}: {skipped}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str], success: bool) -> SuiteResult {
        let mut reader = OutputParser::default();
        for line in lines {
            reader.line(line);
        }
        reader.finish(success)
    }

    #[test]
    fn counts_come_from_the_result_line() {
        let line = "test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out";
        let result = read(&[line], false);
        assert_eq!((result.passed, result.failed), (3, 2));
        assert_eq!(result.skipped, ["a test marked as ignored"]);
    }

    #[test]
    fn a_test_that_skips_itself_is_named_and_not_passed() {
        let result = read(
            &[
                "---- parity::cpu stdout ----",
                "skipped: no films",
                "test result: ok. 2 passed; 0 failed; 0 ignored",
            ],
            true,
        );
        assert_eq!(result.passed, 1);
        assert_eq!(result.skipped, ["parity::cpu: no films"]);
    }

    #[test]
    fn a_program_that_crashes_has_failed() {
        assert_eq!(read(&["running 3 tests"], false).failed, 1);
    }

    #[test]
    fn the_closing_line_counts_skips_only_when_there_are_any() {
        let mut summary = TestSummary::default();
        let passed = SuiteResult {
            passed: 4,
            ..SuiteResult::default()
        };
        summary.add("a", passed, Duration::ZERO);
        assert_eq!(summary.closing_line(), "4 passed, 0 failed");
        summary.add("b", SuiteResult::not_run("no browser"), Duration::ZERO);
        assert_eq!(summary.closing_line(), "4 passed, 0 failed, 1 skipped");
        assert!(summary.to_string().contains("b: no browser"));
    }
}
