//! The page taken over in the browser: links followed without a reload, history, the live clock,
//! and the storefront's wishes.

use std::rc::Rc;

use model::page::Page;
use model::people;
use model::view::View;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    CustomEvent, CustomEventInit, Document, Element, HtmlElement, HtmlInputElement, UrlSearchParams, Window,
};
use yew::html::Scope;
use yew::prelude::*;

use crate::app::{App, Going, Msg, Props};
use crate::decode;

/// How often the line "closes in 40 minutes" is read anew, in milliseconds.
const TICK_MS: i32 = 10_000;

/// Pages already here, and those on their way (`None`). What an address says beside its page is the same
/// as long as the app lives, but for the question, which the app answers by itself.
#[derive(Default)]
pub(crate) struct Visited {
    pages: Vec<(Page, Option<Rc<View>>)>,
    /// The page has changed: the next rendering moves the focus to its heading.
    arrived: bool,
    /// What was typed into the question before the app was there.
    typed: Option<String>,
}

impl Visited {
    /// Called before the page is taken over, which sets every field to what the edge wrote into it.
    pub(crate) fn before_hydration() -> Self {
        let form = document().and_then(|document| document.query_selector("[data-finder]").ok()?);
        Self { typed: form.as_ref().and_then(question), ..Self::default() }
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
            true
        }
        Msg::Follow(href) => {
            push(&href);
            go(app, link, href)
        }
        Msg::Return(href) => go(app, link, href),
        Msg::Anticipate(page) => {
            fetch_once(app, link, page);
            false
        }
        Msg::Arrived(page, view) => arrive(app, page, view),
        Msg::Typed(query) => ask(app, query),
        Msg::Asked(query) => {
            push(&app.desk.boot.keep.with(Page::Home.path(), &[("q", &query)]));
            tell("search", &query);
            ask(app, query)
        }
    }
}

