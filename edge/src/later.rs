//! What goes on after the answer has been given.

use std::future::Future;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::future_to_promise;

#[wasm_bindgen(module = "cloudflare:workers")]
extern "C" {
    #[wasm_bindgen(js_name = waitUntil)]
    fn wait_until(task: &Promise);
}

/// Begins a task that the asker does not wait for, and keeps the Worker until it has ended.
pub(crate) fn later(task: impl Future<Output = ()> + 'static) {
    wait_until(&future_to_promise(async {
        task.await;
        Ok(JsValue::UNDEFINED)
    }));
}
