//! The page taken over in the browser: links followed without a reload, history, the live clock,
//! and the storefront's wishes.

mod ask;
mod check;
mod configure;
mod counts;
mod events;
mod guide;
pub(crate) mod live;
mod send;
pub(crate) mod thread;
mod window;

use std::rc::Rc;

use model::page::Page;
use model::people;
use model::view::View;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, UrlSearchParams};
use yew::html::Scope;

use crate::app::{App, Going, Msg, Props};
use crate::decode;
pub(crate) use events::{anticipated, pressed, submitted, typed};
use events::{listen, tick, value};
use window::{document, here, history, push, saves_data, tell, window};

/// Pages already here, and those on their way (`None`). What an address says beside its page is the same
/// as long as the app lives, but for the question, which the app answers by itself.
#[derive(Default)]
pub(crate) struct Visited {
    pages: Vec<(Page, Option<Rc<View>>)>,
    /// The page has changed: the next rendering moves the focus to its heading.
    arrived: bool,
    /// What was chosen of the product that is put together, before the app was there.
    configured: Option<String>,
    /// The order shown last.
    order: Option<Rc<View>>,
    /// A form was answered: the next rendering moves the focus to this, the field that was wrong or the thanks.
    focus: &'static str,
    /// A number that the storefront gave, until there is a field for it.
    number: Option<String>,
    /// What says who the shopper is; in memory alone.
    identity: Option<String>,
    /// The title of the question that is written.
    title: String,
    /// What was seen, in lines; in memory alone.
    seen: String,
    /// The thread shown, as long as it may change.
    live: live::Live,
    search: ask::State,
}

impl Visited {
    /// Called before the page is taken over, which sets every field to what the edge wrote into it.
    pub(crate) fn before_hydration() -> Self {
        Self { configured: configure::before_hydration(), ..Self::default() }
    }

    fn find(&self, page: Page) -> Option<&Option<Rc<View>>> {
        self.pages.iter().find(|(known, _)| *known == page).map(|(_, view)| view)
    }

    fn keep(&mut self, page: Page, view: Option<Rc<View>>) {
        self.forget(page);
        self.pages.push((page, view));
    }

    fn forget(&mut self, page: Page) {
        self.pages.retain(|(known, _)| *known != page);
    }
}

/// Takes over the page that the edge rendered. A page without (readable) data stays as it is.
#[wasm_bindgen(start)]
pub(crate) fn start() {
    let Some(document) = document() else { return };
    let text = document.get_element_by_id("boot").and_then(|element| element.text_content());
    let boot = text.and_then(|json| decode::boot(&json));
    if let (Some(boot), Some(root)) = (boot, document.get_element_by_id("app")) {
        yew::Renderer::<App>::with_root_and_props(root, Props { boot: Rc::new(boot) }).hydrate();
    }
}

/// Carries out a message; whether the page must be drawn anew.
pub(crate) fn update(app: &mut App, link: &Scope<App>, message: Msg) -> bool {
    match message {
        Msg::Tick(now, zone) => {
            app.desk.now = now;
            app.desk.zone = zone.or(app.desk.zone.take());
            live::beat(app, link);
            // No clock is told on the others, which may be long.
            matches!(*app.view, View::Home(_) | View::Contact(_))
        }
        Msg::Follow(href) => {
            ask::followed(app, &href);
            // A search as one types arrives nowhere.
            thread::saw(app);
            push(&href, false);
            go(app, link, href)
        }
        Msg::Return(href) => go(app, link, href),
        Msg::Anticipate(page) => {
            fetch_once(app, link, page);
            false
        }
        Msg::Arrived(page, view) => arrive(app, page, view),
        Msg::Loaded(href, view) => loaded(app, href, view),
        Msg::Typed(query) => {
            app.typed.query = query;
            // On the first page, who answers is known without asking the edge.
            ask::typed(app, link);
            true
        }
        Msg::TakenOver => {
            app.typed.taking_over = false;
            let form =
                document().and_then(|document| document.query_selector("[data-finder]").ok().flatten());
            match form.and_then(|form| value(&form, "[name=q]")) {
                Some(typed) if typed != app.typed.query => update(app, link, Msg::Typed(typed)),
                _ => true,
            }
        }
        Msg::Asked(query) => {
            tell("search", "text", &query);
            let searched = ask::asked(app, &query);
            if !searched {
                push(&app.desk.boot.keep.with(Page::Home.path(), &[("q", &query)]), false);
            }
            update(app, link, Msg::Typed(query))
        }
        Msg::Search => ask::search(app, link),
        Msg::Found(query, view) => ask::found(app, link, &query, view),
        Msg::By(day) => {
            app.typed.by = Some(day);
            true
        }
        Msg::Configure(fields, name) => configure::update(app, link, &fields, &name),
        Msg::Send(form, action, fields) => send::send(app, link, form, action, &fields),
        Msg::Answered(form, answer) => send::answered(app, &form, answer),
        Msg::Reopen => match app.visited.order.clone() {
            Some(order) => {
                send::show(app, order);
                true
            }
            None => go(app, link, here()),
        },
        Msg::Number(number) => {
            app.visited.number = Some(number);
            let orders = app.desk.boot.keep.link(Page::Orders);
            if matches!(*app.view, View::Orders(_)) { true } else { update(app, link, Msg::Follow(orders)) }
        }
        Msg::Identified(identity) => send::identified(app, link, identity),
        Msg::Thread(message) => thread::update(app, link, message),
        Msg::Live(message) => live::heard(app, link, message),
        Msg::Guide(query, sent) => guide::said(app, link, query, sent),
    }
}

