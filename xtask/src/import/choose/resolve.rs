//! A product that is put together, with names and prices of the catalogue, and whether all of it can be had.

use model::choose::configure::{
    AtMost, Check, Choice, Choosing, Combination, Configurable, Fact, Picked, Place, Rule, Selection, Tier,
    repair,
};
use model::lang::Lang;
use model::money::Money;
use model::text::Localized;

use super::super::mistake::{Mistake, meant_or};
use super::super::rows::product::Row;
use super::options::Read;
use super::written::{Written, WrittenChoice, WrittenFact, WrittenRule};

/// In one language. Choices that are products are named and priced as those.
pub(super) fn resolve(
    read: &Read,
    rows: &[Row],
    (lang, fallback): (Lang, Lang),
) -> Result<Configurable, Vec<Mistake>> {
    let written = &read.content;
    let say = |words: &Localized| words.get(lang, fallback).to_owned();
    let mut found = Vec::new();
    let mut options = Vec::new();
    for (option, lines) in written.options.iter().zip(&read.lines.choices) {
        let mut choices = Vec::new();
        for (choice, line) in option.choices.iter().zip(lines) {
            match self::choice(written, choice, rows, &say) {
                Ok(choice) => choices.push(choice),
                Err(sentence) => found.push(Mistake { file: read.file.clone(), line: Some(*line), sentence }),
            }
        }
        let least = option.least.unwrap_or(1);
        let named =
            option.default.as_ref().and_then(|id| option.choices.iter().position(|choice| choice.id == *id));
        options.push(Choosing {
            id: option.id.to_string(),
            text: say(&option.text),
            help: option.help.as_ref().map(&say).unwrap_or_default(),
            least,
            most: option.most.unwrap_or(1),
            default: named.or((least > 0).then_some(0)).map(index),
            choices,
        });
    }
    if !rows.iter().any(|row| row.product.id == read.id) {
        let known = rows.iter().map(|row| row.product.id.as_str());
        let instead = meant_or(&read.id, known, || "name the file by the id of one".to_owned());
        let sentence = format!("products.jsonl has no product `{}`; write one, or {instead}", read.id);
        found.push(Mistake { file: read.file.clone(), line: None, sentence });
    }
    if !found.is_empty() {
        return Err(found);
    }
    Ok(Configurable {
        currency: written.currency.clone(),
        base: minor(written, &written.price),
        days: written.days,
        options,
        rules: written
            .rules
            .iter()
            .map(|rule| Rule { check: check(written, rule), text: say(&rule.text) })
            .collect(),
        combinations: written
            .combinations
            .iter()
            .map(|combination| Combination {
                text: say(&combination.text),
                of: places(written, &combination.choices),
                price: minor(written, &combination.price),
            })
            .collect(),
    })
}

/// What cannot be had: the proposal itself, or a choice that goes with nothing.
pub(super) fn impossible(read: &Read, product: &Configurable) -> Vec<Mistake> {
    let wrong = |line, sentence| Mistake { file: read.file.clone(), line, sentence };
    let mut found = Vec::new();
    for (combination, line) in product.combinations.iter().zip(&read.lines.combinations) {
        let parts: i64 = combination.of.iter().map(|place| least_price(product, *place)).sum();
        if combination.price < -parts {
            let sentence = "together these cost less than nothing; write a `price` that takes off no more than they can cost alone";
            found.push(wrong(Some(*line), sentence.to_owned()));
        }
    }
    let proposed = Selection::default_of(product);
    if let Some(why) = product.broken(&proposed).first() {
        let sentence = format!(
            "what is proposed cannot be bought (\"{why}\"); write a `default` of its options that can"
        );
        found.push(wrong(None, sentence));
        return found;
    }
    for (option, (choosing, lines)) in product.options.iter().zip(&read.lines.choices).enumerate() {
        for ((at, choice), line) in (0..).zip(&choosing.choices).zip(lines) {
            let picked = Picked { choice: at, pieces: choosing.least.max(1) };
            let repaired = repair(product, &proposed.with(option, Some(picked)), Some(option));
            if repaired.is_none_or(|repaired| {
                repaired.selection.picked(option).is_none_or(|found| found.choice != at)
            }) {
                let sentence = format!(
                    "`{}` goes with nothing: each choice of the other options breaks a rule; write a choice that fits it, or take it out",
                    choice.id
                );
                found.push(wrong(Some(*line), sentence));
            }
        }
    }
    found
}

