//! `cargo xtask test`: every test, native, in the browser and end to end.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::{Value, json};

use crate::browser::{self, Browser, Firefox};
use crate::call::{self, say, step};
use crate::commands::check::{self, NATIVE, WASM};
use crate::error::{Naming, XtaskError};
use crate::page;
use crate::places::Places;
use crate::rustflags;
use crate::suite::{self, Suite};
use crate::test_summary::{SuiteResult, TestSummary};
use crate::tools::{self, Tool};
use crate::vulkan;

/// Test programs that drive a browser through the built page.
const END_TO_END: [&str; 27] = [
    "tests/accessibility",
    "tests/answers",
    "tests/dist",
    "tests/embed",
    "tests/explain",
    "tests/faults",
    FIREFOX,
    "tests/fixes",
    "tests/folders",
    "tests/interruptions",
    "tests/kept_list",
    "tests/languages",
    "tests/lens",
    "tests/many",
    "tests/models",
    "tests/offline",
    "tests/own_films",
    "tests/own_model",
    "tests/page",
    "tests/pages",
    "tests/parity",
    "tests/sealed",
    "tests/share",
    "tests/soak",
    "tests/start",
    "tests/viewer",
    "tests/worklist",
];

/// The one of them that drives Firefox.
const FIREFOX: &str = "tests/firefox";

/// The suites that are built apart, with cargo's arguments.
const APART: [(&str, [&str; 2], &[&str]); 3] = [
    ("sbom", ["--bin", "sbom"], &check::SBOM),
    ("splitter", ["--bin", "splitter"], &check::SPLITTER),
    ("trainer/remote", ["--test", "remote"], &check::REMOTE),
];

/// Suites in the browser that need WebGPU or WebGL 2, which Firefox does not have on a machine without a graphics
/// card.
const NEED_GRAPHICS: [&str; 2] = ["app/engine", "app/film_canvas"];

/// The package whose tests are compiled to wasm.
const IN_BROWSER: &str = "app (wasm)";

/// Time limit of a test in the browser, in seconds: software WebGPU is slow.
const BROWSER_TEST_SECONDS: &str = "900";

/// Runs every test; lists what could not run, which is a failure where `CI` is set.
#[derive(Debug, Args)]
pub struct Test {
    /// Runs only the suites whose name contains one of these words.
    suites: Vec<String>,
}

/// Whether the name of a suite contains one of the words, or there are none.
pub(crate) fn is_asked(words: &[String], suite: &str) -> bool {
    words.is_empty() || words.iter().any(|word| suite.contains(word))
}

impl Test {
    fn wants(&self, suite: &str) -> bool {
        is_asked(&self.suites, suite)
    }

    /// Whether a suite for the browser may be selected; their names are known once they are built.
    fn wants_browser(&self) -> bool {
        self.wants(IN_BROWSER) || self.suites.iter().any(|word| word.starts_with("app/"))
    }
}

/// Runs the tests and prints the table; the last line of stdout has the counts.
///
/// # Errors
/// [`XtaskError::NotPassed`] after the table; others when tests cannot be built.
pub fn run(places: &Places, options: &Test) -> Result<(), XtaskError> {
    let mut summary = TestSummary::default();
    let native = native_suites(places)?;
    let (end_to_end, native): (Vec<Suite>, Vec<Suite>) = native
        .into_iter()
        .filter(|suite| options.wants(&suite.name))
        .partition(|suite| END_TO_END.contains(&suite.name.as_str()));
    if native.iter().any(|suite| suite.name.starts_with("trainer")) {
        vulkan::ensure();
    }
    for suite in native {
        record(&mut summary, &suite.name, || suite.run(&[]));
    }
    for (name, target, package) in APART {
        if options.wants(name) {
            apart(places, name, &[&target, package].concat(), &mut summary);
        }
    }
    if options.wants("doc examples") {
        let mut doc = call::cargo();
        doc.current_dir(&places.root)
            .args(["test", "--release", "--doc"])
            .args(NATIVE);
        record(&mut summary, "doc examples", || suite::watch(&mut doc));
    }

    let visits = options.wants_browser() || !end_to_end.is_empty();
    let browser = visits.then(Browser::ensure).flatten();
    if options.wants_browser() {
        in_browser(places, options, browser.as_ref(), &mut summary);
    }
    if !end_to_end.is_empty() {
        end_to_end_tests(places, browser.as_ref(), &end_to_end, &mut summary);
    }
    report(&summary)
}

/// Builds the native tests, and the programs that they call.
pub(super) fn native_suites(places: &Places) -> Result<Vec<Suite>, XtaskError> {
    step("building the native tests", || {
        // The parity tests call the trainer's program, which no test builds by itself.
        let mut programs = call::cargo();
        programs
            .current_dir(&places.root)
            .args(["build", "--release"]);
        call::run(programs.args(NATIVE))?;
        let arguments = [&["--release"][..], &NATIVE].concat();
        suite::build(call::cargo(), &places.root, &arguments)
    })
}

