//! What a user does with the list of films, and what it shows.

use std::time::Duration;

use serde_json::json;

use crate::visit::Visit;

/// Time limit for what follows an action.
const LIMIT: Duration = Duration::from_mins(10);

impl Visit {
    /// Clicks the element with a test id.
    pub fn click(&self, id: &str) {
        let click = format!("document.querySelector('[data-testid={id}]').click()");
        self.browser.script(&click, &[]);
    }

    /// Waits until an expression is true.
    ///
    /// # Panics
    /// When it is not in time.
    pub fn wait_for(&self, expression: &str) {
        assert!(
            self.browser.wait(expression, LIMIT),
            "{expression}: {}",
            self.page_text()
        );
    }

    /// The text that the button with a test id saves as a file.
    pub fn saved(&self, id: &str) -> String {
        let saved = self.browser.promised(
            &format!(
                "new Promise(resolve => {{
                    URL.createObjectURL = blob => (resolve(blob.text()), 'data:,');
                    document.querySelector('[data-testid={id}]').click();
                }})"
            ),
            &[],
        );
        saved.as_str().unwrap_or_default().to_owned()
    }

    /// An attribute of each row of the list, in the order on screen; empty where it is absent.
    pub fn rows(&self, attribute: &str) -> Vec<String> {
        let rows = self.browser.script(
            "return [...document.querySelectorAll('[data-testid=worklist-row]')].map(row =>
                row.getAttribute(arguments[0]) ?? '')",
            &[json!(attribute)],
        );
        let rows = rows.as_array().into_iter().flatten();
        rows.map(|row| row.as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Presses a key while nothing has the focus.
    pub fn key(&self, key: &str) {
        self.browser.script(
            "document.body.dispatchEvent(new KeyboardEvent('keydown',
                { key: arguments[0], bubbles: true, cancelable: true }))",
            &[json!(key)],
        );
    }

    /// Searches the list.
    pub fn search(&self, words: &str) {
        self.browser.script(
            "const field = document.querySelector('[data-testid=worklist-search]');
            field.value = arguments[0];
            field.dispatchEvent(new Event('input', { bubbles: true }));",
            &[json!(words)],
        );
    }
}
