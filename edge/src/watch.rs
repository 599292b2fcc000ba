//! Who is told by e-mail when an order moves: what it has come to since, and when to look again.

use futures_util::future::join_all;
use model::order::{Order, Parcel, ParcelState, State};
use model::site::Site;
use model::stage::Place;
use serde::Deserialize;
use worker::{D1PreparedStatement, Env, Result};

use crate::clock::{from_js, to_js};
use crate::error::Error;
use crate::link::{self, statement};
use crate::{beside, db, letter, outbox, site, source};

/// The most orders that one run looks up, of each site in turn: each takes a request or more, of 50 that a Worker may
/// have.
const MOST: u32 = 10;

/// How often an order is looked up that moved just now, in milliseconds.
const SOONEST_MS: i64 = 3_600_000;

/// How often one that has long stood still, in milliseconds.
const LATEST_MS: i64 = 12 * 3_600_000;

/// How often one run looks at most at an order of which others tell at the same time.
const ROUNDS: u8 = 3;

/// How long a claim holds, in milliseconds: after that a shop is asked again that did not answer.
const CLAIM_MS: i64 = 1_800_000;

/// How long an order is watched at most, in milliseconds: 120 days.
pub(crate) const WATCHED_MS: i64 = 120 * 86_400_000;

/// How long somebody has to say that they want e-mails, in milliseconds.
pub(crate) const ASKED_MS: i64 = 2 * 86_400_000;

/// When to look again at an order that last moved then.
pub(crate) fn next(now: i64, moved: i64) -> i64 {
    now + ((now - moved) / 10).clamp(SOONEST_MS, LATEST_MS)
}

/// Whether nothing is to come any more.
pub(crate) fn is_over(order: &Order) -> bool {
    let arrived = |parcel: &Parcel| parcel.state == ParcelState::Delivered;
    match order.state {
        State::Delivered | State::Cancelled | State::Refunded | State::Returned => true,
        // Some of it was given back: that says nothing of where the rest is.
        State::PartlyRefunded => !order.parcels.is_empty() && order.parcels.iter().all(arrived),
        _ => false,
    }
}

/// What an order has come to, by ids of stages: those that every order has, and the shop's own.
pub(crate) fn reached(site: &Site, order: &Order) -> Vec<String> {
    let own = beside::own(site, order).filter(|(_, place)| *place != Place::Next);
    common(order).into_iter().chain(own.map(|(stage, _)| stage.id.clone())).collect()
}

/// Of the stages that every order has. The second parcel that comes to one comes to `shipped:2`, and each kind of trouble
/// has a name: `trouble:on-hold`.
fn common(order: &Order) -> Vec<String> {
    use ParcelState::{Delivered, Failed, InTransit, OutForDelivery, ReadyForPickup, Returning};
    let count =
        |states: &[ParcelState]| order.parcels.iter().filter(|parcel| states.contains(&parcel.state)).count();
    let at_least = |count: usize, states: &[State]| count.max(usize::from(states.contains(&order.state)));
    let left = count(&[InTransit, OutForDelivery, Delivered, Failed, Returning]);
    let here = at_least(count(&[OutForDelivery, ReadyForPickup]), &[State::ReadyForPickup]);
    let arrived = at_least(count(&[Delivered]), &[State::Delivered]);
    let mut all = Vec::new();
    for (stage, times) in [
        ("shipped", at_least(left, &[State::PartlyShipped, State::Shipped, State::Delivered])),
        // Those before it have been at the door, too.
        ("out-for-delivery", if here > 0 { here + count(&[Delivered]) } else { 0 }),
        ("delivered", arrived),
        ("trouble:failed", count(&[Failed])),
        ("trouble:returning", count(&[Returning])),
    ] {
        all.extend((1..=times).map(|time| match time {
            1 => stage.to_owned(),
            _ => [stage, ":", &time.to_string()].concat(),
        }));
    }
    let trouble = match order.state {
        State::OnHold => "trouble:on-hold",
        State::BackOrdered => "trouble:back-ordered",
        State::Cancelled => "trouble:cancelled",
        State::PartlyRefunded => "trouble:partly-refunded",
        State::Refunded => "trouble:refunded",
        State::Returned => "trouble:returned",
        _ => return all,
    };
    all.push(trouble.to_owned());
    all
}

