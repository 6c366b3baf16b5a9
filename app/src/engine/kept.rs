//! The model's files as the browser keeps them: the scorecard by its name, shards by their hash.
//!
//! A shard is content-addressed, so that one of another model never stands in, and one that several
//! models share is kept once. The scorecard is put down last: what it names is kept then.

use std::cell::RefCell;

use js_sys::Uint8Array;
use model::scorecard::Scorecard;
use wasm_bindgen_futures::JsFuture;

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
    /// Files that are being put down.
    pending: RefCell<Vec<JsFuture>>,
}

impl Kept {
    /// Opens the store.
    pub async fn open() -> Self {
        Self {
            store: Store::open(NAME).await,
            pending: RefCell::default(),
        }
    }

    /// The scorecard of the model that was used last.
    pub async fn scorecard(&self) -> Option<Uint8Array> {
        self.store.as_ref()?.get(SCORECARD).await
    }

    /// The shard of a hash. One that was damaged in the store is thrown away and not returned.
    pub async fn shard(&self, hash: &str) -> Option<Uint8Array> {
        let store = self.store.as_ref()?;
        let bytes = store.get(&address(hash)).await?;
        if sha256(&bytes).await == hash {
            return Some(bytes);
        }
        store.remove(&address(hash)).await;
        None
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

fn address(hash: &str) -> String {
    format!("kept/{hash}")
}
