//! `GET /ask/new`: where a question is asked. `POST /ask`: asks it of the site's own community, or of staff alone.

use model::data::{Asked, Data, EMAIL_CHARS, NAME_CHARS, Question, TEXT_CHARS, TITLE_CHARS};
use model::id::Email;
use model::markup::{self, tame};
use model::source::{Gives, SourceKind};
use model::triage::{Decision, Route};
use model::view::{AskingPage, View};
use widget::texts::ThreadText;
use worker::{Env, Request};

use crate::answer::Answer;
use crate::asked::Face;
use crate::body::Kind;
use crate::clock::now_ms;
use crate::community::{self, Viewer};
use crate::error::Error;
use crate::limit::{self, Rate};
use crate::once::{self, Turn, Write};
use crate::person::Person;
use crate::present::reader::Reader;
use crate::present::thread as present;
use crate::router::Visit;
use crate::routes::watch::PER_RECIPIENT;
use crate::routes::{elsewhere, thread};
use crate::source::{self, tag};
use crate::written::{self, Header, Written};
use crate::{body, db, signed, visitor, words};

/// Questions from one address: a handful at once, then one every few minutes.
const PER_ADDRESS: Rate = Rate { burst: 20, every_ms: 180_000 };

/// Questions of one person.
const PER_PERSON: Rate = Rate { burst: 10, every_ms: 600_000 };

/// The longest account of what was seen before, in characters: what is more is cut.
const SEEN_CHARS: usize = 4_000;

/// The form, filled with what its address says: `q` is what was searched for, `product` what it is about.
pub(crate) async fn form(visit: &Visit, env: &Env) -> Result<Answer, Error> {
    source::asks(visit.site()).then_some(()).ok_or(Error::UnknownPage)?;
    let parameter = |name: &str| visit.asked.parameter(name).unwrap_or_default().to_owned();
    let question = Question {
        title: visit.words("q"),
        product: parameter("product"),
        seen: seen(&parameter("seen")),
        ..Question::default()
    };
    let page = page(visit, env, question).await;
    Ok(Answer::settled(View::Asking(page)))
}

/// 1. The site must have a community, of its own or in another system: 404 else. 2. What is written must be sound: 400, 413, 415, 422.
///    3. What looks private is asked about: a form comes back with the question (200), a program is told (422). 4. Not too
///    many: 429. 5. Each key once: 400, 409, 422. 6. A page leads to the thread (303), the app is given it, a program its id
///    (201).
pub(crate) async fn post(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    source::asks(visit.site()).then_some(()).ok_or(Error::UnknownPage)?;
    let (kind, bytes) = body::sent(request, &visit.asked.origin).await?;
    let (question, written) = match kind {
        Kind::Json => (body::json(&bytes)?, Written::default()),
        Kind::Form => {
            let written = Written::of_form(&bytes);
            (written.question(), written)
        }
    };
    match ask(visit, request, env, &question, &written, &bytes).await {
        // Nothing typed is lost.
        Err(error) if kind == Kind::Form && visit.asked.face == Face::Html && written::is_told(&error) => {
            let problem = error.problem(visit.lang);
            let page = page(visit, env, question).await;
            // What did not answer may have taken it all the same: it is asked for that first.
            let unsent = problem.status == 503;
            let wrong = if unsent { words::community(visit.lang, "ask.unsent") } else { problem.detail };
            let page = AskingPage { wrong, field: problem.field, ..page };
            Ok(Answer::failed_form(View::Asking(page), &error))
        }
        answer => answer,
    }
}

