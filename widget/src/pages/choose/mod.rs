//! `/choose` and `/choose/{guide}`: what helps to choose, and a guide by need.

pub(super) mod guide;
mod pick;

use model::page::Page;
use model::route::Address;
use model::view::{Choose, Offer};
use yew::prelude::*;

use super::form::Panel;
use super::nodes::Nodes;
use super::parts::entry;
use crate::desk::Desk;
use crate::layout;
use crate::texts::GuideText;
use crate::typed::Typed;

pub(super) fn list(desk: &Desk, page: &Choose, typed: &Typed) -> Html {
    let panel = Panel { desk, texts: &page.texts, token: "", typed };
    let by_spec = Offer {
        path: Address::Specs.path().to_owned(),
        title: panel.text(GuideText::BySpec).to_owned(),
        intro: panel.text(GuideText::BySpecHelp).to_owned(),
    };
    let mut to = Nodes::default();
    search(&panel, &mut to, &page.query);
    found(&panel, &mut to, page);
    offers(&panel, &mut to, panel.text(GuideText::ByNeed), &page.guides);
    if page.by_spec {
        offer(&panel, &mut to, &by_spec);
    }
    offers(&panel, &mut to, panel.text(GuideText::PutTogether), &page.configurables);
    to.html()
}

fn search(panel: &Panel, to: &mut Nodes, query: &str) {
    to.open_with(
        "form",
        &["class", "method", "action", "role"],
        &["finder", "get", Page::Choose.path(), "search"],
    );
    to.put(layout::kept(panel.desk, ""));
    to.text_with("label", &["for"], &["q"], panel.text(GuideText::SearchLabel));
    to.open("div", "row");
    let names = &["id", "name", "type", "maxlength", "enterkeyhint", "value"];
    to.open_with("input", names, &["q", "q", "search", "200", "search", query]);
    to.close();
    to.put(panel.submit(GuideText::Search));
    to.close();
    to.close();
}

/// What was searched for, and is there.
fn found(panel: &Panel, to: &mut Nodes, page: &Choose) {
    let told = |text| panel.fill(text, "query", &page.query);
    match &page.found[..] {
        _ if page.query.is_empty() => {}
        [] => to.text("p", "", &told(GuideText::NothingFound)),
        found => offers(panel, to, &told(GuideText::Found), found),
    }
}

/// Pages that are offered, under a heading; where there are none, nothing.
fn offers(panel: &Panel, to: &mut Nodes, heading: &str, offers: &[Offer]) {
    if !offers.is_empty() {
        to.text("h2", "", heading);
        for one in offers {
            offer(panel, to, one);
        }
    }
}

fn offer(panel: &Panel, to: &mut Nodes, offer: &Offer) {
    let href = panel.desk.boot.keep.with(&offer.path, &[]);
    to.put(entry(href, Html::default(), &offer.title, &offer.intro));
}
