//! `/desk/searches`: searches that found nothing, and what was learned of others, which staff may undo.

use model::lang::Lang;
use model::page::encoded;
use model::view::{Block, Cell, DeskField, DeskForm, DeskPage};
use worker::{Env, Request};

use super::desk;
use crate::answer::Answer;
use crate::asked::Verb;
use crate::body;
use crate::clock::{from_js, now_ms, to_js};
use crate::error::Error;
use crate::learned::{self, Act, Lesson, Miss};
use crate::present::reader::shop_zone;
use crate::router::Visit;
use crate::source::tag;
use crate::staff::{self, Staff};
use crate::{db, site, words};
use model::source::Gives;
use widget::intl;

const PATH: &str = model::route::Address::DeskSearches.path();

/// The longest phrase that is taught, in characters.
const PHRASE_CHARS: usize = 60;

/// Shows them by GET, does something about one by POST.
pub(crate) async fn page(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    let staff = staff::signed_in(visit, request, env).await?;
    let (mut blocks, mut failed) = (Vec::new(), None);
    if visit.asked.verb == Verb::Post {
        let sent = sent(visit, request).await?;
        match act(visit, env, &staff, &sent).await {
            Ok(()) => blocks.push(Block::Notice(words::searches(visit.lang, "done"))),
            Err(error) => failed = Some((error, sent)),
        }
    }
    let text = |key: &str| words::searches(visit.lang, key);
    let site = visit.site().id.as_str();
    let misses = learned::misses(env, site).await?;
    blocks.push(Block::Heading(text("missed")));
    blocks.push(Block::Text(text(if misses.is_empty() { "missed.none" } else { "missed.what" })));
    if !misses.is_empty() {
        let rows = misses.iter().map(|miss| missed(visit, miss)).collect();
        blocks.push(Block::Table(["words", "lang", "times", "last", "act"].map(text).into(), rows));
    }
    let lessons = learned::lessons(env, site).await?;
    blocks.push(Block::Heading(text("learned")));
    blocks.push(Block::Text(text(if lessons.is_empty() { "learned.none" } else { "learned.what" })));
    if !lessons.is_empty() {
        let rows = lessons.iter().map(|lesson| learned_row(visit, lesson)).collect();
        blocks.push(Block::Table(["said", "means", "lang", "state", "act"].map(text).into(), rows));
    }
    blocks.push(Block::Heading(text("teach")));
    let field = |name: &str| DeskField::new(name, "text", text(name));
    blocks.push(Block::Form(DeskForm {
        action: PATH.to_owned(),
        fields: vec![DeskField::hidden("act", "teach"), field("said"), field("means")],
        submit: text("teach.do"),
        ..DeskForm::default()
    }));
    let shown = desk::shown(DeskPage { title: text("title"), blocks, ..DeskPage::default() });
    let Some((error, sent)) = failed else { return Ok(shown) };
    let sent: Vec<_> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    desk::again(visit, shown, &sent, error)
}

fn missed(visit: &Visit, miss: &Miss) -> Vec<Cell> {
    let last = intl::date(visit.lang, shop_zone(visit.site()), from_js(miss.at).div_euclid(1_000));
    let forget = button(
        visit,
        "forget",
        vec![DeskField::hidden("lang", &miss.lang), DeskField::hidden("said", &miss.said)],
    );
    vec![
        Cell { href: ["/ask?q=", &encoded(&miss.words)].concat(), ..cell(&miss.words) },
        cell(named(&miss.lang)),
        cell(&miss.count.to_string()),
        cell(&last),
        forget,
    ]
}

fn learned_row(visit: &Visit, lesson: &Lesson) -> Vec<Cell> {
    let means = if lesson.hit.is_empty() {
        cell(&lesson.means)
    } else {
        let folder =
            if lesson.hit.split('.').next_back().is_some_and(|own| own.bytes().all(|b| b.is_ascii_digit())) {
                "/ask/"
            } else {
                "/articles/"
            };
        Cell { href: [folder, &lesson.hit].concat(), ..cell(&lesson.hit) }
    };
    let state = match (lesson.undone, lesson.weight) {
        (0, 2..) => "state.on",
        (0, _) => "state.weak",
        _ => "state.off",
    };
    let act = if lesson.undone == 0 { "undo" } else { "redo" };
    vec![
        cell(&lesson.said),
        means,
        cell(named(&lesson.lang)),
        cell(&words::searches(visit.lang, state)),
        button(visit, act, vec![DeskField::hidden("id", &lesson.id.to_string())]),
    ]
}

/// A language in itself.
fn named(code: &str) -> &str {
    Lang::ALL.into_iter().find(|lang| lang.code() == code).map_or(code, |lang| lang.autonym())
}

fn cell(text: &str) -> Cell {
    Cell { text: text.to_owned(), ..Cell::default() }
}

/// A form that is nothing but a button.
fn button(visit: &Visit, act: &str, mut fields: Vec<DeskField>) -> Cell {
    fields.push(DeskField::hidden("act", act));
    let submit = words::searches(visit.lang, act);
    let form = DeskForm { action: PATH.to_owned(), fields, submit, ..DeskForm::default() };
    Cell { forms: vec![form], ..Cell::default() }
}

/// What a form says, by name.
async fn sent(visit: &Visit, request: &Request) -> Result<Vec<(String, String)>, Error> {
    let (kind, bytes) = body::sent(request, &visit.asked.origin).await?;
    if kind != body::Kind::Form {
        return Err(Error::UnsupportedMediaType);
    }
    Ok(form_urlencoded::parse(&bytes).into_owned().collect())
}

/// Does what a form says, and writes down who did.
async fn act(visit: &Visit, env: &Env, staff: &Staff, form: &[(String, String)]) -> Result<(), Error> {
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    let phrase = |name: &'static str| body::field(field(name), name, PHRASE_CHARS);
    let id = || field("id").parse().map_err(|_| Error::Invalid("id"));
    let (said, means);
    let act = match field("act") {
        "forget" => Act::Forget(field("lang"), field("said")),
        "undo" => Act::Undo(id()?, true),
        "redo" => Act::Undo(id()?, false),
        "teach" => {
            (said, means) = (phrase("said")?, phrase("means")?);
            Act::Teach(&said, &means)
        }
        _ => return Err(Error::Invalid("act")),
    };
    let done = act.statement(visit, env)?.ok_or(Error::Invalid("means"))?;
    let db = db::open(env)?;
    let (site_id, now) = (visit.site().id.as_str(), now_ms());
    let why = [field("act"), field("id"), field("said"), field("means")].join(" ").trim().to_owned();
    let log = "INSERT INTO acts (site, at, staff, act, why) VALUES (?1, ?2, ?3, 'synonym', ?4)";
    let values = [site_id.into(), to_js(now).into(), staff.email.as_str().into(), why.as_str().into()];
    let mut batch = vec![done, db.prepare(log).bind(&values)?];
    // What was found by it is found no more, and the other way round.
    let kinds = [Gives::Articles, Gives::Threads];
    let sources = visit.site().sources.iter();
    let tags: Vec<String> =
        sources.flat_map(|source| kinds.map(|kind| tag(kind, source.id.as_str()))).collect();
    batch.extend(db::purging(&db, site_id, &tags, now)?);
    db::batch(env, batch).await?;
    site::forget(&visit.site().id);
    Ok(())
}
