//! What is known of a parcel, before anything is reckoned.

use super::Reason;
use crate::Seconds;
use crate::days::{DAY, LAST};
use crate::order::{Parcel, ParcelState, State};

/// What is known of a parcel, or of an order that has none yet.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The present instant.
    pub now: Seconds,
    /// When the order was placed.
    pub placed: Option<Seconds>,
    /// Where the order stands.
    pub order: State,
    /// The parcel; none: not packed yet.
    pub parcel: Option<&'a Parcel>,
    /// ISO 3166-1 alpha-2 code of the country it goes to, where that is known.
    pub country: Option<&'a str>,
}

impl Facts<'_> {
    /// The parcel's state, where there is a parcel and it is told.
    fn state(&self) -> Option<ParcelState> {
        self.parcel.map(|parcel| parcel.state).filter(|state| *state != ParcelState::Unknown)
    }

    /// Whether it has left the shop.
    pub(super) fn left(&self) -> bool {
        match self.state() {
            Some(ParcelState::InTransit | ParcelState::OutForDelivery) => true,
            Some(_) => false,
            None => {
                self.order == State::Shipped
                    || self.parcel.and_then(|parcel| parcel.shipped).is_some_and(|at| at <= self.now)
            }
        }
    }

    /// What will not change by waiting.
    pub(super) fn settled(&self) -> Option<Reason> {
        match self.state() {
            Some(ParcelState::Failed) => return Some(Reason::Failed),
            Some(ParcelState::Returning) => return Some(Reason::Returning),
            Some(ParcelState::Cancelled) => return Some(Reason::Cancelled),
            _ => {}
        }
        if self.left() || self.ready() || self.delivered() {
            return None;
        }
        match self.order {
            State::AwaitingPayment => Some(Reason::AwaitingPayment),
            State::OnHold => Some(Reason::OnHold),
            State::Cancelled => Some(Reason::Cancelled),
            State::Refunded => Some(Reason::Refunded),
            State::Returned => Some(Reason::Returned),
            _ => None,
        }
    }

    /// Whether it has arrived.
    pub fn delivered(&self) -> bool {
        let told = self.parcel.and_then(|parcel| parcel.delivered).is_some_and(|at| at <= self.now);
        match self.state() {
            Some(state) => {
                state == ParcelState::Delivered
                    || (told && !matches!(state, ParcelState::Failed | ParcelState::Returning))
            }
            None => told || self.order == State::Delivered,
        }
    }

    pub(super) fn ready(&self) -> bool {
        match self.state() {
            Some(state) => state == ParcelState::ReadyForPickup,
            None => self.order == State::ReadyForPickup,
        }
    }

    /// Whether it is in the last van, unless the newest event is not `recent`: then it has long come back.
    pub(super) fn on_the_last_van(&self, recent: impl Fn(Seconds) -> bool) -> bool {
        self.state() == Some(ParcelState::OutForDelivery)
            && self
                .parcel
                .and_then(|parcel| parcel.events.iter().map(|event| event.at).max())
                .is_none_or(recent)
    }

    /// Why nobody can tell a day, unless the shop did.
    pub(super) fn waiting(&self) -> Option<Reason> {
        match self.order {
            _ if self.left() => None,
            State::BackOrdered => Some(Reason::BackOrdered),
            State::Unknown if self.state().is_none() => Some(Reason::Unknown),
            _ => None,
        }
    }
}

/// 1995-01-01, when there was hardly a shop to order from. What is told to be older was not told: systems
/// write 0 or the year 1 for it.
pub(super) const FIRST: Seconds = 788_918_400;

/// The clock of the shop.
pub(super) struct Local<'a> {
    pub(super) offset: &'a dyn Fn(Seconds) -> Option<Seconds>,
}

impl Local<'_> {
    /// The seconds it shows since midnight of 1970-01-01.
    pub(super) fn seconds(&self, at: Seconds) -> Option<Seconds> {
        if at < FIRST {
            return None;
        }
        let at = at.min(LAST);
        // No clock on Earth is more than a day ahead or behind.
        (self.offset)(at).map(|offset| at + offset.clamp(-DAY, DAY))
    }

    pub(super) fn day(&self, at: Seconds) -> Option<i64> {
        self.seconds(at).map(|seconds| seconds.div_euclid(DAY))
    }

    /// The day of an instant that a carrier told. Many tell days alone, which reach us as midnight UTC.
    pub(super) fn told(&self, at: Seconds) -> Option<i64> {
        if at % DAY == 0 && at >= FIRST { Some(at.min(LAST) / DAY) } else { self.day(at) }
    }
}
