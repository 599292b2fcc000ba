//! By when a question is to be answered.

use model::site::Site;
use model::zones::openings;

use crate::present::clock;

/// When the promise of a site ends for what is asked now, in milliseconds; none where nobody promises anything. It counts in
/// the site's opening hours, if it has any.
pub(crate) fn due(site: &Site, now: i64) -> Option<i64> {
    let desk = site.desk.as_ref()?;
    let at = now.div_euclid(1_000);
    let hours = site.hours.as_ref();
    let open = hours.and_then(|hours| Some(openings(hours, &clock(hours, at).ok()?))).unwrap_or_default();
    Some(desk.due(&open, at) * 1_000)
}
