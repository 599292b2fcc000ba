//! `/configure/{product}`: a product put together. A form of plain fields: by its buttons the edge says what the choices
//! come to, and with the app every change does.

use model::choose::configure::{Choice, Choosing, Configurable, NONE, PIECES, Selection};
use model::page::Page;
use model::view::{ConfigurePage, RepairShown};
use yew::prelude::*;

use super::nodes::Nodes;
use super::parts::tag;
use crate::desk::Desk;
use crate::intl;
use crate::layout;
use crate::texts::{ConfigureText, fill};
use crate::typed::Typed;

pub(super) fn content(desk: &Desk, page: &ConfigurePage, typed: &Typed) -> Html {
    let changed = typed.configured.clone();
    // What the edge says of a repair is about its own selection.
    let repair = page.repair.as_ref().filter(|_| changed.is_none());
    let selection = changed.unwrap_or_else(|| Selection::read(&page.product, &page.options));
    let here = Here { desk, page, selection };
    let mut to = Nodes::default();
    to.text_with("p", &["dir"], &["auto"], &page.intro);
    to.open_with(
        "form",
        &["class", "method", "action", "data-configure"],
        &["configure", "get", &path(page), ""],
    );
    to.put(layout::kept(desk, ""));
    for (at, of) in page.product.options.iter().enumerate() {
        option(&mut to, &here, at, of);
    }
    sum(&mut to, &here, repair);
    to.close();
    to.html()
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
fn option(to: &mut Nodes, here: &Here, at: usize, of: &Choosing) {
    let picked = here.selection.picked(at);
    to.open("fieldset", "card");
    to.text("legend", "", &of.text);
    to.text("p", "soft", &of.help);
    if of.least == 0 {
        row(to, &of.id, NONE, here.text(ConfigureText::None), "", picked.is_none());
    }
    for (at, choice) in (0_u32..).zip(&of.choices) {
        let on = picked.is_some_and(|picked| picked.choice == at);
        row(to, &of.id, &choice.id, &choice.text, &price(here, choice), on);
    }
    let least = of.least.max(1);
    if of.most > least {
        let pieces = picked.map_or(least, |picked| picked.pieces);
        let name = [&*of.id, PIECES].concat();
        let (least, most) = (least.to_string(), of.most.to_string());
        let values = ["number", &name, &*least, &*most];
        let mut field = tag("input", &["type", "name", "min", "max"], &values);
        field.set_value(Some(pieces.to_string()));
        to.open("label", "tick");
        to.say(&fill(here.text(ConfigureText::Pieces), "range", &[&*least, "–", &*most].concat()));
        to.put(field.into());
        to.close();
    }
    to.close();
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
fn row(to: &mut Nodes, name: &str, value: &str, label: &str, price: &str, on: bool) {
    let mut field = tag("input", &["type", "name", "value"], &["radio", name, value]);
    field.set_checked(on);
    to.open("label", "tick");
    to.put(field.into());
    to.text("span", "", label);
    to.text("span", "soft", price);
    to.close();
}

/// What it comes to, or why it cannot be; and what to do then.
fn sum(to: &mut Nodes, here: &Here, repair: Option<&RepairShown>) {
    let (product, page) = (here.product(), here.page);
    let price = product.price(&here.selection);
    let broken = product.broken(&here.selection);
    to.open_with("section", &["class", "tabindex"], &["card sum", "-1"]);
    to.open_with("p", &["role"], &["status"]);
    to.text("strong", "big", &[here.text(ConfigureText::Total), " ", &here.money(price.total)].concat());
    // What cannot be bought does not arrive.
    let estimate = page.estimates.iter().find(|estimate| estimate.days == price.days);
    if let Some(estimate) = estimate.filter(|_| broken.is_empty()) {
        to.text("span", "what", &estimate.text);
    }
    to.close();
    if product.base != 0 {
        to.text("p", "soft", &here.priced(ConfigureText::Base, product.base));
    }
    for at in price.combinations {
        let combination = &product.combinations[at];
        to.text("p", "soft", &[&*combination.text, " ", &here.money(combination.price)].concat());
    }
    if !broken.is_empty() {
        to.open_with("div", &["class", "role"], &["wrong", "alert"]);
        to.text("strong", "", here.text(ConfigureText::Impossible));
        // First what to do: on a phone not all of it is in sight.
        if let Some(repair) = repair {
            repaired(to, here, repair);
        }
        for why in &broken {
            to.text("p", "", why);
        }
        to.close();
    }
    to.open("div", "row");
    to.text("button", "update", here.text(ConfigureText::Update));
    if broken.is_empty() && !page.held.is_empty() {
        let action = here.desk.boot.keep.with(&path(page), &[]);
        let label = here.text(ConfigureText::Hold);
        to.text_with("button", &["formmethod", "formaction"], &["post", &action], label);
        to.text("span", "soft", &page.held);
    }
    to.close();
    let boot = &here.desk.boot;
    if boot.pages.contains(&Page::Ask) {
        let seen = address(here.desk, page, &here.selection.write(product));
        let href = boot.keep.with("/ask/new", &[("product", &page.id), ("seen", &seen)]);
        to.link(&href, here.text(ConfigureText::Ask));
    }
    to.close();
}

/// What a repair changes, and the link that does it.
fn repaired(to: &mut Nodes, here: &Here, repair: &RepairShown) {
    let href = address(here.desk, here.page, &repair.options);
    to.open_with("a", &["class", "href"], &["entry card", &href]);
    to.text("strong", "", here.text(ConfigureText::Repair));
    to.close();
    to.open("ul", "soft");
    for change in &repair.changes {
        to.text("li", "", change);
    }
    to.close();
}

/// The page's path.
pub(crate) fn path(page: &ConfigurePage) -> String {
    ["/configure/", &page.id].concat()
}

/// The address of the page with what is chosen.
pub(crate) fn address(desk: &Desk, page: &ConfigurePage, options: &str) -> String {
    desk.boot.keep.joined(&path(page), options)
}
