//! One user's visit to the page: their actions and what the page shows.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::browser::{Browser, SOON, WebGpu};
use crate::real_films::Film;
use crate::site::{self, Site};

/// The keys of the three classes, in their order.
pub const CLASSES: [&str; 3] = ["covid19", "normal", "pneumonia"];

/// Time limit for loading and checking the model on a slow machine.
const READY: Duration = Duration::from_mins(10);

/// Time limit for one film.
const ANSWER: Duration = Duration::from_mins(10);

/// Makes a `File` from base64 text and a name.
const MAKE_FILE: &str = "const makeFile = (text, name) => new File(
    [Uint8Array.from(atob(text), letter => letter.charCodeAt(0))], name);";

/// A browser that has the page open.
pub struct Visit {
    /// The browser, for everything else.
    pub browser: Browser,
}

/// The result that the page shows for a film.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The attribute `data-decision`.
    pub decision: String,
    /// The attribute `data-set`.
    pub set: String,
    /// The texts of the reasons.
    pub reasons: Vec<String>,
    /// The attributes `data-fix`.
    pub fixes: Vec<String>,
    /// The attributes `data-value`, by class; empty when refused.
    pub probabilities: BTreeMap<String, f64>,
}

/// A film in the page's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFilm {
    /// Its path or name.
    pub name: String,
    /// The attribute `data-state`.
    pub state: String,
}

impl Visit {
    /// Opens the page; `None` when no browser is installed.
    pub fn start(site: &Site, query: &str) -> Option<Self> {
        Self::start_with(site, query, WebGpu::Software, None)
    }

    /// Opens the page in a browser of a certain kind.
    pub fn start_with(
        site: &Site,
        query: &str,
        gpu: WebGpu,
        netlog: Option<&Path>,
    ) -> Option<Self> {
        let browser = Browser::start(gpu, netlog)?;
        browser.resize(1200, 900);
        browser.open(&site.address(query));
        Some(Self { browser })
    }

    /// Opens the page in Firefox; `None` when that is not installed.
    pub fn in_firefox(address: &str) -> Option<Self> {
        let browser = Browser::start_firefox()?;
        browser.resize(1200, 900);
        browser.open(address);
        Some(Self { browser })
    }

    /// Opens an address in a new browser.
    pub fn open(address: &str) -> Option<Self> {
        let browser = Browser::start(WebGpu::Software, None)?;
        browser.resize(1200, 900);
        browser.open(address);
        Some(Self { browser })
    }

    /// Waits for the engine; returns `webgpu` or `cpu`.
    ///
    /// # Panics
    /// When the engine fails, or is not ready in time.
    pub fn ready(&self) -> String {
        let state = self.settled();
        assert_eq!(state, "ready", "{}", self.page_text());
        self.attribute("engine-status", "data-engine")
    }

    /// Waits until the engine is ready or has failed, and says which.
    pub fn settled(&self) -> String {
        let state = "document.querySelector('[data-testid=engine-status]')?.dataset.state";
        let settled = format!("['ready', 'failed'].includes({state})");
        assert!(
            self.browser.wait(&settled, READY),
            "the engine is neither ready nor failed: {}",
            self.page_text()
        );
        self.attribute("engine-status", "data-state")
    }

    /// Waits until page and model are cached for offline visits.
    ///
    /// # Panics
    /// When they are not in time.
    pub fn cached(&self) {
        let cached = "document.querySelector('[data-testid=kept]') !== null";
        assert!(self.browser.wait(cached, SOON), "{}", self.page_text());
    }

    /// Drops films from disk on the page.
    pub fn drop_films(&self, films: &[Film]) {
        let read: Vec<_> = films
            .iter()
            .map(|film| (film.name(), film.bytes()))
            .collect();
        let named: Vec<(&str, &[u8])> = read
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
            .collect();
        self.drop_files(&named);
    }

    /// Asks where the network looked and waits for the finer map of any class.
    ///
    /// # Panics
    /// When it is not shown in time.
    pub fn explain(&self) {
        let click = "document.querySelector('[data-testid=explain] button').click()";
        self.browser.script(click, &[]);
        let shown = "document.querySelector('[data-testid=explain][data-map=finer]') !== null";
        assert!(self.browser.wait(shown, ANSWER), "{}", self.page_text());
    }

    /// Drops files on the page.
    pub fn drop_files(&self, files: &[(&str, &[u8])]) {
        let script = format!(
            "{MAKE_FILE}
            const transfer = new DataTransfer();
            for (const [name, text] of arguments[0]) transfer.items.add(makeFile(text, name));
            const zone = document.querySelector('[data-testid=drop-zone]');
            for (const kind of ['dragenter', 'dragover', 'drop'])
                zone.dispatchEvent(new DragEvent(kind,
                    {{ dataTransfer: transfer, bubbles: true, cancelable: true }}));"
        );
        let files: Vec<Value> = files
            .iter()
            .map(|(name, bytes)| json!([name, BASE64_STANDARD.encode(bytes)]))
            .collect();
        self.forget();
        self.browser.script(&script, &[json!(files)]);
    }

