//! The body of a request: read no further than allowed, understood as JSON.

use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use worker::Request;

use crate::error::Error;

/// The largest body of what people write, in bytes.
pub(crate) const LIMIT: usize = 64 * 1024;

/// The largest notice of a platform, in bytes: a Shopify order with hundreds of lines.
pub(crate) const NOTICE_LIMIT: usize = 1024 * 1024;

/// The bytes of the body.
pub(crate) async fn read(request: &mut Request, limit: usize) -> Result<Vec<u8>, Error> {
    let told = request.headers().get("content-length")?.and_then(|length| length.parse::<usize>().ok());
    if told.is_some_and(|length| length > limit) {
        return Err(Error::TooLarge);
    }
    let mut body = Vec::new();
    // Without a body there is no stream.
    let Ok(mut stream) = request.stream() else { return Ok(body) };
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Error::BadRequest)?;
        if body.len() + chunk.len() > limit {
            return Err(Error::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What somebody sends us of their own: JSON, from a page of ours or from no page at all. A form on
/// another site cannot send this type without asking first, and is not told yes.
pub(crate) async fn own(request: &mut Request, origin: &str) -> Result<Vec<u8>, Error> {
    let header = |name: &str| request.headers().get(name).ok().flatten();
    if header("origin").is_some_and(|from| from != origin) {
        return Err(Error::Forbidden);
    }
    let media_type = header("content-type").unwrap_or_default();
    if !media_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        return Err(Error::UnsupportedMediaType);
    }
    read(request, LIMIT).await
}

/// A body understood.
pub(crate) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
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
