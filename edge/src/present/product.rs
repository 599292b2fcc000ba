//! Products in words: in lists, beside each other, by themselves.

use model::choose::table::{AVAILABLE, BRAND, PRICE};
use model::lang::Lang;
use model::money::Money;
use model::product::Product;
use model::site::Site;
use model::view::ProductCard;
use widget::intl;
use widget::texts::{SpecsText, fill};

use crate::cart;

/// Who tells of products, and what they know of them beside what the source tells.
pub(crate) struct Teller<'a> {
    pub(crate) site: &'a Site,
    pub(crate) lang: Lang,
    /// The pages' own words, in the order of [`SpecsText`].
    pub(crate) texts: Vec<String>,
    /// Ids of what can be put together.
    pub(crate) configurables: Vec<String>,
}

impl<'a> Teller<'a> {
    pub(crate) fn new(site: &'a Site, lang: Lang, configurables: Vec<String>) -> Self {
        Self { site, lang, texts: widget::catalogue::specs_texts(lang), configurables }
    }

    pub(crate) fn text(&self, text: SpecsText) -> &str {
        self.texts.get(text as usize).map_or("", String::as_str)
    }

    /// A text with its places filled, one after the other: what people wrote comes last, for it may hold braces.
    pub(crate) fn fill(&self, text: SpecsText, places: &[(&str, &str)]) -> String {
        places.iter().fold(self.text(text).to_owned(), |text, (name, value)| fill(&text, name, value))
    }

    pub(crate) fn amount(&self, money: &Money) -> String {
        intl::amount(self.lang, money.currency.code(), money.currency.digits(), money.minor)
    }

    /// What a product costs; empty where that is not known. Nothing is sold for nothing.
    pub(crate) fn price(&self, product: &Product) -> String {
        let Some(price) = product.price.as_ref().filter(|price| price.minor > 0) else {
            return String::new();
        };
        match &product.price_to {
            Some(_) => self.fill(SpecsText::PriceFrom, &[("price", &self.amount(price))]),
            None => self.amount(price),
        }
    }

    /// What a spec is called.
    pub(crate) fn label<'b>(&'b self, spec: &'b str) -> &'b str {
        match spec {
            PRICE => self.text(SpecsText::Price),
            AVAILABLE => self.text(SpecsText::Available),
            BRAND => self.text(SpecsText::Brand),
            own => own,
        }
    }

    pub(crate) fn stock(&self, available: bool) -> &str {
        self.text(if available { SpecsText::InStock } else { SpecsText::OutOfStock })
    }

    /// A product with these facts.
    pub(crate) fn card(&self, product: &Product, facts: Vec<(String, String)>) -> ProductCard {
        ProductCard {
            id: product.id.clone(),
            name: product.name.clone(),
            url: product.url.clone().unwrap_or_default(),
            brand: product.brand.clone(),
            price: self.price(product),
            stock: product.available.map(|available| self.stock(available).to_owned()).unwrap_or_default(),
            facts,
            configure: self.configurables.contains(&product.id),
            // What is put together has a price only then.
            cart: product.available != Some(false)
                && !self.configurables.contains(&product.id)
                && self.has_cart(&product.id),
            ..ProductCard::default()
        }
    }

    /// Whether there is a cart for a product.
    fn has_cart(&self, id: &str) -> bool {
        let source = id.split_once('.').map_or("", |(source, _)| source);
        let own = self.site.sources.iter().find(|one| one.id.as_str() == source);
        own.is_some_and(|own| cart::offered(self.site, own))
    }
}
