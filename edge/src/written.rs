//! What people write to the community: read, held against triage, and written once.

use std::cell::RefCell;
use std::ops::Deref;

use model::data::{Act, Question};
use model::lang::Lang;
use model::markup::is_blank;
use model::site::Site;
use model::triage::{self, Decision, Rules};
use sha2::{Digest, Sha256};
use worker::{Env, Request};

use crate::body::{self, Kind};
use crate::community::Viewer;
use crate::error::Error;
use crate::once::{self, Turn};
use crate::person::{self, Person};
use crate::router::Visit;
use crate::{staff, words};

/// A header.
pub(crate) type Header = (&'static str, String);

/// How many links who is new may write.
pub(crate) const NEW_LINKS: usize = 2;

/// What somebody sent: a question, or an act.
#[derive(Default)]
pub(crate) struct Written {
    pub(crate) kind: Kind,
    act: Act,
    email: String,
    product: String,
    seen: String,
    desk: String,
}

impl Deref for Written {
    type Target = Act;

    fn deref(&self) -> &Act {
        &self.act
    }
}

impl Written {
    /// Reads what somebody sends of their own.
    pub(crate) async fn read(request: &Request, origin: &str) -> Result<Self, Error> {
        let (kind, bytes) = body::sent(request, origin).await?;
        match kind {
            Kind::Json => Ok(Self { kind, act: body::json(&bytes)?, ..Self::default() }),
            Kind::Form => Ok(Self::of_form(&bytes)),
        }
    }

    /// The last of equal names counts; names that nobody looks at do not. Forms end lines as the network does.
    pub(crate) fn of_form(bytes: &[u8]) -> Self {
        let mut form = Self { kind: Kind::Form, ..Self::default() };
        for (name, value) in form_urlencoded::parse(bytes) {
            let field = match &*name {
                "title" => &mut form.act.title,
                "text" => &mut form.act.text,
                "name" => &mut form.act.name,
                "email" => &mut form.email,
                "product" => &mut form.product,
                "to" => &mut form.act.to,
                "seen" => &mut form.seen,
                "desk" => &mut form.desk,
                "post" => &mut form.act.post,
                "on" => &mut form.act.on,
                "reason" => &mut form.act.reason,
                "stamp" => &mut form.act.stamp,
                "key" => &mut form.act.key,
                "identity" => &mut form.act.identity,
                _ => continue,
            };
            *field = value.replace("\r\n", "\n");
        }
        form
    }

    /// The question that a form asks.
    pub(crate) fn question(&self) -> Question {
        Question {
            title: self.title.clone(),
            text: self.text.clone(),
            name: self.name.clone(),
            email: self.email.clone(),
            product: self.product.clone(),
            to: self.to.clone(),
            seen: self.seen.clone(),
        }
    }

    /// Whether it is sent from a page of the desk, where who sends it goes on.
    pub(crate) fn is_from_desk(&self) -> bool {
        !self.desk.is_empty()
    }

    /// Whether an act is to be done, rather than taken back.
    pub(crate) fn is_on(&self) -> bool {
        self.on != "0"
    }
}

/// A field that must say something, and no more than so many characters.
pub(crate) fn field(value: &str, name: &'static str, most: usize) -> Result<String, Error> {
    let hidden = |c: char| c.is_control() && !c.is_whitespace();
    if value.contains(hidden) {
        return Err(Error::Typed { field: name, key: "ask.control", value: String::new() });
    }
    let value = body::field(value, name, most).map_err(|_| wrong(name))?;
    // What cannot be seen says nothing.
    if is_blank(&value) { Err(wrong(name)) } else { Ok(value) }
}

/// A field that may be empty.
pub(crate) fn optional(value: &str, name: &'static str, most: usize) -> Result<String, Error> {
    if is_blank(value) { Ok(String::new()) } else { field(value, name, most) }
}

/// What is to be written into a field, where that was not.
pub(crate) fn wrong(field: &'static str) -> Error {
    let key = match field {
        "title" => "ask.title",
        "text" => "ask.text",
        "name" => "ask.name",
        "email" => "ask.email",
        "product" => "ask.product",
        "why" => "desk.why",
        "into" => "desk.into",
        "identity" => "desk.token",
        _ => return Error::Invalid(field),
    };
    Error::Typed { field, key, value: String::new() }
}

/// Whether a failure is told above the form, with what was typed still in it.
pub(crate) fn is_told(error: &Error) -> bool {
    !matches!(error, Error::UnknownPage | Error::NotFound | Error::Forbidden)
}

/// Where a text goes, by the words of the site's languages.
pub(crate) fn triaged(visit: &Visit, question: &Question) -> Decision {
    let version = [&visit.current.version, visit.site().id.as_str(), visit.lang.code()].join(" ");
    RULES.with_borrow_mut(|known| {
        let rules = match known.take() {
            Some((of, rules)) if of == version => rules,
            _ => Rules::of(visit.site(), visit.lang),
        };
        let decision = triage::triage(question, &rules);
        *known = Some((version, rules));
        decision
    })
}

thread_local! {
    /// Those of the last site that somebody wrote to, with what names them: 100 KB of words are read once.
    static RULES: RefCell<Option<(String, Rules)>> = const { RefCell::new(None) };
}

/// What is asked where something in a question looks private, and in an answer.
pub(crate) const DOUBT: &str = "ask.doubt";
/// See [`DOUBT`].
pub(crate) const DOUBT_ANSWER: &str = "ask.doubt_answer";

/// Asks whether everybody may read what looks private; nothing where nothing does, or nobody else will read it.
pub(crate) fn doubt(visit: &Visit, decision: &Decision, answer: bool) -> Option<Error> {
    let names: Vec<String> = decision.doubts(answer).into_iter().map(|kind| name(visit.lang, kind)).collect();
    let key = if answer { DOUBT_ANSWER } else { DOUBT };
    let value = names.join(visit.lang.between());
    (!names.is_empty()).then_some(Error::Typed { field: "to", key, value })
}

/// What something private is called.
pub(crate) fn name(lang: Lang, kind: triage::Kind) -> String {
    let name = serde_json::to_value(kind).unwrap_or_default();
    words::community(lang, &["kind.", name.as_str().unwrap_or_default()].concat())
}

/// Whether what a stranger writes first waits for staff's yes.
pub(crate) fn approves_first(site: &Site) -> bool {
    site.community.as_ref().is_some_and(|community| community.approve_first)
}

/// Takes the turn of what a form writes. One without a key of its own is named by what it says, of who says it: sent again,
/// for an answer that was lost or by a second press, it happens once.
pub(crate) async fn turn(env: &Env, key: &str, scope: &str, same: &str) -> Result<Turn, Error> {
    let own = crate::hex(&Sha256::digest(same));
    once::turn_by(if key.is_empty() { &own } else { key }, env, scope, same.as_bytes()).await
}

/// Who reads what a request is answered.
pub(crate) async fn viewer(request: &Request, visit: &Visit, env: &Env) -> Result<Viewer, Error> {
    let staff = match staff::signed_in(visit, request, env).await {
        Ok(staff) => Some(staff),
        Err(Error::Forbidden | Error::UnknownPage) => None,
        Err(error) => return Err(error),
    };
    let shown = person::led_to(request, visit, env);
    Ok(Viewer { person: person::of(request, visit, env).await?, staff, shown })
}

/// Who writes. A form makes somebody of who was nobody; a program that holds no key writes for nobody.
pub(crate) async fn writer(
    visit: &Visit,
    request: &Request,
    env: &Env,
    written: &Written,
    name: &str,
) -> Result<(Option<Person>, Option<Header>), Error> {
    if written.kind == Kind::Json && written.identity.is_empty() {
        return Ok((person::of(request, visit, env).await?, None));
    }
    let (person, header) = person::or_new(request, visit, env, &written.identity, name).await?;
    Ok((Some(person), header))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_as_browsers_write_them() {
        let form = Written::of_form(b"title=a+b&text=1%0D%0A2&on=0&odd=1&title=c&to&name=%FF");
        assert_eq!((&*form.title, &*form.text, &*form.name, &*form.to), ("c", "1\n2", "\u{fffd}", ""));
        assert!(!form.is_on() && Written::of_form(b"\xff%%%&&=").is_on());
    }

    #[test]
    fn a_field_says_something_that_can_be_seen() {
        assert_eq!(field(" a ", "title", 2).as_deref(), Ok("a"));
        for (bad, key) in [
            ("", "ask.title"),
            (" \n ", "ask.title"),
            ("abc", "ask.title"),
            ("\u{202e}", "ask.title"),
            ("\u{200b}", "ask.title"),
            ("\0", "ask.control"),
            ("a\u{7}", "ask.control"),
        ] {
            let wrong = Error::Typed { field: "title", key, value: String::new() };
            assert_eq!(field(bad, "title", 2), Err(wrong), "{bad:?}");
        }
        for nothing in [" ", "\u{200b}"] {
            assert_eq!(optional(nothing, "name", 1).as_deref(), Ok(""), "{nothing:?}");
        }
    }
}
