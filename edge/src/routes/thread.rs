//! `GET /ask/{id}` is a question with its answers, `POST /ask/{id}/{act}` does something to it.

use model::data::{NAME_CHARS, Question, TEXT_CHARS, TITLE_CHARS};
use model::markup;
use model::source::{Source, SourceKind};
use model::triage::Route;
use model::view::{ThreadPage, View};
use wasm_bindgen::JsValue;
use worker::{D1PreparedStatement, Env, Request};

use crate::answer::{Answer, Content};
use crate::asked::Face;
use crate::body::Kind;
use crate::cache::{Lifetime, Policy};
use crate::clock::{now_ms, to_js};
use crate::community::{self, Post, Shown, Thread, Viewer, statement};
use crate::error::Error;
use crate::limit::{self, Rate};
use crate::once::Turn;
use crate::person::Person;
use crate::present::reader::Reader;
use crate::present::thread as present;
use crate::router::Visit;
use crate::routes::desk;
use crate::written::{self, Header, Written};
use crate::{db, person, source, visitor, words};

/// Answers from one address, and of one person.
const ANSWERS: Rate = Rate { burst: 20, every_ms: 60_000 };

/// Votes, flags and whatever else, of one person.
const ACTS: Rate = Rate { burst: 60, every_ms: 10_000 };

/// A thread as everybody sees it.
pub(crate) async fn get(place: &str, visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let id = id(place);
    let (source, _) = find(visit, id)?;
    let tags = vec![["thread:", id].concat()];
    let answer = if source.kind == SourceKind::Builtin {
        let answer = of_viewer(visit, env, id, &Viewer::default(), |_| {}).await?;
        Answer { policy: Policy::Public(Lifetime::TOLD), tags, by: vec![source.id.to_string()], ..answer }
    } else {
        let reader = Reader::of(visit);
        let shown = |thread| View::Thread(Box::new(present::elsewhere(&reader, thread)));
        Answer::told_page(source::thread(env, visit.site(), id).await?, tags, shown)
    };
    Ok(at_its_path(answer, place, visit))
}

/// A thread as somebody who has written sees it, or staff.
pub(crate) async fn own(place: &str, visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    let id = id(place);
    let (source, _) = find(visit, id)?;
    if source.kind != SourceKind::Builtin {
        let answer = get(place, visit, env).await?;
        return Ok(Answer { policy: Policy::Personal, ..answer });
    }
    limit::flood(env, &visitor::address(request)).await?;
    // The link of an e-mail is good in any browser, which then keeps what it is good for; addresses are passed on.
    if let Some(token) = visit.asked.parameter("read").filter(|_| visit.asked.face == Face::Html)
        && person::shown(env, token, visit.asked.now()).is_some()
    {
        let mut answer = leads_to(visit, id, "");
        answer.headers.push(person::reads(token));
        return Ok(answer);
    }
    let viewer = written::viewer(request, visit, env).await?;
    Ok(at_its_path(of_viewer(visit, env, id, &viewer, |_| {}).await?, place, visit))
}

/// A place without the words behind the id, which are for people.
fn id(place: &str) -> &str {
    place.split('~').next().unwrap_or_default()
}

/// The source that a thread's full id names, and its own id there.
fn find<'a>(visit: &'a Visit, id: &'a str) -> Result<(&'a Source, &'a str), Error> {
    let (name, number) = id.split_once('.').ok_or(Error::NotFound)?;
    let source = source::find(visit.site(), name).ok_or(Error::NotFound)?;
    if source.gives(model::source::Gives::Threads) { Ok((source, number)) } else { Err(Error::NotFound) }
}

/// A page at another address than its own, as after a change of its title, leads there.
fn at_its_path(mut answer: Answer, place: &str, visit: &Visit) -> Answer {
    let Content::View(View::Thread(page)) = &answer.content else { return answer };
    let here = ["/ask/", place].concat();
    let other = place != page.id && here != page.path;
    if other && visit.asked.face == Face::Html {
        answer.status = 301;
        answer.headers.push(("location", visit.asked.keep().with(&page.path, &[])));
    }
    answer
}

