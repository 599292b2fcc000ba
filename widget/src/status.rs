//! "Open now, closes in 40 minutes": the line people come for.

use model::Seconds;
use model::hours::{Status, status};
use model::view::Schedule;
use yew::prelude::*;

use crate::desk::Desk;
use crate::intl;
use crate::pages::parts::{self, all, element};
use crate::texts::Text;

/// Up to how many minutes ahead a time is told as a distance.
const NEAR_MINUTES: Seconds = 60;

/// Up to how far ahead a weekday alone says which day is meant.
const WEEKDAY_IS_CLEAR: Seconds = 6 * 24 * 60 * 60;

/// The line that says whether the shop is open, and until when.
pub(crate) fn line(desk: &Desk, schedule: &Schedule) -> Html {
    let (open, text, at) = match status(&schedule.openings, desk.now) {
        Status::Open { closes } => (true, told(desk, Text::OpenUntil, schedule, closes), Some(closes)),
        Status::AlwaysOpen => (true, desk.text(Text::OpenAlways).to_owned(), None),
        Status::Closed { opens: Some(opens) } => {
            (false, told(desk, Text::ClosedUntil, schedule, opens), Some(opens))
        }
        Status::Closed { opens: None } => (false, desk.text(Text::Closed).to_owned(), None),
    };
    let mut told = vec![parts::text("strong", "", &text)];
    if let Some(yours) = at.and_then(|at| your_time(desk, schedule, at)) {
        told.extend([Html::from(" "), parts::text("span", "yours", &yours)]);
    }
    element("p", if open { "status open" } else { "status" }, all(told))
}

fn told(desk: &Desk, sentence: Text, schedule: &Schedule, at: Seconds) -> String {
    desk.fill(sentence, "when", &when(desk, &schedule.zone, at))
}

fn is_near(desk: &Desk, at: Seconds) -> bool {
    minutes_until(desk, at) <= NEAR_MINUTES
}

/// Minutes from now, begun ones counted: at 17:59:30 a shop closes "in 1 minute".
fn minutes_until(desk: &Desk, at: Seconds) -> Seconds {
    (at - desk.now + 59).div_euclid(60)
}

fn when(desk: &Desk, zone: &str, at: Seconds) -> String {
    if is_near(desk, at) {
        intl::in_minutes(desk.boot.lang, minutes_until(desk, at))
    } else if intl::day(desk.boot.lang, zone, at) == intl::day(desk.boot.lang, zone, desk.now) {
        desk.fill(Text::AtTime, "time", &intl::time(desk.boot.lang, zone, at))
    } else if at - desk.now < WEEKDAY_IS_CLEAR {
        intl::weekday_time(desk.boot.lang, zone, at)
    } else {
        intl::day_time(desk.boot.lang, zone, at)
    }
}

/// The same instant by the shopper's clock, where that differs from the shop's.
fn your_time(desk: &Desk, schedule: &Schedule, at: Seconds) -> Option<String> {
    let yours = desk.zone.as_deref()?;
    if is_near(desk, at) || intl::same_clock(yours, &schedule.zone, at) {
        return None;
    }
    let same_day = intl::day(desk.boot.lang, yours, at) == intl::day(desk.boot.lang, &schedule.zone, at);
    let time = if same_day {
        intl::time(desk.boot.lang, yours, at)
    } else {
        intl::weekday_time(desk.boot.lang, yours, at)
    };
    (!time.is_empty()).then(|| desk.fill(Text::YourTime, "time", &time))
}
