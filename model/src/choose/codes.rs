//! A column's codes as one text, a character each: in the database and on the way to the browser, where it is a third
//! of a list of numbers, and read at once.

use serde::{Deserialize, Deserializer, Serializer};

/// What 0 is written as. The characters before it have a meaning in JSON or in HTML, or may be left out with spaces.
const ZERO: u32 = ']' as u32;
/// After it come characters that control something.
const LAST_PLAIN: u32 = '~' as u32;
/// How many those are.
const CONTROLS: u32 = 34;
/// What are halves of characters in UTF-16.
const SURROGATES: u32 = 0xD800;
/// How many those are.
const HALVES: u32 = 0x800;

/// The text of codes; those beyond a million, which no column has, are one.
pub fn pack(codes: &[u32]) -> String {
    let character = |code: &u32| {
        let mut at = code.saturating_add(ZERO);
        if at > LAST_PLAIN {
            at = at.saturating_add(CONTROLS);
        }
        if at >= SURROGATES {
            at = at.saturating_add(HALVES);
        }
        char::from_u32(at).unwrap_or(char::MAX)
    };
    codes.iter().map(character).collect()
}

/// The codes of a text; of one that is none of ours, any.
pub fn unpack(text: &str) -> Vec<u32> {
    let mut codes = Vec::with_capacity(text.len());
    for character in text.chars() {
        let mut at = u32::from(character);
        if at >= SURROGATES {
            at -= HALVES;
        }
        if at > LAST_PLAIN {
            at = at.saturating_sub(CONTROLS);
        }
        codes.push(at.saturating_sub(ZERO));
    }
    codes
}

pub(super) fn serialize<S: Serializer>(codes: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&pack(codes))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
    String::deserialize(deserializer).map(|text| unpack(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_and_need_no_escape() {
        // To both sides of every gap.
        let codes: Vec<u32> = (0..70).chain(55_000..57_500).chain([65_535, 1_000_000]).collect();
        let text = pack(&codes);
        assert_eq!(unpack(&text), codes);
        assert_eq!(text.chars().count(), codes.len());
        assert!(!text.contains(|c: char| c.is_control() || "\"\\<>&'".contains(c)));
        assert_eq!(serde_json::to_string(&text).unwrap().len(), text.len() + 2);
        assert_eq!(pack(&[u32::MAX, 0]), "\u{10ffff}]");
        assert_eq!(unpack("\u{0}\u{7f} A"), [0, 0, 0, 0]);
    }
}
