//! `WebSocket`s (RFC 6455), as far as a test of ours needs them: text that is shorter than 126 bytes.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::deployment;

/// A socket.
#[derive(Debug)]
pub struct Socket(TcpStream);

/// What came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A text.
    Text(String),
    /// It is closed, for this reason.
    Closed(u16),
    /// Nothing, as long as it was waited for.
    Nothing,
}

impl Socket {
    /// Opens one with more headers than it needs; without one, the status of the answer.
    ///
    /// # Errors
    /// The status of an answer that is none.
    ///
    /// # Panics
    /// If there is no connection to be had, or no answer.
    pub fn open(path: &str, headers: &[(&str, &str)]) -> Result<Self, u16> {
        let url = deployment::url();
        let host = url.strip_prefix("http://").expect("the Worker under test is served without TLS");
        let mut stream = TcpStream::connect(host).unwrap_or_else(|error| panic!("{host}: {error}"));
        let more =
            headers.iter().fold(String::new(), |all, (name, value)| all + name + ": " + value + "\r\n");
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{more}\r\n"
        );
        stream.write_all(request.as_bytes()).expect("a request is sent");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a time limit can be set");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap_or_else(|error| panic!("{path}: {error}"));
            head.push(byte[0]);
        }
        let head = String::from_utf8_lossy(&head).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.unwrap_or_else(|| panic!("{path}: {head}"));
        if status == 101 { Ok(Self(stream)) } else { Err(status) }
    }

    /// Says something.
    ///
    /// # Panics
    /// If it cannot, or if it is too long.
    pub fn say(&mut self, text: &str) {
        let length = u8::try_from(text.len()).ok().filter(|length| *length < 126).expect("a short text");
        // What a client says is masked; zeros are a mask too.
        let frame = [&[0x81, 0x80 | length, 0, 0, 0, 0][..], text.as_bytes()].concat();
        self.0.write_all(&frame).expect("a frame is sent");
    }

    /// What comes next, within this time.
    ///
    /// # Panics
    /// If it is none of what we send.
    pub fn hear(&mut self, patience: Duration) -> Heard {
        self.0.set_read_timeout(Some(patience)).expect("a time limit can be set");
        let mut head = [0; 2];
        if self.0.read_exact(&mut head).is_err() {
            return Heard::Nothing;
        }
        let mut payload = vec![0; usize::from(head[1])];
        self.0.read_exact(&mut payload).expect("a whole frame");
        match (head[0], payload.as_slice()) {
            (0x81, text) => Heard::Text(String::from_utf8_lossy(text).into_owned()),
            (0x88, [high, low, ..]) => Heard::Closed(u16::from_be_bytes([*high, *low])),
            (0x88, []) => Heard::Closed(1005),
            (opcode, _) => panic!("a frame of kind {opcode:#x}"),
        }
    }
}
