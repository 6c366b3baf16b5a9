//! Reads the central directory of a ZIP archive, ZIP64 included. Source: APPNOTE.TXT, section 4.3.

use std::io::{Read, Seek, SeekFrom};

use super::error::ArchiveError;
use super::member::{LOCAL_HEADER, LOCAL_HEADER_BYTES, Member, Method};
use super::name;

/// The maximum number of files and folders in an archive.
const MAX_MEMBERS: u64 = 200_000;
/// The maximum length of a central directory.
const MAX_DIRECTORY_BYTES: u64 = 64 << 20;

/// Sizes that any archive may unpack to, and the most times its own size beyond that: films compress to
/// a half, blank ones to a hundredth.
const FREE_BYTES: u64 = 1 << 30;
const MAX_EXPANSION: u64 = 200;

const END: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
const MAX_COMMENT_BYTES: usize = 0xffff;
const END_64: &[u8] = b"PK\x06\x06";
const END_64_BYTES: usize = 56;
const LOCATOR_64: &[u8] = b"PK\x06\x07";
const LOCATOR_64_BYTES: usize = 20;
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_BYTES: usize = 46;
const EXTRA_64: u16 = 1;

const ENCRYPTED: u16 = 1 | 1 << 13;
const METHOD_STORED: u16 = 0;
const METHOD_DEFLATED: u16 = 8;
const METHOD_AES: u16 = 99;

/// The files and folders of a ZIP archive, in the order of its directory.
///
/// # Errors
/// [`ArchiveError`] if the archive is incomplete, damaged, divided, too large or made to expand far
/// beyond its size.
pub fn members(archive: &mut (impl Read + Seek)) -> Result<Vec<Member>, ArchiveError> {
    let length = archive.seek(SeekFrom::End(0))?;
    let end = End::find(archive, length)?;
    if end.members > MAX_MEMBERS {
        return Err(ArchiveError::TooManyMembers {
            members: end.members,
            limit: MAX_MEMBERS,
        });
    }
    if end.size > MAX_DIRECTORY_BYTES {
        return Err(ArchiveError::Damaged("size of the directory"));
    }
    let (directory, shift) = end.directory(archive)?;
    if shift > 0 && read_at(archive, 0, 4)?.starts_with(LOCAL_HEADER) {
        // Of an archive that was cut, this is the directory of an archive in it.
        return Err(ArchiveError::Truncated);
    }
    let mut rest = directory.as_slice();
    let mut members = Vec::new();
    for _ in 0..end.members {
        members.push(member(&mut rest, shift)?);
    }
    admit(&members, length)?;
    Ok(members)
}

/// Where the central directory is.
struct End {
    members: u64,
    /// Its length and place as stated; the place counts from the start of the archive proper.
    size: u64,
    offset: u64,
    /// Where it ends in the file.
    place: u64,
}

impl End {
    /// Finds the end record, after which there is only a comment.
    fn find(archive: &mut (impl Read + Seek), length: u64) -> Result<Self, ArchiveError> {
        let most = (END_BYTES + MAX_COMMENT_BYTES) as u64;
        let start = length.saturating_sub(most);
        let tail = read_at(archive, start, length - start)?;
        let at = (0..tail.len().saturating_sub(END_BYTES - 1))
            .rev()
            .find(|&at| {
                let comment = usize::from(u16_at(&tail, at + 20));
                tail[at..].starts_with(END) && at + END_BYTES + comment <= tail.len()
            })
            .ok_or(ArchiveError::Truncated)?;
        let place = start + at as u64;
        let record = &tail[at..];
        let end = Self {
            members: u16_at(record, 10).into(),
            size: u32_at(record, 12).into(),
            offset: u32_at(record, 16).into(),
            place,
        };
        let disks = [u16_at(record, 4), u16_at(record, 6)];
        let narrow = end.members < 0xffff && end.size.max(end.offset) < 0xffff_ffff;
        if narrow && disks != [0; 2] {
            return Err(ArchiveError::Divided);
        }
        match end.wide(archive)? {
            Some(wide) => Ok(wide),
            None => Ok(end),
        }
    }

    /// The record of ZIP64 before this one, if there is one.
    fn wide(&self, archive: &mut (impl Read + Seek)) -> Result<Option<Self>, ArchiveError> {
        let Some(at) = self.place.checked_sub(LOCATOR_64_BYTES as u64) else {
            return Ok(None);
        };
        let locator = read_at(archive, at, LOCATOR_64_BYTES as u64)?;
        if !locator.starts_with(LOCATOR_64) {
            return Ok(None);
        }
        // If bytes precede the archive, the stated place is wrong; then the record is usually right
        // before the locator.
        let places = [
            Some(u64_at(&locator, 8)),
            at.checked_sub(END_64_BYTES as u64),
        ];
        for place in places.into_iter().flatten() {
            if place.saturating_add(END_64_BYTES as u64) > at {
                continue;
            }
            let record = read_at(archive, place, END_64_BYTES as u64)?;
            if record.starts_with(END_64) {
                return Ok(Some(Self {
                    members: u64_at(&record, 32),
                    size: u64_at(&record, 40),
                    offset: u64_at(&record, 48),
                    place,
                }));
            }
        }
        Err(ArchiveError::Damaged("end of the directory"))
    }

