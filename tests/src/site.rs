//! The built page on a free port, as it is shipped or with a fault put into it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tempfile::TempDir;
use xtask::host::Host;
use xtask::page;
use xtask::places::Places;

/// A served page.
pub struct Site {
    host: Host,
    _copy: Option<TempDir>,
}

impl Site {
    /// The page as it is shipped.
    pub fn shipped() -> Self {
        Self {
            host: Host::start(built(), 0).expect("a free port"),
            _copy: None,
        }
    }

    /// A copy of the page that `change` may damage.
    pub fn changed(change: impl FnOnce(&Path)) -> Self {
        let copy = tempfile::tempdir().expect("a temporary folder");
        let from = built();
        for file in page::files(from).expect("the page") {
            let to = copy.path().join(file.strip_prefix(from).expect("inside"));
            fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            fs::copy(&file, to).expect("a copy");
        }
        change(copy.path());
        Self {
            host: Host::start(copy.path(), 0).expect("a free port"),
            _copy: Some(copy),
        }
    }

    /// The address of a file or of the page, with a query if need be.
    pub fn address(&self, path: &str) -> String {
        self.host.address() + path
    }

    /// The site as the browser names it in logs: without the slash at the end.
    pub fn origin(&self) -> String {
        self.host.address().trim_end_matches('/').to_owned()
    }
}

/// The checkout.
pub fn places() -> &'static Places {
    static PLACES: OnceLock<Places> = OnceLock::new();
    PLACES.get_or_init(|| Places::find().expect("a checkout"))
}

/// The page, built when it is not up to date.
fn built() -> &'static PathBuf {
    static PAGE: OnceLock<PathBuf> = OnceLock::new();
    PAGE.get_or_init(|| page::build(places()).expect("the page is built"))
}
