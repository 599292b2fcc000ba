//! `GET /ask/sheet.txt`: what a browser goes by to tell who writes that something looks private, before it is sent.

use model::triage::Kind;
use model::triage::sheet::{self, Said};

use crate::answer::Answer;
use crate::cache::{Lifetime, Policy};
use crate::error::Error;
use crate::router::Visit;
use crate::{source, words, written};

/// The rules of the page's language and of the site ([`model::triage::sheet`]). The site must have a community, of its own
/// or in another system: 404 else.
pub(crate) fn get(visit: &Visit) -> Result<Answer, Error> {
    source::asks(visit.site()).then_some(()).ok_or(Error::UnknownPage)?;
    let lang = visit.lang;
    let say = |key: &str| words::community(lang, key);
    let said = Said {
        question: say(written::DOUBT),
        answer: say(written::DOUBT_ANSWER),
        kinds: Kind::PRIVATE.map(|kind| written::name(lang, kind)),
        between: lang.between().to_owned(),
    };
    let sheet = sheet::write(visit.site(), lang, &said);
    let headers = vec![("content-language", lang.code().to_owned())];
    let policy = Policy::Public(Lifetime::SETTLED);
    Ok(Answer::file("text/plain; charset=utf-8", sheet.into_bytes(), headers, policy))
}
