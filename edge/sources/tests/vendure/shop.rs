//! The shop that the server has filled, asked as the edge asks.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use model::source::{Source, SourceKind};
use serde::Deserialize;
use serde_json::Value;
use sources::query::{Lookup, Proof};
use sources::store::Store;
use sources::{Ask, Error, HttpAsk, HttpReply, Reply, Secrets, Step};

use crate::in_short;

/// What the server printed.
#[derive(Deserialize)]
pub(crate) struct Shop {
    port: u16,
    /// An API key of a role that may read orders and customers, and nothing else.
    pub(crate) admin: String,
    /// An API key of a role that may read orders alone.
    pub(crate) orderly: String,
    /// An API key of a role that may not.
    pub(crate) blind: String,
    /// The token of the second channel.
    pub(crate) channel: String,
    /// Codes by what they are codes of.
    pub(crate) orders: BTreeMap<String, String>,
}

pub(crate) static SHOP: LazyLock<Shop> = LazyLock::new(|| {
    let told = std::env::var("DESKBELL_VENDURE").expect("`cargo xtask test --real-upstreams` tells it");
    serde_json::from_str(&told).unwrap()
});

/// The code that every recorded order has.
const RECORDED_CODE: &str = "T5QD7RCKLNMAW8DY";

/// An order, by its name or its code, in short: its code as `#`, instants as `@`.
pub(crate) fn order(
    secrets: &[(&str, &str)],
    name: &str,
    proof: &str,
    recorded: &str,
) -> Result<String, Error> {
    let number = SHOP.orders.get(name).map_or(name, String::as_str).to_owned();
    let digit = proof.trim().starts_with(|c: char| c.is_ascii_digit());
    let proof = if digit { Proof::Postcode(proof.to_owned()) } else { Proof::Email(proof.to_owned()) };
    let lookup = Lookup { number, proof };
    let order = drive(secrets, recorded, |store, replies| store.order(&lookup, replies))?;
    let Some(order) = order else { return Ok("none".to_owned()) };
    let told = in_short::order(&order).replacen(&order.number, "#", 1);
    let words = |line: &str| {
        let words = line.split(' ').map(|word| if is_instant(word) { "@" } else { word });
        words.collect::<Vec<_>>().join(" ")
    };
    Ok(told.lines().map(words).collect::<Vec<_>>().join("\n"))
}

/// Whether it is an instant of these decades, in seconds.
fn is_instant(word: &str) -> bool {
    word.len() == 10 && word.bytes().all(|b| b.is_ascii_digit())
}

/// Calls an operation as the edge does, with one reply more each time.
pub(crate) fn drive<T>(
    secrets: &[(&str, &str)],
    recorded: &str,
    call: impl Fn(&Store, &[Reply]) -> Result<Step<T>, Error>,
) -> Result<T, Error> {
    let kind = SourceKind::Vendure;
    let source = Source {
        id: "shop".parse().unwrap(),
        kind,
        address: Some(format!("http://127.0.0.1:{}", SHOP.port)),
        gives: Vec::new(),
        version: None,
        user: None,
        category: None,
        ask_category: None,
        tickets: false,
        filters: false,
        product_url: Some("https://shop.example/p/{slug}".to_owned()),
    };
    let read =
        |name: &str| secrets.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    let store = Store::of("acme", &source, &Secrets::of(kind, read)).unwrap();
    let mut replies = Vec::new();
    loop {
        match call(&store, &replies)? {
            Step::Ask(Ask::Http(ask)) => replies.push(Reply::Http(answer(ask, recorded))),
            Step::Ask(Ask::Rows(_)) => panic!("the database was asked"),
            Step::Done(end) => return Ok(end),
        }
    }
}

fn answer(ask: HttpAsk, recorded: &str) -> HttpReply {
    let mut request = ureq::http::Request::builder().method(ask.method).uri(ask.url);
    for (name, value) in ask.headers {
        request = request.header(name, value);
    }
    let answer = AGENT.run(request.body(ask.body.unwrap_or_default()).unwrap()).unwrap();
    let (parts, mut body) = answer.into_parts();
    let body = body.read_to_vec().unwrap();
    record(recorded, &body);
    let headers =
        parts.headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    HttpReply { status: parts.status.as_u16(), headers: headers.collect(), body }
}

/// Writes an answer anew, if there is such a file, under one code for all orders.
fn record(name: &str, body: &[u8]) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("recorded/vendure/{name}.json"));
    if std::env::var_os("UPDATE_RECORDED").is_none() || !file.exists() {
        return;
    }
    let told = String::from_utf8(body.to_vec()).unwrap();
    let told = SHOP.orders.values().fold(told, |told, code| told.replace(code, RECORDED_CODE));
    let told: Value = serde_json::from_str(&told).unwrap();
    std::fs::write(file, serde_json::to_string_pretty(&told).unwrap() + "\n").unwrap();
}

static AGENT: LazyLock<ureq::Agent> = LazyLock::new(|| {
    let patience = Some(Duration::from_mins(1));
    ureq::Agent::config_builder().http_status_as_error(false).timeout_global(patience).build().into()
});