/// Leads to a thread, and there to a post.
pub(crate) fn leads_to(visit: &Visit, id: &str, post: &str) -> Answer {
    let mut answer = Answer::own_page(View::Thread(Box::default()));
    let address = visit.asked.keep().with(&["/ask/", id].concat(), &[]);
    let place = if post.is_empty() { String::new() } else { ["#p", post].concat() };
    answer.status = 303;
    answer.headers.push(("location", [address, place].concat()));
    answer
}

/// A thread of the site's own community for somebody, with something said about it.
pub(crate) async fn of_viewer(
    visit: &Visit,
    env: &Env,
    id: &str,
    viewer: &Viewer,
    say: impl FnOnce(&mut ThreadPage),
) -> Result<Answer, Error> {
    let (source, number) = find(visit, id)?;
    let shown = community::read(env, visit.site(), number, viewer).await?;
    let id = [source.id.as_str(), ".", &shown.thread.id.to_string()].concat();
    let reader = Reader::of(visit);
    let mut page = present::own(&reader, &id, &shown, viewer);
    page.about = product_name(visit, env, &page.product).await;
    if let Some(post) = visit.asked.parameter("quote") {
        page.typed =
            shown.posts.iter().find(|one| one.id.to_string() == post).map(quoted).unwrap_or_default();
    }
    say(&mut page);
    Ok(Answer::own_page(View::Thread(Box::new(page))))
}

/// A post, as it is quoted in an answer to it.
fn quoted(post: &Post) -> String {
    let lines = post.text.lines().map(|line| ["> ", line, "\n"].concat());
    lines.collect::<String>() + "\n"
}

/// What a product is called; empty where there is none, or nobody says.
pub(crate) async fn product_name(visit: &Visit, env: &Env, id: &str) -> String {
    if id.is_empty() {
        return String::new();
    }
    source::product(env, visit.site(), id).await.map(|told| told.value.name).unwrap_or_default()
}

/// What is done to a thread: its row, its posts, who does it, and with what.
struct Act<'a> {
    visit: &'a Visit,
    env: &'a Env,
    source: &'a Source,
    /// The thread's full id.
    id: &'a str,
    shown: &'a Shown,
    viewer: &'a Viewer,
    written: &'a Written,
}

/// 1. The thread must be the community's, and seen by who sends this: 404 else. 2. What is sent must be sound: 400, 403,
///    413, 415, 422. 3. Not too often: 429. 4. A page leads back to the thread (303), the app and programs are given it.
pub(crate) async fn act(place: &str, visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    let (place, act) = place.split_once('/').ok_or(Error::UnknownPage)?;
    let id = id(place);
    let (source, number) = find(visit, id)?;
    if source.kind != SourceKind::Builtin {
        return Err(Error::UnknownPage);
    }
    let written = Written::read(request, &visit.asked.origin).await?;
    let mut viewer = written::viewer(request, visit, env).await?;
    // Before anybody becomes somebody: what is not there is not written to.
    let shown = community::read(env, visit.site(), number, &viewer).await?;
    let mut header = None;
    let done = async {
        if act != "answer" {
            header = become_known(visit, request, env, &written, &mut viewer).await?;
        }
        let act_of = |viewer| Act { visit, env, source, id, shown: &shown, viewer, written: &written };
        match act {
            "answer" => answer(request, act_of(&viewer.clone()), &mut viewer, &mut header).await,
            "vote" => act_of(&viewer).vote().await,
            "accept" => act_of(&viewer).accept().await,
            "edit" => act_of(&viewer).edit().await,
            "flag" => act_of(&viewer).flag().await,
            "close" => act_of(&viewer).close().await,
            _ => Err(Error::UnknownPage),
        }
    };
    let done = done.await;
    let html = written.kind == Kind::Form && visit.asked.face == Face::Html;
    if let Some(staff) = viewer.staff.as_ref().filter(|_| html && written.is_from_desk()) {
        let number = shown.thread.id.to_string();
        return match done {
            Ok(_) => {
                let place = ["/desk/thread/", &number].concat();
                Ok(Answer::elsewhere(visit.asked.keep().with(&place, &[])))
            }
            Err(error) => {
                desk::thread_again(visit, env, staff, &number, &[("text", &*written.text)], error).await
            }
        };
    }
    let mut answer = match done {
        Ok(post) if html && act != "flag" => leads_to(visit, id, &post),
        Ok(_) => {
            let said = match act {
                "flag" => words::community(visit.lang, "ask.flagged"),
                "edit" => words::community(visit.lang, "ask.saved"),
                _ => String::new(),
            };
            of_viewer(visit, env, id, &viewer, |page| page.done = said).await?
        }
        Err(error) if html && written::is_told(&error) => {
            failed(visit, env, id, &viewer, act, &written, &error).await?
        }
        Err(error) => return Err(error),
    };
    answer.headers.extend(header);
    Ok(answer)
}

