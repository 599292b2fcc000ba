//! The search as one types: the edge is asked for what stands in the field, one question at a time.

use std::rc::Rc;

use model::page::Page;
use model::route::Address;
use model::view::{AskPage, View};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::UrlSearchParams;
use yew::html::Scope;

use super::send;
use super::window::{history, later, push};
use crate::app::{App, Going, Msg};

/// For how long letters are waited for before they are searched for, in milliseconds.
const REST_MS: i32 = 150;

/// Where the search is.
#[derive(Default)]
pub(super) struct State {
    /// Whether letters are waited for, or an answer.
    busy: bool,
    /// What was searched for last by the button or the key, which is what is meant.
    asked: String,
    /// The last of these that found nothing.
    before: String,
}

/// Letters were typed, or the button was pressed.
pub(super) fn typed(app: &mut App, link: &Scope<App>) {
    if app.visited.search.busy || !matches!(*app.view, View::Ask(_)) {
        return;
    }
    app.visited.search.busy = true;
    later(link, REST_MS, Msg::Search);
}

/// Asks for what stands in the field by now.
pub(super) fn search(app: &mut App, link: &Scope<App>) -> bool {
    let View::Ask(page) = &*app.view else {
        app.visited.search.busy = false;
        return false;
    };
    let (query, link) = (app.typed.query.clone(), link.clone());
    let href = address(app, page, &query);
    spawn_local(async move {
        let view = send::ask(&href, &JsValue::UNDEFINED).await.ok().map(Rc::new);
        link.send_message(Msg::Found(query, view));
    });
    false
}

/// Shows what was found, unless the shopper has gone elsewhere, and searches on if they have typed on.
pub(super) fn found(app: &mut App, link: &Scope<App>, query: &str, view: Option<Rc<View>>) -> bool {
    app.visited.search.busy = false;
    let View::Ask(page) = &*app.view else { return false };
    let href = address(app, page, query);
    match view {
        Some(view) => {
            if let View::Ask(page) = &*view
                && !page.fits
                && !query.is_empty()
                && app.visited.search.asked == query
            {
                tell(app, page, "", "missed");
                query.clone_into(&mut app.visited.search.before);
            }
            app.view = view;
            app.going = Going::Nowhere;
            // The address is what is shown: it can be shared, and loaded again.
            history(&href, false, false);
        }
        None => app.going = Going::Failed(href),
    }
    if app.typed.query != query {
        typed(app, link);
    }
    true
}

/// The question was asked by the button, the key or the storefront: whether it is one for this page. Then it is a step in
/// the history.
pub(super) fn asked(app: &mut App, query: &str) -> bool {
    let View::Ask(page) = &*app.view else { return false };
    push(&address(app, page, query), false);
    query.clone_into(&mut app.visited.search.asked);
    true
}

/// A link is followed: of a hit, after a search in vain, it says which words succeeded.
pub(super) fn followed(app: &App, href: &str) {
    if let View::Ask(page) = &*app.view
        && !app.visited.search.before.is_empty()
        && let Some(hit) = page.hits.iter().find(|hit| href.split('?').next() == Some(&hit.path))
    {
        tell(app, page, &hit.id, "opened");
    }
}

/// Tells the edge what became of a search; nobody waits for its answer.
fn tell(app: &App, page: &AskPage, id: &str, how: &str) {
    let Ok(fields) = UrlSearchParams::new() else { return };
    let before = &*app.visited.search.before;
    let all = [("id", id), ("how", how), ("q", &page.query), ("before", before), ("product", &page.product)];
    for (name, value) in all {
        fields.append(name, value);
    }
    let address = app.desk.boot.keep.with(Address::Helpful.path(), &[]);
    let init = send::post(app, &fields);
    spawn_local(async move {
        let _ = send::ask(&address, &init).await;
    });
}

/// The address of a search.
fn address(app: &App, page: &AskPage, query: &str) -> String {
    let all = [("q", query), ("before", &app.visited.search.before), ("product", &page.product)];
    let given: Vec<(&str, &str)> = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    app.desk.boot.keep.with(Page::Ask.path(), &given)
}

/// Whether an address of the page says what is searched for.
pub(super) fn is_search(href: &str) -> bool {
    ["q=", "product=", "panel="].iter().any(|name| href.contains(name))
}
