//! Finds the films among the pages of a file: reduced copies and masks are left out.

use super::directory::{Directory, File, tags};
use super::refusal::{damaged, unsupported};
use crate::input::{InputError, MIN_SIDE};

/// The maximum number of pages, and of those below a page.
const MAX_PAGES: usize = 1000;

/// Reduced copies without a mark have at most half the sides of the film.
const REDUCED: u32 = 2;

/// The maximum difference between the aspect ratios of a film and its reduced copy, in percent.
const SAME_SHAPE: u64 = 5;

/// A page, or one below a page.
struct Candidate<'a> {
    directory: Directory<'a>,
    width: u32,
    height: u32,
    reduced: bool,
}

/// The directories of the films in file order.
pub(super) fn find<'a>(file: &File<'a>, first: u64) -> Result<Vec<Directory<'a>>, InputError> {
    let mut pages: Vec<Candidate> = Vec::new();
    let mut visited = Vec::new();
    let mut at = first;
    while at != 0 {
        if visited.contains(&at) {
            return Err(damaged("its pages form a circle"));
        }
        if visited.len() == MAX_PAGES {
            return Err(unsupported(format!("more than {MAX_PAGES} pages")));
        }
        visited.push(at);
        let directory = file.directory(at)?;
        at = directory.next;
        pages.extend(largest(file, directory)?);
    }
    if pages.iter().any(|it| !it.reduced) {
        pages.retain(|it| !it.reduced);
        let largest = pages.iter().max_by_key(|it| it.area());
        if let Some((width, height)) = largest.map(|it| (it.width, it.height)) {
            pages.retain(|it| !it.is_copy_of(width, height));
        }
    } else {
        // A page counts whatever its mark if no other one does.
        let largest = pages.into_iter().max_by_key(Candidate::area);
        pages = largest.into_iter().collect();
    }
    Ok(pages.into_iter().map(|it| it.directory).collect())
}

/// The largest of a page and the pages below it, which are other versions of it; `None` for a mask.
fn largest<'a>(
    file: &File<'a>,
    directory: Directory<'a>,
) -> Result<Option<Candidate<'a>>, InputError> {
    let below = directory.field(tags::SUB_IFDS)?;
    let below: Vec<u64> = below.map_or_else(Vec::new, |it| it.numbers().take(MAX_PAGES).collect());
    let mut best = Candidate::read(directory)?;
    for at in below {
        let Some(other) = Candidate::read(file.directory(at)?)? else {
            continue;
        };
        if best.as_ref().is_none_or(|best| other.area() > best.area()) {
            best = Some(other);
        }
    }
    Ok(best)
}

impl<'a> Candidate<'a> {
    /// `None` for a transparency mask.
    fn read(directory: Directory<'a>) -> Result<Option<Self>, InputError> {
        let marks = directory.first(tags::NEW_SUBFILE_TYPE)?.unwrap_or(0);
        if marks & 4 != 0 {
            return Ok(None);
        }
        let width = directory.side(tags::WIDTH)?;
        let height = directory.side(tags::LENGTH)?;
        Ok(Some(Self {
            width,
            height,
            reduced: marks & 1 != 0 || directory.first(tags::SUBFILE_TYPE)? == Some(2),
            directory,
        }))
    }

    const fn area(&self) -> u64 {
        self.width as u64 * self.height as u64
    }

    /// Whether this looks like a reduced copy of a film with a given size: it has the same shape and at
    /// most half the sides, or is too small for a film.
    fn is_copy_of(&self, width: u32, height: u32) -> bool {
        let smaller = self.width <= width / REDUCED && self.height <= height / REDUCED;
        // Whole pixels change the shape of a small copy.
        let (here, there) = (
            u64::from(self.width) * u64::from(height),
            u64::from(self.height) * u64::from(width),
        );
        let rounding = u64::from(width.max(height));
        let same_shape =
            here.abs_diff(there) * 100 <= here.max(there) * SAME_SHAPE + rounding * 100;
        smaller && (same_shape || self.width.min(self.height) < MIN_SIDE)
    }
}
