//! The lists that triage goes by, read from lines of text.
//!
//! ```text
//! [anger]
//! 10 rip off, never again
//! 5 disappoint*
//! - furious
//! = 15
//! ```
//!
//! A line is a weight and its phrases, or takes phrases out again (`-`), or says from which score on the list
//! decides (`=`). `*` at the end of a phrase stands for the rest of a word, before a single word for its
//! beginning. What comes later counts.
//!
//! A site has sections besides: `[numbers]` with how its order numbers look, `[own]` with its own addresses,
//! phones and hosts, and `[topic ID]` for each topic whose questions go to those who know about it.

use super::fold::{self, is_arabic};
use crate::lang::Lang;
use crate::site::Site;

/// What a list is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// Danger to people and things.
    Safety,
    /// Law, police, fraud.
    Legal,
    /// Anger.
    Anger,
    /// Threats to leave, or to tell everybody.
    Leaving,
    /// What only staff can settle.
    Staff,
    /// What spam is made of.
    Spam,
    /// What one of the site's expert topics is called, by its place in [`Rules::topics`].
    Topic(u8),
    /// In these, words of other lists mean something else.
    Except,
    /// Turns what follows into its opposite.
    Not,
    /// Turns what stands before into its opposite.
    NotAfter,
    /// The little words by which a language is known.
    Common,
    /// Behind these stands an order's number.
    Order,
    /// Behind these stands a phone number.
    Phone,
    /// Behind these stands a number that is nobody's: of a part, a version, an error.
    Code,
    /// Behind these stands a postal code.
    Postcode,
    /// Streets, behind whose name stands the number of a house.
    StreetNumber,
    /// Streets, before which stands the number of a house: `12 rue …`.
    NumberStreet,
    /// Streets, before whose name stands the number of a house: `12 Elm Street`.
    NameStreet,
}

impl List {
    const NAMED: [(&'static str, Self); 17] = [
        ("safety", Self::Safety),
        ("legal", Self::Legal),
        ("anger", Self::Anger),
        ("leaving", Self::Leaving),
        ("staff", Self::Staff),
        ("spam", Self::Spam),
        ("except", Self::Except),
        ("not", Self::Not),
        ("not-after", Self::NotAfter),
        ("common", Self::Common),
        ("order", Self::Order),
        ("phone", Self::Phone),
        ("code", Self::Code),
        ("postcode", Self::Postcode),
        ("street-number", Self::StreetNumber),
        ("number-street", Self::NumberStreet),
        ("name-street", Self::NameStreet),
    ];

    /// Whether something private stands beside its phrases.
    pub(super) const fn is_beside(self) -> bool {
        matches!(
            self,
            Self::Order
                | Self::Phone
                | Self::Code
                | Self::Postcode
                | Self::StreetNumber
                | Self::NumberStreet
                | Self::NameStreet
        )
    }
}

/// A phrase of a list.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) chars: Vec<char>,
    /// Whether words that begin so are meant.
    pub(super) stem: bool,
    pub(super) list: List,
    pub(super) weight: u16,
    /// The language it is of; nothing where it is the site's own, which counts in all of them.
    pub(super) lang: Option<Lang>,
}

/// From which score on a list decides, unless the site says another.
pub const THRESHOLD: u16 = 10;

const BUCKETS: usize = 256;

/// What the lines of a section are.
#[derive(Clone, Copy)]
enum Section {
    List(List),
    /// How the site's order numbers look.
    Numbers,
    /// What is the site's own.
    Own,
    Unknown,
}

/// What triage goes by: lists of one or several languages, and what the site adds to them.
#[derive(Debug)]
pub struct Rules {
    /// The shopper's language: taken where a text does not show its own.
    pub(super) lang: Lang,
    pub(super) languages: Vec<Lang>,
    pub(super) phrases: Vec<Phrase>,
    /// Places in `phrases`, by a number made of their first two characters.
    index: Vec<Vec<u16>>,
    /// Ends of words, with their places in `phrases`.
    pub(super) endings: Vec<u16>,
    pub(super) thresholds: Vec<(List, u16)>,
    /// How the site's order numbers look.
    pub(super) patterns: Vec<Vec<char>>,
    /// The site's own e-mail addresses, phones, streets and hosts, folded and without spaces.
    pub(super) own: Vec<String>,
    /// Ids of the topics whose questions go to those who know about them.
    pub(super) topics: Vec<String>,
}

