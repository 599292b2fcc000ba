//! Conditions on a spec, as a guide's settings write them, and whether a value fits.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::spec::{Measure, Value, read};
use super::table::{Column, PRICE};
use crate::id::Invalid;
use crate::money::{Currency, Money};

/// What is asked of a spec: all that is written of `is` to `yes` must be so.
///
/// In TOML: `spec = "Size"`, and `at_least = "27 in"`, or `is = ["IPS", "OLED"]`. A spec can also be `price`
/// (`at_most = "300.00"`), `brand` or `available`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The spec's name, as the catalogue writes it.
    pub spec: String,
    /// One of these; of a spec with several values, one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub is: Vec<String>,
    /// None of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub is_not: Vec<String>,
    /// All of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub has: Vec<String>,
    /// As much or more; a range fits if any part of it does, sides if each does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<String>,
    /// As much or less, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<String>,
    /// Yes, or no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yes: Option<bool>,
}

/// A condition whose values are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    is: Vec<Value>,
    is_not: Vec<Value>,
    has: Vec<Value>,
    at_least: Option<Value>,
    at_most: Option<Value>,
    yes: Option<bool>,
}

impl Condition {
    /// Reads the values; amounts of money are in `currency`.
    pub fn test(&self, currency: Option<&Currency>) -> Result<Test, Invalid> {
        let values = |texts: &[String]| -> Result<Vec<Value>, Invalid> {
            texts.iter().map(|text| self.value(text, currency)).collect()
        };
        let bound = |text: &Option<String>| -> Result<Option<Value>, Invalid> {
            let Some(text) = text else { return Ok(None) };
            let value = self.value(text, currency)?;
            if value.measure().is_none() {
                return Err(Invalid(["`", text, "` is no number; write it such as \"27 in\""].concat()));
            }
            Ok(Some(value))
        };
        let test = Test {
            is: values(&self.is)?,
            is_not: values(&self.is_not)?,
            has: values(&self.has)?,
            at_least: bound(&self.at_least)?,
            at_most: bound(&self.at_most)?,
            yes: self.yes,
        };
        if let (Some(least), Some(most)) = (&test.at_least, &test.at_most) {
            if least.measure() != most.measure() {
                return Err(Invalid(
                    "`at_least` and `at_most` are in different measures; write both in one".to_owned(),
                ));
            }
            if least.order(most).is_gt() {
                return Err(Invalid(
                    "`at_least` is more than `at_most`; write the smaller as `at_least`".to_owned(),
                ));
            }
        }
        let asks = !(test.is.is_empty() && test.is_not.is_empty() && test.has.is_empty())
            || test.at_least.is_some()
            || test.at_most.is_some()
            || test.yes.is_some();
        asks.then_some(test).ok_or_else(|| {
            Invalid(
                "nothing is asked of this spec; write `is`, `is_not`, `has`, `at_least`, `at_most` or `yes`"
                    .to_owned(),
            )
        })
    }

    fn value(&self, text: &str, currency: Option<&Currency>) -> Result<Value, Invalid> {
        if self.spec == PRICE {
            // Without a single price nothing is compared, whatever the currency.
            let digits = currency.cloned().or_else(|| "EUR".parse().ok());
            let money =
                digits.and_then(|currency| Money::parse(text, currency)).filter(|money| money.minor > 0);
            let money = money.ok_or_else(|| {
                Invalid(["`", text, "` is no price; write the amount alone, such as \"300.00\""].concat())
            })?;
            return Ok(Value::Range(Measure::Money, money.minor, money.minor));
        }
        read(&[text]).ok_or_else(|| Invalid("this value is empty; write it, or leave it out".to_owned()))
    }
}

impl Test {
    /// Whether a value fits; nothing where that cannot be said, such as of words where a length is asked.
    pub fn fits(&self, value: &Value) -> Option<bool> {
        if let Some(yes) = self.yes {
            match value {
                Value::Truth(truth) if *truth == yes => {}
                Value::Truth(_) => return Some(false),
                _ => return None,
            }
        }
        let bounds = [(&self.at_least, Ordering::Less), (&self.at_most, Ordering::Greater)];
        for (bound, wrong) in bounds.into_iter().filter_map(|(bound, wrong)| Some((bound.as_ref()?, wrong))) {
            if beyond(value, bound, wrong)? {
                return Some(false);
            }
        }
        Some(
            (self.is.is_empty() || self.is.iter().any(|one| holds(value, one)))
                && !self.is_not.iter().any(|one| holds(value, one))
                && self.has.iter().all(|one| holds(value, one)),
        )
    }

    /// What numbers it compares with.
    pub fn measure(&self) -> Option<Measure> {
        self.at_least.as_ref().or(self.at_most.as_ref()).and_then(Value::measure)
    }

    /// The values it names, with how each is meant.
    pub fn named(&self) -> impl Iterator<Item = &Value> {
        self.is.iter().chain(&self.is_not).chain(&self.has)
    }

    /// For each value of a column, whether it fits.
    pub fn column(&self, column: &Column) -> Vec<Option<bool>> {
        column.values.iter().map(|value| self.fits(value)).collect()
    }
}

