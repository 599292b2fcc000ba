//! `POST /orders/watch`: tell me when it moves; `/orders/stop/{token}`: no more.

use worker::{Env, Request};

use crate::answer::Answer;
use crate::error::Error;
use crate::router::Visit;

pub(crate) async fn start(_visit: &Visit, _request: &mut Request, _env: &Env) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}

pub(crate) async fn stop(
    _token: &str,
    _visit: &Visit,
    _request: &mut Request,
    _env: &Env,
) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}