impl Rules {
    /// Rules without any list, for a shopper of this language.
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            languages: Vec::new(),
            phrases: Vec::new(),
            index: (0..BUCKETS).map(|_| Vec::new()).collect(),
            endings: Vec::new(),
            thresholds: Vec::new(),
            patterns: Vec::new(),
            own: Vec::new(),
            topics: Vec::new(),
        }
    }

    /// The rules of a site, with the lists of all languages, for a shopper of this one.
    pub fn of(site: &Site, lang: Lang) -> Self {
        let mut rules = Self::new(lang);
        for lang in Lang::ALL {
            rules.read(Some(lang), super::words::of(lang));
        }
        rules.read(None, &super::lines(site));
        rules
    }

    /// Adds the lists of a language ([`super::words`]), or of the site ([`super::lines`]), which count in every
    /// language. What cannot be read is passed over.
    pub fn read(&mut self, lang: Option<Lang>, lines: &str) {
        self.languages.extend(lang);
        let mut section = Section::Unknown;
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = self.section(name);
                continue;
            }
            let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
            match (section, first, first.parse::<u16>()) {
                (_, "#", _) => {}
                (Section::Numbers, ..) => self.order_numbers(line),
                (Section::Own, ..) => self.own(line),
                (Section::List(list), _, Ok(weight)) => {
                    rest.split(',').for_each(|phrase| self.add(list, weight, lang, phrase));
                }
                (Section::List(list), "-", _) => rest.split(',').for_each(|phrase| self.remove(list, phrase)),
                (Section::List(list), "=", _) => {
                    self.thresholds.extend(rest.parse::<u16>().ok().map(|from| (list, from)));
                }
                _ => {}
            }
        }
    }

    fn section(&mut self, name: &str) -> Section {
        match name.split_once(' ') {
            Some(("topic", id)) => match u8::try_from(self.topics.len()) {
                Ok(index) => {
                    self.topics.push(id.to_owned());
                    Section::List(List::Topic(index))
                }
                Err(_) => Section::Unknown,
            },
            _ if name == "numbers" => Section::Numbers,
            _ if name == "own" => Section::Own,
            _ => List::NAMED
                .iter()
                .find(|(known, _)| *known == name)
                .map_or(Section::Unknown, |(_, list)| Section::List(*list)),
        }
    }

    /// How the site's order numbers look: `#` is a digit, `@` a letter, `*` at the end any more digits;
    /// everything else stands for itself, and spaces and hyphens may be missing or more.
    fn order_numbers(&mut self, pattern: &str) {
        let chars = pattern.chars().filter(|c| !matches!(c, ' ' | '-')).map(fold::fold);
        self.patterns.push(chars.collect());
    }

    /// An e-mail address, phone, street or host of the site itself: nobody's secret.
    fn own(&mut self, written: &str) {
        self.own.push(bare(written));
    }

    /// From which score on a list decides.
    pub(super) fn threshold(&self, list: List) -> u16 {
        self.thresholds.iter().rev().find(|(known, _)| *known == list).map_or(THRESHOLD, |(_, from)| *from)
    }

    fn add(&mut self, list: List, weight: u16, lang: Option<Lang>, written: &str) {
        let written = written.trim();
        let ending = written.starts_with('*');
        let chars = fold::phrase(written.trim_matches('*'));
        let Ok(place) = u16::try_from(self.phrases.len()) else { return };
        if chars.is_empty() {
            return;
        }
        if ending {
            self.endings.push(place);
        } else if let Some(bucket) = self.index.get_mut(bucket(&chars)) {
            bucket.push(place);
        }
        self.phrases.push(Phrase { chars, stem: written.ends_with('*'), list, weight, lang });
    }

    fn remove(&mut self, list: List, written: &str) {
        let chars = fold::phrase(written.trim().trim_matches('*'));
        for phrase in self.phrases.iter_mut().filter(|phrase| phrase.list == list && phrase.chars == chars) {
            // Nothing that is written is this.
            phrase.chars = vec![fold::BREAK];
            phrase.weight = 0;
        }
    }

    /// The phrases that may begin with these characters.
    pub(super) fn candidates(&self, chars: &[char]) -> impl Iterator<Item = &u16> {
        // One Chinese character may be a phrase, whatever stands behind it.
        let one = match chars {
            [first, second, ..] if fold::is_unspaced(*first) && fold::is_word(*second) => chars.get(..1),
            _ => None,
        };
        [Some(chars), one].into_iter().flatten().filter_map(|chars| self.index.get(bucket(chars))).flatten()
    }
}

/// By its first two characters, or its only one.
fn bucket(chars: &[char]) -> usize {
    let code = |at: usize| chars.get(at).filter(|c| fold::is_word(**c)).map_or(0, |c| *c as usize);
    (code(0) * 31 + code(1)) % BUCKETS
}

/// Letters and digits alone.
pub(super) fn bare(written: &str) -> String {
    fold::phrase(written).into_iter().filter(|c| *c != ' ' && *c != fold::BREAK).collect()
}

/// Beginnings that Arabic writes together with the word: and, so, with, for, as, the.
const ARABIC_PREFIXES: [&str; 14] =
    ["و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "فال", "لل", "ول", "وب", "وبال", "ولل"];

/// How many characters of an Arabic word may be left out before a phrase is looked for.
pub(super) fn prefixes(word: &[char]) -> impl Iterator<Item = usize> {
    let arabic = word.first().copied().is_some_and(is_arabic);
    let fits = move |prefix: &&str| {
        arabic && prefix.chars().zip(word).all(|(a, b)| a == *b) && word.len() >= prefix.chars().count() + 3
    };
    std::iter::once(0)
        .chain(ARABIC_PREFIXES.iter().copied().filter(fits).map(|prefix| prefix.chars().count()))
}
