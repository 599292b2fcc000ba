//! `/ask` and `/articles/{id}`: what is known.

use model::view::{ArticlePage, AskPage};
use yew::prelude::*;

use crate::desk::Desk;
use crate::typed::Typed;

pub(super) fn search(_desk: &Desk, _page: &AskPage, _typed: &Typed) -> Html {
    Html::default()
}

pub(super) fn article(_desk: &Desk, _page: &ArticlePage, _typed: &Typed) -> Html {
    Html::default()
}
