//! `GET /loader.js?site=`: the loader with the site's first facts, so that who opens the panel before the frame's page is
//! there reads them at once, and can search.

use model::lang::Lang;
use model::page::Page;
use model::route::EVERGREEN;
use model::view::{Contact, Way};
use serde_json::{Value, json};
use widget::ENTRIES;
use widget::texts::Text;

use crate::answer::Answer;
use crate::asked::Asked;
use crate::cache::{Lifetime, Policy};
use crate::error::Error;
use crate::face::{self, Shown};
use crate::policy::Headers;
use crate::router::Visit;
use crate::{language, present, reply};

/// `www/bell.js`, minified.
const BELL: &str = include_str!(concat!(env!("OUT_DIR"), "/bell.js"));

/// `www/card.js`, minified: shows the facts.
const CARD: &str = include_str!(concat!(env!("OUT_DIR"), "/card.js"));

/// What the script's address says holds over its attributes: the facts are of that site.
const NAMED: &str = "for(const[n,v]of new URL(document.currentScript.src).searchParams)\
                     if(n=='site'||n=='lang')document.currentScript.dataset[n]=v;";

/// `Cache-Control` where it has no facts, which may be there the next time.
const SOON: &str = "public, max-age=15";

pub(crate) fn get(visit: &Visit) -> Result<Answer, Error> {
    let site = visit.site();
    let contact = present::contact(site, visit.lang, visit.asked.now())?;
    let accent = site.theme.accent;
    let facts = json!({
        "lang": visit.lang.code(),
        "style": format!("--deskbell-accent:{accent};--deskbell-on-accent:{}", accent.ink()),
        "card": card(visit, &contact),
    });
    let headers = headers(EVERGREEN, visit.lang);
    Ok(Answer::file(MEDIA_TYPE, script(&facts), headers, Policy::Public(Lifetime::SETTLED)))
}

/// The loader alone, where nothing is known of the site: there is none of that name, or it cannot be read at the moment. The
/// frame then tells the owner what to write, or the launcher becomes a link; the storefront is not left without.
pub(crate) fn without_facts(asked: &Asked) -> Shown {
    let script = script(&Value::Null);
    let lang = language::negotiate(asked.parameter("lang"), &asked.accept_language, &Lang::ALL);
    let mut headers = headers(SOON, lang);
    headers.push(("etag", reply::etag(&script)));
    face::file(MEDIA_TYPE, script, headers, &Policy::Personal)
}

const MEDIA_TYPE: &str = "text/javascript; charset=utf-8";

fn headers(keep: &str, lang: Lang) -> Headers {
    let all = [
        ("cache-control", keep),
        ("access-control-allow-origin", "*"),
        ("content-language", lang.code()),
        ("vary", "accept-language"),
    ];
    all.map(|(name, value)| (name, value.to_owned())).to_vec()
}

fn script(facts: &Value) -> Vec<u8> {
    format!("{{{NAMED}{BELL}const deskbellFacts={facts};{CARD}}}").into_bytes()
}

/// Elements as `www/card.js` makes them: tag, properties, children.
fn card(visit: &Visit, contact: &Contact) -> Value {
    let texts = widget::catalogue::texts(visit.lang);
    let text = |text: Text| texts.get(text as usize).map_or("", String::as_str);
    let none = json!({});
    let mut card = vec![
        json!("section"),
        json!({ "lang": visit.lang.code(), "dir": visit.lang.dir() }),
        json!([
            "header",
            none,
            ["h2", { "tabIndex": -1 }, text(Text::Welcome)],
            ["button", { "type": "button", "name": "close", "ariaLabel": text(Text::Close) }, "×"],
        ]),
    ];
    let entries = ENTRIES.into_iter().filter(|(page, ..)| visit.site().offers(*page));
    let entries: Vec<Value> = entries.map(|(page, _, title, _)| button(page, text(title))).collect();
    if !entries.is_empty() {
        card.push([json!("nav"), none.clone()].into_iter().chain(entries).collect());
    }
    if let Some(place) = contact.places.first() {
        let mut address =
            vec![json!("address"), none.clone(), json!(["strong", none, apart(&place.name, visit.lang)])];
        address.extend(place.lines.iter().map(|line| json!(["span", none, apart(line, visit.lang)])));
        if !place.map.is_empty() {
            address.push(json!(["span", none, link(&place.map, text(Text::Map), visit.lang)]));
        }
        card.push(Value::Array(address));
    }
    if let Some(schedule) = &contact.hours {
        let rows = schedule.week.iter().map(|row| {
            let times = if row.times.is_empty() {
                text(Text::ClosedDay).to_owned()
            } else {
                row.times.join(visit.lang.between())
            };
            json!(["li", none, ["strong", none, row.days], " ", apart(&times, visit.lang)])
        });
        card.push(list(rows));
    }
    let ways = contact.phones.first().into_iter().chain(contact.emails.first());
    card.push(list(ways.map(|Way { name, text, href, .. }| {
        let name = [name, " "].concat();
        json!(["li", none, name, link(href, text, visit.lang)])
    })));
    // Who answers is what is searched for.
    if !contact.people.is_empty() {
        let field = json!({
            "id": "q", "name": "q", "type": "search", "maxLength": 200, "autocomplete": "off", "enterKeyHint": "search",
        });
        card.push(json!([
            "form",
            { "role": "search" },
            ["label", { "htmlFor": "q" }, text(Text::WhatIsItAbout)],
            ["input", field],
            ["button", { "type": "submit" }, text(Text::FindPerson)],
        ]));
    }
    card.push(button(Page::Contact, text(Text::AllContacts)));
    Value::Array(card)
}

/// Opens a page.
fn button(page: Page, title: &str) -> Value {
    json!(["button", { "type": "button", "name": page.path().trim_start_matches('/') }, title])
}

fn list(items: impl Iterator<Item = Value>) -> Value {
    [json!("ul"), json!({})].into_iter().chain(items).collect()
}

fn link(href: &str, text: &str, lang: Lang) -> Value {
    let mut properties = json!({ "href": href });
    if href.starts_with("https") {
        properties = json!({ "href": href, "target": "_blank", "rel": "noopener noreferrer" });
    }
    json!(["a", properties, apart(text, lang)])
}

/// A text whose direction is its own: numbers and addresses run left to right in every script. Where all around it runs that
/// way too it needs no element, each of which a slow phone lays out while the shopper waits.
fn apart(text: &str, lang: Lang) -> Value {
    if lang.dir() == "ltr" && !text.chars().any(turns) { json!(text) } else { json!(["bdi", {}, text]) }
}

/// Whether a character may run right to left, or says how others run: the blocks whose default is so in Unicode's
/// DerivedBidiClass.txt, and the marks, embeddings and isolates.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
