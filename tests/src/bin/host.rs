//! Serves a folder like a host of the page until it is stopped. Usage: `host DIR`; prints the address.

use std::path::Path;
use std::process::ExitCode;

use xtask::host::Host;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: host DIR");
        return ExitCode::from(2);
    };
    match Host::start(Path::new(&folder), 0) {
        Ok(host) => {
            println!("{}", host.address());
            host.wait()
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
