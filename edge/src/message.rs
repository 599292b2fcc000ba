//! Requests and responses whole, in as few steps between JavaScript and WASM as can be.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

#[wasm_bindgen(module = "/src/message.js")]
extern "C" {
    #[wasm_bindgen(js_name = body)]
    fn body_of(message: &JsValue, limit: usize) -> Promise;

    /// A response. Names and values of its headers stand on a line each, by turns.
    #[wasm_bindgen(catch)]
    pub(crate) fn response(status: u16, headers: &str, body: &[u8]) -> Result<Response, JsValue>;
}

/// The body of a `Request` or a `Response` whole; nothing where it has more bytes than `limit`. Fails where it breaks off.
pub(crate) async fn body(message: &JsValue, limit: usize) -> Result<Option<Vec<u8>>, JsValue> {
    Ok(bytes(&JsFuture::from(body_of(message, limit)).await?))
}

/// The bytes of a body that was read by JavaScript.
pub(crate) fn bytes(body: &JsValue) -> Option<Vec<u8>> {
    body.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}
