//! Builds the page with trunk, unless nothing changed since the last build.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::call::{self, say, step};
use crate::embed::{self, Origin};
use crate::error::{Naming, XtaskError};
use crate::offline;
use crate::places::{self, Places};
use crate::rustflags;
use crate::split_mark;
use crate::tools::{self, Tool};

/// The cargo profile of everything that runs in the browser.
pub const PROFILE: &str = "web";

/// The profile of the worker for browsers with relaxed SIMD and shared memory; a separate one has a
/// separate target folder.
const THREADS_PROFILE: &str = "web-threads";

/// That worker's flags beyond `.cargo/config.toml`: target features, and the linker's arguments for threads.
const THREADS_FLAGS: [&str; 16] = [
    "-C",
    "target-feature=+relaxed-simd,+atomics,+bulk-memory",
    "-C",
    "link-arg=--shared-memory",
    "-C",
    "link-arg=--import-memory",
    "-C",
    "link-arg=--max-memory=1073741824",
    "-C",
    "link-arg=--export=__wasm_init_tls",
    "-C",
    "link-arg=--export=__tls_size",
    "-C",
    "link-arg=--export=__tls_align",
    "-C",
    "link-arg=--export=__tls_base",
];

/// The name of that worker's files, see `static/engine.js`.
const THREADS_WORKER: &str = "worker_threads";

/// The folder of scripts that wasm-bindgen takes from other crates.
const SNIPPETS: &str = "snippets";

/// Replaces wasm-bindgen-rayon's script; its comments say why.
const THREADS_SCRIPT: &str = "threads.js";

/// Trunk's script that starts the worker; `static/engine.js` does that instead.
const UNUSED: &str = "worker_loader.js";

/// The page itself.
const INDEX: &str = "index.html";

/// The inputs of the page and its build. A folder stands for all files in it.
const SOURCES: [&str; 23] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "app",
    INDEX,
    "inference/Cargo.toml",
    "inference/src",
    "metrics/Cargo.toml",
    "metrics/src",
    "model/Cargo.toml",
    "model/src",
    "rust-toolchain.toml",
    "static",
    "xtask/src/embed.rs",
    "xtask/src/headers.rs",
    "xtask/src/integrity.rs",
    "xtask/src/offline.rs",
    "xtask/src/page.rs",
    "xtask/src/rustflags.rs",
    "xtask/src/split_mark.rs",
    "xtask/src/tools.rs",
    "xtask/splitter",
];

/// Builds the optimised page, unless the last build was from the same sources.
/// Returns its folder.
///
/// # Errors
/// [`XtaskError`] when a tool cannot be installed or the build fails.
pub fn build(places: &Places) -> Result<PathBuf, XtaskError> {
    let page = places.page();
    let sources = fingerprint(&places.root)?;
    if !rebuilt(&page, &sources, || make(places, &page))? {
        say("the page is up to date");
    }
    Ok(page)
}

/// Builds a page unless it is up to date with these sources; returns whether it was built. The file
/// beside it that names its sources is removed meanwhile, so that the remains of a failed build are not
/// taken for the page.
fn rebuilt(
    page: &Path,
    sources: &str,
    make: impl FnOnce() -> Result<(), XtaskError>,
) -> Result<bool, XtaskError> {
    let mark = page.with_extension("sources");
    let built = fs::read_to_string(&mark).is_ok_and(|last| last == sources);
    if built && page.join(INDEX).is_file() {
        return Ok(false);
    }
    if mark.exists() {
        fs::remove_file(&mark).named(&mark)?;
    }
    make()?;
    fs::write(&mark, sources).named(&mark)?;
    Ok(true)
}

/// Builds the page into a folder, with both workers.
fn make(places: &Places, page: &Path) -> Result<(), XtaskError> {
    tools::ensure_wasm_target()?;
    let wasm_bindgen = Tool::wasm_bindgen(places)?.ensure(places)?;
    let trunk = Tool::trunk().ensure(places)?;
    step("building the page", || {
        fs::create_dir_all(page).named(page)?;
        call::run(
            Command::new(trunk)
                .current_dir(&places.root)
                .args(["build", "--release", "--locked", "--cargo-profile", PROFILE])
                .arg("--dist")
                .arg(page)
                .env(rustflags::VARIABLE, rustflags::encoded(places, &[])?)
                .env("PATH", path_to(&wasm_bindgen)?)
                .env("TRUNK_SKIP_VERSION_CHECK", "true")
                // A backtrace of trunk would bury the compiler's message.
                .env("RUST_BACKTRACE", "0")
                // Trunk 0.21 takes only `true` and `false` here, the convention is `1`.
                .env_remove("NO_COLOR"),
        )?;
        let unused = page.join(UNUSED);
        fs::remove_file(&unused).named(&unused)?;
        // Trunk does not pass on the flags of `bind`, so its output is written once more.
        let shell = split(places, page)?;
        // The other part uses what the linker exports.
        bind(&wasm_bindgen, &shell, "ui", &["--keep-lld-exports"], page)?;
        bind(
            &wasm_bindgen,
            &binary(places, PROFILE, "worker"),
            "worker",
            &[],
            page,
        )
    })?;
    step("building the worker with threads", || {
        threads_worker(places, &wasm_bindgen, page)
    })?;
    write_embed(page, &[])
}

