//! What went wrong, and where to go from here.

use model::problem::{Kind, Problem};
use yew::prelude::*;

use crate::desk::Desk;
use crate::layout;
use crate::texts::Text;

pub(super) fn content(desk: &Desk, problem: &Problem) -> Html {
    html! {
        <section class="card">
            <p>{ problem.detail.as_str() }</p>
            if let Some(suggestion) = &problem.suggestion {
                <p>{ desk.fill(Text::DidYouMean, "value", suggestion) }</p>
            }
            if problem.kind != Kind::UnknownSite {
                <ul class="plain">{ for layout::links(desk, None).into_iter().map(|link| html! { <li>{ link }</li> }) }</ul>
            }
        </section>
    }
}
