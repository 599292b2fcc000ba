mod simulated;

use super::*;
use crate::order::{Event, Parcel, ParcelState, State};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

fn at(text: &str) -> Seconds {
    text.parse::<Timestamp>().unwrap().as_second()
}

fn day_of(text: &str) -> Date {
    text.parse().unwrap()
}

fn offset(zone: &TimeZone) -> impl Fn(Seconds) -> Option<Seconds> + use<'_> {
    |at| Some(zone.to_offset(Timestamp::from_second(at).ok()?).seconds().into())
}

/// A shop in Berlin that packs on weekdays; DHL to Germany also comes on Saturdays.
fn berlin() -> Shipping {
    serde_json::from_value(json!({
        "zone": "Europe/Berlin", "cut_off": "14:00", "handling": "0-1",
        "holidays": ["12-24", "12-25", "2026-12-28/2026-12-31"],
        "to": [
            { "countries": ["DE"], "carrier": "DHL", "days": "1-2", "holidays": ["10-03", "12-25", "12-26"],
              "delivers_on": ["mon", "tue", "wed", "thu", "fri", "sat"] },
            { "countries": ["DE"], "carrier": "DHL Express", "days": "1" },
            { "countries": ["FR", "BE"], "days": "3-5", "holidays": ["2026-11-11"] },
            { "days": "6-12" },
        ],
    }))
    .unwrap()
}

fn parcel(state: ParcelState) -> Parcel {
    Parcel {
        carrier: "DHL".to_owned(),
        tracking: String::new(),
        url: None,
        state,
        shipped: None,
        expected: None,
        delivered: None,
        contents: Vec::new(),
        events: Vec::new(),
    }
}

const fn facts(now: Seconds, placed: Seconds) -> Facts<'static> {
    Facts { now, placed: Some(placed), order: State::Processing, parcel: None, country: Some("DE") }
}

/// `expect` is "earliest likely latest", or nothing.
#[track_caller]
fn check(facts: &Facts<'_>, expect: &str, reason: Reason) {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let found = arrival(Some(&berlin()), facts, offset(&zone));
    let days = found.window.map(|w| format!("{} {} {}", w.earliest, w.likely, w.latest));
    assert_eq!((days.unwrap_or_default().as_str(), found.reason), (expect, reason), "{facts:?}");
}

#[test]
fn an_order_is_reckoned_by_cut_off_working_days_and_delivery_days() {
    for (now, country, expect, reason) in [
        // A Tuesday: leaves today or tomorrow, arrives one or two delivery days later.
        (
            "2026-11-17T09:00:00Z",
            "DE",
            "2026-11-18 2026-11-20 2026-11-20",
            Reason::BeingMade { leaves_by: day_of("2026-11-18") },
        ),
        // 13:59 and 14:00 by the clock of Berlin.
        (
            "2026-11-17T12:59:59Z",
            "DE",
            "2026-11-18 2026-11-20 2026-11-20",
            Reason::BeingMade { leaves_by: day_of("2026-11-18") },
        ),
        (
            "2026-11-17T13:00:00Z",
            "DE",
            "2026-11-19 2026-11-21 2026-11-21",
            Reason::OrderedAfterCutOff { counts_from: day_of("2026-11-18") },
        ),
        // In summer the same is an hour earlier by UTC.
        (
            "2026-07-14T12:00:00Z",
            "DE",
            "2026-07-16 2026-07-18 2026-07-18",
            Reason::OrderedAfterCutOff { counts_from: day_of("2026-07-15") },
        ),
        // On a Saturday nobody works whatever the time; on a Sunday nothing arrives.
        (
            "2026-11-21T20:00:00Z",
            "DE",
            "2026-11-24 2026-11-26 2026-11-26",
            Reason::BeingMade { leaves_by: day_of("2026-11-24") },
        ),
        // France: no delivery on 11 November, none on Saturdays.
        (
            "2026-11-05T09:00:00Z",
            "fr",
            "2026-11-10 2026-11-13 2026-11-16",
            Reason::DeliveryHoliday { on: day_of("2026-11-11") },
        ),
        // The shop's Christmas, and a year's end.
        (
            "2026-12-23T15:00:00Z",
            "DE",
            "2027-01-02 2027-01-06 2027-01-06",
            Reason::ShopHoliday { on: day_of("2026-12-24") },
        ),
        // Everywhere else.
        (
            "2026-11-17T09:00:00Z",
            "BR",
            "2026-11-25 2026-12-01 2026-12-04",
            Reason::BeingMade { leaves_by: day_of("2026-11-18") },
        ),
        // A leap day.
        (
            "2028-02-28T09:00:00Z",
            "DE",
            "2028-02-29 2028-03-02 2028-03-02",
            Reason::BeingMade { leaves_by: day_of("2028-02-29") },
        ),
    ] {
        let now = at(now);
        check(&Facts { country: Some(country), ..facts(now, now) }, expect, reason);
    }
}

