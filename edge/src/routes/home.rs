//! `GET /?q=`: is the shop open, where is it, whom does one ask.

use model::lang::Lang;
use model::site::Site;
use model::view::{Home, View};

use crate::asked::Asked;
use crate::error::Error;
use crate::present;

/// The longest question worth answering, in characters; what is longer is cut.
const QUERY_CHARS: usize = 200;

pub(crate) fn get(asked: &Asked, site: &Site, lang: Lang) -> Result<View, Error> {
    let query = asked.parameter("q").unwrap_or_default();
    let query = query.chars().filter(|c| !c.is_control()).take(QUERY_CHARS).collect();
    Ok(View::Home(Home { query, contact: present::contact(site, lang, asked.now)? }))
}
