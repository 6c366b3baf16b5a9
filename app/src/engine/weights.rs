//! The model folder, fetched from the page's own origin with progress and checked by its hashes.

use model::plan::{self, Plan};
use model::scorecard::{FILE_NAME, Scorecard};
use model::weights::tensors::Tensors;
use model::weights::{WeightsError, WeightsReader};
use web_sys::RequestCache;

use crate::protocol::{Cache, Failure, ModelCard, SplitScore};
use crate::web::fetch::{self, FetchError};

/// Where the model lies beside the page.
const FOLDER: &str = "model";

/// More than any scorecard has.
const SCORECARD_BYTES: usize = 8 << 20;

/// Bytes between two reports of progress.
const PROGRESS_STEP: u64 = 256 << 10;

/// The split that was kept back until the model was finished.
const TEST_SPLIT: &str = "test";
/// The split of sources that training never saw.
const EXTERNAL_SPLIT: &str = "external";

/// A model as it came.
pub struct Weights {
    /// What it is.
    pub scorecard: Scorecard,
    shards: Vec<Vec<u8>>,
}

/// Fetches the scorecard.
///
/// # Errors
/// [`Failure`] when it is missing, unreachable or not as it should be.
pub async fn scorecard(cache: Cache) -> Result<Scorecard, Failure> {
    // It decides which shards are right, so an old one must never stand in.
    let mode = match cache {
        Cache::Use => RequestCache::NoCache,
        Cache::Renew => RequestCache::Reload,
    };
    let json = fetch::bytes(&path(FILE_NAME), mode, SCORECARD_BYTES, |_| ())
        .await
        .map_err(|error| failure(FILE_NAME, &error))?;
    Scorecard::parse(&json).map_err(|error| Failure::ModelRefused(error.to_string()))
}

/// Fetches the shards of a scorecard; `tell` hears the bytes received and in all.
///
/// # Errors
/// [`Failure`] names the file that is missing or unreachable.
pub async fn fetch(
    scorecard: Scorecard,
    cache: Cache,
    tell: impl Fn(u64, u64),
) -> Result<Weights, Failure> {
    let mode = match cache {
        Cache::Use => RequestCache::Default,
        Cache::Renew => RequestCache::Reload,
    };
    let total = scorecard.weight_bytes() as u64;
    let (mut received, mut told) = (0, 0);
    tell(0, total);
    let mut shards = Vec::with_capacity(scorecard.shards.len());
    for shard in &scorecard.shards {
        let bytes = fetch::bytes(&path(&shard.file), mode, shard.bytes, |length| {
            received += length as u64;
            if received - told >= PROGRESS_STEP || received == total {
                told = received;
                tell(received, total);
            }
        })
        .await
        .map_err(|error| failure(&shard.file, &error))?;
        shards.push(bytes);
    }
    Ok(Weights { scorecard, shards })
}

fn path(file: &str) -> String {
    format!("{FOLDER}/{file}")
}

fn failure(file: &str, error: &FetchError) -> Failure {
    let file = path(file);
    match error {
        FetchError::Status(status) => Failure::ModelMissing {
            file,
            status: *status,
        },
        FetchError::TooLong(_) => {
            Failure::ModelRefused(format!("{file} is longer than its scorecard says"))
        }
        FetchError::Network(_) => Failure::ModelUnreachable { file },
    }
}

impl Weights {
    /// The tensors; checks every length and hash on the way.
    ///
    /// # Errors
    /// [`Failure::ModelRefused`] with the reader's sentence.
    pub fn tensors(&self) -> Result<Tensors, Failure> {
        read(&self.scorecard, self.shards.iter()).map_err(|error| refused(&error))
    }

    /// The same for the last time: each shard is let go as soon as it is read.
    ///
    /// # Errors
    /// As [`Self::tensors`].
    pub fn into_tensors(self) -> Result<(Scorecard, Tensors), Failure> {
        let tensors = read(&self.scorecard, self.shards.into_iter());
        Ok((self.scorecard, tensors.map_err(|error| refused(&error))?))
    }
}

/// The network's plan.
pub fn plan(scorecard: &Scorecard) -> Plan {
    plan::lower(scorecard.architecture, scorecard.input.side as usize)
}

/// Weights that are not what they should be.
pub fn refused(error: &WeightsError) -> Failure {
    Failure::ModelRefused(error.to_string())
}

fn read(
    scorecard: &Scorecard,
    shards: impl Iterator<Item = impl AsRef<[u8]>>,
) -> Result<Tensors, WeightsError> {
    let mut reader = WeightsReader::new(scorecard);
    for (index, shard) in shards.enumerate() {
        reader.push(index, shard.as_ref())?;
    }
    reader.tensors()
}

/// What people should know of a model.
pub fn card(scorecard: &Scorecard) -> ModelCard {
    let score = |split| {
        scorecard.result(split).map(|result| SplitScore {
            films: result.films,
            accuracy: result.accuracy,
        })
    };
    ModelCard {
        name: scorecard.architecture.to_string(),
        parameters: scorecard.parameters,
        side: scorecard.input.side,
        bytes: scorecard.weight_bytes() as u64,
        date: scorecard.date.clone(),
        training: scorecard.training.summary.clone(),
        test: score(TEST_SPLIT),
        external: score(EXTERNAL_SPLIT),
        limits: scorecard.limits.clone(),
        licence: scorecard.licence.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::error::WebError;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn each_way_to_miss_a_file_is_told_apart() {
        assert_eq!(
            failure("a.bin", &FetchError::Status(404)),
            Failure::ModelMissing {
                file: "model/a.bin".into(),
                status: 404
            }
        );
        let offline = FetchError::Network(WebError::Thrown("Failed to fetch".into()));
        assert_eq!(
            failure("a.bin", &offline),
            Failure::ModelUnreachable {
                file: "model/a.bin".into()
            }
        );
        assert!(matches!(
            failure("a.bin", &FetchError::TooLong(3)),
            Failure::ModelRefused(_)
        ));
    }
}
