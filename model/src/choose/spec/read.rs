//! Reads what catalogues write.

use super::unit::at_start;
use super::{Measure, Value};

/// Words for yes and no, in the languages of catalogues; small letters of ASCII stand for capitals too.
const YES: [&str; 12] = ["yes", "true", "ja", "oui", "sí", "si", "sim", "是", "有", "はい", "نعم", "✓"];
const NO: [&str; 12] = ["no", "false", "nein", "non", "não", "nao", "否", "无", "いいえ", "なし", "لا", "✗"];

/// What may stand before a number without changing what it says.
const BEFORE: [&str; 10] =
    ["up to ", "max. ", "max ", "approx. ", "ca. ", "about ", "bis zu ", "jusqu'à ", "~", "≈"];

/// What stands between the ends of a range, and between sides.
const TO: [&str; 6] = ["–", "—", "…", "..", "to ", "-"];
const BY: [&str; 5] = ["×", "x", "X", "by ", "*"];

/// The most digits of a number: more are a name, such as that of a part.
const DIGITS: usize = 12;

/// The value of a spec, which has at least one text: several numbers are the range they span. Nothing
/// where there is no text at all.
pub fn read<T: AsRef<str>>(texts: &[T]) -> Option<Value> {
    let texts = || texts.iter().map(|text| text.as_ref().trim()).filter(|text| !text.is_empty());
    let mut values = texts().map(one);
    let mut spanned = values.next()??;
    for value in values {
        let span = match (spanned, value) {
            (Value::Range(measure, least, most), Some(Value::Range(other, from, to))) if measure == other => {
                Some(Value::Range(measure, least.min(from), most.max(to)))
            }
            (Value::Truth(one), Some(Value::Truth(other))) if one == other => Some(Value::Truth(one)),
            _ => None,
        };
        match span {
            Some(span) => spanned = span,
            None => return Some(words(texts())),
        }
    }
    Some(match spanned {
        Value::Words(_) => words(texts()),
        number => number,
    })
}

fn words<'a>(texts: impl Iterator<Item = &'a str>) -> Value {
    let mut words: Vec<String> = Vec::new();
    for text in texts {
        if !words.iter().any(|word| word.eq_ignore_ascii_case(text)) {
            words.push(text.to_owned());
        }
    }
    Value::Words(words)
}

/// The value of one text. It is words where no other is found, and none only if it is empty.
fn one(text: &str) -> Option<Value> {
    if YES.iter().any(|yes| yes.eq_ignore_ascii_case(text)) {
        return Some(Value::Truth(true));
    }
    if NO.iter().any(|no| no.eq_ignore_ascii_case(text)) {
        return Some(Value::Truth(false));
    }
    numbers(text).or_else(|| Some(words(std::iter::once(text)))).filter(|_| !text.is_empty())
}

/// How the numbers of a text stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    To,
    By,
}

/// A number, in thousandths or finer: `digits` / 10^`decimals`.
#[derive(Clone, Copy)]
struct Decimal {
    digits: i64,
    decimals: u32,
}

