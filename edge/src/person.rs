//! Who writes: nobody has an account. A browser holds a key from its first writing on; who is signed in to the shop is
//! the same in every browser.

use model::Seconds;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use worker::{D1PreparedStatement, Env, Request};

use crate::clock::{now_ms, to_js};
use crate::error::Error;
use crate::limit::{self, Rate};
use crate::router::Visit;
use crate::signed::Purpose;
use crate::{db, identity, secret, signed, staff, visitor};

/// Somebody who writes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Person {
    pub(crate) id: i64,
    /// The name they want to be known by; may be empty.
    pub(crate) name: String,
    /// Whether something of theirs was approved: 0 or 1.
    trusted: u8,
}

impl Person {
    /// Whether nothing of theirs was approved yet.
    pub(crate) const fn is_new(&self) -> bool {
        self.trusted == 0
    }
}

/// The cookie's name. It is set when somebody first writes, never before; no script can read it.
const COOKIE: &str = "deskbell_key";

/// The name of the cookie that shows a question which an e-mail has led to.
const READ: &str = "deskbell_read";

/// How it is kept: also within the shop's page, where it is another one for each shop (`Partitioned`, CHIPS).
const KEPT: &str = "; Path=/; HttpOnly; Secure; SameSite=None; Partitioned; Max-Age=31536000";

/// Before the sealed proof of who is signed in to the shop; else the cookie is a key.
const SEALED: &str = "m.";

/// For how long an e-mail leads to a question that not everybody sees, in milliseconds.
const READ_MS: i64 = 30 * 86_400_000;

/// What the deployment's secret is used for.
const PURPOSE: &str = "person";

/// How many become somebody from one address: each of them has a vote.
const NEW_PER_ADDRESS: Rate = Rate { burst: 10, every_ms: 360_000 };

