//! Keeps the list in this browser if the user says so, and brings it back on the next visit.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Promise, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, FileSystemHandle};

use crate::intake::sort::Submission;
use crate::protocol::JobId;
use crate::state::PageState;
use crate::state::kept::{KeptFilm, KeptList, Read};
use crate::state::list::Keeping;
use crate::state::worklist::WorklistFilm;
use crate::state::worklist::origin::Origin;
use crate::web::database::{self, Database};
use crate::web::error::WebError;
use crate::web::{blob, clock, digest, handles, local_storage};
use crate::worker::queue::Queue;

/// The name of the database, and under which the number of the visit is stored once the list is kept.
const NAME: &str = "worklist";
/// The key of the list; those of films and references begin with their kind.
const LIST: &str = "list";
const FILM: &str = "film/";
const HANDLE: &str = "handle/";

/// How many numbers of films a visit has for itself: a list has films of several visits.
const FILMS_PER_VISIT: u32 = 1 << 20;

/// Films that are written in one task of the main thread.
const FILMS_PER_TASK: usize = 100;

/// Milliseconds from a change until it is written, with all others until then.
const DELAY_MILLIS: i32 = 500;

/// Keeps the list. Clones refer to the same one.
#[derive(Clone)]
pub struct Keeper(Rc<Inner>);

struct Inner {
    state: PageState,
    queue: Queue,
    database: RefCell<Option<Database>>,
    /// The version of each film that is written.
    written: RefCell<BTreeMap<JobId, usize>>,
    /// References to what was dropped.
    handles: RefCell<Vec<Held>>,
    visit: Cell<u32>,
    /// Whether a change waits to be written.
    scheduled: Cell<bool>,
}

/// A reference to a file or folder.
struct Held {
    name: String,
    handle: FileSystemHandle,
    /// Whether it is in the database.
    written: bool,
}

impl Keeper {
    /// Follows the list, after bringing back the one that is kept, once the model is known.
    pub fn start(state: PageState, queue: Queue) -> Self {
        let last = local_storage::get(NAME).and_then(|visit| visit.parse::<u32>().ok());
        let visit = last.map_or(0, |last| (last + 1) % (u32::MAX / FILMS_PER_VISIT));
        queue.count_from(visit * FILMS_PER_VISIT);
        let keeper = Self(Rc::new(Inner {
            state,
            queue,
            database: RefCell::default(),
            written: RefCell::default(),
            handles: RefCell::default(),
            visit: Cell::new(visit),
            scheduled: Cell::default(),
        }));
        if last.is_some() {
            let restoring = keeper.clone();
            let begun = Cell::new(false);
            Effect::new(move |_| {
                if state.model.with(Option::is_some) && !begun.replace(true) {
                    let keeper = restoring.clone();
                    spawn_local(async move { keeper.begin().await });
                }
            });
        }
        let following = keeper.clone();
        Effect::new(move |_| {
            state.worklist.track();
            state.reads_blind();
            if state.list.keeping.get() == Keeping::On {
                following.schedule();
            }
        });
        keeper
    }

    /// Keeps the list from now on, or forgets it.
    pub fn keep(&self, keep: bool) {
        let keeper = self.clone();
        spawn_local(async move {
            if keep {
                keeper.begin().await;
            } else {
                keeper.forget().await;
            }
        });
    }

    /// Remembers references to what was dropped.
    pub fn remember(&self, promised: Vec<Promise>) {
        let keeper = self.clone();
        spawn_local(async move {
            for handle in promised {
                if let Some(handle) = handles::promised(handle).await {
                    keeper.hold(handle, false);
                }
            }
        });
    }

    /// Holds a reference instead of an earlier one of the same name.
    fn hold(&self, handle: FileSystemHandle, written: bool) {
        let name = handle.name();
        let mut handles = self.0.handles.borrow_mut();
        handles.retain(|held| held.name != name);
        handles.push(Held {
            name,
            handle,
            written,
        });
    }

    /// Gives files of kept films back; returns whether the submission was that.
    pub async fn take_back(&self, submission: &Submission) -> bool {
        let (Submission::Film {
            path,
            file: Some(file),
        }
        | Submission::Archive { path, file, .. }) = submission
        else {
            return false;
        };
        let size = blob::size(file);
        let mut taken = false;
        for (id, origin, sha256) in self.without_file() {
            if origin.may_be(path, size) && is_same(file, &origin, sha256.as_deref()).await {
                self.0.queue.reopen(id, file.clone());
                taken = true;
            }
        }
        taken
    }

