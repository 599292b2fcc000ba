//! Opening hours: what the owner writes, and whether the shop is open at an instant.
//!
//! The owner's local times become instants once, on the edge (`zones`); the browser gets
//! those instants and needs no time zone database to go on telling the truth by itself.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Seconds;
use crate::id::Invalid;
use crate::text::Localized;

/// Minutes in a day.
pub const DAY: u16 = 24 * 60;

/// Opening hours of a shop or of one of its places, in its own time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// IANA name of the time zone, such as `Europe/Berlin`.
    pub zone: String,
    #[serde(flatten)]
    /// The usual week.
    pub week: Week,
    /// Holidays and other days that differ; the first that names a date decides for it.
    #[serde(default)]
    pub special: Vec<SpecialDay>,
}

/// The usual week. A day that is not named is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Week {
    /// Monday's times.
    pub mon: Vec<TimeRange>,
    /// Tuesday's times.
    pub tue: Vec<TimeRange>,
    /// Wednesday's times.
    pub wed: Vec<TimeRange>,
    /// Thursday's times.
    pub thu: Vec<TimeRange>,
    /// Friday's times.
    pub fri: Vec<TimeRange>,
    /// Saturday's times.
    pub sat: Vec<TimeRange>,
    /// Sunday's times.
    pub sun: Vec<TimeRange>,
}

/// Names of the days as they stand in `site.toml`, Monday first.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Week {
    /// The days' times, Monday first.
    pub fn days(&self) -> [&[TimeRange]; 7] {
        [&self.mon, &self.tue, &self.wed, &self.thu, &self.fri, &self.sat, &self.sun]
    }

    /// The week as it is told to people: neighbouring days of equal hours in one row.
    pub fn rows(&self) -> Vec<WeekRow> {
        let mut rows: Vec<WeekRow> = Vec::new();
        for (day, times) in (0..).zip(self.days()) {
            match rows.last_mut() {
                Some(row) if row.times == times => row.last = day,
                _ => rows.push(WeekRow { first: day, last: day, times: times.to_vec() }),
            }
        }
        rows
    }
}

/// Days from `first` to `last` (0 is Monday) that have the same times; no times: closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekRow {
    /// First day, 0 is Monday.
    pub first: u8,
    /// Last day, the same as `first` for a day on its own.
    pub last: u8,
    /// The times of each of these days.
    pub times: Vec<TimeRange>,
}

/// From one time of day to another, in minutes after midnight. An end at or before the start
/// means the next day, so `20:00-02:00` is kept as 1200 to 1560.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeRange {
    /// Minutes after midnight, below 1440.
    pub from: u16,
    /// Minutes after the same midnight, at most 2879.
    pub to: u16,
}

impl FromStr for TimeRange {
    type Err = Invalid;

    fn from_str(written: &str) -> Result<Self, Invalid> {
        written
            .split_once(['-', '–'])
            .and_then(|(from, to)| Some((minutes(from)?, minutes(to)?)))
            .filter(|(from, _)| *from < DAY)
            .map(|(from, to)| Self { from, to: if to <= from { to + DAY } else { to } })
            .ok_or_else(|| Invalid(format!("`{written}` is not a time range; write it as \"9:00-18:00\"")))
    }
}

/// A time of day as people write it, `9:00` to `24:00`, in minutes after midnight.
pub(crate) fn minutes(written: &str) -> Option<u16> {
    let (hour, minute) = written.trim().split_once(':')?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !(1..=2).contains(&hour.len()) || minute.len() != 2 || !digits(hour) || !digits(minute) {
        return None;
    }
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (minute < 60 && hour * 60 + minute <= DAY).then_some(hour * 60 + minute)
}

impl TryFrom<String> for TimeRange {
    type Error = Invalid;

    fn try_from(written: String) -> Result<Self, Invalid> {
        written.parse()
    }
}

