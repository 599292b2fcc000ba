//! What searches teach: answers that helped, other words for the same, what is searched for in vain; and what staff may undo.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use model::problem::{Kind, Problem};
use model::view::{ArticlePage, AskPage, Block, DeskForm, DeskPage, View};
use serde_json::json;
use sha2::Sha256;
use tests::ask::{Answer, Ask};
use tests::crowd::until;
use tests::{deployment, raw};

/// What one isolate has just learned another knows by then.
const PATIENCE: Duration = Duration::from_secs(15);

/// A search of the demo's shop, in words that no other test searches for.
#[track_caller]
fn found(query: &str) -> AskPage {
    let answer = Ask::get("/api/ask?site=lindenhof&lang=en").with("q", query).now().send();
    let View::Ask(page) = answer.json() else { panic!("{}", answer.text()) };
    page
}

fn helpful(fields: &[(&str, &str)]) -> Answer {
    Ask::form("/api/ask/helpful?site=lindenhof&lang=en", fields).now().send()
}

/// The cookie of who the demo's shop says is of its staff.
fn staff() -> String {
    let claims = json!({
        "aud": "lindenhof", "exp": super::identity::real_now() + 600, "iat": super::identity::real_now(),
        "email": "mara@lindenhof.example", "name": "Mara", "role": "staff",
    });
    let head = json!({ "alg": "HS256", "typ": "JWT" });
    let signed = [head, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
    let mut mac = Hmac::<Sha256>::new_from_slice(b"identity_fake_of_the_demo_shop_and_long").expect("a key");
    mac.update(signed.as_bytes());
    let token = [signed, URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())].join(".");
    let body = ["identity=", &token].concat();
    let request = format!(
        "POST /desk/sign-in?site=lindenhof HTTP/1.1\r\nHost: localhost\r\nOrigin: {}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        deployment::url(),
        body.len()
    );
    let (status, answer) = raw::send(request.replace("Host: localhost", &host()).as_bytes());
    assert_eq!(status, Some(303), "{answer}");
    let cookie =
        answer.lines().find_map(|line| line.to_lowercase().starts_with("set-cookie: ").then(|| &line[12..]));
    cookie.and_then(|cookie| cookie.split(';').next()).expect("a cookie").to_owned()
}

fn host() -> String {
    ["Host: ", deployment::url().trim_start_matches("http://")].concat()
}

#[track_caller]
fn desk(answer: &Answer) -> DeskPage {
    match answer.json() {
        View::Desk(page) if answer.status == 200 => *page,
        _ => panic!("{} {}", answer.status, answer.text()),
    }
}

#[track_caller]
fn searches(cookie: &str) -> DeskPage {
    desk(&Ask::get("/api/desk/searches?site=lindenhof&lang=en").header("cookie", cookie).now().send())
}

/// The form that is a button in the row of a table of which a cell says this.
fn button(page: &DeskPage, text: &str) -> Option<DeskForm> {
    let tables = page.blocks.iter().filter_map(|block| match block {
        Block::Table(_, rows) => Some(rows),
        _ => None,
    });
    let row = tables.flatten().find(|row| row.iter().any(|cell| cell.text == text))?;
    row.iter().flat_map(|cell| &cell.forms).next().cloned()
}

#[track_caller]
fn press(cookie: &str, form: &DeskForm) -> DeskPage {
    let fields: Vec<(&str, &str)> = form.fields.iter().map(|field| (&*field.name, &*field.value)).collect();
    let path = ["/api", &form.action, "?site=lindenhof&lang=en"].concat();
    desk(&Ask::form(path, &fields).header("cookie", cookie).now().send())
}

#[test]
fn words_that_succeed_after_others_failed_mean_the_same() {
    let cookie = staff();
    assert!(!found("zorbulator warranty").hits.is_empty(), "one of the words is known");
    let hit = found("monitor warranty").hits[0].id.clone();
    let said = [("id", &*hit), ("how", "yes"), ("q", "monitor warranty"), ("before", "zorbulator warranty")];
    let View::Ask(page) = helpful(&said).json() else { panic!("no search") };
    assert_eq!((&*page.helped, &*page.before), (&*hit, "zorbulator warranty"));

    let with = found("zorbulator");
    assert!(with.fits && !with.hits.is_empty(), "{with:?}");
    let page = searches(&cookie);
    let undo = button(&page, "zorbulator").expect("staff see it");
    assert_eq!(undo.submit, "Undo");
    let redo = button(&press(&cookie, &undo), "zorbulator").expect("it is still seen");
    assert_eq!(redo.submit, "Use again");
    until(PATIENCE, "it is undone", || found("zorbulator").hits.is_empty().then_some(()));
    // What staff have undone is not learned again.
    helpful(&said);
    assert!(found("zorbulator ").hits.is_empty());
    press(&cookie, &redo);
    until(PATIENCE, "it counts again", || (!found("zorbulator").hits.is_empty()).then_some(()));
}

#[test]
fn what_helped_is_found_first_by_who_asks_the_same() {
    let (query, other) = ("grumbling thingumajig of the desk", "desk thingumajig, grumbling");
    let fields = [("id", "desk.return-window"), ("how", "yes"), ("q", query), ("place", "article")];
    let View::Article(ArticlePage { helped, query: shown, .. }) = helpful(&fields).json() else {
        panic!("no article")
    };
    assert_eq!((helped, &*shown), (true, query));
    let page = found(other);
    assert_eq!((page.hits[0].id.as_str(), page.fits), ("desk.return-window", true));
    // One who says the contrary takes it back.
    helpful(&[("id", "desk.return-window"), ("how", "no"), ("q", query), ("place", "article")]);
    assert_ne!(
        found("grumbling desk thingumajig").hits.first().map(|hit| &*hit.id),
        Some("desk.return-window")
    );
}

