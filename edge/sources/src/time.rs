//! Instants as other systems write them.

use model::Seconds;
use model::days::DAY;

/// Reads RFC 3339 with `Z`, an offset (`+02:00`, `+0200`) or none (then UTC), fractions of a second passed over:
/// `2026-11-20T11:00:00.123+01:00`. Also with a space for the `T`.
pub fn rfc3339(written: &str) -> Option<Seconds> {
    let (date, time) = written.split_at_checked(10)?;
    let mut parts = date.split('-').map(str::parse::<i64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let time = time.strip_prefix(['T', 't', ' '])?;
    let (clock, rest) = time.split_at_checked(8)?;
    let mut parts = clock.split(':').map(str::parse::<i64>);
    let (hour, minute, second) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let offset = offset(rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit()))?;
    let sound = (1970..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    sound.then(|| days(year, month, day) * DAY + hour * 3_600 + minute * 60 + second - offset)
}

/// The day of an instant where it was written with an offset of its own, as the midnight UTC by which days alone are told: a
/// parcel that is due at 18:00 in New York is due on that day there, whatever the day at the shop is then. What is written
/// in UTC, as by systems that know of no other clock, stays the instant that it is.
pub fn day(written: &str) -> Option<Seconds> {
    let at = rfc3339(written)?;
    let there = rfc3339(written.get(..19)?)?;
    Some(if there == at { at } else { there.div_euclid(DAY) * DAY })
}

/// Seconds east of Greenwich.
fn offset(written: &str) -> Option<i64> {
    let (sign, rest) = match written.chars().next() {
        None => return Some(0),
        Some('Z' | 'z') => return (written.len() == 1).then_some(0),
        Some('+') => (1, &written[1..]),
        Some('-') => (-1, &written[1..]),
        Some(_) => return None,
    };
    let digits = rest.replace(':', "");
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes = if minutes.is_empty() { 0 } else { minutes.parse::<i64>().ok()? };
    Some(sign * (hours.parse::<i64>().ok()? * 3_600 + minutes * 60))
}

/// Days from 1970-01-01 to a date of the Gregorian calendar (Howard Hinnant's `days_from_civil`).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_as_they_are_written() {
        for (written, expect) in [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("2026-11-20T11:00:00+01:00", Some(1_795_168_800)),
            ("2026-11-20T11:00:00.999+0100", Some(1_795_168_800)),
            ("2026-11-20 10:00:00", Some(1_795_168_800)),
            ("2000-02-29T00:00:00-05:30", Some(951_802_200)),
            ("2026-13-20T11:00:00Z", None),
            ("2026-11-20", None),
            ("yesterday", None),
            ("２０２６-11-20T11:00:00Z", None),
            ("", None),
        ] {
            assert_eq!(rfc3339(written), expect, "{written}");
        }
    }

    #[test]
    fn a_day_is_the_one_of_the_clock_that_it_is_written_by() {
        for (written, expect) in [
            ("2026-11-25T18:00:00-05:00", "2026-11-25T00:00:00Z"),
            ("2026-11-25T08:00:00.5+1300", "2026-11-25T00:00:00Z"),
            ("2026-11-25T00:00:00+01:00", "2026-11-25T00:00:00Z"),
            ("2026-11-25T23:00:00Z", "2026-11-25T23:00:00Z"),
            ("2026-11-25T23:00:00+00:00", "2026-11-25T23:00:00Z"),
            ("2026-11-25 23:00:00", "2026-11-25T23:00:00Z"),
        ] {
            assert_eq!(day(written), rfc3339(expect), "{written}");
        }
        assert_eq!(day("2026-11-25"), None);
    }
}