impl fmt::Display for TimeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // 24:00 stays 24:00, so that a whole day does not read as an empty one.
        let to = if self.to == DAY { DAY } else { self.to % DAY };
        write!(f, "{:02}:{:02}-{:02}:{:02}", self.from / 60, self.from % 60, to / 60, to % 60)
    }
}

impl From<TimeRange> for String {
    fn from(range: TimeRange) -> Self {
        range.to_string()
    }
}

/// A day, or several, on which the usual week does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialDay {
    /// Which dates.
    pub date: Dates,
    /// What the day is called, if it has a name.
    #[serde(default)]
    pub name: Option<Localized>,
    /// Its times; none: closed all day.
    #[serde(default)]
    pub hours: Vec<TimeRange>,
}

/// A date of the proleptic Gregorian calendar; on the wire `2026-12-24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    /// Year, 1970 to 9998.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

/// The dates of a special day: `2026-12-24`, `12-25` (every year) or `2027-08-02/2027-08-14`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Dates {
    /// From a date to another, both included; the same twice for a single day.
    Between(Date, Date),
    /// A month and day of every year.
    Yearly {
        /// Month, 1 to 12.
        month: u8,
        /// Day of the month.
        day: u8,
    },
}

impl Dates {
    /// Whether `date` is one of these.
    pub fn holds(&self, date: Date) -> bool {
        match *self {
            Self::Between(first, last) => first <= date && date <= last,
            Self::Yearly { month, day } => (month, day) == (date.month, date.day),
        }
    }
}

impl FromStr for Date {
    type Err = ();

    fn from_str(written: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = written.split('-').collect();
        let [year, month, day] = parts[..] else { return Err(()) };
        if year.len() != 4 {
            return Err(());
        }
        let date = Self { year: number(year)?, month: number(month)?, day: number(day)? };
        let real = (1970..=9998).contains(&date.year) && day_exists(date.month, date.day, leap(date.year));
        if real { Ok(date) } else { Err(()) }
    }
}

fn number<N: FromStr>(digits: &str) -> Result<N, ()> {
    if digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse().map_err(|_| ()) } else { Err(()) }
}

fn leap(year: i16) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn day_exists(month: u8, day: u8, leap: bool) -> bool {
    let last = match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=last).contains(&day)
}

impl FromStr for Dates {
    type Err = Invalid;

    fn from_str(written: &str) -> Result<Self, Invalid> {
        let wrong = || {
            Invalid(format!(
                "`{written}` is not a date; write \"2026-12-24\", \"12-25\" for every year, or \"2027-08-02/2027-08-14\""
            ))
        };
        if let Some((first, last)) = written.split_once('/') {
            let (first, last) = (first.parse().map_err(|()| wrong())?, last.parse().map_err(|()| wrong())?);
            return if first <= last { Ok(Self::Between(first, last)) } else { Err(wrong()) };
        }
        if let Ok(date) = written.parse() {
            return Ok(Self::Between(date, date));
        }
        let (month, day) = written.split_once('-').ok_or_else(wrong)?;
        let (month, day) = (number(month).map_err(|()| wrong())?, number(day).map_err(|()| wrong())?);
        if day_exists(month, day, true) { Ok(Self::Yearly { month, day }) } else { Err(wrong()) }
    }
}

impl TryFrom<String> for Dates {
    type Error = Invalid;

    fn try_from(written: String) -> Result<Self, Invalid> {
        written.parse()
    }
}

impl TryFrom<String> for Date {
    type Error = Invalid;

