//! One file a page, and the parts that pages share.

mod contact;
mod home;
mod hours;
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
        #[cfg(feature = "ssr")]
        View::Problem(problem) => problem::content(desk, problem),
        // The edge's page tells it all, and is not taken over.
        #[cfg(not(feature = "ssr"))]
        View::Problem(_) => Html::default(),
    }
}
