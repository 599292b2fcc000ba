//! Questions and answers: what is typed is kept until it is sent, what is alike is shown while it is typed.

use std::rc::Rc;

use model::page::Page;
use model::view::{ThreadPage, View};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, UrlSearchParams};
use yew::html::Scope;
use yew::prelude::*;

use super::events::{closest, value};
use super::window::{later, push, tell};
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

#[wasm_bindgen(module = "/src/browser/thread.js")]
extern "C" {
    fn keep(event: &InputEvent) -> u32;
    pub(super) fn restore();
    fn taken(written: bool);
    #[wasm_bindgen(js_name = answering)]
    pub(super) fn is_answering() -> bool;
    #[wasm_bindgen(js_name = quote)]
    fn put_quotation(text: &str);
}

/// A letter in a question or an answer, or who may read it.
pub(super) fn typed(event: &InputEvent) -> Option<AppMsg> {
    Some(AppMsg::Thread(match keep(event) {
        0 => return None,
        1 => Msg::Writing,
        _ => Msg::Title(value(&closest(event, "form")?, "[name=title]")?),
    }))
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
            later(link, PAUSE_MS, AppMsg::Thread(Msg::Look(title)));
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
    put_quotation(&post.text);
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
            let written = form == ASK || form == ANSWER;
            taken(written);
            if written {
                app.typed.similar.clear();
            }
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

fn shows(app: &App, thread: &ThreadPage) -> bool {
    matches!(&*app.view, View::Thread(shown) if shown.id == thread.id)
}
