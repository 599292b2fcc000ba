//! What is typed, as the full-text index wants it (FTS5).
//!
//! FTS5 takes a run of Chinese or Japanese characters as one word, and so would find nothing within it.
//! Rows therefore keep every two neighbours of such a run as a word of their own, and so are they asked.

use crate::clean::WORDS_CHARS;
use crate::lower::lower;

/// The most terms of an expression: more only cost time.
const TERMS: usize = 32;

/// From how many characters on the word that is being typed stands for all that begin with it.
const PREFIX_CHARS: usize = 3;

/// What the column `bigrams` of an article or a post holds: [`bigrams`] of all its texts, and the neighbouring words of
/// those in which people say it in short (a question, its variants, a title), each two as one word. "Change my
/// address" is more than the three words, and a pair is in few rows, which makes it quick to look up.
pub fn indexed(short: &str, long: &str) -> String {
    let mut all = bigrams(&[short, long].join("\n"));
    for line in short.lines() {
        let runs: Vec<&str> = runs(line).collect();
        for pair in pairs(&runs) {
            all.push(' ');
            all.push_str(&pair);
        }
    }
    all
}

/// Every two neighbours as one word, but for those of scripts that [`bigrams`] is for.
fn pairs(runs: &[&str]) -> Vec<String> {
    let two = runs.windows(2).filter(|two| two.iter().all(|run| !run.starts_with(is_cjk)));
    two.map(<[&str]>::concat).collect()
}

/// A question to the tables, as their statements take it.
pub(crate) struct Terms {
    /// As JSON: for each word the expression that finds it, and what to look for where no row has it.
    pub(crate) words: String,
    /// The expression of neighbouring words; may be empty.
    pub(crate) pairs: String,
}

/// What finds rows with any of these words, little words of English and of `lang` (BCP 47) only where there are no
/// others. Nothing where there is no word.
pub(crate) fn terms(words: &str, lang: &str) -> Option<Terms> {
    let words: String = lower(&words.chars().take(WORDS_CHARS).collect::<String>());
    let typing = words.ends_with(char::is_alphanumeric);
    let all: Vec<&str> = runs(&words).take(TERMS).collect();
    let last = all.len().saturating_sub(1);
    let telling = |run: &&str| !stop_words(lang).any(|word| word == *run);
    let any = all.iter().any(&telling);
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    for (index, run) in all.iter().enumerate().filter(|(_, run)| !any || telling(run)) {
        let characters: Vec<char> = run.chars().collect();
        match characters.as_slice() {
            [one] if is_cjk(*one) => found.push((format!("bigrams : \"{one}\" *"), None)),
            [first, ..] if is_cjk(*first) => found.extend(
                characters.windows(2).map(|two| (format!("bigrams : \"{}\"", String::from_iter(two)), None)),
            ),
            _ if typing && index == last && characters.len() >= PREFIX_CHARS => {
                found.push((format!("\"{run}\" *"), beginning(&characters)));
            }
            _ => found.push((format!("\"{run}\""), beginning(&characters))),
        }
    }
    found.truncate(TERMS);
    let pairs: Vec<String> = pairs(&all).into_iter().map(|pair| format!("bigrams : \"{pair}\"")).collect();
    let words = serde_json::to_string(&found).ok()?;
    (!found.is_empty()).then(|| Terms { words, pairs: pairs.join(" OR ") })
}

/// From how many characters on a word that nobody knows may be another with a slip at its end.
const SLIP_CHARS: usize = 5;

/// What a word that no row has may have begun as: all but its last two characters.
fn beginning(characters: &[char]) -> Option<String> {
    let kept = characters.len().saturating_sub(2).max(SLIP_CHARS - 1);
    let kept = characters.get(..kept).filter(|_| characters.len() >= SLIP_CHARS)?;
    Some(format!("\"{}\" *", String::from_iter(kept)))
}

/// The words that tell something, in small letters and in their order; all of them where none does.
pub(crate) fn telling(words: &str, lang: &str) -> Vec<String> {
    let words = lower(&words.chars().take(WORDS_CHARS).collect::<String>());
    let told = |run: &&str| !stop_words(lang).any(|word| word == *run);
    let all: Vec<&str> = runs(&words).take(TERMS).collect();
    let any = all.iter().any(told);
    all.into_iter().filter(|run| !any || told(run)).map(str::to_owned).collect()
}

