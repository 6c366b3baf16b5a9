//! Faults that tests inject into the page and its worker, and the answer that none of them may change.

use std::collections::BTreeMap;
use std::fs;

use serde_json::json;
use xtask::offline;

use crate::browser::{Browser, WebGpu};
use crate::real_films;
use crate::site::Site;
use crate::visit::Visit;

/// How far a probability on a GPU may be from that on the CPU.
pub const TOLERANCE: f64 = 2e-3;

/// Does what the page of the test asks the worker for.
pub const ON_REQUEST: &str = "
    const devices = [];
    const request = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (options) {
        const device = await request.call(this, options);
        devices.push(device);
        return device;
    };
    new BroadcastChannel('fault').onmessage = ({ data }) => {
        if (data === 'lose the GPU') devices.forEach((device) => device.destroy());
        if (data === 'compute wrongly') {
            const range = GPUBuffer.prototype.getMappedRange;
            GPUBuffer.prototype.getMappedRange = function (...place) {
                const bytes = range.apply(this, place);
                if (this.usage & GPUBufferUsage.MAP_READ) new Float32Array(bytes)[0] += 1;
                return bytes;
            };
        }
        if (data === 'hang') for (;;);
        if (data === 'end') close();
        if (data === 'throw') setTimeout(() => { throw new Error('injected'); });
    };";

/// A site whose worker runs a script before the engine.
pub fn site_with(script: &str) -> Site {
    Site::changed(|page| {
        let engine = page.join("engine.js");
        let text = fs::read_to_string(&engine).unwrap();
        fs::write(engine, format!("{script}\n{text}")).unwrap();
        offline::stamp(page).unwrap();
    })
}

/// Opens the page with a script that runs before those of the page.
pub fn visit_with(site: &Site, script: &str) -> Option<Visit> {
    let browser = Browser::start(WebGpu::Software, None)?;
    let source = json!({ "source": script });
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", &source);
    browser.open(&site.address(""));
    Some(Visit { browser })
}

/// The probabilities that the page shows for the first of the bundled films.
///
/// # Panics
/// When it does not answer.
pub fn answer(visit: &Visit) -> BTreeMap<String, f64> {
    let film = &real_films::bundled()[0];
    visit.drop_files(&[(&film.name(), &film.bytes())]);
    let shown = visit.shown();
    assert_eq!(shown.decision, "answer", "{shown:?}");
    shown.probabilities
}

/// The same without a fault.
pub fn expected() -> Option<BTreeMap<String, f64>> {
    let site = Site::shipped();
    let visit = Visit::start(&site, "?engine=cpu")?;
    visit.ready();
    Some(answer(&visit))
}

/// Checks that an answer is the expected one.
///
/// # Panics
/// When it is not.
pub fn same(fault: &str, found: &BTreeMap<String, f64>, expected: &BTreeMap<String, f64>) {
    assert_eq!(found.len(), expected.len(), "{fault}");
    for (class, probability) in expected {
        let difference = (found[class] - probability).abs();
        assert!(
            difference < TOLERANCE,
            "{fault}: {class} differs by {difference}"
        );
    }
}

/// Has the worker of a visit do what a word of [`ON_REQUEST`] stands for.
pub fn inject(visit: &Visit, fault: &str) {
    let post = "new BroadcastChannel('fault').postMessage(arguments[0])";
    visit.browser.script(post, &[json!(fault)]);
}
