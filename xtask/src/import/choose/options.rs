//! `options/*.toml`: what must be true of a product that is put together, by itself.

use std::ops::Range;

use model::money::{Currency, Money};
use model::page::KEPT;
use toml::de::DeTable;

use super::super::mistake::{meant_or, suggest};
use super::super::rules::{once, text, texts};
use super::super::walk::Walk;
use super::files::{self, Files, entries, lines};
use super::shape::OPTIONS;
use super::written::Written;

/// A product that is put together, and where it stands.
pub(super) type Read = files::Read<Written, Lines>;

/// On which lines its parts stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    /// Of each option its choices.
    pub(super) choices: Vec<Vec<usize>>,
    pub(super) combinations: Vec<usize>,
}

/// The most options, choices of one, and pieces of a choice.
const MOST: usize = 99;

pub(super) fn read(files: &mut Files<'_>) -> Vec<Read> {
    let fits = |id: &str| super::super::rows::wrong_id(id).map_or(Ok(()), Err);
    files.read("options", OPTIONS, fits, check)
}

/// Notes what does not fit together.
fn check(walk: &mut Walk<'_>, table: &DeTable<'_>) -> Lines {
    let currency = text(table, "currency").and_then(|(code, _)| code.parse().ok());
    let options = entries(table, "option");
    if options.len() > MOST {
        walk.wrong(&options[MOST].0, format!("this is option {}; write {MOST} at most", MOST + 1));
    }
    once(walk, "id of an [[option]]", options.iter().filter_map(|(_, option)| text(option, "id")).collect());
    price(walk, table, currency.as_ref(), false);
    for (at, of) in &options {
        option(walk, at, of, currency.as_ref());
    }
    for (at, rule) in entries(table, "rule") {
        self::rule(walk, &at, rule, table);
    }
    for (_, combination) in entries(table, "combination") {
        price(walk, combination, currency.as_ref(), true);
        places(walk, combination, "choices", table);
        together(walk, combination);
    }
    counted(walk, table);
    Lines {
        choices: options.iter().map(|(_, option)| lines(walk, option, "choice")).collect(),
        combinations: lines(walk, table, "combination"),
    }
}

fn option(walk: &mut Walk<'_>, at: &Range<usize>, option: &DeTable<'_>, currency: Option<&Currency>) {
    let Some((id, place)) = text(option, "id") else { return };
    if KEPT.contains(&id) {
        walk.wrong(&place, format!("`{id}` means something else in addresses; write another id"));
    }
    let choices = entries(option, "choice");
    if choices.is_empty() || choices.len() > MOST {
        walk.wrong(
            at,
            format!(
                "`{id}` has {} choices; write 1 to {MOST}, each below its own [[option.choice]]",
                choices.len()
            ),
        );
    }
    let ids: Vec<_> = choices.iter().filter_map(|(_, choice)| text(choice, "id")).collect();
    if let Some((default, place)) =
        text(option, "default").filter(|(id, _)| !ids.iter().any(|(known, _)| known == id))
    {
        let instead = suggest(default, ids.iter().map(|(known, _)| *known));
        walk.wrong(&place, format!("`{id}` has no choice `{default}`; {instead}"));
    }
    once(walk, "id of an [[option.choice]]", ids);
    let number =
        |key: &str| option.get(key).and_then(|value| value.get_ref().as_integer()?.as_str().parse().ok());
    let (least, most) = (number("least").unwrap_or(1_usize), number("most").unwrap_or(1));
    if most == 0 || most > MOST || least > most {
        let sentence = format!(
            "of `{id}` {least} to {most} pieces can be chosen; write `least` and `most` so that 0 ≤ least ≤ most ≤ {MOST}, and most is not 0"
        );
        walk.wrong(at, sentence);
    }
    for (at, choice) in choices {
        let has = |key: &str| choice.contains_key(key);
        if !(has("product") || has("text") && has("price")) {
            let sentence = "this choice has no name or no price; write product = \"…\" with an id of products.jsonl, or both `text` and `price`";
            walk.wrong(&at, sentence.to_owned());
        }
        price(walk, choice, currency, false);
        let mut before = 1;
        for (at, tier) in entries(choice, "tier") {
            price(walk, tier, currency, false);
            let from = tier.get("from").and_then(|from| from.get_ref().as_integer()?.as_str().parse().ok());
            if let Some(from) = from {
                if from <= before || from > most {
                    walk.wrong(
                        &at,
                        format!("`from` is {from}; write ascending numbers of pieces from 2 to {most}"),
                    );
                }
                before = from;
            }
        }
    }
}

