//! A text as its words are compared: small letters without accents, one space between words.
//!
//! Unicode's own tables of cases and categories would be a download for the shopper. The languages that
//! Deskbell speaks need Latin letters, Chinese and Japanese characters and Arabic, and no more is known here.

/// Where one sentence, or part of it, ends: no phrase goes on behind it, and no "not" reaches over it.
pub(super) const BREAK: char = '\n';

/// A folded text. Both lists have as many entries as it has characters.
pub(super) struct Folded {
    /// Words, each run of what stands between them as one space, or as one [`BREAK`].
    pub(super) chars: Vec<char>,
    /// Where each character began in the text as it was written, in bytes.
    pub(super) from: Vec<usize>,
    /// Whether each character is quoted, and so perhaps not the writer's own word.
    pub(super) quoted: Vec<bool>,
}

impl Folded {
    /// Folds a text.
    pub(super) fn new(text: &str) -> Self {
        let mut folded = Self { chars: vec![BREAK], from: vec![0], quoted: vec![false] };
        let (mut open, mut reply, mut line_start) = (None, false, true);
        let mut before = BREAK;
        for (at, c) in text.char_indices() {
            if line_start && c != ' ' {
                // As mail programs quote what is answered.
                reply = c == '>';
                line_start = false;
            }
            if c == '\n' {
                (open, line_start) = (None, true);
            } else if open == Some(c) {
                open = None;
            } else if open.is_none() && !(before.is_ascii_digit() && c == '"') {
                // 27" is a size.
                open = closing(c);
            }
            folded.push(c, at, reply || open.is_some());
            before = c;
        }
        folded.between(BREAK, text.len());
        folded
    }

    fn push(&mut self, c: char, at: usize, quoted: bool) {
        let mut add = |c: char| {
            self.chars.push(c);
            self.from.push(at);
            self.quoted.push(quoted);
        };
        match c {
            '\u{df}' | '\u{1e9e}' => "ss".chars().for_each(add),
            '\u{c6}' | '\u{e6}' => "ae".chars().for_each(add),
            '\u{152}' | '\u{153}' => "oe".chars().for_each(add),
            _ if is_dropped(c) => {}
            _ if is_word(c) => add(fold(c)),
            _ => self.between(if is_break(c) { BREAK } else { ' ' }, at),
        }
    }

    fn between(&mut self, c: char, at: usize) {
        match self.chars.last_mut() {
            Some(last @ ' ') => *last = c,
            Some(&mut BREAK) => {}
            _ => {
                self.chars.push(c);
                self.from.push(at);
                self.quoted.push(false);
            }
        }
    }

    /// Whether a word begins here. Every Chinese or Japanese character may be a word.
    pub(super) fn begins(&self, at: usize) -> bool {
        let here = self.chars.get(at).copied().is_some_and(is_letter);
        here && (at == 0 || self.parted(at))
    }

    /// Whether a word ends before this place.
    pub(super) fn ends(&self, at: usize) -> bool {
        self.parted(at)
    }

    fn parted(&self, at: usize) -> bool {
        let char = |at: usize| self.chars.get(at).copied().unwrap_or(BREAK);
        let (before, here) = (char(at.wrapping_sub(1)), char(at));
        !is_letter(before) || !is_letter(here) || is_unspaced(before) || is_unspaced(here)
    }

    /// Where the word that begins here ends.
    pub(super) fn word_end(&self, at: usize) -> usize {
        (at + 1..self.chars.len()).find(|end| self.ends(*end)).unwrap_or(self.chars.len())
    }

    /// Where the text as it was written goes on behind the folded character before `end`.
    pub(super) fn written_end(&self, end: usize, text: &str) -> usize {
        let last = self.from.get(end.wrapping_sub(1)).copied().unwrap_or_default();
        last + text.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    }
}

/// A phrase of a list as texts are folded, without what would stand around it.
pub(super) fn phrase(written: &str) -> Vec<char> {
    let mut folded = Folded { chars: Vec::new(), from: Vec::new(), quoted: Vec::new() };
    written.trim().chars().for_each(|c| folded.push(c, 0, false));
    folded.chars
}

fn is_letter(c: char) -> bool {
    c != ' ' && c != BREAK
}

