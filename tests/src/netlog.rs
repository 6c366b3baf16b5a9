//! Reads Chromium's network log: every request, of pages and workers alike, with who made it.

use std::path::Path;

use serde_json::Value;

/// A request in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The address that was asked for.
    pub url: String,
    /// The origin of the page or worker that asked; empty for the browser itself.
    pub initiator: String,
}

/// The requests in a network log. One that was cut off at its end is read as far as it goes.
pub fn read(path: &Path) -> Vec<Request> {
    let log = std::fs::read_to_string(path).expect("the network log");
    requests(&log)
}

/// Chromium writes one event a line, each with a comma after it.
fn requests(log: &str) -> Vec<Request> {
    log.lines()
        .filter_map(|line| {
            let event: Value = serde_json::from_str(line.trim().trim_end_matches(',')).ok()?;
            let about = &event["params"];
            Some(Request {
                url: about["url"].as_str()?.to_owned(),
                initiator: about["initiator"].as_str()?.to_owned(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_without_an_address_or_an_initiator_are_passed_over() {
        let log = r#"{"constants": {},
"events": [
{"params":{"initiator":"http://127.0.0.1:1","method":"GET","url":"http://a/"},"type":2},
{"params":{"host":"b"},"type":3},
{"type":4},
{"params":{"initiator":"http://127.0"#;
        let expected = Request {
            url: "http://a/".to_owned(),
            initiator: "http://127.0.0.1:1".to_owned(),
        };
        assert_eq!(requests(log), [expected]);
    }
}
