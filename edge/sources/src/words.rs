//! What is typed, as the full-text index wants it (FTS5).
//!
//! FTS5 takes a run of Chinese or Japanese characters as one word, and so would find nothing within it.
//! Rows therefore keep every two neighbours of such a run as a word of their own, and so are they asked.

use crate::clean::WORDS_CHARS;
use crate::lower::lower;
use crate::slip;

/// The most terms of an expression: more only cost time.
const TERMS: usize = 32;

/// From how many characters on the word that is being typed stands for all that begin with it.
const PREFIX_CHARS: usize = 3;

/// What the column `bigrams` of an article or a post holds: [`bigrams`] of all its texts, those of its title twice more, and the
/// neighbouring words of those in which people say it in short (a question, its variants, a title), each two as one word. "Change my
/// address" is more than the three words, and a pair is in few rows, which makes it quick to look up.
pub fn indexed(short: &str, long: &str) -> String {
    let mut all = bigrams(&[short, long].join("\n"));
    // A title counts for more there, too, as its own column does for other scripts.
    let title = bigrams(short.lines().next().unwrap_or_default());
    if !title.is_empty() {
        all = [&*all, &title, &title].join(" ");
    }
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
    /// As JSON: for each word the expression that finds it, what to look for where no row has it, and the word where it may
    /// have a slip in it.
    pub(crate) words: String,
    /// The expression of neighbouring words; may be empty.
    pub(crate) pairs: String,
    /// How many there are.
    pub(crate) count: usize,
    found: Vec<Term>,
}

type Term = (String, Option<String>, Option<String>);

impl Terms {
    fn new(found: Vec<Term>, pairs: String) -> Self {
        let words = serde_json::to_string(&found).unwrap_or_default();
        Self { words, pairs, count: found.len(), found }
    }

    /// The same with what words of it were meant to be; nothing where that is not known of any.
    pub(crate) fn corrected(&self, meant: &[(String, Vec<String>)]) -> Option<Self> {
        let correct = |(term, instead, word): &Term| {
            let known = meant.iter().find(|(slip, _)| Some(slip) == word.as_ref());
            match known {
                Some((_, meant)) => {
                    let any: Vec<String> = meant.iter().map(|word| format!("\"{word}\" *")).collect();
                    (any.join(" OR "), None, None)
                }
                None => (term.clone(), instead.clone(), None),
            }
        };
        let found = self.found.iter().map(correct).collect();
        (!meant.is_empty()).then(|| Self::new(found, self.pairs.clone()))
    }
}

/// What finds rows with any of these words, little words of English and of `lang` (BCP 47) only where there are no
/// others. Nothing where there is no word.
pub(crate) fn terms(words: &str, lang: &str) -> Option<Terms> {
    let words: String = lower(&words.chars().take(WORDS_CHARS).collect::<String>());
    let typing = words.ends_with(char::is_alphanumeric);
    let all: Vec<&str> = runs(&words).take(TERMS).collect();
    let last = all.len().saturating_sub(1);
    let told = |run: &&str| !stop_words(lang).any(|word| word == *run);
    let any = all.iter().any(&told);
    let mut found: Vec<Term> = Vec::new();
    for (index, run) in all.iter().enumerate().filter(|(_, run)| !any || told(run)) {
        if run.starts_with(is_cjk) {
            found.extend(content(run).into_iter().flat_map(neighbours).map(|term| (term, None, None)));
            continue;
        }
        let characters: Vec<char> = run.chars().collect();
        let prefix = if typing && index == last && characters.len() >= PREFIX_CHARS { " *" } else { "" };
        let word = slip::may_slip(run).then(|| (*run).to_owned());
        found.push((format!("\"{run}\"{prefix}"), beginning(&characters), word));
    }
    found.truncate(TERMS);
    let pairs: Vec<String> = pairs(&all).into_iter().map(|pair| format!("bigrams : \"{pair}\"")).collect();
    (!found.is_empty()).then(|| Terms::new(found, pairs.join(" OR ")))
}

