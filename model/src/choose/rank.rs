//! Which products fit the answers best, and why.
//!
//! All rules of an answer become, for each column, a list of what each code is worth; then every product
//! is a few numbers looked up and added. Nothing is allocated for a product, and reasons are told only for those
//! that are shown.

mod tell;
#[cfg(test)]
mod tests;

use super::answers::Answers;
use super::ready::{Ready, Rule};
use super::table::{AVAILABLE, NO};
use tell::Told;

/// The products that fit best.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranking {
    /// The best first; where nothing fits, those that come nearest. Equals stand in the order of their prices,
    /// then of the catalogue.
    pub picks: Vec<Pick>,
    /// How many fit.
    pub fitting: u32,
    /// A product that would fit better, but for one question; where nothing fits, one that would.
    pub better: Option<Better>,
    /// The best of those that cost less than the first.
    pub cheaper: Option<Cheaper>,
}

/// A product, and what speaks for and against it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pick {
    /// Which of the guide's products, from 0.
    pub product: usize,
    /// Points for, less points against.
    pub points: i32,
    /// How many answers leave it out: none, unless nothing fits.
    pub missed: u32,
    /// What speaks for it, the weightiest first.
    pub pros: Vec<String>,
    /// What speaks against it; first what leaves it out.
    pub cons: Vec<String>,
    /// The columns of which it says nothing, though an answer asks.
    pub unknown: Vec<u32>,
}

/// What it would take to get a better one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Better {
    /// The product.
    pub pick: Pick,
    /// The question whose answer leaves it out.
    pub question: usize,
    /// The answers to it, from 0, that would not; empty: only none.
    pub instead: Vec<u32>,
}

/// A product that costs less than the best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cheaper {
    /// The product.
    pub pick: Pick,
    /// What speaks for the best and not for this one.
    pub lost: Vec<String>,
}

impl Ranking {
    /// The products that it names, each once, in the order of the catalogue.
    pub fn products(&self) -> Vec<usize> {
        let better = self.better.iter().map(|better| better.pick.product);
        let cheaper = self.cheaper.iter().map(|cheaper| cheaper.pick.product);
        let mut all: Vec<usize> =
            self.picks.iter().map(|pick| pick.product).chain(better).chain(cheaper).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// What the products got; kept from one ranking to the next, so that no memory is asked for.
#[derive(Clone, Debug, Default)]
pub struct Ranker {
    got: Vec<Worth>,
    /// What each code is worth by the rule at hand.
    worth: Vec<Worth>,
}

/// What a product got, or gets for a code.
#[derive(Clone, Copy, Debug, Default)]
struct Worth {
    points: i32,
    /// How many rules cannot be told of it.
    unknown: u32,
    /// The questions that leave it out, a bit each.
    missed: u64,
}

/// A rule that counts now, with the question that it belongs to.
type Active<'a> = (usize, &'a Rule);

/// By what products are put in order: less is better. How many questions leave it out, its points, of how many rules
/// nothing is known, as one number, which is quick to compare; then its price.
type Key = (u64, u32);

/// How many products a page shows, beside the better and the cheaper one.
pub const SHOWN: usize = 5;

/// The most questions of a guide: each has a bit.
pub const MOST_QUESTIONS: usize = 64;

impl Ranker {
    /// The `most` products that fit best. `priced` writes an amount in minor units as the reader's language does,
    /// for reasons that tell one.
    pub fn rank(
        &mut self,
        guide: &Ready,
        answers: &Answers,
        most: usize,
        priced: &dyn Fn(i64) -> String,
    ) -> Ranking {
        let told = Told { guide, active: &active(guide, answers), priced };
        self.score(guide, told.active);
        let fitting = self.got.iter().map(|got| u32::from(got.missed == 0)).sum();
        // Only where nothing fits, what does not is shown.
        let fits = |product: usize| fitting == 0 || self.got[product].missed == 0;
        let mut picks: Vec<Pick> = Vec::new();
        for product in self.best(guide, most, &fits) {
            picks.push(self.pick(&told, product));
        }
        let better = picks.first().and_then(|first| self.better(&told, answers, first));
        let cheaper = picks.first().and_then(|first| self.cheaper(&told, first));
        Ranking { picks, fitting, better, cheaper }
    }