/// Writes `embed.html` for frames on these sites into a built page, and the list of its files anew.
///
/// # Errors
/// [`XtaskError`] when a file cannot be read or written.
pub fn write_embed(page: &Path, sites: &[Origin]) -> Result<(), XtaskError> {
    let index = page.join(INDEX);
    let mut files = BTreeMap::from([(INDEX.to_owned(), fs::read(&index).named(&index)?)]);
    add_embed(&mut files, sites)?;
    for (name, content) in files {
        let path = page.join(name);
        fs::write(&path, content).named(&path)?;
    }
    offline::stamp(page)
}

/// Adds `embed.html` to files of the page by name: `index.html` with a list of the sites that may frame it.
///
/// # Errors
/// [`XtaskError::Content`] when there is no `index.html` with a head.
pub fn add_embed(
    files: &mut BTreeMap<String, Vec<u8>>,
    sites: &[Origin],
) -> Result<(), XtaskError> {
    let index = files.get(INDEX).map(|index| String::from_utf8_lossy(index));
    let page = index.and_then(|index| embed::page(&index, sites));
    let page = page.ok_or_else(|| XtaskError::Content {
        path: INDEX.into(),
        reason: "it has no head".to_owned(),
    })?;
    files.insert(embed::FILE.to_owned(), page.into_bytes());
    Ok(())
}

/// Builds the worker a second time, with relaxed SIMD and threads. Rust's precompiled standard library
/// has no atomics on wasm, so it is built too, which stable Rust allows only with `RUSTC_BOOTSTRAP`.
fn threads_worker(places: &Places, wasm_bindgen: &Path, page: &Path) -> Result<(), XtaskError> {
    call::run(
        rustflags::cargo(places, &THREADS_FLAGS)?
            .current_dir(&places.root)
            .args(["build", "--locked", "--package", "app", "--bin", "worker"])
            .args(["--features", "threads", "-Zbuild-std=std,panic_abort"])
            .args(["--target", tools::WASM_TARGET, "--profile", THREADS_PROFILE])
            .env("RUSTC_BOOTSTRAP", "1"),
    )?;
    let worker = binary(places, THREADS_PROFILE, "worker");
    bind(wasm_bindgen, &worker, THREADS_WORKER, &[], page)?;
    let script = page.join(THREADS_WORKER).with_extension("js");
    let text = fs::read_to_string(&script).named(&script)?;
    let text = with_own_threads(&text).ok_or_else(|| XtaskError::Content {
        path: script.clone(),
        reason: format!("it imports nothing from {SNIPPETS}"),
    })?;
    fs::write(&script, text).named(&script)?;
    let snippets = page.join(SNIPPETS);
    fs::remove_dir_all(&snippets).named(&snippets)
}

/// The worker's script with our script for threads instead of wasm-bindgen-rayon's.
fn with_own_threads(script: &str) -> Option<String> {
    let start = script.find(&format!("./{SNIPPETS}/"))?;
    let length = script[start..].find(['\'', '"'])?;
    let (before, after) = (&script[..start], &script[start + length..]);
    Some(format!("{before}./{THREADS_SCRIPT}{after}"))
}

/// `PATH` with a tool's folder first.
fn path_to(tool: &Path) -> Result<std::ffi::OsString, XtaskError> {
    places::path_with(tool.parent().unwrap_or(Path::new(".")))
}

/// Splits the content off the page's binary, see `app/src/content.rs`; returns what remains, the shell.
fn split(places: &Places, page: &Path) -> Result<PathBuf, XtaskError> {
    let whole = binary(places, PROFILE, "ui");
    let shell = whole.with_extension("shell.wasm");
    call::run(
        call::cargo()
            .current_dir(&places.root)
            .args(["run", "--quiet", "--release", "--locked"])
            .args(["--package", "splitter", "--"])
            .args([&whole, &shell])
            .arg("ui.js")
            .arg(page),
    )?;
    Ok(shell)
}

