//! From an order, as a source tells it, to the page of who has proved that it is theirs.

use model::arrival::Arrival;
use model::hours::Date;
use model::order::{Event, Line, Order, Parcel, ParcelState, State};
use model::view::{EventShown, LineShown, OrderPage};

use super::progress::{Progress, is_pickup};
use super::reader::Reader;
use super::{arrival, parcel};

/// What a page tells beside the order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extra {
    /// What has just been done, in a sentence.
    pub(crate) done: String,
    /// The day asked about in "Will it arrive by …?".
    pub(crate) by: Option<Date>,
    /// When it stood so, where the shop's system does not answer.
    pub(crate) as_of: Option<model::Seconds>,
}

/// The page, without what needs a token.
pub(crate) fn page(reader: &Reader<'_>, order: &Order, extra: Extra) -> OrderPage {
    let progress = Progress::of(reader, order);
    let arrivals = arrivals(reader, order);
    let stale = extra.as_of.map(|at| {
        let ago = widget::intl::ago(reader.lang, reader.now - at);
        reader.fill("stale", &[("ago", &ago)])
    });
    let placed = order.placed.map(|at| reader.date(at));
    let all: Vec<Arrival> = arrivals.parcels.iter().flatten().chain(&arrivals.rest).copied().collect();
    OrderPage {
        texts: widget::catalogue::order_texts(reader.lang),
        token: String::new(),
        number: order.number.clone(),
        state: order.state,
        headline: progress.headline,
        note: progress.note,
        placed: placed.map(|date| reader.fill("placed", &[("date", &date)])).unwrap_or_default(),
        stale: stale.unwrap_or_default(),
        summary: progress.summary,
        stages: progress.stages,
        arrival: arrivals.rest.and_then(|rest| arrival::shown(reader, &rest)),
        parcels: parcel::all(reader, order, &arrivals.parcels),
        lines: (0..)
            .zip(&order.lines)
            .filter_map(|(index, of)| {
                let left = unpacked(order, index, of)?;
                Some(line(reader, of, left))
            })
            .collect(),
        events: events(reader, &order.events),
        url: order.url.clone().unwrap_or_default(),
        by: extra.by.map(|day| day.to_string()).unwrap_or_default(),
        by_answer: extra.by.map(|day| arrival::by(reader, &all, day)).unwrap_or_default(),
        watch: None,
        problems: Vec::new(),
        cases: Vec::new(),
        key: String::new(),
        done: extra.done,
    }
}

/// The first things that were ordered, by name.
pub(crate) fn contents(reader: &Reader<'_>, order: &Order) -> String {
    let mut names = order.lines.iter().map(|line| name(reader, line));
    let Some(first) = names.next() else { return String::new() };
    let things = match names.next() {
        Some(second) => reader.fill("with", &[("one", &first), ("two", &second)]),
        None => first,
    };
    match names.count() {
        0 => things,
        more => reader.fill("more", &[("things", &things), ("count", &more.to_string())]),
    }
}

/// When the parts of an order arrive.
pub(crate) struct Arrivals {
    /// Of each parcel.
    pub(crate) parcels: Vec<Option<Arrival>>,
    /// What is in no parcel yet.
    pub(crate) rest: Option<Arrival>,
}

/// When its parts arrive; nothing of what was called off, and nothing of what is still to be made ready for
/// who fetches it: rules of sending say nothing of it.
pub(crate) fn arrivals(reader: &Reader<'_>, order: &Order) -> Arrivals {
    let pickup = is_pickup(order);
    let of = |parcel: Option<&Parcel>| {
        let ready = parcel.map_or(order.state == State::ReadyForPickup, |parcel| {
            matches!(parcel.state, ParcelState::ReadyForPickup | ParcelState::Delivered)
        });
        (ready || !pickup).then(|| arrival::of(reader, order, parcel))
    };
    let mut sent = order.parcels.iter().filter(|parcel| parcel.state != ParcelState::Cancelled);
    let told = order.parcels.iter().any(|parcel| !parcel.contents.is_empty());
    let left = || (0..).zip(&order.lines).any(|(index, line)| unpacked(order, index, line).is_some());
    let rest = sent.next().is_none() || (told && left());
    Arrivals {
        parcels: order.parcels.iter().map(|parcel| of(Some(parcel))).collect(),
        rest: if rest { of(None) } else { None },
    }
}

/// How many of a line are in no parcel; nothing where all of them are. Everything where no parcel tells
/// what is in it.
fn unpacked(order: &Order, index: u32, line: &Line) -> Option<u32> {
    let sent = order.parcels.iter().filter(|parcel| parcel.state != ParcelState::Cancelled);
    let packed = sent.flat_map(|parcel| &parcel.contents).filter(|packed| packed.line == index);
    let packed = packed.fold(0_u32, |sum, packed| sum.saturating_add(packed.quantity));
    match packed {
        0 => Some(line.quantity),
        // What was called off was never packed, or has come back.
        packed => line.quantity.checked_sub(packed.saturating_add(line.removed)).filter(|left| *left > 0),
    }
}

/// So many of a line.
pub(super) fn line(reader: &Reader<'_>, line: &Line, quantity: u32) -> LineShown {
    let (removed, count) = (line.removed.to_string(), line.quantity.to_string());
    let note = reader.fill("removed", &[("removed", &removed), ("count", &count)]);
    LineShown {
        name: name(reader, line),
        quantity,
        note: if line.removed == 0 { String::new() } else { note },
    }
}

fn name(reader: &Reader<'_>, line: &Line) -> String {
    let name = if line.name.trim().is_empty() { line.sku.trim() } else { line.name.trim() };
    let name = if name.is_empty() { reader.text("nameless") } else { name.to_owned() };
    if line.variant.is_empty() { name } else { [&*name, " – ", &*line.variant].concat() }
}

/// What has happened, the newest first.
pub(super) fn events(reader: &Reader<'_>, events: &[Event]) -> Vec<EventShown> {
    let shown = events.iter().rev().map(|event| EventShown {
        when: reader.when(event.at),
        text: match (event.text.trim(), event.place.trim()) {
            (text, "") => text.to_owned(),
            ("", place) => place.to_owned(),
            (text, place) => reader.fill("with", &[("one", text), ("two", place)]),
        },
    });
    shown.filter(|event| !event.text.is_empty()).collect()
}

#[cfg(test)]
mod tests;