/// The expressions that find a run of Chinese or Japanese characters: of every two neighbours, or of the only one.
fn neighbours(run: &str) -> impl Iterator<Item = String> {
    let characters: Vec<char> = run.chars().collect();
    let size = characters.len().clamp(1, 2);
    let terms: Vec<String> = characters.windows(size).map(String::from_iter).collect();
    terms.into_iter().map(move |term| format!("bigrams : \"{term}\"{}", if size == 1 { " *" } else { "" }))
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
    let told = all.into_iter().filter(|run| !any || told(run));
    told.flat_map(|run| if run.starts_with(is_cjk) { content(run) } else { vec![run] })
        .map(str::to_owned)
        .collect()
}

/// What a run of Chinese says between the words that are in all questions; all of it where it has only such. A run with
/// kana is Japanese, in which these mean something else.
fn content(run: &str) -> Vec<&str> {
    if run.contains(|c| matches!(c, '\u{3041}'..='\u{30ff}')) {
        return vec![run];
    }
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(next) = run[at..].chars().next() {
        let little = CHINESE_STOP_WORDS.split(' ').find(|word| run[at..].starts_with(word));
        if let Some(word) = little {
            parts.push(&run[from..at]);
            from = at + word.len();
        }
        at += little.map_or(next.len_utf8(), str::len);
    }
    parts.push(&run[from..]);
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() { vec![run] } else { parts }
}

/// Words that are in all questions, and none of which is often a part of another word; the longer of two first.
const CHINESE_STOP_WORDS: &str = "请问 怎么办 怎么样 怎么 怎样 为什么 什么 如何 哪里 哪儿 可不可以 可以 能不能 能否 是不是 \
    有没有 想要 一下 我 你 您 她 们 的 了 吗 呢 吧 啊 嘛 很 太 要";

/// The words by which searches that mean the same are known: those that tell something, one form of each.
fn folded(words: &str, lang: &str) -> Vec<String> {
    let one = |word: String| match word.strip_suffix('s') {
        Some(bare) if bare.len() > 2 && bare.is_ascii() && !bare.ends_with('s') => bare.to_owned(),
        _ => word,
    };
    telling(words, lang).into_iter().map(one).collect()
}

/// What is kept of a search, to know it again: its words in one order, each once; empty where there are none.
pub fn key(words: &str, lang: &str) -> String {
    let mut all = folded(words, lang);
    all.sort_unstable();
    all.dedup();
    all.join(" ")
}

/// The most words of a phrase that means the same as another.
const PHRASE: usize = 4;

/// What of a search something may have been learned about: its phrases, as [`pair`] has them, and its [`key`].
pub(crate) fn phrases(words: &str, lang: &str) -> (Vec<String>, String) {
    let all = folded(words, lang);
    let phrases = (1..=PHRASE).flat_map(|size| all.windows(size).map(|words| words.join(" "))).collect();
    (phrases, key(words, lang))
}

/// Words that mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What customers say, as searches are looked through for it.
    pub said: String,
    /// What the shop says.
    pub means: String,
    /// The same for the full-text index.
    pub expression: String,
}

