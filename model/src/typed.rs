//! What people type and paste, made plain: phones, input methods and office programs each have their own
//! spaces, dashes and digits.

/// The zeros of the scripts whose digits are typed on phones, each followed by its 1 to 9: Arabic-Indic,
/// Persian, Devanagari, Bengali, Gurmukhi, Gujarati, Tamil, Telugu, Kannada, Malayalam, Thai, Lao, Burmese,
/// Khmer (Unicode 16, general category Nd).
const ZEROS: [u32; 14] =
    [0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0x1040, 0x17E0];

/// The same text in plain characters: letters, digits and signs of full width as ASCII (as NFKC has them),
/// digits of other scripts as `0` to `9`, every dash as `-`, every space and line end as a space. Marks
/// that nobody sees (zero width, direction, soft hyphens, controls) are left out.
pub fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter_map(|c| {
        Some(match c {
            '\t'
            | '\n'
            | '\r'
            | '\u{85}'
            | '\u{A0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200A}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202F}'
            | '\u{205F}'
            | '\u{3000}' => ' ',
            '\0'..='\u{1F}'
            | '\u{7F}'..='\u{9F}'
            | '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' => return None,
            // Hyphens, dashes, the minus signs, and the long vowel mark that a Japanese keyboard types for one.
            '\u{2010}'..='\u{2015}'
            | '\u{2043}'
            | '\u{207B}'
            | '\u{2212}'
            | '\u{FE58}'
            | '\u{FE63}'
            | '\u{FF0D}'
            | '\u{FF70}'
            | '\u{30FC}' => '-',
            '\u{FF01}'..='\u{FF5E}' => shifted(c, 0xFF01, '!'),
            _ => match ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&u32::from(c))) {
                Some(zero) => shifted(c, *zero, '0'),
                None => c,
            },
        })
    })
}

/// The character as far from `to` as `c` is from `from`.
fn shifted(c: char, from: u32, to: char) -> char {
    char::from_u32(u32::from(c) - from + u32::from(to)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_is_typed_is_made_plain() {
        for (typed, expect) in [
            ("LC-20371", "LC-20371"),
            ("ＬＣ－２０３７１＃！～", "LC-20371#!~"),
            ("١٠٠١ ۱۰۰۱ १००१ ๑๐๐๑ 1001", "1001 1001 1001 1001 1001"),
            ("9–8—7‑6−5ー4", "9-8-7-6-5-4"),
            ("\u{200F}1\u{200B}0\u{2066}0\u{AD}1\u{2069}\u{FEFF}\0", "1001"),
            ("a\u{A0}b\u{3000}c\r\nd", "a b c  d"),
            ("طلب ÄÖ 注文", "طلب ÄÖ 注文"),
        ] {
            assert_eq!(plain(typed).collect::<String>(), expect, "{typed:?}");
        }
    }
}
