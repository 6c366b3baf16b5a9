//! Stores a worker's files in the browser's Cache Storage.
//!
//! Failures are silent: an insecure origin, a private window or a full disk stores nothing, and the
//! page works without.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Cache, CacheStorage, Request, Response};

use crate::web::object;
use crate::web::scope;

/// A named cache. Addresses are relative to the worker's script. Clones refer to the same cache.
#[derive(Clone)]
pub struct Store(Cache);

impl Store {
    /// Opens a cache; pages in other folders of this origin have their own.
    pub async fn open(name: &str) -> Option<Self> {
        let storage: CacheStorage = object::field(&js_sys::global(), "caches")?.unchecked_into();
        let address = scope::worker().ok()?.location().pathname();
        let (folder, _) = address.rsplit_once('/')?;
        let opening = storage.open(&format!("pneumoscope {name} {folder}/"));
        JsFuture::from(opening)
            .await
            .ok()?
            .dyn_into()
            .ok()
            .map(Self)
    }

    /// The bytes of a stored file.
    pub async fn get(&self, address: &str) -> Option<Uint8Array> {
        let found = JsFuture::from(self.0.match_with_str(address)).await.ok()?;
        let response: Response = found.dyn_into().ok()?;
        // The response is backed by a blob; reading that takes Chromium half as long.
        let blob: Blob = JsFuture::from(response.blob().ok()?)
            .await
            .ok()?
            .dyn_into()
            .ok()?;
        let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&buffer))
    }

    /// Starts to store a file, replacing one of the same address; the future fails where the browser
    /// refuses.
    pub fn put(&self, address: &str, bytes: &Uint8Array) -> JsFuture {
        let promise = match Response::new_with_opt_js_u8_array(Some(bytes)) {
            Ok(response) => self.0.put_with_str(address, &response),
            Err(thrown) => Promise::reject(&thrown),
        };
        promise.into()
    }

    /// Removes a file if the browser can.
    pub async fn remove(&self, address: &str) {
        JsFuture::from(self.0.delete_with_str(address)).await.ok();
    }

    /// Removes all files whose URL ends with none of these addresses.
    pub async fn retain(&self, addresses: &[String]) {
        let Ok(requests) = JsFuture::from(self.0.keys()).await else {
            return;
        };
        for request in Array::from(&requests) {
            let Ok(request) = request.dyn_into::<Request>() else {
                continue;
            };
            let url = request.url();
            if !addresses.iter().any(|address| url.ends_with(address)) {
                JsFuture::from(self.0.delete_with_request(&request))
                    .await
                    .ok();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::rc::Rc;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    async fn stored_files_are_found_replaced_and_removed() {
        let store = Store::open("test").await.unwrap();
        let bytes = |text: &str| Uint8Array::from(text.as_bytes());
        for (address, text) in [("a/1", "old"), ("a/1", "one"), ("a/2", "two"), ("a/3", "")] {
            store.put(address, &bytes(text)).await.unwrap();
        }
        assert_eq!(store.get("a/1").await.unwrap().to_vec(), b"one");
        store.remove("a/2").await;
        store.retain(&["/a/1".to_owned()]).await;
        assert!(store.get("a/2").await.is_none() && store.get("a/3").await.is_none());
        assert!(store.get("a/1").await.is_some());
    }

    #[test]
    async fn a_refused_file_raises_no_unhandled_rejection() {
        let unhandled = Rc::new(Cell::new(false));
        let note = Rc::clone(&unhandled);
        scope::on_unhandled_rejection(move |_| note.set(true)).unwrap();
        let store = Store::open("test").await.unwrap();
        let refused = store.put("data:,", &Uint8Array::new_with_length(1));
        // Looking a file up takes longer than refusing one.
        store.get("a/1").await;
        assert!(!unhandled.get());
        assert!(refused.await.is_err());
    }
}
