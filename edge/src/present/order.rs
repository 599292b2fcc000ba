//! From an order, as a source tells it, to the page of who has proved that it is theirs.

use model::order::Order;
use model::view::{LineShown, OrderPage};

use crate::error::Error;
use crate::router::Visit;

/// What a page tells beside the order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extra {
    /// What has just been done, in a sentence.
    pub(crate) done: String,
    /// The day asked about in "Will it arrive by …?", as typed.
    pub(crate) by: String,
}

/// The page, without what needs a token.
pub(crate) fn page(visit: &Visit, order: &Order, extra: Extra) -> Result<OrderPage, Error> {
    let line = |line: &model::order::Line| LineShown {
        name: line.name.clone(),
        quantity: line.quantity,
        note: String::new(),
    };
    Ok(OrderPage {
        texts: widget::catalogue::order_texts(visit.lang),
        token: String::new(),
        number: order.number.clone(),
        state: order.state,
        headline: order.stage.clone(),
        note: String::new(),
        placed: String::new(),
        stale: String::new(),
        stages: Vec::new(),
        summary: String::new(),
        arrival: None,
        parcels: Vec::new(),
        lines: order.lines.iter().map(line).collect(),
        events: Vec::new(),
        url: order.url.clone().unwrap_or_default(),
        by: extra.by,
        by_answer: String::new(),
        watch: None,
        problems: Vec::new(),
        cases: Vec::new(),
        key: String::new(),
        done: extra.done,
    })
}
