//! What is not in stock is not put into anything.

use model::choose::configure::{Check, Configurable, Place, Rule, Selection, repair};
use model::lang::Lang;
use model::product::Product;
use serde::Deserialize;

use super::super::rows::product::Row;

model::source!(texts, "../../../../widget/texts/specs");

/// What shoppers read of such a product everywhere else.
#[derive(Deserialize)]
struct Texts {
    out_of_stock: String,
}

/// Adds a rule for every choice that cannot be had at present; where one is proposed, the nearest that can be bought is
/// instead. What is in stock is another thing at every import, so none of it is a mistake of the file.
pub(super) fn leave_out(product: &mut Configurable, rows: &[Row], lang: Lang) {
    let out = |id: &str| rows.iter().any(|row| row.product.id == id && is_out(&row.product));
    let texts: Option<Texts> = serde_json::from_str(texts(lang)).ok();
    let words = texts.map_or_else(String::new, |texts| texts.out_of_stock);
    let mut rules = Vec::new();
    for (option, choosing) in (0..).zip(&product.options) {
        for (choice, of) in (0..).zip(&choosing.choices).filter(|(_, of)| out(&of.product)) {
            let this = vec![Place { option, choice }];
            rules.push(Rule {
                check: Check::Excludes(this.clone(), this),
                text: [&of.text, " · ", &words].concat(),
            });
        }
    }
    if rules.is_empty() {
        return;
    }
    product.rules.extend(rules);
    if let Some(found) = repair(product, &Selection::default_of(product), None) {
        for change in found.changes {
            product.options[change.option].default = change.to.map(|to| to.choice);
        }
    }
}

fn is_out(product: &Product) -> bool {
    let of_variants =
        || !product.variants.is_empty() && product.variants.iter().all(|of| of.available == Some(false));
    product.available.map_or_else(of_variants, |available| !available)
}
