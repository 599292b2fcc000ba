//! A product put together: its page says what its address comes to, its price is held by a signature, and what was changed
//! of that is refused.

use model::choose::configure::Selection;
use model::lang::Lang;
use model::problem::{Kind, Problem};
use model::view::{ConfigurePage, QuotePage, View};
use serde_json::json;
use tests::ask::{Answer, Ask};
use tests::page::{Page, text};

const PC: &str = "desk.pc-to-measure";

/// The page of a selection.
fn at(query: &str) -> Ask {
    Ask::get(format!("/configure/{PC}?site=lindenhof&lang=en&{query}"))
}

#[track_caller]
fn configured(answer: &Answer) -> ConfigurePage {
    match answer.json() {
        View::Configure(page) => *page,
        view => panic!("{view:?}"),
    }
}

#[track_caller]
fn quoted(answer: &Answer) -> QuotePage {
    match answer.json() {
        View::Quote(page) => *page,
        view => panic!("{view:?}"),
    }
}

/// A price, held for a selection.
fn hold(options: &str) -> Ask {
    Ask::post(format!("/api/configure/{PC}?site=lindenhof&lang=en"), &json!({ "options": options }))
}

fn shown(letters: &str) -> Ask {
    Ask::get(format!("/api/quote/{letters}?site=lindenhof&lang=en"))
}

#[track_caller]
fn gone(answer: &Answer) {
    let problem: Problem = answer.json();
    assert_eq!((problem.kind, answer.status), (Kind::QuoteGone, 410), "{}", answer.text());
}

/// What is marked on a page: each option's value, as a form sends it.
fn chosen(page: &Page) -> String {
    let options = page.all("form[data-configure] fieldset");
    let of = |option: &scraper::ElementRef<'_>| {
        let radio = scraper::Selector::parse("input[type=radio][checked]").unwrap();
        let pieces = scraper::Selector::parse("input[type=number]").unwrap();
        let on: Vec<_> = option.select(&radio).collect();
        assert_eq!(on.len(), 1, "{}", option.html());
        let (name, value) = (on[0].attr("name").unwrap(), on[0].attr("value").unwrap());
        let pieces = option.select(&pieces).next().and_then(|field| field.attr("value")).unwrap_or("1");
        if pieces == "1" || value == "-" {
            format!("{name}={value}")
        } else {
            format!("{name}={value}*{pieces}")
        }
    };
    options.iter().map(of).collect::<Vec<_>>().join("&")
}

#[test]
fn a_number_of_pieces_says_its_limits_before_it_is_typed() {
    let page = at("").page(200);
    let fields = page.all("label input[type=number]");
    let labels = page.texts("label:has(input[type=number])");
    assert!(!fields.is_empty() && fields.len() == labels.len());
    for (field, label) in fields.iter().zip(labels) {
        let limit = |name: &str| field.attr(name).expect("a limit");
        assert_eq!(label, format!("How many ({}–{})", limit("min"), limit("max")));
    }
}

#[test]
fn a_page_is_what_its_address_says() {
    let proposed = configured(&Ask::get(format!("/api/configure/{PC}?site=lindenhof&lang=en")).send());
    for (query, changed) in [
        ("", ""),
        ("processor=ryzen-7-9700x", "processor=ryzen-7-9700x"),
        ("memory=flare-x5-32*2", "memory=flare-x5-32*2"),
        ("memory=flare-x5-32%2A2", "memory=flare-x5-32*2"),
        ("graphics=rtx-5070&system=-", "graphics=rtx-5070&system=-"),
        ("drive=990-pro-2tb&drive.pieces=2", "drive=990-pro-2tb*2"),
        ("processor=none&cooler=-&x=%26%3Cb%3E&memory=flare-x5-32*99&warranty", "memory=flare-x5-32*2"),
    ] {
        let page = at(query).page(200);
        let expect = Selection::read(&proposed.product, changed).write(&proposed.product);
        assert_eq!(chosen(&page), expect, "{query}");
        let told =
            configured(&Ask::get(format!("/api/configure/{PC}?site=lindenhof&lang=en&{query}")).send());
        assert_eq!(told.options, expect, "{query}");
        assert_eq!(page.all("form [role=alert]").len(), 0, "{query}");
    }
    // 149.00 for the work, and each part as products.jsonl has it.
    assert!(at("").page(200).one("form [role=status]").text().any(|text| text.contains("€1,123.26")));
}