/// The page of a form that failed, with what was typed in it.
async fn failed(
    visit: &Visit,
    env: &Env,
    id: &str,
    viewer: &Viewer,
    act: &str,
    written: &Written,
    error: &Error,
) -> Result<Answer, Error> {
    let wrong = error.problem(visit.lang).detail;
    let shown = of_viewer(visit, env, id, viewer, |page| {
        page.wrong = wrong;
        page.doubt = error.field() == "to";
        match act {
            "answer" => {
                page.typed.clone_from(&written.text);
                page.typed_name.clone_from(&written.name);
            }
            "edit" => {
                let edited = page.posts.iter_mut().filter(|post| post.id == written.post);
                edited.for_each(|post| post.text.clone_from(&written.text));
            }
            _ => {}
        }
    });
    let shown = shown.await?;
    let headers = error.header().into_iter().collect();
    Ok(Answer { status: error.kind().status(), headers, reason: error.reason(), ..shown })
}

/// Who does something to a post is somebody; staff are already.
async fn become_known(
    visit: &Visit,
    request: &Request,
    env: &Env,
    written: &Written,
    viewer: &mut Viewer,
) -> Result<Option<Header>, Error> {
    if viewer.staff.is_some() {
        return Ok(None);
    }
    let (person, header) = written::writer(visit, request, env, written, "").await?;
    let person = person.ok_or(Error::Forbidden)?;
    let subject = ["act", visit.site().id.as_str(), &person.id.to_string()].join(" ");
    limit::count(env, &subject, ACTS).await?;
    viewer.person = Some(person);
    Ok(header)
}

/// An answer: `?3` thread, `?4` text, `?5` author, `?6` of staff, `?7` seconds since 1970, `?8` bigrams, `?9` person,
/// `?10` held.
const INSERT_ANSWER: &str = "INSERT INTO posts (thread, text, author, staff, at, bigrams, person, held, told) \
    SELECT CAST(?3 AS INTEGER), ?4, ?5, CAST(?6 AS INTEGER), CAST(?7 AS INTEGER), ?8, CAST(nullif(?9, '') AS INTEGER), \
    CAST(?10 AS INTEGER), 0 WHERE {mine}";

/// What else it changes: `?3` thread, `?4` now, `?5` when somebody waits for the next answer, or empty.
const UPDATE_THREAD: &str = "UPDATE threads SET changed = CAST(?4 AS INTEGER), due = CAST(nullif(?5, '') AS INTEGER) \
    WHERE id = CAST(?3 AS INTEGER) AND {mine}";