#[test]
fn the_same_from_one_address_counts_once() {
    let query = "wibbling doodad";
    let no = [("id", "desk.return-how"), ("how", "no"), ("q", query), ("place", "article")];
    let yes = [("id", "desk.return-how"), ("how", "yes"), ("q", query), ("place", "article")];
    let by = |fields: &[(&str, &str)], address: &str| {
        let ask = Ask::form("/api/ask/helpful?site=lindenhof&lang=en", fields).now();
        assert_eq!(ask.header("cf-connecting-ip", address).send().status, 200);
    };
    for _ in 0..3 {
        by(&yes, "203.0.113.90");
    }
    by(&no, "203.0.113.91");
    assert!(found(query).hits.iter().all(|hit| hit.id != "desk.return-how"));
}

#[test]
fn searches_in_vain_are_shown_to_staff_but_for_what_names_somebody() {
    let cookie = staff();
    for query in ["frobnicator spindle", "frobnicator of ada@example.com"] {
        Ask::get("/ask?site=lindenhof&lang=en").with("q", query).now().page(200);
    }
    let page = until(PATIENCE, "it is shown", || {
        Some(searches(&cookie)).filter(|page| button(page, "frobnicator spindle").is_some())
    });
    assert!(!serde_json::to_string(&page).expect("JSON").contains("ada@example.com"));
    // Its link leads to that very search, in the page's language, and says each thing once.
    let read = Ask::get("/desk/searches?site=lindenhof&lang=en").header("cookie", &*cookie).now().page(200);
    let again = "/ask?site=lindenhof&lang=en&q=frobnicator%20spindle";
    assert!(read.attributes("main td a", "href").contains(&again), "{}", read.told());
    let forget = button(&page, "frobnicator spindle").expect("it is there");
    assert!(button(&press(&cookie, &forget), "frobnicator spindle").is_none());
}

#[test]
fn staff_teach_pairs_and_nobody_else_sees_the_page() {
    let cookie = staff();
    let path = "/api/desk/searches?site=lindenhof&lang=en";
    let teach = [("act", "teach"), ("said", "flibbertigibbet"), ("means", "warranty")];
    let page = desk(&Ask::form(path, &teach).header("cookie", &*cookie).now().send());
    assert!(button(&page, "flibbertigibbet").is_some());
    until(PATIENCE, "it counts", || found("flibbertigibbet").hits.first().map(|_| ()));
    for ask in [
        Ask::get(path).now(),
        Ask::get(path).now().header("cookie", "__Host-desk=abc"),
        Ask::form(path, &teach).now(),
        Ask::form(path, &teach)
            .now()
            .header("cookie", &*cookie)
            .header("sec-fetch-site", "cross-site")
            .header("origin", "https://evil.example"),
    ] {
        assert_eq!(ask.send().status, 403, "{ask:?}");
    }
    for odd in
        [&[("act", "explode")][..], &[("act", "undo"), ("id", "x")], &[("act", "teach"), ("said", "x")]]
    {
        assert_eq!(Ask::form(path, odd).header("cookie", &*cookie).now().send().status, 422, "{odd:?}");
    }
}

#[test]
fn what_makes_no_sense_teaches_nothing() {
    for (fields, kind) in [
        (&[("id", "desk.return-how"), ("how", "perhaps")][..], Kind::Invalid),
        (&[("id", "desk.return-how")], Kind::Invalid),
        (&[("id", "desk.nobody"), ("how", "yes"), ("place", "article")], Kind::NotFound),
        (
            &[("id", "desk.return-how"), ("how", "yes"), ("q", "completely unrelated gobbledegook")],
            Kind::NotFound,
        ),
        (&[("how", "missed"), ("q", "warranty")], Kind::NotFound),
        (&[("how", "missed"), ("q", "")], Kind::NotFound),
    ] {
        let answer = helpful(fields);
        let problem: Problem = answer.json();
        assert_eq!((answer.status, problem.kind), (kind.status(), kind), "{fields:?}");
    }
}

#[test]
fn slips_of_the_fingers_are_forgiven() {
    for (slip, meant) in [("warrenty", "warranty"), ("montior", "monitor"), ("Garantei", "Garantie")] {
        let lang = if meant == "Garantie" { "de" } else { "en" };
        let hits = |words: &str| {
            let ask = Ask::get("/api/ask?site=lindenhof").with("lang", lang).with("q", &format!("{words} "));
            let View::Ask(page) = ask.now().send().json() else { panic!("no search") };
            page.hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>()
        };
        let (found, right) = (hits(slip), hits(meant));
        assert!(found.iter().any(|id| right.contains(id)), "{slip}: {found:?}, {meant}: {right:?}");
    }
}

#[test]
fn nothing_fits_is_said_where_nothing_does() {
    for (query, fits) in [
        ("how long is the warranty", true),
        ("can i send it back", true),
        ("recipe for apple pie", false),
        ("怎么学习弹吉他", false),
    ] {
        assert_eq!(found(query).fits, fits, "{query}");
    }
    let page = Ask::get("/ask?site=lindenhof&lang=en&q=recipe%20for%20apple%20pie").page(200);
    assert_eq!(page.texts("h2.found"), ["Nothing we have fits “recipe for apple pie”"]);
    // Who asks on says what was searched for in vain.
    assert_eq!(page.attributes("form[role=search] [name=before]", "value"), ["recipe for apple pie"]);
    let asks = page.attributes("a.entry", "href");
    assert!(asks.iter().any(|href| href.starts_with("/ask/new?") && href.contains("q=recipe")), "{asks:?}");
}
