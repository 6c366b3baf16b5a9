//! Loads the model folder from the browser's cache or the page's origin and verifies its hashes.

use std::cell::Cell;

use futures_util::future::join_all;
use inference::Plan;
use js_sys::Uint8Array;
use model::fitted::Fitted;
use model::lens::Change;
use model::scorecard::results::{GateGroup, GateResult};
use model::scorecard::{FILE_NAME, Scorecard};
use model::weights::tensors::Tensors;
use model::weights::{SHARD_BYTES, ShardRecord};
use model::weights::{WeightsError, WeightsReader};
use web_sys::{File, RequestCache};

use crate::engine::model_cache::ModelCache;
use crate::engine::own_model::OwnFiles;
use crate::protocol::own_model::OwnModel;
use crate::protocol::{CachePolicy, Failure, ModelCard, ModelChoice, Reply, SplitScore, Start};
use crate::web::digest::sha256;
use crate::web::fetch::{self, FetchError, FetchOptions};

/// Size limit of the scorecard.
const SCORECARD_BYTES: u32 = 8 << 20;

/// Timeout for the server's scorecard where there is a cached one: a network that does not answer
/// counts as none.
const TIMEOUT_MILLIS: u32 = 2_000;

/// Bytes between two progress reports.
const PROGRESS_STEP: u64 = 256 << 10;

/// The held-out split of the training sources.
pub const TEST_SPLIT: &str = "test";
/// The split of other sources.
const EXTERNAL_SPLIT: &str = "external";
/// The name of all films among the results of a gate.
const ALL_FILMS: &str = "all";

/// A model in the browser's memory, not yet decoded.
pub struct Weights {
    /// Its scorecard.
    pub scorecard: Scorecard,
    shards: Vec<LoadedShard>,
}

/// The bytes of a shard and their hash.
struct LoadedShard {
    bytes: Uint8Array,
    sha256: String,
}

/// A scorecard, and the file it was parsed from.
struct ScorecardFile {
    json: Uint8Array,
    scorecard: Scorecard,
}

/// A model whose scorecard has been loaded.
pub struct Model {
    /// Its scorecard.
    pub scorecard: Scorecard,
    json: Uint8Array,
    origin: Origin,
}

/// Where a model comes from.
enum Origin {
    /// The host, or the browser's cache.
    Host(Folder),
    /// The user.
    Files(OwnFiles),
}

/// A model's files on the host, and those of them that are cached.
struct Folder {
    choice: ModelChoice,
    cache: ModelCache,
}

/// Loads the scorecard of a model: the host's, or a user's from a file or from the browser's cache.
///
/// # Errors
/// [`Failure`] when it is missing, unreachable or invalid.
pub async fn find(start: &Start, file: Option<File>) -> Result<Model, Failure> {
    let origin = match (&start.own, file) {
        (Some(own), Some(file)) => Origin::Files(OwnFiles::new(own, file)?),
        _ => Origin::Host(Folder {
            choice: start.model,
            cache: ModelCache::open(start.model).await,
        }),
    };
    let ScorecardFile { json, scorecard } = origin.load_scorecard(&start.cache).await?;
    Ok(Model {
        scorecard,
        json,
        origin,
    })
}

/// Stores a user's model in the browser's cache; returns whether it is there as a whole.
///
/// # Errors
/// [`Failure`] when a file is missing or damaged.
pub async fn keep(own: &OwnModel, file: File) -> Result<bool, Failure> {
    let files = OwnFiles::new(own, file)?;
    let ScorecardFile { json, scorecard } = parsed(files.read(FILE_NAME, SCORECARD_BYTES.into())?)?;
    let cache = ModelCache::open(ModelChoice::Own).await;
    for shard in &scorecard.shards {
        let bytes = files.read(&shard.file, SHARD_BYTES as u64)?;
        if sha256(&bytes).await != shard.sha256 {
            let error = format!("{} is damaged", shard.file);
            return Err(Failure::ModelRefused(error));
        }
        cache.put_shard(&shard.sha256, &bytes);
    }
    Ok(cache.finish(&json, &scorecard).await)
}

impl Model {
    /// Loads all shards concurrently; `report` receives [`Reply::Loading`].
    ///
    /// # Errors
    /// [`Failure`] names the file that is missing or unreachable.
    pub async fn weights(
        &self,
        policy: &CachePolicy,
        report: impl Fn(Reply),
    ) -> Result<Weights, Failure> {
        let scorecard = self.scorecard.clone();
        let total = scorecard.weight_bytes() as u64;
        let (received, reported) = (Cell::new(0), Cell::new(0));
        report(Reply::Loading { received: 0, total });
        let on_chunk = |bytes: u32| {
            let received = received.replace(received.get() + u64::from(bytes)) + u64::from(bytes);
            if received - reported.get() >= PROGRESS_STEP || received == total {
                reported.set(received);
                report(Reply::Loading { received, total });
            }
        };
        let shards = scorecard.shards.iter();
        let shards = shards.map(|entry| self.origin.load_shard(entry, policy, &on_chunk));
        // Where one fails, the others are cached for the next try.
        let shards: Result<_, _> = join_all(shards).await.into_iter().collect();
        if let (Err(_), Origin::Host(folder)) = (&shards, &self.origin) {
            folder.cache.settle().await;
        }
        Ok(Weights {
            scorecard,
            shards: shards?,
        })
    }

