//! How a shop sends its parcels: the table `[shipping]` of `site.toml`, from which `arrival` reckons.
//!
//! `Shipping { zone: String, cut_off: TimeOfDay, handling: Days, workdays: Weekdays, holidays: Vec<Dates>,
//! to: Vec<Lane> }`, `Lane { countries: Vec<Country>, carrier: Option<String>, days: Days,
//! delivers_on: Weekdays, holidays: Vec<Dates> }`; each value with a form of its own parses by `FromStr`
//! (`Weekdays` by `TryFrom<Vec<String>>`) into `Invalid`, which says what to write. The words are those of
//! schema.org's [`ShippingDeliveryTime`](https://schema.org/ShippingDeliveryTime).
//!
//! ```toml
//! [shipping]
//! zone = "Europe/Berlin"
//! cut_off = "14:00"
//! handling = "0-1"
//! holidays = ["12-25", "2026-12-28/2026-12-31"]
//!
//! [[shipping.to]]
//! countries = ["DE"]
//! carrier = "DHL"
//! days = "1-2"
//! delivers_on = ["mon", "tue", "wed", "thu", "fri", "sat"]
//! holidays = ["10-03"]
//!
//! [[shipping.to]]
//! days = "5-10"
//! ```

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::hours::{DAYS, Dates, minutes};
use crate::id::{Invalid, checked_string};

/// How long a shop takes to send an order, and whereto how long it takes to arrive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipping {
    /// IANA name of the time zone by whose clock the shop works, such as `Europe/Berlin`.
    pub zone: String,
    /// Orders from this time of day on count as of the next day. Without it the day ends at midnight.
    #[serde(default)]
    pub cut_off: TimeOfDay,
    /// How many working days after an order its parcel leaves; 0 is the same day.
    pub handling: Days,
    /// The days on which the shop packs. Usually Monday to Friday.
    #[serde(default)]
    pub workdays: Weekdays,
    /// Days on which it does not.
    #[serde(default)]
    pub holidays: Vec<Dates>,
    /// How long it takes from there. The most usual comes first.
    #[serde(default)]
    pub to: Vec<Lane>,
}

/// How long a parcel is on its way to some countries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    /// Where to. None: to every country that no other lane names.
    #[serde(default)]
    pub countries: Vec<Country>,
    /// By whom, as the shop names the carrier. None: by any that no other lane to there names.
    #[serde(default)]
    pub carrier: Option<String>,
    /// How many delivery days after it left a parcel arrives; 0 is the same day.
    pub days: Days,
    /// The days on which it is delivered. Usually Monday to Friday, though many carriers come on Saturdays
    /// too: who leaves that out promises a day too late, where the other mistake is a broken promise.
    #[serde(default)]
    pub delivers_on: Weekdays,
    /// Days on which nothing is delivered there.
    #[serde(default)]
    pub holidays: Vec<Dates>,
}

/// A time of day, in minutes after midnight: `14:00`, at most `24:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(pub u16);

impl Default for TimeOfDay {
    /// The end of the day.
    fn default() -> Self {
        Self(24 * 60)
    }
}

impl FromStr for TimeOfDay {
    type Err = Invalid;

    fn from_str(written: &str) -> Result<Self, Invalid> {
        let wrong = || Invalid(format!("`{written}` is not a time of day; write it as \"14:00\""));
        minutes(written).map(Self).ok_or_else(wrong)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// So many days, or between so many and so many: `1`, `1-2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Days {
    /// The fewest.
    pub from: u8,
    /// The most, at most [`Days::MOST`].
    pub to: u8,
}

impl Days {
    /// The most days reckoned with: half a year.
    pub const MOST: u8 = 180;

    /// What is to be expected: the middle, rather later than earlier.
    pub const fn likely(self) -> u8 {
        self.from + (self.to - self.from).div_ceil(2)
    }
}

impl FromStr for Days {
    type Err = Invalid;

