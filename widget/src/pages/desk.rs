//! `/desk…`: what staff see.

use model::view::DeskPage;
use yew::prelude::*;

use crate::desk::Desk;

pub(super) fn content(_desk: &Desk, _page: &DeskPage) -> Html {
    Html::default()
}
