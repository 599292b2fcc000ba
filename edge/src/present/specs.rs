//! The filters of `/choose/by-spec` in words, with the address of every state that is one press away.

use std::cmp::Reverse;

use model::choose::category::Category;
use model::choose::compare::MOST;
use model::choose::filter::{self, Chosen, Ends, Filter, Kind, Left, chosen, ends, filters, left, unit};
use model::choose::spec::Value;
use model::choose::table::{AVAILABLE, Column, PRICE, YES};
use model::money::{Currency, Money};
use model::page::Keep;
use model::product::Product;
use model::route::Address;
use model::view::{FilterShown, RangeShown, SortShown, SpecsPage, Step};
use widget::texts::SpecsText;

use super::product::Teller;
use crate::asked::Asked;
use crate::categories::Listed;

/// What stands before the name of a spec in an address.
const PREFIX: &str = "s.";

/// How many products a page has.
const PER_PAGE: usize = 24;

/// How many of the nearest are shown where nothing fits.
const NEAREST: usize = 12;

/// How many specs a product in the list tells.
const FACTS: usize = 5;

/// Into how many parts a range is divided, of about as many products.
const PARTS: usize = 4;

/// How many ranges the products can be put in order by, beside the price.
const SORTS: usize = 5;

/// What an address asks for.
#[derive(Default)]
pub(crate) struct Wish<'a> {
    /// The category's name.
    pub(crate) kind: Option<&'a str>,
    /// Decoded pairs, of which those that name a spec are looked at.
    pairs: Vec<(&'a str, &'a str)>,
    /// A spec's name, behind `-` from the highest down.
    sort: &'a str,
    /// From 1.
    page: usize,
    /// Products for a comparison, each once.
    pub(crate) picked: Vec<&'a str>,
}

impl<'a> Wish<'a> {
    pub(crate) fn of(asked: &'a Asked) -> Self {
        let mut picked: Vec<&str> = Vec::new();
        for (name, id) in asked.pairs() {
            if name == "p" && !id.is_empty() && !picked.contains(&id) {
                picked.push(id);
            }
        }
        Self {
            kind: asked.parameter("kind"),
            pairs: asked.pairs().collect(),
            sort: asked.parameter("sort").unwrap_or_default(),
            page: asked.parameter("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
            picked,
        }
    }
}

/// The address of the filters.
fn by_spec(pairs: &[(String, String)]) -> String {
    at(Address::Specs, pairs)
}

/// An address with its query.
pub(crate) fn at(address: Address, pairs: &[(String, String)]) -> String {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
    Keep::default().with(address.path(), &pairs)
}

/// The parameters that name a category and the products for a comparison.
pub(crate) fn around(kind: Option<&str>, picked: &[&str]) -> Vec<(String, String)> {
    let kind = kind.map(|kind| ("kind".to_owned(), kind.to_owned()));
    kind.into_iter().chain(picked.iter().map(|id| ("p".to_owned(), (*id).to_owned()))).collect()
}

/// The page that asks which kind of product it is to be.
pub(crate) fn categories(teller: Teller, wish: &Wish, all: &[Listed]) -> SpecsPage {
    let step = |one: &Listed| Step {
        text: if one.name.is_empty() { teller.text(SpecsText::Other).to_owned() } else { one.name.clone() },
        count: one.products,
        href: by_spec(&around(Some(&one.name), &wish.picked)),
        on: false,
    };
    SpecsPage {
        title: teller.text(SpecsText::BySpec).to_owned(),
        categories: all.iter().map(step).collect(),
        texts: teller.texts,
        ..SpecsPage::default()
    }
}

/// What is said of one filter.
#[derive(Clone, Debug, Default, PartialEq)]
enum Said {
    #[default]
    Nothing,
    /// These of its choices, from 0.
    Choices(Vec<usize>),
    /// Its ends as an address has them; an empty one is open.
    Range(String, String),
}

/// A category as an address filters it.
pub(crate) struct State<'a> {
    teller: Teller<'a>,
    category: &'a Category,
    /// Its name, where there are others.
    kind: Option<&'a str>,
    filters: Vec<Filter>,
    said: Vec<Said>,
    /// The same in words.
    told: Vec<String>,
    unread: Vec<(usize, String)>,
    /// What the address says.
    pairs: &'a [(&'a str, &'a str)],
    left: Left,
    sort: &'a str,
    picked: &'a [&'a str],
    /// The rows of this page, and the place of the first, from 0.
    rows: Vec<usize>,
    first: usize,
    pages: usize,
}

