//! The second tier: the network's Cache API.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{self, Headers};
use worker::{Cache, Response, ResponseBuilder, Result};

use super::memory::{Body, Ready};
use super::{Entry, Meta};
use crate::policy::PUBLIC;

/// The header in which an entry's own times travel; never given out.
const META: &str = "deskbell-entry";

/// What is kept under a key; `whole` where it is to be given out again and again.
pub(crate) async fn get(key: &str, whole: bool) -> Result<Option<Ready>> {
    let Some(response) = Cache::default().get(key, false).await? else { return Ok(None) };
    let meta = response.headers().get(META)?;
    let Some(meta) = meta.and_then(|written| Meta::read(&written)) else { return Ok(None) };
    let status = response.status_code();
    let headers = Headers::new_with_headers(&response.headers().0)?;
    for added in [META, "cf-cache-status", "age"] {
        headers.delete(added)?;
    }
    headers.set("cache-control", PUBLIC)?;
    // The bytes stay the runtime's: they are given out as they are.
    let response = web_sys::Response::from(response);
    let body = if whole {
        Body::Bytes(Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?))
    } else {
        Body::Stream(response.body())
    };
    Ok(Some(Ready { status, headers, body, meta }))
}

/// Keeps an entry as long as it may be of use.
pub(crate) async fn put(key: &str, entry: &Entry) -> Result<()> {
    let mut response = ResponseBuilder::new().with_status(entry.status);
    for (name, value) in &entry.headers {
        response = response.with_header(name, value)?;
    }
    let keep = format!("public, max-age={}", entry.meta.lifetime.longest());
    let response: Response = response
        .with_header("cache-control", &keep)?
        .with_header(META, &entry.meta.written())?
        .fixed(entry.body.clone());
    Cache::default().put(key, response).await
}
