//! `/ask/me`, `/desk/person`: what is kept of a person, to take along or to erase.

use worker::{Env, Request};

use crate::answer::Answer;
use crate::error::Error;
use crate::router::Visit;

pub(crate) async fn page(_visit: &Visit, _request: &mut Request, _env: &Env) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}

pub(crate) async fn of_staff(_visit: &Visit, _request: &mut Request, _env: &Env) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}
