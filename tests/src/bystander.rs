//! Other sites: a server of one page that is not ours, and a listener that nothing should reach.

use std::io::{Read, Write};
use std::net::{TcpListener, UdpSocket};
use std::sync::{Arc, Mutex};
use std::thread;

/// Serves a page at every path of a free port until the tests end; returns its origin.
pub fn serve(html: impl FnOnce(&str) -> String) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let origin = format!("http://127.0.0.1:{port}");
    let html = html(&origin);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut request = [0; 4096];
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{html}",
                html.len()
            );
            // A browser that goes away needs no answer.
            let read = stream.read(&mut request);
            read.and_then(|_| stream.write_all(answer.as_bytes())).ok();
        }
    });
    origin
}

/// A listener that keeps what it hears, over TCP and over UDP, on one port.
pub struct Listener {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Listener {
    /// Listens on a free port until the tests end.
    pub fn start() -> Self {
        let tcp = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let port = tcp.local_addr().expect("an address").port();
        let udp = UdpSocket::bind(("127.0.0.1", port)).expect("the same port");
        let heard = Arc::new(Mutex::new(Vec::new()));
        let by_tcp = Arc::clone(&heard);
        thread::spawn(move || {
            for mut stream in tcp.incoming().flatten() {
                let kept = Arc::clone(&by_tcp);
                thread::spawn(move || {
                    let mut bytes = [0; 4096];
                    // A browser that connects and says nothing has still connected.
                    let length = stream.read(&mut bytes).unwrap_or(0);
                    let said = String::from_utf8_lossy(&bytes[..length]).into_owned();
                    kept.lock().expect("no thread fails").push(said);
                    stream
                        .write_all(
                            b"HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\n\r\n",
                        )
                        .ok();
                });
            }
        });
        let by_udp = Arc::clone(&heard);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while udp.recv_from(&mut bytes).is_ok() {
                let mut kept = by_udp.lock().expect("no thread fails");
                kept.push("a UDP packet".to_owned());
            }
        });
        Self { port, heard }
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What was heard since the last call, one entry per connection or packet.
    ///
    /// # Panics
    /// Never, as no thread fails that holds the list.
    pub fn heard(&self) -> Vec<String> {
        std::mem::take(&mut self.heard.lock().expect("no thread fails"))
    }
}
