//! A guide with a few of its products alone: what the edge sends of a catalogue that is too large to be sent whole.

use super::{Cards, Columns, Ready, Rule, Words, ranges, within};
use crate::choose::table::{Column, PRICE};

/// A column with the codes that are left: which it was, for each that it is now.
struct Left {
    column: Column,
    was: Vec<u32>,
}

impl Left {
    fn of(column: &Column, rows: &[usize]) -> Self {
        let codes: Vec<u32> = rows.iter().map(|row| column.codes.get(*row).copied().unwrap_or(0)).collect();
        let mut was: Vec<u32> = codes.iter().copied().filter(|code| *code > 0).collect();
        was.sort_unstable();
        was.dedup();
        // Not known stays not known.
        let now = |code: u32| was.binary_search(&code).map_or(0, |at| u32::try_from(at + 1).unwrap_or(0));
        let text = |code: &u32| column.texts.get(*code as usize - 1).cloned().unwrap_or_default();
        let column = Column {
            spec: column.spec.clone(),
            values: Vec::new(),
            // Prices are amounts.
            texts: if column.texts.is_empty() { Vec::new() } else { was.iter().map(text).collect() },
            codes: codes.into_iter().map(now).collect(),
        };
        Self { column, was }
    }

    fn rule(&self, rule: &mut Rule) {
        let left = |codes: &[u32]| ranges(self.was.iter().map(|code| within(codes, *code)));
        (rule.yes, rule.no) = (left(&rule.yes), left(&rule.no));
    }
}

impl Ready {
    /// A guide with the products in these rows, in this order, and of their values only those that they state. They
    /// get the same points as among all. Their cards are left out.
    pub fn only(mut words: Words, columns: &Columns, rows: &[usize]) -> Self {
        let left: Vec<Left> = columns.columns.iter().map(|column| Left::of(column, rows)).collect();
        let answers = words.questions.iter_mut().flat_map(|question| &mut question.answers);
        for rule in answers.flat_map(|answer| &mut answer.rules) {
            if let Some(left) = left.get(rule.column as usize) {
                left.rule(rule);
            }
        }
        let amount = |code: &u32| columns.amounts.get(*code as usize - 1).copied().unwrap_or_default();
        let price = left.iter().find(|left| left.column.spec == PRICE);
        let columns = Columns {
            amounts: price.map(|left| left.was.iter().map(amount).collect()).unwrap_or_default(),
            columns: left.into_iter().map(|left| left.column).collect(),
            currency: columns.currency.clone(),
            products: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        };
        Self { words, columns, ..Self::default() }
    }
}

impl Cards {
    /// Those in these rows, in this order.
    #[must_use]
    pub fn only(&self, rows: &[usize]) -> Self {
        let of = |texts: &[String]| -> Vec<String> {
            rows.iter().map(|row| texts.get(*row).cloned().unwrap_or_default()).collect()
        };
        Self {
            ids: of(&self.ids),
            names: of(&self.names),
            urls: of(&self.urls),
            images: of(&self.images),
            several: rows.iter().map(|row| self.several.get(*row) == Some(&true)).collect(),
        }
    }
}
