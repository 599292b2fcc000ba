//! `/choose/by-spec` and `/choose/compare`: products by their specs, and beside each other.

use model::view::{ComparePage, SpecsPage};
use yew::prelude::*;

use crate::desk::Desk;

pub(super) fn filter(_desk: &Desk, _page: &SpecsPage) -> Html {
    Html::default()
}

pub(super) fn compare(_desk: &Desk, _page: &ComparePage) -> Html {
    Html::default()
}
