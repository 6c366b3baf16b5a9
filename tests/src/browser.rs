//! Drives a headless Chromium or Firefox by the WebDriver protocol.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use ureq::Agent;
use xtask::browser as installed;

use crate::memory;
use crate::site::places;

/// WebDriver's key for an element id.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Time limit for what is immediate on an idle machine.
pub const SOON: Duration = Duration::from_mins(2);

/// Time limit of a script in milliseconds: software WebGPU is slow.
const SCRIPT_MILLIS: u64 = 900_000;

/// One browser at a time: two would share the cores and time each other out.
static LOCK: Mutex<()> = Mutex::new(());

/// A running browser with one tab; it is closed when dropped.
pub struct Browser {
    agent: Agent,
    session: String,
    driver: Child,
    /// Whether the driver gives the console's messages, which is no part of the protocol.
    has_console: bool,
    _lock: MutexGuard<'static, ()>,
}

/// An element of the page.
#[derive(Debug, Clone)]
pub struct Element(Value);

/// Whether the browser offers WebGPU on a machine without a graphics card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebGpu {
    /// On a software adapter.
    Software,
    /// Not at all.
    Absent,
}

impl Browser {
    /// Starts a browser with an empty profile, which writes its requests to `netlog` if given. Reports
    /// the test as skipped when no browser is installed.
    ///
    /// # Panics
    /// When it does not start; in continuous integration also when there is none.
    pub fn start(gpu: WebGpu, netlog: Option<&Path>) -> Option<Self> {
        let log = netlog.map(|path| format!("--log-net-log={}", path.display()));
        Self::start_chromium(gpu, log.as_deref().as_slice())
    }

    /// Starts a browser with a profile that stays when it is closed, and with a private window or another.
    ///
    /// # Panics
    /// As [`Self::start`].
    pub fn start_in(profile: &Path, is_private: bool) -> Option<Self> {
        let profile = format!("--user-data-dir={}", profile.display());
        let mut flags = vec![profile.as_str()];
        flags.extend(is_private.then_some("--incognito"));
        Self::start_chromium(WebGpu::Software, &flags)
    }

    fn start_chromium(gpu: WebGpu, further: &[&str]) -> Option<Self> {
        let Some(found) = installed::Browser::find() else {
            assert!(!is_ci(), "{}", installed::MISSING);
            println!("skipped: {}", installed::MISSING);
            return None;
        };
        let lock = LOCK.lock().unwrap_or_else(PoisonError::into_inner);
        let mut flags = installed::FLAGS.to_vec();
        flags.push(memory::FLAG);
        if gpu == WebGpu::Absent {
            flags.retain(|flag| *flag != installed::WEBGPU_FLAG);
            flags.push("--disable-blink-features=WebGPU");
        }
        flags.extend(further);
        let capabilities = json!({
            "goog:chromeOptions": found.options(&flags),
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        Some(Self::with(&found.driver, capabilities, lock))
    }

    /// Starts Firefox with an empty profile. Reports the test as skipped when there is none.
    ///
    /// # Panics
    /// As [`Self::start`].
    pub fn start_firefox() -> Option<Self> {
        Self::start_firefox_with(&json!({}), &[])
    }

    /// Starts Firefox with a profile that stays when it is closed, and with a private window or another.
    ///
    /// # Panics
    /// As [`Self::start_firefox`].
    pub fn start_firefox_in(profile: &Path, is_private: bool) -> Option<Self> {
        let profile = profile.to_string_lossy();
        let preferences = json!({ "browser.privatebrowsing.autostart": is_private });
        Self::start_firefox_with(&preferences, &["-profile", &profile])
    }

    fn start_firefox_with(preferences: &Value, further: &[&str]) -> Option<Self> {
        let Some(found) = installed::Firefox::find(places()) else {
            assert!(!is_ci(), "{}", installed::NO_FIREFOX);
            println!("skipped: {}", installed::NO_FIREFOX);
            return None;
        };
        let lock = LOCK.lock().unwrap_or_else(PoisonError::into_inner);
        let mut options = found.options();
        options["prefs"] = preferences.clone();
        let arguments = options["args"].as_array_mut().expect("a list");
        arguments.extend(further.iter().map(|it| json!(it)));
        let capabilities = json!({ "moz:firefoxOptions": options });
        Some(Self::with(&found.driver, capabilities, lock))
    }

    /// Starts a driver and, through it, the browser that its capabilities describe.
    fn with(driver: &Path, mut capabilities: Value, lock: MutexGuard<'static, ()>) -> Self {
        let (driver, port) = start_driver(driver);
        let config = Agent::config_builder()
            .timeout_global(Some(Duration::from_millis(SCRIPT_MILLIS + 30_000)))
            .http_status_as_error(false);
        capabilities["timeouts"] = json!({ "script": SCRIPT_MILLIS, "pageLoad": 120_000 });
        let mut browser = Self {
            agent: config.build().into(),
            session: format!("http://127.0.0.1:{port}/session"),
            driver,
            has_console: capabilities["goog:loggingPrefs"].is_object(),
            _lock: lock,
        };
        let session = browser.post(
            "",
            &json!({ "capabilities": { "alwaysMatch": capabilities } }),
        );
        let id = session["sessionId"].as_str().expect("a session id");
        browser.session = format!("{}/{id}", browser.session);
        browser
    }

    /// Opens an address and waits until the document is loaded.
    pub fn open(&self, address: &str) {
        self.post("/url", &json!({ "url": address }));
    }

    /// Reloads the page.
    pub fn reload(&self) {
        self.post("/refresh", &json!({}));
    }

    /// Runs a script in the page; `arguments` are its arguments.
    pub fn script(&self, script: &str, arguments: &[Value]) -> Value {
        let body = json!({ "script": script, "args": arguments });
        self.post("/execute/sync", &body)
    }

    /// The value of the promise that an expression returns.
    ///
    /// # Panics
    /// With the reason when the promise is rejected.
    pub fn promised(&self, expression: &str, arguments: &[Value]) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
            (async () => {expression})().then(
                value => done({{ value }}),
                reason => done({{ reason: String(reason) }}));"
        );
        let body = json!({ "script": script, "args": arguments });
        let outcome = self.post("/execute/async", &body);
        let reason = &outcome["reason"];
        assert!(reason.is_null(), "{expression}: {reason}");
        outcome["value"].clone()
    }

