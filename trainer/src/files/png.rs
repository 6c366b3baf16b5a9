//! PNG files that name the program that wrote them, so that it recognises its own.

use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageEncoder, ImageError};

/// An image as a PNG file that names a program.
///
/// # Errors
/// [`ImageError`] when it has no pixels.
pub(crate) fn encode(image: &DynamicImage, program: &str) -> Result<Vec<u8>, ImageError> {
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder
        .set_exif_metadata(software(program))
        .map_err(ImageError::Unsupported)?;
    image.write_with_encoder(encoder)?;
    Ok(png)
}

/// Whether a file begins as one of a program does.
pub(crate) fn is_by(head: &[u8], program: &str) -> bool {
    let program = program.as_bytes();
    head.starts_with(b"\x89PNG") && head.windows(program.len()).any(|it| it == program)
}

/// Exif metadata that name a program.
fn software(program: &str) -> Vec<u8> {
    // A TIFF file in little endian with one directory of one entry.
    const HEADER: &[u8] = b"II*\0\x08\0\0\0\x01\0";
    const SOFTWARE_ASCII: &[u8] = b"\x31\x01\x02\0";
    const END: &[u8] = b"\0\0\0\0";
    let length = u32::try_from(program.len() + 1)
        .unwrap_or(u32::MAX)
        .to_le_bytes();
    let place = 26_u32.to_le_bytes();
    let text = program.as_bytes();
    [HEADER, SOFTWARE_ASCII, &length, &place, END, text, b"\0"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::GrayImage;

    #[test]
    fn a_file_is_recognised_by_its_program() {
        let image = DynamicImage::ImageLuma8(GrayImage::new(4, 3));
        let png = encode(&image, "a program").unwrap();
        assert!(is_by(&png, "a program"));
        assert!(!is_by(&png, "another"));
        assert!(!is_by(b"a program", "a program"));
        assert_eq!(image::load_from_memory(&png).unwrap().height(), 3);
    }
}
