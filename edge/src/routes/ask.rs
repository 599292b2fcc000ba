//! `GET /ask?q=` searches articles and threads.

use model::data::Data;
use model::source::Gives;
use worker::Env;

use crate::answer::Answer;
use crate::error::Error;
use crate::router::Visit;
use crate::source::{self, tag};

pub(crate) async fn search(visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let words = visit.words("q");
    if words.trim().is_empty() {
        return Err(Error::Invalid("q"));
    }
    let told = source::search(env, visit.site(), words.trim(), visit.lang.code()).await?;
    // What is new may fit too: all that these sources know is what the answer depends on.
    let kinds = [Gives::Articles, Gives::Threads];
    let tags = told.by.iter().flat_map(|source| kinds.map(|kind| tag(kind, source))).collect();
    Ok(Answer::told(told, tags, Data::Found))
}
