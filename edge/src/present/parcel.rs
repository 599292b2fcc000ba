//! Parcels, in words.

use model::arrival::Arrival;
use model::carrier::recognise;
use model::order::{Order, Parcel, ParcelState};
use model::view::ParcelShown;

use super::arrival;
use super::order::{events, line};
use super::progress::is_pickup;
use super::reader::Reader;

/// The parcels of an order, with when each arrives.
pub(super) fn all(reader: &Reader<'_>, order: &Order, arrivals: &[Option<Arrival>]) -> Vec<ParcelShown> {
    let parcels = (1..).zip(order.parcels.iter().zip(arrivals));
    parcels.map(|(number, (parcel, arrives))| shown(reader, order, number, parcel, *arrives)).collect()
}

fn shown(
    reader: &Reader<'_>,
    order: &Order,
    number: usize,
    parcel: &Parcel,
    arrives: Option<Arrival>,
) -> ParcelShown {
    let recognised = recognise(&parcel.tracking, &parcel.carrier).map(|tracked| tracked.carrier);
    let carrier = match (parcel.carrier.as_str(), recognised) {
        ("", Some(carrier)) => carrier.name(),
        (told, _) => told,
    };
    // The source's link knows more than the number alone; without either there is nothing to follow.
    let url = parcel.url.clone().filter(|url| url.starts_with("https://"));
    let url = url.or_else(|| recognised.map(|carrier| carrier.url(&parcel.tracking)));
    let lines = parcel.contents.iter().filter_map(|packed| {
        let of = order.lines.get(usize::try_from(packed.line).ok()?)?;
        Some(line(reader, of, packed.quantity))
    });
    ParcelShown {
        name: name(reader, order, number, carrier),
        state: parcel.state,
        headline: reader.text(&["parcel.", state_key(parcel.state)].concat()),
        carrier: carrier.to_owned(),
        tracking: parcel.tracking.clone(),
        url: url.unwrap_or_default(),
        arrival: arrives.and_then(|arrives| arrival::shown(reader, &arrives)),
        lines: lines.collect(),
        events: events(reader, &parcel.events),
    }
}

fn name(reader: &Reader<'_>, order: &Order, number: usize, carrier: &str) -> String {
    match order.parcels.len() {
        1 if is_pickup(order) && carrier.is_empty() => reader.text("parcel.pickup"),
        1 => reader.text("parcel.one"),
        count => reader.fill("parcel.of", &[("number", &number.to_string()), ("count", &count.to_string())]),
    }
}

const fn state_key(state: ParcelState) -> &'static str {
    match state {
        ParcelState::Preparing => "preparing",
        ParcelState::InTransit => "in-transit",
        ParcelState::OutForDelivery => "out-for-delivery",
        ParcelState::ReadyForPickup => "ready-for-pickup",
        ParcelState::Delivered => "delivered",
        ParcelState::Failed => "failed",
        ParcelState::Returning => "returning",
        ParcelState::Cancelled => "cancelled",
        ParcelState::Unknown => "unknown",
    }
}
