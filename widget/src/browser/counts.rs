//! How a guide was left: where, and what it showed then. The shop counts that; nothing tells who it was.

use model::page::Keep;
use model::route::Address;
use wasm_bindgen::prelude::*;
use web_sys::UrlSearchParams;

use super::window::document;

#[wasm_bindgen]
extern "C" {
    /// The browser sends it also after the page has gone.
    #[wasm_bindgen(js_namespace = navigator, js_name = sendBeacon, catch)]
    fn send_beacon(address: &str, fields: &UrlSearchParams) -> Result<bool, JsValue>;
}

/// What the results of a guide say of how it stands ([`model::data::left`]). It is read when the page goes, so that nothing
/// has to keep it in step.
const LEFT: &str = "data-left";

/// Counts the guide that is shown, if one is, unless the shopper goes on within it; `to` is empty where the page goes. Once:
/// who comes back to the very same page has been counted.
pub(super) fn left(keep: &Keep, to: &str) -> Option<()> {
    let results = document()?.query_selector("[data-left]").ok()??;
    let left = results.get_attribute(LEFT)?;
    let guide = left.strip_prefix("guide=")?.split('&').next()?;
    let path = to.split(['?', '#']).next()?;
    if path.strip_prefix("/choose/") == Some(guide) {
        return None;
    }
    results.remove_attribute(LEFT).ok()?;
    // A number that is not counted is no matter to the shopper.
    let address = keep.with(&["/api", Address::Counts.path()].concat(), &[]);
    let _ = send_beacon(&address, &UrlSearchParams::new_with_str(&left).ok()?);
    Some(())
}
