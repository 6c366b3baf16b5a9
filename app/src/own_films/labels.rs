//! Labels of films: from a table that names them, else from the folders they are in.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};
use model::class::Class;
use model::class_folders;

use crate::protocol::own_films::LabelTable;

/// The labels of films, in their order.
#[derive(Debug, PartialEq)]
pub(super) struct Labels {
    pub(super) labels: Vec<Option<Label>>,
    /// What was not used, and why; whole sentences.
    pub(super) notes: Vec<String>,
}

/// What is known of a film.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) class: Class,
    /// `None` where each film counts as a patient of its own.
    pub(super) patient: Option<String>,
}

/// The names of the columns, as [`folded`] leaves them.
const FILE: [&str; 6] = ["file", "filename", "filepath", "image", "imagename", "path"];
const LABEL: [&str; 5] = ["label", "labels", "class", "finding", "diagnosis"];
const PATIENT: [&str; 3] = ["patient", "patientid", "patientnumber"];

/// The labels of files; a table that can be read decides.
///
/// # Errors
/// Sentences, one a line, that say how films are labelled, if none is.
pub(super) fn of(files: &[String], table: Option<&LabelTable>) -> Result<Labels, String> {
    let mut notes = Vec::new();
    let from_table = table.and_then(|table| {
        let found = from_table(files, &table.text);
        found
            .map_err(|why| notes.push(format!("The table {} is not used: {why}.", table.name)))
            .ok()
    });
    let mut labels = from_table.unwrap_or_else(|| from_folders(files));
    labels.notes.splice(0..0, notes);
    if labels.labels.iter().any(Option::is_some) {
        return Ok(labels);
    }
    labels.notes.push(
        "None of the films has a label: drop a folder with the folders COVID-19, normal and pneumonia, or the films together with a table (CSV) that has the columns file and label.".to_owned(),
    );
    Err(labels.notes.join("\n"))
}

fn from_folders(files: &[String]) -> Labels {
    let classes = class_folders::classes(files);
    let contradicting = classes.iter().filter(|classes| classes.len() > 1).count();
    let label = |classes: Vec<Class>| match classes[..] {
        [class] => Some(Label {
            class,
            patient: None,
        }),
        _ => None,
    };
    Labels {
        labels: classes.into_iter().map(label).collect(),
        notes: count(contradicting, "in folders of different classes")
            .into_iter()
            .collect(),
    }
}

/// "3 films are left out: they are in folders of different classes."
fn count(films: usize, why: &str) -> Option<String> {
    match films {
        0 => None,
        1 => Some(format!("1 film is left out: it is {why}.")),
        films => Some(format!("{films} films are left out: they are {why}.")),
    }
}

fn from_table(files: &[String], text: &str) -> Result<Labels, String> {
    let mut rows = rows(text).into_iter();
    let header = rows.next().unwrap_or_default();
    let column = |names: &[&str]| {
        let is_it = |name: &str| names.contains(&folded(name).as_str());
        header.iter().position(is_it)
    };
    let (Some(file), Some(label)) = (column(&FILE), column(&LABEL)) else {
        return Err("its first row does not name the columns file and label".to_owned());
    };
    let patient = column(&PATIENT);
    let mut table: BTreeMap<String, Option<Label>> = BTreeMap::new();
    let (mut unknown, mut contradicting) = (Vec::new(), 0);
    for row in rows {
        let cell = |at: usize| row.get(at).map(str::trim).unwrap_or_default();
        if cell(file).is_empty() {
            continue;
        }
        let Ok(class) = cell(label).parse() else {
            unknown.push(cell(label).to_owned());
            continue;
        };
        let patient = patient.map(cell).filter(|patient| !patient.is_empty());
        let label = Label {
            class,
            patient: patient.map(str::to_owned),
        };
        let key = cell(file).replace('\\', "/");
        let key = key.trim_start_matches("./").to_owned();
        if let Some(before) = table.get_mut(&key) {
            if before.as_ref().is_some_and(|before| before.class != class) {
                contradicting += 1;
                *before = None;
            }
        } else {
            table.insert(key, Some(label));
        }
    }
    let keys: Vec<Option<&str>> = files.iter().map(|file| key(file, &table)).collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for key in keys.iter().flatten() {
        *uses.entry(key).or_default() += 1;
    }
    let several = keys.iter().flatten().filter(|key| uses[*key] > 1).count();
    let label = |key: Option<&str>| {
        let key = key.filter(|key| uses[key] == 1)?;
        table.get(key)?.clone()
    };
    let unmatched = table.len() - uses.len();
    let notes = [
        (unmatched > 0).then(|| format!("{unmatched} rows of the table name no film of the list.")),
        unknown.first().map(|first| {
            format!(
                "{} rows of the table have no label that is COVID-19, normal or pneumonia, such as {first:?}.",
                unknown.len()
            )
        }),
        (contradicting > 0)
            .then(|| format!("{contradicting} files of the table have two labels and are left out.")),
        count(several, "named by a row that fits several; give the paths in the table"),
    ];
    Ok(Labels {
        labels: keys.iter().copied().map(label).collect(),
        notes: notes.into_iter().flatten().collect(),
    })
}

