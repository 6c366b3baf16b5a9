//! Names of lists and the files that they mean.

use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::data::listing::notes::Note;

fn row(line: usize, file: &str, class: Class) -> ListRow {
    ListRow {
        place: Place {
            list: Arc::from(Path::new("list.csv")),
            line,
        },
        entry: Entry {
            file: file.to_owned(),
            class: Some(class),
            ..Entry::default()
        },
        otherwise: Vec::new(),
    }
}

/// Normal films, one a line.
fn list(files: &[&str]) -> List {
    let rows = files.iter().enumerate();
    let rows = rows.map(|(index, file)| row(index + 1, file, Class::Normal));
    List {
        rows: rows.collect(),
        ..List::default()
    }
}

fn present(files: &[&str]) -> Vec<String> {
    files.iter().map(|&file| file.to_owned()).collect()
}

fn matched(list: List, files: &[&str]) -> Matched {
    let file = |name: &String| FilmFile::at(Path::new(name));
    let present = present(files);
    let files: Vec<FilmFile> = present.iter().map(file).collect();
    films(find(list, &present, None), &files)
}

fn files(matched: &Matched) -> Vec<&str> {
    let films = matched.films.iter();
    films.map(|film| film.listing.file.as_str()).collect()
}

fn names(unused: &[UnusedName]) -> Vec<&str> {
    unused.iter().map(|name| name.file.as_str()).collect()
}

#[test]
fn missing_repeated_unlabelled_and_unlisted_files_are_reported() {
    let mut list = list(&["a.png", "b.JPG", "COVID(3).png", "a.png", "d.png"]);
    list.rows[4].entry.class = None;
    let present = ["COVID-3.png", "a.png", "d.png", "extra.png", "test/b.JPG"];
    let matched = matched(list, &present);
    assert_eq!(files(&matched), ["a.png", "test/b.JPG"]);
    assert_eq!(matched.films[1].file.path(), Path::new("test/b.JPG"));
    assert_eq!(names(&matched.missing), ["COVID(3).png"]);
    assert_eq!(matched.missing[0].near, ["COVID-3.png"]);
    assert_eq!(matched.missing[0].place.line, 3);
    assert_eq!(names(&matched.repeated), ["a.png"]);
    assert_eq!(matched.repeated[0].place.line, 4);
    assert_eq!(names(&matched.unlabelled), ["d.png"]);
    assert_eq!(matched.unlisted, ["COVID-3.png", "extra.png"]);
    assert!(matched.problems.is_empty());
    assert_eq!(matched.notes.all(), []);
}

#[test]
fn a_file_listed_for_training_and_for_the_test_is_a_test_film() {
    let mut list = list(&["a.png", "a.png", "./a.png"]);
    list.rows[1].entry.split = Some(Split::Test);
    let matched = matched(list, &["a.png"]);
    assert_eq!(matched.films.len(), 1);
    assert_eq!(matched.films[0].listing.split, Some(Split::Test));
    assert_eq!(names(&matched.repeated), ["a.png", "a.png"]);
}

#[test]
fn a_file_with_two_labels_is_left_out() {
    let mut list = list(&["a.png", "b.png", "a.png"]);
    list.rows[2].entry.class = Some(Class::Pneumonia);
    let matched = matched(list, &["a.png", "b.png"]);
    assert_eq!(files(&matched), ["b.png"]);
    let classes = BTreeSet::from([Class::Normal, Class::Pneumonia]);
    assert_eq!(matched.contradicted["a.png"], classes);
    assert!(matched.unlisted.is_empty());
}

#[test]
fn names_of_other_systems_are_found_and_noted() {
    let check = |name: &str, file: &str, notes: &[&str]| {
        let matched = matched(list(&[name]), &[file]);
        assert_eq!(files(&matched), [file], "{name}");
        let lines: Vec<String> = matched.notes.all().iter().map(Note::line).collect();
        assert_eq!(lines.len(), notes.len(), "{name}: {lines:?}");
        for (line, expected) in lines.iter().zip(notes) {
            assert!(line.contains(expected), "{line}");
            assert!(line.ends_with(&format!("; first: {name} is {file} (list.csv, line 1)")));
        }
    };
    let (slashes, dropped) = ("backslashes", "folders which the image folder does not");
    check("C:\\me\\a.png", "a.png", &[slashes, dropped]);
    check("films\\a.png", "films/a.png", &[slashes]);
    check("/data/films/a.png", "films/a.png", &[dropped]);
    check("a.png", "films/a.png", &["in a subfolder"]);
    check("a.png", "train/a.png", &[]);
    check("a.PNG", "a.png", &["upper and lower case"]);
    check("a", "a.png", &["lack the file's extension"]);
    check("A.jpeg", "a.jpg", &["lack the file's extension"]);
    check("\u{fc}.png", "u\u{308}.png", &["how letters are encoded"]);
}

