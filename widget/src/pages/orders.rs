//! `/orders`: where an order is asked for.

use model::page::Page;
use model::view::Orders;
use yew::prelude::*;

use crate::desk::Desk;
use crate::texts::OrderText;

pub(super) fn content(desk: &Desk, orders: &Orders) -> Html {
    let text = |text: OrderText| orders.texts.get(text as usize).map_or("", String::as_str);
    html! {
        <section class="card">
            if !orders.wrong.is_empty() { <p role="alert">{ orders.wrong.as_str() }</p> }
            <form method="post" action={desk.boot.keep.link(Page::Orders)}>
                <label for="number">{ text(OrderText::Number) }</label>
                <input id="number" name="number" autocomplete="off" maxlength="80" />
                <button type="submit">{ text(OrderText::Find) }</button>
            </form>
        </section>
    }
}
