//! `cargo xtask serve`: builds the page and serves it on this computer.

use std::process::Command;

use clap::Args;

use crate::call::{self, say};
use crate::embed::Origin;
use crate::error::XtaskError;
use crate::host::Host;
use crate::page;
use crate::places::Places;

/// Builds the optimised page and serves it with the headers of a production host.
#[derive(Debug, Args)]
pub struct Serve {
    /// The port to listen on.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// A site that may show `embed.html` in a frame; by default none.
    #[arg(long = "embed", value_name = "ORIGIN")]
    sites: Vec<Origin>,
    /// Opens the address in the default browser.
    #[arg(long)]
    open: bool,
}

/// Serves until the process is ended; the address is the last line on stdout.
///
/// # Errors
/// [`XtaskError`] when the page cannot be built or the port is taken.
pub fn run(places: &Places, options: &Serve) -> Result<(), XtaskError> {
    let page = page::build(places)?;
    page::write_embed(&page, &options.sites)?;
    let host = Host::embeddable(&page, options.port, &options.sites)?;
    if options.open {
        open(&host.address());
    }
    println!("{}", host.address());
    host.wait()
}

/// Opens the address in the default browser; a failure does not stop the server.
fn open(address: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(target_os = "windows") {
        "explorer"
    } else {
        "xdg-open"
    };
    if call::run(Command::new(program).arg(address)).is_err() {
        say(&format!("no browser could be opened with `{program}`"));
    }
}
