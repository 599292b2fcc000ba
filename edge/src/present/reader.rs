//! Who reads about an order: in which language, by which clock, when.

use model::Seconds;
use model::days::midnight_utc;
use model::hours::Date;
use model::lang::Lang;
use model::site::Site;
use model::text::Localized;
use widget::intl;
use widget::texts::fill;

use crate::router::Visit;
use crate::words;

/// From how far away on a day is told with its year, in seconds: half a year.
const FAR: Seconds = 182 * 86_400;

/// A reader.
pub(crate) struct Reader<'a> {
    pub(crate) site: &'a Site,
    pub(crate) lang: Lang,
    pub(crate) now: Seconds,
    /// Their time zone (IANA name).
    pub(crate) zone: &'a str,
    /// Whether every time says by which zone it is told, which is a guess.
    pub(crate) zoned: bool,
}

impl<'a> Reader<'a> {
    /// A shopper who looks at a page. Times are by their own clock, where the app or the network tells it, else by the shop's.
    pub(crate) fn of(visit: &'a Visit) -> Self {
        let site = visit.site();
        let zone = visit.asked.zone.as_deref().unwrap_or_else(|| shop_zone(site));
        Self { site, lang: visit.lang, now: visit.asked.now(), zone, zoned: false }
    }

    /// A text of `edge/texts/orders`.
    pub(crate) fn text(&self, key: &str) -> String {
        words::order(self.lang, key)
    }

    /// A text with its places filled, from left to right: what is put in may hold braces.
    pub(crate) fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        filled(&self.text(key), places)
    }

    /// Words of the site's own.
    pub(crate) fn said<'b>(&self, words: &'b Localized) -> &'b str {
        words.get(self.lang, self.site.main_language())
    }

    /// An instant: "Monday, November 16 at 1:40 PM"; from far away its date with the year.
    pub(crate) fn when(&self, at: Seconds) -> String {
        if self.zoned {
            self.promised(at)
        } else if self.is_far(at) {
            self.date(at)
        } else {
            intl::day_time(self.lang, self.zone, at)
        }
    }

    /// An instant by which something is promised, with the zone of whose clock it is.
    pub(crate) fn promised(&self, at: Seconds) -> String {
        if self.is_far(at) { self.date(at) } else { intl::day_time_zone(self.lang, self.zone, at) }
    }

    /// The date of an instant: "November 16, 2026".
    pub(crate) fn date(&self, at: Seconds) -> String {
        intl::date(self.lang, self.zone, at)
    }

    /// A day, as it is for everybody: "Tuesday, November 24"; from far away with its year.
    pub(crate) fn day(&self, date: Date) -> String {
        let at = midnight_utc(date);
        if self.is_far(at) { intl::date(self.lang, "UTC", at) } else { intl::day(self.lang, "UTC", at) }
    }

    fn is_far(&self, at: Seconds) -> bool {
        at.saturating_sub(self.now).saturating_abs() > FAR
    }
}

/// The clock that the shop works by.
pub(crate) fn shop_zone(site: &Site) -> &str {
    let shipping = site.shipping.as_ref().map(|shipping| shipping.zone.as_str());
    shipping.or_else(|| site.hours.as_ref().map(|hours| hours.zone.as_str())).unwrap_or("UTC")
}

/// Fills places one after the other, each behind the one before: nothing that was put in is taken for a place.
fn filled(text: &str, places: &[(&str, &str)]) -> String {
    match places {
        [] => text.to_owned(),
        [(name, value)] => fill(text, name, value),
        _ => text.split('{').enumerate().fold(String::new(), |mut all, (index, part)| {
            let (name, rest) =
                if index == 0 { ("", part) } else { part.split_once('}').unwrap_or(("", part)) };
            let value = places.iter().find(|(place, _)| *place == name).map_or("", |(_, value)| value);
            all.extend([value, rest]);
            all
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn what_is_put_in_is_no_place() {
        for (text, places, expect) in [
            ("plain", &[][..], "plain"),
            ("{a}", &[("a", "{a}")], "{a}"),
            ("{a} of {b}", &[("b", "2"), ("a", "{b}")], "{b} of 2"),
            ("{b}, {a}.", &[("a", "x"), ("b", "}{")], "}{, x."),
        ] {
            assert_eq!(filled(text, places), expect);
        }
    }
}
