//! What shoppers report as wrong with an order, and what became of it.

use model::lang::Lang;
use model::order::{Order, ParcelState, State};
use model::site::Site;
use model::view::CaseShown;
use serde::Deserialize;
use worker::{D1PreparedStatement, Env, Result};

use crate::clock::{from_js, to_js};
use crate::present::reader::Reader;
use crate::said::{Said, Word};
use crate::{db, promise, signed};

/// How long a case is kept after it last changed, in milliseconds: 180 days.
pub(crate) const KEPT_MS: i64 = 180 * 86_400_000;

/// What can be wrong, by the values of a form.
const KINDS: [(&str, Word); 6] = [
    ("late", Word::CaseLate),
    ("damaged", Word::CaseDamaged),
    ("missing", Word::CaseMissing),
    ("address", Word::CaseAddress),
    ("return", Word::CaseReturn),
    ("cancel", Word::CaseCancel),
];

/// What can be reported now of an order in this state, with its name: nothing is cancelled that has left, and nothing
/// given back that has not come.
pub(crate) fn kinds(order: &Order) -> Vec<(&'static str, Word)> {
    use ParcelState::{Delivered, Failed, InTransit, OutForDelivery, Returning};
    let any = |states: &[ParcelState]| order.parcels.iter().any(|parcel| states.contains(&parcel.state));
    let unknown = order.state == State::Unknown;
    let ended = matches!(order.state, State::Cancelled | State::Refunded | State::Returned);
    let here = matches!(order.state, State::Delivered | State::PartlyRefunded);
    let some_here = here || unknown || any(&[Delivered]);
    let left = here
        || matches!(order.state, State::PartlyShipped | State::Shipped | State::ReadyForPickup)
        || any(&[InTransit, OutForDelivery, Delivered, Failed, Returning]);
    let makes_sense = |kind: &str| match kind {
        "late" => !ended && order.state != State::Delivered,
        "damaged" | "missing" | "return" => !ended && some_here,
        "address" => !ended && !here && order.state != State::ReadyForPickup,
        _ => !ended && !left,
    };
    KINDS.into_iter().filter(|(kind, _)| makes_sense(kind)).collect()
}

/// Whether a report of this kind says nothing without words.
pub(crate) fn needs_text(kind: &str) -> bool {
    !matches!(kind, "late" | "cancel")
}

/// A case.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    /// 8 letters and digits.
    pub(crate) reference: String,
    pub(crate) number: String,
    pub(crate) kind: String,
    pub(crate) text: String,
    pub(crate) email: String,
    pub(crate) proof: String,
    pub(crate) lang: Lang,
    pub(crate) state: String,
    pub(crate) answer: String,
    pub(crate) snapshot: String,
    /// When it was reported, and when it last changed, in milliseconds.
    pub(crate) at: f64,
    pub(crate) changed: f64,
}

impl Case {
    /// What [`INSERT`] puts there.
    pub(crate) fn row(&self, site: &Site, now: i64) -> [String; 12] {
        let Self { id, reference, number, kind, text, email, proof, snapshot, .. } = self.clone();
        let due = promise::due(site, now).map(|due| due.to_string()).unwrap_or_default();
        let (site_id, lang) = (site.id.to_string(), self.lang.to_string());
        [id, reference, site_id, number, kind, text, email, proof, lang, snapshot, now.to_string(), due]
    }

    /// What it is about.
    pub(crate) fn name(&self) -> Word {
        let known = KINDS.into_iter().find(|(kind, _)| *kind == self.kind);
        known.map_or(Word::CaseMissing, |(_, name)| name)
    }

    /// As people say it on the phone: `K7M4-2QXP`.
    pub(crate) fn shown_reference(&self) -> String {
        shown(&self.reference)
    }

    pub(crate) fn is_settled(&self) -> bool {
        self.state == "settled"
    }

    /// When it last changed, in milliseconds.
    pub(crate) fn changed(&self) -> i64 {
        from_js(self.changed)
    }

