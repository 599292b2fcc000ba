use super::*;
use crate::order::Event;

const PC: [(&str, &str, State, &[&str]); 5] = [
    ("received", "Received", State::AwaitingPayment, &["ordered"]),
    ("building", "Building", State::Processing, &["on the bench"]),
    ("testing", "Testing", State::Processing, &["under test", "test"]),
    ("shipped", "Shipped", State::Shipped, &["handed to"]),
    ("delivered", "Delivered", State::Delivered, &[]),
];

fn stages() -> Vec<Stage> {
    let stage = |(id, name, state, words): (&str, &str, State, &[&str])| Stage {
        id: id.to_owned(),
        name: Localized::Same(name.to_owned()),
        state,
        words: words.iter().map(|word| (*word).to_owned()).collect(),
    };
    PC.into_iter().map(stage).collect()
}

fn order(state: State, own_word: &str, events: &[(Seconds, &str)]) -> Order {
    let events =
        events.iter().map(|(at, text)| Event { at: *at, text: (*text).to_owned(), place: String::new() });
    let order = serde_json::json!({ "number": "1", "state": "unknown", "lines": [], "placed": 10 });
    let order: Order = serde_json::from_value(order).unwrap();
    Order { state, stage: own_word.to_owned(), events: events.collect(), ..order }
}

fn parcel(state: ParcelState, shipped: Option<Seconds>, delivered: Option<Seconds>) -> Parcel {
    let parcel: Parcel = serde_json::from_value(serde_json::json!({ "state": "unknown" })).unwrap();
    Parcel { state, shipped, delivered, ..parcel }
}

/// The present stage's id, empty before the first; nothing where there are no stages to tell.
fn now(order: &Order) -> Option<&'static str> {
    let steps = steps(&stages(), order);
    let now = steps.iter().position(|step| step.place == Place::Now);
    (!steps.is_empty()).then(|| now.map_or("", |now| PC[now].0))
}

#[test]
fn an_order_is_where_its_system_says() {
    for (state, stage, events, expect) in [
        (State::AwaitingPayment, "", &[][..], Some("received")),
        (State::Processing, "", &[], Some("building")),
        (State::Processing, "Under test: a night at full load", &[], Some("testing")),
        // What has happened tells, and the furthest counts.
        (State::Processing, "", &[(20, "All parts on the bench"), (30, "Test passed")], Some("testing")),
        (
            State::Processing,
            "",
            &[(20, "Test of the parts"), (30, "All parts ON THE BENCH")],
            Some("testing"),
        ),
        (State::Processing, "", &[(20, "Nothing of note")], Some("building")),
        // An event of a state it is not in any more, or not yet.
        (State::Shipped, "", &[(20, "All parts on the bench")], Some("shipped")),
        (State::Processing, "", &[(20, "Handed to nobody yet")], Some("building")),
        // No word leads beyond the state, and every word within it counts.
        (State::Shipped, "Delivered to the carrier", &[], Some("shipped")),
        (State::PartlyShipped, "testing", &[], Some("testing")),
        // Between two of the shop's stages the one before is the present one.
        (State::PartlyShipped, "", &[], Some("testing")),
        (State::OnHold, "", &[(20, "All parts on the bench")], Some("building")),
        (State::BackOrdered, "", &[], Some("building")),
        (State::ReadyForPickup, "", &[], Some("shipped")),
        (State::Delivered, "", &[], Some("delivered")),
        (State::Cancelled, "Building", &[], None),
        (State::Refunded, "", &[], None),
        (State::Returned, "", &[], None),
        (State::Unknown, "", &[], None),
        (State::Unknown, "Building", &[], Some("building")),
    ] {
        let order = order(state, stage, events);
        assert_eq!(now(&order), expect, "{state:?} {stage} {events:?}");
    }
}

#[test]
fn an_order_whose_money_is_the_news_is_where_its_parcels_are() {
    for (states, expect) in [
        (&[][..], None),
        (&[ParcelState::Delivered], Some("delivered")),
        (&[ParcelState::Delivered, ParcelState::Cancelled], Some("delivered")),
        (&[ParcelState::Delivered, ParcelState::InTransit], Some("shipped")),
        (&[ParcelState::Unknown], None),
        (&[ParcelState::Cancelled], None),
    ] {
        let parcels = states.iter().map(|state| parcel(*state, None, None)).collect();
        for state in [State::PartlyRefunded, State::Unknown] {
            let order = Order { parcels: Vec::clone(&parcels), ..order(state, "", &[]) };
            assert_eq!(now(&order), expect, "{states:?}");
        }
    }
}

#[test]
fn a_stage_was_reached_when_something_says_so() {
    let events = [(20, "All parts on the bench"), (25, "On the bench again"), (90, "Delivered by mistake")];
    let mut order = order(State::Shipped, "", &events);
    order.parcels = vec![
        parcel(ParcelState::InTransit, Some(60), None),
        parcel(ParcelState::Delivered, Some(50), Some(70)),
        parcel(ParcelState::Cancelled, Some(5), None),
    ];
    let told = |order: &Order| steps(&stages(), order).iter().map(|step| step.at).collect::<Vec<_>>();
    assert_eq!(told(&order), [Some(10), Some(20), None, Some(50), None]);
    order.state = State::Delivered;
    order.events.pop();
    assert_eq!(told(&order), [Some(10), Some(20), None, Some(50), None], "one parcel's day is not told");
    order.parcels[0].delivered = Some(80);
    assert_eq!(told(&order), [Some(10), Some(20), None, Some(50), Some(80)]);
}

#[test]
fn before_the_first_stage_all_are_to_come() {
    let late = &stages()[3..];
    let steps = steps(late, &order(State::Processing, "", &[]));
    assert_eq!(steps.iter().map(|step| step.place).collect::<Vec<_>>(), [Place::Next, Place::Next]);
    assert_eq!(super::steps(&[], &order(State::Processing, "", &[])), []);
}