/// Whether something new is among what somebody wants to be told.
fn is_news(new: &[String], stages: &[String]) -> bool {
    new.iter().any(|key| stages.iter().any(|stage| key.split(':').next() == Some(stage)))
}

/// A watch that is this run's to look at.
#[derive(Deserialize)]
pub(crate) struct Watch {
    pub(crate) id: String,
    pub(crate) site: String,
    pub(crate) number: String,
    pub(crate) email: String,
    pub(crate) proof: String,
    pub(crate) lang: model::lang::Lang,
    pub(crate) home: String,
    stages: String,
    told: String,
    moved: f64,
    next: f64,
    pub(crate) until: f64,
}

/// Looks at the orders whose turn it is at `now`, in milliseconds, and writes to who wants to know.
pub(crate) async fn check(env: &Env, now: i64) {
    let mut turns = MOST;
    for _ in 0..ROUNDS {
        match claim(env, now, turns).await {
            Ok(watches) => turns = look_at(env, now, &watches).await,
            Err(error) => {
                worker::console_error!("watches wait: {error}");
                break;
            }
        }
        if turns == 0 {
            break;
        }
    }
    outbox::deliver(env, now).await;
}

/// Looks at them, and returns at how many to look again.
async fn look_at(env: &Env, now: i64, watches: &[Watch]) -> u32 {
    let looks = watches.iter().map(async |watch| {
        look(env, now, watch).await.unwrap_or_else(|error| {
            let (site, reason) = (&watch.site, error.reason().unwrap_or_default());
            worker::console_error!(
                "{}",
                serde_json::json!({ "watch": "waits", "site": site, "reason": reason })
            );
            false
        })
    });
    join_all(looks).await.into_iter().map(u32::from).sum()
}

async fn claim(env: &Env, now: i64, most: u32) -> Result<Vec<Watch>> {
    let sql = "UPDATE watches SET next = ?2 WHERE next <= ?1 AND id IN (SELECT id FROM \
               (SELECT id, row_number() OVER (PARTITION BY site ORDER BY next) AS turn FROM watches \
               WHERE next <= ?1 AND until > ?1 AND confirmed = 1) ORDER BY turn LIMIT ?3) RETURNING *";
    let values = [to_js(now).into(), to_js(now + CLAIM_MS).into(), most.into()];
    db::query(env, sql, &values).await
}

#[derive(Deserialize)]
struct Lost {}

/// Holds while nobody else has told of what is told now.
const MINE: &str = "(SELECT told FROM watches WHERE id = ?1) = ?2";

/// Tells what is new; and whether to look again, since somebody else has told of something meanwhile: two notices of one
/// order often come together, and who looked later may have seen more.
async fn look(env: &Env, now: i64, watch: &Watch) -> std::result::Result<bool, Error> {
    let current = site::by_id(&watch.site, env).await?;
    let lookup = link::lookup(&watch.number, &watch.proof);
    let found = source::order(env, &current.site, &lookup).await?;
    let read = |json: &str| serde_json::from_slice::<Vec<String>>(json.as_bytes()).unwrap_or_default();
    let (stages, mut told) = (read(&watch.stages), read(&watch.told));
    let mut new = found.as_ref().map(|order| reached(&current.site, order)).unwrap_or_default();
    new.retain(|key| !told.contains(key));
    let mut batch = Vec::new();
    let own = [watch.id.as_str(), &watch.told];
    if let (Some(order), Some(_)) = (&found, &current.site.mail)
        && is_news(&new, &stages)
    {
        let (link, mail) = letter::news(env, &current.site, watch, order, now)?;
        batch.push(statement(env, link::INSERT, MINE, own, &link.row)?);
        batch.push(mail.insert(env, &current.site, now, MINE, own)?);
    }
    let mut after = watch.told.clone();
    if found.as_ref().is_some_and(is_over) {
        batch.push(statement(env, "DELETE FROM watches WHERE id = ?1 AND {mine}", MINE, own, &[])?);
    } else {
        let moved = if new.is_empty() { from_js(watch.moved) } else { now };
        told.append(&mut new);
        // A webhook that came meanwhile has set its turn anew: that is kept.
        let later = "UPDATE watches SET told = ?3, moved = CAST(?4 AS INTEGER), \
                     next = CASE next WHEN CAST(?6 AS INTEGER) THEN CAST(?5 AS INTEGER) ELSE next END \
                     WHERE id = ?1 AND {mine}";
        after = serde_json::to_string(&told).unwrap_or_default();
        let more =
            [after.clone(), moved.to_string(), next(now, moved).to_string(), from_js(watch.next).to_string()];
        batch.push(statement(env, later, MINE, own, &more)?);
    }
    db::batch(env, batch).await?;
    let again = "UPDATE watches SET next = ?2 WHERE id = ?1 AND told <> ?3 RETURNING id";
    let values = [watch.id.as_str().into(), to_js(now).into(), after.into()];
    let lost: Vec<Lost> = db::query(env, again, &values).await?;
    Ok(!lost.is_empty())
}

