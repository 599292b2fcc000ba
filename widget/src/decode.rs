//! Reads the edge's JSON with the browser's own parser. serde's would cost the shopper some 35 KB of
//! WASM (brotli) for the same few types.
//!
//! The edge is ours and writes these very types, so a member that is missing reads as empty instead
//! of failing: a page that has lost a note is better than no page. Field names are those of `model`, so
//! a struct that gains a field does not compile here until it is read too.

use std::rc::Rc;

use js_sys::Array;
use model::Seconds;
use model::hours::Interval;
use model::lang::Lang;
use model::page::{Keep, Page};
use model::view::{
    Boot, Brief, Contact, Embed, Home, Orders, Person, Place, Row, Schedule, Topic, View, Way,
};
use wasm_bindgen::{JsCast, JsValue};

/// The page's first data, if `json` is such.
pub(crate) fn boot(json: &str) -> Option<Boot> {
    let value = js_sys::JSON::parse(json).ok()?;
    Some(Boot {
        view: Rc::new(known_view(&member(&value, "view"))?),
        site: field(&value, "site"),
        shop: field(&value, "shop"),
        lang: field(&value, "lang"),
        languages: field(&value, "languages"),
        pages: field(&value, "pages"),
        texts: field(&value, "texts"),
        keep: field(&value, "keep"),
        embed: field(&value, "embed"),
        now: field(&value, "now"),
        zone: field(&value, "zone"),
    })
}

/// The view that `json` stands for, if it is one. A problem is none: the edge's page tells it, and has
/// nothing to take over.
pub(crate) fn view(json: &str) -> Option<View> {
    known_view(&js_sys::JSON::parse(json).ok()?)
}

fn known_view(value: &JsValue) -> Option<View> {
    let of = |name| Some(member(value, name)).filter(JsValue::is_object);
    of("home")
        .map(|home| View::Home(Decode::decode(&home)))
        .or_else(|| of("contact").map(|contact| View::Contact(Decode::decode(&contact))))
        .or_else(|| of("orders").map(|orders| View::Orders(Decode::decode(&orders))))
}

/// A type that can be read from a parsed JSON value.
trait Decode {
    fn decode(value: &JsValue) -> Self;
}

fn member(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &name.into()).unwrap_or_default()
}

fn field<T: Decode>(object: &JsValue, name: &str) -> T {
    T::decode(&member(object, name))
}

macro_rules! decode_struct {
    ($($name:ident { $($field:ident),+ $(,)? })+) => {
        $(impl Decode for $name {
            fn decode(value: &JsValue) -> Self {
                Self { $($field: field(value, stringify!($field))),+ }
            }
        })+
    };
}

decode_struct! {
    Home { query, contact }
    Contact { hours, places, phones, emails, messaging, topics, people }
    Schedule { zone, week, special, openings }
    Row { days, note, times }
    Interval { opens, closes }
    Place { name, lines, note, map, hours }
    Way { name, text, href, note }
    Topic { name, words, people }
    Person { name, role, photo, place, ways }
    Orders { texts, wrong, field, known, orders }
    Brief { number, placed, headline, contents, token }
}

impl Decode for String {
    fn decode(value: &JsValue) -> Self {
        value.as_string().unwrap_or_default()
    }
}

impl Decode for Seconds {
    // The edge writes whole numbers; `as` saturates on any other.
    #[allow(clippy::cast_possible_truncation)]
    fn decode(value: &JsValue) -> Self {
        value.as_f64().unwrap_or_default() as Self
    }
}

impl Decode for bool {
    fn decode(value: &JsValue) -> Self {
        value.is_truthy()
    }
}

impl Decode for Page {
    fn decode(value: &JsValue) -> Self {
        let path = ["/", &String::decode(value)].concat();
        Self::at(&path).unwrap_or(Self::Home)
    }
}

impl Decode for u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn decode(value: &JsValue) -> Self {
        value.as_f64().unwrap_or_default() as Self
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(value: &JsValue) -> Self {
        (!value.is_null() && !value.is_undefined()).then(|| T::decode(value))
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(value: &JsValue) -> Self {
        let items: &Array = value.unchecked_ref();
        let length = if Array::is_array(value) { items.length() } else { 0 };
        let mut decoded = Self::new();
        for at in 0..length {
            decoded.push(T::decode(&items.get(at)));
        }
        decoded
    }
}

macro_rules! decode_code {
    ($($name:ty)+) => {
        $(impl Decode for $name {
            fn decode(value: &JsValue) -> Self {
                String::decode(value).parse().unwrap_or_default()
            }
        })+
    };
}

decode_code! { Lang Keep Embed }