/// A header.
type Header = (&'static str, String);

/// Whether a request comes from somebody who has written or was written to, or from staff: what it is answered may be
/// theirs alone.
pub(crate) fn is_known(cookies: &str) -> bool {
    cookies.split(';').any(|one| {
        let name = one.split('=').next().unwrap_or_default().trim();
        [COOKIE, READ, staff::COOKIE].contains(&name)
    })
}

/// Who sends a request; nothing where nobody has written with this key yet.
pub(crate) async fn of(request: &Request, visit: &Visit, env: &Env) -> Result<Option<Person>, Error> {
    match proof(request, visit, env).await? {
        Some(proof) => by_proof(visit, env, &proof).await,
        None => Ok(None),
    }
}

/// Who sends a form, as a person that is made of who was none yet; with the header by which their browser keeps the key.
/// `identity` is the shop's word for who they are, `name` what they want to be called; both may be empty.
pub(crate) async fn or_new(
    request: &Request,
    visit: &Visit,
    env: &Env,
    identity: &str,
    name: &str,
) -> Result<(Person, Option<Header>), Error> {
    let site = visit.site().id.as_str();
    let known = of(request, visit, env).await?;
    // A word of the shop's that has grown old is none: whose key it is may still write.
    let email = identity::email(env, &visit.site().id, identity, now_ms() / 1_000);
    if let Ok(email) = email {
        let proof = of_email(env, site, &email)?;
        let person = signed_in(visit, env, &proof, known, name).await?;
        let key = secret::key(env, &[PURPOSE]).ok_or(Error::UnknownPage)?;
        return Ok((person, Some(kept(&[SEALED, &key.seal(site, &proof).await?].concat()))));
    }
    if let Some(known) = known {
        return Ok((known, None));
    }
    // A key that nobody has written with on this site may be known on another.
    let (proof, header) = if let Some(proof) = proof(request, visit, env).await? {
        (proof, None)
    } else {
        let key = signed::new_id()?;
        (of_key(&key), Some(kept(&key)))
    };
    limit::count(env, &["person", &visitor::address(request)].join(" "), NEW_PER_ADDRESS).await?;
    Ok((insert(visit, env, &proof, name).await?, header))
}

/// The proof of who the shop says has this e-mail address.
pub(crate) fn of_email(env: &Env, site: &str, email: &str) -> Result<String, Error> {
    let key = secret::key(env, &["people", site, &email.trim().to_lowercase()]).ok_or(Error::UnknownPage)?;
    Ok(["mail:", &key.hex()].concat())
}

fn of_key(key: &str) -> String {
    ["key:", &crate::hex(&Sha256::digest(key))].concat()
}

fn kept(value: &str) -> Header {
    ("set-cookie", [COOKIE, "=", value, KEPT].concat())
}

/// The header by which a browser keeps what an e-mail's link has shown.
pub(crate) fn reads(token: &str) -> Header {
    ("set-cookie", [READ, "=", token, KEPT].concat())
}

/// A token for an e-mail that shows a question, by the database's own id; nothing where the deployment has no secret.
pub(crate) fn token(env: &Env, thread: i64, now_ms: i64) -> Option<String> {
    signed::sign(env, Purpose::Read, &format!("{thread:0>32x}"), (now_ms + READ_MS) / 1_000)
}

/// The question that a token of an e-mail shows, by the database's own id; nothing where it is none, or is old.
pub(crate) fn shown(env: &Env, token: &str, now: Seconds) -> Option<i64> {
    i64::from_str_radix(&signed::id(env, Purpose::Read, token, now)?, 16).ok()
}

/// The question that an e-mail has led a browser to, by the database's own id.
pub(crate) fn led_to(request: &Request, visit: &Visit, env: &Env) -> Option<i64> {
    shown(env, &staff::cookie(request, READ)?, visit.asked.now())
}

/// The proof of who sends a request; nothing where their browser holds no key.
pub(crate) async fn proof(request: &Request, visit: &Visit, env: &Env) -> Result<Option<String>, Error> {
    let Some(cookie) = staff::cookie(request, COOKIE) else { return Ok(None) };
    match (cookie.strip_prefix(SEALED), secret::key(env, &[PURPOSE])) {
        (Some(sealed), Some(key)) => Ok(key.open(visit.site().id.as_str(), sealed).await?),
        (Some(_), None) => Ok(None),
        // What is shorter was never given out, and could be guessed.
        (None, _) => Ok((cookie.len() >= 32).then(|| of_key(&cookie))),
    }
}

/// The header that makes a browser forget its key.
pub(crate) fn forget() -> Header {
    let gone = "=; Path=/; HttpOnly; Secure; SameSite=None; Partitioned; Max-Age=0";
    ("set-cookie", [COOKIE, gone].concat())
}

async fn by_proof(visit: &Visit, env: &Env, proof: &str) -> Result<Option<Person>, Error> {
    let select = "SELECT id, name, trusted FROM people WHERE site = ?1 AND proof = ?2";
    let values = [visit.site().id.as_str().into(), proof.into()];
    let rows: Vec<Person> = db::query(env, select, &values).await?;
    Ok(rows.into_iter().next())
}

async fn insert(visit: &Visit, env: &Env, proof: &str, name: &str) -> Result<Person, Error> {
    let insert = "INSERT INTO people (site, proof, name, since) VALUES (?1, ?2, ?3, ?4) \
                  ON CONFLICT (site, proof) DO UPDATE SET name = iif(excluded.name = '', name, excluded.name) \
                  RETURNING id, name, trusted";
    let values = [visit.site().id.as_str().into(), proof.into(), name.into(), to_js(now_ms()).into()];
    let rows: Vec<Person> = db::query(env, insert, &values).await?;
    rows.into_iter().next().ok_or_else(|| Error::Unavailable("nobody was made of somebody".to_owned()))
}

/// Who is signed in to the shop. What they wrote before under a key alone is theirs from now on.
async fn signed_in(
    visit: &Visit,
    env: &Env,
    proof: &str,
    known: Option<Person>,
    name: &str,
) -> Result<Person, Error> {
    let person = insert(visit, env, proof, name).await?;
    if let Some(known) = known.filter(|known| known.id != person.id) {
        db::batch(env, taken_over(env, known.id, person.id)?).await?;
    }
    Ok(person)
}

/// Makes all that one person wrote another's, of whom it was proved. Of two votes for one post one is left.
fn taken_over(env: &Env, from: i64, to: i64) -> Result<Vec<D1PreparedStatement>, Error> {
    let db = db::open(env)?;
    let both = [
        "UPDATE threads SET person = ?2 WHERE person = ?1",
        "UPDATE posts SET person = ?2 WHERE person = ?1",
        "UPDATE revisions SET person = ?2 WHERE person = ?1",
        "UPDATE followers SET person = ?2 WHERE person = ?1",
        "UPDATE OR IGNORE votes SET person = ?2 WHERE person = ?1",
        "UPDATE OR IGNORE flags SET person = ?2 WHERE person = ?1",
        "UPDATE people SET trusted = max(trusted, (SELECT trusted FROM people WHERE id = ?1)) WHERE id = ?2",
    ];
    let left = [
        "DELETE FROM votes WHERE person = ?1",
        "DELETE FROM flags WHERE person = ?1",
        "DELETE FROM people WHERE id = ?1",
    ];
    let own = [to_js(from).into(), to_js(to).into()];
    let taken = both.into_iter().map(|sql| Ok(db.prepare(sql).bind(&own)?));
    taken.chain(left.into_iter().map(|sql| Ok(db.prepare(sql).bind(&own[..1])?))).collect()
}

#[cfg(test)]
mod tests {
    use super::is_known;

    #[test]
    fn who_has_written_or_is_signed_in_is_known_by_a_cookie() {
        for (cookies, known) in [
            ("", false),
            ("a=b; deskbell_key=x", true),
            ("__Host-desk=x;a=b", true),
            ("deskbell_read=x", true),
            ("deskbell_keys=x; xdeskbell_key=y; other=deskbell_key", false),
        ] {
            assert_eq!(is_known(cookies), known, "{cookies}");
        }
    }
}
