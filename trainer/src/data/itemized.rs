//! Findings as text: the first ones, each on a line of its own, and how many there are.

use std::fmt::Display;

/// The most findings of a kind that a text shows.
pub(crate) const MAX_SHOWN: usize = 20;

/// The first findings, each on an indented line after a line break.
pub(crate) fn itemized(findings: impl IntoIterator<Item: Display>) -> String {
    let mut findings = findings.into_iter();
    let shown = findings.by_ref().take(MAX_SHOWN);
    let text = shown.fold(String::new(), |text, finding| {
        format!("{text}\n  {finding}")
    });
    match findings.count() {
        0 => text,
        hidden => format!("{text}\n  and {hidden} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_hidden_findings_is_said() {
        assert_eq!(itemized(["a", "b"]), "\n  a\n  b");
        assert_eq!(itemized([""; 0]), "");
        let text = itemized(0..MAX_SHOWN + 3);
        assert!(text.ends_with("\n  19\n  and 3 more"), "{text}");
    }
}
