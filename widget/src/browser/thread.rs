//! Questions and answers: what is typed is kept until it is sent, what is alike is shown while it is typed.

use std::rc::Rc;

use js_sys::Promise;
use model::page::Page;
use model::view::{ThreadPage, View};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement, HtmlInputElement, NodeList, UrlSearchParams};
use yew::html::Scope;
use yew::prelude::*;

use super::events::closest;
use super::window::{document, push, tell};
use super::{check, send};
use crate::app::{App, Msg as AppMsg};
use crate::pages::thread::{ANSWER, ASK};

/// What happens to a question or an answer.
pub enum Msg {
    /// Something that will be sent is written.
    Writing,
    /// The title of a question was changed to this.
    Title(String),
    /// It has been left alone for a while.
    Look(String),
    /// What is alike has arrived.
    Similar(Rc<View>),
    /// The post of this id is to be quoted.
    Quote(String),
}

/// After how long without a letter what is alike is looked for, in milliseconds.
const PAUSE_MS: i32 = 500;

/// From how many letters on.
const LEAST: usize = 8;

/// How many are shown.
const SHOWN: usize = 3;

/// How much is remembered of what was seen, in bytes.
const SEEN: usize = 2_000;

#[wasm_bindgen]
extern "C" {
    // In a frame the browser may have no storage for us: then it throws.
    #[wasm_bindgen(catch, js_namespace = sessionStorage, js_name = getItem)]
    fn get_item(key: &str) -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(catch, js_namespace = sessionStorage, js_name = setItem)]
    fn set_item(key: &str, value: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = sessionStorage, js_name = removeItem)]
    fn remove_item(key: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(done: &JsValue, ms: i32);
}

/// The fields that are kept.
const KEPT: &str = ":is(form[data-live=ask],form[data-live=answer]) :is(input:not([type=hidden]),textarea)";

/// Where what was written is changed.
const EDITED: &str = "form[data-live^=edit] textarea";

/// Where an answer is written.
const ANSWERS: &str = "form[data-live=answer] textarea";

/// What names a field's draft: where it is sent, and the field.
fn draft(field: &HtmlInputElement) -> Option<String> {
    let action = field.closest("form").ok()??.get_attribute("action")?;
    Some([&*action, " ", &field.name()].concat())
}

/// Whether a field is ticked or chosen instead of written in.
fn is_tick(field: &HtmlInputElement) -> bool {
    matches!(&*field.type_(), "checkbox" | "radio")
}

/// A letter in a question or an answer, or who may read it: kept in the tab's own storage, until it is sent.
pub(super) fn typed(event: &InputEvent) -> Option<AppMsg> {
    let Some(field) = closest(event, KEPT) else {
        return closest(event, EDITED).map(|_| AppMsg::Thread(Msg::Writing));
    };
    let field: HtmlInputElement = field.unchecked_into();
    let value = if is_tick(&field) && !field.checked() { String::new() } else { field.value() };
    let _ = set_item(&draft(&field)?, &value);
    Some(AppMsg::Thread(if field.name() == "title" { Msg::Title(value) } else { Msg::Writing }))
}

fn fields() -> Vec<HtmlInputElement> {
    let found = document().and_then(|document| document.query_selector_all(KEPT).ok());
    let mut fields = Vec::new();
    for at in 0..found.as_ref().map_or(0, NodeList::length) {
        fields.extend(found.as_ref().and_then(|found| found.get(at)).map(JsCast::unchecked_into));
    }
    fields
}

/// What was typed before the page was loaded anew, into fields that are empty.
pub(super) fn restore() {
    for field in fields() {
        let Some(kept) = draft(&field).and_then(|key| get_item(&key).ok()?) else { continue };
        if is_tick(&field) {
            field.set_checked(kept == field.value());
        } else if field.value().is_empty() {
            field.set_value(&kept);
        }
    }
}

/// What was sent needs no draft, and no place in its field. The name does: who answers twice is the same.
fn forget() {
    for field in fields() {
        if matches!(&*field.name(), "title" | "text") {
            field.set_value("");
        }
        let _ = draft(&field).map(|key| remove_item(&key));
    }
}

fn answer() -> Option<HtmlInputElement> {
    Some(document()?.query_selector(ANSWERS).ok()??.unchecked_into())
}