/// After the first drawing the browser's own clock and events take over; after a change of page the
/// focus goes to the new heading, as it would in a page that was loaded.
pub(crate) fn rendered(app: &mut App, link: &Scope<App>, first: bool) {
    let Some(document) = document() else { return };
    if first {
        if let Some(page) = page_at(&here()) {
            app.visited.keep(page, Some(app.view.clone()));
        }
        listen(link);
        tick(link);
        if let Some(typed) = app.visited.typed.take().filter(|typed| *typed != app.query) {
            link.send_message(Msg::Typed(typed));
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
    if std::mem::take(&mut app.visited.arrived) {
        document.set_title(&app.desk.title(&app.view));
        if let Ok(Some(heading)) = document.query_selector("[data-focus]") {
            let _ = heading.unchecked_into::<HtmlElement>().focus();
        }
        if let Some(window) = window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    }
}

fn go(app: &mut App, link: &Scope<App>, href: String) -> bool {
    let Some(page) = page_at(&href) else { return false };
    app.going = Going::To(href);
    if let Some(Some(view)) = app.visited.find(page) {
        let view = view.clone();
        return arrive(app, page, Some(view));
    }
    fetch_once(app, link, page);
    true
}

fn arrive(app: &mut App, page: Page, view: Option<Rc<View>>) -> bool {
    match &view {
        Some(view) => app.visited.keep(page, Some(view.clone())),
        None => app.visited.forget(page),
    }
    let href = match &app.going {
        Going::To(href) if page_at(href) == Some(page) => href.clone(),
        _ => return false,
    };
    if let Some(view) = view {
        app.query = question_in(&href);
        app.view = view;
        app.going = Going::Nowhere;
        app.visited.arrived = true;
    } else {
        app.going = Going::Failed(href);
    }
    true
}

/// Puts the question into the page that is there: who answers is known without asking the edge.
fn ask(app: &mut App, query: String) -> bool {
    app.query = query;
    true
}

fn fetch_once(app: &mut App, link: &Scope<App>, page: Page) {
    if app.visited.find(page).is_some() {
        return;
    }
    app.visited.keep(page, None);
    let (link, href) = (link.clone(), app.desk.boot.keep.link(page));
    spawn_local(async move {
        let view = view_at(&href).await;
        link.send_message(Msg::Arrived(page, view.map(Rc::new)));
    });
}

/// The JSON face of the page at `href`.
async fn view_at(href: &str) -> Option<View> {
    let response = JsFuture::from(window()?.fetch_with_str(&["/api", href].concat())).await.ok()?;
    let text = response.unchecked_into::<web_sys::Response>().text().ok()?;
    decode::view(&JsFuture::from(text).await.ok()?.as_string()?)
}

/// A press on a link of ours, or on a topic.
pub(crate) fn pressed(event: &MouseEvent) -> Option<Msg> {
    let plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    let anchor = closest(event, "a[href]").filter(|_| plain)?;
    let href = page_address(&anchor)?;
    event.prevent_default();
    Some(match anchor.get_attribute("data-q") {
        Some(query) => Msg::Asked(query),
        None => Msg::Follow(href),
    })
}

/// The pointer or the focus has reached a link of ours.
pub(crate) fn anticipated(event: &Event) -> Option<Msg> {
    let anchor = closest(event, "a[href]")?;
    if anchor.has_attribute("data-q") {
        return None;
    }
    page_at(&page_address(&anchor)?).map(Msg::Anticipate)
}

/// A letter in the question.
pub(crate) fn typed(event: &InputEvent) -> Option<Msg> {
    question(&closest(event, "[data-finder]")?).map(Msg::Typed)
}

/// The question, sent.
pub(crate) fn submitted(event: &SubmitEvent) -> Option<Msg> {
    let query = question(&closest(event, "[data-finder]")?)?;
    event.prevent_default();
    Some(Msg::Asked(query))
}

fn question(form: &Element) -> Option<String> {
    form.query_selector("[name=q]").ok()?.map(|input| input.unchecked_into::<HtmlInputElement>().value())
}

fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// The address of a link that leads to a page of ours. A link elsewhere, to a file or within the
/// page is the browser's.
fn page_address(anchor: &Element) -> Option<String> {
    let href = anchor.get_attribute("href")?;
    (href.starts_with('/') && !href.starts_with("//")).then_some(())?;
    page_at(&href).map(|_| href)
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

/// The time, the storefront's wishes, and the back button.
fn listen(link: &Scope<App>) {
    let Some(window) = window() else { return };
    let ticking = link.clone();
    let every = Closure::<dyn Fn()>::new(move || tick(&ticking));
    let _ = window
        .set_interval_with_callback_and_timeout_and_arguments_0(every.as_ref().unchecked_ref(), TICK_MS);
    every.forget();

    let returning = link.clone();
    on(&window, "popstate", move |_| returning.send_message(Msg::Return(here())));

    let following = link.clone();
    on(&window, "deskbell:go", move |event| {
        let path = event.unchecked_ref::<CustomEvent>().detail().as_string();
        if let Some(path) = path.filter(|path| page_at(path).is_some()) {
            event.prevent_default();
            following.send_message(Msg::Follow(path));
        }
    });
}

/// The app lives as long as its page, so its listeners are never taken off.
fn on(window: &Window, name: &str, handle: impl Fn(Event) + 'static) {
    let listener = Closure::<dyn Fn(Event)>::new(handle);
    let _ = window.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    listener.forget();
}

fn tick(link: &Scope<App>) {
    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = Intl)]
        type DateTimeFormat;
        #[wasm_bindgen(constructor, js_namespace = Intl)]
        fn new() -> DateTimeFormat;
        #[wasm_bindgen(method, js_name = resolvedOptions)]
        fn resolved_options(this: &DateTimeFormat) -> JsValue;
    }
    let zone =
        js_sys::Reflect::get(&DateTimeFormat::new().resolved_options(), &JsValue::from_str("timeZone"));
    // Milliseconds of a date are a whole number far below 2^53.
    #[allow(clippy::cast_possible_truncation)]
    let now = (js_sys::Date::now() / 1000.0) as i64;
    link.send_message(Msg::Tick(now, zone.ok().and_then(|zone| zone.as_string())));
}

/// Whether the shopper has asked for less to be loaded (`Save-Data`).
fn saves_data() -> bool {
    let get = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).unwrap_or_default();
    let window = window().map(JsValue::from).unwrap_or_default();
    get(&get(&get(&window, "navigator"), "connection"), "saveData").is_truthy()
}

/// Tells the storefront what the shopper did; the bridge passes it on.
fn tell(name: &str, text: &str) {
    let Some(window) = window() else { return };
    let init = CustomEventInit::new();
    init.set_detail(&object(
        "name",
        &name.into(),
        "detail",
        &object("text", &text.into(), "", &JsValue::NULL),
    ));
    if let Ok(event) = CustomEvent::new_with_event_init_dict("deskbell:tell", &init) {
        let _ = window.dispatch_event(&event);
    }
}

/// An object of one or two members; an empty name adds none.
fn object(first: &str, value: &JsValue, second: &str, other: &JsValue) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in [(first, value), (second, other)] {
        if !name.is_empty() {
            let _ = js_sys::Reflect::set(&object, &name.into(), value);
        }
    }
    object.into()
}

fn push(href: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(href));
    }
}

/// The path and query of the page shown.
fn here() -> String {
    let location = window().map(|window| window.location());
    location.and_then(|at| Some([at.pathname().ok()?, at.search().ok()?].concat())).unwrap_or_default()
}

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}
