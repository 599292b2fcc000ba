//! Forms, sent by the app instead of the browser: the same fields to the same address, and the answer is shown
//! without a reload. Nothing of them comes into an address or into the history.

use std::rc::Rc;

use js_sys::Promise;
use model::page::Page;
use model::view::View;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement, HtmlInputElement, SubmitEvent, UrlSearchParams};
use yew::html::Scope;

use super::events::{closest, value};
use super::window::{document, object, push, tell};
use super::{check, fetch_once, go, thread};
use crate::app::{App, Going, Msg};
use crate::decode;
use crate::typed::{Failed, Sent};

/// Where who writes says who may read it.
const WHO: &str = "[name=to]";

/// Where the orders of who is known are asked for.
const OWN_ORDERS: &str = model::route::Address::OwnOrders.path();

#[wasm_bindgen]
extern "C" {
    type FormData;
    #[wasm_bindgen(constructor)]
    fn new(form: &Element) -> FormData;

    fn fetch(address: &str, init: &JsValue) -> Promise;
}

/// A form that the app sends.
pub(super) fn submitted(event: &SubmitEvent) -> Option<Msg> {
    let form = closest(event, "form[data-live]")?;
    let (name, action) = (form.get_attribute("data-live")?, form.get_attribute("action")?);
    let fields = fields(&form)?;
    // Which of several buttons it was.
    if let Some(button) = event.submitter()
        && let (Some(name), Some(value)) = (button.get_attribute("name"), button.get_attribute("value"))
    {
        fields.append(&name, &value);
    }
    event.prevent_default();
    Some(Msg::Send(name, action, fields.into()))
}

/// What stands in a form, without its files.
pub(super) fn fields(form: &Element) -> Option<UrlSearchParams> {
    UrlSearchParams::new_with_str_sequence_sequence(&FormData::new(form)).ok()
}

/// Sends a form, unless one is on its way.
pub(super) fn send(app: &mut App, link: &Scope<App>, form: String, action: String, fields: &JsValue) -> bool {
    if app.typed.sent.as_ref().is_some_and(|sent| sent.failed.is_none()) {
        return false;
    }
    let doubt = check::doubt(app, fields.unchecked_ref());
    if doubt.is_some() {
        app.typed.sent = Some(Sent { form, failed: doubt });
        app.visited.focus = WHO;
        return true;
    }
    thread::complete(app, &form, fields.unchecked_ref());
    app.typed.sent = Some(Sent { form: form.clone(), failed: None });
    let (link, init) = (link.clone(), post(app, fields));
    spawn_local(async move {
        let answer = ask(&action, &init).await;
        link.send_message(Msg::Answered(form, answer.map(Rc::new)));
    });
    true
}

/// Shows the answer of a form, or why there is none; not to who has gone elsewhere meanwhile.
pub(super) fn answered(app: &mut App, form: &str, answer: Result<Rc<View>, Failed>) -> bool {
    if app.typed.sent.as_ref().is_none_or(|sent| sent.form != form) {
        return false;
    }
    match answer {
        Ok(view) if thread::answered(app, form, &view) => {}
        // The same page, with thanks: nothing to be led to.
        Ok(view) if matches!(*view, View::Ask(_) | View::Article(_)) => {
            app.typed.sent = None;
            app.view = view;
            app.visited.focus = "[data-thanks]";
        }
        Ok(view) => {
            if !matches!(*app.view, View::Order(_)) {
                push(&app.desk.boot.keep.link(Page::Orders), true);
            }
            show(app, view);
        }
        Err(failed) => {
            app.typed.sent = Some(Sent { form: form.to_owned(), failed: Some(failed) });
            app.visited.focus = "[aria-invalid]";
        }
    }
    true
}

/// Shows what no address stands for.
pub(super) fn show(app: &mut App, view: Rc<View>) {
    keep(app, &view);
    app.view = view;
    app.typed.sent = None;
    app.typed.by = None;
    app.visited.arrived = true;
}

/// Keeps the order shown for who goes back to it, and tells the storefront that one was: its state, nothing more.
pub(super) fn keep(app: &mut App, view: &Rc<View>) {
    if let View::Order(order) = &**view {
        app.visited.order = Some(view.clone());
        tell("order", "state", decode::name(order.state));
    }
}

