//! A text as its words are compared: small letters without accents.
//!
//! Unicode's own tables of cases and categories would be a download for the shopper. The languages that
//! Deskbell speaks need Latin letters, Chinese and Japanese characters and Arabic, and no more is known here.

use std::ops::Range;

/// What is found where a text has no letter: no phrase goes on behind a line, and no "not" reaches over it.
pub(super) const BREAK: char = '\n';

/// What is said of a letter, as bits.
#[derive(Clone, Copy)]
pub(super) struct Sign(u8);

impl Sign {
    /// It is quoted, and so perhaps not the writer's own word.
    pub(super) const QUOTED: Self = Self(1);
    /// It was a capital one.
    pub(super) const CAPITAL: Self = Self(2);
    /// It belongs to a phrase in which words mean something else.
    pub(super) const EXCEPTED: Self = Self(4);
    /// "Not" ends before it.
    pub(super) const NOT: Self = Self(8);
    /// A "not" that comes after begins at it.
    pub(super) const NOT_AFTER: Self = Self(16);
}

/// A character in its plainest form.
struct Letter {
    c: char,
    /// Where it began in the text as it was written, in bytes.
    from: usize,
    signs: u8,
}

/// A text to be searched: its characters without what leaves no trace, each [folded](fold).
#[derive(Default)]
pub(super) struct Text {
    letters: Vec<Letter>,
    /// Runs of ASCII letters and digits.
    groups: Vec<Range<usize>>,
    /// Bytes of the text as it was written.
    bytes: usize,
}

// Each of these is called from many places: what a call takes there counts, and not what it does.
impl Text {
    pub(super) fn new(text: &str) -> Self {
        let mut read = Self { bytes: text.len(), ..Self::default() };
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
            let quoted = if reply || open.is_some() { Sign::QUOTED.0 } else { 0 };
            let capital = if is_capital(c) { Sign::CAPITAL.0 } else { 0 };
            plain(c, |c| read.push(Letter { c, from: at, signs: quoted | capital }));
            before = c;
        }
        read
    }

    fn push(&mut self, letter: Letter) {
        let at = self.letters.len();
        if letter.c.is_ascii_alphanumeric() {
            match self.groups.last_mut() {
                Some(group) if group.end == at => group.end += 1,
                _ => self.groups.push(at..at + 1),
            }
        }
        self.letters.push(letter);
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    /// The letter at a place, which may be any.
    #[inline(never)]
    pub(super) fn at(&self, at: usize) -> char {
        self.letters.get(at).map_or(BREAK, |letter| letter.c)
    }

    /// Where the letter at a place began in the text as it was written, in bytes.
    #[inline(never)]
    pub(super) fn from(&self, at: usize) -> usize {
        self.letters.get(at).map_or(self.bytes, |letter| letter.from)
    }

    /// Where the letter before a place ends in the text as it was written, in bytes.
    pub(super) fn end(&self, at: usize, written: &str) -> usize {
        let from = self.from(at.wrapping_sub(1));
        from + written.get(from..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    }

    #[inline(never)]
    pub(super) fn has(&self, at: usize, sign: Sign) -> bool {
        self.letters.get(at).is_some_and(|letter| letter.signs & sign.0 != 0)
    }

    pub(super) fn sign(&mut self, places: Range<usize>, sign: Sign) {
        for letter in self.letters.get_mut(places).unwrap_or_default() {
            letter.signs |= sign.0;
        }
    }

    /// Whether a word begins here. Every Chinese or Japanese character may be a word.
    pub(super) fn begins(&self, at: usize) -> bool {
        is_word(self.at(at)) && self.parted(at)
    }

    /// Whether a word ends before this place, or there is none.
    #[inline(never)]
    pub(super) fn parted(&self, at: usize) -> bool {
        let (before, here) = (self.at(at.wrapping_sub(1)), self.at(at));
        !is_word(before) || !is_word(here) || is_unspaced(before) || is_unspaced(here)
    }

    /// Where the word that begins here ends.
    #[inline(never)]
    pub(super) fn word_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while !self.parted(end) {
            end += 1;
        }
        end
    }

    /// Where this phrase ends if it begins here. What stands between two words does not matter, but where a sentence ends.
    pub(super) fn phrase_end(&self, mut at: usize, phrase: &[char]) -> Option<usize> {
        for c in phrase {
            if is_word(*c) {
                if self.at(at) != *c {
                    return None;
                }
                at += 1;
            } else {
                let from = at;
                let mut breaks = false;
                while !is_word(self.at(at)) {
                    breaks |= is_break(self.at(at));
                    if at >= self.len() {
                        return None;
                    }
                    at += 1;
                }
                if breaks || from == at {
                    return None;
                }
            }
        }
        Some(at)
    }

    /// How many groups there are.
    pub(super) fn groups(&self) -> usize {
        self.groups.len()
    }

    /// A run of ASCII letters and digits; empty at the end of the text where there is none.
    #[inline(never)]
    pub(super) fn group(&self, index: usize) -> Range<usize> {
        self.groups.get(index).cloned().unwrap_or(self.len()..self.len())
    }

    /// The first group from a place on.
    pub(super) fn group_from(&self, at: usize) -> usize {
        self.groups.partition_point(|group| group.start < at)
    }

    /// Whether no more than so many signs stand between a group and the one before, and such as stand within numbers.
    #[inline(never)]
    pub(super) fn joined(&self, index: usize, most: usize) -> bool {
        let from = if index == 0 { 0 } else { self.group(index - 1).end };
        let mut at = from;
        while at - from <= most
            && matches!(
                self.at(at),
                ' ' | '-' | '.' | '/' | '(' | ')' | '_' | '#' | '\u{a0}' | '\u{2011}' | '\u{2013}'
            )
        {
            at += 1;
        }
        at == self.group(index).start && at - from <= most && index < self.groups.len()
    }

    /// How many digits a group has that has nothing else.
    #[inline(never)]
    pub(super) fn digits(&self, index: usize) -> Option<usize> {
        let group = self.group(index);
        let length = group.len();
        (length > 0 && self.count_digits(group) == length).then_some(length)
    }

    #[inline(never)]
    pub(super) fn count_digits(&self, places: Range<usize>) -> usize {
        places.filter(|at| self.at(*at).is_ascii_digit()).count()
    }

    /// The nth digit from a place on; 10 where there is none so near.
    #[inline(never)]
    pub(super) fn digit(&self, from: usize, nth: usize) -> u32 {
        let near = from..(from + 8).min(self.len());
        near.filter_map(|at| self.at(at).to_digit(10)).nth(nth).unwrap_or(10)
    }

    /// Letters and digits alone.
    #[inline(never)]
    pub(super) fn bare(&self, places: Range<usize>) -> Vec<char> {
        places.map(|at| self.at(at)).filter(|c| is_word(*c)).collect()
    }
}

