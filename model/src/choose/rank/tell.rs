//! Why a product stands where it stands, and what else there is.

use super::{Active, Better, Cheaper, Pick, Ranker};
use crate::choose::answers::Answers;
use crate::choose::ready::{Ready, Rule};
use crate::choose::table::{Column, PRICE};
use crate::places::fill;

/// What it takes to tell reasons.
pub(super) struct Told<'a> {
    pub(super) guide: &'a Ready,
    pub(super) active: &'a [Active<'a>],
    pub(super) priced: &'a dyn Fn(i64) -> String,
}

impl Told<'_> {
    /// What a product says in a column, as reasons tell it.
    fn value(&self, column: &Column, product: usize) -> String {
        match self.guide.columns.amount(product).filter(|_| column.spec == PRICE) {
            Some(amount) => (self.priced)(amount),
            None => column.text(product).to_owned(),
        }
    }
}

/// Whether a product is as a rule says; nothing where it does not tell.
#[inline(never)]
fn fits(guide: &Ready, rule: &Rule, product: usize) -> Option<bool> {
    let code = guide.columns.columns.get(rule.column as usize)?.codes.get(product)?;
    rule.fits(*code)
}

impl Ranker {
    /// What is to be said of a product.
    pub(super) fn pick(&self, all: &Told<'_>, product: usize) -> Pick {
        let Told { guide, active, .. } = all;
        let mut pick = Pick {
            product,
            points: self.got[product].points,
            missed: self.got[product].missed.count_ones(),
            ..Pick::default()
        };
        let mut told: Vec<(i32, bool, String)> = Vec::new();
        for (_, rule) in *active {
            let Some(column) = guide.columns.columns.get(rule.column as usize) else { continue };
            let Some(fits) = fits(guide, rule, product) else {
                if !pick.unknown.contains(&rule.column) {
                    pick.unknown.push(rule.column);
                }
                continue;
            };
            if rule.is_need() && fits {
                continue;
            }
            let good = !rule.is_need() && fits == (rule.points > 0);
            let words = if good { &rule.pro } else { &rule.con };
            let weight = if rule.is_need() { i32::MAX } else { rule.points.abs() };
            if !words.is_empty() {
                told.push((weight, good, fill(words, "value", &all.value(column, product))));
            }
        }
        // By hand: a sort would be the only one in the browser's part.
        while let Some(at) = weightiest(&told) {
            let (_, good, words) = told.remove(at);
            let list = if good { &mut pick.pros } else { &mut pick.cons };
            if !list.contains(&words) {
                list.push(words);
            }
        }
        pick
    }

    /// The best of the products that one question alone leaves out, if it is better than the first.
    pub(super) fn better(&self, told: &Told<'_>, answers: &Answers, first: &Pick) -> Option<Better> {
        let guide = told.guide;
        let alone = |product: usize| {
            let got = &self.got[product];
            got.missed.is_power_of_two() && (got.points > first.points || first.missed > 0)
        };
        let product = *self.best(guide, 1, &alone).first()?;
        let question = self.got[product].missed.trailing_zeros() as usize;
        let given = answers.picked(&guide.words.questions, question);
        let mut instead = Vec::new();
        for (at, answer) in (0..).zip(&guide.words.questions.get(question)?.answers) {
            let lets =
                answer.rules.iter().all(|rule| !rule.is_need() || fits(guide, rule, product) != Some(false));
            if lets && !given.has(at) {
                instead.push(at);
            }
        }
        Some(Better { pick: self.pick(told, product), question, instead })
    }

    /// The best of the products that fit and cost less than the first.
    pub(super) fn cheaper(&self, told: &Told<'_>, first: &Pick) -> Option<Cheaper> {
        let guide = told.guide;
        let price = &guide.columns.price()?.codes;
        let most = price.get(first.product).copied().filter(|code| *code > 0)?;
        // What has more against it than for it is no alternative, unless the first is no better.
        let worth = first.points.min(0);
        let less = |product: usize| {
            price.get(product).is_some_and(|code| (1..most).contains(code))
                && self.got[product].points >= worth
                && self.got[product].missed.count_ones() <= first.missed
        };
        let pick = self.pick(told, *self.best(guide, 1, &less).first()?);
        // What is good of the first and known to be otherwise of this one; with another value it may be as good.
        let mut lost = Vec::new();
        for (_, rule) in told.active {
            let (one, other) = (fits(guide, rule, first.product), fits(guide, rule, pick.product));
            let good = !rule.is_need() && one == Some(rule.points > 0) && other == Some(rule.points < 0);
            if let Some(column) = guide.columns.columns.get(rule.column as usize).filter(|_| good) {
                let reason = fill(&rule.pro, "value", &told.value(column, first.product));
                if !lost.contains(&reason) && !reason.is_empty() {
                    lost.push(reason);
                }
            }
        }
        Some(Cheaper { pick, lost })
    }
}

/// Where the weightiest of the reasons stands; the first of equals.
fn weightiest(told: &[(i32, bool, String)]) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (at, (weight, ..)) in told.iter().enumerate() {
        if best.is_none_or(|best| told[best].0 < *weight) {
            best = Some(at);
        }
    }
    best
}
