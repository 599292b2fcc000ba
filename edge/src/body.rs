//! The body of a request: from whom it may come, read no further than allowed, understood as JSON.

use serde::de::DeserializeOwned;
use worker::Request;

use crate::error::Error;
use crate::message;

/// The largest body of what people write, in bytes.
pub(crate) const LIMIT: usize = 64 * 1024;

/// The largest form, in bytes: what the longest question takes whose letters are of three bytes, each written as `%xx`. So what
/// is too long by its letters comes back to where it was typed, and is not refused unread.
const FORM_LIMIT: usize = 128 * 1024;

/// The largest notice of a platform, in bytes: a Shopify order with hundreds of lines.
pub(crate) const NOTICE_LIMIT: usize = 1024 * 1024;

/// The bytes of the body.
pub(crate) async fn read(request: &Request, limit: usize) -> Result<Vec<u8>, Error> {
    let body = message::body(request.inner(), limit).await.map_err(|_| Error::BadRequest)?;
    body.ok_or(Error::TooLarge)
}

/// How a body is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    #[default]
    Json,
    /// `application/x-www-form-urlencoded`, as pages without a script send it.
    Form,
}

/// What somebody sends us of their own: JSON or a form, from a page of ours or from no page at all.
pub(crate) async fn sent(request: &Request, origin: &str) -> Result<(Kind, Vec<u8>), Error> {
    let kind = kind(request, origin)?;
    let limit = match kind {
        Kind::Json => LIMIT,
        Kind::Form => FORM_LIMIT,
    };
    Ok((kind, read(request, limit).await?))
}

fn kind(request: &Request, origin: &str) -> Result<Kind, Error> {
    let header = |name: &str| request.headers().get(name).ok().flatten();
    if !is_ours(header("origin").as_deref(), header("sec-fetch-site").as_deref(), origin) {
        return Err(Error::Forbidden);
    }
    let media_type = header("content-type").unwrap_or_default();
    match &*media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase() {
        "application/json" => Ok(Kind::Json),
        "application/x-www-form-urlencoded" => Ok(Kind::Form),
        _ => Err(Error::UnsupportedMediaType),
    }
}

/// Whether a page of ours sends it, or no page at all: programs have no `Origin`.
///
/// `Origin: null` is said for two reasons. A page whose referrer is kept back (by an extension, a proxy, a setting)
/// says it of its own forms too (Fetch, "append a request `Origin` header"): for that one the browser vouches by
/// `Sec-Fetch-Site: same-origin`, which no page can write. A sandboxed frame says it as well, and whoever put it there
/// could have filled the form in: that is `cross-site` to the browser, and refused.
fn is_ours(from: Option<&str>, fetch_site: Option<&str>, own: &str) -> bool {
    match from {
        Some("null") => fetch_site == Some("same-origin"),
        Some(from) => from == own,
        None => fetch_site.is_none_or(|site| site == "same-origin" || site == "none"),
    }
}

/// A body understood.
pub(crate) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    // Of a list serde would take one thing after the other for the fields, in the order of the code.
    if body.trim_ascii_start().starts_with(b"[") {
        return Err(Error::Invalid("body"));
    }
    // JSON of another shape, such as one without a field that must be there, can be read and is still wrong.
    serde_json::from_slice(body)
        .map_err(|error| if error.is_data() { Error::Invalid("body") } else { Error::BadRequest })
}

/// A field that must say something, and no more than so many characters.
pub(crate) fn field(value: &str, name: &'static str, most: usize) -> Result<String, Error> {
    let value = value.trim();
    let sound = !value.is_empty()
        && value.chars().count() <= most
        && !value.chars().any(|c| c.is_control() && !c.is_whitespace());
    if sound { Ok(value.to_owned()) } else { Err(Error::Invalid(name)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_ours_and_programs_send_forms() {
        let own = "https://help.example";
        for (from, site, expect) in [
            (Some(own), Some("same-origin"), true),
            (Some(own), None, true),
            (None, None, true),
            (None, Some("none"), true),
            (None, Some("same-origin"), true),
            (None, Some("cross-site"), false),
            (None, Some("same-site"), false),
            (Some("null"), Some("same-origin"), true),
            (Some("null"), Some("cross-site"), false),
            (Some("null"), Some("same-site"), false),
            (Some("null"), Some("none"), false),
            (Some("null"), None, false),
            (Some("https://evil.example"), Some("same-origin"), false),
            (Some("https://help.example.evil.example"), None, false),
            (Some("http://help.example"), None, false),
            (Some(""), None, false),
        ] {
            assert_eq!(is_ours(from, site, own), expect, "{from:?} {site:?}");
        }
    }
}
