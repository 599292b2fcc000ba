//! What is kept of a person: gathered, for who takes it along, and erased.
//!
//! The orders themselves are the shop's records, and stay.

mod erase;
mod quotes;

use futures_util::future::join_all;
use model::site::Site;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sources::query::email_key;
use wasm_bindgen::JsValue;
use worker::{D1PreparedStatement, Env};

use crate::error::Error;
use crate::{db, known, link, person, source};

pub(crate) use erase::erase;

/// Whose it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Whom {
    /// As `people.id`: an array of them as JSON.
    people: String,
    /// In small letters; empty where none is known.
    email: String,
}

/// What each statement about a person begins with: `whom` is one row, `mine` the ids of whom they write as, `threads_of`
/// what they asked, `gone` what of that concerns nobody else, `written` their posts with all that goes with `gone`. The
/// parameters are the site, the e-mail address, and [`Whom::people`].
const WHOM: &str = "WITH whom (site, email) AS (SELECT ?1, ?2), \
    mine (id) AS (SELECT value FROM json_each(?3)), \
    threads_of (id, private, merged) AS (SELECT id, private, merged FROM threads WHERE person IN (SELECT id FROM mine)), \
    gone (id) AS (SELECT t.id FROM threads_of t WHERE t.merged IS NULL AND (t.private OR NOT EXISTS (SELECT 1 FROM posts p \
    WHERE p.thread = t.id AND (p.person IS NULL OR p.person NOT IN (SELECT id FROM mine))))), \
    written (id) AS (SELECT id FROM posts WHERE person IN (SELECT id FROM mine) OR thread IN (SELECT id FROM gone)) ";

/// Parts of what is kept: the name, as the export and `edge/texts/kept` have it, and what selects each thing as `json`.
const PARTS: [(&str, &str); 10] = [
    (
        "people",
        "SELECT json_object('name', name, 'knows', champion, 'since', since) AS json FROM people \
         WHERE id IN (SELECT id FROM mine)",
    ),
    (
        "questions",
        "SELECT json_object('thread', id, 'language', lang, 'asked', asked, 'private', private, 'product', product, \
         'seen', seen, 'route', route, 'reasons', reasons) AS json FROM threads WHERE id IN (SELECT id FROM threads_of)",
    ),
    (
        "posts",
        "SELECT json_object('post', id, 'thread', thread, 'title', title, 'text', text, 'name', author, 'at', at, \
         'accepted', accepted, 'likes', likes) AS json FROM posts WHERE person IN (SELECT id FROM mine)",
    ),
    (
        "revisions",
        "SELECT json_object('post', post, 'number', number, 'title', title, 'text', text, 'at', at) AS json \
         FROM revisions WHERE person IN (SELECT id FROM mine) OR post IN \
         (SELECT id FROM posts WHERE person IN (SELECT id FROM mine))",
    ),
    (
        "votes",
        "SELECT json_object('post', post, 'at', at) AS json FROM votes WHERE person IN (SELECT id FROM mine)",
    ),
    (
        "flags",
        "SELECT json_object('post', post, 'reason', reason, 'at', at) AS json FROM flags \
         WHERE person IN (SELECT id FROM mine)",
    ),
    (
        "followed",
        "SELECT json_object('thread', thread, 'email', f.email, 'language', lang, 'at', at) AS json \
         FROM followers f, whom WHERE f.site = whom.site \
         AND (f.person IN (SELECT id FROM mine) OR lower(f.email) = whom.email)",
    ),
    (
        "watches",
        "SELECT json_object('order', number, 'email', w.email, 'proof', proof, 'language', lang, 'stages', json(stages), \
         'until', until) AS json FROM watches w, whom WHERE w.site = whom.site \
         AND (lower(w.email) = whom.email OR lower(proof) = whom.email)",
    ),
    (
        "cases",
        "SELECT json_object('reference', reference, 'order', number, 'kind', kind, 'text', text, 'email', c.email, \
         'proof', proof, 'state', state, 'answer', answer, 'snapshot', json(snapshot), 'at', at) AS json \
         FROM cases c, whom WHERE c.site = whom.site AND (lower(c.email) = whom.email OR lower(proof) = whom.email)",
    ),
    (
        "mails",
        "SELECT json_object('to', m.json ->> 'to', 'subject', m.json ->> 'subject', 'text', m.json ->> 'text') AS json \
         FROM mails m, whom WHERE m.site = whom.site AND lower(m.json ->> 'to') = whom.email",
    ),
];

