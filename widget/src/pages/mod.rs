//! One file a page, and the parts that pages share.

mod contact;
mod home;
mod hours;
#[cfg(feature = "ssr")]
mod notice;
mod order;
mod orders;
mod person;
#[cfg(feature = "ssr")]
mod problem;
mod way;

use model::view::View;
use yew::prelude::*;

use crate::desk::Desk;

/// A text of the owner that may be of another script than the page: it runs in its own direction, and leaves
/// what stands beside it alone.
fn isolated(text: &str) -> Html {
    if text.is_empty() {
        Html::default()
    } else {
        html! { <bdi>{ text }</bdi> }
    }
}

/// The content of a view, below its heading; `query` is what stands in "What is it about?".
pub(crate) fn content(desk: &Desk, view: &View, query: &str) -> Html {
    match view {
        View::Home(home) => home::content(desk, &home.contact, query),
        View::Contact(contact) => contact::content(desk, contact),
        View::Orders(orders) => orders::content(desk, orders),
        View::Order(order) => order::content(desk, order),
        #[cfg(feature = "ssr")]
        View::Notice(notice) => notice::content(desk, notice),
        #[cfg(feature = "ssr")]
        View::Problem(problem) => problem::content(desk, problem),
        // The edge's page tells it all, and is not taken over.
        #[cfg(not(feature = "ssr"))]
        View::Notice(_) | View::Problem(_) => Html::default(),
    }
}
