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

use super::text::{self, Text, is_unspaced, is_word};
use crate::lang::Lang;
use crate::site::Site;
use std::ops::Range;

/// What a list is for: its place among [`List::NAMES`], and behind those the topics of a site's experts in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct List(pub(super) u8);

impl List {
    /// Danger to people and things.
    pub(super) const SAFETY: Self = Self(0);
    /// Law, police, fraud.
    pub(super) const LEGAL: Self = Self(1);
    /// Anger.
    pub(super) const ANGER: Self = Self(2);
    /// Threats to leave, or to tell everybody.
    pub(super) const LEAVING: Self = Self(3);
    /// What only staff can settle.
    pub(super) const STAFF: Self = Self(4);
    /// What spam is made of.
    pub(super) const SPAM: Self = Self(5);
    /// In these, words of other lists mean something else.
    pub(super) const EXCEPT: Self = Self(6);
    /// Turns what follows into its opposite.
    pub(super) const NOT: Self = Self(7);
    /// Turns what stands before into its opposite.
    pub(super) const NOT_AFTER: Self = Self(8);
    /// The little words by which a language is known.
    pub(super) const COMMON: Self = Self(9);
    /// Behind these stands an order's number.
    pub(super) const ORDER: Self = Self(10);
    /// Behind these stands a phone number.
    pub(super) const PHONE: Self = Self(11);
    /// Behind these stands a number that is nobody's: of a part, a version, an error.
    pub(super) const CODE: Self = Self(12);
    /// Behind these stands a postal code.
    pub(super) const POSTCODE: Self = Self(13);
    /// Streets, behind whose name stands the number of a house.
    pub(super) const STREET_NUMBER: Self = Self(14);
    /// Streets, before which stands the number of a house: `12 rue …`.
    pub(super) const NUMBER_STREET: Self = Self(15);
    /// Streets, before whose name stands the number of a house: `12 Elm Street`.
    pub(super) const NAME_STREET: Self = Self(16);

    /// What a site has taken out is of none.
    const NONE: Self = Self(u8::MAX);

    const NAMES: [&'static str; 17] = [
        "safety",
        "legal",
        "anger",
        "leaving",
        "staff",
        "spam",
        "except",
        "not",
        "not-after",
        "common",
        "order",
        "phone",
        "code",
        "postcode",
        "street-number",
        "number-street",
        "name-street",
    ];

    /// That of a topic, by its place in [`Rules::topics`].
    pub(super) fn of_topic(index: usize) -> Option<Self> {
        u8::try_from(Self::NAMES.len() + index).ok().map(Self)
    }

    fn packed(code: u32) -> Self {
        u8::try_from(code).map_or(Self::NONE, Self)
    }

    fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().zip(0..).find(|(known, _)| **known == name).map(|(_, list)| Self(list))
    }

    /// Whether something private stands beside its phrases.
    pub(super) const fn is_beside(self) -> bool {
        self.0 >= Self::ORDER.0 && self.0 <= Self::NAME_STREET.0
    }

    /// Whether a browser goes by it: not by what makes somebody know a topic, nor by spam.
    const fn is_packed(self) -> bool {
        self.0 <= Self::NAME_STREET.0 && self.0 != Self::SPAM.0
    }

    /// Whether its weights add up to something.
    pub(super) const fn is_weighed(self) -> bool {
        self.0 <= Self::SPAM.0 || self.0 > Self::NAME_STREET.0
    }
}

/// A phrase of a list.
#[derive(Debug)]
pub(super) struct Phrase {
    /// Which of the rules' [letters](Rules::letters) it has.
    letters: Range<usize>,
    /// Whether words that begin so are meant.
    pub(super) stem: bool,
    /// Whether words that end so are meant.
    pub(super) ending: bool,
    pub(super) list: List,
    pub(super) weight: u16,
    /// The language it is of; nothing where it is the site's own, which counts in all of them.
    pub(super) lang: Option<Lang>,
    /// The place of the phrase before it that begins alike, or ends a word as well; [`NONE`] if there is none.
    pub(super) before: u16,
}

/// No place.
const NONE: u16 = u16::MAX;

/// From which score on a list decides, unless the site says another.
pub const THRESHOLD: u16 = 10;

const BUCKETS: usize = 256;

/// With this, or a character behind it, a line of packed rules begins.
const FIRST_LIST: char = 'A';

// What one is of that is no phrase, counted from there.
const OWN: u32 = 32;
const PATTERN: u32 = 33;
const THRESHOLD_OF: u32 = 34;

// What a packed phrase is.
const STEM: u32 = 1;
const ENDING: u32 = 2;
/// It counts in a text of its language alone.
const LANGUAGE: u32 = 4;