#[test]
fn a_name_that_may_mean_several_files_is_a_problem_unless_a_folder_tells() {
    let both = ["masks/a.png", "scans/a.png"];
    let unclear = matched(list(&["a.png"]), &both);
    let problem = unclear.problems.to_string();
    let expected = "list.csv, line 1: \"a.png\" may be any of masks/a.png, scans/a.png";
    assert!(problem.starts_with(expected), "{problem}");
    assert!(unclear.missing.is_empty());

    let by_class = matched(list(&["1.png"]), &["covid/1.png", "normal/1.png"]);
    assert_eq!(files(&by_class), ["normal/1.png"]);
    let mut in_test = list(&["1.png"]);
    in_test.rows[0].entry.split = Some(Split::Test);
    let by_split = matched(in_test, &["test/1.png", "train/1.png"]);
    assert_eq!(files(&by_split), ["test/1.png"]);
}

#[test]
fn different_files_of_a_list_are_never_read_as_one() {
    let mut two = list(&["normal/1.png", "sick/1.png"]);
    two.rows[1].entry.class = Some(Class::Pneumonia);
    let matched = matched(two, &["1.png"]);
    let problem = matched.problems.to_string();
    assert!(problem.contains("line 2: \"sick/1.png\" and \"normal/1.png\" are different files"));
}

#[test]
fn the_files_tell_which_spaces_belong_to_a_name() {
    let mut list = list(&["1 COVID(1).png", "b c.png"]);
    let otherwise = |patient: &str, file: &str| Entry {
        file: file.to_owned(),
        patient: Some(patient.to_owned()),
        class: Some(Class::Normal),
        ..Entry::default()
    };
    list.rows[0].otherwise = vec![otherwise("COVID 1", "COVID(1).png")];
    list.rows[1].otherwise = vec![otherwise("p b", "c.png")];
    let matched = matched(list, &["COVID(1).png", "b c.png", "c.png"]);
    assert_eq!(files(&matched), ["COVID(1).png", "b c.png"]);
    assert_eq!(matched.films[0].listing.patient, "COVID 1");
    let notes = matched.notes.all();
    assert_eq!(notes.len(), 1);
    let example = "COVID(1).png of patient COVID 1 (list.csv, line 1)";
    assert_eq!(notes[0].first.as_deref(), Some(example));
}

#[test]
fn a_row_with_a_wrong_label_is_not_called_unlabelled() {
    let mut list = list(&["a.png", "b.png"]);
    for row in &mut list.rows {
        row.entry.class = None;
    }
    let place = list.rows[0].place.clone();
    list.problems.add(Problem::Words, &place);
    let matched = matched(list, &["a.png", "b.png"]);
    assert_eq!(names(&matched.unlabelled), ["b.png"]);
}

#[test]
fn a_table_adds_columns_by_file_and_contradictions_are_problems() {
    let present = present(&["a.png", "x/b.png"]);
    let mut found = find(list(&["a.png", "b.png"]), &present, None);
    let mut table = list(&["A.PNG", "x\\b.png", "c.png"]);
    table.rows[0].entry.class = None;
    table.rows[0].entry.patient = Some("ann".to_owned());
    table.rows[1].entry.class = Some(Class::Covid19);
    let unmatched = join(&mut found, table, &present, None);
    assert_eq!(names(&unmatched), ["c.png"]);
    assert_eq!(found.rows[0].entry.patient.as_deref(), Some("ann"));
    let problem = found.problems.to_string();
    let expected = "line 2: b.png is normal in the list but COVID-19 in the table of labels";
    assert!(problem.contains(expected), "{problem}");
}
