//! Serves the built page on a free port: as shipped, modified, or by a separate process that can be
//! stopped.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
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

    /// The page as it is shipped, on a host that sends no headers of ours.
    pub fn without_headers() -> Self {
        Self {
            host: Host::without_headers(built(), 0).expect("a free port"),
            _copy: None,
        }
    }

    /// A copy of the page whose `embed.html` another site may frame.
    pub fn embeddable(origin: &str) -> Self {
        let copy = copy(built());
        let origins = [origin.parse().expect("an origin")];
        page::write_embed(copy.path(), &origins).expect("the page for frames");
        Self {
            host: Host::embeddable(copy.path(), 0, &origins).expect("a free port"),
            _copy: Some(copy),
        }
    }

    /// A copy of the page that `change` may damage.
    pub fn changed(change: impl FnOnce(&Path)) -> Self {
        let copy = copy(built());
        change(copy.path());
        Self {
            host: Host::start(copy.path(), 0).expect("a free port"),
            _copy: Some(copy),
        }
    }

    /// The address of a file or of the page, with an optional query.
    pub fn address(&self, path: &str) -> String {
        self.host.address() + path
    }

    /// The origin as in the browser's logs: without the slash at the end.
    pub fn origin(&self) -> String {
        self.host.address().trim_end_matches('/').to_owned()
    }
}

/// A copy of the page served by a separate process, whose end cuts all connections.
pub struct Apart {
    copy: TempDir,
    host: Option<Child>,
    address: String,
}

impl Apart {
    /// Starts a host of the built page.
    pub fn start() -> Self {
        Self::of(built())
    }

    /// Starts a host for a copy of the page in a folder.
    pub fn of(folder: &Path) -> Self {
        let copy = copy(folder);
        let program = places().program("host");
        let mut host = Command::new(&program)
            .arg(copy.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|_| panic!("{}: cargo build --release -p tests", program.display()));
        let mut address = String::new();
        BufReader::new(host.stdout.take().expect("its output is piped"))
            .read_line(&mut address)
            .expect("the host prints its address");
        Self {
            copy,
            host: Some(host),
            address: address.trim().to_owned(),
        }
    }

    /// The served folder; a change to it is a new release of the page.
    pub fn folder(&self) -> &Path {
        self.copy.path()
    }

    /// The address of a file or of the page, with an optional query.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Stops the host.
    pub fn cut(&mut self) {
        if let Some(mut host) = self.host.take() {
            host.kill().expect("the host can be ended");
            host.wait().expect("the host has ended");
        }
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        self.cut();
    }
}

/// A copy of a page.
fn copy(from: &Path) -> TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    for file in page::files(from).expect("the page") {
        let to = copy.path().join(file.strip_prefix(from).expect("inside"));
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(&file, to).expect("a copy");
    }
    copy
}

/// The checkout.
pub fn places() -> &'static Places {
    static PLACES: OnceLock<Places> = OnceLock::new();
    PLACES.get_or_init(|| Places::find().expect("a checkout"))
}

/// The page, built unless it is up to date.
fn built() -> &'static PathBuf {
    static PAGE: OnceLock<PathBuf> = OnceLock::new();
    PAGE.get_or_init(|| page::build(places()).expect("the page is built"))
}
