//! Faults injected into the page and its worker in headless Chromium: each is named, the next film works, and
//! no answer changes.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use std::time::Duration;

use tests::browser::SOON;
use tests::injected::{
    ON_REQUEST, THREAD_ON_REQUEST, TOLERANCE, answer, expected, inject, same, site_with,
    site_with_in, visit_with,
};
use tests::site::Site;
use tests::visit::Visit;
use tests::{films, real_films};

/// What a film may take on a slow machine.
const LIMIT: Duration = Duration::from_mins(5);

/// Makes the software adapter look like a card, which the page prefers to the CPU.
const CARD: &str = "
    Object.defineProperty(GPUAdapter.prototype, 'info', { get: () => ({ vendor: 'nvidia',
        architecture: 'lovelace', device: '', description: '', isFallbackAdapter: false }) });";

/// A fault of the GPU when the engine starts: its name, its script in the worker, and what the page says.
const AT_START: [(&str, &str, &str); 6] = [
    (
        "no adapter",
        "GPU.prototype.requestAdapter = async () => null;",
        "found no GPU",
    ),
    (
        "an adapter that cannot be asked for",
        "GPU.prototype.requestAdapter = async () => { throw new Error('injected'); };",
        "GPU",
    ),
    (
        "no device",
        "GPUAdapter.prototype.requestDevice = async () => { throw new Error('injected'); };",
        "could not be started",
    ),
    (
        "no pipelines",
        "GPUDevice.prototype.createComputePipelineAsync = async () => { throw new Error('injected'); };
        GPUDevice.prototype.createComputePipeline = () => { throw new Error('injected'); };",
        "GPU",
    ),
    (
        "too little memory",
        "const pop = GPUDevice.prototype.popErrorScope;
        GPUDevice.prototype.popErrorScope = async function () {
            await pop.call(this);
            return new GPUOutOfMemoryError('injected');
        };",
        "GPU",
    ),
    (
        "wrong numbers",
        "const range = GPUBuffer.prototype.getMappedRange;
        GPUBuffer.prototype.getMappedRange = function (...place) {
            const bytes = range.apply(this, place);
            if (this.usage & GPUBufferUsage.MAP_READ) new Float32Array(bytes)[0] += 1;
            return bytes;
        };",
        "wrong results",
    ),
];

#[test]
fn a_gpu_that_does_not_work_is_named_and_the_cpu_answers() {
    let Some(expected) = expected() else { return };
    for (fault, script, says) in AT_START {
        let site = site_with(&format!("{CARD}{script}"));
        let Some(visit) = Visit::start(&site, "") else {
            return;
        };
        assert_eq!(visit.ready(), "cpu", "{fault}");
        let status = visit.text("engine-status");
        assert!(status.contains(says), "{fault}: {status}");
        same(fault, &answer(&visit), &expected);
    }
}

#[test]
fn a_gpu_with_the_least_that_the_standard_allows_answers() {
    let Some(expected) = expected() else { return };
    let least = "
        const ask = GPUAdapter.prototype.requestDevice;
        GPUAdapter.prototype.requestDevice = function () { return ask.call(this, {}); };
        Object.defineProperty(GPUAdapter.prototype, 'features', { get: () => new Set() });
        Object.defineProperty(GPUAdapter.prototype, 'limits', { get: () => ({
            maxBufferSize: 268435456, maxStorageBufferBindingSize: 134217728,
            maxComputeWorkgroupStorageSize: 16384, maxComputeInvocationsPerWorkgroup: 256,
            maxComputeWorkgroupSizeX: 256, maxComputeWorkgroupSizeY: 256, maxComputeWorkgroupSizeZ: 64,
            maxComputeWorkgroupsPerDimension: 65535, maxStorageBuffersPerShaderStage: 8,
            maxUniformBufferBindingSize: 65536, maxBindGroups: 4 }) });";
    let site = site_with(&format!("{CARD}{least}"));
    let Some(visit) = Visit::start(&site, "") else {
        return;
    };
    assert_eq!(visit.ready(), "webgpu", "{}", visit.text("engine-status"));
    same("least limits", &answer(&visit), &expected);
}

