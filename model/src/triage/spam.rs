//! Signs of spam that are no words.

use super::fold::{self, BREAK, Folded};
use super::matches::is_mixed;
use super::rules::{Rules, bare};

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
pub(super) fn signs(text: &str, folded: &Folded, rules: &Rules) -> Vec<(&'static str, u16)> {
    let (links, short) = links(text, rules);
    let seen = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    [
        ("links", seen(links.saturating_sub(1)).saturating_mul(LINK)),
        ("short links", seen(short).saturating_mul(SHORT_LINK)),
        ("repeated", if is_repeated(text, folded) { REPEATED } else { 0 }),
        ("mixed alphabets", if words(folded).any(is_mixed) { MIXED } else { 0 }),
        ("capitals", if is_shouted(text) { CAPITALS } else { 0 }),
        ("disguised", if is_disguised(text) { DISGUISED } else { 0 }),
    ]
    .into_iter()
    .filter(|(_, score)| *score > 0)
    .collect()
}

fn words(text: &Folded) -> impl Iterator<Item = &[char]> {
    text.chars.split(|c| *c == ' ' || *c == BREAK)
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
        let own = || rules.own.iter().any(|own| bare(host.split('/').next().unwrap_or(host)) == *own);
        let is_short = SHORTENERS.iter().any(|shortener| host.starts_with(shortener));
        if (rest.is_some() || start.starts_with("www.") || is_short) && !own() {
            links += 1;
            short += usize::from(is_short);
        }
    }
    (links, short)
}

/// A letter or mark six times in a row, or a word five times.
fn is_repeated(text: &str, folded: &Folded) -> bool {
    let (mut last, mut run) = (BREAK, 0);
    let characters = text.chars().any(|c| {
        run = if c == last { run + 1 } else { 1 };
        last = c;
        run >= 6 && (is_drawn_out(c) || "!?".contains(c))
    });
    let (mut last, mut run): (&[char], u8) = (&[], 0);
    characters
        || words(folded).filter(|word| !word.is_empty()).any(|word| {
            run = if word == last { run.saturating_add(1) } else { 1 };
            last = word;
            run >= 5
        })
}

/// Letters, but not Japanese syllables and Chinese laughter, which people draw out for fun.
fn is_drawn_out(c: char) -> bool {
    fold::is_word(c) && !fold::fold(c).is_ascii_digit() && !matches!(c, '\u{3041}'..='\u{30ff}' | '哈' | '呵')
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
    count(fold::is_mark) > 8 + count(fold::is_word) / 3 || count(fold::is_invisible) - emoji_joiners > 3
}
