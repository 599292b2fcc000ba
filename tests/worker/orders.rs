//! Where is my order: told to who proves that it is theirs, as a page and as JSON, in stages, parcels and days.

use std::time::Duration;

use model::order::{ParcelState, State};
use model::problem::{Kind, Problem};
use model::view::{OrderPage, Orders, View};
use serde_json::{Value, json};
use tests::ask::{Answer, Ask};
use tests::crowd::until;
use tests::{deployment, upstreams};

const ADA: &str = "ada@example.com";

fn ask(site: &str, body: &Value) -> Ask {
    Ask::post("/api/orders", body).with("site", site).with("lang", "en")
}

#[track_caller]
fn order(answer: &Answer) -> OrderPage {
    match answer.json() {
        View::Order(order) if answer.status == 200 => *order,
        _ => panic!("{} {}", answer.status, answer.text()),
    }
}

/// Of the demo shop, two days after tests usually ask: on a Sunday.
#[track_caller]
fn demo(number: &str, email: &str) -> OrderPage {
    let body = json!({ "number": number, "email": email });
    order(&ask("lindenhof", &body).at("2026-11-22T12:00:00+01:00").by_clock("Europe/Berlin").send())
}

#[test]
fn both_faces_tell_the_same() {
    let fields = [("number", "#lc-20371"), ("proof", "Chiara@example.com")];
    let form = || {
        let form = Ask::form("/orders", &fields).with("site", "lindenhof").with("lang", "en");
        form.from_zone("Europe/Berlin")
    };
    let page = form().page(200);
    let body = json!({ "number": "LC-20371", "email": "chiara@example.com" });
    let json = order(&ask("lindenhof", &body).from_zone("Europe/Berlin").send());
    let View::Order(shown) = &*page.boot().view else { panic!("no order") };
    // Tokens and keys are made anew each time.
    let bare = |order: &OrderPage| OrderPage { token: String::new(), key: String::new(), ..order.clone() };
    assert_eq!(bare(shown), bare(&json));
    assert!(!shown.token.is_empty() && shown.token != json.token);
    assert!(!shown.key.is_empty() && shown.key != json.key);
    assert!(page.told().contains("LC-20371") && page.told().contains("Partly on its way"), "{}", page.told());
    assert_eq!(form().send().header("cache-control"), Some("no-store"));
}

#[test]
fn an_order_is_told_in_the_shops_own_stages() {
    let built = demo("LC-20398", "bruno@example.com");
    assert_eq!((built.state, built.headline.as_str()), (State::Processing, "Testing"));
    assert!(built.note.contains("Under test: a night at full load"), "{}", built.note);
    let places: Vec<_> = built.stages.iter().map(|stage| (&*stage.name, &*stage.place)).collect();
    let expect = [
        ("Received", "done"),
        ("Ready to build", "done"),
        ("Building", "done"),
        ("Kitted", "done"),
        ("Assembling", "done"),
        ("Testing", "now"),
        ("Boxing", "next"),
        ("Ready to ship", "next"),
        ("Shipped", "next"),
        ("Delivered", "next"),
    ];
    assert_eq!(places, expect);
    assert_eq!(built.stages[3].when, "Thursday, November 19 at 11:30 AM");
    assert!(
        built.stages[6..].iter().all(|stage| stage.when.is_empty()),
        "nobody knows when it will be there"
    );
    assert_eq!(built.summary, "Step 6 of 10: Testing (Saturday, November 21 at 6:20 PM)");
    assert_eq!(built.placed, "Placed on November 19, 2026");
    assert_eq!(built.lines.len(), 8);
    let arrival = built.arrival.expect("it is reckoned");
    assert!(!arrival.likely.is_empty() && !arrival.reason.is_empty(), "{arrival:?}");
}