/// The storefront says who the shopper is, by nothing that counts where that is empty; or that they have left: then
/// nothing of theirs stays.
pub(super) fn identified(app: &mut App, link: &Scope<App>, identity: Option<String>) -> bool {
    app.visited.forget(Page::Orders);
    let gone = identity.is_none();
    app.visited.identity = identity.filter(|identity| !identity.is_empty());
    if gone {
        app.visited.order = None;
    }
    let orders = app.desk.boot.keep.link(Page::Orders);
    match &*app.view {
        View::Order(_) if gone => go(app, link, orders),
        View::Orders(shown) if gone && shown.known => go(app, link, orders),
        View::Orders(_) => {
            fetch_once(app, link, Page::Orders);
            false
        }
        _ if app.going == Going::To(orders) => {
            fetch_once(app, link, Page::Orders);
            false
        }
        _ => false,
    }
}

/// Whether a page that has arrived was asked for before the shopper became known.
pub(super) fn is_outdated(app: &App, view: Option<&View>) -> bool {
    let nameless = matches!(view, Some(View::Orders(orders)) if !orders.known);
    nameless && app.visited.identity.is_some()
}

/// Shows their orders to who has become known on the page of the form, unless they are typing already.
pub(super) fn now_known(app: &mut App, view: Rc<View>) -> bool {
    let known =
        matches!(&*view, View::Orders(orders) if orders.known) && matches!(*app.view, View::Orders(_));
    let typed = document().and_then(|document| value(&document.document_element()?, "[name=number]"));
    let shown = known && typed.is_none_or(|typed| typed.is_empty());
    if shown {
        app.view = view;
    }
    shown
}

/// The storefront's order, in the form that looks it up.
pub(super) fn fill(app: &mut App) {
    let Some(document) = document() else { return };
    if let (Some(number), Ok(Some(field))) = (&app.visited.number, document.query_selector("[name=number]")) {
        field.unchecked_into::<HtmlInputElement>().set_value(number);
        app.visited.number = None;
    }
    let focus = std::mem::take(&mut app.visited.focus);
    if !focus.is_empty()
        && let Ok(Some(element)) = document.query_selector(focus)
    {
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// The JSON face of a page; of the orders by the identity, where there is one.
pub(super) async fn page(link: &Scope<App>, page: Page, href: String, own: Option<(String, JsValue)>) {
    let message = match own {
        None => Msg::Arrived(page, ask(&href, &JsValue::UNDEFINED).await.ok().map(Rc::new)),
        Some((address, init)) => match ask(&address, &init).await {
            Ok(view) => Msg::Arrived(page, Some(Rc::new(view))),
            // The shop's developers want to know; the shopper can still type.
            Err(failed) => {
                tell("error", "message", &failed.detail);
                Msg::Identified(Some(String::new()))
            }
        },
    };
    link.send_message(message);
}

/// The JSON face of any other address of ours.
pub(super) async fn load(link: &Scope<App>, href: String) {
    let view = get(&href).await;
    link.send_message(Msg::Loaded(href, view));
}

/// The JSON face of an address, if it can be had.
pub(super) async fn get(href: &str) -> Option<Rc<View>> {
    ask(href, &JsValue::UNDEFINED).await.ok().map(Rc::new)
}

/// How the orders are asked for by the identity, where there is one.
pub(super) fn own(app: &App, page: Page) -> Option<(String, JsValue)> {
    let identity = app.visited.identity.as_ref().filter(|_| page == Page::Orders)?;
    let fields = UrlSearchParams::new().ok()?;
    fields.append("identity", identity);
    Some((app.desk.boot.keep.with(OWN_ORDERS, &[]), post(app, &fields)))
}

/// How fields are sent: with the zone of the shopper's clock, by which the times of an order are told.
pub(super) fn post(app: &App, fields: &JsValue) -> JsValue {
    let init = object("method", &"POST".into(), "body", fields);
    if let Some(zone) = &app.desk.zone {
        let headers = object("deskbell-zone", &zone.into(), "", &JsValue::NULL);
        let _ = js_sys::Reflect::set(&init, &"headers".into(), &headers);
    }
    init
}

/// Asks the edge, as `fetch` would.
pub(super) async fn ask(href: &str, init: &JsValue) -> Result<View, Failed> {
    let text = async {
        let response = JsFuture::from(fetch(&["/api", href].concat(), init)).await.ok()?;
        let text = response.unchecked_into::<web_sys::Response>().text().ok()?;
        JsFuture::from(text).await.ok()?.as_string()
    };
    // What is no answer of ours has no detail: the page then says that it did not go through.
    decode::answer(&text.await.unwrap_or_default())
}