/// Whether all of a value is on the wrong side of a bound; nothing where they do not compare.
fn beyond(value: &Value, bound: &Value, wrong: Ordering) -> Option<bool> {
    match (value, bound) {
        (Value::Range(measure, least, most), Value::Range(other, from, to)) if measure == other => {
            Some(if wrong.is_lt() { most < from } else { least > to })
        }
        (Value::Sides(measure, sides), Value::Sides(other, bounds))
            if measure == other && sides.len() == bounds.len() =>
        {
            Some(sides.iter().zip(bounds).any(|(side, bound)| side.cmp(bound) == wrong))
        }
        // "At most 30 cm", of something with sides: each.
        (Value::Sides(measure, sides), Value::Range(other, from, to)) if measure == other => {
            Some(sides.iter().any(|side| if wrong.is_lt() { side < from } else { side > to }))
        }
        _ => None,
    }
}

/// Whether a value is, or has among others, the one that is named.
pub fn holds(value: &Value, named: &Value) -> bool {
    match (value, named) {
        (Value::Words(words), Value::Words(named)) => {
            named.iter().all(|name| words.iter().any(|word| word.eq_ignore_ascii_case(name)))
        }
        // "none" may stand among words, where "no" alone would be read as an answer.
        (Value::Range(measure, least, most), Value::Range(other, from, to)) => {
            measure == other && least <= from && to <= most
        }
        _ => value.same(named),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(written: &str) -> Condition {
        serde_json::from_str(&format!("{{\"spec\":\"x\",{written}}}")).unwrap()
    }

    #[test]
    fn conditions_hold_or_not_or_cannot_be_told() {
        for (written, value, expect) in [
            (r#""at_least":"27 in""#, "68.58 cm", Some(true)),
            (r#""at_least":"27 in""#, "68 cm", Some(false)),
            (r#""at_least":"27 in""#, "27", None),
            (r#""at_least":"27 in""#, "large", None),
            (r#""at_most":"25 dB""#, "6.5–26 dB", Some(true)),
            (r#""at_most":"6 dB""#, "6.5–26 dB", Some(false)),
            (r#""at_least":"30 dB""#, "6.5–26 dB", Some(false)),
            (r#""at_least":"24 in","at_most":"27 in""#, "27 in", Some(true)),
            (r#""at_least":"24 in","at_most":"27 in""#, "28 in", Some(false)),
            (r#""at_least":"2560 × 1440""#, "3440 × 1440", Some(true)),
            (r#""at_least":"2560 × 1440""#, "5120 × 1080", Some(false)),
            (r#""at_most":"8.5 x 11 in""#, "210 x 297 mm", Some(false)),
            (r#""at_most":"30 cm""#, "210 x 297 mm", Some(true)),
            (r#""is":["IPS","OLED"]"#, "ips", Some(true)),
            (r#""is":["IPS"]"#, "VA", Some(false)),
            (r#""is":["27 in"]"#, "68.58 cm", Some(true)),
            (r#""is":["5000 rpm"]"#, "600–5400 rpm", Some(true)),
            (r#""is_not":["TN"]"#, "TN", Some(false)),
            (r#""is_not":["TN"]"#, "VA", Some(true)),
            (r#""yes":true"#, "yes", Some(true)),
            (r#""yes":false"#, "yes", Some(false)),
            (r#""yes":true"#, "optional", None),
        ] {
            let value = read(&[value]).unwrap();
            assert_eq!(condition(written).test(None).unwrap().fits(&value), expect, "{written}: {value:?}");
        }
        let ports = read(&["HDMI", "USB-C"]).unwrap();
        for (written, expect) in [
            (r#""has":["usb-c"]"#, true),
            (r#""has":["HDMI","USB-C"]"#, true),
            (r#""has":["HDMI","VGA"]"#, false),
            (r#""is":["VGA","HDMI"]"#, true),
            (r#""is_not":["HDMI"]"#, false),
        ] {
            assert_eq!(condition(written).test(None).unwrap().fits(&ports), Some(expect), "{written}");
        }
    }

    #[test]
    fn mistakes_say_what_to_write() {
        for (written, expect) in [
            (r#""at_least":"large""#, "`large` is no number; write it such as"),
            (r#""at_least":"1 m","at_most":"1 kg""#, "in different measures; write both"),
            (r#""at_least":"2 m","at_most":"1 m""#, "`at_least` is more than `at_most`; write"),
            (r#""is":[""]"#, "this value is empty; write"),
            (r#""is":[]"#, "nothing is asked of this spec; write"),
        ] {
            let told = condition(written).test(None).unwrap_err().0;
            assert!(told.contains(expect), "{told}");
        }
        let price = |amount: &str| {
            let condition = Condition {
                spec: PRICE.to_owned(),
                at_most: Some(amount.to_owned()),
                ..Condition::default()
            };
            condition.test(Some(&"EUR".parse().unwrap()))
        };
        assert_eq!(price("300").unwrap().fits(&Value::Range(Measure::Money, 30_000, 30_000)), Some(true));
        assert_eq!(price("299.99").unwrap().fits(&Value::Range(Measure::Money, 30_000, 30_000)), Some(false));
        for amount in ["300 EUR", "300,00", "0", "-1"] {
            assert!(price(amount).unwrap_err().0.contains("is no price; write"), "{amount}");
        }
    }
}
