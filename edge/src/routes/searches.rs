//! `/desk/searches`: searches that found nothing, and the synonyms learned.

use worker::{Env, Request};

use crate::answer::Answer;
use crate::error::Error;
use crate::router::Visit;

pub(crate) async fn page(_visit: &Visit, _request: &mut Request, _env: &Env) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}
