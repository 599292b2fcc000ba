//! A page as a browser parses it.

use std::collections::BTreeSet;

use model::view::Boot;
use scraper::{ElementRef, Html, Selector};

/// A parsed document.
#[derive(Debug)]
pub struct Page {
    document: Html,
}

impl Page {
    /// Parses a document.
    pub fn of(html: &str) -> Self {
        Self { document: Html::parse_document(html) }
    }

    /// The elements that a CSS selector finds, in document order.
    ///
    /// # Panics
    /// If it is no selector.
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let parsed = Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"));
        self.document.select(&parsed).collect()
    }

    /// The one element that a CSS selector finds.
    ///
    /// # Panics
    /// If there is none, or more than one.
    #[track_caller]
    pub fn one(&self, selector: &str) -> ElementRef<'_> {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "how many `{selector}` there are");
        found[0]
    }

    /// The text of each element found.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).into_iter().map(text).collect()
    }

    /// The attribute's value of each element found that has it.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<&str> {
        self.all(selector).into_iter().filter_map(|element| element.attr(name)).collect()
    }

    /// Everything a reader is told: the title, the texts and the attributes that are read out or linked.
    pub fn told(&self) -> String {
        let mut told = self.texts("title, body #app");
        for name in ["href", "aria-label", "value", "placeholder", "alt", "src"] {
            told.extend(self.attributes(&format!("#app [{name}]"), name).into_iter().map(str::to_owned));
        }
        told.join("\n")
    }

    /// What the browser's half starts from.
    ///
    /// # Panics
    /// If there is no such block, or it cannot be read.
    pub fn boot(&self) -> Boot {
        let json = text(self.one("script#boot"));
        serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error}: {json}"))
    }

    /// The kinds of elements there are: each one's path of names, with the names of its attributes.
    pub fn kinds(&self) -> BTreeSet<String> {
        self.all("*").into_iter().map(kind).collect()
    }
}

/// The text within an element.
pub fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

fn kind(element: ElementRef<'_>) -> String {
    let ancestors = element.ancestors().filter_map(ElementRef::wrap);
    let mut path: Vec<&str> = ancestors.map(|ancestor| ancestor.value().name()).collect();
    path.reverse();
    let names: BTreeSet<&str> = element.value().attrs().map(|(name, _)| name).collect();
    format!("{} > {} {names:?}", path.join(" > "), element.value().name())
}
