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

/// In the script of the threads: lets the page of the test have one of them fail where it next takes up work.
///
/// Threads run their code until the page is closed and hear nothing, so that functions of the kind that takes up
/// work, with one number and no result, are called by way of another that looks at a switch: the first four bytes of
/// the memory that all share, where nothing is. `HOOK` is that function, in its binary form.
pub const THREAD_ON_REQUEST: &str = "
    const HOOK = new WebAssembly.Module(Uint8Array.from([
        0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 2, 96, 1, 127, 0, 96, 0, 0, 2, 13, 2, 1, 119, 1, 119, 0, 0,
        1, 119, 1, 108, 0, 1, 3, 2, 1, 0, 7, 5, 1, 1, 119, 0, 2, 10, 10, 1, 8, 0, 16, 1, 32, 0, 16, 0, 11]));
    const instantiate = WebAssembly.instantiate;
    if (self.name === 'thread') {
        WebAssembly.instantiate = async (module, imports) => {
            const made = await instantiate(module, imports);
            const all = Object.values(imports).flatMap(Object.values);
            const memory = all.find((it) => it instanceof WebAssembly.Memory);
            const look = () => {
                const switched = Atomics.exchange(new Int32Array(memory.buffer), 0, 0);
                if (switched === 1) throw new Error('injected into a thread');
            };
            const { functions } = made.exports;
            for (let place = 0; place < functions.length; place++) {
                try {
                    const hook = new WebAssembly.Instance(HOOK, { w: { w: functions.get(place), l: look } });
                    functions.set(place, hook.exports.w);
                } catch {} // It is of another kind.
            }
            return made;
        };
    } else {
        let memory;
        WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
            construct: (type, [kind]) => (memory = new type(kind)) });
        WebAssembly.instantiateStreaming = async (response, imports) =>
            instantiate(withFunctions(new Uint8Array(await (await response).arrayBuffer())), imports);
        new BroadcastChannel('fault').onmessage = () => Atomics.store(new Int32Array(memory.buffer), 0, 1);
    }
    function number(value) {
        return value < 128 ? [value] : [(value & 127) | 128, ...number(value >> 7)];
    }
    // Code that exports its table of functions, too: its first table becomes one more export.
    function withFunctions(code) {
        const numberAt = (place) => {
            let value = 0;
            for (let shift = 0; ; shift += 7) {
                const byte = code[place++];
                value |= (byte & 127) << shift;
                if (byte < 128) return [value, place];
            }
        };
        for (let place = 8; ; ) {
            const [size, begin] = numberAt(place + 1);
            if (code[place] === 7) {
                const [count, first] = numberAt(begin);
                const name = [...'functions'].map((letter) => letter.charCodeAt(0));
                const head = [...number(count + 1), name.length, ...name, 1, 0];
                const rest = code.subarray(first, begin + size);
                const parts = [code.subarray(0, place), [7, ...number(head.length + rest.length)], head,
                    rest, code.subarray(begin + size)];
                return new Uint8Array(parts.flatMap((part) => [...part]));
            }
            place = begin + size;
        }
    }";

/// A site whose worker runs a script before the engine.
pub fn site_with(script: &str) -> Site {
    site_with_in("engine.js", script)
}

/// A site that runs a script before one of its own.
pub fn site_with_in(file: &str, script: &str) -> Site {
    Site::changed(|page| {
        let file = page.join(file);
        let text = fs::read_to_string(&file).unwrap();
        fs::write(file, format!("{script}\n{text}")).unwrap();
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