    /// The scorecard's SHA-256, by which [`CachePolicy::Only`] finds the model.
    pub async fn scorecard_sha256(&self) -> String {
        sha256(&self.json).await
    }

    /// Waits until the whole model is cached and removes cached files of other builds; returns whether the
    /// browser caches it.
    pub async fn finish_caching(self) -> bool {
        match self.origin {
            Origin::Host(folder) => folder.cache.finish(&self.json, &self.scorecard).await,
            Origin::Files(_) => false,
        }
    }
}

impl Origin {
    async fn load_scorecard(&self, policy: &CachePolicy) -> Result<ScorecardFile, Failure> {
        match self {
            Self::Host(folder) => folder.load_scorecard(policy).await,
            Self::Files(files) => parsed(files.read(FILE_NAME, SCORECARD_BYTES.into())?),
        }
    }

    async fn load_shard(
        &self,
        entry: &ShardRecord,
        policy: &CachePolicy,
        on_chunk: impl Fn(u32),
    ) -> Result<LoadedShard, Failure> {
        match self {
            Self::Host(folder) => folder.load_shard(entry, policy, on_chunk).await,
            Self::Files(files) => {
                let bytes = files.read(&entry.file, SHARD_BYTES as u64)?;
                on_chunk(bytes.length());
                let sha256 = sha256(&bytes).await;
                Ok(LoadedShard { bytes, sha256 })
            }
        }
    }
}

impl Folder {
    /// The server's scorecard wherever it answers, since it decides which shards are right; the cached
    /// one if the network is down or the server fails.
    async fn load_scorecard(&self, policy: &CachePolicy) -> Result<ScorecardFile, Failure> {
        let unreachable = || Failure::ModelUnreachable {
            file: self.path(FILE_NAME),
        };
        let cached = match policy {
            CachePolicy::Use | CachePolicy::Only(_) => self.cache.scorecard().await,
            CachePolicy::Reload => None,
        };
        if let CachePolicy::Only(hash) = policy {
            let json = cached.ok_or_else(unreachable)?;
            // Another tab may have cached another model since.
            if sha256(&json).await != *hash {
                return Err(unreachable());
            }
            return parsed(json);
        }
        if self.choice == ModelChoice::Own {
            return parsed(cached.ok_or_else(unreachable)?);
        }
        let options = FetchOptions {
            cache: match policy {
                CachePolicy::Reload => RequestCache::Reload,
                _ => RequestCache::NoCache,
            },
            max_bytes: SCORECARD_BYTES,
            timeout_millis: cached.is_some().then_some(TIMEOUT_MILLIS),
        };
        let cached = cached.and_then(|json| parsed(json).ok());
        if let Some(ScorecardFile { scorecard, .. }) = &cached {
            self.cache.read_ahead(&scorecard.shards);
        }
        let answer = fetch::bytes(&self.path(FILE_NAME), options, |_| ()).await;
        choose(answer, cached, |error| {
            failure(&self.path(FILE_NAME), error)
        })
    }

    /// One shard: the cached one if it is intact, else the server's, which is cached if it is right.
    async fn load_shard(
        &self,
        entry: &ShardRecord,
        policy: &CachePolicy,
        on_chunk: impl Fn(u32),
    ) -> Result<LoadedShard, Failure> {
        if *policy != CachePolicy::Reload
            && let Some(bytes) = self.cache.shard(&entry.sha256).await
        {
            on_chunk(bytes.length());
            let sha256 = entry.sha256.clone();
            return Ok(LoadedShard { bytes, sha256 });
        }
        if self.choice == ModelChoice::Own || matches!(policy, CachePolicy::Only(_)) {
            let file = self.path(&entry.file);
            return Err(Failure::ModelUnreachable { file });
        }
        let options = FetchOptions {
            cache: match policy {
                CachePolicy::Reload => RequestCache::Reload,
                _ => RequestCache::Default,
            },
            // Scorecards with longer shards are refused.
            max_bytes: u32::try_from(entry.bytes.min(SHARD_BYTES)).unwrap_or(u32::MAX),
            timeout_millis: None,
        };
        let bytes = fetch::bytes(&self.path(&entry.file), options, on_chunk)
            .await
            .map_err(|error| failure(&self.path(&entry.file), &error))?;
        let sha256 = sha256(&bytes).await;
        if sha256 == entry.sha256 {
            self.cache.put_shard(&sha256, &bytes);
        }
        Ok(LoadedShard { bytes, sha256 })
    }

    fn path(&self, file: &str) -> String {
        format!("{}/{file}", self.choice.folder())
    }
}

