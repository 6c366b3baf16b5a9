//! Devices of other processes and machines, through burn's remote backend over `WebSocket`.
//!
//! The client builds the operations, the server computes them. Nothing is encrypted: a token keeps
//! strangers out of a trusted network, it does not hide what is sent.

use std::net::{TcpListener, TcpStream, ToSocketAddrs};
use std::time::Duration;

use burn::remote::{ConnectError, RemoteHost};
use burn::server::{RemoteServer, TokenAuthorizer, WebSocketTransport};
use burn::tensor::Device;
use tracing_subscriber::filter::LevelFilter;

use super::{DeviceChoice, DeviceError, Engine, TOKEN_VARIABLE};

/// How long a server has to take a connection before it counts as gone.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connects to the device that is served at `HOST:PORT`, with the token of the environment.
pub(super) fn connect(address: &str) -> Result<Engine, DeviceError> {
    let mut host = RemoteHost::websocket(&format!("ws://{address}"));
    if let Ok(token) = std::env::var(TOKEN_VARIABLE) {
        host = host.with_credential(token);
    }
    let device = Device::remote_options(&host).init();
    Ok(Engine {
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

/// Whether something still takes connections at `HOST:PORT`.
pub(super) fn answers(address: &str) -> bool {
    let mut places = address.to_socket_addrs().into_iter().flatten();
    places.any(|place| TcpStream::connect_timeout(&place, PATIENCE).is_ok())
}

/// A device of this computer, ready to compute for others.
pub struct Server {
    server: RemoteServer,
    device: DeviceChoice,
}

impl Server {
    /// A server of a device, for those who have the token if there is one.
    ///
    /// # Errors
    /// [`DeviceError::NotServed`] when the token is empty.
    pub fn new(engine: &Engine, token: Option<String>) -> Result<Self, DeviceError> {
        let device = engine.choice.clone();
        let mut server = RemoteServer::new([engine.device.clone()]);
        if let Some(token) = token {
            let guard = TokenAuthorizer::new(token).map_err(|error| DeviceError::NotServed {
                device: device.clone(),
                reason: error.to_string(),
            })?;
            server = server.with_authorizer(guard);
        }
        Ok(Self { server, device })
    }

    /// Serves until Ctrl-C.
    ///
    /// # Errors
    /// [`DeviceError::NotServed`] when burn cannot serve this device.
    pub fn run(self, listener: TcpListener) -> Result<(), DeviceError> {
        // burn's own log would go to stdout, where the address is.
        let log = tracing_subscriber::fmt()
            .with_max_level(LevelFilter::WARN)
            .with_writer(std::io::stderr);
        // A log that is there already stays.
        drop(log.try_init());
        self.server
            .serve(WebSocketTransport::from_listener(listener))
            .map_err(|error| DeviceError::NotServed {
                device: self.device,
                reason: error.to_string(),
            })
    }
}