#[test]
fn a_parcel_on_its_way_is_reckoned_from_the_day_it_left() {
    let left = Parcel { shipped: Some(at("2026-11-16T15:00:00Z")), ..parcel(ParcelState::InTransit) };
    let since = Reason::OnItsWay { since: Some(day_of("2026-11-16")) };
    let by = |carrier: &str| Parcel { carrier: carrier.to_owned(), ..left.clone() };
    let begun = Parcel {
        shipped: None,
        events: vec![Event { at: at("2026-11-16T18:00:00Z"), text: String::new(), place: String::new() }],
        ..left.clone()
    };
    for (parcel, now, country, expect, reason) in [
        (&left, "2026-11-16T20:00:00Z", Some("DE"), "2026-11-17 2026-11-18 2026-11-18", since),
        // What has not come yet does not come in the past.
        (&left, "2026-11-18T20:00:00Z", Some("DE"), "2026-11-18 2026-11-18 2026-11-18", since),
        (&left, "2026-11-19T08:00:00Z", Some("DE"), "", Reason::Overdue { due: day_of("2026-11-18") }),
        (&by("DHL Express"), "2026-11-16T20:00:00Z", Some("DE"), "2026-11-17 2026-11-17 2026-11-17", since),
        (&by("Standard"), "2026-11-16T20:00:00Z", Some("DE"), "2026-11-17 2026-11-18 2026-11-18", since),
        (&by("UPS"), "2026-11-16T20:00:00Z", Some("FR"), "2026-11-19 2026-11-20 2026-11-23", since),
        (&by("UPS"), "2026-11-16T20:00:00Z", Some("DE"), "", Reason::NoRules),
        // Where the country is not known, all that may be is told.
        (&left, "2026-11-16T20:00:00Z", None, "2026-11-17 2026-11-18 2026-11-18", since),
        (&by(""), "2026-11-16T20:00:00Z", None, "2026-11-17 2026-11-18 2026-12-02", since),
        (&begun, "2026-11-16T20:00:00Z", Some("DE"), "2026-11-17 2026-11-18 2026-11-18", since),
        (
            &parcel(ParcelState::InTransit),
            "2026-11-17T20:00:00Z",
            Some("DE"),
            "2026-11-17 2026-11-19 2026-11-19",
            Reason::OnItsWay { since: None },
        ),
    ] {
        let facts = Facts { parcel: Some(parcel), country, ..facts(at(now), at("2026-11-16T09:00:00Z")) };
        check(&facts, expect, reason);
    }
}

