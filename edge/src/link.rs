//! Addresses in e-mails: those that open an order, and the others.

use model::lang::Lang;
use model::order::Order;
use model::site::Site;
use serde::Deserialize;
use sources::query::{Lookup, Proof};
use worker::{D1PreparedStatement, Env, Result};

use crate::clock::to_js;
use crate::db;
use crate::error::Error;
use crate::grant::Grant;
use crate::signed::{self, Purpose};

/// How long an order is opened by a link, in milliseconds.
pub(crate) const GOOD_MS: i64 = 30 * 86_400_000;

/// A statement that does something under a condition `{mine}` with the parameters `?1` and `?2`, as [`crate::once`] has
/// them; the others follow from `?3` on.
pub(crate) fn statement(
    env: &Env,
    sql: &str,
    mine: &str,
    own: [&str; 2],
    more: &[String],
) -> Result<D1PreparedStatement> {
    let values: Vec<_> = own.into_iter().chain(more.iter().map(String::as_str)).map(Into::into).collect();
    db::open(env)?.prepare(sql.replace("{mine}", mine)).bind(&values)
}

/// A link that opens an order: `?3` to `?7` are [`Link::row`].
pub(crate) const INSERT: &str = "INSERT INTO order_links (id, site, number, proof, until) \
     SELECT ?3, ?4, ?5, ?6, CAST(?7 AS INTEGER) WHERE {mine}";

/// A new link that opens an order.
pub(crate) struct Link {
    pub(crate) url: String,
    /// When it is good no more, in milliseconds.
    pub(crate) until: i64,
    /// What [`INSERT`] puts there.
    pub(crate) row: [String; 5],
}

impl Link {
    /// To an order of this site; what proves it is kept, and stands in no address.
    pub(crate) fn new(
        env: &Env,
        to: &Home,
        number: &str,
        proof: &str,
        now: i64,
    ) -> std::result::Result<Self, Error> {
        let (id, until) = (signed::new_id()?, now + GOOD_MS);
        let url = to.signed(env, "/orders/link/", Purpose::Link, &id, until)?;
        let (number, proof) = (number.to_owned(), proof.to_owned());
        Ok(Self { url, until, row: [id, to.site.id.to_string(), number, proof, until.to_string()] })
    }
}

/// Where links lead: a help site in a language.
#[derive(Clone, Copy)]
pub(crate) struct Home<'a> {
    pub(crate) origin: &'a str,
    pub(crate) site: &'a Site,
    pub(crate) lang: Lang,
}

impl Home<'_> {
    /// An address with a token in it, good until then.
    pub(crate) fn signed(
        &self,
        env: &Env,
        path: &str,
        purpose: Purpose,
        id: &str,
        until: i64,
    ) -> std::result::Result<String, Error> {
        // Without a secret nothing is offered that leads here.
        let token = signed::sign(env, purpose, id, until / 1_000).ok_or(Error::UnknownPage)?;
        let (site, lang) = (self.site.id.as_str(), self.lang.code());
        Ok([self.origin, path, &token, "?site=", site, "&lang=", lang].concat())
    }
}

#[derive(Deserialize)]
struct Row {
    number: String,
    proof: String,
}

/// What the link of a token proves; [`Error::Gone`] where there is none.
pub(crate) async fn open(env: &Env, site: &Site, token: &str, now: i64) -> std::result::Result<Grant, Error> {
    let id = signed::id(env, Purpose::Link, token, now / 1_000).ok_or(Error::Gone)?;
    let sql = "SELECT number, proof FROM order_links WHERE id = ?1 AND site = ?2 AND until > ?3";
    let values = [id.into(), site.id.as_str().into(), to_js(now).into()];
    let rows: Vec<Row> = db::query(env, sql, &values).await?;
    let row = rows.into_iter().next().ok_or(Error::Gone)?;
    Ok(Grant::new(lookup(&row.number, &row.proof)))
}

/// An order with what proves it, as tables keep it: an e-mail address has an @.
pub(crate) fn lookup(number: &str, proof: &str) -> Lookup {
    let proof = if proof.contains('@') { Proof::Email } else { Proof::Postcode }(proof.to_owned());
    Lookup { number: number.to_owned(), proof }
}

/// An order's number, as tables keep it: as the shop writes it, without a `#` before it.
pub(crate) fn number(order: &Order) -> &str {
    order.number.trim().trim_start_matches('#')
}

/// What proves an order, as tables keep it.
pub(crate) fn proof(lookup: &Lookup) -> &str {
    let (Proof::Email(proof) | Proof::Postcode(proof)) = &lookup.proof;
    proof
}

/// Forgets those that are good no more.
pub(crate) fn tidy(env: &Env, now: i64) -> Result<D1PreparedStatement> {
    db::open(env)?.prepare("DELETE FROM order_links WHERE until < ?1").bind(&[to_js(now).into()])
}
