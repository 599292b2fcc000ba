//! What of a text answers a search: the passage that has most of its words, and where they stand in it.

use crate::clean::{self, PASSAGE_CHARS};
use crate::lower::lower;
use crate::slip::slips;
use crate::words::{is_cjk, runs, telling};

/// From how many characters on words that begin alike are taken for forms of one.
const STEM_CHARS: usize = 4;

/// The most characters by which such forms go on.
const ENDING_CHARS: usize = 3;

/// The passage of `text` that has most of the words searched for, as one line.
pub fn passage(text: &str, words: &str, lang: &str) -> String {
    let asked = Asked::of(words, lang);
    let whole = text.chars().nth(PASSAGE_CHARS).is_none();
    let best = if whole { 0 } else { start(text, &asked) };
    let line = clean::line(text.get(best..).unwrap_or_default(), PASSAGE_CHARS);
    if best == 0 { line } else { ["… ", &line].concat() }
}

/// Where the best passage begins: with the sentence from which on most of the words are near, and of such with the one
/// that has most of them itself.
fn start(text: &str, asked: &Asked) -> usize {
    let sentences = sentences(text, asked);
    let mut best = ((0, 0), 0);
    for (index, first) in sentences.iter().enumerate() {
        let near = sentences.iter().skip(index).take_while(|one| one.at < first.at + PASSAGE_CHARS);
        let score = (near.fold(0, |words, one| words | one.words).count_ones(), first.words.count_ones());
        if score > best.0 {
            best = (score, first.at);
        }
    }
    best.1
}

struct Sentence {
    /// Where it begins, in bytes.
    at: usize,
    /// Which of the words are in it, a bit each.
    words: u32,
}

fn sentences(text: &str, asked: &Asked) -> Vec<Sentence> {
    let mut all = Vec::new();
    let (mut at, mut rest) = (0, text);
    while !rest.is_empty() {
        let ends = |(end, c): (usize, char)| {
            let after = end + c.len_utf8();
            let followed = || rest.get(after..).is_none_or(|rest| rest.starts_with(char::is_whitespace));
            (matches!(c, '\n' | '。' | '！' | '？') || matches!(c, '.' | '!' | '?' | '؟') && followed())
                .then_some(after)
        };
        let (sentence, more) = rest.split_at(rest.char_indices().find_map(ends).unwrap_or(rest.len()));
        all.push(Sentence { at, words: asked.within(sentence) });
        at += sentence.len();
        rest = more;
    }
    all
}

/// Which of the words searched for are in some form in these texts, slips forgiven; in their order.
pub(crate) fn present(texts: &[&str], words: &str, lang: &str) -> Vec<bool> {
    let all: Vec<String> = texts.iter().flat_map(|text| lowered(text)).collect();
    let near = |word: &Word| match word {
        Word::Other(word) => all.iter().any(|run| slips(word, run).is_some()),
        Word::Cjk(_) => false,
    };
    Asked::of(words, lang).words.iter().map(|word| has(&all, word) || near(word)).collect()
}

/// A text in pieces: every second one, from the second on, is of the words searched for.
pub fn marked(text: &str, words: &str, lang: &str) -> Vec<String> {
    let asked = Asked::of(words, lang);
    let small = lowered(text);
    // A word that is not there is a slip for one that is.
    let slipped = asked.words.iter().map(|word| !has(&small, word)).collect::<Vec<_>>();
    let mut pieces = vec![String::new()];
    let mut end = 0;
    for (index, run) in runs(text).enumerate() {
        // A run is a part of the text.
        let at = run.as_ptr() as usize - text.as_ptr() as usize;
        let small = small.get(index).map_or(run, String::as_str);
        for (from, to) in asked.places(run, small, &slipped) {
            add(&mut pieces, false, text.get(end..at + from).unwrap_or_default());
            add(&mut pieces, true, text.get(at + from..at + to).unwrap_or_default());
            end = at + to;
        }
    }
    add(&mut pieces, false, text.get(end..).unwrap_or_default());
    pieces
}

/// Adds a piece; to the last one, where that is of its kind.
fn add(pieces: &mut Vec<String>, mark: bool, text: &str) {
    if text.is_empty() {
        return;
    }
    let marks = pieces.len().is_multiple_of(2);
    match pieces.last_mut() {
        Some(last) if marks == mark => last.push_str(text),
        _ => pieces.push(text.to_owned()),
    }
}

