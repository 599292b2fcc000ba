//! `/choose`: what helps to choose. `/choose/{guide}`: a guide by need.

use worker::Env;

use crate::answer::Answer;
use crate::error::Error;
use crate::router::Visit;

pub(crate) async fn list(_visit: &Visit, _env: &Env) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}

pub(crate) async fn guide(_id: &str, _visit: &Visit, _env: &Env) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}
