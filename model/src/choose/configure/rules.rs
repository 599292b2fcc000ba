//! What a selection costs, and which rules it breaks.

use super::{
    AtMost, Broken, Check, Choice, Choosing, Combination, Configurable, Fact, Picked, Place, Priced,
    Selection,
};

impl Configurable {
    /// What is chosen of an option.
    fn choice(&self, option: usize, selection: &Selection) -> Option<(&Choice, u32)> {
        let Picked { choice, pieces } = selection.picked(option)?;
        Some((self.options.get(option)?.choices.get(choice as usize)?, pieces))
    }

    fn chosen<'a>(&'a self, selection: &'a Selection) -> impl Iterator<Item = (&'a Choice, u32)> {
        (0..self.options.len()).filter_map(|option| self.choice(option, selection))
    }

    /// What a selection costs.
    pub fn price(&self, selection: &Selection) -> Priced {
        let amount = |option| {
            self.choice(option, selection)
                .map_or(0, |(choice, pieces)| choice.each(pieces).saturating_mul(i64::from(pieces)))
        };
        let options: Vec<i64> = (0..self.options.len()).map(amount).collect();
        let applies = |combination: &Combination| combination.of.iter().all(|place| selection.has(*place));
        let combinations: Vec<usize> =
            (0..self.combinations.len()).filter(|at| applies(&self.combinations[*at])).collect();
        let together = combinations.iter().map(|at| self.combinations[*at].price);
        let total = options.iter().copied().chain(together).fold(self.base, i64::saturating_add);
        let days = self.chosen(selection).map(|(choice, _)| choice.days).max().unwrap_or(0);
        Priced { total: total.max(0), options, combinations, days: self.days.saturating_add(days) }
    }

    /// The rules that do not hold; none: it can be bought.
    pub fn broken(&self, selection: &Selection) -> Vec<Broken> {
        (0..self.rules.len()).filter_map(|rule| self.breaks(rule, selection)).collect()
    }

    /// Whether it can be bought.
    pub fn is_valid(&self, selection: &Selection) -> bool {
        self.rules.iter().all(|rule| self.holds(&rule.check, selection).is_none())
    }

    fn breaks(&self, at: usize, selection: &Selection) -> Option<Broken> {
        let rule = &self.rules[at];
        let (needed, limit) = self.holds(&rule.check, selection)?;
        let text = rule.text.replace("{needed}", &needed.to_string()).replace("{limit}", &limit.to_string());
        Some(Broken { rule: at, text, options: self.involved(&rule.check) })
    }

    /// Nothing where it holds, else the two sides of the comparison (0 where there is none).
    pub(super) fn holds(&self, check: &Check, selection: &Selection) -> Option<(i64, i64)> {
        let any = |places: &[Place]| places.iter().any(|place| selection.has(*place));
        let broken = match check {
            Check::Same(name) => {
                let mut facts = self.chosen(selection).filter_map(|(choice, _)| choice.fact(name));
                let first = facts.next()?;
                facts.any(|fact| (&fact.word, fact.number) != (&first.word, first.number))
            }
            Check::AtMost(AtMost { sum, reserve, percent, within }) => {
                let limit = self
                    .chosen(selection)
                    .filter_map(|(choice, _)| choice.fact(within))
                    .map(|fact| fact.number)
                    .min()?;
                let each = self
                    .chosen(selection)
                    .filter_map(|(choice, pieces)| Some((choice.fact(sum)?.number, pieces)));
                let sum = each.fold(0, |sum: i64, (number, pieces)| {
                    sum.saturating_add(number.saturating_mul(pieces.into()))
                });
                // Rounded up: a watt too many is one too many.
                let needed = sum.saturating_add(*reserve).saturating_mul(*percent).saturating_add(99) / 100;
                return (sum > 0 && needed > limit).then_some((needed, limit));
            }
            Check::Needs(these, one) => any(these) && !any(one),
            Check::Excludes(these, none) => any(these) && any(none),
        };
        broken.then_some((0, 0))
    }

    /// The options on which a rule depends.
    pub(super) fn involved(&self, check: &Check) -> Vec<usize> {
        let has = |option: &Choosing, names: &[&String]| {
            option.choices.iter().any(|choice| names.iter().any(|name| choice.fact(name).is_some()))
        };
        let about = |option: usize| match check {
            Check::Same(name) => has(&self.options[option], &[name]),
            Check::AtMost(AtMost { sum, within, .. }) => has(&self.options[option], &[sum, within]),
            Check::Needs(these, others) | Check::Excludes(these, others) => {
                these.iter().chain(others).any(|place| place.option as usize == option)
            }
        };
        (0..self.options.len()).filter(|option| about(*option)).collect()
    }
}

impl Choice {
    fn fact(&self, name: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.name == name)
    }

    /// What each of so many pieces costs.
    fn each(&self, pieces: u32) -> i64 {
        self.tiers.iter().rfind(|tier| tier.pieces <= pieces).map_or(self.price, |tier| tier.price)
    }
}
