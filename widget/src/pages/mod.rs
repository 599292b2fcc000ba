//! One file a page, and the parts that pages share.

mod contact;
mod form;
mod home;
mod hours;
#[cfg(feature = "ssr")]
mod notice;
mod order;
mod orders;
pub(crate) mod parts;
mod person;
#[cfg(feature = "ssr")]
mod problem;
mod way;

use model::view::View;
use yew::prelude::*;

use crate::desk::Desk;
use crate::typed::Typed;

/// The content of a view, below its heading.
pub(crate) fn content(desk: &Desk, view: &View, typed: &Typed) -> Html {
    match view {
        View::Home(home) => home::content(desk, &home.contact, &typed.query),
        View::Contact(contact) => contact::content(desk, contact),
        View::Orders(orders) => orders::content(desk, orders, typed),
        View::Order(order) => order::content(desk, order, typed),
        #[cfg(feature = "ssr")]
        View::Notice(notice) => notice::content(desk, notice),
        #[cfg(feature = "ssr")]
        View::Problem(problem) => problem::content(desk, problem),
        // The edge's page tells it all, and is not taken over.
        #[cfg(not(feature = "ssr"))]
        View::Notice(_) | View::Problem(_) => Html::default(),
    }
}
