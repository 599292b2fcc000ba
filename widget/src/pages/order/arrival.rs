//! When it will arrive, and whether by the day it is wanted.

use model::page::Page;
use model::route::Address;
use model::view::{ArrivalShown, OrderPage};
use yew::prelude::*;

use super::super::form::{Panel, hidden, kept};
use super::super::parts::{all, card, element, text};
use crate::texts::OrderText;
use crate::verdict;

pub(super) fn content(panel: &Panel, order: &OrderPage) -> Html {
    let whole = order.arrival.iter().map(|arrival| one(panel, arrival, "", Some(String::new())));
    let parcels = order.parcels.iter().enumerate().filter_map(|(at, parcel)| {
        let index = verdict::is_awaited(parcel.state).then(|| at.to_string());
        let name = if order.parcels.len() > 1 { &*parcel.name } else { "" };
        parcel.arrival.as_ref().map(|arrival| one(panel, arrival, name, index))
    });
    let mut told: Vec<Html> = whole.chain(parcels).collect();
    if told.is_empty() {
        return Html::default();
    }
    if verdict::is_open(order) {
        told.push(by(panel, order));
    }
    card(panel.text(OrderText::Arrival), told)
}

/// An arrival with its reason. `name` is that of the parcel, where there are more than one; `index` is what its
/// days are asked by for a calendar, where it is still to come.
fn one(panel: &Panel, arrival: &ArrivalShown, name: &str, index: Option<String>) -> Html {
    let index = index.filter(|_| !panel.token.is_empty() && !arrival.likely.is_empty());
    // What is downloaded is the browser's to handle, with or without script.
    let calendar = index.map(|index| {
        let button =
            html! { <button class="quiet" type="submit">{ panel.text(OrderText::Calendar) }</button> };
        panel.form("", Address::Calendar.path(), panel.token, vec![hidden("parcel", &index), button])
    });
    let told = vec![
        text("p", "what", name),
        element("p", "", text("strong", "big", &arrival.headline)),
        text("p", "soft", &arrival.reason),
        calendar.unwrap_or_default(),
    ];
    element("div", "", all(told))
}

/// "Will it arrive by …?": answered by the edge, or at once where the app is there.
fn by(panel: &Panel, order: &OrderPage) -> Html {
    if panel.token.is_empty() {
        return Html::default();
    }
    let row = vec![kept(Some("by"), "date", "by", &order.by, false), panel.submit(OrderText::ByCheck)];
    let typed = panel.typed.by.as_ref();
    let answer = typed.map(|day| verdict::answer(order, panel.desk.boot.lang, day).unwrap_or_default());
    let answer = answer.as_deref().unwrap_or(&order.by_answer);
    let fields = vec![
        html! { <label for="by">{ panel.text(OrderText::By) }</label> },
        element("div", "row", all(row)),
        html! { <p role="status">{ text("strong", "", answer) }</p> },
    ];
    panel.form(BY, Page::Orders.path(), panel.token, fields)
}

/// The name of that form: it is answered without being sent.
pub(crate) const BY: &str = "by";