    /// Opens the files of kept films by their references, after a click.
    pub fn reopen(&self) {
        let keeper = self.clone();
        spawn_local(async move {
            for handle in keeper.references() {
                let name = handle.name();
                if !handles::may_read(&handle).await {
                    continue;
                }
                for (id, origin, sha256) in keeper.without_file() {
                    if root(&origin.path) != name {
                        continue;
                    }
                    let file = handles::file(&handle, &origin.path).await;
                    if let Ok(file) = file
                        && blob::size(&file) == origin.size
                        && is_same(&file, &origin, sha256.as_deref()).await
                    {
                        keeper.0.queue.reopen(id, file);
                    }
                }
            }
            // What is left has moved or changed, or the user refused.
            keeper.0.state.list.can_reopen.set(false);
        });
    }

    fn references(&self) -> Vec<FileSystemHandle> {
        let handles = self.0.handles.borrow();
        handles.iter().map(|held| held.handle.clone()).collect()
    }

    /// The kept films without a file.
    fn without_file(&self) -> Vec<(JobId, Origin, Option<String>)> {
        let state = self.0.state;
        let without = state.list.without_file.get_untracked();
        state.worklist.with_untracked(|list| {
            let films = without.iter().filter_map(|id| list.film(*id));
            films
                .filter_map(|film| Some((film.job, film.origin.clone()?, film.sha256.clone())))
                .collect()
        })
    }

    /// Opens the database, brings the list back that is in it and keeps it from now on.
    async fn begin(&self) {
        let begun = self.restore().await;
        let visit = self.0.visit.get().to_string();
        let kept = begun.is_ok() && local_storage::set(NAME, Some(&visit));
        if let Err(error) = begun {
            warn(&error);
        }
        let keeping = if kept { Keeping::On } else { Keeping::Refused };
        self.0.state.list.keeping.set(keeping);
    }

    async fn restore(&self) -> Result<(), WebError> {
        let database = Database::open(NAME).await?;
        let values = database.all().await?;
        self.0.database.replace(Some(database));
        let (mut list, mut films) = (None, Vec::new());
        for (key, value) in values {
            if key.starts_with(HANDLE) {
                self.hold(value.unchecked_into(), true);
            } else if key == LIST {
                list = parsed::<KeptList>(&value);
            } else if let Some(id) = key.strip_prefix(FILM).and_then(|id| id.parse().ok())
                && let Some(film) = parsed::<KeptFilm>(&value)
            {
                films.push((JobId(id), film));
            }
        }
        if let Some(list) = list {
            self.show(&list, films);
        }
        Ok(())
    }

