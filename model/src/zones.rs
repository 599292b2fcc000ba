//! From the owner's local times to instants, by the clock of their place.
//!
//! What that clock shows is asked of whoever knows time zones: the edge's runtime does (`Intl`), so
//! that no time zone database travels with us.

use crate::Seconds;
pub use crate::days::midnight_utc;
use crate::days::{DAY, LAST, date, day, weekday};
use crate::hours::{Date, Hours, Interval, SpecialDay, TimeRange};

/// How far ahead openings are worked out, in days: the longest works holiday still has an end in sight.
const DAYS_AHEAD: i64 = 60;

/// How many openings are told to the browser: two weeks of two shifts a day.
const OPENINGS_TOLD: usize = 28;

const WEEK: Seconds = 7 * DAY;

/// What the clock of a place shows around an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    now: Seconds,
    /// Its offset from UTC, in seconds to the east, before the first change.
    first: Seconds,
    /// From when on it has another, in order.
    changes: Vec<(Seconds, Seconds)>,
}

impl Clock {
    /// The clock at `now`, from what `offset` answers: how many seconds a place is ahead of UTC at an
    /// instant. If that cannot be answered, there is no clock.
    pub fn at(now: Seconds, offset: impl Fn(Seconds) -> Option<Seconds>) -> Option<Self> {
        let now = now.clamp(0, LAST);
        let mut at = now - WEEK;
        let first = offset(at)?;
        let (mut shown, mut changes) = (first, Vec::new());
        // By weeks, for nowhere do clocks change twice within one.
        while at < now + DAYS_AHEAD * DAY {
            let (mut before, mut after) = (at, at + WEEK);
            at = after;
            let next = offset(after)?;
            if next == shown {
                continue;
            }
            while after - before > 1 {
                let middle = before.midpoint(after);
                *(if offset(middle)? == shown { &mut before } else { &mut after }) = middle;
            }
            changes.push((after, next));
            shown = next;
        }
        Some(Self { now, first, changes })
    }

    /// Today's date, in days since 1970-01-01.
    fn today(&self) -> i64 {
        let offset = self.changes.iter().rev().find(|(from, _)| *from <= self.now);
        (self.now + offset.map_or(self.first, |(_, offset)| *offset)).div_euclid(DAY)
    }

    /// The instant at which the clock shows `minutes` after midnight of a day. Where a clock change
    /// skips that time, the instant after the change; where it comes twice, the first.
    fn instant(&self, day: i64, minutes: u16) -> Seconds {
        let local = day * DAY + Seconds::from(minutes) * 60;
        let mut instant = local - self.first;
        for (from, offset) in &self.changes {
            if instant < *from || local - offset < *from {
                break;
            }
            instant = local - offset;
        }
        instant
    }
}

/// The openings from now on (the present one included), in order, merged where they touch.
pub fn openings(hours: &Hours, clock: &Clock) -> Vec<Interval> {
    let mut found: Vec<Interval> = Vec::new();
    // Yesterday too: its last opening may go on past midnight.
    for day in (-1..=DAYS_AHEAD).map(|ahead| clock.today() + ahead) {
        let mut times = times_on(hours, day).to_vec();
        times.sort_unstable();
        for range in times {
            let opening =
                Interval { opens: clock.instant(day, range.from), closes: clock.instant(day, range.to) };
            match found.last_mut() {
                Some(last) if opening.opens <= last.closes => last.closes = last.closes.max(opening.closes),
                // A clock change can swallow an opening whole.
                _ if opening.opens < opening.closes => found.push(opening),
                _ => {}
            }
        }
    }
    found.retain(|interval| interval.closes > clock.now);
    found.truncate(OPENINGS_TOLD);
    found
}

/// The special days within `ahead` days from today, soonest first, each with its first and last date: days
/// in a row that are one holiday are told once.
pub fn special_days<'a>(hours: &'a Hours, clock: &Clock, ahead: i64) -> Vec<(Date, Date, &'a SpecialDay)> {
    let mut found: Vec<(Date, Date, &SpecialDay)> = Vec::new();
    for date in (0..=ahead).map(|ahead| date(clock.today() + ahead)) {
        let Some(special) = special_on(hours, date) else { continue };
        match found.last_mut() {
            Some((_, last, same)) if std::ptr::eq(*same, special) && day(date) - day(*last) == 1 => {
                *last = date;
            }
            _ => found.push((date, date, special)),
        }
    }
    found
}

fn special_on(hours: &Hours, date: Date) -> Option<&SpecialDay> {
    hours.special.iter().find(|special| special.date.holds(date))
}

