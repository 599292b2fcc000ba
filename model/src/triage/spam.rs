//! Signs of spam that are no words.

use super::rules::{Rules, bare};
use super::text::{self, BREAK, Text, fold, is_arabic, is_word};

/// A link more than the one that a question may well have.
const LINK: u16 = 4;
/// A link that hides where it leads.
const SHORT_LINK: u16 = 6;
/// "!!!!!!", "freeeeee", "buy buy buy buy buy".
const REPEATED: u16 = 3;
/// Letters of other alphabets within a word.
const MIXED: u16 = 8;
/// Nothing but capital letters: angry customers write so too.
const CAPITALS: u16 = 3;
/// Accents upon accents, or many characters that cannot be seen.
const DISGUISED: u16 = 6;

const SHORTENERS: [&str; 22] = [
    "bit.ly/",
    "tinyurl.com/",
    "goo.gl/",
    "is.gd/",
    "cutt.ly/",
    "t.co/",
    "ow.ly/",
    "rb.gy/",
    "shorturl.at/",
    "buff.ly/",
    "t.me/",
    "wa.me/",
    "chat.whatsapp.com/",
    "v.gd/",
    "tiny.cc/",
    "rebrand.ly/",
    "s.id/",
    "t.cn/",
    "url.cn/",
    "dwz.cn/",
    "lnkd.in/",
    "adf.ly/",
];

/// The score of all signs, with their names.
pub(super) fn signs(text: &str, folded: &Text, rules: &Rules) -> Vec<(&'static str, u16)> {
    let ((links, short), words) = (links(text, rules), words(folded));
    let seen = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    [
        ("links", seen(links.saturating_sub(1)).saturating_mul(LINK)),
        ("short links", seen(short).saturating_mul(SHORT_LINK)),
        ("repeated", if is_repeated(text, &words) { REPEATED } else { 0 }),
        ("mixed alphabets", if words.iter().any(|word| is_mixed(word)) { MIXED } else { 0 }),
        ("capitals", if is_shouted(text) { CAPITALS } else { 0 }),
        ("disguised", if is_disguised(text) { DISGUISED } else { 0 }),
    ]
    .into_iter()
    .filter(|(_, score)| *score > 0)
    .collect()
}

fn words(text: &Text) -> Vec<Vec<char>> {
    let chars: Vec<char> = (0..text.len()).map(|at| text.at(at)).collect();
    chars.split(|c| !is_word(*c)).filter(|word| !word.is_empty()).map(<[char]>::to_vec).collect()
}

/// Whether a word is written in letters of several alphabets that look alike, as to deceive.
fn is_mixed(word: &[char]) -> bool {
    let latin = word.iter().any(char::is_ascii_alphabetic);
    // Greek letters are also signs: µF, kΩ.
    let alike = word.iter().filter(|c| matches!(c, '\u{370}'..='\u{52f}')).count();
    latin && alike > 0 && word.len() > 3 && !word.iter().any(|c| is_arabic(*c))
}

/// How many links there are, but for those to the site itself, and how many of them hide where they lead.
fn links(text: &str, rules: &Rules) -> (usize, usize) {
    let (mut links, mut short) = (0, 0);
    for word in text.split_whitespace() {
        let word = word.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let start: String = word.chars().take(80).collect::<String>().to_ascii_lowercase();
        let rest = ["https://", "http://"].iter().find_map(|scheme| start.strip_prefix(scheme));
        let host = rest.unwrap_or(&start);
        let host = host.strip_prefix("www.").unwrap_or(host);
        let own = || rules.owns(&bare(host.split('/').next().unwrap_or(host)));
        let is_short = SHORTENERS.iter().any(|shortener| host.starts_with(shortener));
        if (rest.is_some() || start.starts_with("www.") || is_short) && !own() {
            links += 1;
            short += usize::from(is_short);
        }
    }
    (links, short)
}

/// A letter or mark six times in a row, or a word five times.
fn is_repeated(text: &str, words: &[Vec<char>]) -> bool {
    let (mut last, mut run) = (BREAK, 0);
    let characters = text.chars().any(|c| {
        run = if c == last { run + 1 } else { 1 };
        last = c;
        run >= 6 && (is_drawn_out(c) || "!?".contains(c))
    });
    characters || words.chunk_by(|one, next| one == next).any(|run| run.len() >= 5)
}

/// Letters, but not Japanese syllables and Chinese laughter, which people draw out for fun.
fn is_drawn_out(c: char) -> bool {
    is_word(fold(c)) && !fold(c).is_ascii_digit() && !matches!(c, '\u{3041}'..='\u{30ff}' | '哈' | '呵')
}

/// Whether 20 letters or more are all but capital.
fn is_shouted(text: &str) -> bool {
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    let capitals = text.chars().filter(char::is_ascii_uppercase).count();
    letters >= 20 && capitals * 10 >= letters * 8
}

fn is_disguised(text: &str) -> bool {
    let count = |kind: fn(char) -> bool| text.chars().filter(|c| kind(*c)).count();
    let emoji_joiners = text.chars().filter(|c| matches!(c, '\u{200d}' | '\u{fe0f}')).count();
    count(text::is_mark) > 8 + count(|c| is_word(fold(c))) / 3
        || count(text::is_invisible) - emoji_joiners > 3
}
