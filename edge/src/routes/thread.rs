//! `GET /ask/{id}` is a question with its answers, `POST /ask/{id}/{act}` does something to it.

use model::data::Data;
use worker::{Env, Request};

use crate::answer::Answer;
use crate::error::Error;
use crate::router::Visit;
use crate::source;

pub(crate) async fn get(id: &str, visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let told = source::thread(env, visit.site(), id).await?;
    Ok(Answer::told(told, vec![["thread:", id].concat()], Data::Thread))
}

pub(crate) async fn act(
    _place: &str,
    _visit: &Visit,
    _request: &mut Request,
    _env: &Env,
) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}