#[test]
fn what_is_told_overrules_what_is_reckoned() {
    let now = at("2026-11-17T09:00:00Z");
    let told = |state, expected: &str| Parcel {
        shipped: Some(at("2026-11-16T15:00:00Z")),
        expected: Some(at(expected)),
        ..parcel(state)
    };
    let moving = ParcelState::InTransit;
    for (parcel, expect, reason) in [
        (told(moving, "2026-11-21T11:00:00Z"), "2026-11-21 2026-11-21 2026-11-21", Reason::CarrierExpects),
        // Late in the evening it is the next day in Berlin; midnight UTC means a date.
        (told(moving, "2026-11-21T23:30:00Z"), "2026-11-22 2026-11-22 2026-11-22", Reason::CarrierExpects),
        (told(moving, "2026-11-21T00:00:00Z"), "2026-11-21 2026-11-21 2026-11-21", Reason::CarrierExpects),
        (told(moving, "2026-11-17T05:00:00Z"), "2026-11-17 2026-11-17 2026-11-17", Reason::CarrierExpects),
        (
            told(moving, "2026-11-16T20:00:00Z"),
            "2026-11-17 2026-11-18 2026-11-18",
            Reason::Overdue { due: day_of("2026-11-16") },
        ),
        (
            told(ParcelState::OutForDelivery, "2026-11-18T20:00:00Z"),
            "2026-11-17 2026-11-17 2026-11-18",
            Reason::OutForDelivery,
        ),
        (
            Parcel {
                events: vec![Event {
                    at: at("2026-11-14T08:00:00Z"),
                    text: String::new(),
                    place: String::new(),
                }],
                ..told(ParcelState::OutForDelivery, "2026-11-14T20:00:00Z")
            },
            "2026-11-17 2026-11-18 2026-11-18",
            Reason::Overdue { due: day_of("2026-11-14") },
        ),
        (told(ParcelState::ReadyForPickup, "2026-11-19T00:00:00Z"), "", Reason::ReadyForPickup),
        (told(ParcelState::Failed, "2026-11-19T00:00:00Z"), "", Reason::Failed),
        (told(ParcelState::Returning, "2026-11-19T00:00:00Z"), "", Reason::Returning),
        (told(ParcelState::Cancelled, "2026-11-19T00:00:00Z"), "", Reason::Cancelled),
        (
            Parcel {
                delivered: Some(at("2026-11-16T10:00:00Z")),
                ..told(ParcelState::Delivered, "2026-11-19T00:00:00Z")
            },
            "2026-11-16 2026-11-16 2026-11-16",
            Reason::Delivered { on: Some(day_of("2026-11-16")) },
        ),
        (told(ParcelState::Delivered, "2026-11-19T00:00:00Z"), "", Reason::Delivered { on: None }),
        // Arrived tomorrow, or in the year 1: it has arrived, and nobody knows when.
        (
            Parcel { delivered: Some(at("2026-11-18T10:00:00Z")), ..parcel(ParcelState::Delivered) },
            "",
            Reason::Delivered { on: None },
        ),
        (Parcel { delivered: Some(0), ..parcel(ParcelState::Delivered) }, "", Reason::Delivered { on: None }),
    ] {
        check(&Facts { parcel: Some(&parcel), ..facts(now, at("2026-11-16T09:00:00Z")) }, expect, reason);
    }
}

#[test]
fn an_order_that_nobody_can_date_gets_no_date() {
    let now = at("2026-11-17T09:00:00Z");
    let made = Reason::BeingMade { leaves_by: day_of("2026-11-18") };
    for (order, expect, reason) in [
        (State::AwaitingPayment, "", Reason::AwaitingPayment),
        (State::OnHold, "", Reason::OnHold),
        (State::BackOrdered, "", Reason::BackOrdered),
        (State::Cancelled, "", Reason::Cancelled),
        (State::Refunded, "", Reason::Refunded),
        (State::Returned, "", Reason::Returned),
        (State::Unknown, "", Reason::Unknown),
        (State::Delivered, "", Reason::Delivered { on: None }),
        (State::ReadyForPickup, "", Reason::ReadyForPickup),
        (State::PartlyRefunded, "2026-11-18 2026-11-20 2026-11-20", made),
        (State::PartlyShipped, "2026-11-18 2026-11-20 2026-11-20", made),
        (State::Shipped, "2026-11-18 2026-11-19 2026-11-19", Reason::OnItsWay { since: None }),
    ] {
        check(&Facts { order, ..facts(now, now) }, expect, reason);
    }
    for placed in [None, Some(0), Some(-1), Some(Seconds::MIN)] {
        check(&Facts { placed, ..facts(now, now) }, "", Reason::Unknown);
    }
    // A shop that told a day for what it waits for is believed.
    let coming = Parcel { expected: Some(at("2026-12-10T00:00:00Z")), ..parcel(ParcelState::Preparing) };
    let back = Facts { order: State::BackOrdered, parcel: Some(&coming), ..facts(now, now) };
    check(&back, "2026-12-10 2026-12-10 2026-12-10", Reason::CarrierExpects);
}

#[test]
fn what_has_not_left_in_time_is_reckoned_from_today_and_then_not_at_all() {
    let placed = at("2026-11-17T09:00:00Z");
    for (now, expect, reason) in [
        (
            "2026-11-18T20:00:00Z",
            "2026-11-19 2026-11-20 2026-11-20",
            Reason::BeingMade { leaves_by: day_of("2026-11-18") },
        ),
        (
            "2026-11-19T09:00:00Z",
            "2026-11-20 2026-11-23 2026-11-23",
            Reason::LeavingLate { due: day_of("2026-11-18") },
        ),
        ("2026-11-21T09:00:00Z", "", Reason::Overdue { due: day_of("2026-11-20") }),
        ("2030-01-01T09:00:00Z", "", Reason::Overdue { due: day_of("2026-11-20") }),
    ] {
        check(&facts(at(now), placed), expect, reason);
    }
}

