//! The model's files as the browser keeps them: the scorecard by its name, shards by their hash.
//!
//! A shard is content-addressed, so that one of another model never stands in, and one that several
//! models share is kept once. The scorecard is put down last: what it names is kept then.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Promise, Uint8Array};
use model::scorecard::Scorecard;
use model::weights::entries::ShardEntry;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::web::digest::sha256;
use crate::web::store::Store;

/// The kept files' folder among the page's stores.
const NAME: &str = "model";

/// The address of the kept scorecard.
const SCORECARD: &str = "kept/model.json";

/// What is kept of the model, and what is about to be.
pub struct Kept {
    /// None where the browser keeps nothing.
    store: Option<Store>,
    /// Shards that are being read before it is certain that they are wanted, by their hash.
    ahead: RefCell<BTreeMap<String, Promise>>,
    /// Files that are being put down.
    pending: RefCell<Vec<JsFuture>>,
}

impl Kept {
    /// Opens the store.
    pub async fn open() -> Self {
        Self {
            store: Store::open(NAME).await,
            ahead: RefCell::default(),
            pending: RefCell::default(),
        }
    }

    /// The scorecard of the model that was used last.
    pub async fn scorecard(&self) -> Option<Uint8Array> {
        self.store.as_ref()?.get(SCORECARD).await
    }

    /// Begins to read shards that will be asked for unless the host has another model.
    pub fn read_ahead(&self, shards: &[ShardEntry]) {
        let Some(store) = &self.store else { return };
        for ShardEntry { sha256, .. } in shards {
            let (store, hash) = (store.clone(), sha256.clone());
            let reading = future_to_promise(async move {
                let bytes = whole(&store, &hash).await;
                Ok(bytes.map_or(JsValue::UNDEFINED, JsValue::from))
            });
            self.ahead.borrow_mut().insert(sha256.clone(), reading);
        }
    }

    /// The shard of a hash. One that was damaged in the store is thrown away and not returned.
    pub async fn shard(&self, hash: &str) -> Option<Uint8Array> {
        let ahead = self.ahead.borrow_mut().remove(hash);
        match ahead {
            Some(reading) => JsFuture::from(reading).await.ok()?.dyn_into().ok(),
            None => whole(self.store.as_ref()?, hash).await,
        }
    }

    /// Begins to keep a shard that has this hash.
    pub fn put_shard(&self, hash: &str, bytes: &Uint8Array) {
        if let Some(store) = &self.store {
            let put = store.put(&address(hash), bytes);
            self.pending.borrow_mut().push(put);
        }
    }

    /// Keeps the scorecard once all shards are kept, and nothing else. Whether all that is now here.
    pub async fn finish(&self, json: &Uint8Array, scorecard: &Scorecard) -> bool {
        let Some(store) = &self.store else {
            return false;
        };
        let pending = self.pending.take();
        for put in pending {
            if put.await.is_err() {
                return false;
            }
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

async fn whole(store: &Store, hash: &str) -> Option<Uint8Array> {
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
    async fn a_shard_is_the_same_read_ahead_or_not_and_a_damaged_one_is_thrown_away() {
        let kept = Kept::open().await;
        let [right, damaged] = [[1_u8, 2], [3, 4]].map(|bytes| Uint8Array::from(&bytes[..]));
        let (hash, other) = (sha256(&right).await, sha256(&damaged).await);
        let wrong = format!("{other}0");
        kept.put_shard(&hash, &right);
        kept.put_shard(&wrong, &damaged);
        for put in kept.pending.take() {
            put.await.unwrap();
        }
        let entry = |sha256: &str| ShardEntry {
            file: "weights.000.bin".to_owned(),
            bytes: 2,
            sha256: sha256.to_owned(),
        };
        kept.read_ahead(&[entry(&hash), entry(&wrong)]);
        for _ in ["read ahead", "asked for"] {
            assert_eq!(kept.shard(&hash).await.unwrap().to_vec(), [1, 2]);
        }
        assert!(kept.shard(&wrong).await.is_none());
        let store = kept.store.as_ref().unwrap();
        assert!(store.get(&address(&wrong)).await.is_none());
    }
}
