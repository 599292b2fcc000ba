//! The stages that an order goes through, as the shop names them (`[[stage]]` of `site.toml`), and how far an order
//! has come.

use serde::{Deserialize, Serialize};

use crate::Seconds;
use crate::carrier::names;
use crate::order::{Order, Parcel, ParcelState, State};
use crate::text::Localized;

/// A stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// What it is chosen by.
    pub id: String,
    /// What it is called.
    pub name: Localized,
    /// The state of orders that are in it. One of [`Stage::STATES`].
    pub state: State,
    /// What the shop's system calls it: what it writes as an order's stage, or into its history.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

/// A stage of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Whether it has been gone through, is the present one, or comes.
    pub place: Place,
    /// When it was reached, as far as is told.
    pub at: Option<Seconds>,
}

/// Where a stage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Gone through.
    Done,
    /// The present one.
    Now,
    /// To come.
    Next,
}

impl Place {
    /// As [`crate::view::StageShown::place`] has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Next => "next",
        }
    }
}

impl Stage {
    /// The states that stages may belong to: those of the way from the shop to the customer.
    pub const STATES: [State; 6] = [
        State::AwaitingPayment,
        State::Processing,
        State::PartlyShipped,
        State::Shipped,
        State::ReadyForPickup,
        State::Delivered,
    ];

    /// Whether an order comes to it: who fetches it has nothing sent.
    pub fn is_for(&self, pickup: bool) -> bool {
        match self.state {
            State::ReadyForPickup => pickup,
            State::PartlyShipped | State::Shipped => !pickup,
            _ => true,
        }
    }

    /// How much of a text is what the shop's system calls it, in bytes.
    fn fit(&self, text: &str) -> usize {
        let names_it = |word: &&str| !word.is_empty() && names(text, &word.to_ascii_lowercase());
        let names = match &self.name {
            Localized::Same(name) => vec![name.as_str()],
            Localized::Each(names) => names.values().map(String::as_str).collect(),
        };
        let words = self.words.iter().map(String::as_str).chain(names).chain([self.id.as_str()]);
        words.filter(names_it).map(str::len).max().unwrap_or_default()
    }
}

/// How far a state is on the way.
const fn rank(state: State) -> Option<u8> {
    match state {
        State::AwaitingPayment => Some(0),
        State::Processing | State::OnHold | State::BackOrdered => Some(1),
        State::PartlyShipped => Some(2),
        State::Shipped | State::ReadyForPickup => Some(3),
        State::Delivered => Some(4),
        State::Cancelled | State::PartlyRefunded | State::Refunded | State::Returned | State::Unknown => None,
    }
}

/// How far an order is; nothing where it has left the way, or nobody knows.
fn reached(order: &Order) -> Option<u8> {
    match order.state {
        State::Cancelled | State::Refunded | State::Returned => None,
        // The money tells nothing of the goods: their parcels do.
        State::PartlyRefunded | State::Unknown => {
            let mut states = sent(order).map(|parcel| parcel.state);
            let first = states.next()?;
            let same = states.all(|state| state == first);
            match first {
                ParcelState::Delivered if same => rank(State::Delivered),
                ParcelState::Unknown => None,
                _ => rank(State::Shipped),
            }
        }
        state => rank(state),
    }
}

/// The parcels that were not called off.
fn sent(order: &Order) -> impl Iterator<Item = &Parcel> {
    order.parcels.iter().filter(|parcel| parcel.state != ParcelState::Cancelled)
}

/// Which of the stages a text of the shop's system means: the one of which it says most.
fn meant(stages: &[Stage], text: &str) -> Option<usize> {
    let fits = stages.iter().map(|stage| stage.fit(text)).enumerate().filter(|(_, fit)| *fit > 0);
    // The first of equals.
    fits.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(index, _)| index)
}

/// How far an order has come, for each of the stages that it comes to; nothing where it has left the way. The
/// order's own word of its stage counts first, then what has happened in the state it is in, then that state.
pub fn steps(stages: &[Stage], order: &Order) -> Vec<Step> {
    if matches!(order.state, State::Cancelled | State::Refunded | State::Returned) {
        return Vec::new();
    }
    let of = |stage: &Stage| rank(stage.state).unwrap_or_default();
    let reached = reached(order);
    // "Delivered to the carrier" is not delivered: no word leads beyond the state.
    let within = |index: &usize| {
        stages.get(*index).is_some_and(|stage| reached.is_none_or(|reached| of(stage) <= reached))
    };
    let told = meant(stages, &order.stage).filter(within);
    let happened: Vec<(usize, Seconds)> =
        order.events.iter().filter_map(|event| Some((meant(stages, &event.text)?, event.at))).collect();
    let by_state = || {
        let reached = reached?;
        let happened = happened.iter().map(|(index, _)| *index);
        let happened = happened.filter(|index| stages.get(*index).is_some_and(|stage| of(stage) == reached));
        let first = || stages.iter().position(|stage| of(stage) == reached);
        let before = || stages.iter().rposition(|stage| of(stage) < reached);
        // Before the first stage there is none, and all of them are to come.
        Some(happened.max().or_else(first).or_else(before))
    };
    let Some(now) = told.map(Some).or_else(by_state) else { return Vec::new() };
    let step = |(index, stage): (usize, &Stage)| {
        let place = match now {
            Some(now) if index < now => Place::Done,
            Some(now) if index == now => Place::Now,
            _ => Place::Next,
        };
        let event = happened.iter().find(|(of, _)| *of == index).map(|(_, at)| *at);
        let at = event.or_else(|| own_time(index, stage, order)).filter(|_| place != Place::Next);
        Step { place, at }
    };
    stages.iter().enumerate().map(step).collect()
}

/// When a stage was reached, where no event tells.
fn own_time(index: usize, stage: &Stage, order: &Order) -> Option<Seconds> {
    match stage.state {
        _ if index == 0 => order.placed,
        State::PartlyShipped | State::Shipped => sent(order).filter_map(|parcel| parcel.shipped).min(),
        State::Delivered => {
            // All of them, or it is not there.
            let delivered: Option<Vec<Seconds>> = sent(order).map(|parcel| parcel.delivered).collect();
            delivered.and_then(|all| all.into_iter().max())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