/// Writes an answer; its post's id. Who writes for the first time becomes somebody.
async fn answer(
    request: &Request,
    act: Act<'_>,
    viewer: &mut Viewer,
    header: &mut Option<Header>,
) -> Result<String, Error> {
    let Act { visit, env, source, id, shown: Shown { thread, .. }, written, .. } = act;
    let text = written::field(&written.text, "text", TEXT_CHARS)?;
    let name = written::optional(&written.name, "name", NAME_CHARS)?;
    if thread.closed > 0 {
        return Err(Error::Typed { field: "", key: "ask.closed", value: String::new() });
    }
    let staff = viewer.staff.clone();
    let question = Question { text: text.clone(), ..Question::default() };
    let decision = written::triaged(visit, &question);
    let asked = staff.is_none() && thread.private == 0 && written.to.is_empty();
    if let Some(doubt) = written::doubt(visit, &decision, true).filter(|_| asked) {
        return Err(doubt);
    }
    let site = visit.site();
    let scope = ["POST /ask/answer", id, site.id.as_str(), &visitor::address(request)].join(" ");
    let write = match written::turn(env, &written.key, &scope, &text).await? {
        Turn::Done(post) => return Ok(post),
        Turn::Ours(write) => write,
    };
    if staff.is_none() {
        let counted = async {
            limit::count(env, &["answer", &visitor::address(request)].join(" "), ANSWERS).await?;
            let (person, given) = written::writer(visit, request, env, written, &name).await?;
            *header = given;
            if let Some(person) = &person {
                let subject = ["answer", site.id.as_str(), &person.id.to_string()].join(" ");
                limit::count(env, &subject, ANSWERS).await?;
            }
            viewer.person = person;
            let new = viewer.person.as_ref().is_none_or(Person::is_new);
            if new && markup::links(&text) > written::NEW_LINKS {
                return Err(Error::Typed { field: "text", key: "ask.links", value: String::new() });
            }
            Ok(())
        };
        if let Err(error) = counted.await {
            write.give_back().await?;
            return Err(error);
        }
    }
    let asked_it = viewer.is(thread.person);
    let new = viewer.person.as_ref().is_none_or(Person::is_new);
    // Who asked goes on with what was let through already.
    let waits = !asked_it && new && written::approves_first(site);
    let held = staff.is_none() && (decision.route == Route::Held || waits);
    let (now, is) = (now_ms(), |is: bool| u8::from(is).to_string());
    let due = match thread.due {
        // Somebody waits on where their own words, or what nobody sees yet, were added.
        Some(due) if asked_it || held => due.to_string(),
        None if asked_it && thread.solved == 0 => community::due(site, now).to_string(),
        _ => String::new(),
    };
    let person = viewer.person.as_ref().filter(|_| staff.is_none());
    let author = match (&staff, person) {
        (Some(staff), _) => staff.name.clone(),
        (None, Some(person)) if name.is_empty() => person.name.clone(),
        _ => name,
    };
    let number = thread.id.to_string();
    let mut statements = db::purging(&db::open(env)?, site.id.as_str(), &community::tags(source, id), now)?;
    let post = [
        &*number,
        &text,
        &author,
        &is(staff.is_some()),
        &visit.asked.now().to_string(),
        &sources::words::indexed("", &text),
        &person.map(|person| person.id.to_string()).unwrap_or_default(),
        &is(held),
    ];
    if let Some(staff) = &staff {
        statements.push(community::noted(env, site, staff, "answer", thread.id, None)?);
    }
    statements.push(write.statement(UPDATE_THREAD, &[&number, &now.to_string(), &due])?);
    statements.push(write.statement(INSERT_ANSWER, &post)?);
    let post = write.commit(statements, "CAST(last_insert_rowid() AS TEXT)", &[]).await?;
    community::changed(env, site, id);
    Ok(post)
}