    /// Drops files and folders on the page as the system does, so that the page can list the folders.
    pub fn drop_paths(&self, paths: &[&Path]) {
        let absolute = paths.iter().map(|path| {
            let path = path.canonicalize().expect("a path on disk");
            path.to_string_lossy().into_owned()
        });
        let files: Vec<String> = absolute.collect();
        self.drag(
            "[data-testid=drop-zone]",
            &json!({ "items": [], "files": files }),
        );
    }

    /// Drops what is not a file: text of a type.
    pub fn drop_text(&self, mime: &str, text: &str) {
        let items = json!([{ "mimeType": mime, "data": text }]);
        self.drag("[data-testid=drop-zone]", &json!({ "items": items }));
    }

    /// Drops a file outside the drop zone.
    pub fn drop_beside(&self, path: &Path) {
        let path = path.canonicalize().expect("a path on disk");
        let files = [path.to_string_lossy()];
        self.drag("footer", &json!({ "items": [], "files": files }));
    }

    /// Drags data over the middle of an element and drops it.
    fn drag(&self, selector: &str, data: &Value) {
        self.forget();
        let middle = self.browser.script(
            "const element = document.querySelector(arguments[0]);
            element.scrollIntoView({ block: 'center' });
            const { left, top, width, height } = element.getBoundingClientRect();
            return [left + width / 2, top + height / 2];",
            &[json!(selector)],
        );
        let mut data = data.clone();
        data["dragOperationsMask"] = json!(1);
        for kind in ["dragEnter", "dragOver", "drop"] {
            let drag = json!({ "type": kind, "x": middle[0], "y": middle[1], "data": data });
            self.browser.devtools("Input.dispatchDragEvent", &drag);
        }
    }

    /// Pastes a file into the page.
    pub fn paste(&self, name: &str, bytes: &[u8]) {
        let script = format!(
            "{MAKE_FILE}
            const transfer = new DataTransfer();
            transfer.items.add(makeFile(arguments[1], arguments[0]));
            document.body.dispatchEvent(new ClipboardEvent('paste',
                {{ clipboardData: transfer, bubbles: true, cancelable: true }}));"
        );
        self.forget();
        self.browser.script(
            &script,
            &[json!(name), json!(BASE64_STANDARD.encode(bytes))],
        );
    }

    /// Chooses a file on disk in the page's file input.
    pub fn choose(&self, path: &Path) {
        self.choose_in("file-input", path);
    }

    /// Chooses a folder on disk in the page's folder input.
    pub fn choose_folder(&self, path: &Path) {
        self.choose_in("folder-input", path);
    }

    fn choose_in(&self, input: &str, path: &Path) {
        self.forget();
        let input = self.browser.find(&format!("[data-testid={input}]"));
        let path = path.canonicalize().expect("a file on disk");
        self.browser.type_into(&input, &path.to_string_lossy());
    }

    /// Waits for the result of the last film.
    ///
    /// # Panics
    /// When the page shows no result in time.
    pub fn shown(&self) -> Shown {
        assert!(
            self.browser.wait(&fresh("result"), ANSWER),
            "no result: {}",
            self.page_text()
        );
        let value = |class: &str| {
            let text = self.attribute(&format!("prob-{class}"), "data-value");
            let value = || text.parse().expect("a probability is a number");
            (!text.is_empty()).then(|| (class.to_owned(), value()))
        };
        let inside = self.browser.script(
            "const all = id => [...document.querySelectorAll(`[data-testid=result] [data-testid=${id}]`)];
            return [all('reason').map(reason => reason.innerText), all('fix').map(fix => fix.dataset.fix)]",
            &[],
        );
        let texts = |list: &Value| {
            let list = list.as_array().expect("a list").iter();
            list.map(|text| text.as_str().unwrap_or_default().to_owned())
                .collect()
        };
        Shown {
            decision: self.attribute("result", "data-decision"),
            set: self.attribute("result", "data-set"),
            reasons: texts(&inside[0]),
            fixes: texts(&inside[1]),
            probabilities: CLASSES.into_iter().filter_map(value).collect(),
        }
    }

    /// The page's report on the engine, after a new examination.
    ///
    /// # Panics
    /// When there is none in time.
    pub fn diagnosis(&self) -> String {
        let open = "location.hash = 'diagnosis';
            for (const old of document.querySelectorAll('[data-testid=diagnosis]')) old.remove();";
        self.browser.script(open, &[]);
        let button = "document.querySelector('[data-testid=examine]') !== null";
        assert!(self.browser.wait(button, SOON), "{}", self.page_text());
        let examine = "document.querySelector('[data-testid=examine]').click()";
        self.browser.script(examine, &[]);
        let done = "document.querySelector('[data-testid=diagnosis]') !== null";
        assert!(self.browser.wait(done, ANSWER), "{}", self.page_text());
        self.text("diagnosis")
    }

    /// Waits for an error and returns its text.
    ///
    /// # Panics
    /// When there is none in time.
    pub fn error(&self) -> String {
        assert!(
            self.browser.wait(&fresh("error"), ANSWER),
            "no error: {}",
            self.page_text()
        );
        self.text("error")
    }