#[test]
fn a_shop_without_stages_of_its_own_has_those_of_every_shop() {
    for (number, headline, stages) in [
        ("1001", "Waiting for your payment", "now next next next"),
        ("1002", "In preparation", "done now next next"),
        ("1003", "Waiting for goods", "done now next next"),
        ("1004", "Partly on its way", "done now next next"),
        ("1006", "Delivered", "done done done now"),
        ("1007", "Cancelled", ""),
        ("1008", "Partly refunded", "done done done now"),
        ("1009", "Refunded", ""),
        ("1010", "Ready to fetch", "done done now next"),
        ("1011", "On its way", "done done now next"),
        ("1013", "Returned", ""),
        ("1016", "In preparation", "done now next next"),
    ] {
        let order = order(&ask("trouble21", &json!({ "number": number, "email": ADA })).send());
        let places: Vec<_> = order.stages.iter().map(|stage| stage.place.as_str()).collect();
        assert_eq!((order.headline.as_str(), places.join(" ").as_str()), (headline, stages), "{number}");
        assert_eq!(order.summary.is_empty(), stages.is_empty(), "{number}: {}", order.summary);
        assert!(!order.note.is_empty(), "{number}");
    }
}

#[test]
fn parcels_tell_what_is_in_them_and_lead_to_their_carrier() {
    let order = demo("LC-20371", "chiara@example.com");
    assert_eq!(
        order.parcels.iter().map(|parcel| &*parcel.name).collect::<Vec<_>>(),
        ["Parcel 1 of 2", "Parcel 2 of 2"]
    );
    let [first, second] = &order.parcels[..] else { panic!("{order:?}") };
    assert_eq!((first.state, first.headline.as_str()), (ParcelState::OutForDelivery, "Out for delivery"));
    assert_eq!(first.lines.len(), 2);
    assert_eq!(first.events[0].text, "Loaded for delivery, Hamburg", "the newest comes first");
    assert!(first.url.starts_with("https://www.dhl.de/"), "{}", first.url);
    assert_eq!(second.lines[0].name, "Asus ROG Swift OLED PG32UCDM");
    assert_eq!((second.tracking.as_str(), second.url.as_str()), ("", ""), "nothing to follow");
    assert_eq!(order.lines, [], "everything is in a parcel");
    // A tracking number that is somebody's leads there by itself; one that is nobody's leads nowhere.
    let linked = self::order(&ask("trouble21", &json!({ "number": "1014", "email": ADA })).send());
    let ups = linked.parcels.iter().find(|parcel| parcel.tracking == "1Z999AA10123456784").expect("UPS");
    assert!(ups.url.starts_with("https://"), "{ups:?}");
    let blank = self::order(&ask("trouble21", &json!({ "number": "1015", "email": ADA })).send());
    assert!(blank.parcels.iter().all(|parcel| parcel.url.is_empty()), "{blank:?}");
}

#[test]
fn a_parcel_is_due_on_the_day_that_its_carrier_means() {
    // At 18:00 in Philadelphia, which is the next day at the shop.
    let order = demo("LC-20389", "kim@example.com");
    let arrival = order.parcels[0].arrival.as_ref().expect("it is on its way");
    assert_eq!(arrival.headline, "Expected: Wednesday, November 25");
}

#[test]
fn what_has_arrived_has_on_the_day_of_the_readers_clock() {
    for (zone, day) in [
        ("Europe/Berlin", "October 21"),
        ("Pacific/Kiritimati", "October 21"),
        ("Pacific/Midway", "October 20"),
    ] {
        let body = json!({ "number": "LC-20188", "email": "grete@example.com" });
        let order = order(&ask("lindenhof", &body).at("2026-11-22T12:00:00+01:00").from_zone(zone).send());
        let arrival = order.parcels[0].arrival.as_ref().expect("it has arrived");
        let newest = &order.parcels[0].events[0];
        assert!(
            arrival.headline.contains(day) && newest.when.contains(day),
            "{zone}: {arrival:?} {newest:?}"
        );
    }
}

#[test]
fn a_number_is_understood_without_its_beginning() {
    assert_eq!(demo("20371", "chiara@example.com").number, "LC-20371");
}

