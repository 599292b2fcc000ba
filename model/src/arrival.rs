//! "Will it arrive by …?": when a parcel comes, and why then.
//!
//! `arrival(shipping: Option<&Shipping>, facts: &Facts, offset: impl Fn(Seconds) -> Option<Seconds>) -> Arrival`
//! with `Facts { now, placed, order: State, parcel: Option<&Parcel>, country: Option<&str> }` and
//! `Arrival { window: Option<Window>, reason: Reason }`, `Window { earliest, likely, latest: Date }`;
//! `Arrival::by(self, Date) -> Verdict`, `Window::by(self, Date) -> Verdict` (all that the browser needs).
//!
//! What is known comes before what is reckoned: the parcel's own state, then the day that the carrier or the
//! shop told, then the shop's `[shipping]`. Days are those of the shop's clock: where the parcel goes is known
//! as a country at most.

mod facts;
mod reckon;

use serde::{Deserialize, Serialize};

use crate::Seconds;
use crate::days::date;
use crate::hours::Date;
use crate::shipping::Shipping;

pub use facts::Facts;
use facts::Local;

/// When a parcel arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Arrival {
    /// Between which days; none where no day can honestly be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Why then, or why none.
    pub reason: Reason,
}

/// The days between which a parcel arrives: `earliest <= likely <= latest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Window {
    /// Not before this day.
    pub earliest: Date,
    /// Most of them have arrived by then.
    pub likely: Date,
    /// On this day if all goes as usual.
    pub latest: Date,
}

/// Whether something arrives by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It does: the latest day is not after it.
    Yes,
    /// Most do: the likely day is not after it, the latest is.
    Probably,
    /// Some do: the earliest day is not after it, the likely is. Not to be counted on.
    Unlikely,
    /// It does not: the earliest day is after it.
    No,
    /// Nobody can tell.
    Unknown,
}

/// Why a parcel arrives when it does; one sentence. Days are by the shop's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Reason {
    /// It has arrived.
    Delivered {
        /// When, if that was told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Date>,
    },
    /// It waits to be fetched.
    ReadyForPickup,
    /// It is on the last van: today, or the next day there is delivery.
    OutForDelivery,
    /// The carrier (or the shop, before there is one) told the day.
    CarrierExpects,
    /// It is on its way.
    OnItsWay {
        /// Since when, if that was told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<Date>,
    },
    /// It is being made ready.
    BeingMade {
        /// The last day on which it is to leave.
        leaves_by: Date,
    },
    /// It was ordered too late in the day for that day to count.
    OrderedAfterCutOff {
        /// The day as of which it counts.
        counts_from: Date,
    },
    /// The shop does not work on a day that would else count.
    ShopHoliday {
        /// The first such day.
        on: Date,
    },
    /// Nothing is delivered on a day that would else count.
    DeliveryHoliday {
        /// The first such day.
        on: Date,
    },
    /// It should have left and has not. The window is reckoned as if it were ordered today.
    LeavingLate {
        /// The last day on which it was to leave.
        due: Date,
    },
    /// It should have arrived and has not. A window is told only where one can still be reckoned: a carrier's
    /// day has passed, the shop's own has not.
    Overdue {
        /// The last day that was told or reckoned.
        due: Date,
    },
    /// It is not yet paid for.
    AwaitingPayment,
    /// Somebody must act first.
    OnHold,
    /// It waits for goods that are not there.
    BackOrdered,
    /// It could not be delivered.
    Failed,
    /// It is on its way back.
    Returning,
    /// It was sent back.
    Returned,
    /// It was called off.
    Cancelled,
    /// The money was given back.
    Refunded,
    /// The shop told of no rules for this country and carrier, or of rules by which nothing ever arrives.
    NoRules,
    /// What the shop's system tells is not enough: no times, or a state without a name.
    Unknown,
}

impl Window {
    /// Whether it arrives by `date`.
    pub fn by(self, date: Date) -> Verdict {
        match date {
            _ if self.latest <= date => Verdict::Yes,
            _ if self.likely <= date => Verdict::Probably,
            _ if self.earliest <= date => Verdict::Unlikely,
            _ => Verdict::No,
        }
    }

    fn on(day: i64) -> Self {
        Self { earliest: date(day), likely: date(day), latest: date(day) }
    }
}

impl Arrival {
    /// Whether it arrives by `date`. What has arrived on an unknown day, or waits to be fetched, has arrived by any day to come.
    pub fn by(self, date: Date) -> Verdict {
        match (self.window, self.reason) {
            (Some(window), _) => window.by(date),
            (None, Reason::Delivered { .. } | Reason::ReadyForPickup) => Verdict::Yes,
            (None, _) => Verdict::Unknown,
        }
    }

    const fn told(window: Window, reason: Reason) -> Self {
        Self { window: Some(window), reason }
    }

    const fn never(reason: Reason) -> Self {
        Self { window: None, reason }
    }
}

/// When a parcel arrives, and why then. `offset` answers how many seconds the shop's clock is ahead of UTC at
/// an instant; where it cannot, only what needs no date is told.
pub fn arrival(
    shipping: Option<&Shipping>,
    facts: &Facts<'_>,
    offset: impl Fn(Seconds) -> Option<Seconds>,
) -> Arrival {
    let clock = Local { offset: &offset };
    if let Some(reason) = facts.settled() {
        return Arrival::never(reason);
    }
    let Some(today) = clock.day(facts.now) else {
        let reason = if facts.delivered() { Reason::Delivered { on: None } } else { Reason::Unknown };
        return Arrival::never(reason);
    };
    if facts.delivered() {
        let at = facts.parcel.and_then(|parcel| parcel.delivered);
        // A delivery in the future is somebody's mistake: that it has arrived was told too.
        let day = at.and_then(|at| clock.told(at)).filter(|day| *day <= today);
        let delivered = Reason::Delivered { on: day.map(date) };
        return Arrival { window: day.map(Window::on), reason: delivered };
    }
    if facts.ready() {
        return Arrival::never(Reason::ReadyForPickup);
    }
    let lanes = shipping.map(|shipping| reckon::Lanes::of(shipping, facts)).unwrap_or_default();
    if facts.on_the_last_van(|at| clock.told(at).is_some_and(|day| day >= today - 1)) {
        let latest = date(lanes.delivery_after(today).unwrap_or(today + 1));
        return Arrival::told(Window { latest, ..Window::on(today) }, Reason::OutForDelivery);
    }
    let expected = facts.parcel.and_then(|parcel| parcel.expected).and_then(|at| clock.told(at));
    if let Some(day) = expected.filter(|day| *day >= today) {
        return Arrival::told(Window::on(day), Reason::CarrierExpects);
    }
    if let Some(reason) = facts.waiting() {
        return Arrival::never(reason);
    }
    let reckoned = match shipping {
        Some(shipping) => reckon::reckon(shipping, &lanes, facts, &clock, today),
        None => Arrival::never(Reason::NoRules),
    };
    match expected {
        Some(day) => Arrival { reason: Reason::Overdue { due: date(day) }, ..reckoned },
        None => reckoned,
    }
}

#[cfg(test)]
mod tests;
