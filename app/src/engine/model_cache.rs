//! Caches the model's files in the browser: the scorecard by its name, shards by their hash.
//!
//! Each model of the page has a store of its own. Shards are content-addressed, so that one of an older
//! build is never used by mistake. The scorecard is stored last, when everything it names is cached.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Promise, Uint8Array};
use model::scorecard::Scorecard;
use model::weights::ShardRecord;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::protocol::ModelChoice;
use crate::web::digest::sha256;
use crate::web::store::Store;

/// The address of the cached scorecard. Its folder stays `kept`, under which browsers hold it already.
const SCORECARD: &str = "kept/model.json";

/// The cached files of the model, and those being written.
pub struct ModelCache {
    /// `None` where the browser caches nothing.
    store: Option<Store>,
    /// Shards that are being read ahead of their request, by their hash.
    read_ahead: RefCell<BTreeMap<String, Promise>>,
    /// Writes in progress.
    pending: RefCell<Vec<JsFuture>>,
}

impl ModelCache {
    /// Opens a model's store.
    pub async fn open(model: ModelChoice) -> Self {
        Self {
            store: Store::open(model.folder()).await,
            read_ahead: RefCell::default(),
            pending: RefCell::default(),
        }
    }

    /// Removes everything.
    pub async fn clear(&self) {
        if let Some(store) = &self.store {
            store.retain(&[]).await;
        }
    }

    /// The scorecard of the last visit.
    pub async fn scorecard(&self) -> Option<Uint8Array> {
        self.store.as_ref()?.get(SCORECARD).await
    }

    /// Starts to read shards, which are needed unless the server has another model.
    pub fn read_ahead(&self, shards: &[ShardRecord]) {
        let Some(store) = &self.store else { return };
        for ShardRecord { sha256, .. } in shards {
            let (store, hash) = (store.clone(), sha256.clone());
            let reading = future_to_promise(async move {
                let bytes = verified_shard(&store, &hash).await;
                Ok(bytes.map_or(JsValue::UNDEFINED, JsValue::from))
            });
            self.read_ahead.borrow_mut().insert(sha256.clone(), reading);
        }
    }

    /// The shard with this hash. A damaged one is removed from the store and not returned.
    pub async fn shard(&self, hash: &str) -> Option<Uint8Array> {
        let reading = self.read_ahead.borrow_mut().remove(hash);
        match reading {
            Some(reading) => JsFuture::from(reading).await.ok()?.dyn_into().ok(),
            None => verified_shard(self.store.as_ref()?, hash).await,
        }
    }

    /// Starts to store a shard with this hash.
    pub fn put_shard(&self, hash: &str, bytes: &Uint8Array) {
        if let Some(store) = &self.store {
            let put = store.put(&address(hash), bytes);
            self.pending.borrow_mut().push(put);
        }
    }

    /// Waits until all shards that have been put are stored; returns whether they are.
    pub async fn settle(&self) -> bool {
        let mut stored = true;
        for put in self.pending.take() {
            stored &= put.await.is_ok();
        }
        stored
    }

    /// Stores the scorecard once all shards are stored, then removes all other files. Returns whether
    /// the whole model is cached.
    pub async fn finish(&self, json: &Uint8Array, scorecard: &Scorecard) -> bool {
        let Some(store) = &self.store else {
            return false;
        };
        if !self.settle().await {
            return false;
        }
        if store.put(SCORECARD, json).await.is_err() {
            return false;
        }
        let shards = scorecard.shards.iter().map(|shard| address(&shard.sha256));
        let named: Vec<String> = shards.chain([SCORECARD.to_owned()]).collect();
        store.retain(&named).await;
        true
    }
}

async fn verified_shard(store: &Store, hash: &str) -> Option<Uint8Array> {
    let bytes = store.get(&address(hash)).await?;
    if sha256(&bytes).await == hash {
        return Some(bytes);
    }
    store.remove(&address(hash)).await;
    None
}

fn address(hash: &str) -> String {
    format!("kept/{hash}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    async fn reading_ahead_changes_no_shard_and_a_damaged_one_is_removed() {
        let cache = ModelCache::open(ModelChoice::Full).await;
        let [right, damaged] = [[1_u8, 2], [3, 4]].map(|bytes| Uint8Array::from(&bytes[..]));
        let (hash, other) = (sha256(&right).await, sha256(&damaged).await);
        let wrong = format!("{other}0");
        cache.put_shard(&hash, &right);
        cache.put_shard(&wrong, &damaged);
        for put in cache.pending.take() {
            put.await.unwrap();
        }
        let entry = |sha256: &str| ShardRecord {
            file: "weights.000.bin".to_owned(),
            bytes: 2,
            sha256: sha256.to_owned(),
        };
        cache.read_ahead(&[entry(&hash), entry(&wrong)]);
        for _ in ["read ahead", "on request"] {
            assert_eq!(cache.shard(&hash).await.unwrap().to_vec(), [1, 2]);
        }
        assert!(cache.shard(&wrong).await.is_none());
        let store = cache.store.as_ref().unwrap();
        assert!(store.get(&address(&wrong)).await.is_none());
    }
}
