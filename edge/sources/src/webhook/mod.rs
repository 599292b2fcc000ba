//! What platforms tell us of themselves: whether it is genuine, and what has changed.

mod discourse;
mod shopify;
mod signature;
mod standard;
mod woocommerce;
mod zendesk;

use std::fmt;

use model::Seconds;
use model::source::SourceKind;
use serde_json::Value;

use crate::Secrets;

/// Reads a notice that came for a source of this kind: checks that who sent it knows the secret `WEBHOOK`,
/// and what it tells.
pub fn read(kind: SourceKind, secrets: &Secrets, notice: &Notice) -> Result<News, Rejection> {
    let secret = secrets.get("WEBHOOK").ok_or(Rejection::NoSecret)?;
    let (signed, changed) = match kind {
        SourceKind::Shopify => shopify::read(secret, notice)?,
        SourceKind::Woocommerce => woocommerce::read(secret, notice)?,
        SourceKind::Vendure | SourceKind::Http => standard::read(secret, notice)?,
        SourceKind::Zendesk => zendesk::read(secret, notice)?,
        SourceKind::Discourse => discourse::read(secret, notice)?,
        SourceKind::Builtin => return Err(Rejection::NoSecret),
    };
    Ok(News { fingerprint: signature::fingerprint(kind, &signed), changed })
}

/// What was signed, piece by piece, and what it tells.
type Read<'a> = (Vec<&'a [u8]>, Vec<Changed>);

/// The JSON of a body whose signature was right.
fn json(body: &[u8]) -> Result<Value, Rejection> {
    serde_json::from_slice(body).map_err(|_| Rejection::Unreadable)
}

/// One change, if there is an id.
fn changed(what: fn(String) -> Changed, id: String) -> Vec<Changed> {
    if id.is_empty() { Vec::new() } else { vec![what(id)] }
}

/// A notice as it came.
pub struct Notice<'a> {
    /// Names in small letters.
    pub headers: &'a [(String, String)],
    /// The raw body: the signature is over these very bytes.
    pub body: &'a [u8],
    /// When it came.
    pub now: Seconds,
}

impl Notice<'_> {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A genuine notice, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Equal for two deliveries of the same notice, and hard to make equal otherwise: what its
    /// signature is over. 64 hexadecimal digits.
    pub fingerprint: String,
    /// What has changed, by the sources' own ids. None: nothing that is kept here.
    pub changed: Vec<Changed>,
}

/// Something that has changed, been added or deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// A product.
    Product(String),
    /// An order, by its number. Orders are in no cache; who waits for news of it hears of it.
    Order(String),
    /// An article.
    Article(String),
    /// A thread.
    Thread(String),
}

/// Why a notice is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// No secret is set for it here.
    NoSecret,
    /// The signature is missing or wrong.
    Signature,
    /// It was signed longer ago than [`TOLERANCE_SECONDS`], or later than now.
    Time,
    /// It is genuine, and cannot be read.
    Unreadable,
}

/// How old a signed notice may be, where its platform signs the time (as Standard Webhooks proposes).
pub const TOLERANCE_SECONDS: Seconds = 300;

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSecret => "no secret is set for this source's webhooks",
            Self::Signature => "the signature is missing or wrong",
            Self::Time => "it was signed too long ago",
            Self::Unreadable => "the body cannot be read",
        })
    }
}
