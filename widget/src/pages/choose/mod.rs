//! `/choose` and `/choose/{guide}`: what helps to choose, and a guide by need.

pub(super) mod guide;
mod pick;

use model::page::Page;
use model::route::Address;
use model::view::{Choose, Offer};
use yew::prelude::*;

use super::form::Panel;
use super::parts::{all, element, entry, text};
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
    all(vec![
        search(&panel, &page.query),
        found(&panel, page),
        offers(&panel, panel.text(GuideText::ByNeed), &page.guides),
        offer(&panel, &by_spec),
        offers(&panel, panel.text(GuideText::PutTogether), &page.configurables),
    ])
}

fn search(panel: &Panel, query: &str) -> Html {
    let field = html! { <input id="q" name="q" type="search" value={query.to_owned()} maxlength="200" enterkeyhint="search" /> };
    let row = element("div", "row", all(vec![field, panel.submit(GuideText::Search)]));
    html! {
        <form class="finder" method="get" action={Page::Choose.path()} role="search">
            { layout::kept(panel.desk, "") }
            <label for="q">{ panel.text(GuideText::SearchLabel) }</label>
            { row }
        </form>
    }
}

/// What was searched for, and is there.
fn found(panel: &Panel, page: &Choose) -> Html {
    let told = |text| panel.fill(text, "query", &page.query);
    match &page.found[..] {
        _ if page.query.is_empty() => Html::default(),
        [] => text("p", "", &told(GuideText::NothingFound)),
        found => offers(panel, &told(GuideText::Found), found),
    }
}

/// Pages that are offered, under a heading; where there are none, nothing.
fn offers(panel: &Panel, heading: &str, offers: &[Offer]) -> Html {
    if offers.is_empty() {
        return Html::default();
    }
    all(vec![text("h2", "", heading), offers.iter().map(|one| offer(panel, one)).collect()])
}

fn offer(panel: &Panel, offer: &Offer) -> Html {
    let href = panel.desk.boot.keep.with(&offer.path, &[]);
    entry(href, Html::default(), &offer.title, &offer.intro)
}