    fn from_str(written: &str) -> Result<Self, Invalid> {
        let days = |text: &str| {
            let text = text.trim();
            let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            text.parse().ok().filter(|days| digits && *days <= Self::MOST)
        };
        let (from, to) = written.split_once(['-', '–']).unwrap_or((written, written));
        let found = days(from).zip(days(to)).filter(|(from, to)| from <= to);
        found.map(|(from, to)| Self { from, to }).ok_or_else(|| {
            Invalid(format!(
                "`{written}` is not a number of days; write it as \"2\" or \"1-3\", at most {}",
                Self::MOST
            ))
        })
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to { write!(f, "{}", self.from) } else { write!(f, "{}-{}", self.from, self.to) }
    }
}

/// `TryFrom<String>` and `Into<String>`, by which serde reads and writes.
macro_rules! as_string {
    ($($name:ident),*) => {$(
        impl TryFrom<String> for $name {
            type Error = Invalid;

            fn try_from(written: String) -> Result<Self, Invalid> {
                written.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }
    )*};
}

as_string!(TimeOfDay, Days);

/// Days of the week, as `["mon", "tue"]`; at least one. Usually Monday to Friday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Weekdays(u8);

impl Weekdays {
    /// Whether a day of the week (0 is Monday) is one of them.
    pub const fn holds(self, weekday: u8) -> bool {
        self.0 >> weekday & 1 == 1
    }
}

impl Default for Weekdays {
    /// Monday to Friday.
    fn default() -> Self {
        Self(0b001_1111)
    }
}

impl TryFrom<Vec<String>> for Weekdays {
    type Error = Invalid;

    fn try_from(names: Vec<String>) -> Result<Self, Invalid> {
        let mut days = 0;
        for name in &names {
            let day = DAYS.iter().position(|day| day == name);
            days |= 1
                << day.ok_or_else(|| {
                    Invalid(format!("`{name}` is not a day; the days are {}", DAYS.join(", ")))
                })?;
        }
        if days == 0 {
            return Err(Invalid("no day is named; write days such as [\"mon\", \"tue\"]".to_owned()));
        }
        Ok(Self(days))
    }
}

impl From<Weekdays> for Vec<String> {
    fn from(days: Weekdays) -> Self {
        (0..).zip(DAYS).filter(|(day, _)| days.holds(*day)).map(|(_, name)| name.to_owned()).collect()
    }
}

checked_string!(
    /// ISO 3166-1 alpha-2 code of a country, such as `DE`.
    Country,
    |written| {
        let fits = written.len() == 2 && written.bytes().all(|b| b.is_ascii_alphabetic());
        fits.then(|| written.to_ascii_uppercase()).ok_or_else(|| {
            Invalid(format!("`{written}` is not the code of a country; write two letters, such as \"DE\""))
        })
    }
);

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn days_read_as_people_write_them() {
        for (written, kept, likely) in
            [("1", "1", 1), ("1-2", "1-2", 2), (" 3 – 6 ", "3-6", 5), ("0-0", "0", 0), ("0-180", "0-180", 90)]
        {
            let days: Days = written.parse().unwrap();
            assert_eq!((days.to_string().as_str(), days.likely()), (kept, likely), "{written}");
        }
        for written in ["", "-", "2-1", "181", "1-256", "-1", "+1", "1-2-3", "one", "1.5"] {
            assert!(written.parse::<Days>().is_err(), "{written}");
        }
    }

    #[test]
    fn the_settings_are_read_as_the_owner_writes_them() {
        let least: Shipping = serde_json::from_value(
            json!({ "zone": "Europe/Berlin", "handling": "1", "to": [{ "days": "2-3" }] }),
        )
        .unwrap();
        assert_eq!(least.cut_off.to_string(), "24:00");
        assert_eq!(Vec::from(least.workdays), ["mon", "tue", "wed", "thu", "fri"]);
        assert_eq!(least.to[0].delivers_on, Weekdays::default());

        let all = json!({
            "zone": "Europe/Berlin", "cut_off": "14:00", "handling": "0-1", "workdays": ["mon", "sat"],
            "holidays": ["12-25", "2026-12-28/2026-12-31"],
            "to": [{ "countries": ["DE"], "carrier": "DHL", "days": "1-2", "delivers_on": ["sun"], "holidays": ["10-03"] }],
        });
        let read: Shipping = serde_json::from_value(all.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), all);

        for (field, value, says) in [
            ("cut_off", json!("2 pm"), "write it as \"14:00\""),
            ("handling", json!("soon"), "write it as \"2\" or \"1-3\""),
            ("workdays", json!(["monday"]), "the days are mon, tue"),
            ("workdays", json!([]), "write days such as"),
            ("holidays", json!(["Christmas"]), "is not a date"),
            ("to", json!([{ "days": "1", "countries": ["Germany"] }]), "write two letters"),
        ] {
            let mut wrong = all.clone();
            wrong[field] = value;
            let told = serde_json::from_value::<Shipping>(wrong).unwrap_err().to_string();
            assert!(told.contains(says), "{told}");
        }
        assert_eq!(serde_json::from_value::<Country>(Value::from("de")).unwrap().as_str(), "DE");
    }
}
