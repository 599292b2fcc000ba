//! Reads the edge's JSON with the browser's own parser. serde's would cost the shopper some 35 KB of
//! WASM (brotli) for the same few types.
//!
//! The edge is ours and writes these very types, so a member that is missing reads as empty instead
//! of failing: a page that has lost a note is better than no page. Field names are those of `model`, so
//! a struct that gains a field does not compile here until it is read too.

use std::rc::Rc;

use js_sys::Array;
use model::Seconds;
use model::choose::codes::unpack;
use model::choose::configure::{
    AtMost, Check, Choice as Part, Choosing, Combination, Configurable, Fact, Place as At, Rule as Bond, Tier,
};
use model::choose::ready::{Answer, Cards, Columns, Question, Ready, Rule, When, Words};
use model::choose::table::Column;
use model::hours::Interval;
use model::lang::Lang;
use model::markup::{Block, Span};
use model::money::Currency;
use model::order::{ParcelState, State};
use model::page::{Keep, Page};
use model::view::{
    ArrivalShown, ArticlePage, AskPage, AskingPage, Boot, Brief, CaseShown, Choice, Choose, ConfigurePage,
    Contact, Embed, Estimate, EventShown, GuidePage, HitShown, Home, LineShown, Offer, OrderPage, Orders,
    ParcelShown, Person, Place, PostShown, RepairShown, Row, Schedule, StageShown, ThreadPage, Topic, View,
    Watch, Way,
};
use wasm_bindgen::{JsCast, JsValue};

use crate::typed::Failed;

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

/// The view that `json` stands for. A problem is none: as a page, the edge tells it, and there is nothing to
/// take over; of a form, it says why it was not taken.
pub(crate) fn answer(json: &str) -> Result<View, Failed> {
    let value = js_sys::JSON::parse(json).unwrap_or_default();
    known_view(&value).ok_or_else(|| Decode::decode(&value))
}

/// The name of a state in JSON.
pub(crate) fn name(state: State) -> &'static str {
    State::NAMES.iter().find(|(_, known)| *known == state).map_or("", |(name, _)| name)
}

fn known_view(value: &JsValue) -> Option<View> {
    let of = |name| Some(member(value, name)).filter(JsValue::is_object);
    of("home")
        .map(|home| View::Home(Decode::decode(&home)))
        .or_else(|| of("contact").map(|contact| View::Contact(Decode::decode(&contact))))
        .or_else(|| of("order").map(|order| View::Order(Box::new(Decode::decode(&order)))))
        .or_else(|| of("orders").map(|orders| View::Orders(Decode::decode(&orders))))
        .or_else(|| of("choose").map(|choose| View::Choose(Decode::decode(&choose))))
        .or_else(|| of("guide").map(|guide| View::Guide(Box::new(Decode::decode(&guide)))))
        .or_else(|| of("configure").map(|configure| View::Configure(Box::new(Decode::decode(&configure)))))
        .or_else(|| of("ask").map(|ask| View::Ask(Decode::decode(&ask))))
        .or_else(|| of("article").map(|article| View::Article(Decode::decode(&article))))
        .or_else(|| of("asking").map(|asking| View::Asking(Decode::decode(&asking))))
        .or_else(|| of("thread").map(|thread| View::Thread(Box::new(Decode::decode(&thread)))))
}

/// A type that can be read from a parsed JSON value.
trait Decode {
    fn decode(value: &JsValue) -> Self;
}