fn numbers(text: &str) -> Option<Value> {
    // "27 in (68.6 cm)": what is in brackets says it once more.
    let text = text.split_once(" (").map_or(text, |(before, _)| before);
    let start =
        |before: &&&str| text.get(..before.len()).is_some_and(|start| start.eq_ignore_ascii_case(before));
    let mut rest = text[BEFORE.iter().find(start).map_or(0, |before| before.len())..].trim_start();
    let mut parts: Vec<(Decimal, Option<(Measure, i64)>)> = Vec::new();
    let mut joint = None;
    loop {
        let (number, after) = decimal(rest)?;
        // "27-inch".
        let close = after.trim_start();
        let unit = at_start(close).or_else(|| at_start(close.strip_prefix('-')?));
        rest = unit.map_or(after, |(.., after)| after).trim_start();
        parts.push((number, unit.map(|(measure, worth, _)| (measure, worth))));
        if rest.is_empty() || rest == "." {
            break;
        }
        let next = |joints: &[&str]| joints.iter().find_map(|joint| rest.strip_prefix(joint));
        let (found, after) =
            next(&TO).map(|after| (Joint::To, after)).or_else(|| Some((Joint::By, next(&BY)?)))?;
        if joint.is_some_and(|joint| joint != found || joint == Joint::To) || parts.len() == 3 {
            return None;
        }
        (joint, rest) = (Some(found), after.trim_start());
    }
    // "8.5 x 11 in": the last unit is that of all.
    let last = parts.last()?.1;
    let mut sizes = Vec::new();
    let (measure, _) = last.unwrap_or((Measure::Number, 1_000));
    for (number, unit) in parts {
        let (of, worth) = unit.or(last).unwrap_or((Measure::Number, 1_000));
        if of != measure {
            return None;
        }
        sizes.push(amount(number, worth)?);
    }
    sizes.sort_unstable();
    if joint == Some(Joint::By) {
        return Some(Value::Sides(measure, sizes));
    }
    Some(Value::Range(measure, *sizes.first()?, *sizes.last()?))
}

/// So many units of which each is worth `worth`, rounded; none where it is beyond all measure.
fn amount(Decimal { digits, decimals }: Decimal, worth: i64) -> Option<i64> {
    let whole = i128::from(digits) * i128::from(worth);
    let divisor = 10_i128.pow(decimals);
    let half = if whole < 0 { -(divisor / 2) } else { divisor / 2 };
    let amount = i64::try_from((whole + half) / divisor).ok()?;
    // JavaScript's numbers are exact up to here.
    (amount.unsigned_abs() < 1 << 53).then_some(amount)
}

/// The number at the start of a text. A comma or a space before three digits groups them; any other comma
/// is a decimal point.
fn decimal(text: &str) -> Option<(Decimal, &str)> {
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mut digits, mut count, mut decimals, mut point) = (0_i64, 0, 0, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if let Some(digit) = c.to_digit(10) {
            count += 1;
            if count > DIGITS {
                return None;
            }
            digits = digits * 10 + i64::from(digit);
            decimals += u32::from(point);
        } else if count > 0
            && !point
            && matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}' | '\'')
            && groups(after, digits)
        {
            // Goes on behind it.
        } else if !point && matches!(c, '.' | ',') && after.starts_with(|c: char| c.is_ascii_digit()) {
            point = true;
        } else {
            break;
        }
        rest = after;
    }
    let digits = if negative { -digits } else { digits };
    (count > 0).then_some((Decimal { digits, decimals }, rest))
}

