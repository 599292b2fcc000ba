//! The rules that bind one part of `site.toml` to another.

use std::ops::Range;

use model::hours::{DAY, DAYS, TimeRange};
use model::lang::Lang;
use model::link::{App, Messaging};
use model::stage::Stage;
use serde::Deserialize;
use serde::de::value::MapDeserializer;
use toml::de::DeTable;

use super::mistake::meant_or;
use super::sources;
use super::told::{self, Told};
use super::walk::{Value, Walk};

/// The languages offered; none when they cannot be read, which the walk tells.
pub(super) fn languages(site: &DeTable<'_>) -> Option<Vec<Lang>> {
    let list = site.get("languages")?.get_ref().as_array()?;
    let languages: Option<Vec<Lang>> =
        list.iter().map(|value| value.get_ref().as_str()?.parse().ok()).collect();
    languages.filter(|languages| !languages.is_empty())
}

/// Notes what does not fit together.
pub(super) fn check(walk: &mut Walk<'_>, site: &DeTable<'_>) {
    if let Some(list) =
        site.get("languages").filter(|list| list.get_ref().as_array().is_some_and(|l| l.is_empty()))
    {
        walk.wrong(
            &list.span(),
            "`languages` is empty; write at least one, such as languages = [\"en\"]".to_owned(),
        );
    }
    // In one spelling, so that `EN` beside `en` is found.
    let spelled = |code: &str| code.parse().map_or_else(|_| code.to_owned(), |lang: Lang| lang.to_string());
    let languages: Vec<_> =
        texts(site.get("languages")).into_iter().map(|(code, at)| (spelled(code), at)).collect();
    let languages = languages.iter().map(|(code, at)| (code.as_str(), at.clone())).collect();
    once(walk, "language", languages);
    once(walk, "host", texts(site.get("hosts")));

    let places: Vec<_> = tables(site, "place").filter_map(|place| text(place, "id")).collect();
    let topics: Vec<_> = tables(site, "topic").filter_map(|topic| text(topic, "id")).collect();
    for person in tables(site, "person") {
        known(walk, "place", &places, text(person, "place"));
        known(walk, "topic", &topics, texts(person.get("topics")));
    }
    if let Some(triage) = table(site, "triage") {
        known(walk, "topic", &topics, texts(triage.get("champions")));
        once(walk, "topic of `champions`", texts(triage.get("champions")));
        once(
            walk,
            "name of a [[triage.list]]",
            tables(triage, "list").filter_map(|list| text(list, "name")).collect(),
        );
    }
    if let Some(desk) = table(site, "desk") {
        // Whoever signs in may write theirs in another case.
        let clerks: Vec<_> = tables(desk, "clerk")
            .filter_map(|clerk| text(clerk, "email").map(|(email, at)| (email.to_lowercase(), at)))
            .collect();
        let clerks = clerks.iter().map(|(email, at)| (email.as_str(), at.clone())).collect();
        once(walk, "e-mail address of a [[desk.clerk]]", clerks);
    }
    once(walk, "id of a [[place]]", places);
    once(walk, "id of a [[topic]]", topics);
    tables(site, "messaging").for_each(|messaging| reachable(walk, messaging));
    sources::check(walk, site);

    for hours in
        table(site, "hours").into_iter().chain(tables(site, "place").filter_map(|p| table(p, "hours")))
    {
        self::hours(walk, hours);
    }
    if let Some(shipping) = table(site, "shipping") {
        let lanes = tables(shipping, "to").flat_map(lanes).collect::<Vec<_>>();
        let lanes = lanes.iter().map(|(name, at)| (name.as_str(), at.clone())).collect();
        once(walk, "a [[shipping.to]]", lanes);
    }

    let stages: Vec<_> = tables(site, "stage").filter_map(|stage| text(stage, "id")).collect();
    once(walk, "id of a [[stage]]", stages);
    in_order(walk, tables(site, "stage").filter_map(|stage| text(stage, "state")));
}

/// What a week's days say of each other, and its special days.
fn hours(walk: &mut Walk<'_>, hours: &DeTable<'_>) {
    let times = |day: &str| {
        let ranges = texts(hours.get(day)).into_iter();
        ranges.filter_map(|(text, at)| Some((text.parse::<TimeRange>().ok()?, at))).collect::<Vec<_>>()
    };
    for (day, next) in DAYS.iter().zip(DAYS.iter().cycle().skip(1)) {
        for (late, _) in times(day).into_iter().filter(|(range, _)| range.to > DAY) {
            for (early, at) in times(next).into_iter().filter(|(range, _)| range.from < late.to - DAY) {
                walk.wrong(
                    &at,
                    format!(
                        "`{next}`: {late} of `{day}` lasts until after {early} has begun; write them so that one ends before the other begins"
                    ),
                );
            }
        }
    }
    let dates = tables(hours, "special").filter_map(|special| text(special, "date")).collect();
    once(walk, "date of a special day", dates);
}