    /// Waits until an expression is true; false on timeout.
    pub fn wait(&self, expression: &str, limit: Duration) -> bool {
        let looking = format!(
            "new Promise(resolve => {{
                const end = performance.now() + {};
                const look = () => {{
                    if ({expression}) resolve(true);
                    else if (performance.now() > end) resolve(false);
                    else setTimeout(look, 50);
                }};
                look();
            }})",
            limit.as_millis()
        );
        self.promised(&looking, &[]) == json!(true)
    }

    /// The element that a CSS selector finds.
    ///
    /// # Panics
    /// When there is none.
    pub fn find(&self, selector: &str) -> Element {
        let body = json!({ "using": "css selector", "value": selector });
        Element(self.post("/element", &body)[ELEMENT].clone())
    }

    /// Types into an element; a file input takes the path of a file.
    pub fn type_into(&self, element: &Element, text: &str) {
        let id = element.0.as_str().expect("an element id");
        self.post(&format!("/element/{id}/value"), &json!({ "text": text }));
    }

    /// Presses and releases a key, by WebDriver's code.
    pub fn press(&self, key: char) {
        let actions = json!([{ "type": "key", "id": "keyboard", "actions": [
            { "type": "keyDown", "value": key },
            { "type": "keyUp", "value": key },
        ] }]);
        self.post("/actions", &json!({ "actions": actions }));
    }

    /// Holds a key down while pressing another.
    pub fn press_with(&self, held: char, key: char) {
        let actions = json!([{ "type": "key", "id": "keyboard", "actions": [
            { "type": "keyDown", "value": held },
            { "type": "keyDown", "value": key },
            { "type": "keyUp", "value": key },
            { "type": "keyUp", "value": held },
        ] }]);
        self.post("/actions", &json!({ "actions": actions }));
    }

    /// Drags from the middle of an element, with a button of the mouse: 0 left, 1 middle, 2 right.
    pub fn drag(&self, element: &Element, button: u32, (right, down): (i32, i32)) {
        let origin = json!({ ELEMENT: element.0 });
        let actions = json!([{ "type": "pointer", "id": "mouse", "actions": [
            { "type": "pointerMove", "origin": origin, "x": 0, "y": 0 },
            { "type": "pointerDown", "button": button },
            { "type": "pointerMove", "origin": origin, "x": right / 2, "y": down / 2 },
            { "type": "pointerMove", "origin": origin, "x": right, "y": down },
            { "type": "pointerUp", "button": button },
        ] }]);
        self.post("/actions", &json!({ "actions": actions }));
    }

    /// Puts two fingers on an element, `from` pixels left and right of its middle, and moves them to `to`.
    pub fn pinch(&self, element: &Element, from: i32, to: i32) {
        let origin = json!({ ELEMENT: element.0 });
        let finger = |name: &str, side: i32| {
            json!({ "type": "pointer", "id": name, "parameters": { "pointerType": "touch" }, "actions": [
                { "type": "pointerMove", "origin": origin, "x": side * from, "y": 0 },
                { "type": "pointerDown", "button": 0 },
                { "type": "pointerMove", "duration": 50, "origin": origin, "x": side * to, "y": 0 },
                { "type": "pointerUp", "button": 0 },
            ] })
        };
        let actions = json!([finger("left", -1), finger("right", 1)]);
        self.post("/actions", &json!({ "actions": actions }));
    }

    /// Sends a command of the Chrome `DevTools` protocol.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.post("/goog/cdp/execute", &body)
    }

    /// The memory of the pages with their workers in kibibytes, after their garbage is collected: in workers, where
    /// they run [`memory::COLLECT_ON_REQUEST`].
    pub fn memory(&self) -> u64 {
        let ask = "new BroadcastChannel('garbage').postMessage('collect')";
        self.script(ask, &[]);
        self.devtools("HeapProfiler.collectGarbage", &json!({}));
        // Idle workers take less.
        std::thread::sleep(Duration::from_millis(500));
        memory::below(self.driver.id(), "--type=renderer")
    }

    /// The tab that commands go to.
    pub fn tab(&self) -> String {
        let answer = self.agent.get(format!("{}/window", self.session)).call();
        let tab = value(answer);
        tab.as_str().expect("a handle").to_owned()
    }

    /// Opens a tab and sends commands to it.
    pub fn open_tab(&self) -> String {
        let opened = self.post("/window/new", &json!({ "type": "tab" }));
        let tab = opened["handle"].as_str().expect("a handle").to_owned();
        self.switch(&tab);
        tab
    }

    /// Sends commands to a tab.
    pub fn switch(&self, tab: &str) {
        self.post("/window", &json!({ "handle": tab }));
    }

    /// Sets the size of the window.
    pub fn resize(&self, width: u32, height: u32) {
        self.post("/window/rect", &json!({ "width": width, "height": height }));
    }

    /// Console messages of the page since the last call; none in Firefox.
    pub fn console(&self) -> Vec<String> {
        if !self.has_console {
            return Vec::new();
        }
        let lines = self.post("/se/log", &json!({ "type": "browser" }));
        let lines = lines.as_array().cloned().unwrap_or_default();
        lines
            .iter()
            .map(|line| format!("{}: {}", line["level"], line["message"]))
            .collect()
    }

    /// Saves a screenshot of the page.
    pub fn screenshot(&self, path: &Path) {
        let picture = value(
            self.agent
                .get(format!("{}/screenshot", self.session))
                .call(),
        );
        let picture = picture.as_str().expect("a picture");
        let bytes = BASE64_STANDARD.decode(picture).expect("base64");
        let folder = path.parent().expect("a folder for pictures");
        std::fs::create_dir_all(folder).expect("a folder for pictures");
        std::fs::write(path, bytes).expect("a picture is written");
    }

    /// Closes the browser, which completes its logs.
    pub fn quit(self) {
        drop(self);
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let url = format!("{}{path}", self.session);
        value(self.agent.post(url).send_json(body))
    }
}

