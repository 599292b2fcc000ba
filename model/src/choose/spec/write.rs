//! Writes numbers in another unit of their measure.

use super::unit::at_start;
use super::{Measure, Value, read};

/// What `text` says, in the unit in which `other` is written: "68.58 cm" like "24 in" is "27 in", to a hundredth.
/// Nothing where both are in one unit, or not both numbers of one measure.
pub fn in_unit_of(other: &str, text: &str) -> Option<String> {
    let (spelling, worth, measure) = unit(other)?;
    let (_, own, of) = unit(text)?;
    if of != measure || own == worth {
        return None;
    }
    let numbers = match read(&[text])? {
        Value::Range(of, least, most) if of == measure && least == most => vec![least],
        Value::Range(of, least, most) if of == measure => vec![least, most],
        _ => return None,
    };
    let written: Vec<String> = numbers.into_iter().map(|amount| number(amount, worth)).collect();
    Some([&written.join("–"), " ", spelling].concat())
}

/// The last unit of a text: how it is written, and what it is worth.
fn unit(text: &str) -> Option<(&str, i64, Measure)> {
    let text = text.split_once(" (").map_or(text, |(before, _)| before).trim();
    let from = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let unit = text[from..].trim_start_matches([' ', '-', '\u{a0}', '\u{202f}']);
    let (measure, worth, rest) = at_start(unit)?;
    rest.trim().is_empty().then_some((unit, worth, measure))
}

/// An amount in units of which each is worth `worth`, rounded to hundredths.
fn number(amount: i64, worth: i64) -> String {
    let (amount, worth) = (i128::from(amount) * 100, i128::from(worth));
    let half = if amount < 0 { -(worth / 2) } else { worth / 2 };
    let hundredths = (amount + half) / worth;
    let (sign, hundredths) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
    let whole = (hundredths / 100).to_string();
    let part = match hundredths % 100 {
        0 => String::new(),
        part if part % 10 == 0 => format!(".{}", part / 10),
        part => format!(".{part:02}"),
    };
    [sign, &whole, &part].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_another_unit() {
        for (other, text, expect) in [
            ("24 in", "68.58 cm", Some("27 in")),
            ("24\"", "60 cm", Some("23.62 \"")),
            ("5 kg", "5200 g", Some("5.2 kg")),
            ("2 TB", "512 GB", Some("0.51 TB")),
            ("1 GHz", "600–3000 MHz", Some("0.6–3 GHz")),
            ("5 kg", "6 kg", None),
            ("5 kg", "6 m", None),
            ("5 kg", "heavy", None),
            ("heavy", "5 kg", None),
            ("5", "6 kg", None),
            ("8.5 x 11 in", "210 x 297 mm", None),
            ("27-inch", "27 in", None),
            ("", "", None),
        ] {
            assert_eq!(in_unit_of(other, text).as_deref(), expect, "{text} like {other}");
        }
    }
}