#[test]
fn five_hundred_things_in_two_parcels_and_a_rest_are_all_there() {
    let body = json!({ "number": "2500", "postcode": "20095" });
    let order = order(&ask("trouble21", &body).send());
    let packed: Vec<usize> = order.parcels.iter().map(|parcel| parcel.lines.len()).collect();
    assert_eq!(packed, [300, 150]);
    // One of each was packed, and of every other line two were ordered.
    let lines = order.parcels.iter().flat_map(|parcel| &parcel.lines).chain(&order.lines);
    assert_eq!((order.lines.len(), lines.map(|line| line.quantity).sum::<u32>()), (275, 750));
    assert!(order.arrival.is_some(), "what is in no parcel yet has a day of its own, or why none");
}

#[test]
fn times_are_by_the_shoppers_clock_and_say_so_where_that_is_a_guess() {
    let of = |made: &dyn Fn(Ask) -> Ask| {
        let body = json!({ "number": "LC-20398", "email": "bruno@example.com" });
        order(&made(ask("lindenhof", &body).at("2026-11-22T12:00:00+01:00")).send()).stages[3].when.clone()
    };
    for (clock, network, expect) in [
        (Some("Asia/Tokyo"), Some("America/New_York"), "Thursday, November 19 at 7:30 PM"),
        (Some("Europe/Berlin"), None, "Thursday, November 19 at 11:30 AM"),
        (None, Some("America/New_York"), "Thursday, November 19 at 5:30 AM EST"),
        (Some("Mars/Olympus"), Some("America/New_York"), "Thursday, November 19 at 5:30 AM EST"),
        (Some("\"},{"), Some("Asia/Tokyo"), "Thursday, November 19 at 7:30 PM GMT+9"),
    ] {
        let told = of(&|ask| {
            let ask = clock.map_or_else(|| ask.clone(), |zone| ask.clone().by_clock(zone));
            network.map_or_else(|| ask.clone(), |zone| ask.clone().from_zone(zone))
        });
        assert_eq!(told, expect, "{clock:?} {network:?}");
    }
}

#[test]
fn who_asks_to_be_told_chooses_among_what_is_to_come() {
    let stages = |number: &str, email: &str| -> Vec<String> {
        let stages = demo(number, email).watch.map(|watch| watch.stages).unwrap_or_default();
        stages.into_iter().map(|stage| stage.id).collect()
    };
    // It lies ready.
    assert_eq!(stages("LC-20352", "elif@example.com"), ["delivered", "trouble"]);
    // All of it has come, whatever was given back.
    assert_eq!(stages("LC-20074", "hanna@example.com"), [""; 0]);
}

#[test]
fn a_token_stands_for_what_was_typed_and_for_nothing_else() {
    let body = json!({ "number": "LC-20352", "email": "elif@example.com" });
    let first = order(&ask("lindenhof", &body).send());
    // It lies ready: it has come by any day, and none of them is one for a calendar.
    for day in ["2026-01-01", "2099-12-31"] {
        let page = order(&ask("lindenhof", &json!({ "token": first.token, "by": day })).send());
        assert_eq!(page.by_answer, "Can be fetched");
    }
    let parcels = first.parcels.iter().filter_map(|parcel| parcel.arrival.as_ref());
    let told: Vec<_> = first.arrival.iter().chain(parcels).collect();
    assert!(!told.is_empty() && told.iter().all(|arrival| arrival.likely.is_empty()), "no day");
    let by_token = |token: &str, site: &str, seconds: i64| {
        Ask::post("/api/orders", &json!({ "token": token }))
            .with("site", site)
            .with("lang", "en")
            .later(seconds)
            .send()
    };
    for seconds in [0, 1_800, 3_599] {
        assert_eq!(order(&by_token(&first.token, "lindenhof", seconds)).number, first.number);
    }
    // The way goes on while somebody walks it.
    let next = order(&by_token(&first.token, "lindenhof", 3_599)).token;
    assert_eq!(order(&by_token(&next, "lindenhof", 7_000)).number, first.number);
    let swapped = {
        let mut letters: Vec<char> = first.token.chars().collect();
        let last = letters.len() - 3;
        letters[last] = if letters[last] == 'A' { 'B' } else { 'A' };
        letters.into_iter().collect::<String>()
    };
    for (token, site, seconds) in [
        (first.token.as_str(), "lindenhof", 3_600),
        (first.token.as_str(), "plugged", 0),
        (swapped.as_str(), "lindenhof", 0),
        (&first.token[1..], "lindenhof", 0),
        ("x", "lindenhof", 0),
        ("ü\u{0}", "lindenhof", 0),
        (&"A".repeat(5_000), "lindenhof", 0),
    ] {
        let answer = by_token(token, site, seconds);
        let problem: Problem = answer.json();
        assert_eq!((answer.status, problem.kind), (403, Kind::Expired), "{token:.60} {site} {seconds}");
    }
}

