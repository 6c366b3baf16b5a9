//! The natural order of paths: numbers by value, folder by folder, `film 2` before `film 10`.

use std::cmp::Ordering;

/// Compares two paths with `/` between their parts.
pub fn compare(a: &str, b: &str) -> Ordering {
    let (mut a_parts, mut b_parts) = (a.split('/'), b.split('/'));
    loop {
        let order = match (a_parts.next(), b_parts.next()) {
            (Some(a), Some(b)) => compare_names(a, b),
            (None, None) => return a.cmp(b),
            (a, b) => a.cmp(&b),
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// Compares two names regardless of the case of ASCII letters; a run of digits counts as one number.
fn compare_names(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let order = match (number(&mut a), number(&mut b)) {
            (Some(a), Some(b)) => a.len().cmp(&b.len()).then_with(|| a.cmp(b)),
            (Some(_), None) if b.is_empty() => Ordering::Greater,
            (None, Some(_)) if a.is_empty() => Ordering::Less,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => match (letter(&mut a), letter(&mut b)) {
                (None, None) => return Ordering::Equal,
                (a, b) => a.cmp(&b),
            },
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// Takes the digits at the start, without leading zeros.
fn number<'a>(text: &mut &'a str) -> Option<&'a str> {
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    if digits.is_empty() {
        return None;
    }
    *text = rest;
    Some(digits.trim_start_matches('0'))
}

/// Takes the first letter, in lower case.
fn letter(text: &mut &str) -> Option<char> {
    let mut letters = text.chars();
    let letter = letters.next()?;
    *text = letters.as_str();
    Some(letter.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn numbers_count_by_value_and_folders_stay_together() {
        let sorted = [
            "", "a", "a/1", "a/2.png", "a/10.png", "a/B/1", "a/b/2", "a b", "film", "film 2",
            "film 10", "film x",
        ];
        let mut shuffled = sorted;
        shuffled.reverse();
        shuffled.sort_by(|a, b| compare(a, b));
        assert_eq!(shuffled, sorted);
    }

    #[test]
    fn only_equal_names_are_equal() {
        for (a, b) in [("A", "a"), ("01", "1"), ("1", "a"), ("", "1")] {
            assert!(compare(a, b).is_ne(), "{a} {b}");
            assert_eq!(compare(a, b), compare(b, a).reverse());
        }
        assert_eq!(compare("a/01", "a/01"), Ordering::Equal);
    }
}