    /// Waits until this many films are in the list and all are finished.
    ///
    /// # Panics
    /// When they are not in time.
    pub fn films(&self, count: usize, limit: Duration) -> Vec<ListedFilm> {
        let list = "[...document.querySelectorAll('[data-testid=worklist-row]')].map(film =>
            [film.querySelector('.film-name').textContent, film.dataset.state])";
        let finished = format!(
            "(films => films.length === {count} && films.every(([, state]) =>
                ['done', 'failed'].includes(state)))({list})"
        );
        let all_finished = self.browser.wait(&finished, limit);
        let films = self.browser.script(&format!("return {list}"), &[]);
        assert!(all_finished, "{films} {}", self.page_text());
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let films = films.as_array().expect("a list of films").iter();
        films
            .map(|film| ListedFilm {
                name: text(&film[0]),
                state: text(&film[1]),
            })
            .collect()
    }

    /// Selects a film in the list and waits until it is shown.
    ///
    /// # Panics
    /// When it is not shown.
    pub fn select(&self, index: usize) {
        let current = self.browser.script(
            "const button = document.querySelectorAll('[data-testid=worklist-row] .film-button')[arguments[0]];
            button.click();
            return button.querySelector('.film-name').textContent",
            &[json!(index)],
        );
        let shown =
            format!("document.querySelector('.drop-zone .film-name')?.textContent === {current}");
        assert!(self.browser.wait(&shown, SOON));
    }

    /// Clicks the button of a fix.
    pub fn fix(&self, word: &str) {
        self.forget();
        let button = format!("[data-testid=fix][data-fix={word}]");
        self.browser.script(
            "document.querySelector(arguments[0]).click()",
            &[json!(button)],
        );
    }

    /// Takes the last fix back.
    pub fn undo(&self) {
        self.forget();
        let click = "document.querySelector('[data-testid=undo]').click()";
        self.browser.script(click, &[]);
    }

    /// Chooses a value in the element with a test id: an option of a list, or a place of a slider.
    pub fn choose_value(&self, id: &str, value: &str) {
        self.forget();
        // A list may have its options only when it is opened.
        self.browser.script(
            "document.querySelector(`[data-testid=${arguments[0]}]`)
                .dispatchEvent(new Event('pointerdown', { bubbles: true }))",
            &[json!(id)],
        );
        self.browser.script(
            "const element = document.querySelector(`[data-testid=${arguments[0]}]`);
            element.value = arguments[1];
            for (const kind of ['input', 'change'])
                element.dispatchEvent(new Event(kind, { bubbles: true }));",
            &[json!(id), json!(value)],
        );
    }

    /// The result of `window.pneumoscope.classify` for a file.
    pub fn classify(&self, name: &str, bytes: &[u8]) -> Value {
        self.browser.promised(
            "window.pneumoscope.classify(
                Uint8Array.from(atob(arguments[1]), letter => letter.charCodeAt(0)), arguments[0])",
            &[json!(name), json!(BASE64_STANDARD.encode(bytes))],
        )
    }

    /// An attribute of the element with a test id; empty when it is absent.
    pub fn attribute(&self, id: &str, name: &str) -> String {
        let script = format!(
            "return document.querySelector('[data-testid={id}]')?.getAttribute('{name}') ?? ''"
        );
        let value = self.browser.script(&script, &[]);
        value.as_str().unwrap_or_default().to_owned()
    }

    /// The visible text of the element with a test id.
    pub fn text(&self, id: &str) -> String {
        let script =
            format!("return document.querySelector('[data-testid={id}]')?.innerText ?? ''");
        let value = self.browser.script(&script, &[]);
        value.as_str().unwrap_or_default().trim().to_owned()
    }

    /// The page's count of requests since the model was loaded.
    ///
    /// # Panics
    /// When the page does not show a number.
    pub fn requests(&self) -> u32 {
        let count = self.text("requests-since-load");
        count.parse().expect("a number of requests")
    }

    /// The text and the console of the page, for messages of failed tests.
    pub fn page_text(&self) -> String {
        let text = self
            .browser
            .script("return document.body.innerText.slice(0, 2000)", &[]);
        format!("{text}\n{}", self.browser.console().join("\n"))
    }

    /// Saves a screenshot of the page under a name.
    pub fn screenshot(&self, name: &str) {
        let path = site::places().screenshots().join(format!("{name}.png"));
        self.browser.screenshot(&path);
    }

    /// Marks what the page shows now, so that only later changes count.
    pub fn forget(&self) {
        self.browser.script(
            "for (const id of ['result', 'error'])
                for (const element of document.querySelectorAll(`[data-testid=${id}]`))
                    element.dataset.seen = element.textContent;",
            &[],
        );
    }
}

/// A script that is true once an element shows something new.
fn fresh(id: &str) -> String {
    format!(
        "[...document.querySelectorAll('[data-testid={id}]')].some(element =>
            element.textContent.trim() && element.dataset.seen !== element.textContent)"
    )
}
