//! Text of the pages beside the films: model, privacy, diagnosis.

use model::class::Class;
use model::estimate::Estimate;

use super::{NBSP, share};
use crate::state::page::Page;

/// The name of the navigation, for screen readers.
pub const NAVIGATION: &str = "Pages";

/// A page's name in the navigation.
pub const fn name(page: Page) -> &'static str {
    match page {
        Page::Films => "Films",
        Page::Model => "Model",
        Page::Privacy => "Privacy",
        Page::Diagnosis => "Diagnosis",
    }
}

/// A figure with its interval: "84.2 % (81.1 to 86.8)".
pub fn figure(estimate: Estimate) -> String {
    format!(
        "{} ({:.1} to {:.1})",
        share(estimate.value),
        estimate.low * 100.0,
        estimate.high * 100.0
    )
}

/// A figure that is no share, with its interval: "0.976 (0.961 to 0.988)".
pub fn decimal(Estimate { value, low, high }: Estimate) -> String {
    format!("{value:.3} ({low:.3} to {high:.3})")
}

/// The same as [`figure`] for a figure that may not exist.
pub fn optional(estimate: Option<Estimate>) -> String {
    estimate.map_or_else(|| "not defined".to_owned(), figure)
}

/// Text of the model's page.
pub mod model_page {
    use super::{Class, Estimate};

    /// The heading of the results.
    pub const RESULTS: &str = "Results";
    /// The label of the choice of a split.
    pub const SPLIT: &str = "Films of";
    /// What all figures have in common.
    pub const INTERVALS: &str = "Every figure with its 95 % interval: Wilson for proportions, bootstrap over patients for the others. Nothing was chosen on the test films or on those of other sources.";
    /// The heading of the confusion matrix.
    pub const CONFUSION: &str = "Confusion matrix";
    /// What its rows and columns are.
    pub const CONFUSION_NOTE: &str =
        "Rows are the label, columns the prediction; shares are of the row.";
    /// The corner of the confusion matrix.
    pub const LABEL: &str = "Label";
    /// The heading of the curves.
    pub const ROC: &str = "Receiver operating characteristic";
    /// The horizontal axis of the curves.
    pub const FALSE_POSITIVES: &str = "1 − specificity";
    /// The vertical axis of the curves.
    pub const SENSITIVITY: &str = "sensitivity";
    /// The heading of the reliability diagram.
    pub const RELIABILITY: &str = "Reliability";
    /// The horizontal axis of the reliability diagram.
    pub const CONFIDENCE: &str = "probability of the prediction";
    /// The vertical axis of the reliability diagram.
    pub const ACCURACY: &str = "accuracy";
    /// What the reliability diagram shows.
    pub const RELIABILITY_NOTE: &str =
        "On the diagonal, predictions are right as often as their probability says.";
    /// The heading of the figures by class.
    pub const CLASSES: &str = "By class";
    /// The heading of the figures by source.
    pub const SOURCES: &str = "By source";
    /// What the figures by source show.
    pub const SOURCES_NOTE: &str = "A model that recognises the collection instead of the disease does well on one source and badly on the next.";
    /// A scorecard without the points of a plot.
    pub const NO_PLOT: &str = "This scorecard has no points for this plot.";
    /// The columns of the figures by class.
    pub const CLASS_COLUMNS: [&str; 6] =
        ["Class", "Films", "Sensitivity", "Specificity", "PPV", "NPV"];
    /// The columns of the figures by source.
    pub const SOURCE_COLUMNS: [&str; 3] = ["Source", "Films", "Accuracy"];
    /// The heading of the films that the model has learnt from.
    pub const DATA: &str = "Films";
    /// The columns of the films before the classes.
    pub const DATA_COLUMNS: [&str; 2] = ["Split", "Source"];
    /// The heading of the hashes.
    pub const HASHES: &str = "Hashes (SHA-256)";
    /// The label of the hash of all shards.
    pub const WEIGHTS: &str = "Weights";
    /// The label of the hash of the list of films.
    pub const LIST: &str = "List of films";

