//! The model folder, from the browser's store or the page's own origin, checked by its hashes.

use std::cell::Cell;

use futures_util::future::try_join_all;
use inference::Plan;
use js_sys::Uint8Array;
use model::scorecard::{FILE_NAME, Scorecard};
use model::weights::entries::{SHARD_BYTES, ShardEntry};
use model::weights::tensors::Tensors;
use model::weights::{WeightsError, WeightsReader};
use web_sys::RequestCache;

use crate::engine::kept::Kept;
use crate::protocol::{Cache, Failure, ModelCard, SplitScore};
use crate::web::digest::sha256;
use crate::web::fetch::{self, Ask, FetchError};

/// Where the model lies beside the page.
const FOLDER: &str = "model";

/// More than any scorecard has.
const SCORECARD_BYTES: u32 = 8 << 20;

/// Milliseconds for which the host's scorecard is waited for where there is a kept one: a network
/// that does not answer is as good as none.
const PATIENCE_MILLIS: u32 = 2_000;

/// Bytes between two reports of progress.
const PROGRESS_STEP: u64 = 256 << 10;

/// The split that was kept back until the model was finished.
const TEST_SPLIT: &str = "test";
/// The split of sources that training never saw.
const EXTERNAL_SPLIT: &str = "external";

/// A model as it came, in the browser's memory.
pub struct Weights {
    /// What it is.
    pub scorecard: Scorecard,
    shards: Vec<Shard>,
}

/// The bytes of a shard and the hash they have.
struct Shard {
    bytes: Uint8Array,
    sha256: String,
}

/// A model whose scorecard is here.
pub struct Model {
    /// What it is.
    pub scorecard: Scorecard,
    json: Uint8Array,
    kept: Kept,
}

/// Brings the scorecard.
///
/// # Errors
/// [`Failure`] when it is missing, unreachable or not as it should be.
pub async fn find(cache: &Cache) -> Result<Model, Failure> {
    let kept = Kept::open().await;
    let (json, scorecard) = card_of(cache, &kept).await?;
    Ok(Model {
        scorecard,
        json,
        kept,
    })
}

impl Model {
    /// Brings the shards, side by side; `tell` hears the bytes that are here and in all.
    ///
    /// # Errors
    /// [`Failure`] names the file that is missing or unreachable.
    pub async fn weights(
        &self,
        cache: &Cache,
        tell: impl Fn(u64, u64),
    ) -> Result<Weights, Failure> {
        let scorecard = self.scorecard.clone();
        let total = scorecard.weight_bytes() as u64;
        let (received, told) = (Cell::new(0), Cell::new(0));
        tell(0, total);
        let arrived = |bytes: u32| {
            received.set(received.get() + u64::from(bytes));
            if received.get() - told.get() >= PROGRESS_STEP || received.get() == total {
                told.set(received.get());
                tell(received.get(), total);
            }
        };
        let shards = scorecard.shards.iter();
        let shards = shards.map(|entry| shard(entry, cache, &self.kept, &arrived));
        let shards = try_join_all(shards).await?;
        Ok(Weights { scorecard, shards })
    }

    /// Waits until the browser keeps the whole model, and removes what belongs to others.
    /// Returns the scorecard's SHA-256, by which [`Cache::Only`] names the model; none where the
    /// browser keeps nothing.
    pub async fn keep(self) -> Option<String> {
        let kept = self.kept.finish(&self.json, &self.scorecard).await;
        if kept {
            Some(sha256(&self.json).await)
        } else {
            None
        }
    }
}

/// The scorecard: the host's wherever there is an answer, since it decides which shards are right;
/// the kept one where the network is cut or the host out of order.
async fn card_of(cache: &Cache, kept: &Kept) -> Result<(Uint8Array, Scorecard), Failure> {
    let unreachable = || Failure::ModelUnreachable {
        file: path(FILE_NAME),
    };
    let at_hand = match cache {
        Cache::Use | Cache::Only(_) => kept.scorecard().await,
        Cache::Renew => None,
    };
    if let Cache::Only(hash) = cache {
        let json = at_hand.ok_or_else(unreachable)?;
        // Another tab may have brought another model since.
        if sha256(&json).await != *hash {
            return Err(unreachable());
        }
        return parsed(json);
    }
    let ask = Ask {
        cache: match cache {
            Cache::Renew => RequestCache::Reload,
            _ => RequestCache::NoCache,
        },
        limit: SCORECARD_BYTES,
        patience: at_hand.is_some().then_some(PATIENCE_MILLIS),
    };
    let at_hand = at_hand.and_then(|json| parsed(json).ok());
    if let Some((_, scorecard)) = &at_hand {
        kept.read_ahead(&scorecard.shards);
    }
    chosen(fetch::bytes(&path(FILE_NAME), ask, |_| ()).await, at_hand)
}

