//! `COVIDx` lists: lines of `patient file class source` separated by spaces, without a header.
//!
//! Patients and files have spaces in their names too, so a line is read from its right end, where class
//! and source are single words. Which of the remaining spaces separates patient and file is known from
//! the files that are there; each possibility is kept.

use std::path::Path;
use std::sync::Arc;

use model::class::Class;

use super::list::List;
use super::problems::Problem;
use super::row::{Entry, ListRow, Place, content};

/// Whether a text begins as such a list.
pub(super) fn is_list(text: &str) -> bool {
    let mut lines = lines(text).map(|(_, line)| line);
    let first = lines.find(|line| !line.trim().is_empty());
    first.is_some_and(|line| !possibilities(line).is_empty())
}

/// Reads a list; wrong lines are problems, so that all of them are found.
pub(super) fn parse(text: &str, path: &Arc<Path>) -> List {
    let mut list = List::default();
    for (number, line) in lines(text) {
        if line.trim().is_empty() {
            continue;
        }
        let place = Place {
            list: path.clone(),
            line: number,
        };
        let mut possible = possibilities(line).into_iter();
        match possible.next() {
            Some(entry) => {
                list.class(class_word(line), &place);
                list.rows.push(ListRow {
                    place,
                    entry,
                    otherwise: possible.collect(),
                });
            }
            None => add_problem(line, &place, &mut list),
        }
    }
    list
}

/// The lines with their numbers; they end with CR, LF or both.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.split('\n').flat_map(|line| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        line.split('\r')
    });
    (1..).zip(lines)
}

/// All that a line may say, the most likely first: with a source before without, and a patient of one
/// word before one of several.
fn possibilities(line: &str) -> Vec<Entry> {
    let Some((before, last)) = last_word(line.trim()) else {
        return Vec::new();
    };
    let mut possible = Vec::new();
    if let Some((names, class)) = last_word(before)
        && let Ok(class) = class.parse()
    {
        add_names(names, class, Some(last), &mut possible);
    }
    if let Ok(class) = last.parse() {
        add_names(before, class, None, &mut possible);
    }
    possible
}

/// Adds an entry for each space that may separate patient and file.
fn add_names(names: &str, class: Class, source: Option<&str>, possible: &mut Vec<Entry>) {
    let mut patient_end = 0;
    while let Some(length) = names[patient_end..].find(char::is_whitespace) {
        let (patient, rest) = names.split_at(patient_end + length);
        let file = rest.trim_start();
        possible.push(Entry {
            file: file.to_owned(),
            class: Some(class),
            patient: content(patient).map(str::to_owned),
            source: source.and_then(content).map(str::to_owned),
            ..Entry::default()
        });
        patient_end = names.len() - file.len();
    }
}

/// The word that is the class in the most likely reading of a line.
fn class_word(line: &str) -> &str {
    let mut words = line.split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    match words.next() {
        Some(word) if word.parse::<Class>().is_ok() && words.count() > 1 => word,
        _ => last,
    }
}

/// Splits off the last word.
fn last_word(text: &str) -> Option<(&str, &str)> {
    let (before, word) = text.rsplit_once(char::is_whitespace)?;
    Some((before.trim_end(), word))
}

/// Why a line cannot be read.
fn add_problem(line: &str, place: &Place, list: &mut List) {
    let words: Vec<&str> = line.split_whitespace().collect();
    let class = match words[..] {
        [_, _, class] | [_, _, class, _] => Some(class),
        [.., class, _] if words.len() > 4 => Some(class),
        _ => None,
    };
    // Where a class is, the file is missing before it.
    match class {
        Some(word) if list.class(word, place).is_none() => {}
        _ => list.problems.add(Problem::Words, place),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> List {
        parse(text, &Arc::from(Path::new("list.txt")))
    }

    #[test]
    fn a_list_may_have_lines_of_any_system_blank_lines_and_no_source() {
        for end in ["\n", "\r\n", "\r"] {
            let text = "3 a.jpeg pneumonia cohen\n\n4 b.png COVID-19\n  \n".replace('\n', end);
            let list = read(&text);
            assert!(list.problems.is_empty());
            let rows = &list.rows;
            assert_eq!(
                (rows.len(), rows[0].place.line, rows[1].place.line),
                (2, 1, 3)
            );
            assert_eq!(rows[0].entry.source.as_deref(), Some("cohen"));
            assert_eq!(rows[0].entry.patient.as_deref(), Some("3"));
            assert_eq!(rows[0].entry.class, Some(Class::Pneumonia));
            assert_eq!(rows[1].entry.source, None);
            assert_eq!(rows[1].entry.file, "b.png");
        }
    }

    #[test]
    fn names_may_hold_spaces_and_the_names_of_classes() {
        let check = |line: &str, expected: &[[&str; 4]]| {
            let possible = possibilities(line);
            let possible: Vec<[&str; 4]> = possible
                .iter()
                .map(|entry| {
                    [
                        entry.patient.as_deref().unwrap_or("none"),
                        &entry.file,
                        entry.class.unwrap().label(),
                        entry.source.as_deref().unwrap_or("none"),
                    ]
                })
                .collect();
            assert_eq!(possible, expected, "{line}");
        };
        check(
            "7 a b  c.png normal rsna",
            &[
                ["7", "a b  c.png", "normal", "rsna"],
                ["7 a", "b  c.png", "normal", "rsna"],
                ["7 a b", "c.png", "normal", "rsna"],
            ],
        );
        check(
            "COVID 1 COVID(1).png COVID-19 sirm",
            &[
                ["COVID", "1 COVID(1).png", "COVID-19", "sirm"],
                ["COVID 1", "COVID(1).png", "COVID-19", "sirm"],
            ],
        );
        check(
            "7 normal.png COVID-19",
            &[["7", "normal.png", "COVID-19", "none"]],
        );
        check("7 normal COVID-19", &[["7", "normal", "COVID-19", "none"]]);
        check(
            "7 a.png normal normal",
            &[
                ["7", "a.png", "normal", "normal"],
                ["7", "a.png normal", "normal", "none"],
                ["7 a.png", "normal", "normal", "none"],
            ],
        );
        check(
            "nan a.png\tnormal  ",
            &[["none", "a.png", "normal", "none"]],
        );
    }

    #[test]
    fn every_bad_line_is_named_with_its_number() {
        let check = |text: &str, expected: &[&str]| {
            let problems = read(text).problems.to_string();
            for expected in expected {
                assert!(problems.contains(expected), "{problems}");
            }
        };
        check(
            "1 a.png normal x\n2 b.png",
            &["list.txt, line 2: expected `patient"],
        );
        check("\n1 a b c.png x y", &["line 2: unknown class \"x\""]);
        check(
            "1 a.png flu x\n2 b.png cold\n3 c.png flu\n4 normal x\n5",
            &[
                "lines 1, 3 (2 lines): unknown class \"flu\"",
                "line 2: unknown class \"cold\"",
                "line 4: unknown class \"x\"",
                "line 5: expected",
            ],
        );
        check("1 normal x y", &["line 1: unknown class \"x\""]);
        check(
            "1 a.png negative rsna\n2 b.png positive rsna",
            &["lines 1-2 (2 lines): the classes positive and"],
        );
    }
}
