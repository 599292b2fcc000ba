//! A product put together by the app: what a change comes to is known here, and its address is another without a
//! request.

use model::choose::configure::Selection;
use model::view::View;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::events::closest;
use super::send::fields;
use super::window::{document, history};
use crate::app::{App, Msg};
use crate::pages::configure::{address, path};
use crate::typed::Configured;

const FORM: &str = "[data-configure]";

/// Another choice, or another number of pieces.
pub(super) fn changed(event: &InputEvent) -> Option<Msg> {
    let form = closest(event, FORM)?;
    let name = event.target()?.dyn_into::<Element>().ok()?.get_attribute("name")?;
    Some(Msg::Configure(written(&form)?, name))
}

/// What the form says, which may be something else than what the edge wrote into it.
pub(super) fn before_hydration() -> Option<String> {
    written(&document()?.query_selector(FORM).ok()??)
}

fn written(form: &Element) -> Option<String> {
    Some(fields(form)?.to_string().into())
}

/// Shows what the form's fields come to. What was changed last, the field `name`, stays if anything else can change.
pub(super) fn update(app: &mut App, fields: &str, name: &str) -> bool {
    let View::Configure(page) = &*app.view else { return false };
    let id = name.split('.').next();
    let keep = page.product.options.iter().position(|option| Some(&*option.id) == id);
    let selection = Selection::read(&page.product, fields);
    let shown = app.typed.configured.as_ref().map(|configured| configured.selection.write(&page.product));
    if shown.as_ref().unwrap_or(&page.options) == &selection.write(&page.product) {
        return false;
    }
    history(&address(&app.desk, page, &selection), false, false);
    app.typed.configured = Some(Configured { selection, keep });
    true
}

/// Whether an address is another selection of the product on the page, which is then shown.
pub(super) fn shows(app: &mut App, href: &str) -> bool {
    let View::Configure(page) = &*app.view else { return false };
    let (at, query) = href.split_once('?').unwrap_or((href, ""));
    if at != path(page) {
        return false;
    }
    app.typed.configured = Some(Configured { selection: Selection::read(&page.product, query), keep: None });
    // The link that was pressed may be gone.
    if let Some(Ok(Some(sum))) = document().map(|document| document.query_selector(".sum")) {
        let _ = sum.unchecked_into::<HtmlElement>().focus();
    }
    true
}