/// What the lines of a section are.
#[derive(Clone, Copy, PartialEq)]
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
    /// What phrases, patterns and the site's own are made of, as [`text`] reads them.
    letters: Vec<char>,
    pub(super) phrases: Vec<Phrase>,
    /// The last phrase of each [`bucket`], and of the ends of words.
    last: [u16; BUCKETS + 1],
    pub(super) thresholds: Vec<(List, u16)>,
    /// How the site's order numbers look: `#` is a digit, `@` a letter, `*` at the end any more digits; everything else stands
    /// for itself, and spaces and hyphens may be missing or more.
    patterns: Vec<Range<usize>>,
    /// The site's own e-mail addresses, phones, streets and hosts, without spaces.
    own: Vec<Range<usize>>,
    /// Ids of the topics whose questions go to those who know about them.
    pub(super) topics: Vec<String>,
}

impl Rules {
    /// Rules without any list, for a shopper of this language.
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            languages: Vec::new(),
            letters: Vec::new(),
            phrases: Vec::new(),
            last: [NONE; BUCKETS + 1],
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
        for line in lines.lines().filter(|line| !line.is_empty()) {
            if let Some(name) = line.strip_prefix('[') {
                section = self.section(name.trim_end_matches(']'));
                continue;
            }
            let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
            match section {
                Section::Unknown => {}
                Section::Numbers => {
                    let text = Text::new(line);
                    let pattern = self.keep((0..text.len()).map(|at| text.at(at)));
                    self.patterns.push(pattern);
                }
                Section::Own => {
                    let own = self.keep(bare(line).into_iter());
                    self.own.push(own);
                }
                Section::List(list) if first == "=" => {
                    self.thresholds.extend(rest.parse().ok().map(|from| (list, from)));
                }
                Section::List(list) => {
                    let weight = first.parse().ok();
                    for phrase in rest.split(',') {
                        match weight {
                            Some(weight) => self.add(list, weight, lang, phrase),
                            None if first == "-" => self.remove(list, phrase),
                            None => {}
                        }
                    }
                }
            }
        }
    }

    fn section(&mut self, name: &str) -> Section {
        if let Some(id) = name.strip_prefix("topic ") {
            let list = List::of_topic(self.topics.len());
            self.topics.push(id.to_owned());
            return list.map_or(Section::Unknown, Section::List);
        }
        match name {
            "numbers" => Section::Numbers,
            "own" => Section::Own,
            _ => List::named(name).map_or(Section::Unknown, Section::List),
        }
    }

    /// From which score on a list decides.
    pub(super) fn threshold(&self, list: List) -> u16 {
        self.thresholds.iter().rev().find(|(known, _)| *known == list).map_or(THRESHOLD, |(_, from)| *from)
    }

    fn add(&mut self, list: List, weight: u16, lang: Option<Lang>, written: &str) {
        let written = written.trim();
        let (stem, ending) = (written.ends_with('*'), written.starts_with('*'));
        let letters = self.keep(text::phrase(written).into_iter());
        self.push(Phrase { letters, stem, ending, list, weight, lang, before: NONE });
    }

    fn keep(&mut self, letters: impl Iterator<Item = char>) -> Range<usize> {
        let from = self.letters.len();
        letters.for_each(|c| self.letters.push(c));
        from..self.letters.len()
    }

    /// The letters of a phrase.
    pub(super) fn letters(&self, phrase: &Phrase) -> &[char] {
        self.part(&phrase.letters)
    }

    fn part(&self, letters: &Range<usize>) -> &[char] {
        self.letters.get(letters.clone()).unwrap_or_default()
    }

    fn push(&mut self, mut phrase: Phrase) {
        let letters = self.letters(&phrase);
        let Some(first) = letters.first() else { return };
        let bucket = if phrase.ending { BUCKETS } else { bucket(*first, letters.get(1).copied()) };
        let Ok(place) = u16::try_from(self.phrases.len()) else { return };
        let Some(last) = self.last.get_mut(bucket) else { return };
        phrase.before = std::mem::replace(last, place);
        self.phrases.push(phrase);
    }

    fn remove(&mut self, list: List, written: &str) {
        let written = text::phrase(written);
        for phrase in self.phrases.iter_mut().filter(|phrase| phrase.list == list) {
            if self.letters.get(phrase.letters.clone()) == Some(&written) {
                phrase.list = List::NONE;
            }
        }
    }

    /// As the edge has read them, for browsers: a line for each phrase, pattern, threshold, and what is the site's own. Nothing
    /// of topics, by which no browser goes.
    ///
    /// A line begins with three characters: the list from [`FIRST_LIST`] on, or [`OWN`], [`PATTERN`] or [`THRESHOLD_OF`]; from `0` on
    /// which of [`STEM`], [`ENDING`] and [`LANGUAGE`] the phrase is, or of which list the threshold; and from the space on its weight.
    pub fn pack(&self) -> String {
        let code = |from: char, by: u32| char::from_u32(u32::from(from) + by).unwrap_or(from);
        let line = |of: u32, kind: u32, weight: u16, letters: &[char]| {
            let head = [code(FIRST_LIST, of), code('0', kind), code(' ', weight.into())];
            head.iter().chain(letters).collect::<String>()
        };
        let mut lines = Vec::new();
        for phrase in &self.phrases {
            let Phrase { stem, ending, list, weight, lang, .. } = phrase;
            if list.is_packed() {
                let of_language = lang.is_some_and(|lang| !lang.is_told_by_script());
                let bits = [(*stem, STEM), (*ending, ENDING), (of_language, LANGUAGE)];
                let kind = bits.iter().filter(|(is, _)| *is).map(|(_, bit)| bit).sum();
                lines.push(line(list.0.into(), kind, *weight, self.letters(phrase)));
            }
        }
        lines.extend(self.patterns().map(|pattern| line(PATTERN, 0, 0, pattern)));
        lines.extend(self.own.iter().map(|own| line(OWN, 0, 0, self.part(own))));
        let thresholds = self.thresholds.iter().filter(|(list, _)| list.is_packed());
        lines.extend(thresholds.map(|(list, from)| line(THRESHOLD_OF, list.0.into(), *from, &[])));
        lines.join("\n")
    }

    /// Reads what [`Self::pack`] has written.
    pub fn unpack(packed: &str) -> Self {
        let mut rules = Self::new(Lang::default());
        rules.languages.push(rules.lang);
        for line in packed.split('\n') {
            let mut chars = line.chars();
            let mut next = |from: char| chars.next().map_or(0, |c| u32::from(c).wrapping_sub(from.into()));
            let (of, kind, weight) =
                (next(FIRST_LIST), next('0'), u16::try_from(next(' ')).unwrap_or_default());
            let letters = rules.keep(chars);
            match of {
                OWN => rules.own.push(letters),
                PATTERN => rules.patterns.push(letters),
                THRESHOLD_OF => rules.thresholds.push((List::packed(kind), weight)),
                list => rules.push(Phrase {
                    list: List::packed(list),
                    stem: kind & STEM != 0,
                    ending: kind & ENDING != 0,
                    lang: (kind & LANGUAGE != 0).then_some(rules.lang),
                    weight,
                    before: NONE,
                    letters,
                }),
            }
        }
        rules
    }

    /// The phrases of a bucket.
    fn of_bucket(&self, bucket: usize) -> impl Iterator<Item = &Phrase> {
        let mut place = self.last.get(bucket).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let phrase = self.phrases.get(usize::from(place))?;
            place = phrase.before;
            Some(phrase)
        })
    }

    /// The phrases that may begin here in the text.
    pub(super) fn candidates(&self, text: &Text, at: usize) -> impl Iterator<Item = &Phrase> {
        let (first, second) = (text.at(at), text.at(at + 1));
        // One Chinese character may be a phrase, whatever stands behind it.
        let alone = is_unspaced(first) && is_word(second);
        let one = if alone { bucket(first, None) } else { BUCKETS + 1 };
        self.of_bucket(bucket(first, Some(second))).chain(self.of_bucket(one))
    }

    /// The phrases that end words.
    pub(super) fn endings(&self) -> impl Iterator<Item = &Phrase> {
        self.of_bucket(BUCKETS)
    }

    /// How the site's order numbers look.
    pub(super) fn patterns(&self) -> impl Iterator<Item = &[char]> {
        self.patterns.iter().map(|pattern| self.part(pattern))
    }

    /// Whether this part of a text is the site's own address, phone, street or host: nobody's secret.
    pub(super) fn owns(&self, bare: &[char]) -> bool {
        self.own.iter().any(|own| self.part(own) == bare)
    }

    /// Whether these digits are the end of a phone number of the site.
    pub(super) fn owns_phone(&self, digits: &[char]) -> bool {
        self.own.iter().any(|own| {
            let own = self.part(own);
            own.ends_with(digits) && own.iter().all(char::is_ascii_digit)
        })
    }
}

/// By the first two characters, or the only one.
fn bucket(first: char, second: Option<char>) -> usize {
    let code = |c: char| if is_word(c) { c as usize } else { 0 };
    (code(first) * 31 + second.map_or(0, code)) % BUCKETS
}

/// Folded, and letters and digits alone.
pub(super) fn bare(written: &str) -> Vec<char> {
    let text = Text::new(written);
    text.bare(0..text.len())
}
