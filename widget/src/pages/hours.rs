//! Opening hours as a table.

use model::view::{Row, Schedule};
use yew::prelude::*;

use super::parts::{all, element, text};
use crate::desk::Desk;
use crate::texts::Text;
use crate::{intl, status};

/// Whether the shop is open, the usual week, the coming special days, and whose clock this is.
pub(super) fn content(desk: &Desk, schedule: &Schedule) -> Html {
    html! {
        <>
            { status::line(desk, schedule) }
            { table(desk, &schedule.week, None) }
            if !schedule.special.is_empty() { { table(desk, &schedule.special, Some(Text::SpecialDays)) } }
            if desk.zone.as_deref().is_some_and(|zone| !intl::same_clock(zone, &schedule.zone, desk.now)) {
                <p class="soft">{ desk.fill(Text::TimesInZone, "zone", &schedule.zone.replace('_', " ")) }</p>
            }
        </>
    }
}

fn table(desk: &Desk, rows: &[Row], caption: Option<Text>) -> Html {
    html! {
        <table>
            if let Some(caption) = caption { <caption>{ desk.text(caption) }</caption> }
            // For those who hear the table; the eye needs no headings over days and times.
            <thead class="unseen"><tr>
                <th scope="col">{ desk.text(Text::Day) }</th>
                <th scope="col">{ desk.text(Text::Times) }</th>
            </tr></thead>
            { element("tbody", "", rows.iter().map(|one| row(desk, one)).collect()) }
        </table>
    }
}

fn row(desk: &Desk, row: &Row) -> Html {
    let about = element("span", "soft", Html::from(&*row.note));
    let times = row.times.iter().map(|time| text("div", "", time)).collect();
    let closed = if row.times.is_empty() { desk.text(Text::ClosedDay) } else { "" };
    let day = html! { <th scope="row">{ row.days.as_str() }{ about }</th> };
    element("tr", "", all(vec![day, element("td", "", all(vec![times, text("span", "soft", closed)]))]))
}