/// Whether an answer is being written.
pub(super) fn is_answering() -> bool {
    answer().is_some_and(|field| !field.value().is_empty())
}

pub(super) fn update(app: &mut App, link: &Scope<App>, message: Msg) -> bool {
    match message {
        Msg::Writing => {
            check::prepare(app);
            false
        }
        Msg::Title(title) => {
            check::prepare(app);
            app.visited.title.clone_from(&title);
            let link = link.clone();
            spawn_local(async move {
                let pause = Promise::new(&mut |done, _| set_timeout(&done, PAUSE_MS));
                let _ = JsFuture::from(pause).await;
                link.send_message(AppMsg::Thread(Msg::Look(title)));
            });
            false
        }
        Msg::Look(title) => {
            if title == app.visited.title && title.chars().nth(LEAST).is_some() {
                let (link, href) =
                    (link.clone(), app.desk.boot.keep.with(Page::Ask.path(), &[("q", &title)]));
                spawn_local(async move {
                    if let Some(view) = send::get(&href).await {
                        link.send_message(AppMsg::Thread(Msg::Similar(view)));
                    }
                });
            }
            false
        }
        Msg::Similar(view) => {
            if let View::Ask(ask) = &*view {
                app.typed.similar = ask.hits.iter().take(SHOWN).cloned().collect();
            }
            true
        }
        Msg::Quote(id) => {
            quote(app, &id);
            false
        }
    }
}

/// Puts a post, as a quotation, behind what is in the answer already.
fn quote(app: &App, id: &str) {
    let View::Thread(thread) = &*app.view else { return };
    let Some(post) = thread.posts.iter().find(|post| post.id == id) else { return };
    let Some(field) = answer() else { return };
    let mut text = field.value();
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    for line in post.text.lines() {
        text.push_str("> ");
        text.push_str(line);
        text.push('\n');
    }
    text.push('\n');
    field.set_value(&text);
    let _ = field.unchecked_into::<HtmlElement>().focus();
}

/// A press on "Quote".
pub(super) fn quoted(anchor: &Element) -> Option<AppMsg> {
    anchor.get_attribute("data-quote").map(|id| AppMsg::Thread(Msg::Quote(id)))
}

/// Remembers what has been seen, for who asks staff in the end: in memory alone, until then.
pub(super) fn saw(app: &mut App) {
    let line = match &*app.view {
        View::Ask(ask) if !ask.query.is_empty() => ["? ", &ask.query].concat(),
        View::Asking(_) => return,
        view => app.desk.heading(view).to_owned(),
    };
    if app.visited.seen.len() < SEEN && !app.visited.seen.ends_with(&*line) {
        app.visited.seen.push('\n');
        app.visited.seen.push_str(&line);
    }
}

/// Adds to a form what only the app knows: what was seen, and who the shop says writes.
pub(super) fn complete(app: &App, form: &str, fields: &UrlSearchParams) {
    if form == ASK {
        let seen = fields.get("seen").unwrap_or_default();
        fields.set("seen", &[&*seen, &app.visited.seen].concat());
    }
    if let (View::Asking(_) | View::Thread(_), Some(identity)) = (&*app.view, &app.visited.identity) {
        fields.set("identity", identity);
    }
}

/// Shows what a form of these pages was answered; false where it was no form of theirs.
pub(super) fn answered(app: &mut App, form: &str, view: &Rc<View>) -> bool {
    match &**view {
        View::Asking(_) => app.visited.arrived = true,
        View::Thread(thread) => {
            if form == ASK || form == ANSWER {
                forget();
                app.typed.similar.clear();
            }
            fold();
            if !shows(app, thread) {
                // Of a private one the storefront hears that it was asked, and no more.
                tell("question", if thread.private { "" } else { "id" }, &thread.id);
                push(&app.desk.boot.keep.with(&thread.path, &[]), false);
                app.visited.arrived = true;
            }
        }
        _ => return false,
    }
    app.view = view.clone();
    app.typed.sent = None;
    true
}

/// Closes what was opened to edit or to report: that is done.
fn fold() {
    if let Some(Ok(Some(open))) =
        document().map(|document| document.query_selector("details[open]:has(form)"))
    {
        let _ = open.remove_attribute("open");
    }
}

fn shows(app: &App, thread: &ThreadPage) -> bool {
    matches!(&*app.view, View::Thread(shown) if shown.id == thread.id)
}