/// Orders that tables name as theirs: number and proof.
const ORDERS: &str = "SELECT number, proof FROM watches w, whom \
    WHERE w.site = whom.site AND (lower(w.email) = whom.email OR lower(proof) = whom.email) \
    UNION SELECT number, proof FROM cases c, whom \
    WHERE c.site = whom.site AND (lower(c.email) = whom.email OR lower(proof) = whom.email) \
    UNION SELECT number, proof FROM order_links l, whom WHERE l.site = whom.site AND lower(proof) = whom.email";

#[derive(Deserialize)]
struct Id {
    id: f64,
}

#[derive(Deserialize)]
struct Part {
    json: String,
}

#[derive(Deserialize)]
struct Proved {
    number: String,
    proof: String,
}

impl Whom {
    /// Who writes with one of these proofs, and has this e-mail address; it may be empty. `followers`: also who left that
    /// address with a question, which proves nothing but is what staff go by.
    pub(crate) async fn find(
        env: &Env,
        site: &Site,
        key: Option<String>,
        email: &str,
        followers: bool,
    ) -> Result<Self, Error> {
        let email = email_key(email).unwrap_or_default();
        let mail = if email.is_empty() { None } else { person::of_email(env, site.id.as_str(), &email).ok() };
        let proofs: Vec<String> = key.into_iter().chain(mail).collect();
        let sql = "SELECT id FROM people WHERE site = ?1 AND proof IN (SELECT value FROM json_each(?2)) \
                   UNION SELECT person FROM followers \
                   WHERE site = ?1 AND person IS NOT NULL AND ?3 <> '' AND lower(email) = ?3";
        let left = if followers { email.as_str() } else { "" };
        let values = [site.id.as_str().into(), json!(proofs).to_string().into(), left.into()];
        let rows: Vec<Id> = db::query(env, sql, &values).await?;
        let people: Vec<i64> = rows.iter().map(|row| crate::clock::from_js(row.id)).collect();
        Ok(Self { people: json!(people).to_string(), email })
    }

    /// Ids of whom they write as: an array as JSON.
    pub(crate) fn people(&self) -> &str {
        &self.people
    }

    /// A statement about them, which may read what [`WHOM`] names; `more` are parameters from `?4` on.
    fn statement(
        &self,
        env: &Env,
        site: &Site,
        sql: &str,
        more: &[JsValue],
    ) -> Result<D1PreparedStatement, Error> {
        let own = [site.id.as_str().into(), self.email.as_str().into(), self.people.as_str().into()];
        let values: Vec<JsValue> = own.into_iter().chain(more.iter().cloned()).collect();
        Ok(db::open(env)?.prepare([WHOM, sql].concat()).bind(&values)?)
    }

    /// Orders of which something may be known here: number and proof. A shop that does not answer tells of none.
    async fn orders(&self, env: &Env, site: &Site) -> Result<Vec<(String, String)>, Error> {
        if self.email.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<Proved> = db::read(&self.statement(env, site, ORDERS, &[])?).await?;
        let told = source::orders_of(env, site, &self.email).await.unwrap_or_default();
        let told = told.iter().map(|order| (link::number(order).to_owned(), self.email.clone()));
        Ok(rows.into_iter().map(|row| (row.number, row.proof)).chain(told).collect())
    }
}

/// Everything that is kept of somebody: by the name of each part a list of what is in it.
pub(crate) async fn gather(env: &Env, site: &Site, whom: &Whom) -> Result<Map<String, Value>, Error> {
    let parts = PARTS.iter().map(async |(name, sql)| {
        let rows: Vec<Part> = db::read(&whom.statement(env, site, sql, &[])?).await?;
        let things = rows.iter().map(|row| serde_json::from_slice(row.json.as_bytes()));
        let things: Result<Vec<Value>, _> = things.collect();
        let things = things.map_err(|error| Error::Unavailable(format!("{name}: {error}")))?;
        Ok::<_, Error>(((*name).to_owned(), Value::Array(things)))
    });
    let mut kept: Map<String, Value> = join_all(parts).await.into_iter().collect::<Result<_, _>>()?;
    kept.insert("orders".to_owned(), Value::Array(orders(env, site, whom).await?));
    Ok(kept)
}

/// What is known of their orders.
async fn orders(env: &Env, site: &Site, whom: &Whom) -> Result<Vec<Value>, Error> {
    let mut orders: Vec<Value> = Vec::new();
    for (number, proof) in whom.orders(env, site).await? {
        let known = known::recall(env, &site.id, &link::lookup(&number, &proof)).await?;
        let order = match known {
            Some(known) => json!({ "order": number, "proof": proof, "at": known.at, "known": known.order }),
            None => json!({ "order": number, "proof": proof }),
        };
        if !orders.contains(&order) {
            orders.push(order);
        }
    }
    Ok(orders)
}
