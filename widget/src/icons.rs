//! The few icons, as paths on a 24 by 24 grid (after Lucide, ISC licence). They repeat what the text
//! beside them says, so screen readers pass them by.

use yew::prelude::*;

pub(crate) const CLOSE: &str = "M6 6l12 12M18 6L6 18";
pub(crate) const CLOCK: &str = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7v5l3 2";
pub(crate) const PIN: &str =
    "M12 21c4-4 7-7.5 7-11a7 7 0 1 0-14 0c0 3.5 3 7 7 11M12 7.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5";
pub(crate) const PHONE: &str =
    "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2";
pub(crate) const MAIL: &str =
    "M4 5h16a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1M3 7l9 6l9-6";
pub(crate) const PARCEL: &str = "M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5l8-4.5M12 12v9M8 5.25l8 4.5";
pub(crate) const COMPASS: &str = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M15.5 8.5l-2 5l-5 2l2-5z";
pub(crate) const CHAT: &str = "M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5";
pub(crate) const PEOPLE: &str = "M9 4a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7M2.5 20v-1a5 5 0 0 1 5-5h3a5 5 0 0 1 5 5v1M16 4.5a3.5 3.5 0 0 1 0 6.5M21.5 20v-1a5 5 0 0 0-4-4.9";

pub(crate) fn icon(path: &'static str) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg>
    }
}