impl<'a> State<'a> {
    pub(crate) fn of(
        teller: Teller<'a>,
        category: &'a Category,
        kind: Option<&'a str>,
        wish: &'a Wish<'a>,
    ) -> Self {
        let (table, currency) = (&category.table, category.currency.as_ref());
        let filters = filters(table);
        let read = chosen(table, &filters, PREFIX, &wish.pairs, currency);
        let left = left(table, &filters, &read.chosen);
        let mut state = Self {
            said: Vec::new(),
            told: Vec::new(),
            unread: read.unread,
            pairs: &wish.pairs,
            rows: left.rows.clone(),
            left,
            sort: wish.sort,
            picked: &wish.picked[..wish.picked.len().min(MOST)],
            teller,
            category,
            kind,
            filters,
            first: 0,
            pages: 1,
        };
        for (filter, chosen) in state.filters.iter().zip(read.chosen) {
            let (said, told) = match (&filter.kind, chosen) {
                (Kind::Choices(choices), Some(Chosen::Choices(picked))) => {
                    let texts: Vec<&str> =
                        picked.iter().map(|at| state.choice(filter, &choices[*at].text)).collect();
                    let told = texts.join(state.teller.lang.between());
                    (Said::Choices(picked), told)
                }
                (Kind::Range(..), Some(Chosen::Range(..))) => {
                    state.said_range(&ends(&table.columns[filter.column], PREFIX, &wish.pairs, currency))
                }
                _ => (Said::Nothing, String::new()),
            };
            state.said.push(said);
            state.told.push(told);
        }
        state.put_in_order(wish.page);
        state
    }