    /// Gives every product its points, rule by rule.
    #[inline(never)]
    fn score(&mut self, guide: &Ready, active: &[Active<'_>]) {
        self.got.clear();
        self.got.resize(guide.columns.products as usize, Worth::default());
        for (question, rule) in active {
            let Some(column) = guide.columns.columns.get(rule.column as usize) else { continue };
            self.worth.clear();
            self.worth.resize(guide.columns.codes(column) + 1, Worth::default());
            for (code, worth) in (0..).zip(&mut self.worth) {
                match rule.fits(code) {
                    Some(true) => worth.points = rule.points,
                    Some(false) => {
                        worth.points = -rule.points;
                        worth.missed = u64::from(rule.is_need()) << (question % MOST_QUESTIONS);
                    }
                    None => {
                        worth.points = rule.silent;
                        worth.unknown = 1;
                    }
                }
            }
            for (got, code) in self.got.iter_mut().zip(&column.codes) {
                let worth = self.worth.get(*code as usize).copied().unwrap_or_default();
                got.points += worth.points;
                got.unknown += worth.unknown;
                got.missed |= worth.missed;
            }
        }
    }

    /// The best of the products for which something is so, at most `most`, the best first.
    #[inline(never)]
    fn best(&self, guide: &Ready, most: usize, so: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let price = guide.columns.price().map_or(&[][..], |column| &column.codes);
        let gone = gone(guide);
        let mut best: Vec<(Key, usize)> = Vec::new();
        for (product, got) in self.got.iter().enumerate() {
            let key = key(got, product, price, gone);
            if best.len() >= most && best.last().is_none_or(|(last, _)| *last <= key) || !so(product) {
                continue;
            }
            // Few stand there: in order they are put as they come.
            let at = best.iter().position(|(other, _)| key < *other).unwrap_or(best.len());
            best.insert(at, (key, product));
            best.truncate(most);
        }
        best.into_iter().map(|(_, product)| product).collect()
    }
}

/// By what a product is put in order.
fn key(got: &Worth, product: usize, price: &[u32], gone: Option<(&[u32], u32)>) -> Key {
    // What cannot be bought comes last of its equals, and what has no price after what has one.
    let sold_out = gone.is_some_and(|(codes, no)| codes.get(product) == Some(&no));
    let price = price.get(product).copied().filter(|code| *code > 0).unwrap_or(u32::MAX >> 1);
    let last = if sold_out { price | 1 << 31 } else { price };
    let points = u64::from(got.points.wrapping_neg().cast_unsigned() ^ 1 << 31);
    (u64::from(got.missed.count_ones()) << 57 | points << 25 | u64::from(got.unknown), last)
}

/// The `most` products that fit best; who ranks again and again keeps a [`Ranker`].
pub fn rank(guide: &Ready, answers: &Answers, most: usize, priced: &dyn Fn(i64) -> String) -> Ranking {
    Ranker::default().rank(guide, answers, most, priced)
}

/// The rules of the answers that count.
fn active<'a>(guide: &'a Ready, answers: &Answers) -> Vec<Active<'a>> {
    let mut rules = Vec::new();
    for (at, question) in guide.words.questions.iter().enumerate().take(MOST_QUESTIONS) {
        let picked = answers.picked(&guide.words.questions, at);
        for (_, answer) in (0..).zip(&question.answers).filter(|(answer, _)| picked.has(*answer)) {
            rules.extend(answer.rules.iter().map(|rule| (at, rule)));
        }
    }
    rules
}

/// The column that says what can be bought, with the code that says no.
fn gone(guide: &Ready) -> Option<(&[u32], u32)> {
    let column = guide.columns.columns.iter().find(|column| column.spec == AVAILABLE)?;
    let no = column.texts.iter().position(|text| text == NO)?;
    Some((&column.codes, u32::try_from(no + 1).ok()?))
}
