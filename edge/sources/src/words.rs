//! What is typed, as the full-text index wants it (FTS5).
//!
//! FTS5 takes a run of Chinese or Japanese characters as one word, and so would find nothing within it.
//! Rows therefore keep every two neighbours of such a run as a word of their own, and so are they asked.

use crate::clean::WORDS_CHARS;

/// The most terms of an expression: more only cost time.
const TERMS: usize = 32;

/// From how many characters on the word that is being typed stands for all that begin with it.
const PREFIX_CHARS: usize = 3;

/// Every two neighbours of the text's Chinese, Japanese and Korean runs, and each run's last character, by which
/// a single one is found; separated by spaces.
pub fn bigrams(text: &str) -> String {
    let mut all: Vec<String> = Vec::new();
    for run in runs(text).filter(|run| run.starts_with(is_cjk)) {
        let characters: Vec<char> = run.chars().collect();
        all.extend(characters.windows(2).map(String::from_iter));
        all.extend(characters.last().map(char::to_string));
    }
    all.sort();
    all.dedup();
    all.join(" ")
}

/// The expression for `MATCH` that finds rows with any of these words; nothing where there is no word. Each
/// term is quoted, so that nothing typed is taken for an operator.
pub fn expression(words: &str) -> Option<String> {
    let words: String = words.chars().take(WORDS_CHARS).collect();
    let typing = words.ends_with(char::is_alphanumeric);
    let last = runs(&words).count().saturating_sub(1);
    let mut terms: Vec<String> = Vec::new();
    for (index, run) in runs(&words).enumerate() {
        let characters: Vec<char> = run.chars().collect();
        match characters.as_slice() {
            [one] if is_cjk(*one) => terms.push(format!("bigrams : \"{one}\" *")),
            [first, ..] if is_cjk(*first) => {
                terms.extend(
                    characters.windows(2).map(|two| format!("bigrams : \"{}\"", String::from_iter(two))),
                );
            }
            _ if typing && index == last && characters.len() >= PREFIX_CHARS => {
                terms.push(format!("\"{run}\" *"));
            }
            _ => terms.push(format!("\"{run}\"")),
        }
    }
    terms.truncate(TERMS);
    (!terms.is_empty()).then(|| terms.join(" OR "))
}

/// The text's runs of letters and digits, each either of Chinese, Japanese and Korean characters or of others.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let cjk = rest.starts_with(is_cjk);
        let end = rest.find(|c: char| !c.is_alphanumeric() || is_cjk(c) != cjk).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        (!run.is_empty()).then_some(run)
    })
}

/// Han, Kana and Hangul, by their blocks of Unicode.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_words() {
        for (text, expect) in [
            ("保修期 iPhone 退货", "保修 修期 期 货 退货"),
            ("メモリ16GB", "メモ モリ リ"),
            ("plain words", ""),
            ("修", "修"),
            ("", ""),
        ] {
            assert_eq!(bigrams(text), expect);
        }
    }

    #[test]
    fn nothing_typed_is_an_operator() {
        for (words, expect) in [
            ("return a laptop", Some("\"return\" OR \"a\" OR \"laptop\" *")),
            ("return it ", Some("\"return\" OR \"it\"")),
            ("OR \"NEAR(a\" -b* title:c", Some("\"OR\" OR \"NEAR\" OR \"a\" OR \"b\" OR \"title\" OR \"c\"")),
            ("保修期", Some("bigrams : \"保修\" OR bigrams : \"修期\"")),
            ("修", Some("bigrams : \"修\" *")),
            ("16GBメモリ", Some("\"16GB\" OR bigrams : \"メモ\" OR bigrams : \"モリ\"")),
            ("?!", None),
            ("", None),
        ] {
            assert_eq!(expression(words).as_deref(), expect);
        }
        assert_eq!(
            expression(&"ab ".repeat(500)).map(|terms| terms.matches(" OR ").count()),
            Some(TERMS - 1)
        );
    }
}