/// Whether an amount is one in the file's currency.
fn price(walk: &mut Walk<'_>, table: &DeTable<'_>, currency: Option<&Currency>, below_zero: bool) {
    let (Some((written, at)), Some(currency)) = (text(table, "price"), currency) else { return };
    let amount = Money::parse(written, currency.clone()).map(|money| money.minor);
    if !amount.is_some_and(|minor| (below_zero || minor >= 0) && minor.abs() < super::super::rows::ABSURD) {
        let code = currency.code();
        walk.wrong(&at, format!("`price`: `{written}` is no price in {code}; write it with a point and no more digits than {code} has, such as \"19.90\""));
    }
}

/// Whether a rule says one thing, about facts and choices that are there.
fn rule(walk: &mut Walk<'_>, at: &Range<usize>, rule: &DeTable<'_>, table: &DeTable<'_>) {
    let has = |key: &str| rule.contains_key(key);
    let kinds = [
        has("same"),
        has("sum") && has("within"),
        has("choices") && has("need"),
        has("choices") && has("exclude"),
    ];
    let stray = (has("sum") != has("within"))
        || (has("choices") != (has("need") || has("exclude")))
        || ((has("reserve") || has("percent")) && !has("sum"));
    if stray || kinds.iter().filter(|kind| **kind).count() != 1 {
        let sentence = "a rule says one thing; write `same`, or `sum` and `within`, or `choices` and `need`, or `choices` and `exclude`";
        walk.wrong(at, sentence.to_owned());
    }
    let choices: Vec<&DeTable<'_>> = entries(table, "option")
        .iter()
        .flat_map(|(_, option)| entries(option, "choice"))
        .map(|(_, choice)| choice)
        .collect();
    let mut stated: Vec<String> = Vec::new();
    for facts in choices.iter().filter_map(|choice| choice.get("facts")?.get_ref().as_table()) {
        stated.extend(facts.keys().map(|name| name.get_ref().to_string()));
    }
    stated.sort();
    stated.dedup();
    for key in ["same", "sum", "within"] {
        if let Some((fact, at)) =
            text(rule, key).filter(|(fact, _)| !stated.iter().any(|known| known == fact))
        {
            let instead = if stated.is_empty() {
                format!("write facts = {{ {fact} = 120 }} into some")
            } else {
                suggest(fact, stated.iter().map(String::as_str))
            };
            walk.wrong(&at, format!("no choice states the fact `{fact}`; {instead}"));
        }
    }
    for key in ["choices", "need", "exclude"] {
        places(walk, rule, key, table);
    }
}

/// Whether what rules sum or compare are numbers: a text would count as nothing.
fn counted(walk: &mut Walk<'_>, table: &DeTable<'_>) {
    let rules = entries(table, "rule");
    let named = |key: &'static str| rules.iter().filter_map(move |(_, rule)| Some(text(rule, key)?.0));
    let counted: Vec<&str> = named("sum").chain(named("within")).collect();
    let options = entries(table, "option");
    for (_, choice) in options.iter().flat_map(|(_, option)| entries(option, "choice")) {
        let Some(facts) = choice.get("facts").and_then(|facts| facts.get_ref().as_table()) else { continue };
        for (name, value) in facts {
            if let (true, Some(written)) = (counted.contains(&&**name.get_ref()), value.get_ref().as_str()) {
                let digits: String = written.chars().take_while(char::is_ascii_digit).collect();
                let number = if digits.is_empty() { "120" } else { &*digits };
                let name = name.get_ref();
                let sentence = format!(
                    "`{name}` is summed or compared by a rule, and \"{written}\" is no whole number; write {name} = {number}"
                );
                walk.wrong(&value.span(), sentence);
            }
        }
    }
}

/// Whether these can be chosen together: of an option one is.
fn together(walk: &mut Walk<'_>, combination: &DeTable<'_>) {
    let mut options: Vec<&str> = Vec::new();
    for (written, at) in texts(combination.get("choices")) {
        let option = written.split('.').next().unwrap_or_default();
        if options.contains(&option) {
            let sentence = format!(
                "`choices`: of `{option}` one is chosen, so these are never together; write one choice of each option"
            );
            walk.wrong(&at, sentence);
        }
        options.push(option);
    }
}

/// Whether these name choices, as `option.choice`, or all of an option, as `option`.
fn places(walk: &mut Walk<'_>, of: &DeTable<'_>, key: &str, table: &DeTable<'_>) {
    let mut known: Vec<String> = Vec::new();
    for (_, option) in entries(table, "option") {
        let Some((id, _)) = text(option, "id") else { continue };
        known.push(id.to_owned());
        let choices = entries(option, "choice");
        known
            .extend(choices.iter().filter_map(|(_, choice)| Some(format!("{id}.{}", text(choice, "id")?.0))));
    }
    for (written, at) in texts(of.get(key)) {
        if !known.iter().any(|known| known == written) {
            let by_ids = || "write it as option.choice, by their ids".to_owned();
            let instead = meant_or(written, known.iter().map(String::as_str), by_ids);
            walk.wrong(&at, format!("`{key}`: there is no choice `{written}`; {instead}"));
        }
    }
}
