//! Character references of HTML: every numeric one, and the names that texts of shops hold.

/// Reads the reference that `text` begins with: the character, and what comes after.
pub(super) fn decode(text: &str) -> Option<(char, &str)> {
    let inner = text.strip_prefix('&')?;
    if let Some(number) = inner.strip_prefix('#') {
        let (digits, radix) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16),
            None => (number, 10),
        };
        let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let (digits, rest) = digits.split_at(end);
        let rest = rest.strip_prefix(';').unwrap_or(rest);
        return (end > 0).then(|| (numbered(u32::from_str_radix(digits, radix).ok()), rest));
    }
    let end = inner.bytes().take(LONGEST_NAME + 1).position(|b| !b.is_ascii_alphanumeric())?;
    let rest = inner[end..].strip_prefix(';')?;
    named(&inner[..end]).map(|c| (c, rest))
}

/// As browsers do it: what is no character is U+FFFD, and 128 to 159 are those of Windows-1252.
fn numbered(number: Option<u32>) -> char {
    let replaced = number.and_then(|n| n.checked_sub(128)).and_then(|n| WINDOWS_1252.chars().nth(n as usize));
    replaced
        .or_else(|| number.and_then(char::from_u32))
        .filter(|c| *c != '\0')
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn named(name: &str) -> Option<char> {
    // U+00A0 to U+00FF, in their order.
    if let Some(index) = LATIN_1.split_ascii_whitespace().position(|known| known == name) {
        return char::from_u32(0xa0 + u32::try_from(index).ok()?);
    }
    let (_, c) = OTHERS.iter().find(|(known, _)| *known == name)?;
    Some(*c)
}

const LONGEST_NAME: usize = 8;

const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn \
    sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde \
    Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde \
    Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
    egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave \
    uacute ucirc uuml yacute thorn yuml";

const OTHERS: [(&str, char); 36] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("bull", '•'),
    ("euro", '€'),
    ("trade", '™'),
    ("larr", '←'),
    ("rarr", '→'),
    ("uarr", '↑'),
    ("darr", '↓'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("minus", '−'),
    ("check", '✓'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers() {
        for (written, expect) in [
            ("&amp;x", Some(('&', "x"))),
            ("&nbsp;", Some(('\u{a0}', ""))),
            ("&yuml;", Some(('ÿ', ""))),
            ("&times;", Some(('×', ""))),
            ("&#228;", Some(('ä', ""))),
            ("&#xE4x", Some(('ä', "x"))),
            ("&#146;", Some(('’', ""))),
            ("&#159;", Some(('Ÿ', ""))),
            ("&#160;", Some(('\u{a0}', ""))),
            ("&AMP;", None),
            ("&amp", None),
            ("&aVeryLongNameIndeed;", None),
            ("amp;", None),
        ] {
            assert_eq!(decode(written), expect, "{written}");
        }
    }
}
