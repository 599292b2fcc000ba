//! Days as numbers, so that they can be counted: the one place where a date becomes a number and back.

use crate::Seconds;
use crate::hours::Date;

/// Seconds in a day of UTC.
pub const DAY: Seconds = 24 * 60 * 60;

/// The last instant reckoned with: the end of the years that [`Date`] knows.
pub(crate) const LAST: Seconds = 253_370_764_800;

/// Midnight UTC of a date, by which a date is formatted without a zone.
pub fn midnight_utc(date: Date) -> Seconds {
    day(date) * DAY
}

/// The day of the week, 0 is Monday. 1970-01-01 was a Thursday.
pub(crate) fn weekday(day: i64) -> u8 {
    u8::try_from((day + 3).rem_euclid(7)).unwrap_or_default()
}

/// Days since 1970-01-01. Years start in March here, so that a leap day is the last of its year, and
/// are counted in eras of 400, after which the calendar repeats itself (H. Hinnant,
/// [`days_from_civil`](https://howardhinnant.github.io/date_algorithms.html)).
pub(crate) fn day(date: Date) -> i64 {
    let month = i64::from(date.month);
    let year = i64::from(date.year) - i64::from(month <= 2);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(date.day) - 1;
    let of_era = year.rem_euclid(400);
    year.div_euclid(400) * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date of a day: [`day`] backwards (`civil_from_days` of the same author). What is before 1970 is told as
/// its first day, what is after 9999 as its last.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn date(day: i64) -> Date {
    let shifted = day.clamp(0, LAST / DAY + 364) + 719_468;
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let year = shifted.div_euclid(146_097) * 400 + year_of_era + i64::from(month >= 10);
    Date {
        year: year as i16,
        month: ((month + 2) % 12 + 1) as u8,
        day: (of_year - (153 * month + 2) / 5 + 1) as u8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn days_are_those_of_the_calendar() {
        let epoch = jiff::civil::date(1970, 1, 1);
        for number in (0..=day(Date { year: 9998, month: 12, day: 31 })).step_by(5) {
            let expect = epoch + SignedDuration::from_hours(24 * number);
            let told = date(number);
            let parts = (told.year, told.month.cast_signed(), told.day.cast_signed());
            assert_eq!(parts, (expect.year(), expect.month(), expect.day()), "day {number}");
            assert_eq!(day(told), number, "{told}");
            assert_eq!(weekday(number).cast_signed(), expect.weekday().to_monday_zero_offset(), "{told}");
        }
    }

    #[test]
    fn no_day_is_too_far_away() {
        for (number, expect) in [(i64::MIN, "1970-01-01"), (-1, "1970-01-01"), (i64::MAX, "9999-12-31")] {
            assert_eq!(date(number).to_string(), expect);
        }
    }
}