/// The earliest day is that of a shop that hurries, the latest that of one that begins anew.
#[test]
fn what_is_late_can_leave_at_once() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let slow = Shipping { handling: "2-4".parse().unwrap(), ..berlin() };
    let found =
        arrival(Some(&slow), &facts(at("2026-11-10T09:00:00Z"), at("2026-11-03T09:00:00Z")), offset(&zone));
    // Ordered on Tuesday the 3rd, to leave by Monday the 9th; now it is the 10th.
    let window =
        Window { earliest: day_of("2026-11-11"), likely: day_of("2026-11-16"), latest: day_of("2026-11-18") };
    assert_eq!(found, Arrival::told(window, Reason::LeavingLate { due: day_of("2026-11-09") }));
}

/// Those who know a day alone send its midnight in UTC, when it is still the day before in New York.
#[test]
fn a_day_told_as_midnight_utc_is_that_day_everywhere() {
    for zone in ["America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"] {
        let zone = TimeZone::get(zone).unwrap();
        let told = Parcel { expected: Some(at("2026-11-21T00:00:00Z")), ..parcel(ParcelState::InTransit) };
        let now = at("2026-11-17T09:00:00Z");
        let found = arrival(None, &Facts { parcel: Some(&told), ..facts(now, now) }, offset(&zone));
        assert_eq!(found.window.unwrap().latest, day_of("2026-11-21"));
    }
}

#[test]
fn settings_by_which_nothing_arrives_give_no_date_and_an_end() {
    let now = at("2026-11-17T09:00:00Z");
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let always: Vec<crate::hours::Dates> = vec!["1970-01-01/9998-12-31".parse().unwrap()];
    let mut never_packs = berlin();
    never_packs.holidays = always.clone();
    let mut never_comes = berlin();
    never_comes.to[0].holidays = always;
    let mut nowhere = berlin();
    nowhere.to.clear();
    for shipping in [Some(&never_packs), Some(&never_comes), Some(&nowhere), None] {
        let found = arrival(shipping, &facts(now, now), offset(&zone));
        assert_eq!(found, Arrival::never(Reason::NoRules));
    }
    let found = arrival(Some(&berlin()), &facts(now, now), |_| None);
    assert_eq!(found, Arrival::never(Reason::Unknown));
}

#[test]
fn the_answer_is_an_honest_assistants() {
    let window =
        Window { earliest: day_of("2026-11-18"), likely: day_of("2026-11-20"), latest: day_of("2026-11-23") };
    for (by, expect) in [
        ("2026-11-17", Verdict::No),
        ("2026-11-18", Verdict::Unlikely),
        ("2026-11-20", Verdict::Probably),
        ("2026-11-22", Verdict::Probably),
        ("2026-11-23", Verdict::Yes),
        ("9998-12-31", Verdict::Yes),
    ] {
        assert_eq!(window.by(day_of(by)), expect, "{by}");
        assert_eq!(Arrival::told(window, Reason::CarrierExpects).by(day_of(by)), expect, "{by}");
    }
    let today = day_of("2026-11-17");
    assert_eq!(Arrival::never(Reason::Delivered { on: None }).by(today), Verdict::Yes);
    assert_eq!(Arrival::never(Reason::OnHold).by(today), Verdict::Unknown);
}

#[test]
fn it_crosses_the_wire() {
    let found = Arrival::told(
        Window { earliest: day_of("2026-11-18"), likely: day_of("2026-11-20"), latest: day_of("2026-11-23") },
        Reason::ShopHoliday { on: day_of("2026-11-19") },
    );
    let wire = json!({
        "window": { "earliest": "2026-11-18", "likely": "2026-11-20", "latest": "2026-11-23" },
        "reason": { "is": "shop-holiday", "on": "2026-11-19" },
    });
    assert_eq!(serde_json::to_value(found).unwrap(), wire);
    assert_eq!(serde_json::from_value::<Arrival>(wire).unwrap(), found);
    assert_eq!(
        serde_json::to_value(Arrival::never(Reason::OnHold)).unwrap(),
        json!({ "reason": { "is": "on-hold" } })
    );
}
