//! A guide by need: while it is here whole, an answer is no request.

use std::rc::Rc;

use model::choose::answers::Answers;
use model::view::{GuidePage, View};
use web_sys::Event;
use yew::html::Scope;

use super::events::closest;
use super::{send, update};
use crate::app::{App, Going, Msg};

/// A guide's form, being filled in or sent.
pub(super) fn form(event: &Event, sent: bool) -> Option<Msg> {
    let form = closest(event, "form[data-live=guide]")?;
    let query = send::fields(&form)?.to_string().into();
    if sent {
        event.prevent_default();
    }
    Some(Msg::Guide(query, sent))
}

/// Shows what fits what is ticked; or goes on, once that is said.
pub(super) fn said(app: &mut App, link: &Scope<App>, query: String, sent: bool) -> bool {
    let View::Guide(page) = &*app.view else { return false };
    if sent {
        // One text for one set of answers, as links have it.
        let questions = &page.ready.words.questions;
        let query = Answers::read(questions, &query).write(questions);
        let href = app.desk.boot.keep.joined(&page.path(), &query);
        return update(app, link, Msg::Follow(href));
    }
    let whole = page.fitting.is_none();
    if whole {
        app.typed.tried = Some(query);
    }
    whole
}

/// Turns the page to other answers, if that is what the address asks for and all it takes is here.
pub(super) fn turned(app: &mut App, href: &str) -> bool {
    let View::Guide(page) = &*app.view else { return false };
    let (path, query) = href.split_once('?').unwrap_or((href, ""));
    if page.fitting.is_some() || page.path() != path {
        return false;
    }
    let turned = GuidePage { query: GuidePage::read(&page.ready.words, query), ..(**page).clone() };
    app.view = Rc::new(View::Guide(Box::new(turned)));
    app.going = Going::Nowhere;
    app.visited.arrived = true;
    true
}
