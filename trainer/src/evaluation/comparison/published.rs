//! The published figures of the study that this project grew from, for comparison.
//!
//! A comparison of ResNet50V2 with CoAtNet-0 to -4 in TensorFlow on COVIDx 9A. Its test set has 400
//! films; all COVID-19 films come from one collection and all others from another. There are no
//! predictions film by film, so its models cannot be tested against others.

use metrics::Proportion;

use super::{ComparisonRow, Figure, RowKind};

/// Films of the study's test set.
const FILMS: u64 = 400;

/// A published figure.
struct Published {
    model: &'static str,
    /// As the study states it.
    accuracy: f64,
    /// The nearest number of correct predictions.
    correct: u64,
    parameters: Option<u64>,
    side: Option<u32>,
    epochs: Option<u32>,
}

const ROWS: [Published; 6] = [
    Published {
        side: Some(300),
        epochs: Some(12),
        ..row("ResNet50V2", 0.855, 342)
    },
    Published {
        // Smaller than the paper's CoAtNet-0, which has 25 M.
        parameters: Some(8_700_000),
        side: Some(224),
        epochs: Some(15),
        ..row("CoAtNet-0", 0.8875, 355)
    },
    row("CoAtNet-1", 0.8525, 341),
    row("CoAtNet-2", 0.832, 333),
    row("CoAtNet-3", 0.61, 244),
    row("CoAtNet-4", 0.25, 100),
];

const fn row(model: &'static str, accuracy: f64, correct: u64) -> Published {
    Published {
        model,
        accuracy,
        correct,
        parameters: None,
        side: None,
        epochs: None,
    }
}

/// The published rows with Wilson's intervals.
pub(crate) fn rows() -> Vec<ComparisonRow> {
    let rows = ROWS.iter().map(|published| {
        let interval = Proportion::new(published.correct, FILMS).estimate();
        ComparisonRow {
            name: format!("{} (published)", published.model),
            kind: RowKind::Published,
            model: published.model.to_lowercase(),
            parameters: published.parameters,
            side: published.side,
            split: "other test".to_owned(),
            films: FILMS,
            accuracy: Figure {
                value: published.accuracy,
                interval: interval.map(|interval| (interval.low, interval.high)),
            },
            balanced_accuracy: None,
            auroc: None,
            best_epoch: None,
            epochs: published.epochs,
            seconds: None,
        }
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_match_the_published_accuracies() {
        for published in &ROWS {
            let share = published.correct as f64 / FILMS as f64;
            let apart = (share - published.accuracy).abs();
            // 83.2 % is not a whole number of 400 films.
            assert!(apart < 0.5 / FILMS as f64, "{}", published.model);
        }
    }

    #[test]
    fn intervals_contain_the_published_accuracy() {
        for row in rows() {
            let (low, high) = row.accuracy.interval.unwrap();
            assert!(low < row.accuracy.value && row.accuracy.value < high);
        }
    }
}
