//! Output of the program: progress and notes on stderr, the result on stdout.
//!
//! On a terminal, all progress bars are at the bottom and notes scroll above them; if stderr is not a
//! terminal, progress is printed as plain lines.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use serde::Serialize;

/// Time between progress lines if stderr is not a terminal.
const PLAIN_INTERVAL: Duration = Duration::from_secs(30);

/// All bars, drawn by one object so that they do not overwrite each other.
static BARS: LazyLock<MultiProgress> = LazyLock::new(MultiProgress::new);

/// A note to the user on stderr.
pub(crate) fn note(text: &str) {
    // Whoever reads may have left; there is nobody else to tell.
    BARS.suspend(|| drop(writeln!(io::stderr(), "{text}")));
}

/// Prints the result of a command: one JSON object, or lines of text. A reader like `head` that has seen
/// enough is no error.
pub(crate) fn result(json: bool, object: &impl Serialize, lines: &[String]) -> io::Result<()> {
    match print(json, object, lines) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}

fn print(json: bool, object: &impl Serialize, lines: &[String]) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    if json {
        serde_json::to_writer(&mut out, object)?;
        writeln!(out)?;
    } else {
        lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    out.flush()
}

/// Whether stderr is a terminal, which can show bars.
pub(crate) fn is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// A bar below the existing ones, with an indicatif template.
pub(crate) fn bar(total: u64, template: &str) -> ProgressBar {
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸ "));
    }
    BARS.add(bar)
}

/// Rows as aligned lines: the first column left-aligned, the others right-aligned.
pub(crate) fn table(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<String> {
    let rows: Vec<Vec<String>> = rows.into_iter().collect();
    let length = |cell: &String| cell.chars().count();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(length).max().unwrap_or(0)
    };
    let aligned = |(column, cell): (usize, &String)| match column {
        0 => format!("{cell:<0$}", width(column)),
        _ => format!("{cell:>0$}", width(column)),
    };
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().enumerate().map(aligned).collect();
        cells.join("  ")
    };
    rows.iter().map(line).collect()
}

/// Progress through a known number of steps.
#[derive(Debug)]
pub(crate) struct Progress {
    label: String,
    total: u64,
    done: u64,
    bar: Option<ProgressBar>,
    started: Instant,
    last_line: Instant,
}

impl Progress {
    /// A bar on a terminal, otherwise a line every half minute.
    pub(crate) fn new(label: impl Into<String>, total: usize) -> Self {
        let label = label.into();
        let total = total as u64;
        let bar = is_terminal().then(|| {
            let bar = bar(
                total,
                "{prefix:11} {bar:30.cyan/dim} {pos}/{len}, {eta} left  {msg}",
            );
            bar.set_prefix(label.clone());
            bar
        });
        let now = Instant::now();
        Self {
            label,
            total,
            done: 0,
            bar,
            started: now,
            last_line: now,
        }
    }

    /// Skips the steps of an earlier run, which do not count for the estimated time.
    pub(crate) fn skip(&mut self, steps: usize) {
        self.done = steps as u64;
        if let Some(bar) = &self.bar {
            bar.set_position(self.done);
            bar.reset_eta();
        }
    }

    /// Advances by some steps, with a short message.
    pub(crate) fn advance(&mut self, steps: usize, message: &str) {
        self.done += steps as u64;
        match &self.bar {
            Some(bar) => {
                bar.set_message(message.to_owned());
                bar.set_position(self.done);
            }
            None if self.last_line.elapsed() >= PLAIN_INTERVAL => {
                self.last_line = Instant::now();
                let seconds = self.started.elapsed().as_secs_f64();
                let left = seconds / self.done as f64 * (self.total - self.done) as f64;
                note(&format!(
                    "{}: {}/{} {message} ({left:.0} s left)",
                    self.label, self.done, self.total
                ));
            }
            None => {}
        }
    }

    /// Removes the bar.
    pub(crate) fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
            BARS.remove(&bar);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_of_a_table_are_aligned() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let lines = table([row(["name", "n"]), row(["a", "1000"])]);
        assert_eq!(lines, ["name     n", "a     1000"]);
    }
}