#[test]
fn what_cannot_be_is_explained_and_repaired_by_one_link() {
    for (query, why) in [
        ("processor=core-ultra-5-245k", "Processor and motherboard have different sockets."),
        ("graphics=rtx-5080&processor=ryzen-9-9950x3d", "The parts want a power supply of"),
        ("case=terra", "The cooler is"),
    ] {
        let page = at(query).page(200);
        let alert = page.one("form [role=alert]");
        assert!(text(alert).contains(why), "{}", text(alert));
        assert!(page.all("button[formmethod=post]").is_empty(), "what cannot be had has no price");
        let repaired = page.attributes("form [role=alert] a", "href");
        assert_eq!(repaired.len(), 1, "{query}");
        let (path, address) = repaired[0].split_once('?').unwrap();
        assert_eq!(path, format!("/configure/{PC}"));
        assert!(address.starts_with("site=lindenhof&lang=en&"), "{address}");
        let repaired = Ask::get(repaired[0]).page(200);
        assert!(repaired.all("form [role=alert]").is_empty(), "{address}");
        assert_eq!(repaired.all("button[formmethod=post]").len(), 1, "{address}");
    }
}

#[test]
fn when_it_arrives_follows_from_the_choices_and_the_day() {
    let days = |query: &str, at: &str| {
        let page = self::at(query).at(at).page(200);
        text(page.one("form [role=status] .what"))
    };
    // Five working days, and two more of those of DHL.
    let friday = days("", "2026-11-20T11:00:00+01:00");
    assert!(friday.contains("Monday, November 30"), "{friday}");
    // Three days longer for a part that is not there.
    let later = days("archive=ironwolf-24tb&case=3500x", "2026-11-20T11:00:00+01:00");
    assert!(later.contains("Thursday, December 3"), "{later}");
    // After two o'clock it counts from Monday.
    let afternoon = days("", "2026-11-20T15:00:00+01:00");
    assert!(afternoon.contains("Tuesday, December 1"), "{afternoon}");
}

#[test]
fn every_language_has_its_page_and_its_quote() {
    for lang in Lang::ALL {
        let page = Ask::get(format!(
            "/configure/{PC}?site=lindenhof&lang={lang}&graphics=rtx-5080&processor=ryzen-9-9950x3d"
        ))
        .page(200);
        let told = page.told();
        assert!(!told.contains(['{', '}']), "{lang}: {told}");
        let letters = quoted(&hold("").send()).quote;
        let page = Ask::get(format!("/quote/{letters}?site=lindenhof&lang={lang}")).page(200);
        let told = page.told();
        assert!(!told.contains(['{', '}']), "{lang}: {told}");
        assert!(page.all("script#boot").is_empty(), "no app takes it over");
    }
}

#[test]
fn a_form_leads_to_a_page_that_can_be_passed_on() {
    let answer = Ask::form(
        format!("/configure/{PC}?site=lindenhof&lang=en&theme=dark"),
        &[
            ("site", "lindenhof"),
            ("processor", "ryzen-7-9700x"),
            ("memory", "flare-x5-32"),
            ("memory.pieces", "2"),
        ],
    )
    .send();
    assert_eq!((answer.status, answer.header("cache-control")), (303, Some("no-store")), "{}", answer.text());
    let to = answer.header("location").unwrap();
    assert!(to.starts_with("/quote/") && to.ends_with("?site=lindenhof&lang=en&theme=dark"), "{to}");
    let page = Ask::get(to).page(200);
    let told = page.told();
    for expect in ["AMD Ryzen 7 9700X", "2 × G.Skill Flare X5 32 GB", "until"] {
        assert!(told.contains(expect), "{expect}: {told}");
    }
    // The way back has the same choices.
    let back =
        page.all("main a").into_iter().find(|link| link.attr("href").unwrap().starts_with("/configure/"));
    let again = Ask::get(back.unwrap().attr("href").unwrap()).page(200);
    let chosen = chosen(&again);
    assert!(
        chosen.contains("processor=ryzen-7-9700x") && chosen.contains("memory=flare-x5-32*2"),
        "{chosen}"
    );
}

