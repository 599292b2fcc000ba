//! `[triage]` of `site.toml`.

use serde::{Deserialize, Serialize};

use super::THRESHOLD;
use crate::id::{Origin, WebAddress};
use crate::site::Site;
use crate::text::Localized;

/// What a site changes about triage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// How its order numbers look, such as `LC-#####`: `#` is a digit, `@` a letter, `*` at the end any more digits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order_numbers: Vec<String>,
    /// Ids of the topics whose questions go to customers who know about them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub champions: Vec<String>,
    /// Changes of single lists.
    #[serde(default, rename = "list", skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<ListChange>,
}

/// What a site changes about a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListChange {
    /// Which.
    pub name: ListName,
    /// Words and phrases to add; `*` at the end stands for the rest of a word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub add: Vec<String>,
    /// What those weigh, 1 to 100; the threshold's worth where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<u16>,
    /// Words and phrases to take out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remove: Vec<String>,
    /// From which score on the list decides, 1 to 1,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<u16>,
}

/// A list that a site may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ListName {
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
    /// Phrases in which words of the other lists mean something else.
    Except,
}

impl ListName {
    /// Its name in `site.toml` and in the lists' own lines.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safety => "safety",
            Self::Legal => "legal",
            Self::Anger => "anger",
            Self::Leaving => "leaving",
            Self::Staff => "staff",
            Self::Spam => "spam",
            Self::Except => "except",
        }
    }
}

/// What a site says, as lines that [`super::Rules::read`] reads: its changes of lists, its order numbers, the words
/// of its expert topics in all languages, and what is its own.
pub fn lines(site: &Site) -> String {
    let mut lines = String::new();
    let mut line = |parts: &[&str]| {
        lines.push_str(&parts.concat());
        lines.push('\n');
    };
    let none = Settings::default();
    let settings = site.triage.as_ref().unwrap_or(&none);
    let usual = THRESHOLD.to_string();
    for change in &settings.lists {
        line(&["[", change.name.name(), "]"]);
        let weight = change.weight.map_or_else(|| usual.clone(), |weight| weight.to_string());
        change.add.iter().for_each(|phrase| line(&[&weight, " ", phrase]));
        change.remove.iter().for_each(|phrase| line(&["- ", phrase]));
        if let Some(threshold) = change.threshold {
            line(&["= ", &threshold.to_string()]);
        }
    }
    for topic in site.topics.iter().filter(|topic| settings.champions.contains(&topic.id)) {
        line(&["[topic ", &topic.id, "]"]);
        let said = [Some(&topic.name), topic.words.as_ref()].into_iter().flatten().flat_map(Localized::all);
        for word in said.flat_map(|words| words.split(',')).map(str::trim) {
            // The beginning of a word is enough, as in `crate::people`.
            let rest = if word.chars().nth(3).is_some() { "*" } else { "" };
            line(&[&usual, " ", word, rest]);
        }
    }
    line(&["[numbers]"]);
    settings.order_numbers.iter().for_each(|pattern| line(&[pattern]));
    line(&["[own]"]);
    let emails = site.emails.iter().map(|mailbox| &mailbox.address);
    emails
        .chain(site.people.iter().filter_map(|person| person.email.as_ref()))
        .for_each(|own| line(&[own.as_str()]));
    let phones = site.phones.iter().map(|phone| &phone.number);
    phones
        .chain(site.people.iter().filter_map(|person| person.phone.as_ref()))
        .for_each(|own| line(&[own.as_str()]));
    site.messaging.iter().for_each(|own| line(&[own.address()]));
    site.places.iter().for_each(|place| line(&[&place.street]));
    let origins = site.embed.iter().map(Origin::as_str).chain(site.shop.as_ref().map(WebAddress::as_str));
    let host =
        |url: &str| url.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next()).map(str::to_owned);
    origins.filter_map(host).chain(site.hosts.iter().cloned()).for_each(|own| line(&[&own]));
    lines
}
