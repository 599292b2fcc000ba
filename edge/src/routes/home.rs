//! `GET /?q=`: is the shop open, where is it, whom does one ask.

use model::view::{Home, View};

use crate::answer::Answer;
use crate::error::Error;
use crate::present;
use crate::router::Visit;

pub(crate) fn get(visit: &Visit) -> Result<Answer, Error> {
    let contact = present::contact(visit.site(), visit.lang, visit.asked.now())?;
    Ok(Answer::page(View::Home(Home { query: visit.words("q"), contact }), visit.asked.now_ms))
}
