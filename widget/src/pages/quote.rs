//! `/quote/{quote}`: what a product costs as it was put together, until when.

use model::view::QuotePage;
use yew::prelude::*;

use super::form::hidden;
use super::parts::{all, card, element, isolated, text};
use crate::catalogue;
use crate::desk::Desk;
use crate::texts::QuoteText;

pub(super) fn content(desk: &Desk, page: &QuotePage) -> Html {
    let texts = catalogue::quote_texts(desk.boot.lang);
    let say = |text: QuoteText| texts.get(text as usize).map_or("", String::as_str);
    let lines = page.lines.iter().map(
        |line| html! { <tr><th scope="row">{ &*line.option }</th><td>{ isolated(&line.choice) }</td></tr> },
    );
    let adjust =
        [&*desk.boot.keep.with(&["/configure/", &page.product].concat(), &[]), "&", &page.options].concat();
    // Where nothing is kept, the options begin the query.
    let adjust = if adjust.contains('?') { adjust } else { adjust.replacen('&', "?", 1) };
    let link = say(if page.holds { QuoteText::Adjust } else { QuoteText::Again });
    all(vec![
        element(
            "section",
            "card",
            all(vec![
                text("p", "big", &page.price),
                text("p", "", &page.until),
                text("p", "soft", &page.arrival),
                if page.cart && page.holds {
                    cart(desk, page, say(QuoteText::Cart))
                } else {
                    Html::default()
                },
                html! { <p><a href={adjust}>{ link }</a></p> },
            ]),
        ),
        card(say(QuoteText::Chosen), vec![html! { <table><tbody>{ for lines }</tbody></table> }]),
        text("p", "soft", if page.holds { say(QuoteText::Share) } else { "" }),
    ])
}

/// Leads to the shop's cart: in the window of the shop, where this is a frame of its page.
fn cart(desk: &Desk, page: &QuotePage, label: &str) -> Html {
    html! {
        <form method="post" action={desk.boot.keep.with("/cart", &[])} target="_top">
            { hidden("quote", &page.quote) }
            <p><button>{ label }</button></p>
        </form>
    }
}
