//! The second tier: the network's Cache API.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Headers;
use worker::worker_sys::ext::CacheStorageExt;
use worker::{Cache, Response, ResponseBuilder, Result};

use super::memory::{Content, Ready};
use super::{Entry, Meta};
use crate::message;

/// The header in which an entry's own times travel, as message.js knows it; never given out.
const META: &str = "deskbell-entry";

thread_local! {
    /// Getting it anew for each request costs more than looking into it.
    static CACHE: web_sys::Cache = {
        let global: web_sys::WorkerGlobalScope = js_sys::global().unchecked_into();
        // The runtime's own, which has it without asking.
        global.caches().map_or_else(JsCast::unchecked_into, |caches| caches.default())
    };
}

/// Asks for what is kept under a key.
pub(crate) fn ask(key: &str) -> Promise {
    CACHE.with(|cache| cache.match_with_str(key))
}

/// What was found, as the runtime gives it: an answer to be given out once, or nothing.
pub(crate) fn read(found: JsValue) -> Option<Ready> {
    let times = message::times(&found)?;
    let (status, meta) = times.split_once('\n')?;
    Some(Ready::new(status.parse().ok()?, Content::Of(found.unchecked_into()), Meta::read(meta)?))
}

/// What is kept under a key; `whole` where it is to be given out again and again.
pub(crate) async fn get(key: &str, whole: bool) -> Result<Option<Ready>> {
    let kept = read(JsFuture::from(ask(key)).await?);
    // The bytes stay the runtime's: they are given out as they are.
    if whole && let Some(Ready { status, content: Content::Of(response), meta, .. }) = &kept {
        let headers = Headers::new_with_headers(&response.headers())?;
        message::unmark(&headers)?;
        let bytes = Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?);
        return Ok(Some(Ready::new(*status, Content::Whole(headers, bytes), meta.clone())));
    }
    Ok(kept)
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
        .with_header("etag", &entry.meta.etag)?
        .with_header(META, &entry.meta.written())?
        .fixed(entry.body.clone());
    Cache::default().put(key, response).await
}
