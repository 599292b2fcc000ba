//! Who writes something private is asked about it before it leaves their browser, as the edge asks afterwards.

use model::route::Address;
use model::triage::{self, Rules};
use model::view::View;
use web_sys::UrlSearchParams;

use crate::app::App;
use crate::typed::Failed;

mod script {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen(module = "/src/browser/check.js")]
    extern "C" {
        pub(super) fn prepare(address: &str);
        pub(super) fn rules() -> String;
        pub(super) fn ask(kinds: u32, answer: bool) -> String;
    }
}

/// Somebody writes what they will send.
pub(super) fn prepare(app: &App) {
    script::prepare(&app.desk.boot.keep.with(Address::Sheet.path(), &[]));
}

/// What is asked before a form is sent; nothing where nobody else will read it, its writer has said that they may, or the rules are not
/// there.
pub(super) fn doubt(app: &App, fields: &UrlSearchParams) -> Option<Failed> {
    let answer = match &*app.view {
        View::Asking(_) => false,
        View::Thread(thread) if !thread.private => true,
        _ => return None,
    };
    let written = |name: &str| fields.get(name).unwrap_or_default();
    let packed = script::rules();
    if packed.is_empty() || !written("to").is_empty() {
        return None;
    }
    let rules = Rules::unpack(&packed);
    let kinds = triage::doubts(&written("title"), &written("text"), &rules, answer);
    let failed = |detail| Failed { detail, field: "to".to_owned(), status: 0 };
    (kinds != 0).then(|| failed(script::ask(kinds, answer)))
}