/// The value in the driver's response.
fn value(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Value {
    let mut answer = answer.expect("the driver answers");
    let body: Value = answer.body_mut().read_json().expect("JSON of the driver");
    let value = body["value"].clone();
    let message = value["message"].as_str().unwrap_or("no message");
    assert!(answer.status().is_success(), "driver: {message}");
    value
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Both may have ended already when a test failed.
        self.agent.delete(&self.session).call().ok();
        self.driver.kill().ok();
        self.driver.wait().ok();
    }
}

/// Whether this runs in continuous integration, where no test may be skipped.
fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|ci| !ci.is_empty() && ci != "false")
}

/// Starts a driver on a free port, which it prints in its first lines.
fn start_driver(program: &Path) -> (Child, u16) {
    let mut driver = Command::new(program)
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the driver starts");
    let output = driver.stdout.take().expect("its output is piped");
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let port = lines.find_map(|line| port(&line));
    // A driver ends when nobody reads what it says.
    std::thread::spawn(move || lines.for_each(drop));
    (driver, port.expect("the driver prints its port"))
}

/// The port in a line of chromedriver or geckodriver.
fn port(line: &str) -> Option<u16> {
    let chromedriver = line.split_once("started successfully on port ");
    let (_, rest) = chromedriver.or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    rest.trim_end_matches('.').parse().ok()
}