    fn column(&self, filter: &Filter) -> &'a Column {
        &self.category.table.columns[filter.column]
    }

    fn label(&self, at: usize) -> &str {
        self.teller.label(&self.column(&self.filters[at]).spec)
    }

    /// How a choice is told: whether something can be bought is in our words.
    fn choice<'b>(&'b self, filter: &Filter, text: &'b str) -> &'b str {
        if self.column(filter).spec == AVAILABLE { self.teller.stock(text == YES) } else { text }
    }

    fn said_range(&self, ends: &Ends) -> (Said, String) {
        let text = |end: &Option<filter::End>| end.as_ref().map(|end| end.text.clone()).unwrap_or_default();
        let told = |end: &Option<filter::End>| match end.as_ref().map(|end| &end.value) {
            Some(Value::Range(model::choose::spec::Measure::Money, minor, _)) => self.money(*minor),
            _ => text(end),
        };
        (Said::Range(text(&ends.low), text(&ends.high)), self.range(&told(&ends.low), &told(&ends.high)))
    }

    fn money(&self, minor: i64) -> String {
        let currency = self.category.currency.clone();
        currency.map(|currency| self.teller.amount(&Money { minor, currency })).unwrap_or_default()
    }

    fn range(&self, low: &str, high: &str) -> String {
        match (low, high) {
            (low, "") => self.teller.fill(SpecsText::AtLeast, &[("low", low)]),
            ("", high) => self.teller.fill(SpecsText::AtMost, &[("high", high)]),
            (low, high) if low == high => low.to_owned(),
            // What is typed may hold braces, and stands behind the other place then.
            (low, high) => self.teller.fill(SpecsText::Between, &[("high", high), ("low", low)]),
        }
    }

    /// Sorts what is left, and takes the rows of a page of it, or the nearest.
    fn put_in_order(&mut self, page: usize) {
        let (spec, down) = match self.sort.strip_prefix('-') {
            Some(spec) => (spec, true),
            None => (self.sort, false),
        };
        let known = self.sortable().contains(&spec);
        match self.category.table.column(spec).filter(|_| known) {
            Some(column) => {
                let codes = &self.category.table.columns[column].codes;
                let code = |row: &usize| codes.get(*row).copied().unwrap_or(0);
                // What is not known comes last, either way.
                if down {
                    self.rows.sort_by_key(|row| Reverse(code(row)));
                } else {
                    self.rows.sort_by_key(|row| code(row).wrapping_sub(1));
                }
            }
            None => self.sort = "",
        }
        if self.left.fitting == 0 {
            self.rows.truncate(NEAREST);
            return;
        }
        self.pages = self.rows.len().div_ceil(PER_PAGE).max(1);
        self.first = (page.min(self.pages) - 1) * PER_PAGE;
        self.rows = self.rows.iter().copied().skip(self.first).take(PER_PAGE).collect();
    }

    /// The specs that products can be put in order by.
    fn sortable(&self) -> Vec<&'a str> {
        let ranges = self.filters.iter().filter(|filter| matches!(filter.kind, Kind::Range(..)));
        let specs = ranges.map(|filter| self.column(filter).spec.as_str());
        let price = specs.clone().filter(|spec| *spec == PRICE);
        price.chain(specs.filter(|spec| *spec != PRICE).take(SORTS)).collect()
    }

    /// Where the products to show stand in the catalogue.
    pub(crate) fn positions(&self) -> Vec<u32> {
        self.rows.iter().filter_map(|row| self.category.positions.get(*row).copied()).collect()
    }

    /// The parameters of a state of the filters; the sort alone where it is asked for.
    fn query(&self, said: &[Said], sort: &str) -> Vec<(String, String)> {
        let mut pairs = around(self.kind, self.picked);
        for (filter, said) in self.filters.iter().zip(said) {
            let field = field(self.column(filter));
            match (said, &filter.kind) {
                (Said::Choices(picked), Kind::Choices(choices)) => {
                    pairs.extend(picked.iter().map(|at| (field.clone(), choices[*at].text.clone())));
                }
                (Said::Range(low, high), _) => pairs.push((field, [low, "..", high].concat())),
                _ => {}
            }
        }
        if !sort.is_empty() {
            pairs.push(("sort".to_owned(), sort.to_owned()));
        }
        pairs
    }

    /// The state with something else said of these filters, on its first page.
    fn with(&self, filters: &[usize], new: &Said) -> Vec<(String, String)> {
        let mut said = self.said.clone();
        for at in filters {
            said[*at] = new.clone();
        }
        self.query(&said, self.sort)
    }

    fn page(&self, page: usize) -> String {
        let mut pairs = self.query(&self.said, self.sort);
        if page > 1 {
            pairs.push(("page".to_owned(), page.to_string()));
        }
        by_spec(&pairs)
    }

    /// The page, with the products that stand at [`State::positions`].
    pub(crate) fn shown(self, products: &[Option<Product>]) -> SpecsPage {
        let page = self.first / PER_PAGE + 1;
        let card = |(product, row): (&Option<Product>, &usize)| {
            let product = product.as_ref()?;
            let mut card = self.teller.card(product, self.facts(*row));
            card.picked = self.picked.contains(&&*product.id);
            Some(card)
        };
        let cards: Vec<_> = products.iter().zip(&self.rows).filter_map(card).collect();
        let elsewhere = |id: &&&str| !cards.iter().any(|card| card.id == **id);
        let picked = self.picked.iter().filter(elsewhere).map(|id| (*id).to_owned()).collect();
        let name = self.kind.filter(|name| !name.is_empty());
        let title = name.unwrap_or_else(|| {
            self.teller.text(if self.kind.is_some() { SpecsText::Other } else { SpecsText::BySpec })
        });
        SpecsPage {
            title: title.to_owned(),
            categories: Vec::new(),
            all: if self.kind.is_some() { by_spec(&around(None, self.picked)) } else { String::new() },
            chosen: (0..self.filters.len()).filter_map(|at| self.chosen(at)).collect(),
            clear: by_spec(&self.query(&[], self.sort)),
            unread: self.unread.iter().map(|(at, text)| self.unread(*at, text)).collect(),
            filters: (0..self.filters.len()).map(|at| self.filter(at)).collect(),
            fitting: count(self.left.fitting),
            relax: self.left.relax.iter().map(|(filters, left)| self.relaxed(filters, *left)).collect(),
            sorts: self.sorts(),
            state: self.query(&self.said, ""),
            first: count(self.first + 1),
            products: cards,
            previous: if page > 1 { self.page(page - 1) } else { String::new() },
            next: if page < self.pages { self.page(page + 1) } else { String::new() },
            picked,
            compare: if self.picked.len() > 1 {
                at(Address::Compare, &around(self.kind, self.picked))
            } else {
                String::new()
            },
            texts: self.teller.texts,
        }
    }

    /// What a product says of the first specs of its category; price, stock and brand are told anyway.
    fn facts(&self, row: usize) -> Vec<(String, String)> {
        let columns = self.category.table.columns.iter().skip(3);
        let stated = columns.map(|column| (column.spec.clone(), column.text(row).to_owned()));
        stated.filter(|(_, text)| !text.is_empty()).take(FACTS).collect()
    }

    fn chosen(&self, at: usize) -> Option<Step> {
        (self.said[at] != Said::Nothing).then(|| Step {
            text: self.condition(at),
            count: 0,
            href: by_spec(&self.with(&[at], &Said::Nothing)),
            on: true,
        })
    }

    /// A condition in words: "Panel: IPS, VA".
    fn condition(&self, at: usize) -> String {
        [self.label(at), ": ", &self.told[at]].concat()
    }

    fn unread(&self, at: usize, text: &str) -> String {
        let text: String = text.chars().take(60).collect();
        self.teller.fill(SpecsText::Unread, &[("spec", self.label(at)), ("text", &text)])
    }

    fn relaxed(&self, filters: &[usize], left: usize) -> Step {
        let told: Vec<String> = filters.iter().map(|at| self.condition(*at)).collect();
        Step {
            text: told.join(" + "),
            count: count(left),
            href: by_spec(&self.with(filters, &Said::Nothing)),
            on: false,
        }
    }

    fn sorts(&self) -> Vec<SortShown> {
        let shop = (String::new(), self.teller.text(SpecsText::SortShop).to_owned());
        let by = |spec: &str, text: SpecsText, sign: &str| {
            ([sign, spec].concat(), self.teller.fill(text, &[("spec", self.teller.label(spec))]))
        };
        let both =
            |spec: &'a str| [by(spec, SpecsText::LowestFirst, ""), by(spec, SpecsText::HighestFirst, "-")];
        let all = std::iter::once(shop).chain(self.sortable().into_iter().flat_map(both));
        all.map(|(id, name)| SortShown { on: id == self.sort, id, name }).collect()
    }

    fn filter(&self, at: usize) -> FilterShown {
        let filter = &self.filters[at];
        let counts = &self.left.counts[at];
        let steps: Vec<(String, usize, Said)> = match &filter.kind {
            Kind::Choices(choices) => {
                let picked = if let Said::Choices(picked) = &self.said[at] { &picked[..] } else { &[] };
                let toggled = |choice: usize| {
                    let is_on = |one: &usize| picked.contains(one) != (*one == choice);
                    let picked: Vec<usize> = (0..choices.len()).filter(is_on).collect();
                    if picked.is_empty() { Said::Nothing } else { Said::Choices(picked) }
                };
                let step = |(choice, of): (usize, &filter::Choice)| {
                    (self.choice(filter, &of.text).to_owned(), counts[choice], toggled(choice))
                };
                choices.iter().enumerate().map(step).collect()
            }
            Kind::Range(first, last) => self.parts(filter, *first, *last, counts),
        };
        let step = |(choice, (text, left, new)): (usize, (String, usize, Said))| {
            let on = match &self.said[at] {
                Said::Choices(picked) => picked.contains(&choice),
                said => *said != Said::Nothing && *said == new,
            };
            let new = if on && matches!(new, Said::Range(..)) { Said::Nothing } else { new };
            let href = if left > 0 || on { by_spec(&self.with(&[at], &new)) } else { String::new() };
            Step { text, count: count(left), href, on }
        };
        FilterShown {
            name: self.label(at).to_owned(),
            choices: steps.into_iter().enumerate().map(step).collect(),
            range: matches!(filter.kind, Kind::Range(..)).then(|| self.range_shown(at)),
        }
    }

    fn range_shown(&self, at: usize) -> RangeShown {
        let column = self.column(&self.filters[at]);
        let (low, high) = match &self.said[at] {
            Said::Range(low, high) => (&**low, &**high),
            _ => ("", ""),
        };
        let field = field(column);
        // What is not understood stands there still, to be mended.
        let end = |said: &str, name: &str| {
            let name = [&*field, name].concat();
            let typed = || self.pairs.iter().find(|(own, _)| *own == name).map_or("", |(_, text)| text);
            if said.is_empty() { typed() } else { said }.to_owned()
        };
        let (low, high) = (end(low, ".from"), end(high, ".to"));
        let (example, help) = match (&self.category.currency, unit(column)) {
            (Some(currency), _) if column.spec == PRICE => {
                (["300 ", currency.code()].concat(), SpecsText::SuchAs)
            }
            (_, unit) => {
                let middle = column.texts.get(column.texts.len() / 2).cloned().unwrap_or_default();
                (middle, if unit.is_empty() { SpecsText::SuchAs } else { SpecsText::SuchAsUnit })
            }
        };
        RangeShown {
            field,
            low,
            high,
            help: self.teller.fill(help, &[("example", &example)]),
            state: self.with(&[at], &Said::Nothing),
        }
    }

    /// Parts of a range, of about as many products of the category each, with how many of them are left.
    fn parts(&self, filter: &Filter, first: u32, last: u32, counts: &[usize]) -> Vec<(String, usize, Said)> {
        let column = self.column(filter);
        let codes: Vec<u32> =
            column.codes.iter().copied().filter(|code| (first..=last).contains(code)).collect();
        let cuts = cuts(codes, last);
        if column.spec == PRICE {
            return self.price_parts(column, &cuts, counts);
        }
        if cuts.is_empty() {
            return Vec::new();
        }
        let starts = std::iter::once(first).chain(cuts.iter().map(|cut| cut + 1));
        let stops = cuts.iter().copied().chain([last]);
        let part = |(from, to): (u32, u32)| {
            let text = |code: u32| column.texts.get(code as usize - 1).cloned().unwrap_or_default();
            let left = counts.iter().skip(from as usize - 1).take((to - from + 1) as usize).sum();
            (self.range(&text(from), &text(to)), left, Said::Range(text(from), text(to)))
        };
        starts.zip(stops).map(part).collect()
    }

    /// The same of prices, with round amounts between them.
    fn price_parts(&self, column: &Column, cuts: &[u32], counts: &[usize]) -> Vec<(String, usize, Said)> {
        let Some(currency) = &self.category.currency else { return Vec::new() };
        let minor = |code: u32| match column.values.get(code as usize - 1) {
            Some(Value::Range(_, minor, _)) => *minor,
            _ => 0,
        };
        let mut amounts: Vec<i64> = cuts.iter().map(|cut| round(minor(*cut), currency)).collect();
        amounts.dedup();
        amounts.retain(|amount| *amount > 0);
        if amounts.is_empty() {
            return Vec::new();
        }
        let open = |amount: Option<i64>| {
            let unit = 10_i64.pow(currency.digits());
            amount.map(|amount| ((amount / unit).to_string(), self.money(amount))).unwrap_or_default()
        };
        let lows = std::iter::once(None).chain(amounts.iter().copied().map(Some));
        let highs = amounts.iter().copied().map(Some).chain([None]);
        let part = |(low, high): (Option<i64>, Option<i64>)| {
            let within = |code: u32| {
                low.is_none_or(|low| minor(code) >= low) && high.is_none_or(|high| minor(code) <= high)
            };
            let left = (1..).zip(counts).filter(|(code, _)| within(*code)).map(|(_, count)| count).sum();
            let ((low, from), (high, to)) = (open(low), open(high));
            (self.range(&from, &to), left, Said::Range(low, high))
        };
        lows.zip(highs).map(part).collect()
    }
}