/// A notice of a change has an order looked at now: the statement, for the notice's own transaction. The number is in
/// small letters, as notices are read. One that names an order by an id of the platform's own finds nobody: their turn
/// comes.
pub(crate) fn wake(env: &Env, site: &str, number: &str, now: i64) -> Result<D1PreparedStatement> {
    let sql =
        "UPDATE watches SET next = ?3, moved = ?3 WHERE site = ?1 AND lower(number) = ?2 AND confirmed = 1";
    db::open(env)?.prepare(sql).bind(&[site.into(), number.into(), to_js(now).into()])
}

/// Forgets those that have ended, or were never wanted.
pub(crate) fn tidy(env: &Env, now: i64) -> Result<D1PreparedStatement> {
    db::open(env)?.prepare("DELETE FROM watches WHERE until < ?1").bind(&[to_js(now).into()])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn order(state: &str, parcels: &[&str]) -> Order {
        let parcels: Vec<_> = parcels.iter().map(|state| json!({ "state": state })).collect();
        let order = json!({ "number": "1", "state": state, "lines": [], "parcels": parcels });
        serde_json::from_value(order).unwrap()
    }

    #[test]
    fn what_an_order_has_come_to() {
        for (state, parcels, expect) in [
            ("processing", &[][..], &[][..]),
            ("processing", &["preparing"], &[]),
            ("shipped", &[], &["shipped"]),
            ("partly-shipped", &["in-transit", "preparing"], &["shipped"]),
            ("shipped", &["in-transit", "in-transit"], &["shipped", "shipped:2"]),
            ("shipped", &["out-for-delivery"], &["shipped", "out-for-delivery"]),
            (
                "shipped",
                &["out-for-delivery", "delivered"],
                &["shipped", "shipped:2", "out-for-delivery", "out-for-delivery:2", "delivered"],
            ),
            ("delivered", &["delivered"], &["shipped", "delivered"]),
            ("delivered", &[], &["shipped", "delivered"]),
            ("ready-for-pickup", &["ready-for-pickup"], &["out-for-delivery"]),
            ("shipped", &["failed"], &["shipped", "trouble:failed"]),
            ("on-hold", &[], &["trouble:on-hold"]),
            ("cancelled", &["cancelled"], &["trouble:cancelled"]),
            ("unknown", &["unknown"], &[]),
        ] {
            assert_eq!(common(&order(state, parcels)), expect, "{state} {parcels:?}");
        }
    }

    #[test]
    fn only_what_was_asked_for_is_news() {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        for (new, stages, expect) in [
            (&["shipped"][..], &["shipped", "delivered"][..], true),
            (&["shipped:2"], &["shipped"], true),
            (&["trouble:on-hold"], &["trouble"], true),
            (&["shipped"], &["delivered"], false),
            (&[], &["shipped"], false),
            (&["shipped"], &[], false),
        ] {
            assert_eq!(is_news(&keys(new), &keys(stages)), expect, "{new:?} {stages:?}");
        }
    }

    #[test]
    fn an_order_that_stands_still_is_looked_at_ever_less() {
        const HOUR: i64 = 3_600_000;
        for (still, pause) in [(0, HOUR), (10 * HOUR, HOUR), (40 * HOUR, 4 * HOUR), (2_000 * HOUR, 12 * HOUR)]
        {
            assert_eq!(next(still, 0) - still, pause, "{still}");
        }
    }
}
