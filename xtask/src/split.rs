//! Splits the page's binary at the functions that `wasm_split` marks: the rest of the page is loaded
//! after its first file, see `app/src/bin/ui.rs`.

use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};

use wasm_encoder::Module;
use wasm_encoder::reencode::{self, Reencode};
use wasm_split_cli_support::{Options, transform};
use wasmparser::{CustomSectionReader, Parser};

use crate::error::{Naming, XtaskError};

/// The script that loads the parts.
const LOADER: &str = "./split.js";

/// Writes the parts of a binary and the script that loads them into the page, the first part into a
/// folder of its own: wasm-bindgen is still to process it. Returns its path. `script` is the name of the
/// script that wasm-bindgen will write.
///
/// # Errors
/// [`XtaskError::File`] when a file cannot be read or written, [`XtaskError::Content`] when the binary
/// has no relocations or cannot be split for another reason.
pub fn split(binary: &Path, script: &str, page: &Path) -> Result<PathBuf, XtaskError> {
    let code = fs::read(binary).named(binary)?;
    let folder = binary.with_extension("split");
    fs::create_dir_all(&folder).named(&folder)?;
    let first = folder.join(binary.file_name().unwrap_or_default());
    let script = format!("./{script}");
    let mut options = Options::new(&code);
    options.output_dir = page;
    options.main_out_path = &first;
    options.link_name = LOADER;
    options.main_module = &script;
    let parts = transform(options).map_err(|error| unfit(binary, format!("{error:#}")))?;
    for part in parts.split_modules {
        let code = fs::read(&part).named(&part)?;
        let code = compact(&code).map_err(|error| unfit(&part, error.to_string()))?;
        fs::write(&part, code).named(&part)?;
    }
    Ok(first)
}

/// Shorter code that means the same: the linker pads each number that it may have to relocate, and the
/// custom sections are for debuggers. In the first part wasm-bindgen does this.
fn compact(code: &[u8]) -> Result<Vec<u8>, reencode::Error> {
    let mut module = Module::new();
    Compact.parse_core_module(&mut module, Parser::new(0), code)?;
    Ok(module.finish())
}

struct Compact;

impl Reencode for Compact {
    type Error = Infallible;

    fn parse_custom_section(
        &mut self,
        _module: &mut Module,
        _section: CustomSectionReader<'_>,
    ) -> Result<(), reencode::Error> {
        Ok(())
    }
}

fn unfit(binary: &Path, reason: String) -> XtaskError {
    XtaskError::Content {
        path: binary.to_owned(),
        reason,
    }
}