/// The row of a file: that of its path, or of the longest end of its path that has one.
fn key<'a>(file: &str, table: &'a BTreeMap<String, Option<Label>>) -> Option<&'a str> {
    let ends = file.match_indices('/').map(|(at, _)| &file[at + 1..]);
    let mut ends = std::iter::once(file).chain(ends);
    let found = ends.find_map(|end| table.get_key_value(end));
    found.map(|(key, _)| key.as_str())
}

/// A name in lower case without spaces, dashes, underscores and quotation marks.
fn folded(name: &str) -> String {
    let letters = name.chars().filter(|sign| sign.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The cells of a table that is separated by the most frequent of comma, semicolon and tab in its first
/// row.
fn rows(text: &str) -> Vec<StringRecord> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let count = |&sign: &u8| first.matches(char::from(sign)).count();
    let separator = [b',', b';', b'\t'].into_iter().max_by_key(count);
    let mut reader = ReaderBuilder::new();
    reader.has_headers(false).flexible(true);
    reader.delimiter(separator.unwrap_or(b','));
    // No row fails: the text is UTF-8, and rows may differ in length.
    reader
        .from_reader(text.as_bytes())
        .records()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn labels(files: &[&str], table: Option<&str>) -> Result<Labels, String> {
        let files: Vec<String> = files.iter().map(|&file| file.to_owned()).collect();
        let table = table.map(|text| LabelTable {
            name: "labels.csv".to_owned(),
            text: text.to_owned(),
        });
        of(&files, table.as_ref())
    }

    fn classes(labels: &Labels) -> Vec<Option<Class>> {
        let labels = labels.labels.iter();
        labels
            .map(|label| label.as_ref().map(|label| label.class))
            .collect()
    }

    const COVID: Option<Class> = Some(Class::Covid19);
    const NORMAL: Option<Class> = Some(Class::Normal);

    #[test]
    fn folders_name_the_class_and_contradictions_are_told() {
        let files = [
            "x/COVID-19/a.png",
            "x/normal/b.png",
            "x/c.png",
            "x/normal/covid/d.png",
        ];
        let labels = labels(&files, None).unwrap();
        assert_eq!(classes(&labels), [COVID, NORMAL, None, None]);
        assert_eq!(
            labels.notes,
            ["1 film is left out: it is in folders of different classes."]
        );
    }

    #[test]
    fn a_table_in_any_dialect_names_the_films() {
        for table in [
            "file,label\na.png,COVID-19\nsub/b.png,Normal\n",
            "\u{feff}Patient ID;Image Name;Finding\r\n7;a.png;covid\r\n7;.\\sub\\b.png;NORMAL\r\n",
            "label\tfile\n\"COVID 19\"\t\"a.png\"\nnormal\tsub/b.png",
        ] {
            let labels = labels(&["set/a.png", "set/sub/b.png", "set/c.png"], Some(table)).unwrap();
            assert_eq!(classes(&labels), [COVID, NORMAL, None], "{table}");
            assert!(labels.notes.is_empty(), "{:?}", labels.notes);
            let patient = labels.labels[1].as_ref().unwrap().patient.as_deref();
            assert_eq!(patient.is_some(), table.contains("Patient"));
        }
    }

    #[test]
    fn rows_that_cannot_be_used_are_told() {
        let table = "file,label\na.png,covid\nb.png,viral\nc.png,normal\nc.png,covid\nz.png,normal\nd.png,normal";
        let files = ["a.png", "b.png", "c.png", "1/d.png", "2/d.png"];
        let labels = labels(&files, Some(table)).unwrap();
        assert_eq!(classes(&labels), [COVID, None, None, None, None]);
        let notes = labels.notes.join(" ");
        for words in [
            "1 rows of the table name no film",
            "such as \"viral\"",
            "1 files of the table have two labels",
            "2 films are left out: they are named by a row that fits several",
        ] {
            assert!(notes.contains(words), "{notes}");
        }
    }

    #[test]
    fn without_labels_it_is_said_how_films_are_labelled() {
        let why = labels(&["a.png"], None).unwrap_err();
        assert!(why.contains("the columns file and label"), "{why}");
        let why = labels(&["a.png"], Some("name,sex\na.png,f")).unwrap_err();
        assert!(why.starts_with("The table labels.csv is not used"), "{why}");
        let labels = labels(&["normal/a.png"], Some("x,y\n1,2")).unwrap();
        assert_eq!(classes(&labels), [NORMAL]);
        assert!(labels.notes[0].contains("is not used"));
    }

    #[test]
    fn quoted_cells_may_contain_anything() {
        let table = "file,label\n\"a, \"\"b\"\"\nc.png\",normal";
        let row = &rows(table)[1];
        assert_eq!(
            row.iter().collect::<Vec<_>>(),
            ["a, \"b\"\nc.png", "normal"]
        );
    }
}
