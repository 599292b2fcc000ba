//! How far an order has come, in words.

use std::borrow::Cow;

use model::order::{Order, Parcel, ParcelState, State};
use model::stage::{Place, Stage, Step, steps};
use model::text::Localized;
use model::view::StageShown;

use super::reader::Reader;

/// How far an order has come.
pub(super) struct Progress {
    /// Where it stands.
    pub(super) headline: String,
    /// What that means and what comes next.
    pub(super) note: String,
    /// The stages; nothing where it has left the way.
    pub(super) stages: Vec<StageShown>,
    /// The stages told to a screen reader.
    pub(super) summary: String,
}

impl Progress {
    pub(super) fn of(reader: &Reader<'_>, order: &Order) -> Self {
        let stages = stages(reader, order);
        let steps = steps(&stages, order);
        let (headline, note) = headline(reader, order, &stages, &steps);
        Self {
            headline,
            note,
            stages: stages.iter().zip(&steps).map(|(stage, step)| shown(reader, stage, *step)).collect(),
            summary: summary(reader, &stages, &steps),
        }
    }
}

/// Where it stands, in words.
pub(crate) fn where_it_stands(reader: &Reader<'_>, order: &Order) -> String {
    let stages = stages(reader, order);
    headline(reader, order, &stages, &steps(&stages, order)).0
}

/// Whether it is fetched.
pub(crate) fn is_pickup(order: &Order) -> bool {
    let fetched = |parcel: &Parcel| {
        parcel.state == ParcelState::ReadyForPickup && parcel.carrier.is_empty() && parcel.tracking.is_empty()
    };
    order.pickup || order.state == State::ReadyForPickup || order.parcels.iter().any(fetched)
}

/// The stages that an order comes to: the shop's, else those that every shop has.
pub(crate) fn stages<'a>(reader: &Reader<'a>, order: &Order) -> Cow<'a, [Stage]> {
    let pickup = is_pickup(order);
    let own: &[Stage] = &reader.site.stages;
    if own.is_empty() || (pickup && own.iter().all(|stage| stage.state != State::ReadyForPickup)) {
        let usual: [(&str, State); 4] = if pickup { FETCHED } else { SENT };
        let stage = |(id, state): (&str, State)| Stage {
            id: id.to_owned(),
            name: Localized::Same(reader.text(&["stage.", id].concat())),
            state,
            words: Vec::new(),
        };
        return Cow::Owned(usual.into_iter().map(stage).collect());
    }
    if own.iter().all(|stage| stage.is_for(pickup)) {
        return Cow::Borrowed(own);
    }
    Cow::Owned(come_to(own, pickup))
}

/// Of a shop's stages those that an order comes to which is fetched, or is sent. How far it is, is told of these alone: both
/// ways' are equally far.
pub(crate) fn come_to(stages: &[Stage], pickup: bool) -> Vec<Stage> {
    stages.iter().filter(|stage| stage.is_for(pickup)).cloned().collect()
}

/// The stages of an order that is sent, where the shop names none.
const SENT: [(&str, State); 4] = [
    ("received", State::AwaitingPayment),
    ("preparing", State::Processing),
    ("on-way", State::Shipped),
    ("delivered", State::Delivered),
];

/// The stages of one that is fetched.
const FETCHED: [(&str, State); 4] = [
    ("received", State::AwaitingPayment),
    ("preparing", State::Processing),
    ("ready", State::ReadyForPickup),
    ("fetched", State::Delivered),
];

fn shown(reader: &Reader<'_>, stage: &Stage, step: Step) -> StageShown {
    StageShown {
        name: reader.said(&stage.name).to_owned(),
        when: step.at.map(|at| reader.when(at)).unwrap_or_default(),
        place: step.place.name().to_owned(),
    }
}

/// The present stage.
fn present<'a>(stages: &'a [Stage], steps: &[Step]) -> Option<(usize, &'a Stage, Step)> {
    let now = steps.iter().position(|step| step.place == Place::Now)?;
    Some((now, stages.get(now)?, *steps.get(now)?))
}

fn summary(reader: &Reader<'_>, stages: &[Stage], steps: &[Step]) -> String {
    let Some((now, stage, step)) = present(stages, steps) else { return String::new() };
    let (number, count) = ((now + 1).to_string(), steps.len().to_string());
    let when = step.at.map(|at| reader.when(at)).unwrap_or_default();
    let places =
        [("number", &*number), ("count", &*count), ("name", reader.said(&stage.name)), ("when", &*when)];
    reader.fill(if when.is_empty() { "step" } else { "step_when" }, &places)
}

/// Where it stands, and what that means and what comes next.
fn headline(reader: &Reader<'_>, order: &Order, stages: &[Stage], steps: &[Step]) -> (String, String) {
    let (state, pickup) = (order.state, is_pickup(order));
    let key = match state {
        State::Delivered if pickup => "fetched",
        state => state_key(state),
    };
    // On the way from the shop to the customer the shop's own name says more than the state's.
    let usual = matches!(
        state,
        State::Processing | State::Shipped | State::ReadyForPickup | State::Delivered | State::Unknown
    );
    let named = present(stages, steps).map(|(_, stage, _)| stage).filter(|_| usual);
    if named.is_none() && state == State::Unknown && !order.stage.is_empty() {
        return (order.stage.clone(), String::new());
    }
    let headline = match named {
        Some(named) => reader.said(&named.name).to_owned(),
        None => reader.text(&["state.", key].concat()),
    };
    let suffix = if pickup && state == State::Processing { "-pickup" } else { "" };
    let mut note = match named {
        Some(_) if state == State::Unknown => String::new(),
        _ => reader.text(&["note.", key, suffix].concat()),
    };
    let said = order.stage.trim();
    // What only names the stage again tells nothing.
    let again = |stage: &Stage| {
        let words = stage.words.iter().chain([&stage.id]);
        words
            .map(String::as_str)
            .chain([reader.said(&stage.name)])
            .any(|word| word.eq_ignore_ascii_case(said))
    };
    if order.truncated {
        note = reader.fill("sentences", &[("one", &note), ("two", &reader.text("truncated"))]);
    }
    if !said.is_empty() && !said.eq_ignore_ascii_case(&headline) && !stages.iter().any(again) {
        let said = reader.fill("said", &[("text", said)]);
        note =
            if note.is_empty() { said } else { reader.fill("sentences", &[("one", &note), ("two", &said)]) };
    }
    (headline, note)
}

const fn state_key(state: State) -> &'static str {
    match state {
        State::AwaitingPayment => "awaiting-payment",
        State::Processing => "processing",
        State::OnHold => "on-hold",
        State::BackOrdered => "back-ordered",
        State::PartlyShipped => "partly-shipped",
        State::Shipped => "shipped",
        State::ReadyForPickup => "ready-for-pickup",
        State::Delivered => "delivered",
        State::Cancelled => "cancelled",
        State::PartlyRefunded => "partly-refunded",
        State::Refunded => "refunded",
        State::Returned => "returned",
        State::Unknown => "unknown",
    }
}
