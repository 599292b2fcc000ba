//! The browser around the page: its history, and what is told to the storefront.

use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Document, Window};

use yew::html::Scope;

use crate::app::{App, Msg};
use crate::decode::member;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(then: &JsValue, ms: i32);
}

/// Sends a message after so many milliseconds.
pub(super) fn later(link: &Scope<App>, ms: i32, message: Msg) {
    let link = link.clone();
    set_timeout(&Closure::once_into_js(move || link.send_message(message)), ms);
}

/// Whether the shopper has asked for less to be loaded (`Save-Data`).
pub(super) fn saves_data() -> bool {
    let window = window().map(JsValue::from).unwrap_or_default();
    member(&member(&member(&window, "navigator"), "connection"), "saveData").is_truthy()
}

/// Tells the storefront what the shopper did, as an event with a detail of one member; the bridge passes it on.
pub(super) fn tell(name: &str, member: &str, text: &str) {
    let Some(window) = window() else { return };
    let init = CustomEventInit::new();
    init.set_detail(&object(
        "name",
        &name.into(),
        "detail",
        &object(member, &text.into(), "", &JsValue::NULL),
    ));
    if let Ok(event) = CustomEvent::new_with_event_init_dict("deskbell:tell", &init) {
        let _ = window.dispatch_event(&event);
    }
}

/// An object of one or two members; an empty name adds none.
pub(super) fn object(first: &str, value: &JsValue, second: &str, other: &JsValue) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in [(first, value), (second, other)] {
        if !name.is_empty() {
            let _ = js_sys::Reflect::set(&object, &name.into(), value);
        }
    }
    object.into()
}

/// A step in the history. `order`: it shows an order, of which nothing else may stand there.
pub(super) fn push(href: &str, order: bool) {
    history(href, order, true);
}

pub(super) fn history(href: &str, order: bool, new: bool) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let state = JsValue::from_bool(order);
        let _ = if new {
            history.push_state_with_url(&state, "", Some(href))
        } else {
            history.replace_state_with_url(&state, "", Some(href))
        };
    }
}

/// The path and query of the page shown.
pub(super) fn here() -> String {
    let location = window().map(|window| window.location());
    location.and_then(|at| Some([at.pathname().ok()?, at.search().ok()?].concat())).unwrap_or_default()
}

pub(super) fn window() -> Option<Window> {
    web_sys::window()
}

pub(super) fn document() -> Option<Document> {
    window()?.document()
}
