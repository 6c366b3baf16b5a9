//! `serve-device`: a device of this computer computes for a `train` elsewhere.

use std::net::TcpListener;

use serde::Serialize;

use crate::cli::ServeDevice;
use crate::console;
use crate::error::TrainerError;
use crate::files;
use crate::host::device::{Engine, Server, TOKEN_VARIABLE};

/// What a client needs to know.
#[derive(Debug, Serialize)]
struct Outcome {
    /// `HOST:PORT`.
    address: String,
    device: String,
    token: bool,
}

/// Serves until Ctrl-C.
///
/// # Errors
/// [`TrainerError`] when the address is taken or public without leave, or the device cannot be
/// served.
pub(crate) fn run(options: &ServeDevice, json: bool) -> Result<(), TrainerError> {
    let token = match &options.token {
        Some(path) => Some(files::read_text(path)?.trim().to_owned()),
        None => std::env::var(TOKEN_VARIABLE).ok(),
    };
    let listen = options.listen;
    if !listen.ip().is_loopback() {
        if !options.public || token.is_none() {
            return Err(TrainerError::Usage(format!(
                "other computers can reach {listen}, and whoever does may use this device; give --public, and a token by --token FILE or {TOKEN_VARIABLE}"
            )));
        }
        console::note(
            "warning: nothing is encrypted: films, weights and token can be read on the way; use a network that you trust, or a tunnel such as ssh -L",
        );
    }
    let guarded = token.is_some();
    let engine = Engine::open(options.device.clone())?;
    let server = Server::new(&engine, token)?;
    let listener = TcpListener::bind(listen).map_err(|source| TrainerError::Listen {
        address: listen,
        source,
    })?;
    let address = listener.local_addr()?.to_string();
    let outcome = Outcome {
        address,
        device: engine.label(),
        token: guarded,
    };
    let line = format!(
        "{} is served as remote:{}; Ctrl-C ends it",
        outcome.device, outcome.address
    );
    console::result(json, &outcome, &[line])?;
    Ok(server.run(listener)?)
}