/// Whether exactly three digits follow, behind a number that does not begin with zero.
fn groups(after: &str, before: i64) -> bool {
    before != 0 && after.bytes().take_while(u8::is_ascii_digit).count() == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<(Measure, &[i64])>) {
        let value = one(text).unwrap();
        let read = match &value {
            Value::Range(measure, least, most) if least == most => Some((*measure, vec![*least])),
            Value::Range(measure, least, most) => Some((*measure, vec![*least, *most])),
            Value::Sides(measure, sides) => Some((*measure, sides.clone())),
            Value::Words(_) | Value::Truth(_) => None,
        };
        assert_eq!(read, expect.map(|(measure, numbers)| (measure, numbers.to_vec())), "{text}: {value:?}");
    }

    #[test]
    fn numbers_with_their_units() {
        use Measure::{
            Angle, Brightness, Charge, Data, Dots, Frequency, Length, Mass, Noise, Number, Pages, Power,
            Rate, Rotation, Share, Time, Volume,
        };
        for (text, measure, numbers) in [
            ("27 in", Length, &[685_800][..]),
            ("27\"", Length, &[685_800]),
            ("27-inch", Length, &[685_800]),
            ("31,5 Zoll", Length, &[800_100]),
            ("23.8英寸", Length, &[604_520]),
            ("8.5 x 11 in", Length, &[215_900, 279_400]),
            ("8.5 in x 11 in", Length, &[215_900, 279_400]),
            ("120 x 120 x 25 mm", Length, &[25_000, 120_000, 120_000]),
            ("600 dpi", Dots, &[600_000]),
            ("up to 600 dpi", Dots, &[600_000]),
            ("2 TB", Data, &[2_000_000_000]),
            ("512GB", Data, &[512_000_000]),
            ("4.7 GHz", Frequency, &[4_700_000_000_000]),
            ("59.94 Hz", Frequency, &[59_940]),
            ("65 W", Power, &[65_000]),
            ("4.4 W", Power, &[4_400]),
            ("1.2 kg", Mass, &[1_200_000_000]),
            ("2.5 lb", Mass, &[1_133_980_925]),
            ("45 min", Time, &[2_700_000_000]),
            ("0.03 ms", Time, &[30]),
            ("600–3000 rpm", Rotation, &[600_000, 3_000_000]),
            ("600 rpm - 3000 rpm", Rotation, &[600_000, 3_000_000]),
            ("20 Hz - 20 kHz", Frequency, &[20_000, 20_000_000]),
            ("6.5–26 dB", Noise, &[6_500, 26_000]),
            ("82°", Angle, &[82_000]),
            ("45 L", Volume, &[45_000]),
            ("6.0 Gb/s", Rate, &[6_000_000]),
            ("560 MB/s", Rate, &[4_480_000]),
            ("3000mAh", Charge, &[3_000]),
            ("30 ppm", Pages, &[30_000]),
            ("400 cd/m²", Brightness, &[400_000]),
            ("99 % (typ.)", Share, &[99_000]),
            ("12,000 dpi", Dots, &[12_000_000]),
            ("12 000 dpi", Dots, &[12_000_000]),
            ("0,125 mm", Length, &[125]),
            ("1 152 mm", Length, &[1_152_000]),
            ("-5", Number, &[-5_000]),
            ("2560 × 1440", Number, &[1_440_000, 2_560_000]),
            ("2560x1440", Number, &[1_440_000, 2_560_000]),
            ("8", Number, &[8_000]),
            ("27 in (68.6 cm)", Length, &[685_800]),
        ] {
            check(text, Some((measure, numbers)));
        }
    }

    #[test]
    fn what_is_no_number_is_words() {
        for text in [
            "IPS",
            "M.2-2280",
            "4k",
            "USB 3.2 Gen 1 Type-A",
            "none: air",
            "Zen 5",
            "12VHPWR",
            "80 Plus Gold",
            "5 in 3 W",
            "1-2-3",
            "-",
            "x",
            "",
            "1 x",
            "3840 × 2160 @ 60 Hz",
            "9999999999999",
            "99999999999 TB",
            "٢٧",
            "1 2 3",
            "16:9",
            "10 W – 3 mm",
            "1 × 2 × 3 × 4",
        ] {
            match one(text) {
                None => assert_eq!(text, ""),
                Some(value) => assert!(matches!(value, Value::Words(_)), "{text}: {value:?}"),
            }
        }
    }

    #[test]
    fn several_texts_are_a_range_or_words() {
        for (texts, expect) in [
            (&["16 GB", "32 GB"][..], Some(Value::Range(Measure::Data, 16_000_000, 32_000_000))),
            (&["16 GB", "HDMI"], Some(Value::Words(vec!["16 GB".to_owned(), "HDMI".to_owned()]))),
            (&["Black", "black", " White"], Some(Value::Words(vec!["Black".to_owned(), "White".to_owned()]))),
            (&["Ja"], Some(Value::Truth(true))),
            (&["いいえ"], Some(Value::Truth(false))),
            (&["yes", "no"], Some(Value::Words(vec!["yes".to_owned(), "no".to_owned()]))),
            (&["1 kg", "1 m"], Some(Value::Words(vec!["1 kg".to_owned(), "1 m".to_owned()]))),
            (&[" "], None),
            (&[], None),
        ] {
            assert_eq!(read(texts), expect, "{texts:?}");
        }
    }
}
