//! TIFF files whose tiles and strips are not as large, as many or as long as they say.

use super::packed::{HUGE, zlib};
use crate::{Bomb, too_much};

const WIDTH: u16 = 256;
const LENGTH: u16 = 257;
const BITS: u16 = 258;
const COMPRESSION: u16 = 259;
const PHOTOMETRIC: u16 = 262;
const STRIP_OFFSETS: u16 = 273;
const STRIP_BYTES: u16 = 279;
const ROWS_PER_STRIP: u16 = 278;
const TILE_WIDTH: u16 = 322;
const TILE_LENGTH: u16 = 323;
const TILE_OFFSETS: u16 = 324;
const TILE_BYTES: u16 = 325;

const DEFLATE: u32 = 8;
const LZW: u32 = 5;
const PACK_BITS: u32 = 32_773;

/// Where the data of the first chunk begin.
const DATA: u32 = 8;

/// A grey picture; each field is a tag, the number of its values, and the first one.
fn file(
    side: u32,
    bits: u32,
    compression: u32,
    chunks: &[(u16, u32, u32)],
    data: &[u8],
) -> Vec<u8> {
    let mut fields = vec![
        (WIDTH, 1, side),
        (LENGTH, 1, side),
        (BITS, 1, bits),
        (COMPRESSION, 1, compression),
        (PHOTOMETRIC, 1, 1),
    ];
    fields.extend(chunks);
    fields.sort_unstable();
    let directory = u32::try_from(data.len()).expect("short") + DATA;
    let mut file = b"II*\0".to_vec();
    file.extend(directory.to_le_bytes());
    file.extend(data);
    file.extend(u16::try_from(fields.len()).expect("few").to_le_bytes());
    for (tag, count, value) in fields {
        file.extend(tag.to_le_bytes());
        // Numbers of 32 bits.
        file.extend(4_u16.to_le_bytes());
        file.extend([count, value].map(u32::to_le_bytes).concat());
    }
    file.extend([0; 4]);
    file
}

/// The fields of tiles: their side, their number, and the length of the first.
fn tiles(side: u32, count: u32, length: u32) -> [(u16, u32, u32); 4] {
    [
        (TILE_WIDTH, 1, side),
        (TILE_LENGTH, 1, side),
        (TILE_OFFSETS, count, DATA),
        (TILE_BYTES, count, length),
    ]
}

fn strips(rows: u32, count: u32, length: u32) -> [(u16, u32, u32); 3] {
    [
        (ROWS_PER_STRIP, 1, rows),
        (STRIP_OFFSETS, count, DATA),
        (STRIP_BYTES, count, length),
    ]
}

pub(crate) fn bombs() -> Vec<Bomb> {
    let zeros = zlib(HUGE);
    let all = u32::try_from(zeros.len()).expect("short");
    let runs = [0x81, 0].repeat(100_000);
    let too_much = too_much!("TIFF");
    let flat = "almost uniform";
    let mut bombs = Vec::new();
    let mut add =
        |name: &str, file, says| bombs.push(Bomb::new(format!("TIFF, {name}"), file, says));
    let tile = |side, bits, tile| file(side, bits, DEFLATE, &tiles(tile, 1, all), &zeros);
    add("huge", tile(50_000, 8, 50_000), "over the limit");
    add("large tile", tile(9_900, 16, 9_904), too_much);
    add("small tile", tile(3_000, 16, 3_008), flat);
    add(
        "tile larger than the picture",
        tile(64, 8, 30_000),
        too_much,
    );
    add("tile larger than numbers", tile(64, 8, u32::MAX), too_much);
    add("wide numbers", tile(9_900, 32, 9_904), too_much);
    let strip = |compression, rows, count, length, data: &[u8]| {
        file(3_000, 8, compression, &strips(rows, count, length), data)
    };
    add(
        "strip that expands",
        strip(DEFLATE, 3_000, 1, all, &zeros),
        flat,
    );
    add(
        "strip that lies",
        strip(1, 3_000, 1, u32::MAX, &runs),
        "incomplete",
    );
    add(
        "strips that lie",
        strip(1, 1, u32::MAX, 9, &runs),
        "incomplete",
    );
    add("runs", strip(PACK_BITS, 3_000, 1, 200_000, &runs), flat);
    add("LZW", strip(LZW, 3_000, 1, 200_000, &runs), "damaged");
    let tiny = file(9_000, 8, 1, &tiles(16, u32::MAX, 9), &runs);
    add("many tiles", tiny, "incomplete");
    bombs
}
