//! `POST /orders`: an order, as told to who has proved that it is theirs.

use model::view::OrderPage;
use yew::prelude::*;

use crate::desk::Desk;

pub(super) fn content(_desk: &Desk, order: &OrderPage) -> Html {
    html! { <section class="card"><h2>{ order.number.as_str() }</h2><p>{ order.note.as_str() }</p></section> }
}
