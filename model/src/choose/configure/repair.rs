//! From what cannot be to the nearest that can.

use super::{Configurable, Picked, Selection};

/// A selection that can be bought, and what had to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The selection.
    pub selection: Selection,
    /// What changed, in the order of the options.
    pub changes: Vec<Change>,
    /// What it costs more than before, in minor units; less where it is below 0.
    pub difference: i64,
}

/// Something else of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which option, from 0.
    pub option: usize,
    /// What was chosen.
    pub from: Option<Picked>,
    /// What is instead.
    pub to: Option<Picked>,
}

/// How many selections are looked at: nobody's question may keep the edge at work for long.
const MOST_LOOKS: usize = 8_000;

/// The selection that can be bought and changes the fewest options; of several, the one whose price is nearest. What
/// was chosen last, of the option `keep`, stays if that is possible at all. Where the search comes to no end, it is
/// what the shop proposes; nothing if not even that can be bought.
pub fn repair(product: &Configurable, selection: &Selection, keep: Option<usize>) -> Option<Repair> {
    for keep in [keep, None] {
        let before = product.price(selection).total;
        let mut search = Search { product, start: selection, before, keep, looks: 0, best: None };
        for changes in 0..=product.options.len() {
            search.go(selection, changes);
            if let Some((_, found)) = search.best {
                return Some(told(product, selection, found));
            }
            if search.looks >= MOST_LOOKS {
                break;
            }
        }
    }
    let proposed = Selection::default_of(product);
    product.is_valid(&proposed).then(|| told(product, selection, proposed))
}

struct Search<'a> {
    product: &'a Configurable,
    start: &'a Selection,
    /// What that costs.
    before: i64,
    keep: Option<usize>,
    looks: usize,
    /// How far the price of the best found is from before, and the best.
    best: Option<(u64, Selection)>,
}

impl Search<'_> {
    /// Looks at what `more` changes lead to. A rule that is broken stays broken until one of the options that it
    /// depends on changes, so only those are tried.
    fn go(&mut self, selection: &Selection, more: usize) {
        self.looks += 1;
        let Some(check) = self.product.first_broken(selection) else {
            let distance = self.product.price(selection).total.abs_diff(self.before);
            if self.best.as_ref().is_none_or(|(best, _)| distance < *best) {
                self.best = Some((distance, selection.clone()));
            }
            return;
        };
        if more == 0 {
            return;
        }
        for option in self.product.involved(check) {
            let now = selection.picked(option);
            // What has changed already stays as it is.
            if now != self.start.picked(option) || self.keep == Some(option) {
                continue;
            }
            for picked in alternatives(self.product, option, now) {
                if self.looks < MOST_LOOKS {
                    self.go(&selection.with(option, picked), more - 1);
                }
            }
        }
    }
}

/// All that can be chosen of an option instead.
#[inline(never)]
fn alternatives(product: &Configurable, option: usize, now: Option<Picked>) -> Vec<Option<Picked>> {
    let of = &product.options[option];
    let mut all = Vec::new();
    for (choice, _) in (0..).zip(&of.choices) {
        for pieces in of.least.max(1)..=of.most.max(1) {
            all.push(Some(Picked { choice, pieces }));
        }
    }
    if of.least == 0 {
        all.push(None);
    }
    all.retain(|picked| *picked != now);
    all
}

#[inline(never)]
fn told(product: &Configurable, before: &Selection, selection: Selection) -> Repair {
    let mut changes = Vec::new();
    for option in 0..product.options.len() {
        let (from, to) = (before.picked(option), selection.picked(option));
        if from != to {
            changes.push(Change { option, from, to });
        }
    }
    let difference = product.price(&selection).total - product.price(before).total;
    Repair { selection, changes, difference }
}
