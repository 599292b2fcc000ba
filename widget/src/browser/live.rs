//! A thread that is shown stays true: a socket says when it has changed, and it is asked for again. Where there is no
//! socket, it is asked for now and then.

use std::rc::Rc;

use js_sys::Function;
use model::view::View;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yew::html::Scope;

use super::send;
use super::window::{document, window};
use crate::app::{App, Going, Msg as AppMsg};
use crate::decode::member;

/// Every how many ticks a socket is tried, or the thread asked for without one: 30 seconds.
const BEATS: u8 = 3;

/// What keeps a socket from being taken for dead; its answer is no news (`edge/src/live.rs`).
const BEAT: &str = "?";

/// What the edge says of a thread that was hidden, or is between others now.
const NOT_FOUND: u32 = 404;

/// The state of a socket that can be used.
const OPEN: u16 = 1;

#[wasm_bindgen]
extern "C" {
    type WebSocket;
    #[wasm_bindgen(constructor, catch)]
    fn new(address: &str) -> Result<WebSocket, JsValue>;
    #[wasm_bindgen(method, setter, js_name = onmessage)]
    fn set_on_message(this: &WebSocket, heard: &Function);
    #[wasm_bindgen(method, getter, js_name = readyState)]
    fn state(this: &WebSocket) -> u16;
    #[wasm_bindgen(method)]
    fn close(this: &WebSocket);
    #[wasm_bindgen(method, catch)]
    fn send(this: &WebSocket, text: &str) -> Result<(), JsValue>;
}

/// What is heard of the thread shown.
pub enum Msg {
    /// It changed at this instant, in milliseconds.
    Changed(String),
    /// It is this by now.
    Became(Rc<View>),
    /// It is nothing for this reader any more; the edge's page at this address says so.
    Gone(String),
}

/// The thread that is watched.
#[derive(Default)]
pub(crate) struct Live {
    /// Its id; empty: none is.
    thread: String,
    socket: Option<WebSocket>,
    beats: u8,
}

/// Watches the thread that is shown, and no other; nothing while nobody looks. Called whenever the page is drawn.
pub(super) fn watch(app: &mut App, link: &Scope<App>) {
    let shown = thread(&app.view);
    if shown != app.visited.live.thread {
        let shown = shown.to_owned();
        app.visited.live.stop();
        app.visited.live.thread = shown;
        begin(app, link);
    }
}

/// Time has passed, or somebody looks again, or no more.
pub(super) fn beat(app: &mut App, link: &Scope<App>) {
    let live = &mut app.visited.live;
    if live.thread.is_empty() {
        return;
    }
    if is_hidden() {
        live.stop();
        live.beats = BEATS;
        return;
    }
    live.beats += 1;
    if live.beats < BEATS {
        return;
    }
    live.beats = 0;
    if let Some(socket) = live.socket.as_ref().filter(|socket| socket.state() == OPEN) {
        let _ = socket.send(BEAT);
    } else {
        begin(app, link);
        ask(app, link, "");
    }
}

/// Whether the page must be drawn anew.
pub(super) fn heard(app: &mut App, link: &Scope<App>, message: Msg) -> bool {
    match message {
        Msg::Changed(when) => {
            ask(app, link, &when);
            false
        }
        Msg::Became(mut view) => {
            // Not to who has gone elsewhere meanwhile.
            let still = app.visited.live.thread == thread(&app.view) && app.going == Going::Nowhere;
            if still && thread(&view) != thread(&app.view) {
                // It was made part of another.
                return heard(app, link, Msg::Gone(address(app, "")));
            }
            if still {
                // The news may be of the very change that was just confirmed: what was said of it stays.
                if let (View::Thread(shown), Some(View::Thread(news))) = (&*app.view, Rc::get_mut(&mut view))
                {
                    news.done.clone_from(&shown.done);
                }
                app.view = view;
            }
            still
        }
        Msg::Gone(href) => {
            // Who is writing an answer is told when they send it.
            if !super::thread::is_answering()
                && let Some(window) = window()
            {
                let _ = window.location().replace(&href);
            }
            false
        }
    }
}

impl Live {
    fn stop(&mut self) {
        if let Some(socket) = self.socket.take() {
            socket.close();
        }
    }
}

/// Opens a socket; another system has none. Where there is none, the next beats ask.
fn begin(app: &mut App, link: &Scope<App>) {
    let live = &mut app.visited.live;
    live.stop();
    let is_elsewhere = matches!(&*app.view, View::Thread(thread) if thread.url.is_some());
    if live.thread.is_empty() || is_elsewhere || is_hidden() {
        return;
    }
    let path = app.desk.boot.keep.with(&["/ask/", &live.thread, "/live"].concat(), &[]);
    // `http:` becomes `ws:`, and `https:` `wss:`.
    let origin = window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    let address = ["ws", origin.strip_prefix("http").unwrap_or_default(), &path].concat();
    let Ok(socket) = WebSocket::new(&address) else { return };
    let link = link.clone();
    let hear = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        let when = member(&event, "data").as_string().unwrap_or_default();
        if when.len() > 1 {
            link.send_message(AppMsg::Live(Msg::Changed(when)));
        }
    });
    // The browser frees it with the socket.
    socket.set_on_message(hear.into_js_value().unchecked_ref());
    live.socket = Some(socket);
}

/// Asks for the thread as it is; where it is known when it changed, as it is since then.
fn ask(app: &App, link: &Scope<App>, when: &str) {
    let (link, href) = (link.clone(), address(app, when));
    spawn_local(async move {
        let message = match send::ask(&href, &JsValue::UNDEFINED).await {
            Ok(view) => Msg::Became(Rc::new(view)),
            Err(failed) if failed.status == NOT_FOUND => Msg::Gone(href),
            Err(_) => return,
        };
        link.send_message(AppMsg::Live(message));
    });
}

/// The address of the thread as it is since it changed; no cache has that.
fn address(app: &App, when: &str) -> String {
    let changed = [("changed", when)];
    let changed = if when.is_empty() { &[][..] } else { &changed };
    app.desk.boot.keep.with(&["/ask/", &app.visited.live.thread].concat(), changed)
}

/// The id of the thread that a view shows.
fn thread(view: &View) -> &str {
    if let View::Thread(thread) = view { &thread.id } else { "" }
}

fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}