    /// As it is shown with the order.
    pub(crate) fn shown(&self, said: &Said, reader: &Reader<'_>) -> CaseShown {
        let when = |ms: f64| reader.when(from_js(ms) / 1_000);
        let status = match self.state.as_str() {
            "new" => Word::StatusNew,
            "open" => Word::StatusOpen,
            _ => Word::StatusSettled,
        };
        CaseShown {
            reference: self.shown_reference(),
            name: said.get(self.name()).to_owned(),
            status: said.fill(status, &[("when", &when(self.at)), ("at", &when(self.changed))]),
            answer: self.answer.clone(),
        }
    }
}

/// A reference in two halves.
pub(crate) fn shown(reference: &str) -> String {
    let (first, second) = reference.split_at_checked(4).unwrap_or((reference, ""));
    [first, "-", second].concat()
}

/// A new reference: 8 of Crockford's letters and digits, of which none is taken for another.
/// <https://www.crockford.com/base32.html>
pub(crate) fn new_reference() -> Result<String> {
    let id = signed::new_id()?;
    // Of a random UUID the first twelve digits are all random.
    let random = id.get(..10).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or_default();
    Ok(reference(random))
}

/// The lowest 40 bits as letters and digits.
fn reference(bits: u64) -> String {
    let digits = (0..8).rev().map(|place| usize::try_from(bits >> (5 * place) & 31).unwrap_or_default());
    digits.filter_map(|digit| "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().nth(digit)).collect()
}

/// A report: `?3` to `?14` are [`Case::row`].
pub(crate) const INSERT: &str = "INSERT INTO cases \
     (id, reference, site, number, kind, text, email, proof, lang, snapshot, at, changed, due) \
     SELECT ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, CAST(?13 AS INTEGER), CAST(?13 AS INTEGER), nullif(?14, '') \
     WHERE {mine}";

/// The case with this id, of this site.
pub(crate) async fn by_id(env: &Env, site: &str, id: &str) -> Result<Option<Case>> {
    let sql = "SELECT * FROM cases WHERE id = ?1 AND site = ?2";
    let cases = db::query(env, sql, &[id.into(), site.into()]).await?;
    Ok(cases.into_iter().next())
}

/// Those of an order, the newest first.
pub(crate) async fn of_order(env: &Env, site: &str, number: &str) -> Result<Vec<Case>> {
    let sql = "SELECT * FROM cases WHERE site = ?1 AND number = ?2 ORDER BY at DESC LIMIT 20";
    db::query(env, sql, &[site.into(), number.into()]).await
}

/// Forgets those that have long been left alone.
pub(crate) fn tidy(env: &Env, now: i64) -> Result<D1PreparedStatement> {
    db::open(env)?.prepare("DELETE FROM cases WHERE changed < ?1").bind(&[to_js(now - KEPT_MS).into()])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_reference_has_no_letter_that_is_taken_for_another() {
        assert_eq!(reference(0), "00000000");
        assert_eq!(reference((1 << 40) - 1), "ZZZZZZZZ");
        assert_eq!(reference(0x1_2345_6789), "04HMASW9");
        assert_eq!(shown("K7M42QXP"), "K7M4-2QXP");
    }

    #[test]
    fn what_makes_sense_can_be_reported() {
        for (state, parcel, expect) in [
            ("processing", "preparing", "late address cancel"),
            ("on-hold", "preparing", "late address cancel"),
            ("processing", "in-transit", "late address"),
            ("shipped", "in-transit", "late address"),
            ("partly-shipped", "delivered", "late damaged missing address return"),
            ("ready-for-pickup", "ready-for-pickup", "late"),
            ("delivered", "delivered", "damaged missing return"),
            ("partly-refunded", "delivered", "late damaged missing return"),
            ("cancelled", "cancelled", ""),
            ("refunded", "delivered", ""),
            ("returned", "delivered", ""),
            ("unknown", "unknown", "late damaged missing address return cancel"),
        ] {
            let order =
                json!({ "number": "1", "state": state, "lines": [], "parcels": [{ "state": parcel }] });
            let order: Order = serde_json::from_value(order).unwrap();
            let found: Vec<_> = kinds(&order).into_iter().map(|(kind, _)| kind).collect();
            assert_eq!(found.join(" "), expect, "{state} {parcel}");
        }
    }
}