    /// Puts kept films into the list.
    fn show(&self, list: &KeptList, mut films: Vec<(JobId, KeptFilm)>) {
        let state = self.0.state;
        let weights = untrack(|| {
            state
                .model
                .with(|model| Some(model.as_ref()?.weights.clone()))
        });
        let same_model = weights.as_ref() == Some(&list.weights);
        let read = |file: &str, examined: &_| state.read(file, examined);
        let read = same_model.then_some(&read as Read<'_>);
        let mut places = BTreeMap::new();
        for (place, id) in list.order.iter().enumerate() {
            places.insert(*id, place);
        }
        // Those that are missing there are of a list whose last change was not written.
        films.sort_by_key(|(id, _)| places.get(id).copied().unwrap_or(usize::MAX));
        let films = films.into_iter().map(|(id, film)| film.restored(id, read));
        let films: Vec<WorklistFilm> = films.collect();
        for film in &films {
            let version = film.version as usize;
            self.0.written.borrow_mut().insert(film.job, version);
        }
        let reopenable = !self.0.handles.borrow().is_empty() && !films.is_empty();
        state.list.can_reopen.set(reopenable);
        if list.blind {
            state.list.arrangement.update(|it| it.set_blind(true));
        }
        self.0.queue.restore(films);
    }

    async fn forget(&self) {
        let state = self.0.state;
        state.list.keeping.set(Keeping::Off);
        local_storage::set(NAME, None);
        self.0.database.take();
        self.0.written.borrow_mut().clear();
        for held in self.0.handles.borrow_mut().iter_mut() {
            held.written = false;
        }
        if let Err(error) = database::delete(NAME).await {
            warn(&error);
            state.list.keeping.set(Keeping::Refused);
        }
    }

    fn schedule(&self) {
        if self.0.scheduled.replace(true) {
            return;
        }
        let keeper = self.clone();
        spawn_local(async move {
            clock::pause(DELAY_MILLIS).await;
            let written = keeper.write().await;
            keeper.0.scheduled.set(false);
            match written {
                Ok(Written::All) => {}
                Ok(Written::Part) => keeper.schedule(),
                Err(error) => {
                    warn(&error);
                    keeper.0.state.list.keeping.set(Keeping::Refused);
                }
            }
        });
    }

    /// Writes what has changed since.
    async fn write(&self) -> Result<Written, WebError> {
        let Some(database) = self.0.database.borrow().clone() else {
            return Ok(Written::All);
        };
        let (films, complete) = self.changed();
        let mut put: Vec<(String, JsValue)> = Vec::with_capacity(films.len() + 1);
        for (id, _, film) in &films {
            put.push((format!("{FILM}{}", id.0), json(film)?));
        }
        let (mut removed, mut gone) = (Vec::new(), Vec::<JobId>::new());
        if complete {
            let list = self.list();
            let written = self.0.written.borrow();
            let worklist = self.0.state.worklist.read_untracked();
            gone.extend(written.keys().filter(|id| worklist.film(**id).is_none()));
            removed.extend(gone.iter().map(|id| format!("{FILM}{}", id.0)));
            put.push((LIST.to_owned(), json(&list)?));
            self.change_handles(&mut put, &mut removed);
        }
        database.change(&put, &removed).await?;
        let mut written = self.0.written.borrow_mut();
        for (id, version, _) in films {
            written.insert(id, version);
        }
        for id in gone {
            written.remove(&id);
        }
        Ok(if complete {
            Written::All
        } else {
            Written::Part
        })
    }

    /// Films that are not written as they are, at most [`FILMS_PER_TASK`], and whether these are all.
    fn changed(&self) -> (Vec<(JobId, usize, KeptFilm)>, bool) {
        let written = self.0.written.borrow();
        self.0.state.worklist.with_untracked(|list| {
            let films = list.films().iter();
            let is_written =
                |film: &&WorklistFilm| written.get(&film.job) == Some(&(film.version as usize));
            let changed = films.filter(|film| !is_written(film));
            let changed = changed.take(FILMS_PER_TASK + 1);
            let mut changed: Vec<_> = changed
                .map(|film| (film.job, film.version as usize, KeptFilm::from(film)))
                .collect();
            let complete = changed.len() <= FILMS_PER_TASK;
            changed.truncate(FILMS_PER_TASK);
            (changed, complete)
        })
    }

    fn list(&self) -> KeptList {
        let state = self.0.state;
        let weights = state
            .model
            .with_untracked(|model| Some(model.as_ref()?.weights.clone()));
        KeptList {
            weights: weights.unwrap_or_default(),
            blind: untrack(|| state.reads_blind()),
            order: state
                .worklist
                .with_untracked(|list| list.films().iter().map(|film| film.job).collect()),
        }
    }

    /// Keeps the references that films of the list need, and no others.
    fn change_handles(&self, put: &mut Vec<(String, JsValue)>, removed: &mut Vec<String>) {
        let worklist = self.0.state.worklist.read_untracked();
        let origins = worklist.films().iter();
        let origins = origins.filter_map(|film| film.origin.as_ref());
        let mut needed: Vec<&str> = origins.map(|origin| root(&origin.path)).collect();
        needed.sort_unstable();
        for held in self.0.handles.borrow_mut().iter_mut() {
            let key = format!("{HANDLE}{}", held.name);
            let is_needed = needed.binary_search(&held.name.as_str()).is_ok();
            match (is_needed, held.written) {
                (true, false) => put.push((key, (&held.handle).into())),
                (false, true) => removed.push(key),
                _ => continue,
            }
            held.written = is_needed;
        }
    }
}

/// How much of a list was written.
enum Written {
    All,
    Part,
}

/// What was dropped that a file belongs to: the first part of its path.
fn root(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

/// Whether a file of the same size is the one that a film came from: it was not changed since, or has the
/// same content. A film that was never read may be any.
async fn is_same(file: &File, origin: &Origin, sha256: Option<&str>) -> bool {
    let modified = file.last_modified();
    if (modified - origin.modified).abs() < 0.5 {
        return true;
    }
    match sha256.filter(|_| origin.member.is_none()) {
        None => sha256.is_none(),
        Some(expected) => match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => digest::sha256(&Uint8Array::new(&buffer)).await == expected,
            Err(_) => false,
        },
    }
}

fn json(value: &impl serde::Serialize) -> Result<JsValue, WebError> {
    let json = serde_json::to_string(value);
    json.map(JsValue::from)
        .map_err(|error| WebError::Thrown(error.to_string()))
}

/// A value of this version of the page; another version's may not be understood.
fn parsed<T: serde::de::DeserializeOwned>(value: &JsValue) -> Option<T> {
    serde_json::from_str(&value.as_string()?).ok()
}

fn warn(error: &WebError) {
    web_sys::console::warn_1(&error.to_string().into());
}
