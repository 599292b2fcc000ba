//! A parcel, or a pick-up: where it is, and what is in it.

use model::view::ParcelShown;
use yew::prelude::*;

use super::super::form::Panel;
use super::super::parts::{all, card, element, link_out, text};
use super::{events, lines};
use crate::texts::OrderText;

pub(super) fn content(panel: &Panel, parcel: &ParcelShown) -> Html {
    let mut told = vec![
        element("p", "", text("strong", "", &parcel.headline)),
        fact(panel, OrderText::Carrier, Html::from(&*parcel.carrier), &parcel.carrier),
        // Read and copied from left to right in every script.
        fact(
            panel,
            OrderText::Tracking,
            html! { <bdi class="code" dir="ltr">{ parcel.tracking.as_str() }</bdi> },
            &parcel.tracking,
        ),
    ];
    if !parcel.url.is_empty() {
        told.push(element("p", "", link_out(panel, &parcel.url, OrderText::Track, &parcel.name)));
    }
    if !parcel.lines.is_empty() {
        told.extend([text("h3", "", panel.text(OrderText::InParcel)), lines(panel, &parcel.lines)]);
    }
    told.push(events(panel, "", &parcel.events));
    card(&parcel.name, told)
}

/// A fact with what it is; nothing where `written` is nothing.
fn fact(panel: &Panel, label: OrderText, value: Html, written: &str) -> Html {
    if written.is_empty() {
        return Html::default();
    }
    element("p", "", all(vec![text("span", "what", panel.text(label)), value]))
}
