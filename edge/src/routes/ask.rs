//! `GET /ask` searches articles and threads, `POST /ask` asks a question of the site's own community, from the form
//! at `GET /ask/new`.

use model::data::{Asked, Data, NAME_CHARS, Question, TEXT_CHARS, TITLE_CHARS};
use model::source::{Gives, SourceKind};
use model::view::View;
use worker::{Env, Request};

use crate::answer::{Answer, Content};
use crate::asked::Face;
use crate::clock::now_ms;
use crate::error::Error;
use crate::later::later;
use crate::limit::{self, Rate};
use crate::once::{self, Turn};
use crate::router::Visit;
use crate::routes::elsewhere;
use crate::source::{self, tag};
use crate::{body, db, learned, present, site, visitor};

/// Questions from one address: a handful at once, then one every few minutes.
const PER_ADDRESS: Rate = Rate { burst: 20, every_ms: 180_000 };

/// What fits the words; without words, what most want to know.
pub(crate) async fn search(visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let words = visit.words("q").trim().to_owned();
    let parameter = |name: &str| visit.asked.parameter(name).unwrap_or_default();
    let subjects = about(parameter("product"), parameter("panel"));
    let told = source::search(env, visit.site(), &words, subjects, visit.lang.code()).await?;
    // What is new may fit too: all that these sources know is what the answer depends on.
    let kinds = [Gives::Articles, Gives::Threads];
    let tags = told.by.iter().flat_map(|source| kinds.map(|kind| tag(kind, source))).collect();
    let page = |found| present::ask::search(visit, &words, found);
    let whole = told.missing.is_empty();
    let answer = Answer::told_page(told, tags, |found| View::Ask(page(found)));
    // The app searches while somebody types: it says by itself which words were meant.
    if visit.asked.face == Face::Html
        && whole
        && let Content::View(View::Ask(page)) = &answer.content
        && !page.fits
        && !words.is_empty()
    {
        let (visit, env) = (visit.clone(), env.clone());
        later(async move {
            if let Err(error) = learned::missed(&visit, &env, &words).await {
                worker::console_error!("a search in vain is not noted: {error}");
            }
        });
    }
    Ok(answer)
}

/// What a search is about. A product is known by its id among all shops, and by its own.
pub(crate) fn about(product: &str, panel: &str) -> Vec<String> {
    let own = product.split_once('.').map_or("", |(_, own)| own);
    let subjects = [("product:", product), ("product:", own), ("panel:", panel)];
    subjects
        .into_iter()
        .filter(|(_, name)| !name.is_empty())
        .map(|(kind, name)| [kind, name].concat())
        .collect()
}

pub(crate) async fn form(_visit: &Visit, _env: &Env) -> Result<Answer, Error> {
    Err(Error::UnknownPage)
}

/// 1. The site must have a community, of its own or in another system: 404 else. 2. What is written must be sound: 400, 413, 415,
///    422. 3. Not too many: 429. 4. Each `Idempotency-Key` once: 400, 409, 422. 5. 201, with the thread's id.
pub(crate) async fn post(visit: &Visit, request: &mut Request, env: &Env) -> Result<Answer, Error> {
    let community = source::receiver(visit.site(), false).ok_or(Error::UnknownPage)?;
    let bytes = body::own(request, &visit.asked.origin).await?;
    let question: Question = body::json(&bytes)?;
    let title = body::field(&question.title, "title", TITLE_CHARS)?;
    let text = body::field(&question.text, "text", TEXT_CHARS)?;
    let name = match question.name.trim() {
        "" => String::new(),
        name => body::field(name, "name", NAME_CHARS)?,
    };
    if community.kind != SourceKind::Builtin {
        let key = request.headers().get("idempotency-key")?.unwrap_or_default();
        let asking = Asking { name: key, title, text, author: name, ..Asking::default() };
        let id = elsewhere::post(visit, request, env, community, asking, &bytes).await?;
        return Ok(Answer::personal(201, Data::Asked(Asked { id })));
    }
    let (site, source) = (visit.site().id.as_str(), community.id.as_str());
    let scope = ["POST /ask", site].join(" ");
    let id = match once::turn(request, env, &scope, &bytes).await? {
        Turn::Done(id) => return Ok(Answer::personal(201, Data::Asked(Asked { id }))),
        Turn::Ours(write) => {
            let subject = ["ask", &visitor::address(request)].join(" ");
            if let Err(error) = limit::count(env, &subject, PER_ADDRESS).await {
                write.give_back().await?;
                return Err(error);
            }
            let (lang, now) = (visit.lang.code(), visit.asked.now().to_string());
            let words = sources::words::indexed(&title, &text);
            // With the question or not at all: a Worker that ends in between leaves no list without it.
            let tags = [tag(Gives::Threads, source)];
            let mut statements = db::purging(&db::open(env)?, site, &tags, now_ms())?;
            statements.push(write.statement(db::INSERT_THREAD, &[site, lang])?);
            statements.push(write.statement(db::INSERT_QUESTION, &[&title, &text, &name, &now, &words])?);
            write.commit(statements, db::THREAD_INSERTED, &[source]).await?
        }
    };
    site::forget(&visit.site().id);
    Ok(Answer::personal(201, Data::Asked(Asked { id })))
}
