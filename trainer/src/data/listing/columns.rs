//! The columns of a table, found by the names in its header.

use thiserror::Error;

/// A column that a table of films may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    File,
    Label,
    Patient,
    Source,
    Split,
    AgeGroup,
    View,
}

impl Column {
    const COUNT: usize = 7;
    const ALL: [Self; Self::COUNT] = [
        Self::File,
        Self::Label,
        Self::Patient,
        Self::Source,
        Self::Split,
        Self::AgeGroup,
        Self::View,
    ];

    /// The name in the documentation.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Label => "label",
            Self::Patient => "patient",
            Self::Source => "source",
            Self::Split => "split",
            Self::AgeGroup => "age_group",
            Self::View => "view",
        }
    }

    /// Other usual names, as [`folded`] leaves them. Names of persons are no patient numbers, so that
    /// no column of names is read.
    const fn synonyms(self) -> &'static [&'static str] {
        match self {
            Self::File => &[
                "filename",
                "filepath",
                "image",
                "imagefile",
                "imagefilename",
                "imageid",
                "imageindex",
                "imagename",
                "imagepath",
                "path",
                "picture",
            ],
            Self::Label => &[
                "category",
                "class",
                "classname",
                "diagnosis",
                "finding",
                "findinglabel",
                "findinglabels",
                "findings",
                "labels",
            ],
            Self::Patient => &["patientid", "patientnumber", "subject", "subjectid"],
            Self::Source => &["collection", "hospital", "institution", "site"],
            Self::Split => &["partition", "set", "subset"],
            Self::AgeGroup => &[],
            Self::View => &["projection", "viewposition"],
        }
    }

    /// The column with this name or synonym.
    fn named(name: &str) -> Option<Self> {
        let folded = folded(name);
        let is_it = |column: &Self| {
            folded == self::folded(column.name()) || column.synonyms().contains(&folded.as_str())
        };
        Self::ALL.into_iter().find(is_it)
    }
}

/// A name in lower case without spaces, dashes, underscores, dots and quotation marks.
fn folded(name: &str) -> String {
    let letters = name.chars().filter(|sign| sign.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Why a header cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum HeaderError {
    /// A column is missing.
    #[error(
        "the column {missing:?} is missing; the first row must name the columns, at least file and label, but it is {header}"
    )]
    Missing {
        /// The column.
        missing: &'static str,
        /// The first row.
        header: String,
    },
    /// Several columns may be the same.
    #[error("the columns {} may each be the column {meant:?}; rename one of them to {meant}", .names.join(", "))]
    Ambiguous {
        /// Their names, quoted.
        names: Vec<String>,
        /// The column.
        meant: &'static str,
    },
}

/// Where the columns of a table are.
#[derive(Debug, Default)]
pub(super) struct Columns {
    positions: [Option<usize>; Column::COUNT],
    /// Columns with another name than the documented one.
    pub(super) renamed: Vec<(String, Column)>,
    /// The names of columns that have no meaning here.
    pub(super) unused: Vec<String>,
}

impl Columns {
    /// Finds the columns of a header; without `file` no row can be used, other columns may be missing.
    pub(super) fn read(header: &[String]) -> Result<Self, HeaderError> {
        let mut columns = Self::default();
        for column in Column::ALL {
            columns.positions[column as usize] = position(header, column)?;
        }
        for (position, name) in header.iter().enumerate() {
            let column = Column::ALL
                .into_iter()
                .find(|&column| columns.position(column) == Some(position));
            match column {
                Some(column) if name != column.name() => {
                    columns.renamed.push((name.clone(), column));
                }
                None if !name.is_empty() => columns.unused.push(name.clone()),
                _ => {}
            }
        }
        columns.require(Column::File, header)?;
        Ok(columns)
    }

    /// Makes sure that the table has a column.
    pub(super) fn require(&self, column: Column, header: &[String]) -> Result<(), HeaderError> {
        match self.position(column) {
            Some(_) => Ok(()),
            None => Err(HeaderError::Missing {
                missing: column.name(),
                header: header.join(" | "),
            }),
        }
    }

    /// The position of a column.
    pub(super) const fn position(&self, column: Column) -> Option<usize> {
        self.positions[column as usize]
    }
}

/// The number of columns in a header that have a meaning.
pub(super) fn known(header: &[String]) -> usize {
    let columns = header.iter().filter_map(|name| Column::named(name));
    columns.count()
}

/// The column by its own name if there is one, otherwise by the only synonym.
fn position(header: &[String], column: Column) -> Result<Option<usize>, HeaderError> {
    let with = |is_it: &dyn Fn(&String) -> bool| -> Vec<usize> {
        (0..header.len())
            .filter(|&position| is_it(&header[position]))
            .collect()
    };
    let name = folded(column.name());
    let mut found = with(&|cell| folded(cell) == name);
    if found.is_empty() {
        found = with(&|cell| Column::named(cell) == Some(column));
    }
    match found[..] {
        [] => Ok(None),
        [position] => Ok(Some(position)),
        _ => Err(HeaderError::Ambiguous {
            names: found
                .iter()
                .map(|&at| format!("{:?}", header[at]))
                .collect(),
            meant: column.name(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> Result<Columns, HeaderError> {
        Columns::read(&header.split(',').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn columns_are_found_in_any_order_case_and_usual_name() {
        let check = |header: &str, file: usize, label: Option<usize>| {
            let columns = read(header).unwrap();
            assert_eq!(columns.position(Column::File), Some(file), "{header}");
            assert_eq!(columns.position(Column::Label), label, "{header}");
        };
        check("file,label", 0, Some(1));
        check("Label,FILE", 1, Some(0));
        check("Image Index,Finding Labels,Patient ID", 0, Some(1));
        check("path,file,label,finding", 1, Some(2));
        check("File_Name,Age-Group,,", 0, None);
        let columns = read("Image Index,age,label,Patient Name,").unwrap();
        assert_eq!(columns.renamed, [("Image Index".to_owned(), Column::File)]);
        assert_eq!(columns.unused, ["age", "Patient Name"]);
        assert_eq!(columns.position(Column::Patient), None);
    }

    #[test]
    fn a_header_without_file_or_with_two_of_them_is_refused() {
        let check = |header: &str, expected: &str| {
            let error = read(header).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        };
        check("a.png,normal", "but it is a.png | normal");
        check("file,label,File", "the columns \"file\", \"File\" may each");
        check("image,path", "rename one of them to file");
        check("file,class,finding", "rename one of them to label");
    }
}