#[test]
fn a_price_is_held_as_long_as_the_shop_says() {
    let held = hold("memory=flare-x5-32*2").send();
    assert_eq!((held.status, held.header("cache-control")), (201, Some("no-store")));
    let quote = quoted(&held);
    assert!(quote.holds && quote.options.contains("memory=flare-x5-32*2"), "{}", quote.options);
    let answer = shown(&quote.quote).later(14 * 86_400 - 1).send();
    assert_eq!(answer.status, 200);
    assert_eq!((quoted(&answer).amount, quoted(&answer).expires), (quote.amount.clone(), quote.expires));
    gone(&shown(&quote.quote).later(14 * 86_400).send());
    // Who had it sees that it is over, and where to look anew.
    let page =
        Ask::get(format!("/quote/{}?site=lindenhof&lang=en", quote.quote)).later(14 * 86_400).page(410);
    assert!(page.told().contains("held until"), "{}", page.told());
    assert!(page.all("form[action^='/cart']").is_empty());
    // The same price on the page and in the quote.
    let page = at("memory=flare-x5-32*2").page(200);
    assert!(text(page.one("form [role=status]")).contains(&quote.price), "{}", quote.price);
}

#[test]
fn a_changed_quote_is_refused() {
    let letters = quoted(&hold("").send()).quote;
    for place in [0, 20, 50, letters.len() / 2, letters.len() - 1] {
        let mut changed = letters.clone();
        let other = if letters.as_bytes()[place] == b'A' { "B" } else { "A" };
        changed.replace_range(place..=place, other);
        gone(&shown(&changed).send());
    }
    gone(&shown("AAAA").send());
    // Of another site, which has the same secret.
    gone(&Ask::get(format!("/api/quote/{letters}?site=plugged")).send());
    let odd = Ask::get(format!("/quote/{}!?site=lindenhof", &letters[1..])).send();
    assert_eq!(odd.status, 404);
}

#[test]
fn what_cannot_be_had_has_no_price() {
    let wrong = "processor=core-ultra-5-245k";
    let problem: Problem = hold(wrong).send().json();
    assert_eq!((problem.kind, &*problem.field), (Kind::Invalid, "options"));
    // What a program misspells would have another price signed.
    for wrong in ["processor=nope", "procesor=ryzen-7-9700x", "garbage", "memory=flare-x5-32*99"] {
        let problem: Problem = hold(wrong).send().json();
        assert_eq!((problem.kind, &*problem.field), (Kind::Invalid, "options"), "{wrong}");
    }
    assert_eq!(hold("&memory=flare-x5-32%2A2&processor=ryzen-7-9700x*1").send().status, 201);
    let path = format!("/configure/{PC}?site=lindenhof&lang=en");
    let page = Ask::form(&*path, &[("processor", "core-ultra-5-245k")]).page(422);
    assert!(text(page.one("form [role=alert]")).contains("different sockets"));
    for (path, status) in [
        ("/configure/desk.amd-ryzen-5-5500?site=lindenhof", 404),
        ("/configure/desk.none?site=lindenhof", 404),
        ("/configure/pc-to-measure?site=lindenhof", 404),
        ("/configure/shopify.101?site=plugged", 404),
    ] {
        assert_eq!(Ask::get(path).send().status, status, "{path}");
    }
    let forged =
        Ask::post(&*path, &json!({ "options": "" })).header("origin", "https://elsewhere.example").send();
    assert_eq!(forged.status, 403);
    let odd = Ask::by("POST", &*path).header("content-type", "application/json").body("{}").send();
    assert_eq!(odd.status, 422);
}

#[test]
fn everybody_gets_the_same_page_from_the_caches() {
    let ask = at("processor=ryzen-7-9700x&cache=mine").now();
    let first = ask.send();
    assert_eq!(first.header("cache-control"), Some("no-cache"));
    let again = ask.header("if-none-match", first.header("etag").unwrap()).send();
    assert!(matches!(again.status, 200 | 304), "{}", again.status);
}
