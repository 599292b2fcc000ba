//! `/configure/{product}`: a product put together. A form of plain fields: by its buttons the edge says what the choices
//! come to, and with the app every change does.

use model::choose::configure::{Choice, Choosing, Configurable, Repair, Selection, repair};
use model::page::Page;
use model::view::ConfigurePage;
use yew::prelude::*;

use super::parts::{all, element, tag, tagged, text};
use crate::desk::Desk;
use crate::intl;
use crate::layout;
use crate::texts::{ConfigureText, fill};
use crate::typed::{Configured, Typed};

/// What an option's field says where it is left out.
const NONE: &str = "-";

pub(super) fn content(desk: &Desk, page: &ConfigurePage, typed: &Typed) -> Html {
    let (selection, keep) = match &typed.configured {
        Some(Configured { selection, keep }) => (selection.clone(), *keep),
        None => (Selection::read(&page.product, &page.options), None),
    };
    let here = Here { desk, page, selection };
    let options = page.product.options.iter().enumerate().map(|(at, of)| option(&here, at, of)).collect();
    let fields = all(vec![layout::kept(desk, ""), all(options), sum(&here, keep)]);
    let values = ["configure", "get", &path(page), ""];
    let form = tagged("form", &["class", "method", "action", "data-configure"], &values, fields);
    all(vec![text("p", "", &page.intro), form])
}

/// What the parts of the page look at.
struct Here<'a> {
    desk: &'a Desk,
    page: &'a ConfigurePage,
    selection: Selection,
}

impl Here<'_> {
    fn text(&self, text: ConfigureText) -> &str {
        self.page.texts.get(text as usize).map_or("", String::as_str)
    }

    fn product(&self) -> &Configurable {
        &self.page.product
    }

    /// An amount in minor units.
    #[inline(never)]
    fn money(&self, minor: i64) -> String {
        intl::amount(self.desk.boot.lang, self.product().currency.code(), self.page.digits, minor)
    }

    /// A text with an amount.
    #[inline(never)]
    fn priced(&self, text: ConfigureText, minor: i64) -> String {
        fill(self.text(text), "price", &self.money(minor))
    }
}

/// An option: what can be chosen, and how many of it.
fn option(here: &Here, at: usize, of: &Choosing) -> Html {
    let picked = here.selection.picked(at);
    let mut rows = vec![text("legend", "", &of.text), text("p", "soft", &of.help)];
    if of.least == 0 {
        rows.push(row(&of.id, NONE, here.text(ConfigureText::None), "", picked.is_none()));
    }
    for (at, choice) in (0_u32..).zip(&of.choices) {
        let on = picked.is_some_and(|picked| picked.choice == at);
        rows.push(row(&of.id, &choice.id, &choice.text, &price(here, choice), on));
    }
    if of.most > of.least.max(1) {
        let least = of.least.max(1);
        let pieces = picked.map_or(least, |picked| picked.pieces);
        let name = [&*of.id, ".pieces"].concat();
        let values = ["number", &name, &*least.to_string(), &*of.most.to_string()];
        let mut field = tag("input", &["type", "name", "min", "max"], &values);
        field.set_value(Some(pieces.to_string()));
        let label = Html::from(here.text(ConfigureText::Pieces));
        rows.push(element("label", "tick", all(vec![label, field.into()])));
    }
    element("fieldset", "card", all(rows))
}

/// What a piece of a choice costs.
fn price(here: &Here, choice: &Choice) -> String {
    let mut told = match choice.price {
        0 => here.text(ConfigureText::Included).to_owned(),
        price => here.money(price),
    };
    for tier in &choice.tiers {
        told.push_str("; ");
        told.push_str(&fill(
            &here.priced(ConfigureText::Tier, tier.price),
            "count",
            &tier.pieces.to_string(),
        ));
    }
    told
}

/// Something to choose. What is chosen follows from the rules too, so the field is what the page says it is.
#[inline(never)]
fn row(name: &str, value: &str, label: &str, price: &str, on: bool) -> Html {
    let mut field = tag("input", &["type", "name", "value"], &["radio", name, value]);
    field.set_checked(on);
    element("label", "tick", all(vec![field.into(), text("span", "", label), text("span", "soft", price)]))
}

