//! Dates, times, money and names of countries, written as each language writes them: by `Intl`, which
//! the browser and the edge's runtime both bring along.
//!
//! Off WASM (unit tests of the markup) plain ISO forms stand in; the real ones are tested against
//! workerd and Chromium.

use model::Seconds;
#[cfg(feature = "ssr")]
use model::hours::TimeRange;
use model::lang::Lang;
#[cfg(feature = "ssr")]
use model::link::Price;

const WEEKDAY: &str = r#""weekday":"long""#;
const DATE: &str = r#""day":"numeric","month":"long""#;

/// The time of day at an instant: `9:00 AM`, `09:00`.
pub fn time(lang: Lang, zone: &str, at: Seconds) -> String {
    js::date_time(lang, zone, time_fields(lang), at)
}

/// The weekday and time of an instant: `Monday 9:00 AM`.
pub fn weekday_time(lang: Lang, zone: &str, at: Seconds) -> String {
    if lang == Lang::Ja {
        // `Intl` writes the day behind the time, in brackets; before a verb people name it first.
        let (day, time) = (js::date_time(lang, zone, WEEKDAY, at), time(lang, zone, at));
        return if time.is_empty() { time } else { [&*day, " ", &*time].concat() };
    }
    js::date_time(lang, zone, &[WEEKDAY, ",", time_fields(lang)].concat(), at)
}

/// The day, date and time of an instant: `Monday, January 4 at 9:00 AM`.
pub fn day_time(lang: Lang, zone: &str, at: Seconds) -> String {
    js::date_time(lang, zone, &[WEEKDAY, ",", DATE, ",", time_fields(lang)].concat(), at)
}

/// The weekday and date of an instant: `Thursday, December 24`.
pub fn day(lang: Lang, zone: &str, at: Seconds) -> String {
    js::date_time(lang, zone, &[WEEKDAY, ",", DATE].concat(), at)
}

/// A time's parts as the language's own short form has them (CLDR's `timeFormats`, short): `09:00` or
/// `9:00`. `timeStyle` itself goes with no weekday, and beside one `Intl` writes an hour otherwise.
fn time_fields(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn | Lang::De | Lang::PtBr | Lang::Fr => r#""hour":"2-digit","minute":"2-digit""#,
        Lang::En | Lang::Es | Lang::Ja | Lang::Ar => r#""hour":"numeric","minute":"2-digit""#,
    }
}

/// Whether two zones' clocks show the same at an instant.
pub fn same_clock(one: &str, other: &str, at: Seconds) -> bool {
    one == other || day_time(Lang::En, one, at) == day_time(Lang::En, other, at)
}

/// A time some minutes ahead: `in 40 minutes`.
pub fn in_minutes(lang: Lang, minutes: Seconds) -> String {
    js::relative(lang, minutes, "minute")
}

/// Small letters of a text.
pub fn lower(text: &str) -> String {
    js::lower(text)
}

/// An amount of money in minor units, of which the currency has `digits` digits: `€1,049.00`, `1.049,00 €`.
pub fn amount(lang: Lang, currency: &str, digits: u32, minor: i64) -> String {
    // No amount is near 2^53.
    #[allow(clippy::cast_precision_loss)]
    let minor = minor as f64;
    js::money(lang, currency, (0..digits).fold(minor, |amount, _| amount / 10.0))
}

#[cfg(feature = "ssr")]
pub use edge_only::{again, ago, ahead, country, date, day_time_zone, money, offsets, times, weekday};

/// What the edge alone writes: by the time the browser sees it, it is text.
#[cfg(feature = "ssr")]
mod edge_only {
    use super::{DATE, Lang, Price, Seconds, TimeRange, WEEKDAY, js, time, time_fields};