/// The least that a choice costs, where it is chosen.
fn least_price(product: &Configurable, place: Place) -> i64 {
    let at = |index: u32| usize::try_from(index).unwrap_or(usize::MAX);
    let Some(option) = product.options.get(at(place.option)) else { return 0 };
    let Some(choice) = option.choices.get(at(place.choice)) else { return 0 };
    let totals =
        (option.least.max(1)..=option.most).map(|pieces| choice.each(pieces).saturating_mul(pieces.into()));
    totals.min().unwrap_or_default()
}

fn choice(
    written: &Written,
    choice: &WrittenChoice,
    rows: &[Row],
    say: &dyn Fn(&Localized) -> String,
) -> Result<Choice, String> {
    let mut name = choice.text.as_ref().map(say);
    let mut price = choice.price.as_deref().map(|price| minor(written, price));
    if let Some(id) = &choice.product {
        let Some(row) = rows.iter().find(|row| row.product.id == *id) else {
            let known = rows.iter().map(|row| row.product.id.as_str());
            let instead = meant_or(id, known, || "write the id of one".to_owned());
            return Err(format!("products.jsonl has no product `{id}`; {instead}"));
        };
        name = name.or_else(|| Some(row.product.name.clone()));
        match (&row.product.price, price) {
            (Some(money), None) if money.currency == written.currency => price = Some(money.minor),
            (Some(money), None) => {
                return Err(format!(
                    "`{id}` is priced in {}, and this file is in {}; write a `price` here",
                    money.currency.code(),
                    written.currency.code()
                ));
            }
            (None, None) => {
                return Err(format!("`{id}` has no price in products.jsonl; write a `price` here"));
            }
            (_, Some(_)) => {}
        }
    }
    let fact = |(name, fact): (&String, &WrittenFact)| match fact {
        WrittenFact::Number(number) => Fact { name: name.clone(), number: *number, word: String::new() },
        WrittenFact::Word(word) => Fact { name: name.clone(), number: 0, word: word.clone() },
    };
    Ok(Choice {
        id: choice.id.to_string(),
        text: name.unwrap_or_default(),
        product: choice.product.clone().unwrap_or_default(),
        price: price.unwrap_or_default(),
        tiers: choice
            .tiers
            .iter()
            .map(|tier| Tier { pieces: tier.from, price: minor(written, &tier.price) })
            .collect(),
        days: choice.days,
        facts: choice.facts.iter().map(fact).collect(),
    })
}

fn check(written: &Written, rule: &WrittenRule) -> Check {
    let of = |names: &[String]| places(written, names);
    if let Some(same) = &rule.same {
        return Check::Same(same.clone());
    }
    if let (Some(sum), Some(within)) = (&rule.sum, &rule.within) {
        return Check::AtMost(AtMost {
            sum: sum.clone(),
            reserve: rule.reserve.into(),
            percent: rule.percent.unwrap_or(100).into(),
            within: within.clone(),
        });
    }
    if rule.need.is_empty() {
        Check::Excludes(of(&rule.choices), of(&rule.exclude))
    } else {
        Check::Needs(of(&rule.choices), of(&rule.need))
    }
}

/// The choices that are named, as `option.choice`, or all of an option, as `option`.
fn places(written: &Written, names: &[String]) -> Vec<Place> {
    let mut places = Vec::new();
    for name in names {
        let (option, choice) =
            name.split_once('.').map_or((name.as_str(), None), |(option, choice)| (option, Some(choice)));
        for (at, of) in written.options.iter().enumerate().filter(|(_, of)| of.id.as_str() == option) {
            let fits = |id: &str| choice.is_none_or(|choice| choice == id);
            let all = of.choices.iter().enumerate().filter(|(_, choice)| fits(choice.id.as_str()));
            places.extend(all.map(|(choice, _)| Place { option: index(at), choice: index(choice) }));
        }
    }
    places
}

/// An amount, which has been looked at.
fn minor(written: &Written, price: &str) -> i64 {
    Money::parse(price, written.currency.clone()).map_or(0, |money| money.minor)
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
