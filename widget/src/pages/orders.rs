//! `/orders`: where an order is asked for, and the orders of who is known.

use model::page::Page;
use model::view::{Brief, Embed, Orders};
use yew::prelude::*;

use super::form::{Panel, WRONG, alert};
use super::parts::{all, card, element, isolated, long, text};
use crate::desk::Desk;
use crate::texts::OrderText;
use crate::typed::Typed;

/// The look-up's name among the forms of its page.
const FIND: &str = "find";

/// Where all forms of the page are sent.
const PATH: &str = Page::Orders.path();

pub(super) fn content(desk: &Desk, orders: &Orders, typed: &Typed) -> Html {
    let panel = Panel { desk, texts: &orders.texts, token: "", typed };
    if !orders.known {
        return card("", vec![look_up(&panel, orders)]);
    }
    let briefs = orders.orders.iter().map(|order| brief(&panel, order)).collect();
    let own = vec![
        text("h2", "", panel.text(OrderText::YourOrders)),
        if orders.orders.is_empty() {
            text("p", "", panel.text(OrderText::NoOrders))
        } else {
            long(&panel, "stack", briefs)
        },
    ];
    all(vec![
        element("section", "stack", all(own)),
        card(panel.text(OrderText::FindAnother), vec![look_up(&panel, orders)]),
    ])
}

/// The form that looks an order up. What was wrong stands at the field that it was.
fn look_up(panel: &Panel, orders: &Orders) -> Html {
    let (wrong, field) = match panel.typed.failed(FIND) {
        Some(failed) => (panel.wrong(FIND), &*failed.field),
        None => (&*orders.wrong, &*orders.field),
    };
    let number = field == "number";
    let proof = !number && !field.is_empty();
    let input = |id: &'static str, of: bool, complete: &'static str, mode: &'static str| {
        let help = [id, "-help"].concat();
        // Where no script moves the focus; in a frame of the shop's page the browser would not let it.
        let autofocus = of && panel.desk.boot.embed == Embed::None && !orders.wrong.is_empty();
        html! {
            <>
                <input {id} name={id} required=true maxlength="254" autocomplete={complete} inputmode={mode}
                    autocapitalize="none" spellcheck="false" {autofocus}
                    aria-describedby={if of { [WRONG, " ", &help].concat() } else { help }}
                    aria-invalid={of.then_some("true")} />
                { alert(if of { wrong } else { "" }) }
            </>
        }
    };
    let fields = vec![
        panel.field(
            "number",
            OrderText::Number,
            input("number", number, "off", "text"),
            panel.text(OrderText::NumberHelp),
        ),
        panel.field(
            "proof",
            OrderText::Proof,
            input("proof", proof, "email", "email"),
            panel.text(OrderText::ProofHelp),
        ),
        alert(if field.is_empty() { wrong } else { "" }),
        element("p", "", all(vec![panel.submit(OrderText::Find), panel.pending(FIND)])),
    ];
    panel.form(FIND, PATH, "", fields)
}

/// An order in the list: a form that is all button. Its token names it.
fn brief(panel: &Panel, order: &Brief) -> Html {
    let number = panel.fill(OrderText::OrderNumber, "number", &order.number);
    let told = vec![
        text("strong", "", &order.headline),
        isolated(&order.contents),
        element("span", "soft", isolated(&number)),
        text("span", "soft", &order.placed),
        panel.pending(&order.token),
    ];
    let fields = vec![
        html! { <button class="card" type="submit">{ all(told) }</button> },
        alert(panel.wrong(&order.token)),
    ];
    panel.form(&order.token, PATH, &order.token, fields)
}
