//! `POST /cart`: into the shop's cart.

use worker::{Env, Request};

use crate::answer::Answer;
use crate::error::Error;
use crate::router::Visit;

pub(crate) async fn add(_visit: &Visit, _request: &mut Request, _env: &Env) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}
