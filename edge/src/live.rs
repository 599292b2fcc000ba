//! News of a thread, to those who have it open: a Durable Object for each thread holds their sockets, and sleeps while
//! nothing happens (the WebSocket Hibernation API). What it says is when something changed, never what: who hears it asks
//! for the thread again, as anybody may who sees it.

use std::cell::Cell;
use std::time::Duration;

use sha2::{Digest, Sha256};
use worker::{
    Delay, DurableObject, Env, Method, Request, Response, Result, State, Stub, WebSocket,
    WebSocketIncomingMessage, WebSocketPair, WebSocketRequestResponsePair, durable_object,
};

use crate::clock::now_ms;
use crate::error::Error;
use crate::later::later;

/// The binding's name in `wrangler.toml`.
const BINDING: &str = "LIVE";

/// The most sockets from one address: of a school or a company that is one address, many look at the same thread.
const PER_ADDRESS: usize = 50;

/// The most sockets of a thread. The runtime takes 32,768; who comes later asks now and then.
const MOST: usize = 10_000;

/// After how long who was refused may try again, in seconds.
const RETRY_SECONDS: u32 = 60;

/// How far news are apart at least, in milliseconds: each has everybody ask for the thread.
const APART_MS: i64 = 1_000;

/// What a page says so that nothing between us takes the connection for dead, and what it hears: the runtime answers,
/// and nobody wakes.
const BEAT: (&str, &str) = ("?", "!");

/// The close code for who says anything else (RFC 6455, section 7.4.1).
const POLICY_VIOLATION: u16 = 1008;

/// Says that a thread has changed, by its id, with or without its source before it. It goes on by itself; where nobody
/// has it open, nothing happens. To be called when the change and its purge are written.
pub(crate) fn changed(env: &Env, thread: &str) {
    let told = object(env, thread).and_then(|stub| Ok((stub, Request::new("https://live/", Method::Post)?)));
    later(async move {
        let told = match told {
            Ok((stub, request)) => stub.fetch_with_request(request).await.map(drop),
            Err(error) => Err(error),
        };
        // Pages ask by themselves, too.
        if let Err(error) = told {
            worker::console_error!("nobody hears of a thread: {error}");
        }
    });
}

/// Opens a socket to a thread's news. The address of who opens it leaves here only as a hash.
pub(crate) async fn open(env: &Env, thread: &str, address: &str) -> std::result::Result<Response, Error> {
    let request = Request::new("https://live/", Method::Get)?;
    request.headers().set("upgrade", "websocket")?;
    request.headers().set("from", &crate::hex(&Sha256::digest([thread, address].join(" "))))?;
    let response = object(env, thread)?.fetch_with_request(request).await?;
    if response.status_code() == 429 { Err(Error::TooMany(RETRY_SECONDS)) } else { Ok(response) }
}

/// The one object of a thread, whose number is the same for all sites.
fn object(env: &Env, thread: &str) -> Result<Stub> {
    let number = thread.rsplit('.').next().unwrap_or_default();
    env.durable_object(BINDING)?.id_from_name(number)?.get_stub()
}

/// Who has one thread open.
#[durable_object(websocket)]
pub struct Live {
    state: State,
    /// When news were told last, in milliseconds.
    told: Cell<i64>,
    /// Whether somebody waits to tell them.
    waiting: Cell<bool>,
}

impl DurableObject for Live {
    fn new(state: State, _env: Env) -> Self {
        if let Ok(beat) = WebSocketRequestResponsePair::new(BEAT.0, BEAT.1) {
            state.set_websocket_auto_response(&beat);
        }
        Self { state, told: Cell::new(0), waiting: Cell::new(false) }
    }

    async fn fetch(&self, request: Request) -> Result<Response> {
        match request.headers().get("from")? {
            Some(from) => self.open(&from),
            None => self.tell().await,
        }
    }

    /// Nothing is said to us: who speaks is no page of ours.
    async fn websocket_message(&self, socket: WebSocket, _: WebSocketIncomingMessage) -> Result<()> {
        socket.close(Some(POLICY_VIOLATION), Some(""))
    }

    async fn websocket_close(&self, socket: WebSocket, _: usize, _: String, _: bool) -> Result<()> {
        // The other half of the handshake. Who has gone without one hears it no more.
        let _ = socket.close::<&str>(None, None);
        Ok(())
    }

    async fn websocket_error(&self, _: WebSocket, _: worker::Error) -> Result<()> {
        Ok(())
    }
}

impl Live {
    fn open(&self, from: &str) -> Result<Response> {
        let full = self.state.get_websockets_with_tag(from).len() >= PER_ADDRESS
            || self.state.get_websockets().len() >= MOST;
        if full {
            return Ok(Response::empty()?.with_status(429));
        }
        let pair = WebSocketPair::new()?;
        self.state.accept_websocket_with_tags(&pair.server, &[from]);
        Response::from_websocket(pair.client)
    }

    /// Tells everybody; what changes while news were told just now is told with the next ones.
    async fn tell(&self) -> Result<Response> {
        if self.waiting.replace(true) {
            return Response::empty();
        }
        let wait = self.told.get() + APART_MS - now_ms();
        Delay::from(Duration::from_millis(wait.clamp(0, APART_MS).unsigned_abs())).await;
        self.waiting.set(false);
        self.told.set(now_ms());
        let when = now_ms().to_string();
        for socket in self.state.get_websockets() {
            // Who is just leaving needs no news.
            let _ = socket.send_with_str(&when);
        }
        Response::empty()
    }
}
