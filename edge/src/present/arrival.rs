//! When something arrives, in words.

use model::arrival::{Arrival, Facts, Reason, Verdict, arrival};
use model::hours::Date;
use model::order::{Order, Parcel};
use model::view::ArrivalShown;
use widget::intl;
use widget::texts::{OrderText, fill};

use super::reader::{Reader, shop_zone};

/// When a parcel of an order arrives, or what of it is in none yet. A zone that the runtime does not know tells no day.
pub(crate) fn of(reader: &Reader<'_>, order: &Order, parcel: Option<&Parcel>) -> Arrival {
    let facts = Facts {
        now: reader.now,
        placed: order.placed,
        order: order.state,
        parcel,
        country: order.destination.as_deref(),
    };
    // What is to come is reckoned by the days of the shop. What has happened is told by the reader's clock, as all events are.
    let zone = if facts.delivered() { reader.zone } else { shop_zone(reader.site) };
    let offsets = intl::offsets(zone);
    let offset = |at| offsets.as_ref().and_then(|offset| offset(at));
    arrival(reader.site.shipping.as_ref(), &facts, offset)
}

/// It in words; nothing where there is nothing to await, which the state says.
pub(crate) fn shown(reader: &Reader<'_>, arrival: &Arrival) -> Option<ArrivalShown> {
    if is_off(arrival.reason) {
        return None;
    }
    let day = |date| reader.day(date);
    let (key, date) = key(arrival.reason);
    let key = ["reason.", key].concat();
    let mut reason = date.map_or_else(|| reader.text(&key), |date| reader.fill(&key, &[("day", &day(date))]));
    if let Some(window) = arrival.window.filter(|window| window.earliest < window.latest) {
        let days = [("from", &*day(window.earliest)), ("to", &*day(window.latest))];
        let between = reader.fill("arrival.between", &days);
        reason = reader.fill("sentences", &[("one", &between), ("two", &reason)]);
    }
    let [earliest, likely, latest] = arrival.window.map_or_else(Default::default, |window| {
        [window.earliest, window.likely, window.latest].map(|date| date.to_string())
    });
    Some(ArrivalShown { earliest, likely, latest, headline: headline(reader, arrival), reason })
}

/// Whether it was called off, or goes back.
const fn is_off(reason: Reason) -> bool {
    matches!(reason, Reason::Cancelled | Reason::Refunded | Reason::Returned | Reason::Returning)
}

fn headline(reader: &Reader<'_>, arrival: &Arrival) -> String {
    let on = |key, date| reader.fill(key, &[("day", &reader.day(date))]);
    match (arrival.window, arrival.reason) {
        (Some(window), Reason::Delivered { .. }) => on("arrival.arrived-on", window.latest),
        (None, Reason::Delivered { .. }) => reader.text("arrival.arrived"),
        (_, Reason::ReadyForPickup) => reader.text("arrival.ready"),
        (None, _) => reader.text("arrival.none"),
        (Some(window), _) if window.earliest == window.latest => on("arrival.on", window.latest),
        (Some(window), _) => on("arrival.probably", window.likely),
    }
}

/// The name of a reason's sentence, with its day.
fn key(reason: Reason) -> (&'static str, Option<Date>) {
    match reason {
        Reason::Delivered { .. } => ("delivered", None),
        Reason::ReadyForPickup => ("ready-for-pickup", None),
        Reason::OutForDelivery => ("out-for-delivery", None),
        Reason::CarrierExpects => ("carrier-expects", None),
        Reason::OnItsWay { since: None } => ("on-its-way", None),
        Reason::OnItsWay { since } => ("on-its-way-since", since),
        Reason::BeingMade { leaves_by } => ("being-made", Some(leaves_by)),
        Reason::OrderedAfterCutOff { counts_from } => ("ordered-after-cut-off", Some(counts_from)),
        Reason::ShopHoliday { on } => ("shop-holiday", Some(on)),
        Reason::DeliveryHoliday { on } => ("delivery-holiday", Some(on)),
        Reason::LeavingLate { due } => ("leaving-late", Some(due)),
        Reason::Overdue { due } => ("overdue", Some(due)),
        Reason::AwaitingPayment => ("awaiting-payment", None),
        Reason::OnHold => ("on-hold", None),
        Reason::BackOrdered => ("back-ordered", None),
        Reason::Failed => ("failed", None),
        Reason::Returning => ("returning", None),
        Reason::Returned => ("returned", None),
        Reason::Cancelled => ("cancelled", None),
        Reason::Refunded => ("refunded", None),
        Reason::NoRules => ("no-rules", None),
        Reason::Unknown => ("unknown", None),
    }
}

/// Whether all of it arrives by a day, in a sentence: the worst verdict counts. What was called off, or goes back, is
/// not awaited; if nothing else is, nothing arrives.
pub(super) fn by(reader: &Reader<'_>, arrivals: &[Arrival], day: Date) -> String {
    let awaited = || arrivals.iter().filter(|arrival| !is_off(arrival.reason));
    let worst = awaited().map(|arrival| arrival.by(day)).max_by_key(|verdict| badness(*verdict));
    let here = |reason| matches!(reason, Reason::Delivered { .. } | Reason::ReadyForPickup);
    let last = awaited().max_by_key(|arrival| arrival.window.map(|window| window.latest));
    // What is here already is no question of days.
    if let Some(last) = last
        && awaited().all(|arrival| here(arrival.reason))
    {
        return headline(reader, last);
    }
    let none = if arrivals.is_empty() { Verdict::Unknown } else { Verdict::No };
    let text = match worst.unwrap_or(none) {
        Verdict::Yes => OrderText::ByYes,
        Verdict::Probably => OrderText::ByProbably,
        Verdict::Unlikely => OrderText::ByUnlikely,
        Verdict::No => OrderText::ByNo,
        Verdict::Unknown => OrderText::ByUnknown,
    };
    let texts = widget::catalogue::order_texts(reader.lang);
    fill(texts.get(text as usize).map_or("", String::as_str), "day", &reader.day(day))
}

/// That one part comes too late is certain, whatever nobody knows of another.
const fn badness(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Yes => 0,
        Verdict::Probably => 1,
        Verdict::Unlikely => 2,
        Verdict::Unknown => 3,
        Verdict::No => 4,
    }
}
