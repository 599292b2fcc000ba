//! A product put together by the app: what a change comes to is known here, and its address is another without a
//! request.

use std::rc::Rc;

use model::choose::configure::Selection;
use model::view::{LAST, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::html::Scope;
use yew::prelude::*;

use super::events::closest;
use super::send::{self, fields};
use super::window::{document, history};
use crate::app::{App, Msg};
use crate::pages::configure::{address, path};

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

/// Shows what the form's fields come to. What was changed last is the field `name`.
pub(super) fn update(app: &mut App, link: &Scope<App>, fields: &str, name: &str) -> bool {
    let View::Configure(page) = &*app.view else { return false };
    let selection = Selection::read(&page.product, fields);
    let (before, options) = (app.typed.configured.as_ref(), selection.write(&page.product));
    if before.map_or_else(|| page.options.clone(), |before| before.write(&page.product)) == options {
        return false;
    }
    let href = address(&app.desk, page, &options);
    history(&href, false, false);
    let option = name.split('.').next().unwrap_or_default();
    show(app, link, selection, [&href, "&", LAST, "=", option].concat());
    true
}

/// Whether an address is another selection of the product on the page, which is then shown.
pub(super) fn shows(app: &mut App, link: &Scope<App>, href: &str) -> bool {
    let View::Configure(page) = &*app.view else { return false };
    let (at, query) = href.split_once('?').unwrap_or((href, ""));
    if at != path(page) {
        return false;
    }
    let selection = Selection::read(&page.product, query);
    show(app, link, selection, href.to_owned());
    // The link that was pressed may be gone.
    if let Some(Ok(Some(sum))) = document().map(|document| document.query_selector(".sum")) {
        let _ = sum.unchecked_into::<HtmlElement>().focus();
    }
    true
}

/// Shows a selection. Where it cannot be bought, the edge is asked what could be.
fn show(app: &mut App, link: &Scope<App>, selection: Selection, href: String) {
    if let View::Configure(page) = &*app.view
        && !page.product.is_valid(&selection)
    {
        let link = link.clone();
        spawn_local(async move { send::load(&link, href).await });
    }
    app.typed.configured = Some(selection);
}

/// What the edge says of a selection, unless another one is shown by now.
pub(super) fn told(app: &mut App, view: Option<Rc<View>>) -> bool {
    let (View::Configure(before), Some(selection)) = (&*app.view, &app.typed.configured) else {
        return false;
    };
    let options = selection.write(&before.product);
    let fits = |view: &Rc<View>| matches!(&**view, View::Configure(page) if page.options == options);
    let Some(view) = view.filter(fits) else { return false };
    app.view = view;
    app.typed.configured = None;
    true
}