#[test]
fn whether_it_arrives_by_a_day_is_said_in_a_sentence() {
    let first = demo("LC-20398", "bruno@example.com");
    let arrival = first.arrival.clone().expect("it is reckoned");
    for (by, answered) in
        [(arrival.latest.as_str(), true), ("2026-11-23", true), ("2199-12-31", true), ("", false)]
    {
        let body = json!({ "token": first.token, "by": by });
        let ask = ask("lindenhof", &body).at("2026-11-22T12:30:00+01:00").send();
        let order = order(&ask);
        assert_eq!((order.by.as_str(), !order.by_answer.is_empty()), (by, answered));
    }
    let yes = ask("lindenhof", &json!({ "token": first.token, "by": arrival.latest }))
        .at("2026-11-22T12:30:00+01:00");
    let no = ask("lindenhof", &json!({ "token": first.token, "by": "2026-11-22" }))
        .at("2026-11-22T12:30:00+01:00");
    assert_ne!(order(&yes.send()).by_answer, order(&no.send()).by_answer);
    for odd in ["24 December", "2026-13-01", "2026-02-30", "tomorrow", "\u{0}"] {
        let answer = ask("lindenhof", &json!({ "token": first.token, "by": odd })).send();
        let problem: Problem = answer.json();
        assert_eq!(problem.kind, Kind::Invalid, "{odd}");
        assert!(problem.detail.contains("2026-12-24"), "{}", problem.detail);
    }
}

#[test]
fn the_day_goes_into_a_calendar() {
    let first = demo("LC-20371", "chiara@example.com");
    let calendar = |token: &str, parcel: &str| {
        let fields = [("token", token), ("parcel", parcel)];
        let form = Ask::form("/orders/calendar", &fields).with("site", "lindenhof").with("lang", "en");
        form.at("2026-11-22T12:30:00+01:00").send()
    };
    let answer = calendar(&first.token, "0");
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/calendar; charset=utf-8")));
    assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"arrival.ics\""));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let again = calendar(&first.token, "0");
    let line = |answer: &Answer, name: &str| {
        let lines = answer.text().lines().find(|line| line.starts_with(name)).map(str::to_owned);
        lines.unwrap_or_else(|| panic!("{name}: {}", answer.text()))
    };
    let arrival = first.parcels[0].arrival.as_ref().expect("it is on the van");
    assert_eq!(line(&answer, "DTSTART"), format!("DTSTART;VALUE=DATE:{}", arrival.earliest.replace('-', "")));
    assert_eq!(line(&answer, "UID"), line(&again, "UID"), "fetched again, it is the same event");
    assert!(!line(&answer, "UID").contains("20371"));
    assert!(line(&answer, "SUMMARY").contains("LC-20371"));
    for (token, parcel, status) in
        [(first.token.as_str(), "7", 404), (&first.token, "x", 422), ("x", "0", 403), (&first.token, "", 404)]
    {
        assert_eq!(calendar(token, parcel).status, status, "{parcel}");
    }
}

