//! One request and its answer, in one call into JavaScript.

use js_sys::{Array, Promise};
use sources::HttpReply;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::RequestInit;

use super::Failure;
use crate::clock::{from_js, to_js};
use crate::message;

#[wasm_bindgen(module = "/src/message.js")]
extern "C" {
    #[wasm_bindgen(js_name = answer)]
    fn answer_of(address: &str, init: &RequestInit, patience: f64, limit: usize) -> Promise;
}

/// What an address answers within so many milliseconds, with no more bytes than `limit`. Of a redirect there is no body.
pub(super) async fn answer(
    address: &str,
    init: &RequestInit,
    patience_ms: i64,
    limit: usize,
) -> Result<HttpReply, Failure> {
    let answer = JsFuture::from(answer_of(address, init, to_js(patience_ms), limit)).await;
    let failure = |late: JsValue| if late.is_truthy() { Failure::Deadline } else { Failure::Unreachable };
    let answer: Array = answer.map_err(failure)?.unchecked_into();
    let status = u16::try_from(from_js(answer.get(0).as_f64().unwrap_or_default())).unwrap_or_default();
    let headers = answer.get(1).as_string().unwrap_or_default();
    let mut lines = headers.split('\n').map(str::to_owned);
    let headers = std::iter::from_fn(|| Some((lines.next()?, lines.next()?))).collect();
    let body = message::bytes(&answer.get(2)).ok_or(Failure::TooLarge)?;
    Ok(HttpReply { status, headers, body })
}
