//! Locates the bytes of a frame. Source: PS3.5, annex A.4.

use std::borrow::Cow;
use std::ops::Range;

use super::attributes::{Attributes, tags};
use super::element::{EXPLICIT_LE, Element, ITEM, SEQUENCE_END, chunk};
use super::file::value;
use super::refusal::{damaged, truncated};
use crate::input::InputError;

/// Start of the streams that may span several fragments: JPEG and JPEG-LS, JPEG 2000, JP2.
const BEGINNINGS: [&[u8]; 3] = [b"\xff\xd8", b"\xff\x4f\xff\x51", b"\0\0\0\x0cjP  "];

/// A frame of native pixel data; `frame` counts from 0, `length` is in bytes.
pub(super) fn native<'a>(
    bytes: &'a [u8],
    element: &Element,
    frame: u32,
    length: usize,
) -> Result<&'a [u8], InputError> {
    let all = element.length.unwrap_or_default();
    // The file may be cut after the frame.
    let rest = bytes.get(element.start..).unwrap_or_default();
    let rest = &rest[..all.min(rest.len())];
    let from = (frame as usize).checked_mul(length).ok_or_else(truncated)?;
    let end = from.checked_add(length).ok_or_else(truncated)?;
    rest.get(from..end).ok_or_else(truncated)
}

/// A frame of encapsulated pixel data; `frame` counts from 0, `frames` is their number.
pub(super) fn encapsulated<'a>(
    attributes: &Attributes<'a>,
    element: &Element,
    frame: u32,
    frames: u32,
) -> Result<Cow<'a, [u8]>, InputError> {
    if element.length.is_some() {
        return Err(damaged("compressed pixel data without fragments"));
    }
    let bytes = attributes.bytes;
    let items = Items::read(bytes, element.start)?;
    let (frame, frames) = (frame as usize, frames as usize);
    let fragments = &items.fragments;
    let these = if frames == 1 {
        0..fragments.len()
    } else if fragments.len() == frames {
        frame..frame + 1
    } else {
        let offsets = offsets(attributes, items.offsets);
        let starts = starts_by_offset(fragments, &offsets, frames)
            .or_else(|| starts_by_content(bytes, fragments, frames))
            .ok_or_else(|| damaged("the frames cannot be told apart"))?;
        let end = starts.get(frame + 1).copied().unwrap_or(fragments.len());
        starts[frame]..end
    };
    match fragments.get(these).unwrap_or_default() {
        [] => Err(truncated()),
        [alone] => Ok(Cow::Borrowed(&bytes[alone.clone()])),
        several => {
            let parts: Vec<&[u8]> = several.iter().map(|it| &bytes[it.clone()]).collect();
            Ok(Cow::Owned(parts.concat()))
        }
    }
}

/// The items of encapsulated pixel data.
struct Items<'a> {
    // The first item: the basic offset table, possibly empty.
    offsets: &'a [u8],
    fragments: Vec<Range<usize>>,
}

impl<'a> Items<'a> {
    fn read(bytes: &'a [u8], start: usize) -> Result<Self, InputError> {
        let mut offsets = None;
        let mut fragments = Vec::new();
        let mut at = start;
        // Some writers omit the sequence delimiter.
        while at < bytes.len() {
            let item = EXPLICIT_LE.element(bytes, at).ok_or_else(truncated)?;
            if item.tag == SEQUENCE_END {
                break;
            }
            let (ITEM, Some(length)) = (item.tag, item.length) else {
                return Err(damaged("the fragments of the pixel data"));
            };
            let content = value(bytes, item.start, length)?;
            at = item.start + length;
            if offsets.is_none() {
                offsets = Some(content);
            } else {
                fragments.push(item.start..at);
            }
        }
        Ok(Self {
            offsets: offsets.unwrap_or_default(),
            fragments,
        })
    }
}

/// Frame offsets relative to the first fragment, from the extended or the basic offset table.
fn offsets(attributes: &Attributes<'_>, basic: &[u8]) -> Vec<u64> {
    if let Some(extended) = attributes.bytes_of(tags::FRAME_OFFSETS) {
        let (offsets, _) = extended.as_chunks();
        offsets.iter().map(|it| u64::from_le_bytes(*it)).collect()
    } else {
        let (offsets, _) = basic.as_chunks();
        let offsets = offsets.iter().map(|it| u32::from_le_bytes(*it));
        offsets.map(u64::from).collect()
    }
}

/// First fragment of each frame; `None` unless every offset is that of a fragment.
fn starts_by_offset(
    fragments: &[Range<usize>],
    offsets: &[u64],
    frames: usize,
) -> Option<Vec<usize>> {
    let first = fragments.first()?.start;
    let place = |&offset: &u64| {
        let start = usize::try_from(offset).ok()?.checked_add(first)?;
        fragments.binary_search_by_key(&start, |it| it.start).ok()
    };
    let starts: Option<Vec<usize>> = offsets.iter().map(place).collect();
    starts.filter(|it| it.len() == frames && it.is_sorted())
}

/// First fragment of each frame, recognised by the start of its stream.
fn starts_by_content(
    bytes: &[u8],
    fragments: &[Range<usize>],
    frames: usize,
) -> Option<Vec<usize>> {
    let begins = |fragment: &Range<usize>| {
        let fragment = &bytes[fragment.clone()];
        BEGINNINGS.iter().any(|it| fragment.starts_with(it))
    };
    let starts = fragments.iter().enumerate().filter(|(_, it)| begins(it));
    let starts: Vec<usize> = starts.map(|(place, _)| place).collect();
    (starts.len() == frames).then_some(starts)
}

/// 16-bit words of native pixel data.
pub(super) fn words(bytes: &[u8], big_endian: bool) -> impl Iterator<Item = u16> {
    let (pairs, _) = bytes.as_chunks();
    let read = if big_endian {
        u16::from_be_bytes
    } else {
        u16::from_le_bytes
    };
    pairs.iter().map(move |pair| read(*pair))
}

/// 8-bit samples of native pixel data; in big-endian OW words the bytes are swapped.
pub(super) fn bytes(frame: &[u8], swapped: bool) -> impl Iterator<Item = u16> {
    (0..frame.len()).map(move |at| {
        let at = if swapped { at ^ 1 } else { at };
        chunk::<1>(frame, at).map_or(0, |&[byte]| byte.into())
    })
}
