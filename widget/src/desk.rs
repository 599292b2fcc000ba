//! What every part of a page needs to know.

use std::rc::Rc;

use model::Seconds;
use model::view::{Boot, View};

use crate::texts::{Text, ThreadText, fill};

/// The help desk around the view: its language, its links, and the clock it is read by.
pub struct Desk {
    /// What the page started from: language, texts, links.
    pub boot: Rc<Boot>,
    /// The present instant.
    pub now: Seconds,
    /// The shopper's time zone, if known.
    pub zone: Option<String>,
}

impl Desk {
    /// The desk of a page as the edge describes it.
    pub fn of(boot: &Rc<Boot>) -> Self {
        Self { boot: boot.clone(), now: boot.now, zone: boot.zone.clone() }
    }

    /// A text of the interface.
    pub fn text(&self, text: Text) -> &str {
        self.boot.texts.get(text as usize).map_or("", String::as_str)
    }

    /// A text with its one place filled: `{name}` becomes `value`.
    pub fn fill(&self, text: Text, name: &str, value: &str) -> String {
        fill(self.text(text), name, value)
    }

    /// The heading of a view.
    pub fn heading<'a>(&'a self, view: &'a View) -> &'a str {
        match view {
            View::Home(_) => self.text(Text::Welcome),
            View::Contact(_) => self.text(Text::Contact),
            View::Orders(_) => self.text(Text::Orders),
            View::Order(order) => &order.headline,
            View::Choose(_) => self.text(Text::Choose),
            View::Guide(guide) => &guide.ready.words.title,
            View::Specs(specs) => &specs.title,
            View::Compare(compare) => &compare.title,
            View::Product(page) => &page.product.name,
            View::Configure(configure) => &configure.title,
            View::Quote(quote) => &quote.title,
            View::Ask(_) => self.text(Text::Ask),
            View::Article(article) => &article.title,
            View::Asking(asking) => {
                asking.texts.get(ThreadText::AskCommunity as usize).map_or("", String::as_str)
            }
            View::Thread(thread) => &thread.title,
            View::Desk(page) => &page.title,
            View::Notice(notice) => &notice.title,
            View::Problem(problem) => &problem.title,
        }
    }

    /// The title of the document that shows `view`.
    pub fn title(&self, view: &View) -> String {
        let page = if let View::Home(_) = view { self.text(Text::Home) } else { self.heading(view) };
        if self.boot.site.is_empty() {
            return page.to_owned();
        }
        // The site is filled in last: a name may hold braces, a page's title does not.
        fill(&self.fill(Text::PageTitle, "page", page), "site", &self.boot.site)
    }
}
