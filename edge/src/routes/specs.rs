//! `/choose/by-spec`: the catalogue by its specs. `/choose/compare`: products beside each other.

use worker::Env;

use crate::answer::Answer;
use crate::error::Error;
use crate::router::Visit;

pub(crate) async fn filter(_visit: &Visit, _env: &Env) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}

pub(crate) async fn compare(_visit: &Visit, _env: &Env) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}