/// The server's scorecard or the cached one, depending on the server's answer.
fn choose(
    answer: Result<Uint8Array, FetchError>,
    cached: Option<ScorecardFile>,
    failure: impl Fn(&FetchError) -> Failure,
) -> Result<ScorecardFile, Failure> {
    match answer {
        // The server may have the model of a later build, which is used from the next visit on.
        Ok(json) => parsed(json).or_else(|failure| cached.ok_or(failure)),
        Err(error) if error.is_outage() => cached.ok_or_else(|| failure(&error)),
        Err(error) => Err(failure(&error)),
    }
}

fn parsed(json: Uint8Array) -> Result<ScorecardFile, Failure> {
    let scorecard = Scorecard::parse(&json.to_vec())
        .map_err(|error| Failure::ModelRefused(error.to_string()))?;
    Ok(ScorecardFile { json, scorecard })
}

/// The failure for a file of the model that could not be fetched.
fn failure(file: &str, error: &FetchError) -> Failure {
    let file = file.to_owned();
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
    /// Decodes the tensors after checking every length and hash.
    ///
    /// # Errors
    /// [`Failure::ModelRefused`] with the reader's message.
    pub fn tensors(&self) -> Result<Tensors, Failure> {
        self.read().map_err(|error| refused(&error))
    }

    /// Frees the shards.
    pub fn into_scorecard(self) -> Scorecard {
        self.scorecard
    }

    /// Copies the shards into WebAssembly memory; no other copy is made.
    ///
    /// # Errors
    /// [`WeightsError`] when a shard is not as the scorecard says.
    pub fn read(&self) -> Result<Tensors, WeightsError> {
        let mut reader = WeightsReader::new(&self.scorecard);
        for (index, LoadedShard { bytes, sha256 }) in self.shards.iter().enumerate() {
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

/// The failure for invalid weights.
pub fn refused(error: &WeightsError) -> Failure {
    Failure::ModelRefused(error.to_string())
}

/// What the weights are known by: SHA-256 of the hashes of their shards.
pub fn identity(scorecard: &Scorecard) -> String {
    let hashes = scorecard.shards.iter().map(|shard| shard.sha256.as_str());
    model::weights::sha256(hashes.collect::<String>().as_bytes())
}

/// The model's description for the page.
pub fn card(scorecard: &Scorecard, sha256: &str) -> ModelCard {
    let refused = |split: &str| {
        let of_films = |it: &&GateResult| {
            it.split == split && it.group == GateGroup::Films && it.name == ALL_FILMS
        };
        let found = scorecard.gate_results.iter().find(of_films);
        found.map(|found| found.refused)
    };
    let score = |split| {
        scorecard.result(split).map(|result| SplitScore {
            films: result.films,
            accuracy: result.accuracy,
            ece: result.ece,
            refused: refused(split),
            answer_sets: result.answer_sets.clone(),
        })
    };
    let without_lungs = scorecard.lens.iter().filter(|it| {
        it.change == Change::LungsHidden && it.split == TEST_SPLIT && it.class.is_some()
    });
    ModelCard {
        name: scorecard.architecture.to_string(),
        parameters: scorecard.parameters,
        side: scorecard.input.side,
        bytes: scorecard.weight_bytes() as u64,
        date: scorecard.date.clone(),
        training: scorecard.training.summary.clone(),
        test: score(TEST_SPLIT),
        external: score(EXTERNAL_SPLIT),
        results: scorecard.results.clone(),
        films: scorecard.training.films.clone(),
        list_sha256: scorecard.training.list_sha256.clone(),
        weights: identity(scorecard),
        scorecard: sha256.to_owned(),
        fitted: Fitted::of(scorecard),
        without_lungs: without_lungs.cloned().collect(),
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
    fn a_server_error_does_not_prevent_the_use_of_a_cached_model() {
        let cached = || {
            Some(ScorecardFile {
                json: Uint8Array::from(SHIPPED),
                scorecard: scorecard(),
            })
        };
        let offline = || FetchError::Network(WebError::Thrown("Failed to fetch".into()));
        let failed = |error: &FetchError| failure(FILE_NAME, error);
        for error in [offline(), FetchError::Status(500), FetchError::Status(503)] {
            assert!(choose(Err(error), cached(), failed).is_ok());
        }
        for error in [FetchError::Status(404), FetchError::TooLong(3)] {
            assert!(choose(Err(error), cached(), failed).is_err());
        }
        assert!(matches!(
            choose(Err(FetchError::Status(503)), None, failed),
            Err(Failure::ModelMissing { status: 503, .. })
        ));
    }

    #[test]
    fn each_way_a_fetch_fails_has_its_own_failure() {
        assert_eq!(
            failure("model/a.bin", &FetchError::Status(404)),
            Failure::ModelMissing {
                file: "model/a.bin".into(),
                status: 404
            }
        );
        let offline = FetchError::Network(WebError::Thrown("Failed to fetch".into()));
        assert_eq!(
            failure("model/a.bin", &offline),
            Failure::ModelUnreachable {
                file: "model/a.bin".into()
            }
        );
        assert!(matches!(
            failure("model/a.bin", &FetchError::TooLong(3)),
            Failure::ModelRefused(_)
        ));
    }
}