fn times_on(hours: &Hours, day: i64) -> &[TimeRange] {
    match special_on(hours, date(day)) {
        Some(special) => &special.hours,
        None => hours.week.days()[usize::from(weekday(day))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::{Status, Week, status};
    use jiff::civil::DateTime;
    use jiff::tz::TimeZone;
    use jiff::{SignedDuration, Timestamp};

    fn at(text: &str) -> Seconds {
        text.parse::<Timestamp>().unwrap().as_second()
    }

    fn offset(zone: &TimeZone, at: Seconds) -> Option<Seconds> {
        Some(zone.to_offset(Timestamp::from_second(at).ok()?).seconds().into())
    }

    fn clock(zone: &str, now: Seconds) -> Clock {
        let zone = TimeZone::get(zone).unwrap();
        Clock::at(now, |at| offset(&zone, at)).unwrap()
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
        let openings = openings(hours, &clock(&hours.zone, at(now)));
        assert_eq!(status(&openings, at(now)), expect, "at {now}");
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
    }

    #[test]
    fn special_days_in_a_row_are_told_once_and_the_first_rule_counts() {
        let told = |special: &[(&str, &[&str])], now: &str, ahead: i64| -> Vec<String> {
            let berlin = hours("Europe/Berlin", &["9:00-18:00"], special);
            let days = special_days(&berlin, &clock("Europe/Berlin", at(now)), ahead);
            days.iter().map(|(first, last, _)| format!("{first}/{last}")).collect()
        };
        let christmas: &[(&str, &[&str])] =
            &[("2026-12-24", &["9:00-13:00"]), ("12-25", &[]), ("2026-12-28/2026-12-31", &[])];
        for (special, now, ahead, expect) in [
            (
                christmas,
                "2026-12-20T00:00:00Z",
                10,
                &["2026-12-24/2026-12-24", "2026-12-25/2026-12-25", "2026-12-28/2026-12-30"][..],
            ),
            // What is over is not told, and every year comes again.
            (christmas, "2026-12-30T12:00:00Z", 360, &["2026-12-30/2026-12-31", "2027-12-25/2027-12-25"]),
            // A day out of a holiday: two holidays with that day between them.
            (
                &[("12-24", &["9:00-13:00"]), ("2026-12-22/2026-12-26", &[])],
                "2026-12-01T00:00:00Z",
                60,
                &["2026-12-22/2026-12-23", "2026-12-24/2026-12-24", "2026-12-25/2026-12-26"],
            ),
        ] {
            assert_eq!(told(special, now, ahead), expect, "{special:?} at {now}");
        }
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
        let kolkata = clock("Asia/Kolkata", now);
        assert_eq!(status(&openings(&always, &kolkata), now), Status::AlwaysOpen);
        let never = hours("Asia/Kolkata", &[], &[]);
        assert_eq!(status(&openings(&never, &kolkata), now), Status::Closed { opens: None });
    }

    #[test]
    fn without_an_offset_there_is_no_clock() {
        assert_eq!(Clock::at(0, |_| None), None);
    }

    #[test]
    fn no_instant_is_too_far_away() {
        for now in [Seconds::MIN, -1, 0, LAST, Seconds::MAX] {
            let always = hours("UTC", &["0:00-24:00"], &[("01-01", &[])]);
            let utc = Clock::at(now, |_| Some(0)).unwrap();
            assert!(!openings(&always, &utc).is_empty(), "{now}");
            assert!(special_days(&always, &utc, 60).len() <= 1, "{now}");
        }
    }

    /// Every zone there is, for two years from 2026: each clock change falls once into each of these spans.
    #[test]
    fn clocks_change_as_the_time_zone_database_says() {
        let mut changes = 0;
        for name in jiff::tz::db().available() {
            let zone = TimeZone::get(name.as_str()).unwrap();
            for span in 0..12 {
                let now = at("2026-01-01T00:00:00Z") + span * DAYS_AHEAD * DAY;
                let clock = Clock::at(now, |at| offset(&zone, at)).unwrap();
                let today = zone.to_datetime(Timestamp::from_second(now).unwrap()).date();
                assert_eq!(date(clock.today()).to_string(), today.to_string(), "{name} at {now}");
                for (change, _) in &clock.changes {
                    changes += 1;
                    let before = zone.to_datetime(Timestamp::from_second(change - 1).unwrap());
                    // Every quarter of an hour from three hours before what the clock shows then to three after.
                    for quarter in -12..=12 {
                        let minute: DateTime = before + SignedDuration::from_secs(1 + quarter * 15 * 60);
                        let expect = zone.to_ambiguous_timestamp(minute).compatible().unwrap().as_second();
                        let date = minute.date();
                        let days = jiff::civil::date(1970, 1, 1).until(date).unwrap().get_days();
                        let minutes = u16::from(minute.hour().unsigned_abs()) * 60
                            + u16::from(minute.minute().unsigned_abs());
                        assert_eq!(clock.instant(days.into(), minutes), expect, "{name}, {minute}");
                    }
                }
            }
        }
        assert!(changes > 500, "{changes} changes looked at: is the database there?");
    }
}
