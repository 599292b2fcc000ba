//! `/ask` and `/articles/{id}`: what is known.

use model::page::Page;
use model::view::{ArticlePage, AskPage, HitShown};
use yew::prelude::*;

use super::form::{Panel, alert, hidden};
use super::nodes::Nodes;
use super::parts::{all, element, entry, text, with};
use crate::desk::Desk;
use crate::icons::{CHAT, icon};
use crate::layout;
use crate::texts::{AskText, Text, fill};
use crate::typed::Typed;

/// What both pages need to know.
struct Known<'a> {
    desk: &'a Desk,
    texts: &'a [String],
    typed: &'a Typed,
    /// What was searched for.
    query: &'a str,
    /// What was searched for before, in vain.
    before: &'a str,
    product: &'a str,
}

pub(super) fn search(desk: &Desk, page: &AskPage, typed: &Typed) -> Html {
    // Who searches again after a search in vain says with which words it succeeds.
    let before = if page.fits || page.query.is_empty() { &page.before } else { &page.query };
    let known = Known {
        desk,
        texts: &page.texts,
        typed,
        query: &page.query,
        before: &page.before,
        product: &page.product,
    };
    let heading = match (page.query.is_empty(), page.fits) {
        (true, _) if page.hits.is_empty() => String::new(),
        (true, _) if page.product.is_empty() => known.text(AskText::Popular).to_owned(),
        (true, _) => known.text(AskText::About).to_owned(),
        (false, true) => known.fill(AskText::Found, "query", known.query),
        (false, false) => known.fill(AskText::Nothing, "query", known.query),
    };
    let nearest = !page.query.is_empty() && !page.fits && !page.hits.is_empty();
    let hits = page.hits.iter().map(|hit| known.hit(hit, &page.helped)).collect();
    all(vec![
        known.form(before),
        // The heading alone is announced: a list read out at every letter would be noise.
        with("div", &["role"], &["status"], text("h2", "found", &heading)),
        text("p", "soft", if page.missing.is_empty() { "" } else { known.text(AskText::Missing) }),
        text("p", "", if nearest { known.text(AskText::Nearest) } else { "" }),
        element("ul", "stack hits", all(hits)),
        if page.asks { known.community() } else { Html::default() },
        element("p", "ways", known.ways(!page.query.is_empty() && !page.fits, page.asks)),
    ])
}

pub(super) fn article(desk: &Desk, page: &ArticlePage, typed: &Typed) -> Html {
    let known =
        Known { desk, texts: &page.texts, typed, query: &page.query, before: &page.before, product: "" };
    let paragraphs = page.paragraphs.iter().map(|paragraph| text("p", "lines-kept", paragraph)).collect();
    let lang = (!page.lang.is_empty()).then(|| page.lang.clone());
    let original = (!page.url.is_empty()).then(|| {
        let unseen = text("span", "unseen", &[" ", known.text(AskText::NewTab)].concat());
        let content = all(vec![Html::from(known.text(AskText::Original)), unseen]);
        let values = [&*page.url, "_blank", "noopener noreferrer"];
        element("p", "", with("a", &["href", "target", "rel"], &values, content))
    });
    let back = (!page.query.is_empty()).then(|| {
        let href = known.address(Page::Ask.path());
        let results = known.fill(AskText::Results, "query", known.query);
        element("p", "", with("a", &["href"], &[&href], Html::from(results)))
    });
    all(vec![
        html! { <article class="card" {lang} dir="auto">{ all(paragraphs) }</article> },
        text("p", "soft", &page.updated),
        original.unwrap_or_default(),
        known.helpful("article", &page.id, page.helped),
        back.unwrap_or_default(),
        if page.asks { known.community() } else { Html::default() },
    ])
}

