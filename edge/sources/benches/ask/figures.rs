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
    queries: usize,
}

impl Figures {
    pub(crate) fn of(queries: &[Query], search: impl Fn(&Query) -> Outcome) -> Self {
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
        Self { mrr: mrr / count, first: first / count, five: five / count, none, queries: queries.len() }
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
        let Self { mrr, first, five, none, queries } = self;
        let none = none.map_or_else(|| "-".to_owned(), |none| format!("{none:.3}"));
        write!(f, "{mrr:>7.3} {first:>7.3} {five:>7.3} {none:>7} {queries:>7}")
    }
}