/// The parameter of a column.
fn field(column: &Column) -> String {
    [PREFIX, &column.spec].concat()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The last codes of all parts but the last, where as many products as may be are in each.
fn cuts(mut codes: Vec<u32>, last: u32) -> Vec<u32> {
    codes.sort_unstable();
    let mut cuts: Vec<u32> = (1..PARTS)
        .filter_map(|part| codes.get((codes.len() * part / PARTS).checked_sub(1)?).copied())
        .collect();
    cuts.dedup();
    cuts.retain(|cut| *cut < last);
    cuts
}

/// An amount near another, of two digits and zeros, in whole units of the currency.
fn round(minor: i64, currency: &Currency) -> i64 {
    let unit = 10_i64.pow(currency.digits());
    let mut step = unit;
    while minor / step >= 100 {
        step *= 10;
    }
    (minor + step / 2) / step * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_about_as_many_products() {
        for (codes, last, expect) in [
            (vec![1, 2, 3, 4, 5, 6, 7, 8], 8, &[2, 4, 6][..]),
            (vec![3, 1, 1, 1, 1, 1, 2, 1], 3, &[1]),
            (vec![1, 2], 2, &[1]),
            (vec![1], 1, &[]),
            (vec![], 4, &[]),
        ] {
            assert_eq!(cuts(codes, last), expect);
        }
    }

    #[test]
    fn amounts_between_parts_are_round() {
        for (minor, currency, expect) in [
            (21_133, "EUR", 21_000),
            (99_999, "EUR", 100_000),
            (4_490, "EUR", 4_500),
            (40, "EUR", 0),
            (12_345, "JPY", 12_000),
            (0, "EUR", 0),
        ] {
            assert_eq!(round(minor, &currency.parse().unwrap()), expect, "{minor} {currency}");
        }
    }
}