    fn try_from(written: String) -> Result<Self, Invalid> {
        let wrong = |()| Invalid(format!("`{written}` is not a date; write it as \"2026-12-24\""));
        written.parse().map_err(wrong)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl From<Dates> for String {
    fn from(dates: Dates) -> Self {
        match dates {
            Dates::Between(first, last) if first == last => first.to_string(),
            Dates::Between(first, last) => format!("{first}/{last}"),
            Dates::Yearly { month, day } => format!("{month:02}-{day:02}"),
        }
    }
}

/// One stretch of being open: `opens <= t < closes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Interval {
    /// The first instant at which the shop is open.
    pub opens: Seconds,
    /// The first instant at which it is closed again.
    pub closes: Seconds,
}

/// Whether the shop is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Open now.
    Open {
        /// When it closes.
        closes: Seconds,
    },
    /// Open, and not to close within the time looked at.
    AlwaysOpen,
    /// Closed now.
    Closed {
        /// When it opens next, if that is known.
        opens: Option<Seconds>,
    },
}

/// How long an opening must last to count as "around the clock": a week.
const AROUND_THE_CLOCK: Seconds = 7 * 24 * 60 * 60;

/// Whether the shop is open at `now`. `intervals` are in order and do not touch each other.
pub fn status(intervals: &[Interval], now: Seconds) -> Status {
    match intervals.iter().find(|interval| now < interval.closes) {
        Some(next) if now < next.opens => Status::Closed { opens: Some(next.opens) },
        Some(current) if current.closes - now > AROUND_THE_CLOCK => Status::AlwaysOpen,
        Some(current) => Status::Open { closes: current.closes },
        None => Status::Closed { opens: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_ranges_read_as_people_write_them() {
        for (written, kept) in [
            ("9:00-18:00", "09:00-18:00"),
            ("09:00 – 18:30", "09:00-18:30"),
            ("20:00-02:00", "20:00-02:00"),
            ("00:00-24:00", "00:00-24:00"),
            ("0:00-0:00", "00:00-24:00"),
        ] {
            assert_eq!(written.parse::<TimeRange>().map(String::from), Ok(kept.to_owned()));
        }
        for written in
            ["", "9-18", "9:00", "25:00-26:00", "9:60-10:00", "9:0-10:00", "24:00-25:00", "+9:00-10:00"]
        {
            assert!(written.parse::<TimeRange>().is_err(), "{written}");
        }
    }

    #[test]
    fn dates_must_exist() {
        for written in ["2026-12-24", "12-25", "02-29", "2028-02-29", "2027-08-02/2027-08-14"] {
            assert_eq!(written.parse::<Dates>().map(String::from), Ok(written.to_owned()));
        }
        for written in [
            "2027-02-29",
            "13-01",
            "2026-04-31",
            "24.12.2026",
            "2027-08-14/2027-08-02",
            "26-1-1",
            "",
            "-",
            "1-+1",
        ] {
            assert!(written.parse::<Dates>().is_err(), "{written}");
        }
    }

    #[test]
    fn neighbouring_days_share_a_row() {
        let day = |text: &str| vec![text.parse().unwrap()];
        let week = Week {
            mon: day("9:00-18:00"),
            tue: day("9:00-18:00"),
            wed: day("9:00-13:00"),
            fri: day("9:00-18:00"),
            ..Week::default()
        };
        let rows: Vec<(u8, u8, usize)> =
            week.rows().iter().map(|row| (row.first, row.last, row.times.len())).collect();
        assert_eq!(rows, [(0, 1, 1), (2, 2, 1), (3, 3, 0), (4, 4, 1), (5, 6, 0)]);
    }

    #[test]
    fn open_from_the_first_instant_and_closed_at_the_last() {
        let day = [Interval { opens: 100, closes: 200 }, Interval { opens: 300, closes: 400 }];
        for (now, expect) in [
            (99, Status::Closed { opens: Some(100) }),
            (100, Status::Open { closes: 200 }),
            (199, Status::Open { closes: 200 }),
            (200, Status::Closed { opens: Some(300) }),
            (400, Status::Closed { opens: None }),
        ] {
            assert_eq!(status(&day, now), expect, "at {now}");
        }
        assert_eq!(status(&[Interval { opens: 0, closes: 10_000_000 }], 5), Status::AlwaysOpen);
    }
}
