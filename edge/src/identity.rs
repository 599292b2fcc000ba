//! Who a shopper is, as the shop says that has signed them in: a JSON Web Token (RFC 7519) with their e-mail address,
//! signed by HMAC-SHA256 under a key that the shop and the Worker share.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac;
use model::data::EMAIL_CHARS;
use model::id::SiteId;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use worker::Env;

use crate::error::Error;
use crate::secret;

/// The longest token that is read, in bytes.
const TOKEN_LIMIT: usize = 4_096;

/// How far ahead a token may end, in seconds.
const LONGEST_SECONDS: f64 = 3_600.0;

/// How far two clocks may be apart, in seconds.
const LEEWAY_SECONDS: f64 = 60.0;

/// The shortest key, in characters: as long as the digest (RFC 7518, section 3.2).
const LEAST_CHARS: usize = 32;

#[derive(Deserialize)]
struct Header {
    alg: String,
    /// What must be understood, of which nothing is (RFC 7515, section 4.1.11).
    #[serde(default)]
    crit: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Claims {
    aud: Audience,
    exp: f64,
    #[serde(default)]
    nbf: Option<f64>,
    #[serde(default)]
    iat: Option<f64>,
    email: String,
    /// `OpenID` Connect Core, section 5.1: whether the shop has seen to it that the address is theirs.
    #[serde(default)]
    email_verified: Option<bool>,
    /// `staff`: they work for the shop.
    #[serde(default)]
    role: Option<String>,
    /// What they are called.
    #[serde(default)]
    name: Option<String>,
}

/// Whom a token names.
struct Named {
    email: String,
    role: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// The e-mail address of whom the shop has signed in. What is no token of this site's, or is not good now, is
/// [`Error::Expired`], whatever is wrong with it. Without a key there is no such page.
pub(crate) fn email(env: &Env, site: &SiteId, token: &str, now: i64) -> Result<String, Error> {
    named(env, site, token, now).map(|named| named.email)
}

/// The e-mail address and the name of somebody who works for the shop, likewise.
pub(crate) fn staff(env: &Env, site: &SiteId, token: &str, now: i64) -> Result<(String, String), Error> {
    let named = named(env, site, token, now)?;
    if named.role == "staff" { Ok((named.email, named.name)) } else { Err(Error::Expired) }
}

fn named(env: &Env, site: &SiteId, token: &str, now: i64) -> Result<Named, Error> {
    let name = ["SECRET", site.as_str(), "IDENTITY"].join("__").replace('-', "_").to_ascii_uppercase();
    let keys = env.secret(&name).map_err(|_| Error::UnknownPage)?.to_string();
    #[expect(clippy::cast_precision_loss, reason = "instants are far below 2^53")]
    read(token, &keys, site.as_str(), now as f64).ok_or(Error::Expired)
}

fn read(token: &str, keys: &str, site: &str, now: f64) -> Option<Named> {
    let token = token.trim();
    if token.len() > TOKEN_LIMIT {
        return None;
    }
    let (signed, signature) = token.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let header: Header = json(header)?;
    // Whatever else a token asks for, it is signed like this or not at all (RFC 8725, section 3.1).
    if header.alg != "HS256" || header.crit.is_some() {
        return None;
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    // All keys are tried, whichever fits: a new one is there before the old one is gone.
    let keys = keys.split_whitespace().filter(|key| key.chars().count() >= LEAST_CHARS);
    if !keys.fold(false, |good, key| good | is_signed(key, signed, &signature)) {
        return None;
    }
    let claims: Claims = json(claims)?;
    let ours = match &claims.aud {
        Audience::One(one) => one == site,
        Audience::Many(many) => many.iter().any(|one| one == site),
    };
    let begun = |at: Option<f64>| at.is_none_or(|at| at <= now + LEEWAY_SECONDS);
    let timely = claims.exp > now - LEEWAY_SECONDS && claims.exp <= now + LONGEST_SECONDS + LEEWAY_SECONDS;
    let email = claims.email.trim();
    let sound = email.contains('@')
        && email.chars().count() <= EMAIL_CHARS
        && !email.chars().any(|c| c.is_control() || c.is_whitespace());
    (ours
        && timely
        && begun(claims.nbf)
        && begun(claims.iat)
        && sound
        && claims.email_verified != Some(false))
    .then(|| Named {
        email: email.to_owned(),
        role: claims.role.unwrap_or_default(),
        name: claims.name.filter(|name| !name.contains('\0')).unwrap_or_default(),
    })
}

fn json<T: DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

/// Takes as long for wrong as for right ones.
fn is_signed(key: &str, signed: &str, signature: &[u8]) -> bool {
    secret::hmac(key.as_bytes(), [signed.as_bytes()]).is_some_and(|mac| mac.verify_slice(signature).is_ok())
}

#[cfg(test)]
mod tests;