#[test]
fn a_form_that_fails_is_the_form_again_with_what_to_write() {
    for (fields, status, field, words) in [
        (&[("number", "NO-405"), ("proof", "eve@example.com")][..], 404, "", "Check the order number"),
        (&[("number", ""), ("proof", "eve@example.com")], 422, "number", "Write the order number"),
        (&[("number", "https://shop.example/1"), ("proof", "1")], 422, "number", "That is a link"),
        (&[("number", "1Z999AA10123456784"), ("proof", "54321")], 422, "number", "tracking number of UPS"),
        (
            &[("number", "eve@example.com"), ("proof", "eve@example.com")],
            422,
            "number",
            "That is an e-mail address",
        ),
        (&[("number", "NO-405")], 422, "email", "Write the e-mail address or the postcode"),
        (&[("number", "NO-405"), ("proof", "eve@")], 422, "email", "name@example.com"),
        (&[("token", "x")], 403, "", "after an hour"),
        (&[("number", "NO-405"), ("proof", "54321"), ("by", "soon")], 422, "by", "2026-12-24"),
    ] {
        let form = Ask::form("/orders", fields).with("site", "lindenhof").with("lang", "en");
        let View::Orders(Orders { wrong, field: told, .. }) = &*form.page(status).boot().view else {
            panic!("{fields:?}: no form")
        };
        assert_eq!(told, field, "{fields:?}");
        assert!(wrong.contains(words), "{fields:?}: {wrong}");
        let page = form.page(status);
        assert!(page.told().contains(wrong.as_str()), "{fields:?}");
        // What was typed is on no page, of which a history or a cache may keep a copy.
        for (_, typed) in fields.iter().filter(|(_, typed)| typed.len() > 4) {
            assert!(!form.send().text().contains(typed), "{typed}");
        }
    }
}

#[test]
fn only_a_page_of_the_desk_sends_its_forms() {
    let own = deployment::url();
    for (origin, fetch_site, status) in [
        (Some(own.as_str()), Some("same-origin"), 404),
        (None, None, 404),
        // A page whose referrer is kept back, and one in a sandbox.
        (Some("null"), Some("same-origin"), 404),
        (Some("null"), Some("cross-site"), 403),
        (Some("null"), None, 403),
        (None, Some("cross-site"), 403),
        (Some("https://evil.example"), Some("cross-site"), 403),
    ] {
        let form = "application/x-www-form-urlencoded";
        let ask = Ask::by("POST", "/orders?site=lindenhof&lang=en").header("content-type", form);
        let ask = ask.body(format!("number=NO-{}&proof=10829", 410 + status));
        let ask = origin.into_iter().fold(ask, |ask, origin| ask.header("origin", origin));
        let ask = fetch_site.into_iter().fold(ask, |ask, site| ask.header("sec-fetch-site", site));
        assert_eq!(ask.send().status, status, "{origin:?} {fetch_site:?}");
    }
}

#[test]
fn who_had_proved_it_is_told_the_last_known_state_and_nobody_else() {
    let site = "trouble25";
    let told = |number: &str, email: &str, seconds: i64| {
        ask(site, &json!({ "number": number, "email": email })).later(seconds).may_fail().send()
    };
    let known = order(&told("1005", ADA, 0));
    assert_eq!(known.stale, "");
    let _spoiled = upstreams::mode(site, &json!({ "mode": "status", "status": 500 }));
    // It is kept when the answer has been given already.
    let stale = until(Duration::from_secs(10), "the last known state", || {
        let answer = told("#1005", " ADA@example.com", 1_200);
        (answer.status == 200).then(|| order(&answer))
    });
    assert_eq!(stale.stale, "As of 20 minutes ago: the shop’s system is not answering right now.");
    assert_eq!((&stale.number, &stale.headline), (&known.number, &known.headline));
    // By its token, too, in another language, and as a page.
    let by_token = Ask::form("/orders", &[("token", &known.token)]).with("site", site).later(60);
    assert!(matches!(&*by_token.page(200).boot().view, View::Order(order) if !order.stale.is_empty()));
    // Another proof of the same order, another order, another person: as if nothing were known.
    let others = [
        told("1005", "ben@example.com", 60),
        told("1006", ADA, 60),
        told("9999", "eve@example.com", 60),
        ask(site, &json!({ "number": "1005", "postcode": "10829" })).later(60).may_fail().send(),
    ];
    for answer in &others {
        let problem: Problem = answer.json();
        assert_eq!((answer.status, problem.kind), (503, Kind::SourceUnavailable));
        assert_eq!(answer.body, others[0].body);
    }
}
