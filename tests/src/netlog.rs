//! Reads Chromium's network log: all requests of pages and workers, with their initiators.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

/// A request in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The requested address.
    pub url: String,
    /// The origin of the page or worker; empty for the browser itself.
    pub initiator: String,
    /// The time, see [`now`].
    pub at: u64,
}

/// The time as requests have it: milliseconds since 1970.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let since = since.expect("the clock is set").as_millis();
    u64::try_from(since).expect("milliseconds fit")
}

/// The requests in a network log. A truncated log is read as far as it goes.
pub fn read(path: &Path) -> Vec<Request> {
    let log = std::fs::read_to_string(path).expect("the network log");
    requests(&log)
}

/// Chromium writes a line of constants, among them the start of its clock, and one event per line, each
/// followed by a comma.
fn requests(log: &str) -> Vec<Request> {
    let constants = log.lines().next().unwrap_or_default();
    let constants = format!("{}}}", constants.trim_end().trim_end_matches(','));
    let constants: Value = serde_json::from_str(&constants).expect("the log's constants");
    let began = constants["constants"]["timeTickOffset"].as_u64();
    let began = began.expect("the beginning of the log's clock");
    log.lines()
        .filter_map(|line| {
            let event: Value = serde_json::from_str(line.trim().trim_end_matches(',')).ok()?;
            let about = &event["params"];
            Some(Request {
                url: about["url"].as_str()?.to_owned(),
                initiator: about["initiator"].as_str()?.to_owned(),
                at: began + event["time"].as_str()?.parse::<u64>().ok()?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_without_an_address_or_an_initiator_are_skipped() {
        let log = r#"{"constants": {"timeTickOffset":1000},
"events": [
{"params":{"initiator":"http://127.0.0.1:1","method":"GET","url":"http://a/"},"time":"7","type":2},
{"params":{"host":"b"},"type":3},
{"type":4},
{"params":{"initiator":"http://127.0"#;
        let expected = Request {
            url: "http://a/".to_owned(),
            initiator: "http://127.0.0.1:1".to_owned(),
            at: 1007,
        };
        assert_eq!(requests(log), [expected]);
    }
}
