//! Classifies one film: decodes and fixes it, posts its thumbnail, runs the network.

use js_sys::{ArrayBuffer, Uint8Array};
use model::explanation::ActivationMaps;
use model::input::dicom::{DicomInfo, View};
use model::input::{self, Crop, Fix, InputError, InputSpec, Limits, NetworkInput, Radiograph};
use model::output::NetworkOutput;
use model::prepared::Prepared;
use model::scorecard::Scorecard;

use super::{post, post_with_bytes};
use crate::engine::Engine;
use crate::engine::infer::EngineError;
use crate::protocol::viewing::ThumbnailShape;
use crate::protocol::{EngineKind, Examined, Failure, FilmHeader, JobId, Projection, Reply, Times};
use crate::web::clock::{now, timed};
use crate::web::digest::sha256;

/// Side of a thumbnail, in pixels.
const THUMBNAIL_SIDE: u32 = 320;

/// Classifies a film, or one of its frames, after the fixes.
pub(super) async fn classify(
    engine: &mut Engine,
    job: JobId,
    bytes: &[u8],
    frame: Option<u32>,
    fixes: &[Fix],
) -> Result<Reply, Failure> {
    let sha256 = sha256(&Uint8Array::from(bytes)).await;
    let (prepared, mut times) = prepare(job, bytes, sha256, frame, fixes, engine.scorecard())?;
    let film = match prepared {
        Prepared::Admitted(film) => film,
        Prepared::Refused(reading) => {
            return Ok(Reply::Read {
                job,
                examined: Examined::Refused(reading),
                times,
                engine: engine.report().engine,
            });
        }
    };
    let begun = now();
    let output = infer(engine, &film.input).await?;
    times.infer = now() - begun;
    // Without numbers the engine is to blame, not the film.
    let computed = engine.scorecard().calibration.apply(output.logits);
    computed.map_err(|error| Failure::Engine(error.to_string()))?;
    Ok(Reply::Read {
        job,
        examined: Examined::Film(film.evidence(&output, engine.scorecard())),
        times,
        engine: engine.report().engine,
    })
}

/// The network's output. If the GPU fails, the CPU replaces it and repeats the run.
pub(super) async fn infer(
    engine: &mut Engine,
    input: &NetworkInput,
) -> Result<NetworkOutput, Failure> {
    with_fallback(engine, async |engine| engine.infer(input).await).await
}

/// The network's output and the class activation maps, with the same fallback.
pub(super) async fn explained(
    engine: &mut Engine,
    input: &NetworkInput,
) -> Result<(NetworkOutput, ActivationMaps), Failure> {
    with_fallback(engine, async |engine| engine.explain(input).await).await
}

/// Runs the network. If the GPU fails, the CPU replaces it and repeats the run. A CPU that computes wrongly
/// classifies nothing more.
async fn with_fallback<T>(
    engine: &mut Engine,
    run: impl AsyncFn(&mut Engine) -> Result<T, EngineError>,
) -> Result<T, Failure> {
    match run(engine).await {
        Err(error) if engine.report().engine == EngineKind::WebGpu => {
            engine
                .fall_back_to_cpu(error.into())
                .await
                .inspect_err(|failure| post(&Reply::NotReady(failure.clone())))?;
            post(&Reply::EngineChanged(engine.report().clone()));
            Ok(run(engine).await?)
        }
        result => Ok(result.map_err(Failure::from).inspect_err(|failure| {
            if matches!(failure, Failure::CpuWrong { .. }) {
                post(&Reply::NotReady(failure.clone()));
            }
        })?),
    }
}

/// Decodes a film and applies the fixes.
pub(super) fn decoded(
    bytes: &[u8],
    frame: Option<u32>,
    fixes: &[Fix],
) -> Result<(Radiograph, Option<DicomInfo>), InputError> {
    let (decoded, info) = input::decode_with_header(bytes, frame, Limits::default())?;
    let film = fixes
        .iter()
        .try_fold(decoded, |film, fix| fix.apply(&film))?;
    Ok((film, info))
}

/// Decodes and fixes a film, posts its thumbnail, asks the gate and prepares the network's input.
fn prepare(
    job: JobId,
    bytes: &[u8],
    sha256: String,
    frame: Option<u32>,
    fixes: &[Fix],
    card: &Scorecard,
) -> Result<(Prepared, Times), Failure> {
    let (decoded, decode) = timed(|| decoded(bytes, frame, fixes));
    let (film, info) = decoded.map_err(refused)?;
    let (thumbnail, grey) = thumbnail(&film)?;
    let decoded = Reply::Decoded {
        job,
        thumbnail,
        header: info.as_ref().map(header),
        sha256,
    };
    post_with_bytes(&decoded, Some(grey));
    let (prepared, prepare) = timed(|| Prepared::of("", &film, card));
    let times = Times {
        decode,
        prepare,
        infer: 0.0,
    };
    Ok((prepared.map_err(refused)?, times))
}

fn header(info: &DicomInfo) -> FilmHeader {
    FilmHeader {
        projection: info.view.map(|view| match view {
            View::Ap => Projection::Ap,
            View::Pa => Projection::Pa,
        }),
        burned_in: info.burned_in_annotation,
    }
}

pub(super) fn refused(error: InputError) -> Failure {
    match error {
        InputError::SeveralFrames { frames, .. } => Failure::SeveralFrames { frames },
        error => Failure::Film(error.to_string()),
    }
}

/// A thumbnail: the whole film squeezed into a square, which the page stretches again.
pub(super) fn thumbnail(film: &Radiograph) -> Result<(ThumbnailShape, ArrayBuffer), Failure> {
    let squeezed = InputSpec {
        crop: Crop::Whole,
        ..InputSpec::with_side(THUMBNAIL_SIDE)
    };
    let plane = squeezed.plane(film).map_err(refused)?;
    let grey: Vec<u8> = plane.iter().map(|&grey| grey.to_be_bytes()[0]).collect();
    let shape = ThumbnailShape {
        width: film.width(),
        height: film.height(),
        side: THUMBNAIL_SIDE,
    };
    Ok((shape, Uint8Array::from(grey.as_slice()).buffer()))
}