async fn ask(
    visit: &Visit,
    request: &Request,
    env: &Env,
    question: &Question,
    written: &Written,
    bytes: &[u8],
) -> Result<Answer, Error> {
    let question = sound(question)?;
    let decision = written::triaged(visit, &question);
    let private = question.to == "staff" || decision.is_private();
    if let Some(doubt) = written::doubt(visit, &decision, false).filter(|_| question.to.is_empty()) {
        return match written.kind {
            Kind::Json => Err(doubt),
            Kind::Form => {
                let doubt = doubt.problem(visit.lang).detail;
                let page = AskingPage { doubt, ..page(visit, env, question).await };
                Ok(Answer::own_page(View::Asking(page)))
            }
        };
    }
    // What is private is never told to everybody, also where nobody takes it otherwise.
    let source = source::receiver(visit.site(), private).ok_or(Error::UnknownPage)?;
    if source.kind != SourceKind::Builtin {
        return elsewhere::post(visit, request, env, source, &question, written, bytes).await;
    }
    let site = visit.site().id.as_str();
    let turn = match written.kind {
        Kind::Json => once::turn(request, env, &["POST /ask", site].join(" "), bytes).await?,
        Kind::Form => {
            let same = [&*question.title, &question.text, &question.to].join("\0");
            let scope = ["POST /ask", site, &visitor::address(request)].join(" ");
            written::turn(env, &written.key, &scope, &same).await?
        }
    };
    let (id, viewer, header) = match turn {
        Turn::Done(id) => (id, written::viewer(request, visit, env).await?, None),
        Turn::Ours(write) => {
            let who = match counted(visit, request, env, &question, written).await {
                Ok(who) => who,
                Err(error) => {
                    write.give_back().await?;
                    return Err(error);
                }
            };
            let asked = Asking { question: &question, decision: &decision, private, who: &who.0 };
            let id = asked.insert(visit, env, write, source.id.as_str()).await?;
            community::changed(env, visit.site(), &id);
            (id, Viewer { person: who.0, ..Viewer::default() }, who.1)
        }
    };
    let mut answer = match (written.kind, visit.asked.face) {
        (Kind::Json, _) => Answer::personal(201, Data::Asked(Asked { id })),
        (Kind::Form, Face::Html) => thread::leads_to(visit, &id, ""),
        (Kind::Form, Face::Json) => {
            Answer { status: 201, ..thread::of_viewer(visit, env, &id, &viewer, |_| {}).await? }
        }
    };
    answer.headers.extend(header);
    Ok(answer)
}

/// What is written, without what stands around it.
fn sound(question: &Question) -> Result<Question, Error> {
    let email = match question.email.trim() {
        "" => "",
        email if email.chars().count() <= EMAIL_CHARS && email.parse::<Email>().is_ok() => email,
        _ => return Err(written::wrong("email")),
    };
    if !question.product.bytes().all(|b| b.is_ascii_alphanumeric() || b"._~:-".contains(&b))
        || question.product.len() > 120
    {
        return Err(written::wrong("product"));
    }
    let to = ["", "staff", "everybody"].into_iter().find(|to| *to == question.to.trim());
    Ok(Question {
        title: written::field(&question.title, "title", TITLE_CHARS)?,
        text: written::field(&question.text, "text", TEXT_CHARS)?,
        name: written::optional(&question.name, "name", NAME_CHARS)?,
        email: email.to_owned(),
        product: question.product.clone(),
        to: to.ok_or(Error::Invalid("to"))?.to_owned(),
        seen: seen(&question.seen),
    })
}

/// What was seen before, as far as staff want to read it.
fn seen(lines: &str) -> String {
    let kept =
        tame(lines).chars().filter(|c| !c.is_control() || *c == '\n').take(SEEN_CHARS).collect::<String>();
    kept.trim().to_owned()
}

/// Counts a question for its address, its writer and who is to be written to; tells who that writer is.
async fn counted(
    visit: &Visit,
    request: &Request,
    env: &Env,
    question: &Question,
    written: &Written,
) -> Result<(Option<Person>, Option<Header>), Error> {
    let site = visit.site().id.as_str();
    limit::count(env, &["ask", &visitor::address(request)].join(" "), PER_ADDRESS).await?;
    if !question.email.is_empty() {
        let subject = ["mail", site, &question.email.to_lowercase()].join(" ");
        limit::count(env, &subject, PER_RECIPIENT).await?;
    }
    let (who, header) = written::writer(visit, request, env, written, &question.name).await?;
    if let Some(person) = &who {
        limit::count(env, &["ask", site, &person.id.to_string()].join(" "), PER_PERSON).await?;
    }
    let new = who.as_ref().is_none_or(Person::is_new);
    if new && markup::links(&question.text) > written::NEW_LINKS {
        return Err(Error::Typed { field: "text", key: "ask.links", value: String::new() });
    }
    Ok((who, header))
}

/// A question on its way into the database.
struct Asking<'a> {
    question: &'a Question,
    decision: &'a Decision,
    private: bool,
    who: &'a Option<Person>,
}

/// A new thread: `?3` site, `?4` language, `?5` person, `?6` private, `?7` held, `?8` product, `?9` route, `?10` reasons,
/// `?11` seen, `?12` urgency, `?13` now, `?14` due; numbers as texts.
const INSERT_THREAD: &str = "INSERT INTO threads \
    (site, lang, person, private, held, product, route, reasons, seen, urgency, step, asked, changed, due) \
    SELECT ?3, ?4, CAST(nullif(?5, '') AS INTEGER), CAST(?6 AS INTEGER), CAST(?7 AS INTEGER), ?8, ?9, ?10, ?11, \
    CAST(?12 AS INTEGER), CAST(?6 AS INTEGER), CAST(?13 AS INTEGER), CAST(?13 AS INTEGER), CAST(?14 AS INTEGER) WHERE {mine}";