impl<'a> Known<'a> {
    fn text(&self, text: AskText) -> &'a str {
        self.texts.get(usize::from(text)).map_or("", String::as_str)
    }

    fn fill(&self, text: AskText, name: &str, value: &str) -> String {
        fill(self.text(text), name, value)
    }

    /// An address with what was searched for, here and before.
    fn address(&self, path: &str) -> String {
        let all = [("q", self.query), ("before", self.before), ("product", self.product)];
        let given: Vec<(&str, &str)> = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        self.desk.boot.keep.with(path, &given)
    }

    /// The form; `before` is what its search comes after, if that was in vain.
    fn form(&self, before: &str) -> Html {
        html! {
            <form class="finder" method="get" action={Page::Ask.path()} role="search" data-finder="">
                { layout::kept(self.desk, "") }
                { hidden("product", self.product) }
                { hidden("before", before) }
                <label for="q">{ self.text(AskText::Question) }</label>
                <div class="row">
                    <input id="q" name="q" type="search" value={self.typed.asked()} maxlength="200" autocomplete="off" enterkeyhint="search" />
                    <button type="submit">{ self.text(AskText::Search) }</button>
                </div>
            </form>
        }
    }

    fn hit(&self, hit: &HitShown, helped: &str) -> Html {
        let pieces = hit.passage.iter().enumerate();
        let passage =
            pieces.map(
                |(index, piece)| {
                    if index % 2 == 1 { text("mark", "", piece) } else { Html::from(piece.as_str()) }
                },
            );
        let helpful = if self.query.is_empty() {
            Html::default()
        } else {
            self.helpful("search", &hit.id, helped == hit.id)
        };
        html! {
            <li class="card" key={hit.id.clone()}>
                <h3 dir="auto" lang={hit.lang.clone()}><a href={self.address(&hit.path)}>{ hit.title.as_str() }</a></h3>
                { text("p", "what", &hit.note) }
                <p dir="auto" lang={hit.lang.clone()}>{ all(passage.collect()) }</p>
                { helpful }
            </li>
        }
    }

    /// Asks whether an answer helped. `place` is where the answer to that is shown.
    fn helpful(&self, place: &'static str, id: &str, said: bool) -> Html {
        if said {
            let names = &["role", "class", "tabindex", "data-thanks"];
            return with("p", names, &["status", "what", "-1", ""], Html::from(self.text(AskText::Thanks)));
        }
        let button = |how: &'static str, label: AskText| {
            let names = &["class", "type", "name", "value"];
            with("button", names, &["quiet", "submit", "how", how], Html::from(self.text(label)))
        };
        let name = ["helpful ", id].concat();
        let failed = self.typed.failed(&name).map_or("", |failed| match &*failed.detail {
            "" => self.desk.text(Text::LoadFailed),
            detail => detail,
        });
        let fields = vec![
            hidden("id", id),
            hidden("place", place),
            hidden("q", self.query),
            hidden("before", self.before),
            hidden("product", self.product),
            text("span", "", self.text(AskText::Helped)),
            button("yes", AskText::Yes),
            button("no", AskText::No),
            alert(failed),
        ];
        let panel = Panel { desk: self.desk, texts: self.texts, token: "", typed: self.typed };
        element("div", "helpful", panel.form(&name, "/ask/helpful", "", fields))
    }

    /// Leads to a person, where nothing was found; and to what is kept of who has asked.
    fn ways(&self, lost: bool, asks: bool) -> Html {
        let mut to = Nodes::default();
        if lost && self.desk.boot.pages.contains(&Page::Contact) {
            to.link(&self.desk.boot.keep.link(Page::Contact), self.desk.text(Text::Contact));
        }
        if asks {
            to.link(&self.desk.boot.keep.with("/ask/me", &[]), self.text(AskText::Mine));
        }
        to.html()
    }

    /// Leads to who may know it: customers and staff.
    fn community(&self) -> Html {
        let texts = (self.text(AskText::AskCommunity), self.text(AskText::AskWhat));
        entry(self.address("/ask/new"), icon(CHAT), texts.0, texts.1)
    }
}
