//! From the owner's local times to instants, by the time zone database.

use jiff::civil;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::Seconds;
use crate::hours::{Date, Hours, Interval, SpecialDay, TimeRange};
use crate::id::Invalid;

/// How far ahead openings are worked out: the longest works holiday still has an end in sight.
const DAYS_AHEAD: i32 = 60;

/// How many openings are told to the browser: two weeks of two shifts a day.
const OPENINGS_TOLD: usize = 28;

/// The time zone of an IANA name.
pub fn zone(name: &str) -> Result<TimeZone, Invalid> {
    TimeZone::get(name).map_err(|_| {
        Invalid(format!("`{name}` is not a time zone; write its IANA name, such as \"Europe/Berlin\""))
    })
}

/// The openings from `now` on (the present one included), in order, merged where they touch.
pub fn openings(hours: &Hours, now: Seconds) -> Result<Vec<Interval>, Invalid> {
    let zone = zone(&hours.zone)?;
    let today = local_date(&zone, now);
    let mut found: Vec<Interval> = Vec::new();
    // Yesterday too: its last opening may go on past midnight.
    for offset in -1..=DAYS_AHEAD {
        let Ok(date) = today.checked_add(offset.days()) else { break };
        let mut times = times_on(hours, date).to_vec();
        times.sort_unstable();
        for range in times {
            let opening =
                Interval { opens: instant(&zone, date, range.from), closes: instant(&zone, date, range.to) };
            match found.last_mut() {
                Some(last) if opening.opens <= last.closes => last.closes = last.closes.max(opening.closes),
                // A clock change can swallow an opening whole.
                _ if opening.opens < opening.closes => found.push(opening),
                _ => {}
            }
        }
    }
    found.retain(|interval| interval.closes > now);
    found.truncate(OPENINGS_TOLD);
    Ok(found)
}

/// The special days within `days` days from `now`, soonest first, with their next date.
pub fn special_days(hours: &Hours, now: Seconds, days: i32) -> Result<Vec<(Date, &SpecialDay)>, Invalid> {
    let today = local_date(&zone(&hours.zone)?, now);
    let dates = (0..=days).filter_map(|offset| today.checked_add(offset.days()).ok()).map(ours);
    Ok(dates.filter_map(|date| special_on(hours, date).map(|special| (date, special))).collect())
}

/// Midnight UTC of a date, by which a date is formatted without a zone.
pub fn midnight_utc(date: Date) -> Seconds {
    theirs(date).map_or(0, |date| instant(&TimeZone::UTC, date, 0))
}

/// Whether `date` follows upon `before`.
pub fn is_day_after(date: Date, before: Date) -> bool {
    midnight_utc(date) - midnight_utc(before) == 24 * 60 * 60
}

fn theirs(date: Date) -> Option<civil::Date> {
    civil::Date::new(date.year, date.month.cast_signed(), date.day.cast_signed()).ok()
}

fn special_on(hours: &Hours, date: Date) -> Option<&SpecialDay> {
    hours.special.iter().find(|special| special.date.holds(date))
}

fn times_on(hours: &Hours, date: civil::Date) -> &[TimeRange] {
    match special_on(hours, ours(date)) {
        Some(special) => &special.hours,
        None => hours.week.days()[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())],
    }
}

fn local_date(zone: &TimeZone, now: Seconds) -> civil::Date {
    let timestamp = Timestamp::from_second(now).unwrap_or(Timestamp::UNIX_EPOCH);
    zone.to_datetime(timestamp).date()
}

/// The instant at which the shop's clock shows `minutes` after midnight. Where a clock change
/// skips that time, the instant after the change; where it comes twice, the first.
fn instant(zone: &TimeZone, date: civil::Date, minutes: u16) -> Seconds {
    let (days, minutes) = (i32::from(minutes / 1440), i64::from(minutes % 1440));
    let clock = date
        .checked_add(days.days())
        .and_then(|day| day.to_datetime(civil::Time::midnight()).checked_add(minutes.minutes()));
    let zoned = clock.and_then(|clock| zone.to_ambiguous_timestamp(clock).compatible());
    zoned.map_or(Seconds::MAX, Timestamp::as_second)
}

