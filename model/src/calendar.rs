//! An expected arrival as a calendar file (iCalendar, RFC 5545).
//!
//! `calendar(event: &Event) -> String`, text/calendar, with
//! `Event { id, now: Seconds, first: Date, last: Date, summary, description }`.

use crate::Seconds;
use crate::days::{DAY, LAST, date, day};
use crate::hours::Date;
use crate::lines::{Lines, escaped};

/// Something that takes whole days.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// What makes it the same event when the file is fetched again: a hash of site, order and parcel. Nothing
    /// personal, for it travels with the calendar.
    pub id: &'a str,
    /// The present instant. A calendar that has the event already takes what is told later.
    pub now: Seconds,
    /// The first day.
    pub first: Date,
    /// The last day. Before the first: the first alone.
    pub last: Date,
    /// What it is called.
    pub summary: &'a str,
    /// What else there is to say; may have lines.
    pub description: &'a str,
}

/// A calendar with one event, which keeps nobody's time busy.
pub fn calendar(event: &Event<'_>) -> String {
    let compact = |date: Date| format!("{:04}{:02}{:02}", date.year, date.month, date.day);
    let now = event.now.clamp(0, LAST);
    let second = now % DAY;
    let stamp = format!(
        "{}T{:02}{:02}{:02}Z",
        compact(date(now / DAY)),
        second / 3600,
        second / 60 % 60,
        second % 60
    );
    let mut lines = Lines::default();
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Deskbell//Deskbell//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
    ] {
        lines.line(line);
    }
    lines.line(&["UID:", &escaped(event.id), "@deskbell"].concat());
    lines.line(&["DTSTAMP:", &stamp].concat());
    // So that of two files of an event the newer one counts.
    lines.line(&["SEQUENCE:", &(now / 60 % 1_000_000_000).to_string()].concat());
    lines.line(&["DTSTART;VALUE=DATE:", &compact(event.first)].concat());
    // The end is the day after the last.
    let end = date(day(event.last.max(event.first)) + 1);
    lines.line(&["DTEND;VALUE=DATE:", &compact(end)].concat());
    lines.line(&["SUMMARY:", &escaped(event.summary)].concat());
    if !event.description.is_empty() {
        lines.line(&["DESCRIPTION:", &escaped(event.description)].concat());
    }
    lines.line("TRANSP:TRANSPARENT");
    lines.line("END:VEVENT");
    lines.line("END:VCALENDAR");
    lines.text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::LINE_OCTETS;

    fn day_of(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn event() -> Event<'static> {
        Event {
            id: "3f9a",
            now: 1_795_338_062,
            first: day_of("2026-12-30"),
            last: day_of("2026-12-31"),
            summary: "Parcel of order LC-20371",
            description: "Probably on 30 December.",
        }
    }

    #[test]
    fn an_arrival_is_one_event_of_whole_days() {
        let expect = "BEGIN:VCALENDAR VERSION:2.0 PRODID:-//Deskbell//Deskbell//EN CALSCALE:GREGORIAN \
            BEGIN:VEVENT UID:3f9a@deskbell DTSTAMP:20261122T090102Z SEQUENCE:29922301 \
            DTSTART;VALUE=DATE:20261230 DTEND;VALUE=DATE:20270101 SUMMARY:Parcel_of_order_LC-20371 \
            DESCRIPTION:Probably_on_30_December. TRANSP:TRANSPARENT END:VEVENT END:VCALENDAR ";
        let told = calendar(&event()).replace(' ', "_").replace("\r\n", " ");
        assert_eq!(told, expect);
    }

    #[test]
    fn days_end_after_the_last() {
        for (first, last, expect) in [
            ("2028-02-28", "2028-02-28", "DTSTART;VALUE=DATE:20280228\r\nDTEND;VALUE=DATE:20280229\r\n"),
            ("2028-02-28", "2028-02-29", "DTSTART;VALUE=DATE:20280228\r\nDTEND;VALUE=DATE:20280301\r\n"),
            ("2026-12-31", "2026-12-01", "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"),
            ("1970-01-01", "9998-12-31", "DTSTART;VALUE=DATE:19700101\r\nDTEND;VALUE=DATE:99990101\r\n"),
        ] {
            let told = calendar(&Event { first: day_of(first), last: day_of(last), ..event() });
            assert!(told.contains(expect), "{told}");
        }
    }

    #[test]
    fn hostile_text_stays_in_its_line() {
        let text = "x\r\nEND:VEVENT\nBEGIN:VALARM\rACTION:EMAIL\0; \\, ".to_owned() + &"語😀".repeat(100);
        for now in [Seconds::MIN, -1, Seconds::MAX] {
            let told = calendar(&Event { id: &text, summary: &text, description: &text, now, ..event() });
            let lines: Vec<&str> = told.split("\r\n").collect();
            assert!(
                lines.iter().all(|line| line.len() <= LINE_OCTETS && !line.contains(['\r', '\n', '\0'])),
                "{told}"
            );
            let names = lines.iter().filter(|line| !line.is_empty() && !line.starts_with(' '));
            let names: Vec<&str> = names.map(|line| line.split([':', ';']).next().unwrap()).collect();
            let expect = [
                "BEGIN",
                "VERSION",
                "PRODID",
                "CALSCALE",
                "BEGIN",
                "UID",
                "DTSTAMP",
                "SEQUENCE",
                "DTSTART",
                "DTEND",
                "SUMMARY",
                "DESCRIPTION",
                "TRANSP",
                "END",
                "END",
            ];
            assert_eq!(names, expect, "{told}");
            let unfolded = told.replace("\r\n ", "");
            assert!(
                unfolded.contains("SUMMARY:x\\nEND:VEVENT\\nBEGIN:VALARM\\nACTION:EMAIL\\; \\\\\\, 語😀"),
                "{told}"
            );
        }
    }
}
