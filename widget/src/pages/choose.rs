//! `/choose` and `/choose/{guide}`: what helps to choose, and a guide by need.

use model::view::{Choose, GuidePage};
use yew::prelude::*;

use crate::desk::Desk;
use crate::typed::Typed;

pub(super) fn list(_desk: &Desk, _page: &Choose) -> Html {
    Html::default()
}

pub(super) fn guide(_desk: &Desk, _page: &GuidePage, _typed: &Typed) -> Html {
    Html::default()
}
