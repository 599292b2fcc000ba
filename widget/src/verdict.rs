//! "Will it arrive by …?", answered from the days that an order's page tells: on the edge and in the browser alike.

use model::arrival::{Verdict, Window};
use model::days::midnight_utc;
use model::hours::Date;
use model::lang::Lang;
use model::order::{ParcelState, State};
use model::view::{ArrivalShown, OrderPage};

use crate::intl;
use crate::texts::{OrderText, fill};

/// The answer for a day (`2026-12-24`) in a sentence of the page's language; nothing where that is no day, or
/// nothing is on its way any more.
pub fn answer(order: &OrderPage, lang: Lang, by: &str) -> Option<String> {
    let day: Date = by.parse().ok()?;
    let text = match verdict(order, day)? {
        Verdict::Yes => OrderText::ByYes,
        Verdict::Probably => OrderText::ByProbably,
        Verdict::Unlikely => OrderText::ByUnlikely,
        Verdict::No => OrderText::ByNo,
        Verdict::Unknown => OrderText::ByUnknown,
    };
    let text = order.texts.get(text as usize).map_or("", String::as_str);
    Some(fill(text, "day", &intl::day(lang, "UTC", midnight_utc(day))))
}

/// Whether something of an order is still to arrive, on days that can be told: then it can be asked whether in time.
pub(crate) fn is_open(order: &OrderPage) -> bool {
    awaited(order).any(|arrival| !arrival.likely.is_empty())
}

/// The worst counts: who asks wants all of it.
fn verdict(order: &OrderPage, day: Date) -> Option<Verdict> {
    let rank = |verdict: &Verdict| match verdict {
        Verdict::Yes => 0,
        Verdict::Probably => 1,
        Verdict::Unlikely => 2,
        Verdict::Unknown => 3,
        Verdict::No => 4,
    };
    awaited(order)
        .map(|arrival| window(arrival).map_or(Verdict::Unknown, |window| window.by(day)))
        .max_by_key(rank)
}

/// When what has not arrived yet does: of the order as a whole, or of each parcel that is still to come.
fn awaited(order: &OrderPage) -> impl Iterator<Item = &ArrivalShown> {
    let whole =
        order.arrival.iter().filter(|_| !matches!(order.state, State::Delivered | State::ReadyForPickup));
    let parcels = order.parcels.iter().filter(|parcel| is_awaited(parcel.state));
    whole.chain(parcels.filter_map(|parcel| parcel.arrival.as_ref()))
}

/// Whether a parcel is still to come.
pub(crate) fn is_awaited(state: ParcelState) -> bool {
    use ParcelState::{Cancelled, Delivered, ReadyForPickup, Returning};
    !matches!(state, Delivered | ReadyForPickup | Returning | Cancelled)
}

fn window(arrival: &ArrivalShown) -> Option<Window> {
    let day = |written: &String| written.parse().ok();
    Some(Window {
        earliest: day(&arrival.earliest)?,
        likely: day(&arrival.likely)?,
        latest: day(&arrival.latest)?,
    })
}
