//! Splits a binary at the functions that `wasm_split` marks, see `app/src/bin/ui.rs`:
//! `splitter BINARY FIRST SCRIPT FOLDER`.
//!
//! FIRST receives the part that loads first, which wasm-bindgen is still to process into SCRIPT; the
//! folder receives the other parts and `split.js`, which loads them.

use std::convert::Infallible;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use wasm_encoder::Module;
use wasm_encoder::reencode::{self, Reencode};
use wasm_split_cli_support::{Options, transform};
use wasmparser::{CustomSectionReader, Parser};

/// The script that loads the parts.
const LOADER: &str = "./split.js";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [binary, first, script, folder] = arguments.as_slice() else {
        eprintln!("usage: splitter BINARY FIRST SCRIPT FOLDER");
        return ExitCode::from(2);
    };
    match split(binary.as_ref(), first.as_ref(), script, folder.as_ref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("splitter: {binary}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn split(
    binary: &Path,
    first: &Path,
    script: &str,
    folder: &Path,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let code = fs::read(binary)?;
    let script = format!("./{script}");
    let mut options = Options::new(&code);
    options.output_dir = folder;
    options.main_out_path = first;
    options.link_name = LOADER;
    options.main_module = &script;
    for part in transform(options)?.split_modules {
        let code = compact(&fs::read(&part)?)?;
        fs::write(&part, code)?;
    }
    Ok(())
}

/// Shorter code with the same meaning: the linker pads each number that may have to be relocated, and
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_and_custom_sections_are_left_out() {
        let header = b"\0asm\x01\0\0\0";
        let types = [1, 5, 1, 0x60, 0, 1, 0x7f];
        let functions = [3, 2, 1, 0];
        let custom = [0, 3, 1, b'a', 7];
        // A function that returns 1, as a number of five bytes and of one.
        let padded = [10, 10, 1, 8, 0, 0x41, 0x81, 0x80, 0x80, 0x80, 0, 0x0b];
        let short = [10, 6, 1, 4, 0, 0x41, 1, 0x0b];
        let before = [&header[..], &types, &functions, &padded, &custom].concat();
        let after = [&header[..], &types, &functions, &short].concat();
        assert_eq!(compact(&before).unwrap(), after);
        assert!(compact(&before[..before.len() - 6]).is_err());
    }
}