fn ours(date: civil::Date) -> Date {
    Date { year: date.year(), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::{Status, Week, status};

    fn at(text: &str) -> Seconds {
        text.parse::<Timestamp>().unwrap().as_second()
    }

    fn hours(zone: &str, daily: &[&str], special: &[(&str, &[&str])]) -> Hours {
        let day: Vec<TimeRange> = daily.iter().map(|text| text.parse().unwrap()).collect();
        let special = special.iter().map(|(date, times)| SpecialDay {
            date: date.parse().unwrap(),
            name: None,
            hours: times.iter().map(|text| text.parse().unwrap()).collect(),
        });
        let week = Week {
            mon: day.clone(),
            tue: day.clone(),
            wed: day.clone(),
            thu: day.clone(),
            fri: day,
            ..Week::default()
        };
        Hours { zone: zone.to_owned(), week, special: special.collect() }
    }

    #[track_caller]
    fn check(hours: &Hours, now: &str, expect: Result<&str, &str>) {
        let expect = match expect {
            Ok(closes) => Status::Open { closes: at(closes) },
            Err(opens) => Status::Closed { opens: Some(at(opens)) },
        };
        assert_eq!(status(&openings(hours, at(now)).unwrap(), at(now)), expect, "at {now}");
    }

    #[test]
    fn the_shops_own_clock_decides() {
        let berlin = hours("Europe/Berlin", &["9:00-13:00", "14:00-18:00"], &[]);
        // Friday 2026-11-20, winter time: UTC+1.
        check(&berlin, "2026-11-20T08:00:00Z", Ok("2026-11-20T12:00:00Z"));
        check(&berlin, "2026-11-20T12:30:00Z", Err("2026-11-20T13:00:00Z"));
        check(&berlin, "2026-11-20T17:00:00Z", Err("2026-11-23T08:00:00Z"));
        // The week after the change to summer time opens an hour earlier by UTC.
        check(&berlin, "2027-03-27T12:00:00Z", Err("2027-03-29T07:00:00Z"));
    }

    #[test]
    fn special_days_come_before_the_week() {
        let berlin = hours(
            "Europe/Berlin",
            &["9:00-18:00"],
            &[("2026-12-24", &["9:00-13:00"]), ("12-25", &[]), ("2026-12-28/2026-12-31", &[])],
        );
        check(&berlin, "2026-12-24T11:30:00Z", Ok("2026-12-24T12:00:00Z"));
        check(&berlin, "2026-12-24T12:30:00Z", Err("2027-01-01T08:00:00Z"));
        let named: Vec<String> = special_days(&berlin, at("2026-12-20T00:00:00Z"), 10)
            .unwrap()
            .iter()
            .map(|(date, _)| date.to_string())
            .collect();
        assert_eq!(named, ["2026-12-24", "2026-12-25", "2026-12-28", "2026-12-29", "2026-12-30"]);
    }

    #[test]
    fn nights_and_clock_changes() {
        let bar = hours("Europe/Berlin", &["20:00-02:30"], &[]);
        // 2026-10-23 is a Friday; its night ends on Saturday.
        check(&bar, "2026-10-23T23:00:00Z", Ok("2026-10-24T00:30:00Z"));
        let mut sunday = hours("Europe/Berlin", &[], &[]);
        sunday.week.sun = vec!["01:00-05:00".parse().unwrap()];
        // 2026-10-25: the hour from 2 to 3 comes twice, so the opening lasts five hours.
        check(&sunday, "2026-10-25T03:30:00Z", Ok("2026-10-25T04:00:00Z"));
        check(&sunday, "2026-10-24T22:00:00Z", Err("2026-10-24T23:00:00Z"));
        // 2027-03-28: 2:30 does not exist; opening at 2:30 means 3:30 summer time.
        sunday.week.sun = vec!["02:30-05:00".parse().unwrap()];
        check(&sunday, "2027-03-28T00:00:00Z", Err("2027-03-28T01:30:00Z"));
    }

    #[test]
    fn around_the_clock_has_no_closing_time() {
        let mut always = hours("Asia/Kolkata", &["0:00-24:00"], &[]);
        always.week.sat = always.week.mon.clone();
        always.week.sun = always.week.mon.clone();
        let now = at("2026-11-22T05:00:00Z");
        assert_eq!(status(&openings(&always, now).unwrap(), now), Status::AlwaysOpen);
        let never = hours("Asia/Kolkata", &[], &[]);
        assert_eq!(status(&openings(&never, now).unwrap(), now), Status::Closed { opens: None });
    }

    #[test]
    fn an_unknown_zone_is_told_what_to_write() {
        assert!(zone("Berlin").unwrap_err().to_string().contains("Europe/Berlin"));
    }
}
