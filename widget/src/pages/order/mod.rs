//! `POST /orders`: an order, as told to who has proved that it is theirs.

mod arrival;
mod concern;
mod parcel;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use model::page::Page;
use model::view::{EventShown, LineShown, OrderPage, StageShown};
use yew::prelude::*;

use super::form::Panel;
use super::parts::{all, card, details, element, isolated, link_out, long, text};
use crate::desk::Desk;
use crate::texts::OrderText;
use crate::typed::Typed;

/// Up to how many stages stand side by side where there is room.
const FEW: usize = 5;

pub(super) fn content(desk: &Desk, order: &OrderPage, typed: &Typed) -> Html {
    let panel = &Panel { desk, texts: &order.texts, token: &order.token, typed };
    let number = panel.fill(OrderText::OrderNumber, "number", &order.number);
    let about = vec![
        text("p", "", &order.note),
        element("p", "soft", isolated(&number)),
        text("p", "soft", &order.placed),
    ];
    let another =
        html! { <a href={desk.boot.keep.link(Page::Orders)}>{ panel.text(OrderText::FindAnother) }</a> };
    let shop = (!order.url.is_empty()).then(|| link_out(panel, &order.url, OrderText::ShopPage, ""));
    let links = shop.into_iter().chain([another]).collect();
    all(vec![
        // Said at once: the focus is on the heading, which says where the order stands.
        if order.done.is_empty() {
            Html::default()
        } else {
            html! { <p class="notice" role="alert">{ order.done.as_str() }</p> }
        },
        text("p", "notice", &order.stale),
        element("div", "", all(about)),
        arrival::content(panel, order),
        stages(panel, order),
        order.parcels.iter().map(|one| parcel::content(panel, one)).collect(),
        if order.lines.is_empty() {
            Html::default()
        } else {
            card(panel.text(heading_of_lines(order)), vec![lines(panel, &order.lines)])
        },
        events(panel, "card", &order.events),
        concern::cases(panel, &order.cases),
        concern::watch(panel, order),
        concern::problem(panel, order),
        long(panel, "plain", links),
    ])
}

/// The stages as a line of steps. Where it stands is said in the summary, which opens the list for who hears it,
/// and shown by the steps' form as well as by their colour.
fn stages(panel: &Panel, order: &OrderPage) -> Html {
    if order.stages.is_empty() {
        return Html::default();
    }
    let class = if order.stages.len() <= FEW { "steps few" } else { "steps" };
    let steps = order.stages.iter().map(|one| stage(panel, one)).collect();
    card(
        panel.text(OrderText::Progress),
        vec![text("p", "unseen", &order.summary), element("ol", class, steps)],
    )
}

fn stage(panel: &Panel, stage: &StageShown) -> Html {
    let told = |before: &str| {
        all(vec![text("span", "unseen", before), isolated(&stage.name), text("span", "soft", &stage.when)])
    };
    match &*stage.place {
        "now" => html! { <li class="now" aria-current="step">{ told("") }</li> },
        "done" => element("li", "done", told(panel.text(OrderText::Done))),
        _ => element("li", "", told(panel.text(OrderText::Next))),
    }
}

/// What was ordered and is in no parcel: all of it where nobody tells which is where.
fn heading_of_lines(order: &OrderPage) -> OrderText {
    let told = order.parcels.iter().any(|parcel| !parcel.lines.is_empty());
    if told { OrderText::NotInParcel } else { OrderText::Ordered }
}

fn lines(panel: &Panel, lines: &[LineShown]) -> Html {
    long(panel, "lines", lines.iter().map(line).collect())
}

fn line(line: &LineShown) -> Html {
    let what = vec![isolated(&line.name), Html::from(" "), text("span", "soft", &line.note)];
    let quantity = [&line.quantity.to_string(), "\u{a0}×"].concat();
    all(vec![text("span", "", &quantity), element("span", "", all(what))])
}

/// What has happened: there for who wants to know, and closed for who does not.
fn events(panel: &Panel, class: &'static str, events: &[EventShown]) -> Html {
    if events.is_empty() {
        return Html::default();
    }
    let event = |event: &EventShown| all(vec![text("span", "what", &event.when), isolated(&event.text)]);
    let list = long(panel, "plain", events.iter().map(event).collect());
    details(class, Html::from(panel.text(OrderText::Events)), list)
}
