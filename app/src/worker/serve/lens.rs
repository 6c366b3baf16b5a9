//! The shortcut lens for one film: decodes it again and runs the network on changed copies.

use js_sys::{ArrayBuffer, Uint8Array};
use model::input::Fix;
use model::lens::{Change, ViewOutput};

use super::film::{decoded, infer, refused};
use crate::engine::Engine;
use crate::protocol::{Failure, JobId, Reply};

/// The reply about a film that has been admitted before, and the pictures of its copies.
pub(super) async fn look(
    engine: &mut Engine,
    job: JobId,
    bytes: &[u8],
    frame: Option<u32>,
    fixes: &[Fix],
) -> Result<(Reply, ArrayBuffer), Failure> {
    let (film, _) = decoded(bytes, frame, fixes).map_err(refused)?;
    let spec = engine.scorecard().input;
    let plane = spec.plane(&film).map_err(refused)?;
    let (mut views, mut pictures) = (Vec::new(), Vec::new());
    for change in Change::SHOWN {
        let copy = change.apply(&plane, spec.side);
        pictures.extend(copy.iter().map(|&grey| grey.to_be_bytes()[0]));
        views.push(ViewOutput {
            change,
            differs: copy != plane,
            logits: infer(engine, &spec.normalise(&copy)).await?.logits,
        });
    }
    let reply = Reply::Lens {
        job,
        side: spec.side,
        views,
    };
    Ok((reply, Uint8Array::from(pictures.as_slice()).buffer()))
}
