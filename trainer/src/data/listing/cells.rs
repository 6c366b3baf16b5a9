//! The rows and cells of a table of any separator, with the line of each row.
//!
//! Quotation marks work as in RFC 4180: a cell in quotation marks may hold separators, line breaks and
//! doubled quotation marks. Lines end with CR, LF or both.

use std::iter::Peekable;
use std::str::Chars;

use thiserror::Error;

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Where it begins, counted from 1.
    pub(super) line: usize,
    /// Its cells, without the spaces around them.
    pub(super) cells: Vec<String>,
}

impl Row {
    /// Whether a spreadsheet shows nothing in it.
    fn is_blank(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// A quotation mark opens a cell that the end of the file does not close.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("line {line}: a quotation mark (\") opens a cell and is never closed")]
pub struct OpenQuote {
    line: usize,
}

/// Reads the rows of a text that are not blank.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    rest: Peekable<Chars<'a>>,
    separator: char,
    line: usize,
}

impl<'a> Rows<'a> {
    /// The rows of `text`, whose first line is line `line` of the file.
    pub(super) fn new(text: &'a str, separator: char, line: usize) -> Self {
        Self {
            rest: text.chars().peekable(),
            separator,
            line,
        }
    }

    /// The next row, even if it is blank; the text must not be at its end.
    fn row(&mut self) -> Result<Row, OpenQuote> {
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            let cell = self.cell()?;
            cells.push(cell.trim().to_owned());
            match self.rest.next() {
                Some(sign) if sign == self.separator => {}
                Some(end) => {
                    self.end_line(end);
                    return Ok(Row { line, cells });
                }
                None => return Ok(Row { line, cells }),
            }
        }
    }

    /// The content of a cell, up to its separator, line end or end of file.
    fn cell(&mut self) -> Result<String, OpenQuote> {
        let mut cell = String::new();
        while let Some(&sign) = self.rest.peek() {
            if sign == self.separator || is_line_end(sign) {
                break;
            }
            self.rest.next();
            if sign == '"' && cell.trim().is_empty() {
                cell.clear();
                self.quoted(&mut cell)?;
            } else {
                cell.push(sign);
            }
        }
        Ok(cell)
    }

    /// Appends what is in quotation marks, after the first.
    fn quoted(&mut self, cell: &mut String) -> Result<(), OpenQuote> {
        let opened = OpenQuote { line: self.line };
        while let Some(sign) = self.rest.next() {
            if sign == '"' && self.rest.next_if_eq(&'"').is_none() {
                return Ok(());
            }
            cell.push(sign);
            if is_line_end(sign) && self.end_line(sign) {
                cell.push('\n');
            }
        }
        Err(opened)
    }

    /// Counts a line that ended with `end`; whether a line feed belonged to it.
    fn end_line(&mut self, end: char) -> bool {
        self.line += 1;
        end == '\r' && self.rest.next_if_eq(&'\n').is_some()
    }
}

const fn is_line_end(sign: char) -> bool {
    matches!(sign, '\r' | '\n')
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, OpenQuote>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.rest.peek().is_some() {
            match self.row() {
                Ok(row) if row.is_blank() => {}
                row => return Some(row),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, separator: char, expected: &[(usize, &[&str])]) {
        let rows: Result<Vec<Row>, OpenQuote> = Rows::new(text, separator, 1).collect();
        let rows = rows.unwrap();
        let rows: Vec<(usize, Vec<&str>)> = rows
            .iter()
            .map(|row| (row.line, row.cells.iter().map(String::as_str).collect()))
            .collect();
        let expected: Vec<(usize, Vec<&str>)> = expected
            .iter()
            .map(|&(line, cells)| (line, cells.to_vec()))
            .collect();
        assert_eq!(rows, expected, "{text:?}");
    }

    #[test]
    fn lines_end_with_cr_lf_or_both() {
        let rows: [(usize, &[&str]); 3] = [(1, &["a", "b"]), (2, &["c", ""]), (4, &["d"])];
        for end in ["\n", "\r\n", "\r"] {
            for last in ["", end] {
                let text = format!("a,b{end}c,{end}{end}d{last}");
                check(&text, ',', &rows);
            }
        }
        check("", ',', &[]);
    }

    #[test]
    fn a_quoted_cell_may_hold_separators_quotation_marks_and_line_breaks() {
        check(
            "a;\"x;\"\"y\"\"\"\n\"line\r\nbreak\" ;c\nd;5\" film\n",
            ';',
            &[
                (1, &["a", "x;\"y\""]),
                (2, &["line\r\nbreak", "c"]),
                (4, &["d", "5\" film"]),
            ],
        );
        check("a, \"b, c\"\td\n", ',', &[(1, &["a", "b, c\td"])]);
        check("\"\",\"\"\n;;\n", ',', &[(2, &[";;"])]);
    }

    #[test]
    fn an_open_quotation_mark_is_named_by_its_line() {
        let rows: Result<Vec<Row>, OpenQuote> = Rows::new("a,b\n\"c,d\ne,f\n", ',', 1).collect();
        assert_eq!(rows, Err(OpenQuote { line: 2 }));
    }

    #[test]
    fn rows_without_content_are_skipped() {
        check(
            "a;b;\n;;\n  ; \nc;d\n",
            ';',
            &[(1, &["a", "b", ""]), (4, &["c", "d"])],
        );
    }
}
