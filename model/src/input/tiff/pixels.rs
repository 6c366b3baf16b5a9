//! Puts the samples of strips or tiles together.

use super::chunk::Chunk;
use super::directory::File;
use super::page::Page;
use crate::input::InputError;

/// The samples of the page's channels, interleaved by pixel; `read` takes one from a row by its index.
pub(super) fn samples<S: Copy + Default + From<u16>>(
    file: &File<'_>,
    page: &Page<'_>,
    read: impl Fn(&[u8], usize) -> S,
) -> Result<Vec<S>, InputError> {
    let (width, height) = (page.width as usize, page.height as usize);
    let channels = page.channels.len();
    let mut samples = vec![S::default(); width * height * channels];
    let across = width.div_ceil(page.chunks.width);
    let in_a_plane = across * height.div_ceil(page.chunks.height);
    for (plane, copied) in planes(page) {
        for index in 0..in_a_plane {
            let left = index % across * page.chunks.width;
            let top = index / across * page.chunks.height;
            let columns = page.chunks.width.min(width - left);
            let rows = page.chunks.height.min(height - top);
            let chunk = Chunk::read(file, page, plane * in_a_plane + index, columns, rows)?;
            for y in 0..rows {
                let row = &mut samples[((top + y) * width + left) * channels..];
                let row = &mut row[..columns * channels];
                for &(sample, channel) in &copied {
                    let places = row.iter_mut().skip(channel).step_by(channels);
                    chunk.copy_row(y, sample, &read, places);
                }
            }
        }
    }
    Ok(samples)
}

/// The planes that are read, each with the samples in it and their channels.
fn planes(page: &Page<'_>) -> Vec<(usize, Vec<(usize, usize)>)> {
    let samples = page.channels.iter().copied().zip(0..);
    if page.planar {
        samples
            .map(|(plane, channel)| (plane, vec![(0, channel)]))
            .collect()
    } else {
        vec![(0, samples.collect())]
    }
}