/// A suite that is built apart.
fn apart(places: &Places, name: &str, arguments: &[&str], summary: &mut TestSummary) {
    let built = step(&format!("building the tests of {name}"), || {
        // The bill of materials lists the standard library's source.
        tools::ensure_wasm_target()?;
        let arguments = [&["--release"], arguments].concat();
        suite::build(call::cargo(), &places.root, &arguments)
    });
    match built {
        Ok(suites) => {
            for suite in suites {
                record(summary, &suite.name, || suite.run(&[]));
            }
        }
        Err(error) => record(summary, name, || Err(error)),
    }
}

/// Runs one suite; one that cannot be started has failed.
pub(super) fn record(
    summary: &mut TestSummary,
    name: &str,
    run: impl FnOnce() -> Result<SuiteResult, XtaskError>,
) {
    say(&format!("tests of {name}"));
    let started = Instant::now();
    let result = run().unwrap_or_else(|error| {
        say(&error.to_string());
        SuiteResult::broken()
    });
    summary.add(name, result, started.elapsed());
}

/// The tests that are compiled to wasm.
fn in_browser(
    places: &Places,
    options: &Test,
    browser: Option<&Browser>,
    summary: &mut TestSummary,
) {
    let Some(browser) = browser else {
        summary.add(
            IN_BROWSER,
            SuiteResult::not_run(browser::MISSING),
            Duration::ZERO,
        );
        return;
    };
    let built = step("building the tests for the browser", || {
        tools::ensure_wasm_target()?;
        let wasm_bindgen = Tool::wasm_bindgen(places)?.ensure(places)?;
        let cargo = rustflags::cargo(places, &[])?;
        Ok((wasm_bindgen, suite::build(cargo, &places.root, &WASM)?))
    });
    let (wasm_bindgen, suites) = match built {
        Ok(built) => built,
        Err(error) => {
            record(summary, IN_BROWSER, || Err(error));
            return;
        }
    };
    let runner = wasm_bindgen.with_file_name("wasm-bindgen-test-runner");
    let chromium = json!({ "goog:chromeOptions": browser.options(&browser::FLAGS) });
    let chromium = InBrowser {
        label: "wasm",
        driver: ("CHROMEDRIVER", browser.driver.clone()),
        capabilities: chromium,
    };
    for suite in &suites {
        chromium.run(places, options, &runner, suite, summary);
    }
    let Some(firefox) = Firefox::ensure(places) else {
        let name = format!("{IN_BROWSER} in Firefox");
        summary.add(
            &name,
            SuiteResult::not_run(browser::NO_FIREFOX),
            Duration::ZERO,
        );
        return;
    };
    let firefox = InBrowser {
        label: "wasm in Firefox",
        capabilities: json!({ "moz:firefoxOptions": firefox.options() }),
        driver: ("GECKODRIVER", firefox.driver),
    };
    let named = |suite: &&Suite| !NEED_GRAPHICS.contains(&suite.name.as_str());
    for suite in suites.iter().filter(named) {
        firefox.run(places, options, &runner, suite, summary);
    }
}

/// A browser for tests that are compiled to wasm.
struct InBrowser {
    /// What stands behind a suite's name.
    label: &'static str,
    /// The variable that names the driver, and the driver.
    driver: (&'static str, PathBuf),
    /// The WebDriver capabilities that start the browser.
    capabilities: Value,
}

impl InBrowser {
    /// Runs a suite if it is wanted.
    fn run(
        &self,
        places: &Places,
        options: &Test,
        runner: &Path,
        suite: &Suite,
        summary: &mut TestSummary,
    ) {
        let name = format!("{} ({})", suite.name, self.label);
        if !options.wants(&name) {
            return;
        }
        record(summary, &name, || {
            let capabilities = places.target.join("webdriver.json");
            fs::write(&capabilities, self.capabilities.to_string()).named(&capabilities)?;
            suite.run_with(runner, |command| {
                let (variable, driver) = &self.driver;
                command
                    .env_remove("GECKODRIVER")
                    .env(variable, driver)
                    .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
                    .env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_TEST_SECONDS);
            })
        });
    }
}

/// The tests that drop films on the built page.
fn end_to_end_tests(
    places: &Places,
    browser: Option<&Browser>,
    suites: &[Suite],
    summary: &mut TestSummary,
) {
    let page = page::build(places);
    for suite in suites {
        let missing = if suite.name == FIREFOX {
            Firefox::ensure(places)
                .is_none()
                .then_some(browser::NO_FIREFOX)
        } else {
            browser.is_none().then_some(browser::MISSING)
        };
        match (missing, &page) {
            (Some(what), _) => {
                summary.add(&suite.name, SuiteResult::not_run(what), Duration::ZERO);
            }
            (None, Err(error)) => {
                say(&error.to_string());
                summary.add(&suite.name, SuiteResult::broken(), Duration::ZERO);
            }
            (None, Ok(_)) => record(summary, &suite.name, || suite.run(&[])),
        }
    }
}

/// Prints the table and fails on failed tests, in CI also on skipped ones.
pub(super) fn report(summary: &TestSummary) -> Result<(), XtaskError> {
    println!("\n{summary}\n{}", summary.closing_line());
    if summary.is_empty() {
        return Err(XtaskError::NoSuite);
    }
    let ci = std::env::var_os("CI").is_some_and(|ci| !ci.is_empty() && ci != "false");
    if summary.failed() > 0 || (ci && summary.skipped() > 0) {
        return Err(XtaskError::NotPassed);
    }
    Ok(())
}