/// What it comes to, or why it cannot be; and what to do then.
fn sum(here: &Here, keep: Option<usize>) -> Html {
    let (product, page) = (here.product(), here.page);
    let price = product.price(&here.selection);
    let estimate = page.estimates.iter().find(|estimate| estimate.days == price.days);
    let mut rows: Vec<Html> = Vec::new();
    let total = [here.text(ConfigureText::Total), " ", &here.money(price.total)].concat();
    let estimate = estimate.map_or("", |estimate| &estimate.text);
    let told = all(vec![text("strong", "big", &total), text("span", "what", estimate)]);
    rows.push(tagged("p", &["role"], &["status"], told));
    for at in price.combinations {
        let combination = &product.combinations[at];
        rows.push(text("p", "soft", &[&*combination.text, " ", &here.money(combination.price)].concat()));
    }
    let broken = product.broken(&here.selection);
    let mut buttons = vec![text("button", "update", here.text(ConfigureText::Update))];
    if !broken.is_empty() {
        let mut told = vec![text("strong", "", here.text(ConfigureText::Impossible))];
        for why in &broken {
            told.push(text("p", "", why));
        }
        if let Some(repair) = repair(product, &here.selection, keep) {
            told.push(repaired(here, &repair));
        }
        rows.push(tagged("div", &["class", "role"], &["wrong", "alert"], all(told)));
    } else if !page.held.is_empty() {
        let action = here.desk.boot.keep.with(&path(page), &[]);
        let label = Html::from(here.text(ConfigureText::Hold));
        buttons.push(tagged("button", &["formmethod", "formaction"], &["post", &action], label));
        buttons.push(text("span", "soft", &page.held));
    }
    rows.push(element("div", "row", all(buttons)));
    let boot = &here.desk.boot;
    if boot.pages.contains(&Page::Ask) {
        let seen = address(here.desk, page, &here.selection);
        let href = boot.keep.with("/ask/new", &[("product", &page.id), ("seen", &seen)]);
        rows.push(tagged("a", &["href"], &[&href], Html::from(here.text(ConfigureText::Ask))));
    }
    tagged("section", &["class", "tabindex"], &["card sum", "-1"], all(rows))
}

/// What a repair changes, and the link that does it.
fn repaired(here: &Here, repair: &Repair) -> Html {
    let mut rows: Vec<Html> = Vec::new();
    for change in &repair.changes {
        let Some(option) = here.product().options.get(change.option) else { continue };
        let choice = change.to.and_then(|picked| Some((option.choices.get(picked.choice as usize)?, picked)));
        let choice = match choice {
            None => here.text(ConfigureText::None).to_owned(),
            Some((choice, picked)) if picked.pieces > 1 => {
                [&*picked.pieces.to_string(), " × ", &choice.text].concat()
            }
            Some((choice, _)) => choice.text.clone(),
        };
        let change = fill(here.text(ConfigureText::Change), "option", &option.text);
        rows.push(text("li", "", &fill(&change, "choice", &choice)));
    }
    let costs = match repair.difference {
        0 => String::new(),
        more @ 1.. => here.priced(ConfigureText::More, more),
        less => here.priced(ConfigureText::Less, -less),
    };
    rows.push(text("li", "", &costs));
    let href = address(here.desk, here.page, &repair.selection);
    let label = text("strong", "", here.text(ConfigureText::Repair));
    all(vec![
        tagged("a", &["class", "href"], &["entry card", &href], label),
        element("ul", "soft", all(rows)),
    ])
}

/// The page's path.
pub(crate) fn path(page: &ConfigurePage) -> String {
    ["/configure/", &page.id].concat()
}

/// The address of the page with a selection.
pub(crate) fn address(desk: &Desk, page: &ConfigurePage, selection: &Selection) -> String {
    let mut address = desk.boot.keep.with(&path(page), &[]);
    address.push(if address.contains('?') { '&' } else { '?' });
    address.push_str(&selection.write(&page.product));
    address
}
