//! The page in a frame of another site, in headless Chromium.
#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests fail by panicking, as tests do"
)]

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use tests::browser::SOON;
use tests::bystander;
use tests::films;
use tests::site::Site;
use tests::visit::Visit;

/// A page whose frame is ours, with a function that asks it.
const PARENT: &str = "<!doctype html><title>Viewer</title><body><script>
    const waiting = new Map();
    window.all = [];
    addEventListener('message', ({ data, origin }) => {
        window.all.push(origin);
        waiting.get(data.id)?.(data);
    });
    window.ask = message => new Promise(resolve => {
        const id = String(waiting.size);
        waiting.set(id, resolve);
        frames[0].postMessage({ ...message, id }, '*');
        setTimeout(() => resolve('no reply'), 60000);
    });
</script></body>";

/// Adds a frame of an address to the page and waits until it has loaded.
fn frame(visit: &Visit, address: &str) {
    let script = "new Promise(loaded => {
        const frame = document.createElement('iframe');
        Object.assign(frame, { src: arguments[0], width: 900, height: 700 });
        frame.onload = loaded;
        document.body.append(frame);
    }).then(() => true)";
    visit.browser.promised(script, &[json!(address)]);
}

fn ask(visit: &Visit, message: &str, film: &[u8]) -> Value {
    let script = format!(
        "(bytes => window.ask({message}))(
            Uint8Array.from(atob(arguments[0]), letter => letter.charCodeAt(0)))"
    );
    visit
        .browser
        .promised(&script, &[json!(BASE64_STANDARD.encode(film))])
}

#[test]
fn a_site_that_the_host_lists_gets_answers_and_nothing_else() {
    let viewer = bystander::serve(|_| PARENT.to_owned());
    let site = Site::embeddable(&viewer);
    let Some(visit) = Visit::open(&viewer) else {
        return;
    };
    frame(&visit, &site.address("embed.html?engine=cpu"));
    // The frame's listener starts with its content, after the load event.
    let ready = "window.ask({ pneumoscope: 'ready' }).then(reply => window.engine = reply.result)";
    let script = format!("(setInterval(() => {ready}, 1000), true)");
    visit.browser.promised(&script, &[]);
    assert!(visit.browser.wait("window.engine === 'cpu'", SOON));
    let film = films::film();
    let asked = "{ pneumoscope: 'classify', name: 'a.png', bytes }";
    let reply = ask(&visit, asked, &film);
    assert_eq!(reply["result"]["file"], "a.png", "{reply}");
    let broken = ask(&visit, asked, b"no film");
    assert_eq!(broken["result"]["decision"], "refuse", "{broken}");
    let wrong = ask(&visit, "{ pneumoscope: 'classify', bytes: 3 }", b"");
    assert!(wrong["error"].as_str().unwrap().contains("Uint8Array"));
    let unknown = ask(&visit, "{ pneumoscope: 'open' }", b"");
    assert!(unknown["error"].as_str().unwrap().contains("open"));
    let origins = "JSON.stringify([...new Set(window.all)])";
    let expected = json!(format!("[\"{}\"]", site.origin()));
    assert_eq!(
        visit.browser.script(&format!("return {origins}"), &[]),
        expected
    );
    visit.screenshot("embedded");
    visit.browser.open(&site.address("?engine=cpu"));
    visit.ready();
    // A frame of another site has no shared memory and another engine, which rounds otherwise.
    let (framed, own) = (&reply["result"], visit.classify("a.png", &film));
    for (key, value) in own.as_object().unwrap() {
        match value.as_f64() {
            Some(number) => assert!(
                (number - framed[key].as_f64().unwrap()).abs() < 1e-6,
                "{key}"
            ),
            None => assert_eq!(*value, framed[key]),
        }
    }
}

#[test]
fn a_site_that_is_not_listed_can_neither_frame_the_page_nor_ask_it() {
    let stranger = bystander::serve(|_| PARENT.to_owned());
    let viewer = bystander::serve(|_| PARENT.to_owned());
    let site = Site::embeddable(&viewer);
    let shipped = Site::shipped();
    let Some(visit) = Visit::open(&stranger) else {
        return;
    };
    for address in [site.address("embed.html"), shipped.address("embed.html")] {
        frame(&visit, &address);
    }
    let console = visit.browser.console().join("\n");
    assert_eq!(console.matches("frame-ancestors").count(), 2, "{console}");
    // A window that the stranger opens is no frame; its messages are not answered.
    visit
        .browser
        .open(&shipped.address("embed.html?engine=cpu"));
    visit.ready();
    assert!(visit.page_text().contains("Embedding is off"));
    let replies = "new Promise(resolve => {
        let replies = 0;
        addEventListener('message', ({ data }) => { replies += data.pneumoscope === 'reply' });
        postMessage({ pneumoscope: 'ready', id: 1 }, '*');
        setTimeout(() => resolve(replies), 1500);
    })";
    assert_eq!(visit.browser.promised(replies, &[]), 0);
}
