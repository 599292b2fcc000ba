//! One file a page, and the parts that pages share.

mod ask;
mod choose;
#[cfg(feature = "ssr")]
mod compare;
pub(crate) mod configure;
mod contact;
#[cfg(feature = "ssr")]
mod desk;
mod form;
mod home;
mod hours;
mod markup;
pub(crate) mod nodes;
#[cfg(feature = "ssr")]
mod notice;
mod order;
mod orders;
pub(crate) mod parts;
mod person;
#[cfg(feature = "ssr")]
mod problem;
#[cfg(feature = "ssr")]
mod product;
#[cfg(feature = "ssr")]
mod quote;
#[cfg(feature = "ssr")]
mod specs;
#[cfg(all(test, feature = "ssr"))]
mod tests;
pub(crate) mod thread;
mod way;

use model::view::View;
use yew::prelude::*;

use crate::desk::Desk;
use crate::typed::Typed;

pub use home::ENTRIES;

/// The content of a view, below its heading.
pub(crate) fn content(desk: &Desk, view: &View, typed: &Typed) -> Html {
    match view {
        View::Home(home) => home::content(desk, &home.contact, typed),
        View::Contact(contact) => contact::content(desk, contact),
        View::Orders(orders) => orders::content(desk, orders, typed),
        View::Order(order) => order::content(desk, order, typed),
        View::Choose(choose) => choose::list(desk, choose, typed),
        View::Guide(guide) => choose::guide::content(desk, guide, typed),
        View::Configure(configure) => configure::content(desk, configure, typed),
        View::Ask(ask) => ask::search(desk, ask, typed),
        View::Article(article) => ask::article(desk, article, typed),
        View::Asking(asking) => thread::form(desk, asking, typed),
        View::Thread(thread) => thread::content(desk, thread, typed),
        #[cfg(feature = "ssr")]
        View::Specs(page) => specs::content(desk, page),
        #[cfg(feature = "ssr")]
        View::Compare(page) => compare::content(desk, page),
        #[cfg(feature = "ssr")]
        View::Product(page) => product::content(desk, page),
        #[cfg(feature = "ssr")]
        View::Quote(quote) => quote::content(desk, quote),
        #[cfg(feature = "ssr")]
        View::Desk(page) => desk::content(desk, page),
        #[cfg(feature = "ssr")]
        View::Notice(notice) => notice::content(desk, notice),
        #[cfg(feature = "ssr")]
        View::Problem(problem) => problem::content(desk, problem),
        // The edge's page tells it all, and is not taken over.
        #[cfg(not(feature = "ssr"))]
        View::Specs(_)
        | View::Compare(_)
        | View::Product(_)
        | View::Quote(_)
        | View::Desk(_)
        | View::Notice(_)
        | View::Problem(_) => Html::default(),
    }
}