/// A text's runs in small letters. (The text at once: each call of [`lower`] is one into the runtime.)
fn lowered(text: &str) -> Vec<String> {
    runs(&lower(text)).map(str::to_owned).collect()
}

/// Whether a text's runs have this word in some form.
fn has(text: &[String], word: &Word) -> bool {
    text.iter().any(|run| match word {
        Word::Cjk(two) => run.contains(two.as_str()),
        Word::Other(word) => is_form(word, run),
    })
}

/// A word that tells something, in small letters.
enum Word {
    /// Two neighbours, or a single character.
    Cjk(String),
    Other(String),
}

struct Asked {
    words: Vec<Word>,
}

impl Asked {
    fn of(words: &str, lang: &str) -> Self {
        let mut all = Vec::new();
        for run in telling(words, lang) {
            if run.starts_with(is_cjk) {
                let characters: Vec<char> = run.chars().collect();
                all.extend(
                    characters.windows(2.min(characters.len())).map(|two| Word::Cjk(String::from_iter(two))),
                );
            } else {
                all.push(Word::Other(run));
            }
        }
        Self { words: all }
    }

    /// Which of the words are in a text, a bit each.
    fn within(&self, text: &str) -> u32 {
        let text = lowered(text);
        self.words.iter().take(32).rev().fold(0, |bits, word| bits << 1 | u32::from(has(&text, word)))
    }

    /// The places within a run that are to be marked, in bytes. `slipped`: which words may have a slip in them.
    fn places(&self, run: &str, small: &str, slipped: &[bool]) -> Vec<(usize, usize)> {
        if !run.starts_with(is_cjk) {
            let found = |(word, slip): (&Word, &bool)| match word {
                Word::Other(word) => is_form(word, small) || *slip && slips(word, small).is_some(),
                Word::Cjk(_) => false,
            };
            let marked = self.words.iter().zip(slipped).any(found);
            return if marked { vec![(0, run.len())] } else { Vec::new() };
        }
        let mut places: Vec<(usize, usize)> = Vec::new();
        for (at, _) in run.char_indices() {
            let rest = run.get(at..).unwrap_or_default();
            let long = |word: &Word| match word {
                Word::Cjk(two) if rest.starts_with(two.as_str()) => Some(two.len()),
                _ => None,
            };
            let Some(length) = self.words.iter().find_map(long) else { continue };
            match places.last_mut() {
                Some(last) if last.1 >= at => last.1 = at + length,
                _ => places.push((at, at + length)),
            }
        }
        places
    }
}

/// Whether two words in small letters are forms of one, as far as that can be told without a dictionary.
fn is_form(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let alike = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let rest = |word: &str| word.chars().count() - alike;
    alike >= STEM_CHARS && rest(one) <= ENDING_CHARS && rest(other) <= ENDING_CHARS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_in_all_their_forms() {
        for (text, words, lang, expect) in [
            (
                "Return a part within 30 days.",
                "returning parts",
                "en",
                &["", "Return", " a ", "part", " within 30 days."][..],
            ),
            ("It has two years.", "how long", "en", &["It has two years."]),
            ("保修期为两年", "保修期多久", "zh-CN", &["", "保修期", "为两年"]),
            ("Größe 5", "größe", "de", &["", "Größe", " 5"]),
            ("a <b>fan</b>", "fan b", "en", &["a <", "b", ">", "fan", "</", "b", ">"]),
            ("The warranty is long.", "warrenty", "en", &["The ", "warranty", " is long."]),
            ("", "fan", "en", &[""]),
        ] {
            assert_eq!(marked(text, words, lang), expect, "{words}");
        }
    }

    #[test]
    fn the_passage_is_the_one_with_most_of_the_words() {
        let padding = "Something else stands here for a while. ".repeat(20);
        let text = [&padding, "The label is free within Germany. Print it. ", &padding].concat();
        assert!(
            passage(&text, "free label germany", "en").starts_with("… The label is free within Germany.")
        );
        assert!(passage(&text, "nothing of it", "en").starts_with("Something else"));
        assert_eq!(passage("Short.\n\nBoth paragraphs.", "both", "en"), "Short. Both paragraphs.");
        assert!(passage(&text, "label", "en").chars().count() <= PASSAGE_CHARS + 2);
    }
}
