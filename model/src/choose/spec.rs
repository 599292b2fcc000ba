//! What a spec says: lengths, capacities, yes or no, words; in whole numbers of one unit for each measure.
//!
//! "27 in" and "68.58 cm" are one value. What cannot be understood is words, and compares with no number: a
//! missing or odd spec is never zero.

mod read;
mod unit;
mod write;

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

pub use read::read;
pub use unit::Measure;
pub use write::in_unit_of;

/// What a product says of one spec.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// Yes or no.
    Truth(bool),
    /// From the least to the most, in the measure's unit; both the same where it is one number.
    Range(Measure, i64, i64),
    /// The sides of something, the shortest first: "8.5 x 11 in", "2560 × 1440".
    Sides(Measure, Vec<i64>),
    /// Words, at least one.
    Words(Vec<String>),
}

impl Value {
    /// The measure of a value in numbers.
    pub const fn measure(&self) -> Option<Measure> {
        match self {
            Self::Range(measure, ..) | Self::Sides(measure, _) => Some(*measure),
            Self::Truth(_) | Self::Words(_) => None,
        }
    }

    /// Whether both say the same: numbers by their amount, words whatever their case (ASCII).
    pub fn same(&self, other: &Self) -> bool {
        self.order(other) == Ordering::Equal
    }

    /// The order in which people expect values: no before yes, small before large, sides by their area.
    pub fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Truth(one), Self::Truth(other)) => one.cmp(other),
            (Self::Range(one, least, most), Self::Range(other, from, to)) => {
                (one, least, most).cmp(&(other, from, to))
            }
            (Self::Sides(one, sides), Self::Sides(other, others)) => {
                (one, area(sides), sides).cmp(&(other, area(others), others))
            }
            (Self::Words(words), Self::Words(others)) => alphabetical(words, others),
            _ => self.place().cmp(&other.place()),
        }
    }

    const fn place(&self) -> u8 {
        match self {
            Self::Truth(_) => 0,
            Self::Range(..) => 1,
            Self::Sides(..) => 2,
            Self::Words(_) => 3,
        }
    }
}

/// Saturates, which only muddles the order of what is larger than anything sold.
fn area(sides: &[i64]) -> i64 {
    sides.iter().fold(1, |area: i64, side| area.saturating_mul(*side))
}

fn alphabetical(words: &[String], others: &[String]) -> Ordering {
    let bytes = |words: &[String], at: usize| words.get(at).map(|word| word.to_ascii_lowercase());
    (0..words.len().max(others.len()))
        .map(|at| bytes(words, at).cmp(&bytes(others, at)))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Value {
        read(&[text]).unwrap()
    }

    #[test]
    fn mixed_units_compare_by_what_they_mean() {
        for (one, other, expect) in [
            ("27 in", "68.58 cm", Ordering::Equal),
            ("685.8 mm", "27\"", Ordering::Equal),
            ("2 TB", "2000 GB", Ordering::Equal),
            ("2 TB", "1999 GB", Ordering::Greater),
            ("4.7 GHz", "4700 MHz", Ordering::Equal),
            ("1 lb", "453.59237 g", Ordering::Equal),
            ("1 kg", "2 lb", Ordering::Greater),
            ("90 min", "1.5 h", Ordering::Equal),
            ("0.03 ms", "30 µs", Ordering::Equal),
            ("8.5 x 11 in", "215.9 × 279.4 mm", Ordering::Equal),
            ("11 x 8.5 in", "8.5 x 11 in", Ordering::Equal),
            ("2560 × 1440", "3440 × 1440", Ordering::Less),
            ("no", "Yes", Ordering::Less),
            ("Black", "BLACK", Ordering::Equal),
            ("9 W", "10 W", Ordering::Less),
        ] {
            assert_eq!(value(one).order(&value(other)), expect, "{one} and {other}");
            assert_eq!(value(other).order(&value(one)), expect.reverse(), "{other} and {one}");
        }
    }

    #[test]
    fn the_wire_has_whole_numbers() {
        for (text, json) in [
            ("31.5 in", r#"{"range":["length",800100,800100]}"#),
            ("yes", r#"{"truth":true}"#),
            ("IPS", r#"{"words":["IPS"]}"#),
        ] {
            let written = serde_json::to_string(&value(text)).unwrap();
            assert_eq!(written, json, "{text}");
            assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value(text));
        }
    }
}
