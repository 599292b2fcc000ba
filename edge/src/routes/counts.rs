//! `POST /choose/counts`: how guides are used, in counts. `/desk/choose` shows them.

use std::collections::HashMap;

use model::data::{Counted, Data, Left, SHOWN};
use model::view::{Block, Cell, DeskPage};
use worker::{Env, Request};

use crate::answer::Answer;
use crate::body::{self, Kind};
use crate::counts::{self, Asked, Number};
use crate::error::Error;
use crate::limit::{self, Rate};
use crate::router::Visit;
use crate::routes::desk;
use crate::{staff, visitor, words};

/// From one address, behind which there may be a whole office.
const PER_ADDRESS: Rate = Rate::hourly(240);

/// What the page tells of, in days.
const DAYS: i32 = 30;

/// Counts how somebody left a guide: a form, as browsers send it when a page goes, or JSON.
///
/// 1. What is sent must be sound: 400, 403, 413, 415, 422. 2. Not too often: 429. 3. What it names must be there: 422.
/// 4. 200 with how many things were counted.
pub(crate) async fn take(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    let (kind, bytes) = body::sent(request, &visit.asked.origin).await?;
    let left = match kind {
        Kind::Json => body::json(&bytes)?,
        Kind::Form => of_form(&bytes),
    };
    if left.shown.len() > SHOWN {
        return Err(Error::Invalid("shown"));
    }
    let address = visitor::address(request);
    limit::flood(env, &address).await?;
    limit::count(env, &["counts", &address].join(" "), PER_ADDRESS).await?;
    let counted = counts::left(env, visit.site(), visit.lang.code(), &left).await?;
    Ok(Answer::personal(200, Data::Counted(Counted { counted })))
}

fn of_form(bytes: &[u8]) -> Left {
    let mut left = Left::default();
    for (name, value) in form_urlencoded::parse(bytes) {
        match &*name {
            "guide" => left.guide = value.into_owned(),
            "left" => left.left = value.into_owned(),
            "shown" => left.shown.push(value.into_owned()),
            _ => {}
        }
    }
    left
}

/// How the site's guides were used in the last days, for staff.
pub(crate) async fn page(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    staff::signed_in(visit, request, env).await?;
    let site = visit.site();
    let say = |key| words::count(visit.lang, key);
    let mut used = counts::used(env, site, DAYS).await?;
    let mut blocks = vec![Block::Text(widget::texts::fill(&say("period"), "days", &DAYS.to_string()))];
    if used.guides.is_empty() && used.cart.is_empty() {
        blocks.push(Block::Text(say("none")));
    }
    let carts: HashMap<String, u64> =
        used.cart.iter().map(|number| (number.id.clone(), number.count)).collect();
    for asked in counts::guides(env, site, visit.lang.code()).await? {
        let Some(guide) = used.guides.remove(&asked.guide) else { continue };
        used.cart.retain(|number| guide.shown.iter().all(|shown| shown.id != number.id));
        blocks.extend([Block::Heading(asked.title.clone()), Block::Text(say("left"))]);
        let rows =
            guide.left.iter().map(|number| cells([question(&asked, number, &say), number.count.to_string()]));
        blocks.push(Block::Table([say("question"), say("times")].into(), rows.collect()));
        if !guide.shown.is_empty() {
            let bought = |number: &Number| carts.get(&number.id).copied().unwrap_or_default().to_string();
            let row = |number| cells([product(number), number.count.to_string(), bought(number)]);
            let names = [say("product"), say("shown-times"), say("cart")];
            blocks.push(Block::Text(say("shown")));
            blocks.push(Block::Table(names.into(), guide.shown.iter().map(row).collect()));
        }
    }
    if !used.cart.is_empty() {
        let row = |number| cells([product(number), number.count.to_string()]);
        blocks.push(Block::Heading(say("others")));
        blocks.push(Block::Table([say("product"), say("times")].into(), used.cart.iter().map(row).collect()));
    }
    Ok(desk::shown(DeskPage { title: say("title"), blocks, ..DeskPage::default() }))
}

/// What a guide asked when it was left; its id where it asks that no more.
fn question(asked: &Asked, number: &Number, say: &dyn Fn(&'static str) -> String) -> String {
    if number.id.is_empty() {
        return say("done");
    }
    let text = asked.questions.iter().find_map(|(id, text)| (*id == number.id).then_some(text));
    text.unwrap_or(&number.id).clone()
}

/// A product's name; its id where it is there no more.
fn product(number: &Number) -> String {
    if number.name.is_empty() { &number.id } else { &number.name }.clone()
}

fn cells<const N: usize>(texts: [String; N]) -> Vec<Cell> {
    texts.map(|text| Cell { text, ..Cell::default() }).into()
}

#[cfg(test)]
mod tests {
    use model::data::left;

    use super::*;

    #[test]
    fn forms_are_read_as_browsers_send_them() {
        let read = of_form(b"guide=monitor&left=size&shown=desk.a&shown=desk.b%2Bc&odd=1&guide");
        assert_eq!((&*read.guide, &*read.left), ("", "size"), "the last of equal names counts");
        assert_eq!(read.shown, ["desk.a", "desk.b+c"]);
        assert_eq!(of_form(b"\xff%%&&="), Left::default());
        let many: Vec<String> = (0..=SHOWN).map(|n| format!("desk.a~{n}:b_c")).collect();
        let read = of_form(left("monitor", "", many.iter().map(String::as_str)).as_bytes());
        assert_eq!((&*read.guide, &*read.left, &read.shown[..]), ("monitor", "", &many[..SHOWN]));
    }
}