/// Words that are in all questions, and so tell nothing of one.
fn stop_words(lang: &str) -> impl Iterator<Item = &'static str> {
    let own = STOP_WORDS.iter().filter(move |(code, _)| *code == "en" || lang.starts_with(code));
    own.flat_map(|(_, words)| words.split(' '))
}

const STOP_WORDS: [(&str, &str); 6] = [
    (
        "en",
        "a an the is are was were be been am i me my mine you your yours it its this that these those to of for from \
         with on in at by and or but if so as do does did can could would should will shall may might must have has had \
         what how when where why which who there here any some not no just please tell know want need like get about \
         into out up",
    ),
    (
        "de",
        "der die das den dem des ein eine einen einem einer und oder aber ist sind war waren bin ich mich mir mein \
         meine meinen meiner meinem sie ihr ihre ihnen wir uns es zu zum zur von vom mit auf im in am an bei für nach aus \
         kann können könnte darf muss soll will möchte habe hat haben wie was wann wo warum welche welcher welches wer \
         gibt nicht kein keine nur noch schon auch bitte man wenn dass da hier so",
    ),
    (
        "fr",
        "le la les l un une des du de d et ou mais est sont je j me m mon ma mes vous votre vos nous il elle on ce cet \
         cette c que qui qu quoi ne n pas plus pour avec sur dans en au aux par sans comment quand où pourquoi quel \
         quelle quels quelles ai a avez peut puis faut veux voudrais suis être si y se s",
    ),
    (
        "es",
        "el la los las un una unos unas y o pero es son soy mi mis me yo usted su sus de del a al para por con en que \
         qué no se lo le les he ha han hay como cómo cuando cuándo donde dónde cual cuál quien quién porque puedo puede \
         quiero tengo tiene esta este esto si muy ya",
    ),
    (
        "pt",
        "o a os as um uma uns umas e ou mas é são sou eu meu minha meus minhas me você vocês seu sua de do da dos das \
         para pra por com em no na nos nas que não se como quando onde qual quem porque posso pode quero tenho tem este \
         esta isso já muito",
    ),
    (
        "ar",
        "في من على عن إلى الى هل ما متى أين اين كيف لماذا كم أي اي هذا هذه أن ان لا لم لن قد كان هو هي أنا انا مع و أو او يمكن",
    ),
];

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
pub(crate) fn runs(text: &str) -> impl Iterator<Item = &str> {
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
pub(crate) fn is_cjk(c: char) -> bool {
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
    fn neighbouring_words_are_one_word_too() {
        for (short, long, expect) in [
            ("Change my address\nmove it", "long text here", " Changemy myaddress moveit"),
            ("保修期 how long", "两年", "两年 保修 修期 年 期 howlong"),
            ("one", "two", ""),
        ] {
            assert_eq!(indexed(short, long), expect);
        }
    }

    #[test]
    fn little_words_are_asked_for_where_there_are_no_others() {
        for (words, lang, expect, pairs) in [
            (
                "How do I return it ",
                "en",
                r#"[["\"return\"","\"retu\" *"]]"#,
                r#"bigrams : "howdo" OR bigrams : "doi" OR bigrams : "ireturn" OR bigrams : "returnit""#,
            ),
            (
                "what is it ",
                "en",
                r#"[["\"what\"",null],["\"is\"",null],["\"it\"",null]]"#,
                r#"bigrams : "whatis" OR bigrams : "isit""#,
            ),
            ("die Maus ", "de", r#"[["\"maus\"",null]]"#, r#"bigrams : "diemaus""#),
            ("die ", "en", r#"[["\"die\"",null]]"#, ""),
            ("warr", "en", r#"[["\"warr\" *",null]]"#, ""),
            (
                "保修期 16GB ",
                "zh-CN",
                r#"[["bigrams : \"保修\"",null],["bigrams : \"修期\"",null],["\"16gb\"",null]]"#,
                "",
            ),
            (
                "OR \"NEAR(x\" -b* ",
                "en",
                r#"[["\"near\"",null],["\"x\"",null],["\"b\"",null]]"#,
                r#"bigrams : "ornear" OR bigrams : "nearx" OR bigrams : "xb""#,
            ),
        ] {
            let found = terms(words, lang).unwrap();
            assert_eq!((found.words.as_str(), found.pairs.as_str()), (expect, pairs), "{words}");
        }
        assert!(terms("?! ", "en").is_none());
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
