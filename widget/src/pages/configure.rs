//! `/configure/{product}`: a product put together.

use model::view::ConfigurePage;
use yew::prelude::*;

use crate::desk::Desk;
use crate::typed::Typed;

pub(super) fn content(_desk: &Desk, _page: &ConfigurePage, _typed: &Typed) -> Html {
    Html::default()
}
