//! What the shopper asks of the shop: to be told when it moves, and to settle what is wrong.

use model::route::Address;
use model::view::{CaseShown, OrderPage, Watch};
use yew::prelude::*;

use super::super::form::{Panel, hidden, tick};
use super::super::parts::{all, card, details, element, text};
use crate::texts::OrderText;

/// Being told by e-mail.
pub(super) fn watch(panel: &Panel, order: &OrderPage) -> Html {
    // An order that has ended has no stages to come; what a report needs is told all the same.
    let told = |watch: &&Watch| !order.token.is_empty() && !watch.stages.is_empty();
    let Some(watch) = order.watch.as_ref().filter(told) else {
        return Html::default();
    };
    let steps =
        watch.stages.iter().map(|one| tick("checkbox", "stages", &one.id, &one.name, one.on)).collect();
    let (already, button) = if watch.on {
        (panel.text(OrderText::WatchOn), OrderText::WatchSave)
    } else {
        ("", OrderText::WatchStart)
    };
    let fields = vec![
        panel.choices(OrderText::WatchWhen, steps),
        if watch.needs_email { panel.email("watch-email", "watch") } else { Html::default() },
        panel.end("watch", button),
    ];
    card(
        panel.text(OrderText::Watch),
        vec![text("p", "", already), panel.form("watch", Address::Watch.path(), &order.token, fields)],
    )
}

/// Something is wrong: closed, until it is.
pub(super) fn problem(panel: &Panel, order: &OrderPage) -> Html {
    if order.problems.is_empty() || order.token.is_empty() {
        return Html::default();
    }
    let kinds = order.problems.iter().map(|one| tick("radio", "kind", &one.id, &one.name, one.on)).collect();
    let told =
        html! { <textarea id="text" name="text" rows="4" maxlength="4000" aria-describedby="text-help" /> };
    let needs_email = order.watch.as_ref().is_some_and(|watch| watch.needs_email);
    let fields = vec![
        hidden("key", &order.key),
        panel.choices(OrderText::ProblemKind, kinds),
        panel.field("text", OrderText::ProblemText, told, panel.text(OrderText::ProblemHelp)),
        if needs_email { panel.email("problem-email", "problem") } else { Html::default() },
        panel.end("problem", OrderText::ProblemSend),
    ];
    let heading = text("h2", "", panel.text(OrderText::Problem));
    details("card", heading, panel.form("problem", Address::Case.path(), &order.token, fields))
}

/// What was reported, and what became of it.
pub(super) fn cases(panel: &Panel, cases: &[CaseShown]) -> Html {
    if cases.is_empty() {
        return Html::default();
    }
    let list = cases.iter().map(|one| element("li", "", case(panel, one))).collect();
    card(panel.text(OrderText::Cases), vec![element("ul", "places", list)])
}

fn case(panel: &Panel, case: &CaseShown) -> Html {
    let answer = vec![text("span", "what", panel.text(OrderText::OurAnswer)), text("bdi", "", &case.answer)];
    all(vec![
        text("strong", "", &case.name),
        text("p", "", &case.status),
        if case.answer.is_empty() { Html::default() } else { element("p", "", all(answer)) },
        text("p", "soft", &panel.fill(OrderText::Reference, "reference", &case.reference)),
    ])
}
