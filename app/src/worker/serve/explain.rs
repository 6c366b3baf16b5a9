//! Explains the answer about one film: decodes it again and runs the network forward and backward, or on
//! copies with a part hidden.

use js_sys::{ArrayBuffer, Uint8Array};
use model::class::Class;
use model::explanation::{MapKind, Occlusion, Picture, Scale, Style, picture};
use model::input::{Fix, Radiograph};
use model::prepared::{Admitted, Prepared};

use super::film::{decoded, explained, infer, refused};
use crate::engine::Engine;
use crate::protocol::explanation::{ExplainTask, ExplainedPicture, Explanation, FilmMaps};
use crate::protocol::{ExplainReply, ExplainRequest, Failure, JobId, Reply};
use crate::web::clock::now;

/// Milliseconds after which a slice of occlusion ends, so that other films are classified between two.
const SLICE_MILLIS: f64 = 400.0;

/// The plane of the film whose parts are being hidden, so that it is not decoded again for each slice.
#[derive(Debug)]
pub(super) struct OccludedPlane {
    job: JobId,
    frame: Option<u32>,
    fixes: Vec<Fix>,
    plane: Vec<u16>,
}

/// The reply, and the pixels of a picture.
pub(super) async fn explain(
    engine: &mut Engine,
    request: &ExplainRequest,
    bytes: &[u8],
    kept: &mut Option<OccludedPlane>,
) -> Result<(Reply, Option<ArrayBuffer>), Failure> {
    let (explanation, pixels) = match request.task {
        ExplainTask::Maps => (maps(engine, request, bytes).await?, None),
        ExplainTask::Picture { class, map } => {
            let (found, pixels) = drawn(engine, request, bytes, class, map).await?;
            (Explanation::Picture(found), Some(pixels))
        }
        ExplainTask::Occlusion { first } => {
            let plane = match kept.take().filter(|plane| plane.is_of(request)) {
                Some(plane) => plane,
                None => OccludedPlane::of(engine, request, bytes)?,
            };
            let plane = &kept.insert(plane).plane;
            (occlusion(engine, plane, first).await?, None)
        }
    };
    let reply = ExplainReply {
        job: request.job,
        explanation,
    };
    Ok((Reply::Explained(Box::new(reply)), pixels))
}

async fn maps(
    engine: &mut Engine,
    request: &ExplainRequest,
    bytes: &[u8],
) -> Result<Explanation, Failure> {
    let (film, admitted) = admitted(engine, request, bytes)?;
    let (_, maps) = explained(engine, &admitted.input).await?;
    let area = engine.scorecard().input.area(film.width(), film.height());
    Ok(Explanation::Maps(FilmMaps { area, maps }))
}

/// The picture of a class, by default the most probable one, and its pixels.
async fn drawn(
    engine: &mut Engine,
    request: &ExplainRequest,
    bytes: &[u8],
    class: Option<Class>,
    map: MapKind,
) -> Result<(ExplainedPicture, ArrayBuffer), Failure> {
    let (film, admitted) = admitted(engine, request, bytes)?;
    let (output, maps) = explained(engine, &admitted.input).await?;
    let card = engine.scorecard();
    let probabilities = card.calibration.apply(output.logits);
    let probabilities = probabilities.map_err(|error| Failure::Engine(error.to_string()))?;
    let class = class.unwrap_or_else(|| probabilities.top());
    let maps = match map {
        MapKind::Last => maps.last,
        MapKind::Finer | MapKind::Occlusion => maps.finer,
    };
    let (scale, area) = (
        Scale::of(&maps),
        card.input.area(film.width(), film.height()),
    );
    let values = maps[class].clone();
    let drawn = picture(&film, area, &values, scale, Style::default()).map_err(refused)?;
    let Picture { width, height, rgb } = drawn;
    let (pixels, _) = rgb.as_chunks();
    let rgba: Vec<u8> = pixels
        .iter()
        .flat_map(|&[r, g, b]| [r, g, b, u8::MAX])
        .collect();
    let found = ExplainedPicture {
        width,
        height,
        class,
        map,
        values,
        scale,
        area,
    };
    Ok((found, Uint8Array::from(rgba.as_slice()).buffer()))
}

async fn occlusion(
    engine: &mut Engine,
    plane: &[u16],
    first: usize,
) -> Result<Explanation, Failure> {
    let spec = engine.scorecard().input;
    let occlusion = Occlusion::of_side(spec.side);
    let begun = now();
    let mut logits = Vec::new();
    for patch in first..Occlusion::COUNT {
        let input = spec.normalise(&occlusion.hide(plane, patch));
        logits.push(infer(engine, &input).await?.logits);
        if now() - begun > SLICE_MILLIS {
            break;
        }
    }
    Ok(Explanation::Occlusion { first, logits })
}

/// The film and what the network takes of it. A picture that the gate refuses has nothing to explain.
fn admitted(
    engine: &Engine,
    request: &ExplainRequest,
    bytes: &[u8],
) -> Result<(Radiograph, Admitted), Failure> {
    let (film, _) = decoded(bytes, request.frame, &request.fixes).map_err(refused)?;
    match Prepared::of("", &film, engine.scorecard()).map_err(refused)? {
        Prepared::Admitted(admitted) => Ok((film, admitted)),
        Prepared::Refused(reading) => Err(Failure::Film(reading.reasons.join("; "))),
    }
}

impl OccludedPlane {
    fn of(engine: &Engine, request: &ExplainRequest, bytes: &[u8]) -> Result<Self, Failure> {
        let (film, _) = decoded(bytes, request.frame, &request.fixes).map_err(refused)?;
        Ok(Self {
            job: request.job,
            frame: request.frame,
            fixes: request.fixes.clone(),
            plane: engine.scorecard().input.plane(&film).map_err(refused)?,
        })
    }

    fn is_of(&self, request: &ExplainRequest) -> bool {
        let Self {
            job, frame, fixes, ..
        } = self;
        (*job, *frame, fixes) == (request.job, request.frame, &request.fixes)
    }
}
