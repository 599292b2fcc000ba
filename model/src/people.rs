//! "What is it about?": finds who answers.

use crate::view::{Contact, Person};

/// Whom to ask about `query`: the people of the topics it names, then those it names themselves,
/// in the site's order. A topic is named when a word of the query begins a word of the topic, or
/// the other way round, so that "installing" finds "install"; scripts without spaces match anywhere.
/// An empty query names nobody.
pub fn whom_to_ask<'a>(contact: &'a Contact, query: &str, lower: Lower) -> Vec<&'a Person> {
    let query = lower(query);
    let words: Vec<&str> = split(&query).collect();
    let names = |text: &str| names(&words, &lower(text));
    let mut found: Vec<usize> = Vec::new();
    let topics = contact.topics.iter().filter(|topic| names(&topic.name) || names(&topic.words));
    let by_topic =
        topics.flat_map(|topic| topic.people.iter().filter_map(|index| usize::try_from(*index).ok()));
    let by_name = contact.people.iter().enumerate();
    let by_name = by_name.filter(|(_, person)| names(&person.name) || names(&person.role)).map(|(i, _)| i);
    for index in by_topic.chain(by_name) {
        if !found.contains(&index) {
            found.push(index);
        }
    }
    found.into_iter().filter_map(|index| contact.people.get(index)).collect()
}

/// The longest question worth answering, in characters; what is longer is cut.
const QUESTION_CHARS: usize = 200;

/// A question as it came in an address, fit to be shown and answered.
pub fn question(asked: &str) -> String {
    asked.chars().filter(|c| !c.is_control()).take(QUESTION_CHARS).collect()
}

/// Small letters of a text. The caller's, since a browser has them at hand and Rust's tables would
/// be a download.
pub type Lower = fn(&str) -> String;

/// Words, without what stands between them.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| {
        c.is_whitespace()
            || c.is_ascii_punctuation()
            || "¿¡«»“”„‘’–—…·、。，？！：；「」『』（）؟،؛".contains(c)
    };
    text.split(between).filter(|word| !word.is_empty())
}

fn names(words: &[&str], text: &str) -> bool {
    split(text).any(|known| words.iter().any(|word| alike(word, known)))
}

/// The fewest letters by which one word may begin another: "in" begins too many.
const BEGINNING: usize = 3;

fn alike(word: &str, known: &str) -> bool {
    if word.chars().any(unspaced) {
        // A Chinese character is a word or half of one: two in a row are enough. Of syllables, three.
        let chars: Vec<char> = word.chars().collect();
        let within = |part: &[char]| known.contains(&part.iter().collect::<String>());
        return known.contains(word)
            || chars.windows(2).any(|pair| pair.iter().copied().all(chinese) && within(pair))
            || chars.windows(3).any(within);
    }
    word == known
        || (word.chars().count() >= BEGINNING && known.starts_with(word))
        || (known.chars().count() > BEGINNING && word.starts_with(known))
}

/// Chinese characters and Japanese syllables, written without spaces between words.
fn unspaced(c: char) -> bool {
    chinese(c) || matches!(c, '\u{3040}'..='\u{30ff}')
}

fn chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Topic;

    #[test]
    fn a_question_is_fit_to_be_shown() {
        let long = "ü".repeat(300);
        for (asked, expect) in
            [("broken fan?", "broken fan?"), ("a\u{0}b\nc\u{7f}", "abc"), (&long, &long[..400]), ("", "")]
        {
            assert_eq!(question(asked), expect);
        }
    }

    fn contact() -> Contact {
        let person = |name: &str, role: &str| Person {
            name: name.to_owned(),
            role: role.to_owned(),
            photo: String::new(),
            place: String::new(),
            ways: Vec::new(),
        };
        let topic = |name: &str, words: &str, people: &[u32]| Topic {
            name: name.to_owned(),
            words: words.to_owned(),
            people: people.to_vec(),
        };
        Contact {
            people: vec![
                person("Ada Brandt", "Workshop"),
                person("Jun Mori", "Orders"),
                person("Lea Roth", "Sales"),
            ],
            topics: vec![
                topic("Installation", "set up, mount, 安装电脑", &[0, 9]),
                topic("Orders and delivery", "parcel, package, shipping", &[1, 0]),
                topic("العربية", "تركيب, モニター", &[2]),
            ],
            ..Contact::default()
        }
    }

    #[test]
    fn customers_words_find_the_right_person() {
        for (query, names) in [
            ("installation", &["Ada Brandt"][..]),
            ("INSTALL", &["Ada Brandt"]),
            ("how do I mount it?", &["Ada Brandt"]),
            ("mounting", &["Ada Brandt"]),
            ("where is my parcel", &["Jun Mori", "Ada Brandt"]),
            ("安装", &["Ada Brandt"]),
            ("怎么安装", &["Ada Brandt"]),
            ("تركيب", &["Lea Roth"]),
            ("mori", &["Jun Mori"]),
            ("workshop parcel", &["Jun Mori", "Ada Brandt"]),
            ("zebra", &[]),
            ("a", &[]),
            ("in", &[]),
            ("ルーター", &[]),
            ("モニターの故障", &["Lea Roth"]),
            ("", &[]),
            (" ?! ", &[]),
        ] {
            let contact = contact();
            let found: Vec<&str> = whom_to_ask(&contact, query, str::to_lowercase)
                .iter()
                .map(|person| person.name.as_str())
                .collect();
            assert_eq!(found, names, "{query}");
        }
    }
}
