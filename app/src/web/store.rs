//! Files that the browser keeps for a worker until somebody removes them: its Cache Storage.
//!
//! Nothing here fails aloud: an origin that is not secure, a private window or a full disk keeps
//! nothing, and the page works without.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Cache, CacheStorage, Request, Response};

use crate::web::object;
use crate::web::scope;

/// A folder of kept files. Their addresses are written as the worker would fetch them. Clones are the
/// same folder.
#[derive(Clone)]
pub struct Store(Cache);

impl Store {
    /// Opens the store of a name; pages in other folders of this origin have others.
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

    /// A kept file's bytes.
    pub async fn get(&self, address: &str) -> Option<Uint8Array> {
        let found = JsFuture::from(self.0.match_with_str(address)).await.ok()?;
        let response: Response = found.dyn_into().ok()?;
        // What is kept lies in a blob already: to read that takes Chromium half as long as the response.
        let blob: Blob = JsFuture::from(response.blob().ok()?)
            .await
            .ok()?
            .dyn_into()
            .ok()?;
        let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&buffer))
    }

    /// Begins to keep a file, in place of one of the same address; the future fails where the
    /// browser does not.
    pub fn put(&self, address: &str, bytes: &Uint8Array) -> JsFuture {
        let promise = match Response::new_with_opt_js_u8_array(Some(bytes)) {
            Ok(response) => self.0.put_with_str(address, &response),
            Err(thrown) => Promise::reject(&thrown),
        };
        promise.into()
    }

    /// Removes a file. One that stays all the same is not believed more than before.
    pub async fn remove(&self, address: &str) {
        JsFuture::from(self.0.delete_with_str(address)).await.ok();
    }

    /// Removes all files but those whose whole address ends with one of these.
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
    async fn what_is_kept_is_found_replaced_and_removed() {
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
    async fn a_file_that_cannot_be_kept_is_no_failure_that_nobody_sees() {
        let unseen = Rc::new(Cell::new(false));
        let note = Rc::clone(&unseen);
        scope::on_unhandled_rejection(move |_| note.set(true)).unwrap();
        let store = Store::open("test").await.unwrap();
        let refused = store.put("data:,", &Uint8Array::new_with_length(1));
        // To look for a file takes longer than to refuse one.
        store.get("a/1").await;
        assert!(!unseen.get());
        assert!(refused.await.is_err());
    }
}