/// What cargo writes for a program of the page.
fn binary(places: &Places, profile: &str, program: &str) -> PathBuf {
    let folder = places.target.join(tools::WASM_TARGET).join(profile);
    folder.join(program).with_extension("wasm")
}

/// Writes a program's code and script into the page under a name, without the sections that only
/// debuggers read, which are a third of the code, and without [`split_mark`]s.
fn bind(
    wasm_bindgen: &Path,
    binary: &Path,
    name: &str,
    options: &[&str],
    page: &Path,
) -> Result<(), XtaskError> {
    let mut code = fs::read(binary).named(binary)?;
    split_mark::neutralise(&mut code);
    let unmarked = binary.with_extension("unmarked.wasm");
    fs::write(&unmarked, code).named(&unmarked)?;
    call::run(
        Command::new(wasm_bindgen)
            .args(["--target", "web", "--no-typescript"])
            .args(["--remove-name-section", "--remove-producers-section"])
            .args(options)
            .args(["--out-name", name, "--out-dir"])
            .arg(page)
            .arg(unmarked),
    )
}

/// SHA-256 over names and contents of all sources.
fn fingerprint(root: &Path) -> Result<String, XtaskError> {
    let mut hash = Sha256::new();
    for source in SOURCES {
        for path in files(&root.join(source))? {
            let name = path.strip_prefix(root).unwrap_or(&path);
            let content = fs::read(&path).named(&path)?;
            hash.update(name.to_string_lossy().as_bytes());
            hash.update((content.len() as u64).to_le_bytes());
            hash.update(content);
        }
    }
    Ok(hex::encode(hash.finalize()))
}

/// All files at or below a path, sorted; none when it does not exist.
///
/// # Errors
/// [`XtaskError::File`] when a folder cannot be read.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, XtaskError> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let entries = WalkDir::new(path).follow_links(true).sort_by_file_name();
    let paths = entries.into_iter().filter_map(|entry| match entry {
        Ok(entry) => entry.file_type().is_file().then(|| Ok(entry.into_path())),
        Err(error) => Some(Err(error)),
    });
    paths
        .collect::<Result<_, walkdir::Error>>()
        .map_err(io::Error::from)
        .named(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_byte_and_a_new_name_change_the_fingerprint() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("app/src")).unwrap();
        fs::write(root.join("app/src/a.rs"), "a").unwrap();
        let first = fingerprint(root).unwrap();
        assert_eq!(fingerprint(root).unwrap(), first);
        fs::write(root.join("app/src/a.rs"), "b").unwrap();
        let second = fingerprint(root).unwrap();
        fs::rename(root.join("app/src/a.rs"), root.join("app/src/b.rs")).unwrap();
        let third = fingerprint(root).unwrap();
        assert!(first != second && second != third && first != third);
    }

    #[test]
    fn what_a_failed_build_leaves_is_not_taken_for_the_page() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("page");
        let good = || {
            fs::create_dir_all(&page).unwrap();
            fs::write(page.join("index.html"), "whole").named(&page)
        };
        let bad = || {
            fs::write(page.join("index.html"), "half").unwrap();
            Err(XtaskError::NoCache)
        };
        assert!(rebuilt(&page, "first", good).unwrap());
        assert!(!rebuilt(&page, "first", bad).unwrap());
        assert!(rebuilt(&page, "second", bad).is_err());
        assert!(rebuilt(&page, "first", good).unwrap());
    }

    #[test]
    fn threads_are_started_by_our_own_script() {
        let theirs = "import { startWorkers } from './snippets/x-1/src/helpers.js';\nlet a;";
        let ours = "import { startWorkers } from './threads.js';\nlet a;";
        assert_eq!(with_own_threads(theirs).as_deref(), Some(ours));
        assert_eq!(with_own_threads("let a;"), None);
    }

    #[test]
    fn files_of_the_trainer_do_not_matter_to_the_page() {
        let folder = tempfile::tempdir().unwrap();
        let before = fingerprint(folder.path()).unwrap();
        fs::create_dir_all(folder.path().join("trainer")).unwrap();
        fs::write(folder.path().join("trainer/a.rs"), "a").unwrap();
        assert_eq!(fingerprint(folder.path()).unwrap(), before);
    }
}
