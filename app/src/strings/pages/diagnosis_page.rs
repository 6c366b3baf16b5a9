//! Text of the page on the engine.

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