#[test]
fn a_gpu_that_is_lost_is_replaced_by_the_cpu_and_no_film_is_lost() {
    let Some(expected) = expected() else { return };
    let site = site_with(&format!("{CARD}{ON_REQUEST}"));
    for fault in ["before a film", "during a film", "after a film"] {
        let Some(visit) = Visit::start(&site, "") else {
            return;
        };
        assert_eq!(visit.ready(), "webgpu", "{}", visit.text("engine-status"));
        let found = if fault == "during a film" {
            let film = &real_films::bundled()[0];
            visit.drop_files(&[(&film.name(), &film.bytes())]);
            std::thread::sleep(Duration::from_millis(30));
            inject(&visit, "lose the GPU");
            visit.shown().probabilities
        } else {
            if fault == "after a film" {
                same(fault, &answer(&visit), &expected);
            }
            inject(&visit, "lose the GPU");
            answer(&visit)
        };
        same(fault, &found, &expected);
        // A film that was finished before the device was lost leaves the next one to find out.
        visit.browser.script("location.hash = 'films'", &[]);
        same(fault, &answer(&visit), &expected);
        let lost = "document.querySelector('[data-testid=engine-status]').dataset.engine === 'cpu'";
        assert!(
            visit.browser.wait(lost, LIMIT),
            "{fault}: {}",
            visit.page_text()
        );
        let status = visit.text("engine-status");
        assert!(status.contains("stopped working"), "{fault}: {status}");
    }
}

#[test]
fn a_gpu_that_computes_wrongly_later_is_found_out_and_its_films_are_read_again() {
    let Some(expected) = expected() else { return };
    let site = site_with(&format!("{CARD}{ON_REQUEST}"));
    let Some(visit) = Visit::start(&site, "") else {
        return;
    };
    assert_eq!(visit.ready(), "webgpu", "{}", visit.text("engine-status"));
    inject(&visit, "compute wrongly");
    let first = &real_films::bundled()[0];
    visit.drop_files(&[(&first.name(), &first.bytes())]);
    let wrong = visit.shown().probabilities;
    let moved = wrong
        .iter()
        .any(|(class, it)| (it - expected[class]).abs() > TOLERANCE);
    assert!(moved, "the fault has an effect: {wrong:?}");
    visit.browser.script(
        "Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
        delete document.hidden;",
        &[],
    );
    let second = &real_films::bundled()[1];
    visit.drop_files(&[(&second.name(), &second.bytes())]);
    let changed = "document.querySelector('[data-testid=engine-status]').dataset.engine === 'cpu'";
    assert!(visit.browser.wait(changed, LIMIT), "{}", visit.page_text());
    visit.films(2, LIMIT);
    let status = visit.text("engine-status");
    assert!(status.contains("wrong results"), "{status}");
    visit.select(0);
    let again = format!(
        "Math.abs(Number(document.querySelector('[data-testid=prob-normal]')?.dataset.value) - {}) < {TOLERANCE}",
        expected["normal"]
    );
    assert!(visit.browser.wait(&again, LIMIT), "{}", visit.page_text());
}

/// Has the softmax of the attention computed wrongly.
const WRONG_ATTENTION: &str = "
    const create = GPUDevice.prototype.createShaderModule;
    GPUDevice.prototype.createShaderModule = function ({ code, ...rest }) {
        return create.call(this, { ...rest, code: code.replaceAll('= exp(s', '= 0.1 + exp(s') });
    };";

#[test]
fn the_first_operation_that_a_gpu_computes_wrongly_is_named() {
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=webgpu") else {
        return;
    };
    visit.ready();
    let right = visit.diagnosis();
    assert!(right.contains("agree, largest deviation"), "{right}");
    drop(visit);
    let site = site_with(&format!("{CARD}{WRONG_ATTENTION}"));
    let Some(visit) = Visit::start(&site, "") else {
        return;
    };
    assert_eq!(visit.ready(), "cpu");
    let wrong = visit.diagnosis();
    let first = wrong.lines().find(|line| line.contains("FIRST OFF IS"));
    assert!(
        first.is_some_and(|line| line.contains(", attention,")),
        "{wrong}"
    );
    println!("{right}\n{wrong}");
}