/// Its question, right after it: `?3` title, `?4` text, `?5` author, `?6` seconds since 1970, `?7` bigrams, `?8` person.
const INSERT_QUESTION: &str = "INSERT INTO posts (thread, title, text, author, at, bigrams, person, told) \
    SELECT last_insert_rowid(), ?3, ?4, ?5, CAST(?6 AS INTEGER), ?7, CAST(nullif(?8, '') AS INTEGER), 0 WHERE {mine}";

/// The id of the thread whose question was inserted right before: `?3` is the source.
const THREAD_INSERTED: &str = "(SELECT ?3 || '.' || thread FROM posts WHERE id = last_insert_rowid())";

/// Who is told of answers, right after the question: `?3` id, `?4` site, `?5` person, `?6` e-mail address, `?7` language,
/// `?8` where links lead, `?9` now.
const INSERT_FOLLOWER: &str = "INSERT INTO followers (id, site, thread, person, email, lang, home, at) \
    SELECT ?3, ?4, (SELECT thread FROM posts WHERE id = last_insert_rowid()), CAST(nullif(?5, '') AS INTEGER), ?6, ?7, ?8, \
    CAST(?9 AS INTEGER) WHERE {mine}";

/// As [`THREAD_INSERTED`], of the thread whose follower was.
const FOLLOWER_INSERTED: &str =
    "(SELECT ?3 || '.' || thread FROM followers WHERE rowid = last_insert_rowid())";

impl Asking<'_> {
    async fn insert(&self, visit: &Visit, env: &Env, write: Write, source: &str) -> Result<String, Error> {
        let Self { question, decision, .. } = self;
        let (site, now) = (visit.site(), now_ms());
        let stranger = self.who.as_ref().is_none_or(Person::is_new) && written::approves_first(site);
        let held = decision.route == Route::Held || stranger;
        let urgency = match decision.route {
            Route::StaffFirst => 2,
            _ => u8::from(self.private),
        };
        let person = self.who.as_ref().map(|person| person.id.to_string()).unwrap_or_default();
        let flag = |is: bool| u8::from(is).to_string();
        let (at, lang) = (now.to_string(), visit.lang.code());
        let words = sources::words::indexed(&question.title, &question.text);
        // With the question or not at all: a Worker that ends in between leaves no list without it.
        let mut statements =
            db::purging(&db::open(env)?, site.id.as_str(), &[tag(Gives::Threads, source)], now)?;
        statements.push(write.statement(
            INSERT_THREAD,
            &[
                site.id.as_str(),
                lang,
                &person,
                &flag(self.private),
                &flag(held),
                &question.product,
                &serde_json::to_string(&decision.route).unwrap_or_default(),
                &serde_json::to_string(&decision.reasons).unwrap_or_default(),
                &question.seen,
                &urgency.to_string(),
                &at,
                &community::due(site, now).to_string(),
            ],
        )?);
        let asked = visit.asked.now().to_string();
        let row = [&*question.title, &question.text, &question.name, &asked, &words, &person];
        statements.push(write.statement(INSERT_QUESTION, &row)?);
        if question.email.is_empty() {
            return write.commit(statements, THREAD_INSERTED, &[source]).await;
        }
        let (id, home) = (signed::new_id()?, &*visit.asked.origin);
        let row = [&*id, site.id.as_str(), &person, &question.email, lang, home, &at];
        statements.push(write.statement(INSERT_FOLLOWER, &row)?);
        write.commit(statements, FOLLOWER_INSERTED, &[source]).await
    }
}

/// The form with a question in it.
async fn page(visit: &Visit, env: &Env, question: Question) -> AskingPage {
    let reader = Reader::of(visit);
    let about = thread::product_name(visit, env, &question.product).await;
    let elsewhere = community::of(visit.site()).is_err();
    let mut texts = widget::catalogue::thread_texts(visit.lang);
    let mut says = |text: ThreadText, key: &str| {
        if let Some(text) = texts.get_mut(usize::from(text)) {
            *text = words::community(visit.lang, key);
        }
    };
    let open = source::receiver(visit.site(), false).is_some();
    let tickets = source::receiver(visit.site(), true).is_some_and(|source| source.tickets);
    if tickets {
        says(ThreadText::Email, if open { "ask.email_staff" } else { "ask.email_always" });
    }
    if elsewhere && (open || tickets) {
        // A forum is told no address, and writes to nobody; nor has what staff write a link that stops it.
        says(ThreadText::EmailHelp, if open { "ask.email_elsewhere" } else { "ask.email_needed" });
    }
    AskingPage {
        texts,
        rules: present::rules(&reader),
        title: question.title,
        text: question.text,
        name: question.name,
        email: question.email,
        to: question.to,
        seen: question.seen,
        product: if about.is_empty() { String::new() } else { question.product },
        about,
        elsewhere,
        needs_email: tickets && !open,
        ..AskingPage::default()
    }
}
