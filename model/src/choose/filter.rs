//! Choosing by spec: filters made from the catalogue's own specs, with how many are left before a click.

mod typed;

use super::spec::Value;
use super::table::{Column, PRICE, Table};
use crate::money::Currency;
pub use typed::{End, Ends, ends, unit};

/// What a spec can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Which of the table's columns, from 0.
    pub column: usize,
    /// How it is chosen.
    pub kind: Kind,
}

/// How a filter is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Some of these; who takes several takes what is any of them.
    Choices(Vec<Choice>),
    /// From one of the column's values to another, which are in order: the codes of the numbers among them.
    Range(u32, u32),
}

/// A value among which one chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// How it is written.
    pub text: String,
    /// The codes that have it.
    pub codes: Vec<u32>,
}

/// What was chosen of one filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// These of its choices, from 0.
    Choices(Vec<usize>),
    /// From this code to that.
    Range(u32, u32),
}

/// What is left, and what would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The rows that pass all filters, in the order of the table; where none does, the nearest: those that the fewest
    /// filters keep out, the least far from what was asked first.
    pub rows: Vec<usize>,
    /// How many pass: none where `rows` are the nearest.
    pub fitting: usize,
    /// For each filter how many products would be left if it alone were chosen otherwise: beside its choices
    /// so far, each; of a range, each code of the column, from 1.
    pub counts: Vec<Vec<usize>>,
    /// Where nothing passes: filters that, relaxed, leave something, each with how many. The one that leaves the
    /// most comes first; where it takes several filters, all that the nearest rows fail.
    pub relax: Vec<(Vec<usize>, usize)>,
}

/// A column of more values than this is no filter by choice: names and part numbers.
const MOST_CHOICES: usize = 80;

/// A column of numbers with no more values than this is filtered by choice.
const FEW: usize = 6;

/// The filters that a table offers: of the columns that tell products apart.
pub fn filters(table: &Table) -> Vec<Filter> {
    let filter = |(column, of): (usize, &Column)| Some(Filter { column, kind: kind(of)? });
    table.columns.iter().enumerate().filter_map(filter).collect()
}

fn kind(column: &Column) -> Option<Kind> {
    let numbers = column.values.iter().filter(|value| value.measure().is_some()).count();
    let measure = column.measure();
    // Prices are no round numbers: of few of them, too, one asks for those up to an amount.
    if measure.is_some() && (numbers > FEW || column.spec == PRICE && numbers > 1) {
        // Values of one kind stand together in a column.
        let is_number = |value: &&Value| value.measure() == measure;
        let first = column.values.iter().position(|value| is_number(&value))?;
        let count = column.values[first..].iter().take_while(is_number).count();
        return Some(Kind::Range(code(first), code(first + count - 1)));
    }
    let mut choices: Vec<Choice> = Vec::new();
    for (at, (value, text)) in column.values.iter().zip(&column.texts).enumerate() {
        let texts = match value {
            Value::Words(words) => &words[..],
            _ => std::slice::from_ref(text),
        };
        for text in texts {
            match choices.iter_mut().find(|choice| choice.text.eq_ignore_ascii_case(text)) {
                Some(choice) => choice.codes.push(code(at)),
                None => choices.push(Choice { text: text.clone(), codes: vec![code(at)] }),
            }
            if choices.len() > MOST_CHOICES {
                return None;
            }
        }
    }
    (choices.len() > 1).then_some(Kind::Choices(choices))
}

fn code(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

/// What an address's query chose, and what of it was not understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// For each filter what was chosen, if anything was.
    pub chosen: Vec<Option<Chosen>>,
    /// Texts that are no number of their filter's measure, with the filter's place among the filters.
    pub unread: Vec<(usize, String)>,
}

/// Takes what was chosen out of an address's decoded query. A parameter is named as its spec: `Panel=IPS` (again
/// for another), `Size=24 in..27 in`, or as a form sends it, `Size.from=24 in` and `Size.to=27 in`; each behind
/// `prefix`. Numbers can be in any unit of their measure; without one they are in the column's own ([`unit`]), and
/// prices in `currency`. Choices and specs that are not known are passed over.
pub fn chosen(
    table: &Table,
    filters: &[Filter],
    prefix: &str,
    query: &[(&str, &str)],
    currency: Option<&Currency>,
) -> Read {
    let mut read = Read::default();
    for (at, filter) in filters.iter().enumerate() {
        let column = &table.columns[filter.column];
        read.chosen.push(match &filter.kind {
            Kind::Choices(choices) => of_choices(column, choices, prefix, query),
            Kind::Range(first, last) => {
                let ends = ends(column, prefix, query, currency);
                read.unread.extend(ends.unread.into_iter().map(|text| (at, text)));
                let low = ends.low.map(|low| bound(column, &low.value, false));
                let high = ends.high.map(|high| bound(column, &high.value, true));
                let range = || {
                    let (from, to) = (low.unwrap_or(*first), high.unwrap_or(*last));
                    Chosen::Range(from.max(*first), to.min(*last))
                };
                (low.is_some() || high.is_some()).then(range)
            }
        });
    }
    read
}

fn of_choices(column: &Column, choices: &[Choice], prefix: &str, query: &[(&str, &str)]) -> Option<Chosen> {
    let of = |name: &str| name.strip_prefix(prefix) == Some(&*column.spec);
    let said: Vec<&str> = query.iter().filter(|(name, _)| of(name)).map(|(_, text)| text.trim()).collect();
    let says = |choice: &Choice| said.iter().any(|text| choice.text.eq_ignore_ascii_case(text));
    let picked: Vec<usize> = (0..choices.len()).filter(|at| says(&choices[*at])).collect();
    (!picked.is_empty()).then_some(Chosen::Choices(picked))
}

