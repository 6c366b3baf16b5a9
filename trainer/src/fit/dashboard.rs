//! The dashboard of a training on a terminal: a table of the last epochs, the validation loss as a line
//! of blocks, and progress bars. Where stderr is not a terminal, one sentence for each epoch.

use std::time::Duration;

use indicatif::{FormattedDuration, ProgressBar};

use super::epoch_figures::EpochFigures;
use crate::console;

/// Epochs that the table shows.
const ROWS: usize = 8;

/// Epochs that the line of blocks shows.
const BLOCKS: usize = 60;

/// The dashboard.
#[derive(Debug)]
pub(super) struct Dashboard {
    epochs: u32,
    screen: Option<Screen>,
}

#[derive(Debug)]
struct Screen {
    table: ProgressBar,
    run: ProgressBar,
    step: ProgressBar,
}

impl Dashboard {
    /// For a run of `epochs` epochs, of which some may be done.
    pub(super) fn new(epochs: u32, done: &[EpochFigures]) -> Self {
        let screen = console::is_terminal().then(|| Screen {
            table: console::bar(0, "{msg}"),
            run: console::bar(
                u64::from(epochs),
                "training    {bar:30.green/dim} {pos}/{len} epochs  {msg}",
            ),
            step: console::bar(0, "            {msg}"),
        });
        let dashboard = Self { epochs, screen };
        dashboard.draw(done);
        dashboard
    }

    /// Shows a message on the current epoch; returns it if there is no terminal.
    pub(super) fn step(&self, message: String) -> String {
        match &self.screen {
            Some(screen) => {
                screen.step.set_message(message);
                String::new()
            }
            None => message,
        }
    }

    /// Shows the last of the epochs done.
    pub(super) fn epoch_ended(&self, done: &[EpochFigures]) {
        if let (None, Some(figures)) = (&self.screen, done.last()) {
            console::note(&sentence(figures, self.epochs));
        }
        self.draw(done);
    }

    fn draw(&self, done: &[EpochFigures]) {
        let Some(screen) = &self.screen else {
            return;
        };
        screen.table.set_message(table(done).join("\n"));
        screen.run.set_position(done.len() as u64);
        let seconds: f64 = done.iter().map(|epoch| epoch.seconds).sum();
        let left = f64::from(self.epochs) - done.len() as f64;
        if !done.is_empty() && left > 0.0 {
            let left = Duration::from_secs_f64(seconds / done.len() as f64 * left);
            let left = FormattedDuration(left);
            screen.run.set_message(format!("about {left} left"));
        }
    }
}

impl Drop for Dashboard {
    /// Leaves the table on the terminal.
    fn drop(&mut self) {
        if let Some(screen) = &self.screen {
            screen.run.finish_and_clear();
            screen.step.finish_and_clear();
            if screen.run.position() > 0 {
                screen.table.abandon();
            } else {
                screen.table.finish_and_clear();
            }
        }
    }
}

/// The last epochs in columns, and a line of blocks.
fn table(done: &[EpochFigures]) -> Vec<String> {
    let Some(best) = done.iter().rfind(|epoch| epoch.best) else {
        return vec!["no epoch done yet".to_owned()];
    };
    let mut lines = vec![
        "            training             validation".to_owned(),
        "epoch      loss  accuracy      loss  accuracy  balanced      rate    time".to_owned(),
    ];
    for epoch in &done[done.len().saturating_sub(ROWS)..] {
        lines.push(format!(
            "{:>5}  {:>8.4}  {:>8.3}  {:>8.4}  {:>8.3}  {:>8.3}  {:>8.1e}  {:>4.0} s{}",
            epoch.epoch,
            epoch.train_loss,
            epoch.train_accuracy,
            epoch.val_loss,
            epoch.val_accuracy,
            epoch.val_balanced_accuracy,
            epoch.learning_rate,
            epoch.seconds,
            if epoch.epoch == best.epoch {
                "  best"
            } else {
                ""
            },
        ));
    }
    let losses: Vec<f64> = done.iter().map(|epoch| epoch.val_loss).collect();
    lines.push(format!(
        "validation loss {}",
        blocks(&losses[losses.len().saturating_sub(BLOCKS)..])
    ));
    lines
}

/// Numbers as blocks of eight heights; the lowest number is the lowest block.
fn blocks(values: &[f64]) -> String {
    const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let span = (highest - lowest).max(f64::MIN_POSITIVE);
    let height = |value: f64| {
        let share = (value - lowest) / span;
        let mut steps = HEIGHTS.iter().enumerate();
        // The highest block that does not exceed the value.
        let below = steps.rfind(|(index, _)| *index as f64 <= share * 7.0 + 1e-9);
        below.map_or(HEIGHTS[0], |(_, block)| *block)
    };
    values.iter().map(|&value| height(value)).collect()
}

fn sentence(figures: &EpochFigures, epochs: u32) -> String {
    format!(
        "epoch {}/{epochs}: training loss {:.4}, accuracy {:.3}; validation loss {:.4}, accuracy {:.3}, balanced {:.3}{}; learning rate {:.2e}, {:.0} s, {:.1} images/s",
        figures.epoch,
        figures.train_loss,
        figures.train_accuracy,
        figures.val_loss,
        figures.val_accuracy,
        figures.val_balanced_accuracy,
        if figures.best { " (best)" } else { "" },
        figures.learning_rate,
        figures.seconds,
        figures.images_per_second,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn epoch(epoch: u32, val_loss: f64, best: bool) -> EpochFigures {
        EpochFigures {
            epoch,
            train_loss: 1.0,
            train_accuracy: 0.5,
            val_loss,
            val_accuracy: 0.5,
            val_balanced_accuracy: 0.5,
            learning_rate: 1e-3,
            seconds: 1.0,
            images_per_second: 10.0,
            best,
        }
    }

    #[test]
    fn blocks_go_from_the_lowest_to_the_highest_value() {
        assert_eq!(blocks(&[7.0, 0.0, 3.0, 3.9, 6.99]), "█▁▄▄▇");
        assert_eq!(blocks(&[2.0, 2.0]), "▁▁");
        assert_eq!(blocks(&[f64::NAN, 1.0, 2.0]), "▁▁█");
    }

    #[test]
    fn the_table_shows_the_last_epochs_and_marks_the_best() {
        let done: Vec<EpochFigures> = (1..=10)
            .map(|number| epoch(number, f64::from(number), number == 1 || number == 4))
            .collect();
        let lines = table(&done);
        assert_eq!(lines.len(), 2 + ROWS + 1);
        let best: Vec<&String> = lines.iter().filter(|line| line.ends_with("best")).collect();
        assert_eq!(best.len(), 1);
        assert!(best[0].starts_with("    4    1.0000     0.500    4.0000"));
        let row = &lines[2];
        assert_eq!(row.len(), lines[1].len(), "{row}");
    }
}
