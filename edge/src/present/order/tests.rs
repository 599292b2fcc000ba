use model::lang::Lang;
use model::site::Site;
use serde_json::{Value, json};
use widget::texts::{OrderText, fill};

use super::*;

const NOW: i64 = 1_795_305_600;

fn site() -> Site {
    let site = json!({ "id": "a", "name": "A", "languages": ["en"] });
    serde_json::from_value(site).unwrap()
}

fn order(changes: &Value) -> Order {
    let mut order = json!({ "number": "1", "state": "processing", "lines": [] });
    order.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    serde_json::from_value(order).unwrap()
}

fn shown(order: &Order, extra: Extra) -> OrderPage {
    let site = site();
    page(&Reader { site: &site, lang: Lang::En, now: NOW, zone: "UTC", zoned: false }, order, extra)
}

fn lines(lines: &[LineShown]) -> Vec<(&str, u32, &str)> {
    lines.iter().map(|line| (line.name.as_str(), line.quantity, line.note.as_str())).collect()
}

#[test]
fn what_is_in_which_parcel_is_told_and_what_is_in_none() {
    let ordered = json!([
        { "name": "Mouse", "quantity": 3 },
        { "name": "Desk", "variant": "Oak", "quantity": 1, "removed": 1 },
        { "name": " ", "sku": "K-7", "quantity": 2 },
        { "name": "", "quantity": 1 },
    ]);
    let packed = |line: u32, quantity: u32| json!({ "line": line, "quantity": quantity });
    for (parcels, expect) in [
        // Nobody tells what is in it: everything is told of the order.
        (
            json!([{ "state": "in-transit" }]),
            &[("Mouse", 3), ("Desk – Oak", 1), ("K-7", 2), ("Item without a name", 1)][..],
        ),
        (
            json!([{ "state": "in-transit", "contents": [packed(0, 2), packed(2, 2), packed(9, 1)] }]),
            &[("Mouse", 1), ("Desk – Oak", 1), ("Item without a name", 1)],
        ),
        // One that was called off holds nothing.
        (
            json!([{ "state": "cancelled", "contents": [packed(0, 3)] }]),
            &[("Mouse", 3), ("Desk – Oak", 1), ("K-7", 2), ("Item without a name", 1)],
        ),
        (
            json!([{ "state": "delivered", "contents": [packed(0, u32::MAX), packed(0, 5), packed(1, 1), packed(2, 2), packed(3, 1)] }]),
            &[],
        ),
    ] {
        let order = shown(&order(&json!({ "lines": ordered, "parcels": parcels })), Extra::default());
        let left: Vec<_> =
            lines(&order.lines).into_iter().map(|(name, quantity, _)| (name, quantity)).collect();
        assert_eq!(left, expect, "{parcels}");
        assert!(order.parcels[0].lines.len() <= 5);
    }
    let order = shown(&order(&json!({ "lines": ordered })), Extra::default());
    assert_eq!(lines(&order.lines)[1], ("Desk – Oak", 1, "Given back or called off: 1 of 1"));
}

#[test]
fn odd_orders_are_shown_as_they_are() {
    for changes in [
        json!({ "placed": i64::MIN, "events": [{ "at": i64::MAX, "text": "x" }] }),
        json!({ "placed": 0, "parcels": [{ "state": "unknown", "shipped": i64::MAX, "delivered": -1 }] }),
        json!({ "number": "", "lines": [{ "name": "", "quantity": 0, "removed": u32::MAX }] }),
        json!({ "state": "unknown", "stage": "{name} \u{202e}", "truncated": true, "pickup": true }),
        json!({ "parcels": [{ "state": "delivered", "carrier": "{day}", "tracking": "{}", "url": "http://x.example" }] }),
    ] {
        for lang in Lang::ALL {
            let (site, order) = (site(), order(&changes));
            let extra = Extra { by: "2026-12-24".parse().ok(), as_of: Some(NOW + 500), ..Extra::default() };
            let page =
                page(&Reader { site: &site, lang, now: NOW, zone: "UTC", zoned: false }, &order, extra);
            assert!(!page.headline.is_empty() && !page.by_answer.is_empty(), "{changes} {lang}");
            assert!(page.parcels.iter().all(|parcel| parcel.url.is_empty()), "{changes} {lang}");
            assert!(!page.stale.is_empty());
        }
    }
}