#[test]
fn a_worker_that_fails_is_restarted_and_the_next_film_works() {
    let Some(expected) = expected() else { return };
    let site = site_with(ON_REQUEST);
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    same("before", &answer(&visit), &expected);
    inject(&visit, "throw");
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(visit.ready(), "cpu");
    same("after", &answer(&visit), &expected);
}

#[test]
fn a_thread_that_fails_in_a_film_is_named_at_once_and_the_engine_is_replaced() {
    let Some(expected) = expected() else { return };
    let site = site_with_in("threads.js", THREAD_ON_REQUEST);
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    same("before", &answer(&visit), &expected);
    inject(&visit, "fail in a thread");
    let film = &real_films::bundled()[1];
    visit.drop_files(&[(&film.name(), &film.bytes())]);
    let error = visit.error();
    assert!(error.contains("injected into a thread"), "{error}");
    assert_eq!(visit.ready(), "cpu");
    same("after", &answer(&visit), &expected);
}

/// Pages of 64 KiB that the engine's memory may have: enough for the network and films of a usual size.
const FEW_PAGES: u32 = 4096;

#[test]
fn a_film_that_does_not_fit_into_memory_is_named_and_the_next_one_works() {
    let Some(expected) = expected() else { return };
    let site = site_with(&format!(
        "WebAssembly.Memory = new Proxy(WebAssembly.Memory, {{
            construct: (type, [kind]) => new type({{ ...kind, maximum: {FEW_PAGES} }}) }});"
    ));
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    visit.drop_files(&[("large.png", &films::large())]);
    let error = visit.error();
    assert!(error.contains("too little memory"), "{error}");
    assert_eq!(visit.ready(), "cpu");
    same("after", &answer(&visit), &expected);
}

#[test]
fn a_browser_that_stores_nothing_answers_all_the_same() {
    let Some(expected) = expected() else { return };
    let denied = "{ throw new DOMException('injected', 'SecurityError'); }";
    let site = site_with(&format!(
        "CacheStorage.prototype.open = async () => {denied};
        CacheStorage.prototype.match = async () => {denied};"
    ));
    let page = format!(
        "Object.defineProperty(window, 'localStorage', {{ get() {denied} }});
        Object.defineProperty(window, 'sessionStorage', {{ get() {denied} }});
        IDBFactory.prototype.open = () => {denied};
        ServiceWorkerContainer.prototype.register = async () => {denied};"
    );
    let Some(visit) = visit_with(&site, &page) else {
        return;
    };
    visit.ready();
    same("nothing is stored", &answer(&visit), &expected);
    visit.click("keep-list");
    let refused = "document.body.innerText.includes('does not let the page keep the list')";
    assert!(visit.browser.wait(refused, SOON), "{}", visit.page_text());
    visit.choose_value("theme", "dark");
    visit.choose_value("language", "fr");
    let french = "document.documentElement.lang === 'fr'";
    assert!(visit.browser.wait(french, SOON), "{}", visit.page_text());
}

#[test]
fn a_full_disk_and_a_clock_that_is_wrong_change_no_answer() {
    let Some(expected) = expected() else { return };
    let site = site_with(
        "Cache.prototype.put = async () => { throw new DOMException('injected', 'QuotaExceededError'); };
        Date.now = () => 0;",
    );
    let page = "Date.now = () => 0; document.addEventListener('DOMContentLoaded', () => {
        Object.defineProperty(document, 'hidden', { get: () => true });
        Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' }); });";
    let Some(visit) = visit_with(&site, page) else {
        return;
    };
    visit.ready();
    same(
        "full disk, wrong clock, hidden tab",
        &answer(&visit),
        &expected,
    );
}

#[test]
fn a_reload_in_the_middle_of_a_batch_leaves_a_page_that_works() {
    let Some(expected) = expected() else { return };
    let site = Site::shipped();
    let Some(visit) = Visit::start(&site, "?engine=cpu") else {
        return;
    };
    visit.ready();
    visit.drop_films(&real_films::bundled());
    visit.browser.reload();
    visit.ready();
    same("reload", &answer(&visit), &expected);
}