/// After the first drawing the browser's own clock and events take over; after a change of page the
/// focus goes to the new heading, as it would in a page that was loaded.
pub(crate) fn rendered(app: &mut App, link: &Scope<App>, first: bool) {
    let Some(document) = document() else { return };
    if first {
        match &*app.view {
            View::Home(_) => app.visited.keep(Page::Home, Some(app.view.clone())),
            View::Contact(_) => app.visited.keep(Page::Contact, Some(app.view.clone())),
            View::Order(_) => {
                send::keep(app, &app.view.clone());
                history(&here(), true, false);
            }
            // What was wrong with a form is not shown again to who comes back.
            _ => {}
        }
        listen(link, &app.desk.boot);
        tick(link);
        link.send_message(Msg::TakenOver);
        if let Some(fields) = app.visited.configured.take() {
            link.send_message(Msg::Configure(fields, String::new()));
        }
        // The other pages, so that the first press is answered at once; some 3 KB, and not of who saves data.
        if !saves_data() {
            for page in app.desk.boot.pages.clone() {
                link.send_message(Msg::Anticipate(page));
            }
        }
        if let Some(root) = document.document_element() {
            // For styles, tests and measurements: the page is alive.
            let _ = root.set_attribute("data-live", "");
        }
    }
    if first || app.visited.arrived {
        thread::saw(app);
        thread::restore();
    }
    if std::mem::take(&mut app.visited.arrived) {
        document.set_title(&app.desk.title(&app.view));
        // A step within the page has a heading of its own.
        let heading = |selector| document.query_selector(selector).ok().flatten();
        if let Some(heading) = heading("[data-step]").or_else(|| heading("[data-focus]")) {
            let _ = heading.unchecked_into::<HtmlElement>().focus();
        }
        if let Some(window) = window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    }
    send::fill(app);
    live::watch(app, link);
}

fn go(app: &mut App, link: &Scope<App>, href: String) -> bool {
    counts::left(&app.desk.boot.keep, &href);
    app.typed.tried = None;
    if guide::turned(app, &href) || configure::shows(app, link, &href) {
        return true;
    }
    // What else is searched for the edge finds.
    let here = |page: &Page| *page == Page::Home || !ask::is_search(&href) && question_in(&href).is_empty();
    let Some(page) = page_at(&href).filter(here) else { return load(app, link, href) };
    app.going = Going::To(href);
    app.typed.sent = None;
    if let Some(Some(view)) = app.visited.find(page) {
        let view = view.clone();
        return arrive(app, page, Some(view));
    }
    fetch_once(app, link, page);
    true
}

/// Asks for what no list of pages has: each of its addresses says something else.
fn load(app: &mut App, link: &Scope<App>, href: String) -> bool {
    app.going = Going::To(href.clone());
    app.typed.sent = None;
    let link = link.clone();
    spawn_local(async move { send::load(&link, href).await });
    true
}

/// Shows what was asked for, unless the shopper has gone elsewhere meanwhile.
fn loaded(app: &mut App, href: String, view: Option<Rc<View>>) -> bool {
    if app.going != Going::To(href.clone()) {
        return configure::told(app, view);
    }
    match view {
        Some(view) => {
            app.typed.query = question_in(&href);
            app.view = view;
            app.going = Going::Nowhere;
            app.typed.configured = None;
            app.visited.arrived = true;
        }
        None => app.going = Going::Failed(href),
    }
    true
}

fn arrive(app: &mut App, page: Page, view: Option<Rc<View>>) -> bool {
    if send::is_outdated(app, view.as_deref()) {
        return false;
    }
    match &view {
        Some(view) => app.visited.keep(page, Some(view.clone())),
        None => app.visited.forget(page),
    }
    let href = match &app.going {
        Going::To(href) if page_at(href) == Some(page) => href.clone(),
        _ => return view.is_some_and(|view| send::now_known(app, view)),
    };
    if let Some(view) = view {
        app.typed.query = question_in(&href);
        app.view = view;
        app.going = Going::Nowhere;
        app.visited.arrived = true;
    } else {
        app.going = Going::Failed(href);
    }
    true
}

fn fetch_once(app: &mut App, link: &Scope<App>, page: Page) {
    if app.visited.find(page).is_some() {
        return;
    }
    app.visited.keep(page, None);
    let (link, href) = (link.clone(), app.desk.boot.keep.link(page));
    let own = send::own(app, page);
    spawn_local(async move { send::page(&link, page, href, own).await });
}

/// Whether the app has the page at this address of ours: of those that the edge's page tells whole, it has not.
fn is_live(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let below = |parent: &str| path.strip_prefix(parent).is_some_and(|rest| !rest.is_empty());
    page_at(href).is_some()
        || below("/choose/") && !matches!(path, "/choose/by-spec" | "/choose/compare")
        || below("/configure/")
        || below("/articles/")
        || below("/ask/") && path != "/ask/me"
}

/// The page at an address of ours.
fn page_at(href: &str) -> Option<Page> {
    Page::at(href.split(['?', '#']).next()?)
}

/// The question in an address of ours.
fn question_in(href: &str) -> String {
    let query = href.split('#').next().and_then(|href| href.split_once('?')).map(|(_, query)| query);
    let asked = query.and_then(|query| UrlSearchParams::new_with_str(query).ok()?.get("q"));
    people::question(&asked.unwrap_or_default())
}
