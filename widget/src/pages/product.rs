//! `/products/{id}`: a product by itself; and what lists and comparisons tell of one.

use model::page::Page;
use model::view::{ProductCard, ProductPage};
use yew::prelude::*;

use super::parts::{all, card, element, isolated, text};
use crate::desk::Desk;
use crate::layout;
use crate::texts::SpecsText;

/// A page of products: the desk, and the page's own words.
pub(super) struct Shelf<'a> {
    pub(super) desk: &'a Desk,
    pub(super) texts: &'a [String],
}

impl Shelf<'_> {
    /// A text of the page.
    pub(super) fn text(&self, text: SpecsText) -> &str {
        self.texts.get(text as usize).map_or("", String::as_str)
    }

    /// A text with its places filled, one after the other: what people wrote comes last, for it may hold braces.
    pub(super) fn fill(&self, text: SpecsText, places: &[(&str, &str)]) -> String {
        places
            .iter()
            .fold(self.text(text).to_owned(), |text, (name, value)| crate::texts::fill(&text, name, value))
    }

    /// An address of ours that may have a query, with what every link keeps.
    pub(super) fn address(&self, href: &str) -> String {
        let kept = self.desk.boot.keep.with("", &[]);
        match kept.strip_prefix('?') {
            Some(kept) if href.contains('?') => [href, "&", kept].concat(),
            _ => [href, &kept].concat(),
        }
    }

    /// A link to such an address.
    pub(super) fn link(&self, href: &str, content: Html) -> Html {
        html! { <a href={self.address(href)}>{ content }</a> }
    }

    /// Fields that nobody sees: what the page's address keeps, and these.
    pub(super) fn hidden(&self, pairs: &[(String, String)]) -> Html {
        html! {
            <>
                { layout::kept(self.desk, "") }
                { for pairs.iter().map(|(name, value)| html! {
                    <input type="hidden" name={name.clone()} value={value.clone()} />
                }) }
            </>
        }
    }

    /// What can be done with a product, beside comparing it.
    pub(super) fn ways(&self, product: &ProductCard) -> Html {
        let keep = &self.desk.boot.keep;
        // Links and buttons of many products are told apart by the product's name.
        let unseen = html! { <span class="unseen">{ " " }{ product.name.as_str() }</span> };
        html! {
            <div class="ways">
                if !product.url.is_empty() {
                    <a href={product.url.clone()} target="_top">{ self.text(SpecsText::ShopPage) }{ unseen.clone() }</a>
                }
                if product.configure {
                    { self.link(&["/configure/", &product.id].concat(), html! {
                        <>{ self.text(SpecsText::PutTogether) }{ unseen.clone() }</>
                    }) }
                }
                if self.desk.boot.pages.contains(&Page::Ask) {
                    <a href={keep.with("/ask/new", &[("product", &product.id)])}>
                        { self.text(SpecsText::AskAbout) }{ unseen.clone() }
                    </a>
                }
                if product.cart {
                    <form method="post" action={keep.with("/cart", &[])} target="_top">
                        <input type="hidden" name="product" value={product.id.clone()} />
                        <button class="quiet" type="submit">{ self.text(SpecsText::IntoCart) }{ unseen }</button>
                    </form>
                }
            </div>
        }
    }
}

/// Price, stock and brand of a product.
pub(super) fn worth(product: &ProductCard) -> Html {
    all(vec![
        text("strong", "", &product.price),
        text("span", "soft", &product.stock),
        element("span", "soft", isolated(&product.brand)),
    ])
}

/// Names and what is said of each.
pub(super) fn facts(pairs: &[(String, String)]) -> Html {
    if pairs.is_empty() {
        return Html::default();
    }
    let pair = |(name, value): &(String, String)| {
        element(
            "div",
            "",
            all(vec![element("dt", "soft", isolated(name)), element("dd", "", isolated(value))]),
        )
    };
    element("dl", "facts", pairs.iter().map(pair).collect())
}

pub(super) fn content(desk: &Desk, page: &ProductPage) -> Html {
    let shelf = Shelf { desk, texts: &page.texts };
    let product = &page.product;
    html! {
        <>
            <section class="card">
                <p class="row">{ worth(product) }</p>
                { for page.description.iter().map(|paragraph| html! { <p dir="auto">{ paragraph.as_str() }</p> }) }
                { shelf.ways(product) }
                if !page.compare.is_empty() {
                    <p>{ shelf.link(&page.compare, html! { { shelf.text(SpecsText::Compare) } }) }</p>
                }
            </section>
            if !page.variants.is_empty() {
                { card(shelf.text(SpecsText::Variants), vec![facts(&page.variants)]) }
            }
            if !product.facts.is_empty() {
                { card(shelf.text(SpecsText::Specs), vec![facts(&product.facts)]) }
            }
        </>
    }
}