/// A member of an object; of anything else nothing.
pub(crate) fn member(object: &JsValue, name: &str) -> JsValue {
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
    OrderPage {
        texts, token, number, state, headline, note, placed, stale, stages, summary, arrival, parcels, lines, events,
        url, by, by_answer, watch, problems, cases, key, done,
    }
    StageShown { name, when, place }
    ParcelShown { name, state, headline, carrier, tracking, url, arrival, lines, events }
    ArrivalShown { earliest, likely, latest, headline, reason }
    LineShown { name, quantity, note }
    EventShown { when, text }
    Watch { needs_email, on, stages }
    Choice { id, name, on }
    CaseShown { reference, name, status, answer }
    Failed { detail, field, status }
    Choose { texts, guides, by_spec, configurables, query, found }
    Offer { path, title, intro }
    GuidePage { texts, ready, query, digits, fitting, products, configurables, cart }
    Ready { words, columns, cards }
    Words { id, title, intro, questions, labels }
    Question { id, text, help, many, when, answers }
    When { question, answers, not }
    Answer { id, text, rules }
    Rule { column, yes, no, points, silent, pro, con }
    Columns { columns, currency, amounts, products }
    Cards { ids, names, urls, images, several }
    ConfigurePage { texts, title, intro, id, product, digits, options, estimates, repair, held }
    RepairShown { options, changes }
    Estimate { days, text }
    Configurable { currency, base, days, options, rules, combinations }
    Choosing { id, text, help, least, most, default, choices }
    Part { id, text, product, price, tiers, days, facts }
    Tier { pieces, price }
    Fact { name, number, word }
    Bond { check, text }
    AtMost { sum, reserve, percent, within }
    At { option, choice }
    Combination { text, of, price }
    AskPage { texts, query, before, product, hits, fits, asks, missing, helped }
    HitShown { id, path, lang, title, passage, note }
    ArticlePage { texts, id, lang, title, paragraphs, updated, url, query, before, asks, helped }
    AskingPage {
        texts, title, text, name, email, to, seen, product, about, doubt, wrong, field, rules,
        elsewhere, needs_email,
    }
    ThreadPage {
        texts, id, path, lang, title, url, product, about, solved, closed, private, open, own, note, posts, posts_total, typed,
        typed_name, doubt, wrong, done, rules,
    }
    PostShown {
        id, author, staff, badge, at, when, text, blocks, accepted, likes, voted, mine, editable, stamp, held,
    }
    Block { tag, items }
    Span { tag, text, href }
}

impl Decode for Column {
    fn decode(value: &JsValue) -> Self {
        let codes: String = field(value, "codes");
        // Its values were needed for the rules alone.
        Self {
            spec: field(value, "spec"),
            values: Vec::new(),
            texts: field(value, "texts"),
            codes: unpack(&codes),
        }
    }
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

impl Decode for i32 {
    #[allow(clippy::cast_possible_truncation)]
    fn decode(value: &JsValue) -> Self {
        value.as_f64().unwrap_or_default() as Self
    }
}

impl<T: Decode> Decode for Rc<T> {
    fn decode(value: &JsValue) -> Self {
        Self::new(T::decode(value))
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(value: &JsValue) -> Self {
        (!value.is_null() && !value.is_undefined()).then(|| T::decode(value))
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(value: &JsValue) -> Self {
        let mut decoded = Self::new();
        each(value, &mut |item| decoded.push(T::decode(item)));
        decoded
    }
}

/// Each item of an array: once for all types.
#[inline(never)]
fn each(value: &JsValue, take: &mut dyn FnMut(&JsValue)) {
    let items: &Array = value.unchecked_ref();
    let length = if Array::is_array(value) { items.length() } else { 0 };
    for at in 0..length {
        take(&items.get(at));
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

decode_code! { Lang Keep Embed Currency }

impl Decode for Check {
    fn decode(value: &JsValue) -> Self {
        if let Some(fact) = field(value, "same") {
            return Self::Same(fact);
        }
        if let Some(sum) = field(value, "at-most") {
            return Self::AtMost(sum);
        }
        // Two lists of choices.
        let lists = |lists: Vec<Vec<At>>| {
            let mut lists = lists.into_iter();
            (lists.next().unwrap_or_default(), lists.next().unwrap_or_default())
        };
        let (these, none) = lists(field(value, "excludes"));
        if these.is_empty() {
            let (these, one) = lists(field(value, "needs"));
            return Self::Needs(these, one);
        }
        Self::Excludes(these, none)
    }
}

macro_rules! decode_state {
    ($($name:ident)+) => {
        $(impl Decode for $name {
            fn decode(value: &JsValue) -> Self {
                let written = String::decode(value);
                Self::NAMES.iter().find(|(name, _)| *name == written).map_or(Self::Unknown, |(_, state)| *state)
            }
        })+
    };
}

decode_state! { State ParcelState }
