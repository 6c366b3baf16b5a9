//! A small database of this page in the browser's `IndexedDB`: values by key.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode,
};

use crate::web::error::WebError;
use crate::web::object;

/// The only store of the database.
const STORE: &str = "values";

/// An open database.
#[derive(Debug, Clone)]
pub struct Database(IdbDatabase);

/// The name of a database; pages in other folders of this origin have their own.
fn full_name(name: &str) -> String {
    let location = object::field(&js_sys::global(), "location");
    let path = location.and_then(|location| object::text(&location, "pathname"));
    let folder = path.as_deref().and_then(|path| path.rsplit_once('/'));
    let folder = folder.map(|(folder, _)| folder).unwrap_or_default();
    format!("pneumoscope {name} {folder}/")
}

fn factory() -> Result<IdbFactory, WebError> {
    let factory = object::field(&js_sys::global(), "indexedDB");
    factory
        .map(JsCast::unchecked_into)
        .ok_or(WebError::Missing("IndexedDB"))
}

/// Deletes a database with all its values.
///
/// # Errors
/// [`WebError`] when the browser refuses.
pub async fn delete(name: &str) -> Result<(), WebError> {
    let request = factory()?.delete_database(&full_name(name))?;
    finished(&request).await?;
    Ok(())
}

impl Database {
    /// Opens a database, which is created if there is none.
    ///
    /// # Errors
    /// [`WebError`] when the browser keeps nothing, such as in a private window.
    pub async fn open(name: &str) -> Result<Self, WebError> {
        let request: IdbOpenDbRequest = factory()?.open_with_u32(&full_name(name), 1)?;
        let opening = request.clone();
        let create = Closure::<dyn FnMut()>::new(move || {
            let database = opening.result().map(JsCast::unchecked_into::<IdbDatabase>);
            // Where this fails, the request fails too.
            database.and_then(|it| it.create_object_store(STORE)).ok();
        });
        request.set_onupgradeneeded(Some(create.as_ref().unchecked_ref()));
        let database: IdbDatabase = finished(&request).await?.unchecked_into();
        // Another tab may delete it.
        let open = database.clone();
        let close = Closure::once_into_js(move || open.close());
        database.set_onversionchange(Some(close.unchecked_ref()));
        Ok(Self(database))
    }

    fn store(&self, mode: IdbTransactionMode) -> Result<IdbObjectStore, WebError> {
        let transaction = self.0.transaction_with_str_and_mode(STORE, mode)?;
        Ok(transaction.object_store(STORE)?)
    }

    /// Stores values and removes others, all or none.
    ///
    /// # Errors
    /// [`WebError`] when the browser refuses, for example because the disk is full.
    pub async fn change(
        &self,
        put: &[(String, JsValue)],
        removed: &[String],
    ) -> Result<(), WebError> {
        let store = self.store(IdbTransactionMode::Readwrite)?;
        for key in removed {
            store.delete(&key.into())?;
        }
        for (key, value) in put {
            store.put_with_key(value, &key.into())?;
        }
        let transaction = store.transaction();
        let done = Promise::new(&mut |resolve, reject| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
        });
        match JsFuture::from(done).await {
            Ok(_) => Ok(()),
            // The rejection has the event, the transaction the error.
            Err(_) => Err(WebError::Thrown(match store.transaction().error() {
                Some(error) => error.message(),
                None => "the transaction was aborted".to_owned(),
            })),
        }
    }

    /// All values with their keys.
    ///
    /// # Errors
    /// [`WebError`] when they cannot be read.
    pub async fn all(&self) -> Result<Vec<(String, JsValue)>, WebError> {
        let store = self.store(IdbTransactionMode::Readonly)?;
        let (keys, values) = (store.get_all_keys()?, store.get_all()?);
        let keys: Array = finished(&keys).await?.unchecked_into();
        let values: Array = finished(&values).await?.unchecked_into();
        let keys = keys.iter().map(|key| key.as_string().unwrap_or_default());
        Ok(keys.zip(values.iter()).collect())
    }
}

/// The result of a request.
async fn finished(request: &IdbRequest) -> Result<JsValue, WebError> {
    let done = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(done).await {
        Ok(_) => Ok(request.result()?),
        Err(_) => Err(WebError::Thrown(match request.error()? {
            Some(error) => error.message(),
            None => "the request failed".to_owned(),
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    async fn values_are_kept_until_they_are_removed() {
        let name = "test database";
        delete(name).await.unwrap();
        let database = Database::open(name).await.unwrap();
        let put = [("b", "2"), ("a", "1")].map(|(key, value)| (key.to_owned(), value.into()));
        database.change(&put, &[]).await.unwrap();
        drop(database);
        let again = Database::open(name).await.unwrap();
        let entry = |key: &str, value: &str| (key.to_owned(), JsValue::from(value));
        assert_eq!(
            again.all().await.unwrap(),
            [entry("a", "1"), entry("b", "2")]
        );
        let changed = [entry("a", "3")];
        again.change(&changed, &["b".to_owned()]).await.unwrap();
        assert_eq!(again.all().await.unwrap(), changed);
        delete(name).await.unwrap();
        assert!(again.change(&changed, &[]).await.is_err(), "it was closed");
        let new = Database::open(name).await.unwrap();
        assert_eq!(new.all().await.unwrap(), []);
    }
}
