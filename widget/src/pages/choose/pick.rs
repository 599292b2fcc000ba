//! A product that is proposed: what it is, what speaks for and against it, and what can be done with it.

use model::choose::rank::Pick;
use model::choose::table::{AVAILABLE, NO, PRICE};
use model::page::Page;
use model::route::Address;
use yew::prelude::*;

use super::super::form::{Panel, hidden};
use super::super::parts::{all, element, isolated, link, text};
use super::guide::At;
use crate::texts::GuideText;

/// All that is to be said of a product, as an entry of a list.
#[inline(never)]
pub(super) fn full(at: &At, pick: &Pick) -> Html {
    let ready = &at.page.ready;
    let image = ready.cards.images.get(pick.product).filter(|image| !image.is_empty());
    let picture =
        image.map(|image| html! { <img src={image.clone()} alt="" loading="lazy" width="96" height="96" /> });
    let mut told = vec![
        picture.unwrap_or_default(),
        element("h3", "", isolated(ready.cards.names.get(pick.product).map_or("", String::as_str))),
        text("strong", "", &price(at, pick)),
    ];
    if value(at, pick, AVAILABLE) == NO {
        told.push(text("p", "soft", at.panel.text(GuideText::SoldOut)));
    }
    told.push(element("p", "soft", specs(at, pick)));
    told.push(list(&at.panel, GuideText::Pros, &pick.pros));
    told.push(list(&at.panel, GuideText::Cons, &pick.cons));
    let unknown: Vec<&str> = pick.unknown.iter().map(|column| label(at, *column as usize)).collect();
    if !unknown.is_empty() {
        told.push(text("p", "soft", &at.panel.fill(GuideText::Unknown, "specs", &unknown.join(", "))));
    }
    told.push(links(at, pick));
    let id = ready.cards.ids.get(pick.product).map_or("", String::as_str);
    html! { <li class="card" key={id} data-product={id.to_owned()}>{ all(told) }</li> }
}

/// A product by its name and price, to stand in a sentence: it runs in its own direction.
pub(super) fn named(at: &At, pick: &Pick) -> String {
    let name = at.page.ready.cards.names.get(pick.product).map_or("", String::as_str);
    let price = price(at, pick);
    let (open, close) = if price.is_empty() { ("", "") } else { (" (", ")") };
    ["\u{2068}", name, open, &price, close, "\u{2069}"].concat()
}

/// Reasons, under their name; none: nothing.
#[inline(never)]
pub(super) fn list(panel: &Panel, name: GuideText, reasons: &[String]) -> Html {
    if reasons.is_empty() {
        return Html::default();
    }
    let class = if name as usize == GuideText::Pros as usize { "pros" } else { "cons" };
    let label = text("span", if let GuideText::Lost = name { "what" } else { "unseen" }, panel.text(name));
    let reasons = reasons.iter().map(|reason| text("li", "", reason)).collect();
    all(vec![label, element("ul", class, reasons)])
}

/// What can be done with a product.
#[inline(never)]
pub(super) fn links(at: &At, pick: &Pick) -> Html {
    let cards = &at.page.ready.cards;
    let Some(id) = cards.ids.get(pick.product) else { return Html::default() };
    let desk = at.panel.desk;
    let keep = &desk.boot.keep;
    let own = |href: String, label: GuideText| link(href, Html::from(at.panel.text(label)));
    let mut links = Vec::new();
    if let Some(url) = cards.urls.get(pick.product).filter(|url| !url.is_empty()) {
        // In the panel the shop is right behind.
        links.push(html! { <a href={url.clone()} target="_top">{ at.panel.text(GuideText::InShop) }</a> });
    }
    links.push(own(keep.with(&["/products/", id].concat(), &[]), GuideText::Details));
    if at.page.configurables.contains(id) {
        links.push(own(keep.with(&["/configure/", id].concat(), &[]), GuideText::Configure));
    }
    if desk.boot.pages.contains(&Page::Ask) {
        let about = [("product", id.as_str()), ("seen", &seen(at))];
        links.push(own(keep.with(Address::Asking.path(), &about), GuideText::AskAbout));
    }
    all(vec![element("p", "ways", all(links)), if at.page.cart { cart(at, id) } else { Html::default() }])
}

/// Puts a product into the shop's cart.
fn cart(at: &At, id: &str) -> Html {
    html! {
        <form method="post" action={at.panel.desk.boot.keep.with(Address::Cart.path(), &[])} target="_top">
            { hidden("product", id) }
            { at.panel.submit(GuideText::ToCart) }
        </form>
    }
}

/// What was answered, for who is asked about a product.
fn seen(at: &At) -> String {
    let mut seen = at.words.title.clone();
    for (number, question) in at.words.questions.iter().enumerate() {
        if !at.answers.picked(&at.words.questions, number).is_empty() {
            seen.push_str("; ");
            seen.push_str(&question.text);
            seen.push(' ');
            seen.push_str(&at.answer(number, question));
        }
    }
    seen
}

fn price(at: &At, pick: &Pick) -> String {
    at.page.ready.columns.amount(pick.product).map(|amount| at.priced(amount)).unwrap_or_default()
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
fn specs(at: &At, pick: &Pick) -> Html {
    let mut specs = Vec::new();
    let columns = at.page.ready.columns.columns.iter().take(at.words.labels.len());
    for (number, column) in columns.enumerate().filter(|(_, column)| column.spec != PRICE) {
        let value = column.text(pick.product);
        if !value.is_empty() {
            if !specs.is_empty() {
                specs.push(Html::from(" · "));
            }
            specs.push(Html::from([label(at, number), ": "].concat()));
            specs.push(isolated(value));
        }
    }
    all(specs)
}