    /// The central directory, and the number of bytes before the archive proper.
    fn directory(&self, archive: &mut (impl Read + Seek)) -> Result<(Vec<u8>, u64), ArchiveError> {
        let shift = self
            .place
            .checked_sub(self.size)
            .and_then(|start| start.checked_sub(self.offset))
            .ok_or(ArchiveError::Truncated)?;
        for shift in [shift, 0] {
            let directory = read_at(archive, self.offset + shift, self.size)?;
            if self.members == 0 || directory.starts_with(ENTRY) {
                return Ok((directory, shift));
            }
        }
        Err(ArchiveError::Damaged("directory"))
    }
}

/// Reads the next entry of the directory.
fn member(rest: &mut &[u8], shift: u64) -> Result<Member, ArchiveError> {
    let damaged = || ArchiveError::Damaged("directory");
    let (entry, tail) = rest.split_at_checked(ENTRY_BYTES).ok_or_else(damaged)?;
    if !entry.starts_with(ENTRY) {
        return Err(damaged());
    }
    let lengths = [28, 30, 32].map(|at| usize::from(u16_at(entry, at)));
    let (name, tail) = tail.split_at_checked(lengths[0]).ok_or_else(damaged)?;
    let (extra, tail) = tail.split_at_checked(lengths[1]).ok_or_else(damaged)?;
    let (_, tail) = tail.split_at_checked(lengths[2]).ok_or_else(damaged)?;
    *rest = tail;
    let mut wide = extra_64(extra);
    // The extra field has only those numbers that do not fit, in this order.
    let [size, packed_size, offset] = [24, 20, 42].map(|at| match u32_at(entry, at) {
        u32::MAX => take_u64(&mut wide).unwrap_or(u32::MAX.into()),
        narrow => narrow.into(),
    });
    let name = name::decode(name);
    Ok(Member {
        directory: name.ends_with('/'),
        name,
        size,
        method: match (u16_at(entry, 8) & ENCRYPTED, u16_at(entry, 10)) {
            (1.., _) | (_, METHOD_AES) => Method::Encrypted,
            (_, METHOD_STORED) => Method::Stored,
            (_, METHOD_DEFLATED) => Method::Deflated,
            (_, method) => Method::Other(method),
        },
        packed_size,
        offset: offset.checked_add(shift).ok_or_else(damaged)?,
        crc: u32_at(entry, 16),
    })
}

/// The numbers of the ZIP64 extra field.
fn extra_64(mut extra: &[u8]) -> &[u8] {
    while let Some((head, rest)) = extra.split_at_checked(4) {
        let length = usize::from(u16_at(head, 2)).min(rest.len());
        let (field, rest) = rest.split_at(length);
        if u16_at(head, 0) == EXTRA_64 {
            return field;
        }
        extra = rest;
    }
    &[]
}

/// Checks that members do not share bytes and do not expand too far: either makes a small archive cost
/// much time.
fn admit(members: &[Member], length: u64) -> Result<(), ArchiveError> {
    let mut places: Vec<(u64, u64)> = members
        .iter()
        .map(|member| {
            let header = LOCAL_HEADER_BYTES as u64;
            (member.offset, member.packed_size.saturating_add(header))
        })
        .collect();
    places.sort_unstable();
    let mut free = 0;
    for (offset, size) in places {
        let end = offset.checked_add(size).filter(|&end| end <= length);
        let end = end.ok_or(ArchiveError::Truncated)?;
        if offset < free {
            return Err(ArchiveError::Damaged("files that overlap"));
        }
        free = end;
    }
    let sizes = members.iter().map(|member| member.size);
    let bytes = sizes.fold(0, u64::saturating_add);
    if bytes > FREE_BYTES.saturating_add(length.saturating_mul(MAX_EXPANSION)) {
        return Err(ArchiveError::ExpandsTooFar { bytes });
    }
    Ok(())
}

fn read_at(
    archive: &mut (impl Read + Seek),
    start: u64,
    length: u64,
) -> Result<Vec<u8>, ArchiveError> {
    let mut bytes = Vec::new();
    archive
        .seek(SeekFrom::Start(start))
        .and_then(|_| archive.take(length).read_to_end(&mut bytes))?;
    if length > bytes.len() as u64 {
        return Err(ArchiveError::Truncated);
    }
    Ok(bytes)
}

/// The bytes at a place; zeros beyond the end.
fn at<const N: usize>(bytes: &[u8], place: usize) -> [u8; N] {
    let rest = bytes.get(place..).unwrap_or_default();
    rest.first_chunk().copied().unwrap_or([0; N])
}

fn u16_at(bytes: &[u8], place: usize) -> u16 {
    u16::from_le_bytes(at(bytes, place))
}

fn u32_at(bytes: &[u8], place: usize) -> u32 {
    u32::from_le_bytes(at(bytes, place))
}

fn u64_at(bytes: &[u8], place: usize) -> u64 {
    u64::from_le_bytes(at(bytes, place))
}

fn take_u64(bytes: &mut &[u8]) -> Option<u64> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u64::from_le_bytes(*number))
}
