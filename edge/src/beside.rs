//! What is offered beside an order: being told when it moves, and reporting what is wrong with it.

use futures_util::future::try_join;
use model::order::{Order, State};
use model::site::Site;
use model::stage::{Place, Stage, steps};
use model::view::{Choice, OrderPage, Watch};
use serde::Deserialize;
use worker::Env;

use crate::error::Error;
use crate::grant::Grant;
use crate::present::progress::{come_to, is_pickup};
use crate::present::reader::Reader;
use crate::router::Visit;
use crate::said::{Said, Word, said};
use crate::{case, db, link, watch};

/// Fills it in, where the site writes e-mails.
pub(crate) async fn fill(
    visit: &Visit,
    env: &Env,
    grant: &Grant,
    order: &Order,
    page: &mut OrderPage,
) -> Result<(), Error> {
    let Some(mail) = &visit.site().mail else { return Ok(()) };
    let said = said(visit.lang);
    let site = visit.site().id.as_str();
    let number = link::number(order);
    let (chosen, cases) =
        try_join(chosen(env, site, number, grant), case::of_order(env, site, number)).await?;
    let needs_email = grant.email().is_none();
    let mut stages = if watch::is_over(order) { Vec::new() } else { stages(visit, order, &said) };
    if let Some(chosen) = &chosen {
        for stage in &mut stages {
            stage.on = chosen.contains(&stage.id);
        }
    }
    // A report needs an address even when nothing is to come.
    if needs_email || !stages.is_empty() {
        page.watch = Some(Watch { needs_email, on: chosen.is_some(), stages });
    }
    if mail.staff.is_some() {
        let choice = |(id, name): (&str, Word)| Choice {
            id: id.to_owned(),
            name: said.get(name).to_owned(),
            on: false,
        };
        page.problems = case::kinds(order).into_iter().map(choice).collect();
    }
    let reader = Reader::of(visit);
    page.cases = cases.iter().map(|case| case.shown(&said, &reader)).collect();
    Ok(())
}

#[derive(Deserialize)]
struct Row {
    stages: String,
}

/// What who has proved the order is told of, if anything.
async fn chosen(env: &Env, site: &str, number: &str, grant: &Grant) -> worker::Result<Option<Vec<String>>> {
    let sql = "SELECT stages FROM watches WHERE site = ?1 AND number = ?2 AND proof = ?3 AND confirmed = 1";
    let values = [site.into(), number.into(), link::proof(&grant.lookup).into()];
    let rows: Vec<Row> = db::query(env, sql, &values).await?;
    Ok(rows.first().map(|row| serde_json::from_slice(row.stages.as_bytes()).unwrap_or_default()))
}

/// What can be chosen: the stages of the shop's own that are to come, and those that every order has.
pub(crate) fn stages(visit: &Visit, order: &Order, said: &Said) -> Vec<Choice> {
    let site = visit.site();
    let choice = |id: &str, name: &str, on: bool| Choice { id: id.to_owned(), name: name.to_owned(), on };
    let mut all: Vec<Choice> = own(site, order)
        .filter(|(_, place)| *place == Place::Next)
        .map(|(stage, _)| {
            let on = !matches!(stage.state, State::AwaitingPayment | State::Processing);
            choice(&stage.id, stage.name.get(visit.lang, site.main_language()), on)
        })
        .collect();
    let named = |state: State| site.stages.iter().any(|stage| stage.state == state);
    let ready = order.state == State::ReadyForPickup;
    for (id, name, needless) in [
        ("shipped", Word::StageShipped, ready || named(State::Shipped)),
        ("out-for-delivery", Word::StageOutForDelivery, ready),
        ("delivered", Word::StageDelivered, named(State::Delivered)),
        ("trouble", Word::StageTrouble, false),
    ] {
        if !needless {
            all.push(choice(id, said.get(name), true));
        }
    }
    all
}

/// The shop's own stages that the order comes to, with where each stands.
pub(crate) fn own(site: &Site, order: &Order) -> impl Iterator<Item = (Stage, Place)> + use<> {
    let own = come_to(&site.stages, is_pickup(order));
    let steps = steps(&own, order);
    own.into_iter().zip(steps).map(|(stage, step)| (stage, step.place))
}
