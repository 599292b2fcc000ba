//! A guide by need, as a site's settings have it: questions in the customer's words, and how each answer
//! weighs the specs.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use crate::id::{Invalid, checked_string};
use crate::lang::Lang;
use crate::text::Localized;

/// A guide: the shape of `guides/{id}.toml` and of what the database keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// What it is called: "Find your monitor".
    pub title: Localized,
    /// What it is for, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<Localized>,
    /// The products it chooses among: those for which all of these are known to hold.
    #[serde(default)]
    pub among: Vec<Condition>,
    /// The specs that are shown of a result, in this order.
    #[serde(default, rename = "spec")]
    pub specs: Vec<Shown>,
    /// The questions, in the order in which they are asked.
    #[serde(default, rename = "question")]
    pub questions: Vec<Question>,
}

/// A spec that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Its name in the catalogue.
    pub name: String,
    /// What shoppers read instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Localized>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Names it in addresses.
    pub id: Id,
    /// The question.
    pub text: Localized,
    /// What helps to answer it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Localized>,
    /// Whether several answers can be true at once.
    #[serde(default)]
    pub many: bool,
    /// It is asked only where all of these hold.
    #[serde(default)]
    pub when: Vec<When>,
    /// What can be answered, beside "I don't know".
    #[serde(default, rename = "answer")]
    pub answers: Vec<Answer>,
}

/// A condition on an earlier question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// Its id.
    pub question: Id,
    /// It was answered with one of these.
    #[serde(default)]
    pub is: Vec<Id>,
    /// It was answered with none of these, or not at all.
    #[serde(default)]
    pub is_not: Vec<Id>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Names it in addresses.
    pub id: Id,
    /// What the customer says.
    pub text: Localized,
    /// What speaks for and against products.
    #[serde(default, rename = "weigh")]
    pub weighs: Vec<Weigh>,
    /// What leaves products out.
    #[serde(default, rename = "need")]
    pub needs: Vec<Need>,
}

/// What speaks for products that fit and against those that are known not to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weigh {
    /// What is looked at.
    #[serde(flatten)]
    pub condition: Condition,
    /// How much it counts: for what fits, or against it where it is below zero. What does not fit gets the
    /// opposite, and what does not say the average of those that do.
    pub points: Points,
    /// Why that is good, where it is. `{value}` is what the product says.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
    pub pro: Option<Localized>,
    /// Why that is bad, where it is.
    #[serde(default, rename = "against", skip_serializing_if = "Option::is_none")]
    pub con: Option<Localized>,
}

/// What leaves out products that are known not to fit. One that does not say stays, and that is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// What is looked at.
    #[serde(flatten)]
    pub condition: Condition,
    /// Why those that do not fit are left out.
    #[serde(rename = "against")]
    pub con: Localized,
}

/// How much something counts: -100 to 100, and not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Points(i8);

impl Points {
    /// The number.
    pub const fn get(self) -> i32 {
        self.0 as i32
    }
}

impl TryFrom<i64> for Points {
    type Error = Invalid;

    fn try_from(written: i64) -> Result<Self, Invalid> {
        match i8::try_from(written) {
            Ok(points @ (-100..=-1 | 1..=100)) => Ok(Self(points)),
            _ => Err(Invalid(format!(
                "{written} points cannot be; write a number from 1 to 100, or from -1 to -100"
            ))),
        }
    }
}

impl From<Points> for i64 {
    fn from(points: Points) -> Self {
        points.0.into()
    }
}

/// What an answer is called in addresses that is none: the shopper does not know.
pub const UNSURE: &str = "unsure";
/// What a question is answered with that was passed over.
pub const SKIPPED: &str = "-";

checked_string!(
    /// The short name of a guide, a question, an answer, an option or a choice: 1 to 40 of `a-z`, `0-9` and
    /// `-`, and not `unsure`.
    Id,
    |written| {
        let fits = (1..=40).contains(&written.len())
            && written.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !written.starts_with('-')
            && written != UNSURE;
        fits.then(|| written.to_owned()).ok_or_else(|| {
            Invalid(format!("`{written}` cannot stand in an address; write 1 to 40 small letters, digits and hyphens, such as \"size\""))
        })
    }
);

impl Guide {
    /// The same with the words of one language alone, as the database keeps it for each.
    #[must_use]
    pub fn only(mut self, lang: Lang, fallback: Lang) -> Self {
        let mut words =
            |words: &mut Localized| *words = Localized::Same(words.get(lang, fallback).to_owned());
        words(&mut self.title);
        self.intro.iter_mut().for_each(&mut words);
        self.specs.iter_mut().filter_map(|spec| spec.label.as_mut()).for_each(&mut words);
        for question in &mut self.questions {
            words(&mut question.text);
            question.help.iter_mut().for_each(&mut words);
            for answer in &mut question.answers {
                words(&mut answer.text);
                for weigh in &mut answer.weighs {
                    weigh.pro.iter_mut().chain(&mut weigh.con).for_each(&mut words);
                }
                answer.needs.iter_mut().for_each(|need| words(&mut need.con));
            }
        }
        self
    }

    /// The names of the specs that it looks at or shows: each once, those that are shown first.
    pub fn specs(&self) -> Vec<&str> {
        let answers = self.questions.iter().flat_map(|question| &question.answers);
        let conditions = answers.flat_map(|answer| {
            let weighs = answer.weighs.iter().map(|weigh| &weigh.condition);
            weighs.chain(answer.needs.iter().map(|need| &need.condition))
        });
        let all = self.specs.iter().map(|spec| &spec.name).chain(conditions.map(|condition| &condition.spec));
        let mut names: Vec<&str> = Vec::new();
        for name in all {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_points() {
        for (written, fits) in
            [("size", true), ("24-in", true), ("", false), ("-", false), ("Size", false), ("unsure", false)]
        {
            assert_eq!(written.parse::<Id>().is_ok(), fits, "{written}");
        }
        for (written, fits) in
            [(1, true), (100, true), (-100, true), (0, false), (101, false), (-128, false), (i64::MAX, false)]
        {
            assert_eq!(Points::try_from(written).is_ok(), fits, "{written}");
        }
    }

    #[test]
    fn one_language_is_left() {
        let words = r#"{"en":"Screens","de":"Bildschirme"}"#;
        let guide = format!(
            r#"{{"title":{words},"intro":{words},"spec":[{{"name":"Size","label":{words}}}],"question":[{{"id":"use",
            "text":{words},"help":{words},"answer":[{{"id":"games","text":{words},"weigh":[{{"spec":"Rate","at_least":"120 Hz",
            "points":3,"for":{words},"against":{words}}}],"need":[{{"spec":"Size","at_most":"32 in","against":{words}}}]}}]}}]}}"#
        );
        let guide: Guide = serde_json::from_str(&guide).unwrap();
        assert_eq!(guide.specs(), ["Size", "Rate"]);
        let german = serde_json::to_string(&guide.clone().only(Lang::De, Lang::En)).unwrap();
        assert_eq!((german.matches("Bildschirme").count(), german.matches("Screens").count()), (9, 0));
        let other = serde_json::to_string(&guide.only(Lang::Fr, Lang::En)).unwrap();
        assert_eq!(other.matches("Screens").count(), 9);
    }
}
