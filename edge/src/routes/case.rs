//! `POST /orders/problem`: something is wrong with an order; `/desk/case/{token}`: staff settle it.

use worker::{Env, Request};

use crate::answer::Answer;
use crate::error::Error;
use crate::router::Visit;

pub(crate) async fn report(_visit: &Visit, _request: &mut Request, _env: &Env) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}

pub(crate) async fn settle(
    _token: &str,
    _visit: &Visit,
    _request: &mut Request,
    _env: &Env,
) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}