    /// The date of an instant with its year: `November 16, 2026`.
    pub fn date(lang: Lang, zone: &str, at: Seconds) -> String {
        js::date_time(lang, zone, &[DATE, r#","year":"numeric""#].concat(), at)
    }

    /// The day, date and time of an instant with its zone: `Monday, January 4 at 9:00 AM GMT+1`.
    pub fn day_time_zone(lang: Lang, zone: &str, at: Seconds) -> String {
        let zoned = r#","timeZoneName":"short""#;
        js::date_time(lang, zone, &[WEEKDAY, ",", DATE, ",", time_fields(lang), zoned].concat(), at)
    }

    /// How long it is until then: `in 20 minutes`.
    pub fn ahead(lang: Lang, seconds: Seconds) -> String {
        let (value, unit) = of_units(seconds);
        js::relative(lang, value, unit)
    }

    /// When somebody may come again, rounded up: `in 40 seconds`, `in 8 hours`.
    pub fn again(lang: Lang, seconds: u32) -> String {
        let (value, unit) = match seconds {
            ..91 => (seconds, "second"),
            91..5_401 => (seconds.div_ceil(60), "minute"),
            _ => (seconds.div_ceil(3_600), "hour"),
        };
        js::relative(lang, value.into(), unit)
    }

    /// How long ago it was: `20 minutes ago`.
    pub fn ago(lang: Lang, seconds: Seconds) -> String {
        let (value, unit) = of_units(seconds);
        js::relative(lang, -value, unit)
    }

    /// A length of time in the largest unit of which there is a whole one.
    const fn of_units(seconds: Seconds) -> (i64, &'static str) {
        match seconds / 60 {
            ..1 => (0, "minute"),
            minutes @ ..60 => (minutes, "minute"),
            minutes @ ..1_440 => (minutes / 60, "hour"),
            minutes => (minutes / 1_440, "day"),
        }
    }

    /// The name of a weekday, 0 is Monday.
    pub fn weekday(lang: Lang, day: u8) -> String {
        // 1970-01-05 was a Monday.
        js::date_time(lang, "UTC", WEEKDAY, (4 + Seconds::from(day)) * 24 * 60 * 60)
    }

    /// The start and the end of a time range.
    pub fn times(lang: Lang, range: TimeRange) -> (String, String) {
        let clock = |minutes: u16| time(lang, "UTC", Seconds::from(minutes) * 60);
        (clock(range.from), clock(range.to))
    }

    /// An amount of money, its currency's minor unit taken into account: `€0.20`, `0,20 €`.
    pub fn money(lang: Lang, price: &Price) -> String {
        super::amount(lang, price.currency.code(), price.currency.digits(), price.minor.into())
    }

    /// How many seconds a zone is ahead of UTC at an instant between 1970 and 9999; `None` for a zone
    /// that the runtime does not know.
    pub fn offsets(zone: &str) -> Option<impl Fn(Seconds) -> Option<Seconds>> {
        let written = js::offsets(zone)?;
        Some(move |at| offset(&written(at)))
    }

    /// The offset in a text that ends in it: `GMT`, `GMT+05:30`, `GMT-00:44:30`.
    pub(super) fn offset(written: &str) -> Option<Seconds> {
        let (_, offset) = written.rsplit_once("GMT")?;
        let sign = match offset.chars().next() {
            None => return Some(0),
            Some('+') => 1,
            Some('-') => -1,
            Some(_) => return None,
        };
        let parts = offset.get(1..)?.split(':').zip([3600, 60, 1]);
        let seconds: Option<Seconds> =
            parts.map(|(number, unit)| Some(number.parse::<Seconds>().ok()? * unit)).sum();
        Some(sign * seconds?)
    }

    /// The name of a country by its ISO 3166-1 code.
    pub fn country(lang: Lang, code: &str) -> String {
        js::country(lang, code)
    }
}

#[cfg(target_arch = "wasm32")]
mod js {
    use std::cell::RefCell;

    use model::Seconds;
    use model::lang::Lang;
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = Intl)]
        type DateTimeFormat;
        #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
        fn new(locale: &str, options: &JsValue) -> Result<DateTimeFormat, JsValue>;
        #[wasm_bindgen(method)]
        fn format(this: &DateTimeFormat, milliseconds: f64) -> String;