    /// A split in the choice.
    pub fn split(word: &str) -> String {
        match word {
            "val" => "the validation split (optimistic)".to_owned(),
            "test" => "the test split (same sources)".to_owned(),
            "external" => "other sources".to_owned(),
            other => other.to_owned(),
        }
    }

    /// The headline of a split: accuracy, balanced accuracy, expected calibration error.
    pub fn headline(films: u64, accuracy: Estimate, balanced: Estimate, ece: Estimate) -> String {
        format!(
            "{films} films: accuracy {}, balanced accuracy {}, expected calibration error {}.",
            super::figure(accuracy),
            super::figure(balanced),
            super::figure(ece)
        )
    }

    /// A class with the area under its curve.
    pub fn curve(class: Class, area: Option<Estimate>) -> String {
        let area = area.map_or_else(|| super::optional(None), super::decimal);
        format!("{}, AUROC {area}", super::super::class_name(class))
    }
}

/// Text of the page on privacy.
pub mod privacy_page {
    /// The lead.
    pub const LEAD: &str = "Films are decoded and classified in this browser. They are not uploaded, and nothing of them is stored unless you save it.";
    /// The heading of the live state.
    pub const NOW: &str = "Now";
    /// The page's files are served from the browser's cache.
    pub const SEALED: &str = "The service worker is active: it serves this page from the browser's cache and refuses every other request.";
    /// They are not.
    pub const NOT_SEALED: &str = "The service worker is not active yet, or this browser has none. The page's policy still forbids requests to other hosts.";
    /// The heading of the means.
    pub const HOW: &str = "What enforces this";
    /// The means.
    pub const MEANS: [&str; 4] = [
        "A Content-Security-Policy allows requests to this page's own host alone, and neither forms nor frames nor scripts of others.",
        "A service worker refuses every request but those for the page's and the model's own files.",
        "After the model is loaded the page makes no request at all; the browser's own records are counted, here and in every worker.",
        "Files are read by the page, not sent to it: there is no server code, only a folder of files with hashes.",
    ];
    /// The heading of the instructions.
    pub const CHECK: &str = "How to check it yourself";
    /// The instructions.
    pub const STEPS: [&str; 4] = [
        "Open the developer tools (F12) and their Network panel, then classify a film: nothing is listed.",
        "Switch the network off (flight mode, or Offline in the Network panel) and classify another film: it works, and so does reloading the page.",
        "Look at Application, then Storage: caches hold the page and the model, no film.",
        "Compare the files with the hashes in manifest.json, which every release has.",
    ];
    /// The heading of the policy.
    pub const POLICY: &str = "The policy of this page";
    /// A browser that has no such element.
    pub const NO_POLICY: &str = "The policy could not be read.";
}

/// Text of the page on the engine.
pub mod diagnosis_page {
    /// The lead.
    pub const LEAD: &str = "What this browser and its device report, and whether they compute correctly. Nothing of it is sent anywhere; copy it into a bug report.";
    /// The button that examines the engine.
    pub const EXAMINE: &str = "Examine the engine";
    /// While a film is in progress.
    pub const WAITING: &str = "A film is in progress; the examination comes next.";
    /// While it runs.
    pub const RUNNING: &str = "Running the golden check and timing each operation.";
    /// The button that copies the report.
    pub const COPY: &str = "Copy the report";
    /// After it was copied.
    pub const COPIED: &str = "Copied.";
    /// Where the browser does not allow it.
    pub const NOT_COPIED: &str = "The browser did not allow it: select the text and copy it.";
    /// The name of the report, for screen readers.
    pub const REPORT: &str = "Report";
}

/// "3 of 26" and the like, with a no-break space before the unit.
pub fn mebibytes(bytes: f64) -> String {
    format!("{:.0}{NBSP}MiB", bytes / f64::from(1 << 20))
}
