//! Requests that no HTTP client would send.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use crate::deployment;

/// Long enough for any answer, and short enough for one that never ends.
const PATIENCE: Duration = Duration::from_secs(20);

/// Sends bytes, and returns the status and all that came back; no status where nothing came.
///
/// # Panics
/// If there is no connection to be had.
pub fn send(bytes: &[u8]) -> (Option<u16>, String) {
    let mut stream = begin(bytes);
    stream.set_read_timeout(Some(PATIENCE)).expect("a time limit can be set");
    // A server may close before it has read all.
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    (answer.split(' ').nth(1).and_then(|status| status.parse().ok()), answer)
}

/// Sends bytes, and returns the connection: who drops it has left before the answer came.
///
/// # Panics
/// If there is no connection to be had.
pub fn begin(bytes: &[u8]) -> TcpStream {
    let url = deployment::url();
    let address = url.strip_prefix("http://").expect("the Worker under test is served without TLS");
    let mut stream = TcpStream::connect(address).unwrap_or_else(|error| panic!("{address}: {error}"));
    // A server may close before it has read all.
    let _ = stream.write_all(bytes);
    stream
}

/// A whole request of a target as it stands, which closes its connection.
pub fn get(target: &[u8]) -> Vec<u8> {
    [b"GET ", target, b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"].concat()
}
