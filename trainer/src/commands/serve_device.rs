//! `serve-device`: serves a device of this computer to `train` on other computers.

use std::net::TcpListener;

use serde::Serialize;

use crate::cli::ServeDevice;
use crate::console;
use crate::error::TrainerError;
use crate::files;
use crate::host::device::{ComputeDevice, Server, TOKEN_VARIABLE};

/// The served device, for its clients.
#[derive(Debug, Serialize)]
struct ServedDevice {
    /// `HOST:PORT`.
    address: String,
    device: String,
    /// Whether clients need a token.
    token: bool,
}

/// Serves until Ctrl-C.
///
/// # Errors
/// [`TrainerError`] when the address is in use, or public without `--public` and a token, or the device
/// cannot be served.
pub(crate) fn run(options: &ServeDevice, json: bool) -> Result<(), TrainerError> {
    let token = match &options.token {
        Some(path) => Some(files::read_text(path)?.trim().to_owned()),
        None => std::env::var(TOKEN_VARIABLE).ok(),
    };
    let listen = options.listen;
    if !listen.ip().is_loopback() {
        if !options.public || token.is_none() {
            return Err(TrainerError::Usage(format!(
                "other computers can reach {listen} and use this device; give --public, and a token with --token FILE or {TOKEN_VARIABLE}"
            )));
        }
        console::note(
            "warning: the connection is not encrypted: others on the network can read films, weights and token; use a trusted network, or a tunnel such as ssh -L",
        );
    }
    let needs_token = token.is_some();
    let engine = ComputeDevice::open(options.device.clone())?;
    let server = Server::new(&engine, token)?;
    let listener = TcpListener::bind(listen).map_err(|source| TrainerError::Listen {
        address: listen,
        source,
    })?;
    let address = listener.local_addr()?.to_string();
    let summary = ServedDevice {
        address,
        device: engine.label(),
        token: needs_token,
    };
    let line = format!(
        "serving {} as remote:{}; stop with Ctrl-C",
        summary.device, summary.address
    );
    console::result(json, &summary, &[line])?;
    Ok(server.run(listener)?)
}