/// A phrase of a list as texts are read, one space between two words.
pub(super) fn phrase(written: &str) -> Vec<char> {
    let mut folded = Vec::new();
    for c in written.chars() {
        plain(c, |c| {
            if is_word(c) {
                folded.push(c);
            } else if folded.last().is_some_and(|last| *last != ' ') {
                folded.push(' ');
            }
        });
    }
    if folded.last() == Some(&' ') {
        folded.pop();
    }
    folded
}

/// What a character is read as: none, one, or two.
#[inline(never)]
fn plain(c: char, mut add: impl FnMut(char)) {
    let (one, two) = match c {
        '\u{df}' | '\u{1e9e}' => ('s', 's'),
        '\u{c6}' | '\u{e6}' => ('a', 'e'),
        '\u{152}' | '\u{153}' => ('o', 'e'),
        _ if is_dropped(c) => return,
        _ => return add(fold(c)),
    };
    add(one);
    add(two);
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
#[inline(never)]
pub(super) fn is_word(c: char) -> bool {
    match c {
        '\0'..='\u{bf}' => c.is_ascii_alphanumeric(),
        // Signs, and the punctuation of Arabic, Chinese and Japanese.
        _ => {
            !matches!(c, '\u{d7}' | '\u{f7}' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}'
            | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{30fb}'
            | '\u{e000}'..='\u{f8ff}' | '\u{fe10}'..='\u{fe6f}' | '\u{ff5f}'..='\u{ff65}' | '\u{1f000}'..='\u{1faff}')
        }
    }
}

/// Where one sentence, or part of it, ends: no phrase goes on behind it, and no "not" reaches over it.
pub(super) fn is_break(c: char) -> bool {
    matches!(
        c,
        BREAK
            | '.'
            | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '('
            | ')'
            | '…'
            | '—'
            | '–'
            | '。'
            | '、'
            | '｡'
            | '،'
            | '؛'
            | '؟'
    )
}

/// Capital letters of Latin alone: other scripts of these languages have none.
fn is_capital(c: char) -> bool {
    matches!(c, 'A'..='Z' | '\u{c0}'..='\u{de}')
        || matches!(c, '\u{100}'..='\u{17f}') && u32::from(c) % 2 == 0
}

/// Chinese and Japanese characters, which stand without spaces between words.
#[inline(never)]
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
            ("Café, ÄRGER", "cafe, arger"),
            ("Straße ŒUVRE", "strasse oeuvre"),
            ("re\u{200b}fund cafe\u{301}", "refund cafe"),
            ("ＡＢＣ１２３，٠١٢", "abc123,012"),
            ("إلغاءُ الطلبـ", "الغاء الطلب"),
            ("", ""),
        ] {
            let text = Text::new(written);
            assert_eq!((0..text.len()).map(|at| text.at(at)).collect::<String>(), expect, "{written}");
        }
    }

    #[test]
    fn phrases_are_found_whatever_stands_between_their_words() {
        for (written, expect) in [
            ("don't", Some(5)),
            ("don  -  t work", Some(9)),
            ("don t", Some(5)),
            ("dont", None),
            ("don. t", None),
            ("don\nt", None),
            ("don ", None),
        ] {
            assert_eq!(Text::new(written).phrase_end(0, &phrase(" don't ")), expect, "{written}");
        }
    }

    #[test]
    fn quotes_are_known() {
        for (written, quoted) in [
            ("he said \"fraud\" to me", "\"fraud"),
            ("„Betrug“ stand da", "„betrug"),
            ("> fraud\nno", "> fraud\n"),
            ("a 27\" screen and a 24\" one", ""),
            ("“open\nand over", "“open"),
        ] {
            let text = Text::new(written);
            let places = (0..text.len()).filter(|at| text.has(*at, Sign::QUOTED));
            assert_eq!(places.map(|at| text.at(at)).collect::<String>(), quoted, "{written}");
        }
    }

    #[test]
    fn places_lead_back_to_the_text() {
        let written = "Öl „Straße“ 5";
        let text = Text::new(written);
        let end = text.phrase_end(4, &phrase("Strasse")).unwrap();
        assert_eq!(&written[text.from(4)..text.from(end)], "Straße");
    }
}
