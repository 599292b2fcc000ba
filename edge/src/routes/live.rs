//! `/ask/{id}/live`: news of a question, by WebSocket.

use worker::{Env, Request};

use crate::answer::Answer;
use crate::error::Error;
use crate::router::Visit;

pub(crate) async fn open(
    _id: &str,
    _visit: &Visit,
    _request: &mut Request,
    _env: &Env,
) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}
