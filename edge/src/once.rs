//! Writes that may be sent again and happen once: the `Idempotency-Key` header
//! (draft-ietf-httpapi-idempotency-key-header).

use serde::Deserialize;
use sha2::{Digest, Sha256};
use worker::{D1Database, D1PreparedStatement, Env, Request};

use crate::clock::{from_js, now_ms, to_js};
use crate::error::Error;

/// How long a write may be under way before another takes it over, in milliseconds: its Worker is gone.
const LEASE_MS: i64 = 3_000;

/// How long the answer to a write is kept for who asks again, in milliseconds.
const KEPT_MS: i64 = 2 * 86_400_000;

/// The longest key, in bytes. A UUID has 36.
const KEY_LIMIT: usize = 100;

/// A write that this request carries out.
pub(crate) struct Write {
    /// Hash of the key, the site and the route: 64 hexadecimal digits.
    key: String,
    at: i64,
    db: D1Database,
}

/// What is to be done about a write.
pub(crate) enum Turn {
    /// Carry it out.
    Ours(Write),
    /// It has been carried out: its answer.
    Done(String),
}

#[derive(Deserialize)]
struct Row {
    body: String,
    at: f64,
    answer: Option<String>,
}

/// Takes the turn of a write, or finds that it is done, under way, or another one by its body.
pub(crate) async fn turn(request: &Request, env: &Env, scope: &str, body: &[u8]) -> Result<Turn, Error> {
    turn_by(&request.headers().get("idempotency-key")?.unwrap_or_default(), env, scope, body).await
}

/// As [`turn`], by a key that stands in the body, as forms have it.
pub(crate) async fn turn_by(key: &str, env: &Env, scope: &str, body: &[u8]) -> Result<Turn, Error> {
    if !(1..=KEY_LIMIT).contains(&key.len()) || !key.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(Error::MissingIdempotencyKey);
    }
    let key = crate::hex(&Sha256::digest([scope, key].join("\n")));
    let body = crate::hex(&Sha256::digest(body));
    let (db, at) = (crate::db::open(env)?, now_ms());
    let insert = "INSERT INTO writes (key, body, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING \
                  RETURNING body, at, answer";
    let values = [key.as_str().into(), body.as_str().into(), to_js(at).into()];
    if db.prepare(insert).bind(&values)?.first::<Row>(None).await?.is_some() {
        return Ok(Turn::Ours(Write { key, at, db }));
    }
    let select = "SELECT body, at, answer FROM writes WHERE key = ?1";
    let row = db.prepare(select).bind(&[key.as_str().into()])?.first::<Row>(None).await?;
    let row = row.ok_or(Error::InFlight)?;
    match row.answer {
        _ if row.body != body => Err(Error::KeyReused),
        Some(answer) => Ok(Turn::Done(answer)),
        None if at - from_js(row.at) < LEASE_MS => Err(Error::InFlight),
        None => {
            let take = "UPDATE writes SET at = ?3 WHERE key = ?1 AND at = ?2 AND answer IS NULL \
                        RETURNING body, at, answer";
            let values = [key.as_str().into(), row.at.into(), to_js(at).into()];
            let taken = db.prepare(take).bind(&values)?.first::<Row>(None).await?;
            taken.map(|_| Turn::Ours(Write { key, at, db })).ok_or(Error::InFlight)
        }
    }
}

impl Write {
    /// A statement of the write. It must do nothing unless the turn is still this request's: `{mine}` in
    /// it becomes that condition, of which `?1` and `?2` are parameters; `more` follow from `?3` on.
    pub(crate) fn statement(&self, sql: &str, more: &[&str]) -> Result<D1PreparedStatement, Error> {
        let mut values = vec![self.key.as_str().into(), to_js(self.at).into()];
        values.extend(more.iter().map(|value| (*value).into()));
        Ok(self.db.prepare(sql.replace("{mine}", MINE)).bind(&values)?)
    }

    /// Gives the turn back, of a write that is refused: who sends it later, or better, is heard.
    pub(crate) async fn give_back(self) -> Result<(), Error> {
        self.statement("DELETE FROM writes WHERE key = ?1 AND {mine}", &[])?.run().await?;
        Ok(())
    }

    /// Carries it out: all of the statements, or nothing. The answer is what the expression `answer` is
    /// after them, with `more` as its parameters from `?3` on.
    pub(crate) async fn commit(
        self,
        statements: Vec<D1PreparedStatement>,
        answer: &str,
        more: &[&str],
    ) -> Result<String, Error> {
        let done = format!(
            "UPDATE writes SET answer = {answer} WHERE key = ?1 AND {{mine}} RETURNING body, at, answer"
        );
        let mut batch = statements;
        batch.push(self.statement(&done, more)?);
        let results = self.db.batch(batch).await?;
        if let Some(error) = results.iter().find_map(worker::D1Result::error) {
            return Err(Error::Unavailable(error));
        }
        let rows = results.last().map(worker::D1Result::results::<Row>).transpose()?.unwrap_or_default();
        // Without a row somebody else had taken it over; who asks again hears what they answered.
        rows.into_iter().find_map(|row| row.answer).ok_or(Error::InFlight)
    }
}

/// Holds while the turn is still this request's.
const MINE: &str = "(SELECT answer IS NULL FROM writes WHERE key = ?1 AND at = ?2)";

/// Forgets the answers of writes that nobody repeats any more.
pub(crate) async fn tidy(env: &Env) -> Result<(), Error> {
    let old = to_js(now_ms() - KEPT_MS);
    crate::db::open(env)?.prepare("DELETE FROM writes WHERE at < ?1").bind(&[old.into()])?.run().await?;
    Ok(())
}
