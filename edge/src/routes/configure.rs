//! `/configure/{product}`: a product put together; by POST its price is signed. `/quote/{token}`: such a quote.

use worker::{Env, Request};

use crate::answer::Answer;
use crate::error::Error;
use crate::router::Visit;

pub(crate) async fn get(_id: &str, _visit: &Visit, _env: &Env) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}

pub(crate) async fn quote(
    _id: &str,
    _visit: &Visit,
    _request: &mut Request,
    _env: &Env,
) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}

pub(crate) async fn quoted(_token: &str, _visit: &Visit, _env: &Env) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}
