//! Figures of a search's quality.

use std::fmt;

use crate::tables::Query;

/// What a search found.
pub(crate) struct Outcome {
    /// Ids, best first, each once.
    pub(crate) ids: Vec<String>,
    /// How well the best fits; 0 where there is none.
    pub(crate) fit: f64,
}

/// Over all questions.
pub(crate) struct Figures {
    mrr: f64,
    first: f64,
    five: f64,
    none: Option<f64>,
    /// Of the questions with an answer, how many are said to have none; of those without, how many are said so.
    cut: Option<(f64, f64)>,
    queries: usize,
}

impl Figures {
    /// `cut`: what fits less is said to be nothing.
    pub(crate) fn of(queries: &[Query], cut: Option<f64>, search: impl Fn(&Query) -> Outcome) -> Self {
        let (mut mrr, mut first, mut five) = (0.0, 0.0, 0.0);
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for query in queries {
            let outcome = search(query);
            if query.relevant.is_empty() {
                without.push(outcome.fit);
                continue;
            }
            with.push(outcome.fit);
            let place = outcome.ids.iter().take(10).position(|id| query.relevant.contains(id));
            if let Some(place) = place.and_then(|place| u8::try_from(place).ok()) {
                mrr += 1.0 / f64::from(place + 1);
                first += f64::from(u8::from(place == 0));
                five += f64::from(u8::from(place < 5));
            }
        }
        let count = count(with.len());
        let none = (!without.is_empty()).then(|| auroc(&with, &without));
        let below = |fits: &[f64], cut: f64| {
            let below = fits.iter().filter(|fit| **fit < cut).count();
            self::count(below) / self::count(fits.len())
        };
        let cut = cut.filter(|_| !without.is_empty()).map(|cut| (below(&with, cut), below(&without, cut)));
        Self { mrr: mrr / count, first: first / count, five: five / count, none, cut, queries: queries.len() }
    }
}

fn count(length: usize) -> f64 {
    f64::from(u32::try_from(length).unwrap_or(u32::MAX))
}

/// How often a question with an answer fits better than one without; half of what fits alike.
fn auroc(with: &[f64], without: &[f64]) -> f64 {
    let wins = with.iter().flat_map(|a| {
        without.iter().map(move |b| match a.total_cmp(b) {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        })
    });
    wins.sum::<f64>() / count(with.len()) / count(without.len())
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { mrr, first, five, none, cut, queries } = self;
        let or_not =
            |figure: Option<f64>| figure.map_or_else(|| "-".to_owned(), |figure| format!("{figure:.3}"));
        let (lost, told) = (or_not(cut.map(|(lost, _)| lost)), or_not(cut.map(|(_, told)| told)));
        write!(f, "{mrr:>7.3} {first:>7.3} {five:>7.3} {:>7} {lost:>7} {told:>7} {queries:>7}", or_not(*none))
    }
}
