//! Tables as spreadsheets and colleagues write them.

use model::class::{Class, UnknownClass};

use super::*;
use crate::data::Split;

const TABLE: &str = "file,label,patient,split\na.png,COVID-19,p1,train\nb c.png,normal,p2,val\n\
                     d.png,pneumonia,,\n";

fn table(text: &str) -> Result<List, TableError> {
    parse(text, Path::new("labels.csv"), Labels::Required)
}

fn notes(list: &List) -> Vec<String> {
    list.notes.all().iter().map(notes::Note::line).collect()
}

/// What stands in a list, without places.
fn entries(list: &List) -> Vec<row::Entry> {
    list.rows.iter().map(|row| row.entry.clone()).collect()
}

#[test]
fn every_dialect_of_a_table_says_the_same() {
    let plain = table(TABLE).unwrap();
    assert_eq!(plain.rows.len(), 3);
    assert_eq!(notes(&plain), [""; 0]);
    let check = |text: &str, note: &str, first_line: usize| {
        let list = table(text).unwrap();
        assert!(list.problems.is_empty(), "{}", list.problems);
        assert_eq!(entries(&list), entries(&plain), "{text:?}");
        assert_eq!(list.rows[0].place.line, first_line, "{text:?}");
        let notes = notes(&list).join("\n");
        assert!(notes.contains(note), "{notes:?}");
    };
    check(&TABLE.replace('\n', "\r\n"), "", 2);
    check(&TABLE.replace('\n', "\r"), "", 2);
    check(
        &TABLE.replace(',', ";"),
        "read as separated by semicolons",
        2,
    );
    check(&TABLE.replace(',', "\t"), "read as separated by tabs", 2);
    check(&TABLE.replace(',', "|"), "read as separated by bars", 2);
    let declared = format!("sep=;\r\n{}", TABLE.replace(',', ";"));
    check(&declared, "read as separated by semicolons", 3);
    check(&format!("\"sep=,\"\n{TABLE}"), "", 3);
    // Empty columns at the right and empty rows at the end.
    let wide = TABLE.replace('\n', ",,\n") + ",,,,,\n\n";
    check(&wide, "", 2);
    // Cells that a spreadsheet leaves out at the right.
    check(&TABLE.replace("pneumonia,,", "pneumonia"), "", 2);
    let header = TABLE.replace("file,label,patient", " File , Label ,\"Patient ID\"");
    check(
        &header,
        "columns read: \"File\" as file, \"Label\" as label, \"Patient ID\" as",
        2,
    );
    let quoted = TABLE
        .replace("file,label", "\"file\",\"label\"")
        .replace("b c.png", "\"b c.png\"");
    check(&quoted, "", 2);
    let spelled = TABLE
        .replace("COVID-19", "covid\u{2011}19")
        .replace("normal", "NORMAL\u{a0}");
    check(
        &spelled,
        "labels in another spelling of a class: 2; first: \"covid\u{2011}19\" as COVID-19 (labels.csv, line 2)",
        2,
    );
    let unused = TABLE.replace("split\n", "split,Age\n");
    check(&unused, "columns not used: Age", 2);
    check(&TABLE.replace("pneumonia,,", "pneumonia,nan,NA"), "", 2);
}

#[test]
fn a_table_is_read_by_its_header_whatever_the_order() {
    let text = "label,extra,file,split,patient,age_group\nnormal,\"x, y\",a.png,val,p1,adult\n\
                COVID-19,,b.png,,,\n";
    let rows = entries(&table(text).unwrap());
    assert_eq!((&rows[1].patient, &rows[1].source), (&None, &None));
    let listing = |row: &row::Entry| row.clone().listing(row.file.clone()).unwrap();
    let rows: Vec<_> = rows.iter().map(listing).collect();
    assert_eq!(rows[0].split, Some(Split::Val));
    assert_eq!(rows[0].age_group, "adult");
    assert_eq!(rows[1].split, None);
    assert_eq!(rows[1].patient, "b.png");
    assert_eq!(rows[1].source, "unknown");
}

#[test]
fn all_wrong_rows_are_found_at_once() {
    let text = "file;label;split\na;normal;dev\nb;flu;train\n;normal;\nd;normal;train;x\ne;flu;dev\n\
                f;;\ng;normal;val\n";
    let list = table(text).unwrap();
    let problems = list.problems.to_string();
    for expected in [
        "the lists have 4 errors:",
        "labels.csv, lines 2, 6 (2 lines): unknown split \"dev\"; expected",
        &format!(
            "labels.csv, lines 3, 6 (2 lines): {}",
            UnknownClass("flu".to_owned())
        ),
        "labels.csv, line 4: the file name is empty",
        "labels.csv, line 5: the row has more cells than the header",
    ] {
        assert!(problems.contains(expected), "{problems}");
    }
    // A row without a label is no error.
    let unlabelled: Vec<_> = list
        .rows
        .iter()
        .filter(|row| row.entry.file == "f")
        .collect();
    assert_eq!(unlabelled[0].entry.class, None);
}

#[test]
fn a_table_without_a_usable_header_is_refused() {
    let check = |text: &str, expected: &str| {
        let error = table(text).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check("file,kind\na,normal\n", "the column \"label\" is missing");
    check("a.png,normal\nb.png,normal\n", "but it is a.png | normal");
    check(
        "file,label\na,\"normal\nb,normal\n",
        "line 2: a quotation mark",
    );
    let columns = parse("file,split\na,val\n", Path::new("x"), Labels::Optional).unwrap();
    assert_eq!(columns.rows[0].entry.split, Some(Split::Val));
}

#[test]
fn the_content_tells_tables_and_covidx_lists_apart() {
    let check = |name: &str, text: &str, file: &str| {
        let list = parse(text, Path::new(name), Labels::Required).unwrap();
        let row = &list.rows[0].entry;
        assert_eq!((row.file.as_str(), row.class), (file, Some(Class::Normal)));
    };
    check("list.txt", "1 a.png normal x\n", "a.png");
    check("list.csv", "1 a.png normal x\n", "a.png");
    check("list.txt", "file\tlabel\na.png\tnormal\n", "a.png");
    check("list", "image;finding\na.png;normal\n", "a.png");
    check("list.txt", "1\ta.png\tnormal\tx\n", "a.png");
}
