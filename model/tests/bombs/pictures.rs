//! Picture files of a few bytes that unpack, or say that they unpack, to huge pictures.

use flate2::Crc;

use super::packed::{HUGE, zlib};
use crate::films::bytes::find;
use crate::{Bomb, too_much};

/// Sides of pictures above the limit of pixels, above that of memory for so short a file, and below both.
const HUGE_SIDE: u32 = 50_000;
const LARGE_SIDE: u32 = 9_900;
const SMALL_SIDE: u32 = 3_000;

/// A chunk of a PNG file.
fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
    let mut checksum = Crc::new();
    checksum.update(name);
    checksum.update(content);
    let length = u32::try_from(content.len()).expect("short");
    let ends = [length, checksum.sum()].map(u32::to_be_bytes);
    [&ends[0], name, content, &ends[1]].concat()
}

/// A grey PNG of 8 bits with chunks before and in its picture.
fn png_of(side: u32, before: &[u8], packed: &[u8]) -> Vec<u8> {
    let sides = [side, side].map(u32::to_be_bytes).concat();
    let head = chunk(b"IHDR", &[&*sides, b"\x08\0\0\0\0"].concat());
    let picture = chunk(b"IDAT", packed);
    [
        b"\x89PNG\r\n\x1a\n",
        &*head,
        before,
        &picture,
        &chunk(b"IEND", b""),
    ]
    .concat()
}

pub(crate) fn png() -> Vec<Bomb> {
    let zeros = zlib(HUGE);
    let small = zlib(u64::from(SMALL_SIDE) * u64::from(SMALL_SIDE + 1));
    let hidden = |name: &[u8], start: &[u8]| chunk(name, &[start, &zeros].concat());
    let with = |name: &[u8], start: &[u8]| png_of(SMALL_SIDE, &hidden(name, start), &small);
    vec![
        Bomb::new(
            "PNG, huge",
            png_of(HUGE_SIDE, &[], &zeros),
            "over the limit",
        ),
        Bomb::new(
            "PNG, large",
            png_of(LARGE_SIDE, &[], &zeros),
            too_much!("PNG"),
        ),
        Bomb::new("PNG, longer", png_of(64, &[], &zeros), "almost uniform"),
        Bomb::new("PNG, text", with(b"zTXt", b"a\0\0"), "almost uniform"),
        Bomb::new("PNG, profile", with(b"iCCP", b"a\0\0"), "almost uniform"),
        Bomb::new(
            "PNG, blank",
            png_of(SMALL_SIDE, &[], &small),
            "almost uniform",
        ),
    ]
}

/// A file with some of its bytes replaced.
fn lie(file: &[u8], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

/// Pictures by formats that need hardly a byte for a blank one.
pub(crate) fn others() -> Vec<Bomb> {
    let narrow = 8_000_u16.to_le_bytes();
    let gif = include_bytes!("../films/animated.gif");
    let gif_size = [narrow, narrow].concat();
    let frame = find(gif, b"\x2c\0\0\0\0") + 5;
    let gif = lie(&lie(gif, 6, &gif_size), frame, &gif_size);
    // The end of the bitmap follows at once.
    let mut bmp = b"BM\0\0\0\0\0\0\0\0\x36\x04\0\0\x28\0\0\0".to_vec();
    bmp.extend([8_000_u32; 2].map(u32::to_le_bytes).concat());
    bmp.extend(b"\x01\0\x08\0\x01");
    bmp.resize(0x436, 0);
    bmp.extend(b"\0\x01");
    let jpeg = include_bytes!("../films/progressive.jpg");
    let size = find(jpeg, &[0xff, 0xc2]) + 5;
    let mut jpeg = lie(jpeg, size, b"\x26\xac\x26\xac");
    // As long as the shortest picture of this size.
    jpeg.resize(300_000, 0);
    vec![
        Bomb::new("GIF", gif, too_much!("GIF")),
        Bomb::new("BMP", bmp, too_much!("BMP")),
        Bomb::new("JPEG", jpeg, too_much!("JPEG")),
        Bomb::new("WebP", webp(), too_much!("WebP")),
    ]
}

/// A lossless WebP of 8,000 by 8,000 pixels whose codes have a single symbol, so that a pixel takes no
/// bit. Source: WebP Lossless Bitstream Specification, sections 3 and 6.
fn webp() -> Vec<u8> {
    let side = 8_000 - 1;
    let mut bits = Bits::default();
    bits.push(side, 14);
    bits.push(side, 14);
    // No opacity, version 0, no transform, no cache of colours, one group of codes.
    bits.push(0, 1 + 3 + 1 + 1 + 1);
    for _ in 0..5 {
        // A simple code of one symbol of one bit, 0.
        bits.push(0b0001, 4);
    }
    let mut data = vec![0x2f];
    data.extend(bits.bytes);
    data.resize(data.len().next_multiple_of(2), 0);
    let length = |bytes: usize| u32::try_from(bytes).expect("short").to_le_bytes();
    let body = [b"WEBPVP8L", &length(data.len())[..], &data].concat();
    [b"RIFF", &length(body.len())[..], &body].concat()
}

/// Bits from the lowest up.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    used: usize,
}

impl Bits {
    fn push(&mut self, value: u32, count: usize) {
        for bit in 0..count {
            if self.used.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let last = self.bytes.last_mut().expect("a byte");
            *last |= u8::from(value >> bit & 1 == 1) << (self.used % 8);
            self.used += 1;
        }
    }
}

pub(crate) fn jpeg_2000() -> Vec<Bomb> {
    let file = include_bytes!("../films/tiles.j2k");
    // Image and tile of the same size, so that there is one tile.
    let sized = |side: u32, tile: u32| {
        let place = find(file, &[0xff, 0x51]) + 6;
        let side = side.to_be_bytes();
        let tile = tile.to_be_bytes();
        let image = lie(file, place, &[side, side].concat());
        lie(&image, place + 16, &[tile, tile].concat())
    };
    let too_much = too_much!("JPEG 2000");
    vec![
        Bomb::new(
            "JPEG 2000, huge",
            sized(u32::MAX, u32::MAX),
            "over the limit",
        ),
        Bomb::new("JPEG 2000, large", sized(LARGE_SIDE, LARGE_SIDE), too_much),
        Bomb::new("JPEG 2000, small", sized(2_000, 2_000), "damaged"),
        Bomb::new("JPEG 2000, tiles", sized(2_000, 1), "damaged"),
        Bomb::new("JPEG 2000, many tiles", sized(2_000, 8), "damaged"),
    ]
}
