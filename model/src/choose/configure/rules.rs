//! What a selection costs, and which rules it breaks.

use crate::places::fill;

use super::{AtMost, Check, Choice, Choosing, Configurable, Fact, Picked, Place, Priced, Selection};

// Loops instead of chains of iterators, and no search for texts: all of it is for the shopper to download.
impl Configurable {
    /// What is chosen of an option.
    #[inline(never)]
    fn choice(&self, option: usize, selection: &Selection) -> Option<(&Choice, u32)> {
        let Picked { choice, pieces } = selection.picked(option)?;
        Some((self.options.get(option)?.choices.get(choice as usize)?, pieces))
    }

    /// What is stated of a fact by what is chosen, and of how many pieces.
    #[inline(never)]
    fn stated(&self, name: &str, selection: &Selection) -> Vec<(&Fact, u32)> {
        let mut stated = Vec::new();
        for option in 0..self.options.len() {
            if let Some((choice, pieces)) = self.choice(option, selection)
                && let Some(fact) = choice.fact(name)
            {
                stated.push((fact, pieces));
            }
        }
        stated
    }

    /// What a selection costs.
    pub fn price(&self, selection: &Selection) -> Priced {
        let mut priced = Priced { total: self.base, ..Priced::default() };
        for option in 0..self.options.len() {
            if let Some((choice, pieces)) = self.choice(option, selection) {
                let amount = choice.each(pieces).saturating_mul(i64::from(pieces));
                priced.total = priced.total.saturating_add(amount);
                priced.days = priced.days.max(choice.days);
            }
        }
        for (at, combination) in self.combinations.iter().enumerate() {
            if combination.of.iter().all(|place| selection.has(*place)) {
                priced.combinations.push(at);
                priced.total = priced.total.saturating_add(combination.price);
            }
        }
        priced.total = priced.total.max(0);
        priced.days = priced.days.saturating_add(self.days);
        priced
    }

    /// Why it cannot be bought, a sentence for each rule that does not hold; none: it can.
    pub fn broken(&self, selection: &Selection) -> Vec<String> {
        let mut all = Vec::new();
        for rule in &self.rules {
            if let Some((needed, limit)) = self.holds(&rule.check, selection) {
                let told = fill(&rule.text, "needed", &needed.to_string());
                all.push(fill(&told, "limit", &limit.to_string()));
            }
        }
        all
    }

    /// Whether it can be bought.
    pub fn is_valid(&self, selection: &Selection) -> bool {
        self.first_broken(selection).is_none()
    }

    /// What the first rule wants that does not hold.
    #[inline(never)]
    pub(super) fn first_broken(&self, selection: &Selection) -> Option<&Check> {
        self.rules.iter().map(|rule| &rule.check).find(|check| self.holds(check, selection).is_some())
    }

    /// Nothing where it holds, else the two sides of the comparison (0 where there is none).
    #[inline(never)]
    fn holds(&self, check: &Check, selection: &Selection) -> Option<(i64, i64)> {
        let broken = match check {
            Check::Same(name) => {
                let stated = self.stated(name, selection);
                let (first, _) = stated.first()?;
                stated.iter().any(|(fact, _)| fact.number != first.number || fact.word != first.word)
            }
            Check::AtMost(AtMost { sum, reserve, percent, within }) => {
                let limit = self.stated(within, selection).into_iter().map(|(fact, _)| fact.number).min()?;
                let mut all: i64 = 0;
                for (fact, pieces) in self.stated(sum, selection) {
                    all = all.saturating_add(fact.number.saturating_mul(pieces.into()));
                }
                // Rounded up: a watt too many is one too many.
                let needed = all.saturating_add(*reserve).saturating_mul(*percent).saturating_add(99) / 100;
                return (all > 0 && needed > limit).then_some((needed, limit));
            }
            Check::Needs(these, one) => any(selection, these) && !any(selection, one),
            Check::Excludes(these, none) => any(selection, these) && any(selection, none),
        };
        broken.then_some((0, 0))
    }

    /// The options on which a rule depends.
    #[inline(never)]
    pub(super) fn involved(&self, check: &Check) -> Vec<usize> {
        let mut involved = Vec::new();
        for (at, option) in self.options.iter().enumerate() {
            let about = match check {
                Check::Same(name) => option.states(name),
                Check::AtMost(AtMost { sum, within, .. }) => option.states(sum) || option.states(within),
                Check::Needs(these, others) | Check::Excludes(these, others) => {
                    these.iter().chain(others).any(|place| place.option as usize == at)
                }
            };
            if about {
                involved.push(at);
            }
        }
        involved
    }
}

/// Whether one of these is chosen.
#[inline(never)]
fn any(selection: &Selection, places: &[Place]) -> bool {
    places.iter().any(|place| selection.has(*place))
}

impl Choosing {
    /// Whether one of its choices states a fact.
    #[inline(never)]
    fn states(&self, name: &str) -> bool {
        self.choices.iter().any(|choice| choice.fact(name).is_some())
    }
}

impl Choice {
    #[inline(never)]
    fn fact(&self, name: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.name == name)
    }

    /// What each of so many pieces costs.
    pub fn each(&self, pieces: u32) -> i64 {
        self.tiers.iter().rfind(|tier| tier.pieces <= pieces).map_or(self.price, |tier| tier.price)
    }
}
