//! A host behind a bad connection: it passes requests on to another host, and breaks answers.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What happens to answers about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// They end after this many bytes.
    Cut(usize),
    /// Nothing comes after this many bytes, and the connection stays open.
    Stall(usize),
    /// This many bytes come ten times in a second.
    Slow(usize),
}

/// Which answers are broken, and how.
#[derive(Debug)]
struct Plan {
    file: String,
    fault: Fault,
    /// How many answers are still to be broken.
    left: usize,
    has_ranges: bool,
    /// The heads of all requests.
    requests: Vec<String>,
}

impl Plan {
    /// Notes the head of a request; returns the one to pass on, and what happens to the answer.
    fn next(&mut self, head: String) -> (String, Option<Fault>) {
        let is_broken = self.left > 0 && head.starts_with(&format!("GET /{} ", self.file));
        self.left -= usize::from(is_broken);
        let lines = head.lines().filter(|line| {
            let line = line.to_ascii_lowercase();
            !line.is_empty()
                && !line.starts_with("connection:")
                && (self.has_ranges || !line.starts_with("range:"))
        });
        let lines: Vec<&str> = lines.collect();
        let asked = format!("{}\r\nConnection: close\r\n\r\n", lines.join("\r\n"));
        self.requests.push(head);
        (asked, is_broken.then_some(self.fault))
    }
}

/// A running host; its threads end with the tests.
pub struct FaultyHost {
    address: String,
    plan: Arc<Mutex<Plan>>,
}

impl FaultyHost {
    /// Passes requests on to a host; the first `count` answers about a file suffer a fault.
    pub fn start(host: &str, file: &str, fault: Fault, count: usize) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let plan = Arc::new(Mutex::new(Plan {
            file: file.to_owned(),
            fault,
            left: count,
            has_ranges: true,
            requests: Vec::new(),
        }));
        let (host, shared) = (origin(host), Arc::clone(&plan));
        thread::spawn(move || {
            for browser in listener.incoming().flatten() {
                let (host, plan) = (host.clone(), Arc::clone(&shared));
                // A browser that goes away needs no answer.
                thread::spawn(move || pass_on(browser, &host, &plan).ok());
            }
        });
        Self {
            address: format!("http://{address}/"),
            plan,
        }
    }

    /// Forgets ranges in requests, as hosts do that support none.
    pub fn without_ranges(&self) {
        self.plan.lock().expect("no thread fails").has_ranges = false;
    }

    /// Breaks no more answers.
    pub fn repair(&self) {
        self.plan.lock().expect("no thread fails").left = 0;
    }

    /// The heads of all requests for a file so far.
    pub fn requests(&self, file: &str) -> Vec<String> {
        let about = format!("GET /{file} ");
        let plan = self.plan.lock().expect("no thread fails");
        let requests = plan.requests.iter();
        requests
            .filter(|head| head.starts_with(&about))
            .cloned()
            .collect()
    }

    /// The address of a file or of the page, with an optional query.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

/// Host and port of an address.
fn origin(address: &str) -> String {
    let origin = address.strip_prefix("http://").expect("an address");
    origin.trim_end_matches('/').to_owned()
}

/// Passes one request on, and its answer back.
fn pass_on(mut browser: TcpStream, host: &str, plan: &Mutex<Plan>) -> io::Result<()> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        browser.read_exact(&mut byte)?;
        head.extend(byte);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let (asked, fault) = plan.lock().expect("no thread fails").next(head);
    let mut upstream = TcpStream::connect(host)?;
    upstream.write_all(asked.as_bytes())?;
    match fault {
        None => io::copy(&mut upstream, &mut browser).map(|_| ()),
        Some(Fault::Cut(bytes)) => {
            first(&mut upstream, &mut browser, bytes)?;
            // Browsers drop what they have received and not read when a connection ends.
            thread::sleep(Duration::from_secs(1));
            Ok(())
        }
        Some(Fault::Stall(bytes)) => {
            first(&mut upstream, &mut browser, bytes)?;
            thread::sleep(Duration::from_mins(10));
            Ok(())
        }
        Some(Fault::Slow(bytes)) => {
            let mut piece = vec![0; bytes];
            loop {
                let length = upstream.read(&mut piece)?;
                if length == 0 {
                    return Ok(());
                }
                browser.write_all(&piece[..length])?;
                thread::sleep(Duration::from_millis(100));
            }
        }
    }
}

/// Passes the first bytes of an answer on.
fn first(upstream: &mut TcpStream, browser: &mut TcpStream, bytes: usize) -> io::Result<()> {
    let limit = u64::try_from(bytes).unwrap_or(u64::MAX);
    io::copy(&mut upstream.take(limit), browser).map(|_| ())
}
