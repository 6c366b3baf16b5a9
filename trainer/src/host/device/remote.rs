//! Devices of other processes and machines, through burn's remote backend over `WebSocket`.
//!
//! The client sends operations, the server computes them. The connection is not encrypted: the token
//! controls access but hides nothing.

use std::net::{TcpListener, TcpStream, ToSocketAddrs};
use std::time::Duration;

use burn::remote::{ConnectError, RemoteHost};
use burn::server::{RemoteServer, TokenAuthorizer, WebSocketTransport};
use burn::tensor::Device;
use tracing_subscriber::filter::LevelFilter;

use super::{ComputeDevice, DeviceChoice, DeviceError, TOKEN_VARIABLE};

/// Time after which a server that accepts no connection counts as lost.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Connects to the device served at `HOST:PORT`, with the token of the environment variable.
pub(super) fn connect(address: &str) -> Result<ComputeDevice, DeviceError> {
    let mut host = RemoteHost::websocket(&format!("ws://{address}"));
    if let Ok(token) = std::env::var(TOKEN_VARIABLE) {
        host = host.with_credential(token);
    }
    let device = Device::remote_options(&host).init();
    Ok(ComputeDevice {
        device: device.map_err(|error| match error {
            ConnectError::Unauthorized => DeviceError::Refused {
                address: address.to_owned(),
            },
            other => DeviceError::Unreachable {
                address: address.to_owned(),
                reason: other.to_string(),
            },
        })?,
        choice: DeviceChoice::Remote(address.to_owned()),
        name: "burn-remote".to_owned(),
    })
}

/// Whether a server still accepts connections at `HOST:PORT`.
pub(super) fn answers(address: &str) -> bool {
    let mut resolved = address.to_socket_addrs().into_iter().flatten();
    resolved.any(|address| TcpStream::connect_timeout(&address, TIMEOUT).is_ok())
}

/// A device of this computer that is served to clients.
pub(crate) struct Server {
    server: RemoteServer,
    device: DeviceChoice,
}

impl Server {
    /// A server for clients with the token, or for all clients without one.
    ///
    /// # Errors
    /// [`DeviceError::NotServed`] when the token is empty.
    pub(crate) fn new(engine: &ComputeDevice, token: Option<String>) -> Result<Self, DeviceError> {
        let device = engine.choice.clone();
        let mut server = RemoteServer::new([engine.device.clone()]);
        if let Some(token) = token {
            let authorizer =
                TokenAuthorizer::new(token).map_err(|error| DeviceError::NotServed {
                    device: device.clone(),
                    reason: error.to_string(),
                })?;
            server = server.with_authorizer(authorizer);
        }
        Ok(Self { server, device })
    }

    /// Serves until Ctrl-C.
    ///
    /// # Errors
    /// [`DeviceError::NotServed`] when burn cannot serve this device.
    pub(crate) fn run(self, listener: TcpListener) -> Result<(), DeviceError> {
        // burn would log to stdout, which has the address.
        let log = tracing_subscriber::fmt()
            .with_max_level(LevelFilter::WARN)
            .with_writer(std::io::stderr);
        // An existing logger is kept.
        drop(log.try_init());
        self.server
            .serve(WebSocketTransport::from_listener(listener))
            .map_err(|error| DeviceError::NotServed {
                device: self.device,
                reason: error.to_string(),
            })
    }
}
