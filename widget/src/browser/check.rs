//! Who writes something private is asked about it before it leaves their browser, as the edge asks afterwards.

use model::route::Address;
use model::view::View;
use web_sys::UrlSearchParams;

use crate::app::App;
use crate::typed::Failed;

mod script {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen(module = "/src/browser/check.js")]
    extern "C" {
        pub(super) fn prepare(address: &str);
        pub(super) fn doubt(title: &str, text: &str, answer: bool) -> String;
    }
}

/// Somebody writes what they will send.
pub(super) fn prepare(app: &App) {
    script::prepare(&app.desk.boot.keep.with(Address::Sheet.path(), &[]));
}

/// What is asked before a form is sent; nothing where nobody else will read it, or its writer has said that they may.
pub(super) fn doubt(app: &App, fields: &UrlSearchParams) -> Option<Failed> {
    let answer = match &*app.view {
        View::Asking(_) => false,
        View::Thread(thread) if !thread.private => true,
        _ => return None,
    };
    let written = |name: &str| fields.get(name).unwrap_or_default();
    if !written("to").is_empty() {
        return None;
    }
    let detail = script::doubt(&written("title"), &written("text"), answer);
    (!detail.is_empty()).then(|| Failed { detail, field: "to".to_owned(), status: 0 })
}
