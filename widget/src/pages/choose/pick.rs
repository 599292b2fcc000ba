//! A product that is proposed: what it is, what speaks for and against it, and what can be done with it.

use model::choose::answers::Picks;
use model::choose::rank::Pick;
use model::choose::table::{AVAILABLE, NO, PRICE};
use model::page::Page;
use model::route::Address;

use super::super::form::{Panel, hidden};
use super::super::nodes::Nodes;
use super::guide::At;
use crate::texts::GuideText;

/// All that is to be said of a product, as an entry of a list.
pub(super) fn full(at: &At, to: &mut Nodes, pick: &Pick) {
    let id = id(at, pick);
    to.open_with("li", &["class", "data-product"], &["card", id]);
    to.key(id);
    let image = card(&at.page.ready.cards.images, pick);
    if !image.is_empty() {
        to.open_with("img", &["src", "alt", "loading", "width", "height"], &[image, "", "lazy", "96", "96"]);
        to.close();
    }
    to.open("h3", "");
    to.text("bdi", "", card(&at.page.ready.cards.names, pick));
    to.close();
    to.text("strong", "", &price(at, pick));
    if value(at, pick, AVAILABLE) == NO {
        to.text("p", "soft", at.panel.text(GuideText::SoldOut));
    }
    specs(at, to, pick);
    list(&at.panel, to, GuideText::Pros, &pick.pros);
    list(&at.panel, to, GuideText::Cons, &pick.cons);
    let mut unknown = String::new();
    for column in &pick.unknown {
        unknown.push_str(if unknown.is_empty() { "" } else { at.panel.desk.boot.lang.between() });
        unknown.push_str(label(at, *column as usize));
    }
    if !unknown.is_empty() {
        to.text("p", "soft", &at.panel.fill(GuideText::Unknown, "specs", &unknown));
    }
    links(at, to, pick);
    to.close();
}

/// A product's id.
pub(super) fn id<'a>(at: &At<'a>, pick: &Pick) -> &'a str {
    card(&at.page.ready.cards.ids, pick)
}

/// What is shown of a product, out of the list of it.
#[inline(never)]
fn card<'a>(texts: &'a [String], pick: &Pick) -> &'a str {
    texts.get(pick.product).map_or("", String::as_str)
}

/// A product by its name and price, to stand in a sentence: it runs in its own direction.
pub(super) fn named(at: &At, pick: &Pick) -> String {
    let name = card(&at.page.ready.cards.names, pick);
    let price = price(at, pick);
    let (open, close) = if price.is_empty() { ("", "") } else { (" (", ")") };
    ["\u{2068}", name, open, &price, close, "\u{2069}"].concat()
}

/// Reasons, under their name; none: nothing.
#[inline(never)]
pub(super) fn list(panel: &Panel, to: &mut Nodes, name: GuideText, reasons: &[String]) {
    if reasons.is_empty() {
        return;
    }
    to.text("span", if let GuideText::Lost = name { "what" } else { "unseen" }, panel.text(name));
    to.open("ul", if let GuideText::Pros = name { "pros" } else { "cons" });
    for reason in reasons {
        to.text("li", "", reason);
    }
    to.close();
}

/// What can be done with a product.
#[inline(never)]
pub(super) fn links(at: &At, to: &mut Nodes, pick: &Pick) {
    let id = id(at, pick);
    let boot = &at.panel.desk.boot;
    let own = |to: &mut Nodes, path: &str, more: &[(&str, &str)], label: GuideText| {
        to.link(&boot.keep.with(path, more), at.panel.text(label));
    };
    to.open("p", "ways");
    let url = card(&at.page.ready.cards.urls, pick);
    if !url.is_empty() {
        // In the panel the shop is right behind.
        to.text_with("a", &["href", "target"], &[url, "_top"], at.panel.text(GuideText::InShop));
    }
    own(to, &["/products/", id].concat(), &[], GuideText::Details);
    if at.page.configurables.iter().any(|configurable| configurable == id) {
        own(to, &["/configure/", id].concat(), &[], GuideText::Configure);
    }
    if boot.pages.contains(&Page::Ask) {
        let about = [("product", id), ("seen", &seen(at))];
        own(to, Address::Asking.path(), &about, GuideText::AskAbout);
    }
    to.close();
    if at.page.cart {
        let action = boot.keep.with(Address::Cart.path(), &[]);
        to.open_with("form", &["method", "action", "target"], &["post", &action, "_top"]);
        to.put(hidden("product", id));
        to.put(at.panel.submit(GuideText::ToCart));
        to.close();
    }
}

/// What was answered, for who is asked about a product.
fn seen(at: &At) -> String {
    let mut seen = at.words.title.clone();
    for (number, question) in at.words.questions.iter().enumerate() {
        if at.answers.picked(&at.words.questions, number) != Picks::default() {
            seen.push_str("; ");
            seen.push_str(&question.text);
            seen.push(' ');
            seen.push_str(&at.answer(number, question));
        }
    }
    seen
}

fn price(at: &At, pick: &Pick) -> String {
    let page = &at.page.ready;
    let Some(amount) = page.columns.amount(pick.product) else { return String::new() };
    let price = at.priced(amount);
    if page.cards.several.get(pick.product) == Some(&true) {
        at.panel.fill(GuideText::From, "price", &price)
    } else {
        price
    }
}

/// What a product says of a spec; empty where it says nothing.
fn value<'a>(at: &At<'a>, pick: &Pick, spec: &str) -> &'a str {
    let columns = &at.page.ready.columns.columns;
    columns.iter().find(|column| column.spec == spec).map_or("", |column| column.text(pick.product))
}

/// What a column is called.
fn label<'a>(at: &At<'a>, column: usize) -> &'a str {
    let labels = at.words.labels.get(column);
    labels.or_else(|| Some(&at.page.ready.columns.columns.get(column)?.spec)).map_or("", String::as_str)
}

/// The specs that are shown of a result, each in its own direction.
fn specs(at: &At, to: &mut Nodes, pick: &Pick) {
    to.open("p", "soft");
    let mut between = "";
    let columns = at.page.ready.columns.columns.iter().take(at.words.labels.len());
    for (number, column) in columns.enumerate() {
        let value = column.text(pick.product);
        if !value.is_empty() && column.spec != PRICE {
            to.say(&[between, label(at, number), ": "].concat());
            to.text("bdi", "", value);
            between = " · ";
        }
    }
    to.close();
}
