//! Measures a built page: first visit, offline visit, many films, memory. Prints a JSON object. Usage:
//! `visits DIR ROUNDS`

use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};
use tests::browser::{Browser, SOON, WebGpu};
use tests::site::Apart;

/// Numbers of films whose memory is compared: the first dozens fill the engine's reused buffers.
const FILMS: [u32; 2] = [50, 500];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(rounds)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: visits DIR ROUNDS");
        return ExitCode::from(2);
    };
    let measured = rounds
        .parse()
        .map_err(|_| "ROUNDS is not a number".to_owned())
        .and_then(|rounds| measure(Path::new(&folder), rounds));
    match measured {
        Ok(figures) => {
            println!("{figures}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn measure(folder: &Path, rounds: u32) -> Result<Value, String> {
    let ready: Vec<[f64; 2]> = (0..rounds)
        .map(|_| first_and_offline(folder))
        .collect::<Result<_, _>>()?;
    let site = Apart::of(folder);
    let browser = browser()?;
    browser.open(&site.address("bench.html"));
    let batch = browser.promised("window.benchBatch({ engine: 'cpu' })", &[]);
    let memory = |engine: &str, films: u32| {
        let expression = "window.benchMemory({ engine: arguments[0], films: arguments[1] })";
        browser.promised(expression, &[json!(engine), json!(films)])
    };
    let cpu = FILMS.map(|films| memory("cpu", films));
    let webgpu = memory("webgpu", 1);
    Ok(json!({ "ready": ready, "batch": batch, "cpu": cpu, "webgpu": webgpu }))
}

fn browser() -> Result<Browser, String> {
    Browser::start(WebGpu::Software, None).ok_or_else(|| "no browser was found".to_owned())
}

/// Milliseconds from the start of the visit until films can be read: the first time, and offline.
fn first_and_offline(folder: &Path) -> Result<[f64; 2], String> {
    let mut site = Apart::of(folder);
    let browser = browser()?;
    let address = site.address("?engine=cpu");
    browser.open(&address);
    let first = ready(&browser);
    let kept = "document.querySelector('[data-testid=kept]') !== null";
    if !browser.wait(kept, SOON) {
        return Err("the page was not cached for offline visits".to_owned());
    }
    site.cut();
    browser.open(&address);
    Ok([first, ready(&browser)])
}

/// Waits for the engine; returns the milliseconds since the start of the visit.
fn ready(browser: &Browser) -> f64 {
    let moment = "new Promise(resolve => {
        const look = () => {
            const state = document.querySelector('[data-testid=engine-status]')?.dataset.state;
            if (state === 'ready') resolve(performance.now());
            else setTimeout(look, 5);
        };
        look();
    })";
    browser.promised(moment, &[]).as_f64().unwrap_or(f64::NAN)
}