#[test]
fn a_state_that_has_no_name_is_told_in_the_shops_words() {
    for (state, stage, headline, note) in [
        ("unknown", "At the engraver's", "At the engraver's", ""),
        (
            "unknown",
            "",
            "We cannot say where it stands",
            "The shop’s system gives no state that we know. Please ask us.",
        ),
        (
            "on-hold",
            "",
            "On hold",
            "Nothing moves until something is cleared up. If you do not know what, please ask us.",
        ),
        ("cancelled", "Cancelled", "Cancelled", "Nothing more will be sent."),
        (
            "processing",
            "In preparation",
            "In preparation",
            "We are preparing your order. Next it goes to the carrier.",
        ),
        (
            "processing",
            "In the workshop",
            "In preparation",
            "We are preparing your order. Next it goes to the carrier. In the shop’s own words: In the workshop",
        ),
    ] {
        let page = shown(&order(&json!({ "state": state, "stage": stage })), Extra::default());
        assert_eq!((page.headline.as_str(), page.note.as_str()), (headline, note), "{state} {stage}");
    }
}

#[test]
fn who_fetches_an_order_is_told_of_fetching() {
    for (state, parcel, headline, name, stages) in [
        ("processing", "preparing", "In preparation", "To fetch from us", "done now next next"),
        ("ready-for-pickup", "ready-for-pickup", "Ready to fetch", "To fetch from us", "done done now next"),
        ("delivered", "delivered", "Fetched", "To fetch from us", "done done done now"),
    ] {
        let order = order(&json!({ "state": state, "pickup": true, "parcels": [{ "state": parcel }] }));
        let page = shown(&order, Extra::default());
        let places: Vec<&str> = page.stages.iter().map(|stage| stage.place.as_str()).collect();
        assert_eq!((page.headline.as_str(), places.join(" ").as_str()), (headline, stages), "{state}");
        assert_eq!(page.parcels[0].name, name);
        // Rules of sending say nothing of what is fetched.
        assert_eq!(page.parcels[0].arrival.is_some(), state != "processing", "{state}");
    }
}

#[test]
fn a_list_names_the_first_things() {
    let site = site();
    let reader = Reader { site: &site, lang: Lang::En, now: NOW, zone: "UTC", zoned: false };
    for (count, expect) in [(0, ""), (1, "A0"), (2, "A0, A1"), (3, "A0, A1 (+1)"), (500, "A0, A1 (+498)")] {
        let lines: Vec<Value> =
            (0..count).map(|n| json!({ "name": format!("A{n}"), "quantity": 1 })).collect();
        assert_eq!(contents(&reader, &order(&json!({ "lines": lines }))), expect);
    }
}

#[test]
fn the_worst_of_all_parcels_answers_whether_it_arrives_by_a_day() {
    let texts = widget::catalogue::order_texts(Lang::En);
    let text = |text: OrderText| fill(&texts[text as usize], "day", "{day}");
    // NOW is a Sunday, 2026-11-22.
    let parcel = |state: &str, expected: i64| json!({ "state": state, "expected": NOW + expected * 86_400 });
    let arrived = json!({ "state": "delivered", "delivered": NOW - 86_400 });
    for (parcels, expect) in [
        (json!([parcel("in-transit", 1)]), text(OrderText::ByYes)),
        (json!([parcel("in-transit", 1), parcel("in-transit", 9)]), text(OrderText::ByNo)),
        (json!([parcel("in-transit", 1), { "state": "unknown" }]), text(OrderText::ByUnknown)),
        (json!([{ "state": "unknown" }, parcel("in-transit", 9)]), text(OrderText::ByNo)),
        (json!([arrived, parcel("in-transit", 1)]), text(OrderText::ByYes)),
        // What was called off is not awaited; if it was all there was, nothing arrives.
        (json!([{ "state": "cancelled" }, parcel("in-transit", 1)]), text(OrderText::ByYes)),
        (json!([{ "state": "returning" }]), text(OrderText::ByNo)),
        (json!([arrived]), "Arrived: {day}".to_owned()),
    ] {
        let by = "2026-11-24".parse().ok();
        let page = shown(&order(&json!({ "parcels": parcels })), Extra { by, ..Extra::default() });
        let (before, after) = expect.split_once("{day}").unwrap();
        assert!(
            page.by_answer.starts_with(before) && page.by_answer.ends_with(after),
            "{parcels}: {}",
            page.by_answer
        );
    }
}
