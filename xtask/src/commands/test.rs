//! `cargo xtask test`: every test, native, in the browser and end to end.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::json;

use crate::browser::{self, Browser};
use crate::call::{self, say, step};
use crate::commands::check::{self, NATIVE, WASM};
use crate::error::{Naming, XtaskError};
use crate::page;
use crate::places::Places;
use crate::suite::{self, Suite};
use crate::tally::{Outcome, Tally};
use crate::tools::{self, Tool};
use crate::vulkan;

/// Test programs that steer a browser through the built page.
const END_TO_END: [&str; 6] = [
    "tests/dist",
    "tests/many",
    "tests/offline",
    "tests/page",
    "tests/parity",
    "tests/start",
];

/// The suite that needs a feature of its own.
const REMOTE: &str = "trainer/remote";

/// The package whose tests are compiled to wasm.
const IN_BROWSER: &str = "app (wasm)";

/// Seconds that one test in the browser may take: software WebGPU is slow.
const BROWSER_TEST_SECONDS: &str = "900";

/// Runs every test; lists what could not run, which is a failure where `CI` is set.
#[derive(Debug, Args)]
pub struct Test {
    /// Only the suites whose name contains one of these words.
    suites: Vec<String>,
}

impl Test {
    fn wants(&self, suite: &str) -> bool {
        self.suites.is_empty() || self.suites.iter().any(|word| suite.contains(word))
    }

    /// Whether a suite for the browser may be meant; their names are known when they are built.
    fn wants_browser(&self) -> bool {
        self.wants(IN_BROWSER) || self.suites.iter().any(|word| word.starts_with("app/"))
    }
}

/// Runs the tests and prints the table; the last line of stdout holds the counts.
///
/// # Errors
/// [`XtaskError::NotPassed`] after the table; others when tests cannot be built.
pub fn run(places: &Places, options: &Test) -> Result<(), XtaskError> {
    let mut tally = Tally::default();
    let native = step("building the native tests", || {
        // The page is compared with the trainer's program, which no test builds by itself.
        let mut programs = call::cargo();
        programs
            .current_dir(&places.root)
            .args(["build", "--release"]);
        call::run(programs.args(NATIVE))?;
        suite::build(&places.root, &[&["--release"][..], &NATIVE].concat())
    })?;
    let (end_to_end, native): (Vec<Suite>, Vec<Suite>) = native
        .into_iter()
        .filter(|suite| options.wants(&suite.name))
        .partition(|suite| END_TO_END.contains(&suite.name.as_str()));
    if native.iter().any(|suite| suite.name.starts_with("trainer")) {
        vulkan::ensure();
    }
    for suite in native {
        record(&mut tally, &suite.name, || suite.run());
    }
    if options.wants(REMOTE) {
        remote(places, &mut tally);
    }
    if options.wants("doc examples") {
        let mut doc = call::cargo();
        doc.current_dir(&places.root)
            .args(["test", "--release", "--doc"])
            .args(NATIVE);
        record(&mut tally, "doc examples", || suite::watch(&mut doc));
    }

    let visits = options.wants_browser() || !end_to_end.is_empty();
    let browser = visits.then(Browser::ensure).flatten();
    if options.wants_browser() {
        in_browser(places, options, browser.as_ref(), &mut tally);
    }
    if !end_to_end.is_empty() {
        through_the_page(places, browser.as_ref(), &end_to_end, &mut tally);
    }
    report(&tally)
}

/// The tests of devices that other processes serve.
fn remote(places: &Places, tally: &mut Tally) {
    let built = step("building the tests of remote devices", || {
        let tests = ["--release", "--test", "remote"];
        suite::build(&places.root, &[&tests[..], &check::REMOTE].concat())
    });
    match built {
        Ok(suites) => {
            for suite in suites {
                record(tally, &suite.name, || suite.run());
            }
        }
        Err(error) => record(tally, REMOTE, || Err(error)),
    }
}

/// Runs one suite; one that cannot even be started has failed.
fn record(tally: &mut Tally, name: &str, run: impl FnOnce() -> Result<Outcome, XtaskError>) {
    say(&format!("tests of {name}"));
    let started = Instant::now();
    let outcome = run().unwrap_or_else(|error| {
        say(&error.to_string());
        Outcome::broken()
    });
    tally.add(name, outcome, started.elapsed());
}

/// The tests that are compiled to wasm.
fn in_browser(places: &Places, options: &Test, browser: Option<&Browser>, tally: &mut Tally) {
    let Some(browser) = browser else {
        tally.add(
            IN_BROWSER,
            Outcome::not_run(browser::MISSING),
            Duration::ZERO,
        );
        return;
    };
    let built = step("building the tests for the browser", || {
        tools::ensure_wasm_target()?;
        let wasm_bindgen = Tool::wasm_bindgen(places)?.ensure(places)?;
        Ok((wasm_bindgen, suite::build(&places.root, &WASM)?))
    });
    let (wasm_bindgen, suites) = match built {
        Ok(built) => built,
        Err(error) => {
            record(tally, IN_BROWSER, || Err(error));
            return;
        }
    };
    let runner = wasm_bindgen.with_file_name("wasm-bindgen-test-runner");
    let capabilities = places.target.join("webdriver.json");
    let named = suites
        .into_iter()
        .map(|suite| (format!("{} (wasm)", suite.name), suite));
    for (name, suite) in named.filter(|(name, _)| options.wants(name)) {
        record(tally, &name, || {
            write_capabilities(&capabilities, browser)?;
            suite.run_with(&runner, |command| {
                command
                    .env("CHROMEDRIVER", &browser.driver)
                    .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
                    .env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_TEST_SECONDS);
            })
        });
    }
}

/// Tells the runner how to start the browser.
fn write_capabilities(path: &Path, browser: &Browser) -> Result<(), XtaskError> {
    let capabilities = json!({ "goog:chromeOptions": browser.options(&browser::FLAGS) });
    fs::write(path, capabilities.to_string()).named(path)
}

/// The tests that drop films on the built page.
fn through_the_page(
    places: &Places,
    browser: Option<&Browser>,
    suites: &[Suite],
    tally: &mut Tally,
) {
    let page = browser.map(|_| page::build(places));
    for suite in suites {
        match &page {
            None => tally.add(
                &suite.name,
                Outcome::not_run(browser::MISSING),
                Duration::ZERO,
            ),
            Some(Err(error)) => {
                say(&error.to_string());
                tally.add(&suite.name, Outcome::broken(), Duration::ZERO);
            }
            Some(Ok(_)) => record(tally, &suite.name, || suite.run()),
        }
    }
}

/// Prints the table and judges it.
fn report(tally: &Tally) -> Result<(), XtaskError> {
    println!("\n{tally}\n{}", tally.closing_line());
    if tally.is_empty() {
        return Err(XtaskError::NoSuite);
    }
    let ci = std::env::var_os("CI").is_some_and(|ci| !ci.is_empty() && ci != "false");
    if tally.failed() > 0 || (ci && tally.skipped() > 0) {
        return Err(XtaskError::NotPassed);
    }
    Ok(())
}