        #[wasm_bindgen(js_namespace = Intl)]
        type RelativeTimeFormat;
        #[wasm_bindgen(constructor, js_namespace = Intl)]
        fn new(locale: &str) -> RelativeTimeFormat;
        #[wasm_bindgen(method)]
        fn format(this: &RelativeTimeFormat, value: f64, unit: &str) -> String;
    }

    /// How many formatters are kept: those of a page in every language, and of some zones.
    const KEPT: usize = 100;

    thread_local! {
        /// Formatters by language and options, the oldest first: one takes as long to make as a hundred
        /// texts to write.
        static FORMATTERS: RefCell<Vec<(Lang, String, JsValue)>> = const { RefCell::new(Vec::new()) };
    }

    /// The formatter of a language for `options`, as JSON that no two kinds of formatters share; made the
    /// first time. `None` if `Intl` refuses the options.
    fn formatter<T: JsCast>(
        lang: Lang,
        options: String,
        make: impl FnOnce(&str, &JsValue) -> Result<T, JsValue>,
    ) -> Option<T> {
        FORMATTERS.with_borrow_mut(|kept| {
            if let Some((.., made)) = kept.iter().find(|(of, by, _)| *of == lang && *by == options) {
                return Some(made.clone().unchecked_into());
            }
            let new = make(lang.code(), &js_sys::JSON::parse(&options).unwrap_or_default()).ok()?.into();
            if kept.len() >= KEPT {
                kept.remove(0);
            }
            kept.push((lang, options, new.clone()));
            Some(new.unchecked_into())
        })
    }

    /// An unknown zone (a shopper's browser may know more of them than ours) tells nothing.
    pub(super) fn date_time(lang: Lang, zone: &str, fields: &str, at: Seconds) -> String {
        let options = ["{", fields, r#","timeZone":""#, zone, "\"}"].concat();
        // Instants are far below 2^53 milliseconds.
        #[allow(clippy::cast_precision_loss)]
        formatter(lang, options, DateTimeFormat::new)
            .map(|format| format.format(at as f64 * 1000.0))
            .unwrap_or_default()
    }

    pub(super) fn lower(text: &str) -> String {
        js_sys::JsString::from(text).to_lower_case().into()
    }

    #[allow(clippy::cast_precision_loss)]
    pub(super) fn relative(lang: Lang, value: i64, unit: &str) -> String {
        RelativeTimeFormat::new(lang.code()).format(value as f64, unit)
    }

    #[cfg(feature = "ssr")]
    pub(super) fn offsets(zone: &str) -> Option<impl Fn(Seconds) -> String> {
        let options = [r#"{"timeZoneName":"longOffset","timeZone":""#, zone, "\"}"].concat();
        let format = formatter(Lang::En, options, DateTimeFormat::new)?;
        #[allow(clippy::cast_precision_loss)]
        Some(move |at| format.format(at as f64 * 1000.0))
    }

    pub(super) fn money(lang: Lang, currency: &str, amount: f64) -> String {
        #[wasm_bindgen]
        extern "C" {
            #[wasm_bindgen(js_namespace = Intl)]
            type NumberFormat;
            #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
            fn new(locale: &str, options: &JsValue) -> Result<NumberFormat, JsValue>;
            #[wasm_bindgen(method)]
            fn format(this: &NumberFormat, value: f64) -> String;
        }
        let options = [r#"{"style":"currency","currency":""#, currency, "\"}"].concat();
        formatter(lang, options, NumberFormat::new).map(|format| format.format(amount)).unwrap_or_default()
    }

    #[cfg(feature = "ssr")]
    pub(super) fn country(lang: Lang, code: &str) -> String {
        #[wasm_bindgen]
        extern "C" {
            #[wasm_bindgen(js_namespace = Intl)]
            type DisplayNames;
            #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
            fn new(locale: &str, options: &JsValue) -> Result<DisplayNames, JsValue>;
            #[wasm_bindgen(method, catch)]
            fn of(this: &DisplayNames, code: &str) -> Result<String, JsValue>;
        }
        formatter(lang, r#"{"type":"region"}"#.to_owned(), DisplayNames::new)
            .and_then(|names| names.of(code).ok())
            .unwrap_or_else(|| code.to_owned())
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod js {
    use model::Seconds;
    use model::lang::Lang;

    pub(super) fn date_time(_: Lang, zone: &str, fields: &str, at: Seconds) -> String {
        let (day, minutes) = (at.div_euclid(86_400), at.rem_euclid(86_400) / 60);
        let date = if fields.contains("day") { format!("day {day} ") } else { String::new() };
        let clock = if fields.contains("hour") {
            format!("{:02}:{:02}", minutes / 60, minutes % 60)
        } else {
            String::new()
        };
        format!("{date}{clock} {zone}")
    }

    pub(super) fn lower(text: &str) -> String {
        text.to_lowercase()
    }

    pub(super) fn relative(_: Lang, value: i64, unit: &str) -> String {
        format!("in {value} {}", unit.replace("minute", "min"))
    }

    #[cfg(feature = "ssr")]
    pub(super) fn offsets(zone: &str) -> Option<impl Fn(Seconds) -> String> {
        (!zone.is_empty()).then_some(|_| "GMT".to_owned())
    }

    pub(super) fn money(_: Lang, currency: &str, amount: f64) -> String {
        format!("{currency} {amount}")
    }

    #[cfg(feature = "ssr")]
    pub(super) fn country(_: Lang, code: &str) -> String {
        code.to_owned()
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::edge_only::offset;

    #[test]
    fn offsets_are_read_as_intl_writes_them() {
        for (written, expect) in [
            ("9/21/2026, GMT", Some(0)),
            ("9/21/2026, GMT+00:00", Some(0)),
            ("9/21/2026, GMT+05:30", Some(19_800)),
            ("9/21/2026, GMT-03:00", Some(-10_800)),
            ("1/1/1970, GMT-00:44:30", Some(-2_670)),
            ("9/21/2026, CEST", None),
            ("9/21/2026, GMT\u{2212}03:00", None),
            ("9/21/2026, GMT+", None),
            ("", None),
        ] {
            assert_eq!(offset(written), expect, "{written}");
        }
    }
}