/// The host's scorecard or the kept one, by what the host answered.
fn chosen(
    answer: Result<Uint8Array, FetchError>,
    at_hand: Option<(Uint8Array, Scorecard)>,
) -> Result<(Uint8Array, Scorecard), Failure> {
    match answer {
        // The host may have the model of a later build, which takes over with the next visit.
        Ok(json) => parsed(json).or_else(|failure| at_hand.ok_or(failure)),
        Err(error) if error.is_outage() => at_hand.ok_or_else(|| failure(FILE_NAME, &error)),
        Err(error) => Err(failure(FILE_NAME, &error)),
    }
}

fn parsed(json: Uint8Array) -> Result<(Uint8Array, Scorecard), Failure> {
    let scorecard = Scorecard::parse(&json.to_vec())
        .map_err(|error| Failure::ModelRefused(error.to_string()))?;
    Ok((json, scorecard))
}

/// One shard: the kept one if it is whole, else the host's, which is kept if it is right.
async fn shard(
    entry: &ShardEntry,
    cache: &Cache,
    kept: &Kept,
    arrived: impl Fn(u32),
) -> Result<Shard, Failure> {
    if *cache != Cache::Renew
        && let Some(bytes) = kept.shard(&entry.sha256).await
    {
        arrived(bytes.length());
        let sha256 = entry.sha256.clone();
        return Ok(Shard { bytes, sha256 });
    }
    if let Cache::Only(_) = cache {
        let file = path(&entry.file);
        return Err(Failure::ModelUnreachable { file });
    }
    let ask = Ask {
        cache: match cache {
            Cache::Renew => RequestCache::Reload,
            _ => RequestCache::Default,
        },
        // The scorecard's own reader allows no shard to be longer.
        limit: u32::try_from(entry.bytes.min(SHARD_BYTES)).unwrap_or(u32::MAX),
        patience: None,
    };
    let bytes = fetch::bytes(&path(&entry.file), ask, arrived)
        .await
        .map_err(|error| failure(&entry.file, &error))?;
    let sha256 = sha256(&bytes).await;
    if sha256 == entry.sha256 {
        kept.put_shard(&sha256, &bytes);
    }
    Ok(Shard { bytes, sha256 })
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
        self.read().map_err(|error| refused(&error))
    }

    /// The same for the last time: the shards are let go.
    ///
    /// # Errors
    /// As [`Self::tensors`].
    pub fn into_tensors(self) -> Result<(Scorecard, Tensors), Failure> {
        let tensors = self.tensors()?;
        Ok((self.scorecard, tensors))
    }

    /// Copies the shards to where the engine's code can read them; the one copy there is.
    fn read(&self) -> Result<Tensors, WeightsError> {
        let mut reader = WeightsReader::new(&self.scorecard);
        for (index, Shard { bytes, sha256 }) in self.shards.iter().enumerate() {
            let length = bytes.length() as usize;
            reader.push_hashed(index, length, sha256.clone(), |place| bytes.copy_to(place))?;
        }
        reader.tensors()
    }
}

/// The network's plan.
pub fn plan(scorecard: &Scorecard) -> Plan {
    inference::lower(scorecard.architecture, scorecard.input.side as usize)
}

/// Weights that are not what they should be.
pub fn refused(error: &WeightsError) -> Failure {
    Failure::ModelRefused(error.to_string())
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
pub(crate) mod tests {
    use super::*;
    use crate::web::error::WebError;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const SHIPPED: &[u8] = include_bytes!("../../../static/model/model.json");

    /// The scorecard of the shipped model.
    pub(crate) fn scorecard() -> Scorecard {
        Scorecard::parse(SHIPPED).unwrap()
    }

    #[test]
    fn a_host_out_of_order_does_not_keep_a_kept_model_from_working() {
        let kept = || Some((Uint8Array::from(SHIPPED), scorecard()));
        let offline = || FetchError::Network(WebError::Thrown("Failed to fetch".into()));
        for error in [offline(), FetchError::Status(500), FetchError::Status(503)] {
            assert!(chosen(Err(error), kept()).is_ok());
        }
        for error in [FetchError::Status(404), FetchError::TooLong(3)] {
            assert!(chosen(Err(error), kept()).is_err());
        }
        assert!(matches!(
            chosen(Err(FetchError::Status(503)), None),
            Err(Failure::ModelMissing { status: 503, .. })
        ));
    }

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
