//! What happens in the page, as messages to the app: presses, letters, forms; the time, the back button, and the
//! storefront's wishes.

use std::rc::Rc;

use model::view::Boot;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, Element, HtmlInputElement, Window};
use yew::html::Scope;
use yew::prelude::*;

use super::window::{here, window};
use super::{configure, counts, guide, is_live, page_at, send, thread};
use crate::app::{App, Msg};
use crate::decode::member;

/// How often the line "closes in 40 minutes" is read anew, in milliseconds.
const TICK_MS: i32 = 10_000;

/// A press on a link of ours, or on a topic.
pub(crate) fn pressed(event: &MouseEvent) -> Option<Msg> {
    let plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    let anchor = closest(event, "a[href]").filter(|_| plain)?;
    let href = page_address(&anchor)?;
    event.prevent_default();
    if let Some(quoted) = thread::quoted(&anchor) {
        return Some(quoted);
    }
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

/// Makes a message of what has happened.
type Make<T> = fn(T) -> Msg;

/// What the app answers by itself: where the form is, its field, and what to do with what stands in it while it
/// is changed and once it is sent.
const ASKED: [(&str, &str, Make<String>, Make<String>); 2] = [
    ("[data-finder]", "[name=q]", Msg::Typed, Msg::Asked),
    ("[data-live=by]", "[name=by]", Msg::By, Msg::By),
];

/// A letter in the question, another day, or another answer.
pub(crate) fn typed(event: &InputEvent) -> Option<Msg> {
    if let Some(said) = guide::form(event, false) {
        return Some(said);
    }
    let asked =
        |(form, field, typed, _): (_, _, Make<String>, _)| value(&closest(event, form)?, field).map(typed);
    ASKED.into_iter().find_map(asked).or_else(|| thread::typed(event)).or_else(|| configure::changed(event))
}

/// A form, sent.
pub(crate) fn submitted(event: &SubmitEvent) -> Option<Msg> {
    for (form, field, _, asked) in ASKED {
        if let Some(asked_for) = closest(event, form).and_then(|form| value(&form, field)) {
            event.prevent_default();
            return Some(asked(asked_for));
        }
    }
    guide::form(event, true).or_else(|| send::submitted(event))
}

pub(super) fn value(form: &Element, field: &str) -> Option<String> {
    form.query_selector(field).ok()?.map(|input| input.unchecked_into::<HtmlInputElement>().value())
}

pub(super) fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// The address of a link that leads to a page of ours. A link elsewhere, to a file or within the
/// page is the browser's.
fn page_address(anchor: &Element) -> Option<String> {
    let href = anchor.get_attribute("href")?;
    (href.starts_with('/') && !href.starts_with("//")).then_some(())?;
    is_live(&href).then_some(href)
}

/// The time, the storefront's wishes, and the back button.
pub(super) fn listen(link: &Scope<App>, boot: &Rc<Boot>) {
    let Some(window) = window() else { return };
    let ticking = link.clone();
    let every = Closure::<dyn Fn()>::new(move || tick(&ticking));
    let _ = window
        .set_interval_with_callback_and_timeout_and_arguments_0(every.as_ref().unchecked_ref(), TICK_MS);
    every.forget();

    // Who looks again sees the right time, and what was not heard meanwhile.
    let looking = link.clone();
    on(&window, "visibilitychange", move |_| tick(&looking));

    let returning = link.clone();
    on(&window, "popstate", move |event| {
        let order = member(&event, "state").is_truthy();
        returning.send_message(if order { Msg::Reopen } else { Msg::Return(here()) });
    });

    let boot = boot.clone();
    on(&window, "pagehide", move |_| {
        counts::left(&boot.keep, "");
    });

    let following = link.clone();
    on(&window, "deskbell:go", move |event| {
        let path = event.unchecked_ref::<CustomEvent>().detail().as_string();
        if let Some(path) = path.filter(|path| is_live(path)) {
            event.prevent_default();
            following.send_message(Msg::Follow(path));
        }
    });

    // What the storefront says, and the bridge passes on.
    for (name, message) in WISHES {
        let link = link.clone();
        on(&window, name, move |event| {
            event.prevent_default();
            link.send_message(message(member(&event, "detail")));
        });
    }
}

/// The app lives as long as its page, so its listeners are never taken off.
fn on(window: &Window, name: &str, handle: impl Fn(Event) + 'static) {
    let listener = Closure::<dyn Fn(Event)>::new(handle);
    let _ = window.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    listener.forget();
}

pub(super) fn tick(link: &Scope<App>) {
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

/// What the storefront says of the shopper, and what the app makes of it.
const WISHES: [(&str, Make<JsValue>); 3] = [
    ("deskbell:order", |detail| Msg::Number(member(&detail, "number").as_string().unwrap_or_default())),
    ("deskbell:identify", |detail| Msg::Identified(member(&detail, "token").as_string())),
    ("deskbell:logout", |_| Msg::Identified(None)),
];