/// The first code that is at least a bound of the column's own measure, or the last that is at most that.
fn bound(column: &Column, bound: &Value, last: bool) -> u32 {
    let of = |value: &Value| value.measure() == bound.measure();
    let start = column.values.iter().position(of).unwrap_or_default();
    let beyond = |value: &Value| {
        let order = value.order(bound);
        !of(value) || if last { order.is_gt() } else { order.is_ge() }
    };
    let at = start + column.values[start..].iter().take_while(|value| !beyond(value)).count();
    // Codes count from 1: the code of what stands before `at` is `at`.
    if last { code(at) - 1 } else { code(at) }
}

/// What is left of a table. `chosen` is for each filter what was chosen, if anything was; a product that says
/// nothing of a spec does not pass a filter by it.
pub fn left(table: &Table, filters: &[Filter], chosen: &[Option<Chosen>]) -> Left {
    let products = table.products as usize;
    // For each product a bit for each filter that keeps it out.
    let mut out = vec![0_u64; products];
    for (at, (filter, chosen)) in filters.iter().zip(chosen).enumerate().take(MOST_FILTERS) {
        let Some(chosen) = chosen else { continue };
        let column = &table.columns[filter.column];
        let passes: Vec<bool> = (0..=column.values.len())
            .map(|at| passes(filter, chosen, u32::try_from(at).unwrap_or(0)))
            .collect();
        for (out, code) in out.iter_mut().zip(&column.codes) {
            *out |= u64::from(!passes.get(*code as usize).copied().unwrap_or(false)) << at;
        }
    }
    let fitting = out.iter().filter(|out| **out == 0).count();
    let fewest = out.iter().map(|out| out.count_ones()).min().unwrap_or(0);
    let mut rows: Vec<usize> =
        out.iter().enumerate().filter(|(_, out)| out.count_ones() == fewest).map(|(row, _)| row).collect();
    if fitting == 0 {
        rows.sort_by_cached_key(|row| far(table, filters, chosen, (*row, out[*row])));
    }
    let counts = filters.iter().enumerate().map(|(at, filter)| counts(table, filter, &out, at)).collect();
    Left { rows, fitting, counts, relax: if fitting > 0 { Vec::new() } else { relax(&out, fewest) } }
}

/// How far a row is from what was asked, by the filters that keep it out: of a range the part of the column's
/// values that lie between, in thousandths; of a choice, and of what is not known, all of it.
fn far(table: &Table, filters: &[Filter], chosen: &[Option<Chosen>], (row, out): (usize, u64)) -> u64 {
    let one = |at: usize| {
        let column = &table.columns[filters[at].column];
        let code = column.codes.get(row).copied().unwrap_or(0);
        match (&filters[at].kind, chosen.get(at)) {
            (Kind::Range(first, last), Some(Some(Chosen::Range(from, to))))
                if (*first..=*last).contains(&code) =>
            {
                let steps = u64::from(from.saturating_sub(code).max(code.saturating_sub(*to)));
                steps * FARTHEST / column.values.len().max(1) as u64
            }
            _ => FARTHEST,
        }
    };
    (0..filters.len().min(MOST_FILTERS)).filter(|at| out >> at & 1 == 1).map(one).sum()
}

/// See [`far`].
const FARTHEST: u64 = 1_000;

/// The most filters that are looked at: each has a bit.
pub const MOST_FILTERS: usize = 64;

fn passes(filter: &Filter, chosen: &Chosen, code: u32) -> bool {
    match (&filter.kind, chosen) {
        (Kind::Choices(choices), Chosen::Choices(picked)) => {
            picked.iter().filter_map(|at| choices.get(*at)).any(|choice| choice.codes.contains(&code))
        }
        (_, Chosen::Range(from, to)) => code > 0 && (*from..=*to).contains(&code),
        (Kind::Range(..), Chosen::Choices(_)) => true,
    }
}

/// How many of the products that pass all other filters have each choice or code.
fn counts(table: &Table, filter: &Filter, out: &[u64], at: usize) -> Vec<usize> {
    let column = &table.columns[filter.column];
    let own = if at < MOST_FILTERS { 1 << at } else { 0 };
    let mut of_code = vec![0; column.values.len() + 1];
    for (_, code) in out.iter().zip(&column.codes).filter(|(out, _)| **out & !own == 0) {
        if let Some(count) = of_code.get_mut(*code as usize) {
            *count += 1;
        }
    }
    match &filter.kind {
        Kind::Choices(choices) => choices
            .iter()
            .map(|choice| choice.codes.iter().map(|code| of_code[*code as usize]).sum())
            .collect(),
        Kind::Range(..) => of_code.split_off(1),
    }
}

fn relax(out: &[u64], fewest: u32) -> Vec<(Vec<usize>, usize)> {
    let mut ways: Vec<(u64, usize)> = Vec::new();
    for mask in out.iter().filter(|out| out.count_ones() == fewest && **out != 0) {
        match ways.iter_mut().find(|(other, _)| other == mask) {
            Some((_, count)) => *count += 1,
            None => ways.push((*mask, 1)),
        }
    }
    ways.sort_by_key(|(mask, count)| (std::cmp::Reverse(*count), *mask));
    let filters = |mask: u64| (0..MOST_FILTERS).filter(|at| mask >> at & 1 == 1).collect();
    ways.into_iter().map(|(mask, count)| (filters(mask), count)).collect()
}

#[cfg(test)]
mod tests;