impl Act<'_> {
    /// The post that is meant.
    fn post(&self) -> Result<&Post, Error> {
        let is = |post: &&Post| post.id.to_string() == self.written.post;
        self.shown.posts.iter().find(is).ok_or(Error::Invalid("post"))
    }

    /// Whether who does this asked the question, or is of staff.
    fn decides(&self) -> Result<(), Error> {
        let asker = self.viewer.is(self.shown.thread.person);
        if asker || self.viewer.staff.is_some() { Ok(()) } else { Err(Error::Forbidden) }
    }

    fn person(&self) -> JsValue {
        self.viewer.person.as_ref().map_or(JsValue::NULL, |person| to_js(person.id).into())
    }

    fn statement(&self, sql: &str, values: &[JsValue]) -> Result<D1PreparedStatement, Error> {
        statement(self.env, sql, values)
    }

    /// Commits, and notes it where it is staff's doing.
    async fn commit(
        &self,
        mut statements: Vec<D1PreparedStatement>,
        act: &str,
        post: Option<i64>,
    ) -> Result<(), Error> {
        let site = self.visit.site();
        if let Some(staff) = &self.viewer.staff {
            statements.push(community::noted(self.env, site, staff, act, self.shown.thread.id, post)?);
        }
        let tags = community::tags(self.source, self.id);
        community::change(self.env, site, &tags, self.id, statements).await
    }

    /// One vote a person, for what others wrote; the database counts.
    async fn vote(&self) -> Result<String, Error> {
        let post = self.post()?;
        if self.viewer.person.is_none() || self.viewer.is(post.person) {
            return Err(Error::Forbidden);
        }
        let at = to_js(now_ms()).into();
        let vote = if self.written.is_on() {
            let insert = "INSERT INTO votes (post, person, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
            self.statement(insert, &[to_js(post.id).into(), self.person(), at])?
        } else {
            let delete = "DELETE FROM votes WHERE post = ?1 AND person = ?2";
            self.statement(delete, &[to_js(post.id).into(), self.person()])?
        };
        // No list tells of votes.
        let [thread, _] = community::tags(self.source, self.id);
        community::change(self.env, self.visit.site(), &[thread], self.id, vec![vote]).await?;
        Ok(post.id.to_string())
    }

    /// This answer solved it, says who asked or staff; or not after all.
    async fn accept(&self) -> Result<String, Error> {
        self.decides()?;
        let post = self.post()?;
        if !post.title.is_empty() {
            return Err(Error::Invalid("post"));
        }
        let on = self.written.is_on();
        let thread = || to_js(self.shown.thread.id).into();
        let values = [thread(), to_js(post.id).into(), u8::from(on).into()];
        let mut statements = vec![
            self.statement("UPDATE posts SET accepted = (id = ?2 AND ?3) WHERE thread = ?1", &values)?,
            self.statement(
                "UPDATE threads SET solved = ?2, due = iif(?2, NULL, due), changed = ?3 WHERE id = ?1",
                &[thread(), u8::from(on).into(), to_js(now_ms()).into()],
            )?,
        ];
        // Staff's word is worth something: two browsers of one person could give each other theirs.
        if on && self.viewer.staff.is_some() {
            let trust = "UPDATE people SET trusted = 1 WHERE id = (SELECT person FROM posts WHERE id = ?1)";
            statements.push(self.statement(trust, &[to_js(post.id).into()])?);
        }
        self.commit(statements, "solve", Some(post.id)).await?;
        Ok(post.id.to_string())
    }

    /// Says something better; what it said before is kept.
    async fn edit(&self) -> Result<String, Error> {
        let post = self.post()?;
        let Thread { closed, .. } = self.shown.thread;
        let (question, known) = (!post.title.is_empty(), self.viewer.person.as_ref());
        let improves = !question && known.is_some_and(|person| !person.is_new());
        let may = closed == 0 && (self.viewer.is(post.person) || improves);
        if !may && self.viewer.staff.is_none() {
            return Err(Error::Forbidden);
        }
        let text = written::field(&self.written.text, "text", TEXT_CHARS)?;
        let title = match (question, self.written.title.is_empty()) {
            (true, false) => written::field(&self.written.title, "title", TITLE_CHARS)?,
            _ => post.title.clone(),
        };
        if known.is_some_and(Person::is_new) && markup::links(&text) > written::NEW_LINKS {
            return Err(Error::Typed { field: "text", key: "ask.links", value: String::new() });
        }
        // The same again is no news.
        if text == post.text && title == post.title {
            return Ok(post.id.to_string());
        }
        let decision = written::triaged(self.visit, &Question { text: text.clone(), ..Question::default() });
        let asked =
            self.viewer.staff.is_none() && self.shown.thread.private == 0 && self.written.to.is_empty();
        if let Some(doubt) = written::doubt(self.visit, &decision, true).filter(|_| asked) {
            return Err(doubt);
        }
        let held = self.viewer.staff.is_none() && decision.route == Route::Held;
        let stamp = post.edited.unwrap_or_default();
        if self.written.stamp != stamp.to_string() {
            return Err(Error::Typed { field: "text", key: "ask.changed", value: String::new() });
        }
        let now = now_ms().max(stamp + 1);
        let editor = match (&self.viewer.staff, known) {
            (Some(staff), _) => &staff.name,
            (None, Some(person)) => &person.name,
            (None, None) => "",
        };
        let (id, stamp) = (|| JsValue::from(to_js(post.id)), || JsValue::from(to_js(stamp)));
        let words = sources::words::indexed(&title, &text);
        let keep = "INSERT INTO revisions (post, number, title, text, person, editor, at) SELECT id, \
                    1 + (SELECT count(*) FROM revisions WHERE post = ?1), title, text, ?3, ?4, ?5 \
                    FROM posts WHERE id = ?1 AND coalesce(edited, 0) = ?2";
        let update = "UPDATE posts SET title = ?3, text = ?4, bigrams = ?5, edited = ?6, held = max(held, ?7) \
                      WHERE id = ?1 AND coalesce(edited, 0) = ?2";
        let at = || JsValue::from(to_js(now));
        let statements = vec![
            self.statement(keep, &[id(), stamp(), self.person(), editor.into(), at()])?,
            self.statement(
                update,
                &[id(), stamp(), title.into(), text.into(), words.into(), at(), u8::from(held).into()],
            )?,
        ];
        self.commit(statements, "edit", Some(post.id)).await?;
        // Of two at the same moment one was first; the other is told.
        let number = self.shown.thread.id.to_string();
        let after = community::read(self.env, self.visit.site(), &number, self.viewer).await?;
        let mine = after
            .posts
            .iter()
            .find(|after| after.id == post.id)
            .is_none_or(|after| after.edited == Some(now));
        if mine {
            Ok(post.id.to_string())
        } else {
            Err(Error::Typed { field: "text", key: "ask.changed", value: String::new() })
        }
    }

    /// Tells staff what is wrong with a post.
    async fn flag(&self) -> Result<String, Error> {
        let post = self.post()?;
        let known = ["spam", "rude", "private", "wrong"].into_iter().find(|one| *one == self.written.reason);
        let reason = known.ok_or(Error::Invalid("reason"))?;
        if self.viewer.person.is_none() {
            return Err(Error::Forbidden);
        }
        let insert =
            "INSERT INTO flags (post, person, reason, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
        let values = [to_js(post.id).into(), self.person(), reason.into(), to_js(now_ms()).into()];
        // Nobody else sees it: nothing that is kept anywhere has changed.
        db::batch(self.env, vec![self.statement(insert, &values)?]).await?;
        crate::alert::soon(self.env);
        Ok(post.id.to_string())
    }

    /// No more answers, says who asked or staff; or some more.
    async fn close(&self) -> Result<String, Error> {
        self.decides()?;
        let on = self.written.is_on();
        let update = "UPDATE threads SET closed = ?2, due = iif(?2, NULL, due), changed = ?3 WHERE id = ?1";
        let values = [to_js(self.shown.thread.id).into(), u8::from(on).into(), to_js(now_ms()).into()];
        let act = if on { "close" } else { "reopen" };
        self.commit(vec![self.statement(update, &values)?], act, None).await?;
        Ok(String::new())
    }
}
