//! `/ask/new` and `/ask/{id}`: asking the community, and its answers.

use model::view::{AskingPage, ThreadPage};
use yew::prelude::*;

use crate::desk::Desk;
use crate::typed::Typed;

pub(super) fn form(_desk: &Desk, _page: &AskingPage, _typed: &Typed) -> Html {
    Html::default()
}

pub(super) fn content(_desk: &Desk, _page: &ThreadPage, _typed: &Typed) -> Html {
    Html::default()
}