fn closing(c: char) -> Option<char> {
    Some(match c {
        '"' => '"',
        '\u{201c}' => '\u{201d}',
        '\u{201e}' => '\u{201c}',
        '\u{ab}' => '\u{bb}',
        '\u{300c}' => '\u{300d}',
        '\u{300e}' => '\u{300f}',
        _ => return None,
    })
}

/// A character in its plainest form: `Ä` is `a`, a digit of any script that is used here is ASCII's, forms of
/// the Arabic alef are one.
pub(super) fn fold(c: char) -> char {
    // U+00C0 to U+017F without case and accent.
    const LATIN: &[u8; 192] = b"aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    let code = u32::from(c);
    let moved = |by: u32| char::from_u32(code - by).unwrap_or(c);
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\u{c0}'..='\u{17f}' => LATIN.get((code - 0xc0) as usize).map_or(c, |letter| char::from(*letter)),
        // Full-width forms, as Chinese and Japanese keyboards write them.
        '\u{ff01}'..='\u{ff5e}' => moved(0xfee0).to_ascii_lowercase(),
        '\u{660}'..='\u{669}' => moved(0x660 - 0x30),
        '\u{6f0}'..='\u{6f9}' => moved(0x6f0 - 0x30),
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => '\u{627}',
        '\u{649}' => '\u{64a}',
        '\u{629}' => '\u{647}',
        _ => c,
    }
}

/// What leaves no trace in a word: accents written apart, vowels of Arabic, and what cannot be seen.
pub(super) fn is_dropped(c: char) -> bool {
    is_mark(c) || is_invisible(c) || matches!(c, '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Accents written apart.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}')
}

/// Characters without a shape: joiners, marks of direction.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Letters and digits.
pub(super) fn is_word(c: char) -> bool {
    match c {
        '\0'..='\u{bf}' => c.is_ascii_alphanumeric(),
        '\u{ff01}'..='\u{ff5e}' => fold(c).is_ascii_alphanumeric(),
        // Signs, and the punctuation of Arabic, Chinese and Japanese.
        _ => {
            !matches!(c, '\u{d7}' | '\u{f7}' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}'
            | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{30fb}'
            | '\u{e000}'..='\u{f8ff}' | '\u{fe10}'..='\u{fe6f}' | '\u{ff5f}'..='\u{ff65}' | '\u{1f000}'..='\u{1faff}')
        }
    }
}

fn is_break(c: char) -> bool {
    c == '\n' || ".,;:!?()…—–，。；：！？、（）｡،؛؟".contains(c)
}

/// Chinese and Japanese characters, which stand without spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3134f}')
}

/// Arabic letters.
pub(super) fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_folded() {
        for (written, expect) in [
            ("Café, ÄRGER", "\ncafe\narger\n"),
            ("Straße ŒUVRE", "\nstrasse oeuvre\n"),
            ("re\u{200b}fund cafe\u{301}", "\nrefund cafe\n"),
            ("ＡＢＣ１２３ ٠١٢", "\nabc123 012\n"),
            ("إلغاءُ الطلبـ", "\nالغاء الطلب\n"),
            ("don't", "\ndon t\n"),
            ("a  -  b", "\na b\n"),
            ("", "\n"),
        ] {
            assert_eq!(Folded::new(written).chars.iter().collect::<String>(), expect, "{written}");
        }
    }

    #[test]
    fn quotes_are_known() {
        for (written, quoted) in [
            ("he said \"fraud\" to me", "fraud"),
            ("„Betrug“ stand da", "betrug"),
            ("> fraud\nno", "fraud"),
            ("a 27\" screen and a 24\" one", ""),
            ("“open\nand over", "open"),
        ] {
            let folded = Folded::new(written);
            let kept: String = folded
                .chars
                .iter()
                .zip(&folded.quoted)
                .filter(|(_, quoted)| **quoted)
                .map(|(c, _)| *c)
                .collect();
            assert_eq!(kept.trim(), quoted, "{written}");
        }
    }

    #[test]
    fn places_lead_back_to_the_text() {
        let written = "Öl „Straße“ 5";
        let folded = Folded::new(written);
        let at =
            folded.chars.windows(7).position(|word| word.iter().collect::<String>() == "strasse").unwrap();
        assert_eq!(&written[folded.from[at]..folded.written_end(at + 7, written)], "Straße");
    }
}
