//! `cargo xtask soak`: the long forms of the tests that look for leaks and for what a kill can damage.

use clap::Args;

use crate::commands::test::{native_suites, record, report};
use crate::error::XtaskError;
use crate::page;
use crate::places::Places;
use crate::test_summary::TestSummary;

/// The variable with the number of films that one page reads.
pub const FILMS_IN_PAGE: &str = "PNEUMOSCOPE_SOAK_PAGE";

/// The variable with the number of films that `predict` reads.
pub const FILMS_OF_PROGRAM: &str = "PNEUMOSCOPE_SOAK_PREDICT";

/// The variable with the number of times that a training is killed; `trainer/tests/killed.rs` reads it.
const KILLS: &str = "PNEUMOSCOPE_SOAK_KILLS";

/// The suites that read these variables.
const SUITES: [&str; 2] = ["tests/soak", "trainer/killed"];

/// Reads thousands of films in one page and by `predict`, and kills a training at random moments.
#[derive(Debug, Args)]
pub struct Soak {
    /// Films in one page, a tenth of them damaged.
    #[arg(long, default_value_t = 2_000)]
    page: u32,
    /// Films for `pneumoscope predict`, a tenth of them damaged.
    #[arg(long, default_value_t = 10_000)]
    predict: u32,
    /// How often a training is killed.
    #[arg(long, default_value_t = 50)]
    kills: u32,
}

/// Runs the long forms and prints the table of the suites.
///
/// # Errors
/// [`XtaskError::NotPassed`] after the table; others when something cannot be built.
pub fn run(places: &Places, options: &Soak) -> Result<(), XtaskError> {
    let suites = native_suites(places)?;
    page::build(places)?;
    let variables = [
        (FILMS_IN_PAGE, options.page.to_string()),
        (FILMS_OF_PROGRAM, options.predict.to_string()),
        (KILLS, options.kills.to_string()),
    ];
    let mut summary = TestSummary::default();
    for suite in suites {
        if SUITES.contains(&suite.name.as_str()) {
            record(&mut summary, &suite.name, || suite.run(&variables));
        }
    }
    report(&summary)
}
