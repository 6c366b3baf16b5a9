//! Decodes a film for the viewer: all its levels, or the network's square.

use js_sys::{ArrayBuffer, Uint16Array};
use model::input::display::{self, DisplayFilm};
use model::input::{InputSpec, Limits};

use super::film::{decoded, refused, thumbnail};
use super::post_with_bytes;
use crate::protocol::viewing::{Sight, View, ViewRequest};
use crate::protocol::{Failure, Reply};

/// The reply about a film, and its levels; posts its thumbnail first if that is wanted.
pub(super) fn view(
    spec: InputSpec,
    bytes: &[u8],
    request: &ViewRequest,
) -> Result<(Reply, ArrayBuffer), Failure> {
    let ViewRequest {
        job,
        sight,
        frame,
        fixes,
        thumbnail: wants_thumbnail,
        ..
    } = request;
    if *wants_thumbnail {
        let (film, _) = decoded(bytes, *frame, fixes).map_err(refused)?;
        let (thumbnail, grey) = thumbnail(&film)?;
        let job = *job;
        post_with_bytes(&Reply::Thumbnail { job, thumbnail }, Some(grey));
    }
    let shown = match sight {
        Sight::Film => display::decode(bytes, *frame, fixes, Limits::default()),
        Sight::Network => decoded(bytes, *frame, fixes)
            .and_then(|(film, _)| spec.plane(&film))
            .and_then(|plane| display::of_plane(spec.side, plane)),
    };
    let DisplayFilm {
        description,
        levels,
    } = shown.map_err(refused)?;
    let view = View {
        job: *job,
        sight: *sight,
        description: Box::new(description),
    };
    let buffer = Uint16Array::from(levels.as_slice()).buffer();
    Ok((Reply::Viewed(view), buffer))
}
