//! Content lines, of which vCards (RFC 2426) and calendars (RFC 5545) are made.

/// The most octets a line may have, its end not counted.
pub(crate) const LINE_OCTETS: usize = 75;

/// Content lines, each ended by CR LF.
#[derive(Default)]
pub(crate) struct Lines(String);

impl Lines {
    /// Adds a content line, folded between characters.
    pub(crate) fn line(&mut self, content: &str) {
        let mut octets = 0;
        for character in content.chars() {
            if octets + character.len_utf8() > LINE_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(character);
            octets += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// All of them.
    pub(crate) fn text(self) -> String {
        self.0
    }
}

/// A text as a value: backslash, comma, semicolon and line ends have a meaning of their own in one, and other
/// control characters may not stand there.
pub(crate) fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut characters = value.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' | '\n' => {
                if character == '\r' {
                    characters.next_if_eq(&'\n');
                }
                text.push_str("\\n");
            }
            '\\' | ',' | ';' => text.extend(['\\', character]),
            '\0'..='\x08' | '\x0B'..='\x1F' | '\x7F' => {}
            _ => text.push(character),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_leave_its_line() {
        for (value, expect) in [
            ("plain", "plain"),
            ("a,b;c\\d", "a\\,b\\;c\\\\d"),
            ("a\r\nb\rc\nd\n\re", "a\\nb\\nc\\nd\\n\\ne"),
            ("a\0\x1B\x7Fb\tc", "ab\tc"),
        ] {
            assert_eq!(escaped(value), expect, "{value:?}");
        }
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        for character in ['a', 'é', '語', '😀'] {
            let content: String = std::iter::repeat_n(character, 200).collect();
            let mut lines = Lines::default();
            lines.line(&content);
            let text = lines.text();
            assert!(
                text.ends_with("\r\n") && text.split("\r\n").all(|line| line.len() <= LINE_OCTETS),
                "{text}"
            );
            assert_eq!(text.replace("\r\n ", ""), content + "\r\n");
        }
    }
}
