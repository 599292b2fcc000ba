//! `/sitemap.xml`: addresses for search engines.

use worker::Env;

use crate::answer::Answer;
use crate::error::Error;
use crate::router::Visit;

pub(crate) async fn get(_visit: &Visit, _env: &Env) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}
