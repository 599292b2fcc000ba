//! Knowledge bases of any size: made-up words, as often as words of a language are (Zipf's law), among English's little
//! ones. The same at every run.

use crate::tables::{Article, Query};

/// How many words there are.
const WORDS: usize = 30_000;

/// How many questions are asked.
const QUERIES: usize = 300;

const LITTLE: &str = "the a to my is how do i can of for what it in on when and not with you";

/// Knuth's linear congruential generator (MMIX).
struct Chance(u64);

impl Chance {
    /// A number below this one.
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % most
    }
}

struct Language {
    words: Vec<String>,
    /// Up to each word, how often all before it are, in millionths.
    often: Vec<usize>,
}

impl Language {
    fn new(chance: &mut Chance) -> Self {
        let syllables: Vec<String> =
            ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "st", "tr"]
                .iter()
                .flat_map(|start| ["a", "e", "i", "o", "u", "ai", "ou"].map(|end| [*start, end].concat()))
                .collect();
        let mut words: Vec<String> = Vec::new();
        let mut often = Vec::new();
        let mut sum = 0;
        while words.len() < WORDS {
            let length = 2 + chance.below(3);
            words.push((0..length).map(|_| syllables[chance.below(syllables.len())].as_str()).collect());
            // The sixty most frequent words are little ones.
            sum += 1_000_000 / (often.len() + 60);
            often.push(sum);
        }
        Self { words, often }
    }

    fn word(&self, chance: &mut Chance) -> &str {
        let most = self.often.last().copied().unwrap_or(1);
        let place = chance.below(most);
        &self.words[self.often.partition_point(|sum| *sum <= place)]
    }

    fn sentence(&self, length: usize, chance: &mut Chance) -> String {
        let little: Vec<&str> = LITTLE.split(' ').collect();
        let words = (0..length).map(|_| match chance.below(100) {
            0..45 => little[chance.below(little.len())],
            _ => self.word(chance),
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// So many articles, and questions each of which is the greater part of a wording and one word more.
pub(crate) fn of(size: usize) -> (Vec<Article>, Vec<Query>) {
    let mut chance = Chance(7);
    let language = Language::new(&mut chance);
    let (mut articles, mut queries) = (Vec::new(), Vec::new());
    for number in 0..size {
        let variants: Vec<String> = (0..3).map(|_| language.sentence(8, &mut chance)).collect();
        if number % size.div_ceil(QUERIES) == 0 {
            let kept: Vec<&str> = variants[0].split(' ').take(6).collect();
            let words = [kept.join(" ").as_str(), language.word(&mut chance)].join(" ");
            queries.push(Query { words, lang: "en".to_owned(), relevant: vec![number.to_string()] });
        }
        articles.push(Article {
            id: number.to_string(),
            lang: "en".to_owned(),
            question: language.sentence(9, &mut chance),
            answer: language.sentence(90, &mut chance),
            variants,
            keywords: vec![language.sentence(4, &mut chance)],
        });
    }
    (articles, queries)
}
