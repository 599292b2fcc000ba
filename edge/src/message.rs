//! Requests and responses whole, in as few steps between JavaScript and WASM as can be.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, Request, Response};

#[wasm_bindgen(module = "/src/message.js")]
extern "C" {
    #[wasm_bindgen(js_name = body)]
    fn body_of(message: &JsValue, limit: usize) -> Promise;

    /// A response. Names and values of its headers stand on a line each, by turns.
    #[wasm_bindgen(catch)]
    pub(crate) fn response(status: u16, headers: &str, body: &[u8]) -> Result<Response, JsValue>;

    /// What is looked at of every request, each on a line of its own: method, address, `Accept-Language`, `If-None-Match`, time
    /// zone; and where a thread may be asked for, a last line with the cookies.
    pub(crate) fn look(request: &Request) -> String;

    /// A kept answer, with headers that are ready.
    #[wasm_bindgen(catch)]
    pub(crate) fn again(
        status: u16,
        headers: &Headers,
        body: Option<&Uint8Array>,
    ) -> Result<Response, JsValue>;

    /// Status and times of what the network's cache has found, each on a line; nothing where it is no answer of ours.
    pub(crate) fn times(found: &JsValue) -> Option<String>;

    /// Takes away what the network's cache has added to an answer, and says what browsers are told.
    #[wasm_bindgen(catch)]
    pub(crate) fn unmark(headers: &Headers) -> Result<(), JsValue>;

    /// What the network's cache has found, given out as it comes; "not modified" where its reader has it already.
    #[wasm_bindgen(catch)]
    pub(crate) fn pass(found: &Response, known: bool, age: u32, status: &str) -> Result<Response, JsValue>;
}

/// The body of a `Request` or a `Response` whole; nothing where it has more bytes than `limit`. Fails where it breaks off.
pub(crate) async fn body(message: &JsValue, limit: usize) -> Result<Option<Vec<u8>>, JsValue> {
    Ok(bytes(&JsFuture::from(body_of(message, limit)).await?))
}

/// The bytes of a body that was read by JavaScript.
pub(crate) fn bytes(body: &JsValue) -> Option<Vec<u8>> {
    body.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}
