//! `/ask/stop/{token}`: no more e-mails about a question, or of what waits at the desk.

use model::view::{Notice, View};
use worker::Env;

use crate::answer::Answer;
use crate::asked::Verb;
use crate::clock::now_ms;
use crate::db;
use crate::desk::words::{Word, said};
use crate::error::Error;
use crate::router::Visit;
use crate::signed::{self, Purpose};

/// Asks by GET; stops by POST, which mail programs send by themselves (RFC 8058). Whoever has stopped may stop again, and
/// is told that they have.
pub(crate) async fn stop(token: &str, visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let id = signed::id(env, Purpose::Unfollow, token, now_ms() / 1_000).ok_or(Error::Gone)?;
    let (said, db) = (said(visit.lang), db::open(env)?);
    let values = [id.as_str().into(), visit.site().id.as_str().into()];
    // Ids are random: a row of one table has no namesake in the other.
    let comes = "SELECT id FROM followers WHERE id = ?1 AND site = ?2 \
                 UNION SELECT id FROM clerks WHERE id = ?1 AND site = ?2 AND NOT quiet";
    let comes = db.prepare(comes).bind(&values)?.first::<String>(Some("id")).await?;
    let says = if comes.is_none() {
        Word::StopAlready
    } else if visit.asked.verb == Verb::Get {
        Word::StopAsk
    } else {
        let both = [
            "DELETE FROM followers WHERE id = ?1 AND site = ?2",
            "UPDATE clerks SET quiet = 1 WHERE id = ?1 AND site = ?2",
        ];
        let both = both.map(|sql| db.prepare(sql).bind(&values));
        db::batch(env, both.into_iter().collect::<worker::Result<_>>()?).await?;
        Word::StopDone
    };
    Ok(Answer::linked(View::Notice(Notice {
        title: said.get(Word::StopTitle).to_owned(),
        paragraphs: vec![said.get(says).to_owned()],
        action: if says == Word::StopAsk { ["/ask/stop/", token].concat() } else { String::new() },
        fields: Vec::new(),
        submit: said.get(Word::AlertsStop).to_owned(),
    })))
}