/// What tells a lane from another: each of its countries, with the carrier.
fn lanes(lane: &DeTable<'_>) -> Vec<(String, Range<usize>)> {
    let by = text(lane, "carrier").map(|(carrier, _)| format!(" by {carrier}")).unwrap_or_default();
    let mut countries = texts(lane.get("countries"));
    if countries.is_empty()
        && let Some((_, at)) = text(lane, "days")
    {
        countries.push(("to every other country", at));
    }
    countries.into_iter().map(|(country, at)| ([country, &by].concat(), at)).collect()
}

/// Stages stand in the order in which an order comes to them.
fn in_order<'a>(walk: &mut Walk<'_>, states: impl Iterator<Item = Text<'a>>) {
    let mut before: Option<(usize, &str)> = None;
    for (name, at) in states {
        let state = serde_json::from_value(name.into()).ok();
        let Some(rank) = state.and_then(|state| Stage::STATES.iter().position(|known| *known == state))
        else {
            continue; // The walk has told it already.
        };
        match before {
            Some((last, other)) if rank < last => walk.wrong(
                &at,
                format!("a [[stage]] of the state `{name}` stands behind one of `{other}`; write them in the order in which an order comes to them"),
            ),
            _ => before = Some((rank, name)),
        }
    }
}

fn table<'a, 'i>(of: &'a DeTable<'i>, name: &str) -> Option<&'a DeTable<'i>> {
    of.get(name)?.get_ref().as_table()
}

/// A text and where it stands.
pub(super) type Text<'a> = (&'a str, Range<usize>);

pub(super) fn tables<'a, 'i>(site: &'a DeTable<'i>, name: &str) -> impl Iterator<Item = &'a DeTable<'i>> {
    let list = site.get(name).and_then(|list| list.get_ref().as_array());
    list.into_iter().flat_map(|list| list.iter()).filter_map(|entry| entry.get_ref().as_table())
}

pub(super) fn text<'a>(table: &'a DeTable<'_>, key: &str) -> Option<Text<'a>> {
    let value = table.get(key)?;
    Some((value.get_ref().as_str()?, value.span()))
}

pub(super) fn texts<'a>(list: Option<&'a Value<'_>>) -> Vec<Text<'a>> {
    let list = list.and_then(|list| list.get_ref().as_array());
    let entries = list.into_iter().flat_map(|list| list.iter());
    entries.filter_map(|entry| Some((entry.get_ref().as_str()?, entry.span()))).collect()
}

pub(super) fn once(walk: &mut Walk<'_>, what: &str, written: Vec<Text<'_>>) {
    let mut seen: Vec<&str> = Vec::new();
    for (text, at) in written {
        if seen.contains(&text) {
            walk.wrong(&at, format!("`{text}` is there twice as {what}; write each once"));
        }
        seen.push(text);
    }
}

/// Whether what a person refers to is there.
fn known<'a>(walk: &mut Walk<'_>, what: &str, ids: &[Text<'_>], named: impl IntoIterator<Item = Text<'a>>) {
    for (id, at) in named {
        if !ids.iter().any(|(known, _)| *known == id) {
            let instead = meant_or(id, ids.iter().map(|(known, _)| *known), || {
                format!("write a [[{what}]] with id = \"{id}\", or leave it out here")
            });
            walk.wrong(&at, format!("there is no [[{what}]] with the id `{id}`; {instead}"));
        }
    }
}

/// Whether the address is one that the app has.
fn reachable(walk: &mut Walk<'_>, messaging: &DeTable<'_>) {
    let (Some((app, _)), Some((address, at))) = (text(messaging, "app"), text(messaging, "address")) else {
        return;
    };
    if told::text::<App>(app).is_err() || told::words(address).is_err() {
        return; // The walk has told it already.
    }
    let pairs = [("app", app), ("address", address)];
    if let Err(Told(told)) = Messaging::deserialize(MapDeserializer::new(pairs.into_iter())) {
        walk.wrong(&at, format!("`address`: {told}"));
    }
}