/// What a search that found nothing and another that did teach: the words in which they differ mean the same. Nothing
/// where one has only more words than the other, or too many others.
pub fn pair(before: &str, after: &str, lang: &str) -> Option<Pair> {
    let (before, after) = (folded(before, lang), folded(after, lang));
    let only = |one: &[String], other: &[String]| -> Vec<String> {
        one.iter().filter(|word| !other.contains(word)).cloned().collect()
    };
    let (said, means) = (only(&before, &after), only(&after, &before));
    let fits = |words: &[String]| (1..=PHRASE).contains(&words.len());
    let expression = |word: &String| {
        let cjk = word.starts_with(is_cjk);
        if cjk { neighbours(word).collect::<Vec<_>>().join(" OR ") } else { format!("\"{word}\"") }
    };
    (fits(&said) && fits(&means)).then(|| Pair {
        said: said.join(" "),
        expression: means.iter().map(expression).collect::<Vec<_>>().join(" OR "),
        means: means.join(" "),
    })
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
    fn chinese_is_asked_for_without_its_little_words() {
        for (words, expect) in [
            ("我要退款", &["退款"][..]),
            ("很吵", &["吵"]),
            ("电脑声音很吵", &["电脑声音", "吵"]),
            ("请问怎么样", &["请问怎么样"]),
            ("怎么 windows", &["怎么", "windows"]),
            ("私の注文はどこ", &["私の注文はどこ"]),
        ] {
            assert_eq!(telling(words, "zh-CN"), expect, "{words}");
        }
    }

    #[test]
    fn neighbouring_words_are_one_word_too() {
        for (short, long, expect) in [
            ("Change my address\nmove it", "long text here", " Changemy myaddress moveit"),
            ("保修期 how long", "两年", "两年 保修 修期 年 期 保修 修期 期 保修 修期 期 howlong"),
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
                r#"[["\"return\"","\"retu\" *","return"]]"#,
                r#"bigrams : "howdo" OR bigrams : "doi" OR bigrams : "ireturn" OR bigrams : "returnit""#,
            ),
            (
                "what is it ",
                "en",
                r#"[["\"what\"",null,"what"],["\"is\"",null,null],["\"it\"",null,null]]"#,
                r#"bigrams : "whatis" OR bigrams : "isit""#,
            ),
            ("die Maus ", "de", r#"[["\"maus\"",null,"maus"]]"#, r#"bigrams : "diemaus""#),
            ("die ", "en", r#"[["\"die\"",null,null]]"#, ""),
            ("warr", "en", r#"[["\"warr\" *",null,"warr"]]"#, ""),
            (
                "保修期 16GB ",
                "zh-CN",
                r#"[["bigrams : \"保修\"",null,null],["bigrams : \"修期\"",null,null],["\"16gb\"",null,null]]"#,
                "",
            ),
            (
                "OR \"NEAR(x\" -b* ",
                "en",
                r#"[["\"near\"",null,"near"],["\"x\"",null,null],["\"b\"",null,null]]"#,
                r#"bigrams : "ornear" OR bigrams : "nearx" OR bigrams : "xb""#,
            ),
        ] {
            let found = terms(words, lang).unwrap();
            assert_eq!((found.words.as_str(), found.pairs.as_str()), (expect, pairs), "{words}");
        }
        assert!(terms("?! ", "en").is_none());
    }

    #[test]
    fn searches_are_known_again_by_their_words() {
        for (words, lang, expect) in [
            ("How do I return the fans?", "en", "fan return"),
            ("fan, returned", "en", "fan returned"),
            ("Wie lange die Garantie", "de", "garantie lange"),
            ("glass", "en", "glass"),
            ("保修期多久", "zh-CN", "保修期多久"),
            ("?!", "en", ""),
        ] {
            assert_eq!(key(words, lang), expect);
        }
    }

    #[test]
    fn what_differs_between_a_failure_and_a_success_means_the_same() {
        for (before, after, expect) in [
            ("tower fans", "case fan", Some(("tower", "case", r#""case""#))),
            ("telly box", "monitor stand", Some(("telly box", "monitor stand", r#""monitor" OR "stand""#))),
            ("笔电", "笔记本", Some(("笔电", "笔记本", r#"bigrams : "笔记" OR bigrams : "记本""#))),
            ("fan", "loud fan", None),
            ("fans", "the fan", None),
            ("one two three four five", "six", None),
            ("", "fan", None),
        ] {
            let pair = pair(before, after, "en");
            let told = pair.as_ref().map(|pair| (&*pair.said, &*pair.means, &*pair.expression));
            assert_eq!(told, expect, "{before} {after}");
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
