//! `/desk/thread/{id}`: a question with everything that is known of it, and what can be done about it.

use model::markup;
use model::triage::{Kind, Reason};
use model::view::{Block, Cell, DeskField, DeskForm, DeskPage};
use worker::{Env, Request};

use super::{Sent, cell, choice, doing, field, form, log, notice, queue, shown};
use crate::answer::Answer;
use crate::asked::{Face, Verb};
use crate::clock::from_js;
use crate::desk::act::{Act, post_acts, thread_acts};
use crate::desk::thread::{self, Flag, Post, Thread, Version};
use crate::desk::words::{Word, said};
use crate::error::Error;
use crate::fields::Fields;
use crate::present::reader::Reader;
use crate::present::thread::flag_reason;
use crate::router::Visit;
use crate::said::Said;
use crate::staff::{self, Staff};
use crate::{desk, signed, words};

/// Shows a question by GET; by POST does what the field `act` says, to the post of `post` or to the whole, unless somebody has
/// changed it since `seen`.
pub(crate) async fn thread(id: &str, visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    let staff = staff::signed_in(visit, request, env).await?;
    let site = visit.site().id.as_str();
    let found = thread::by_id(env, site, id).await?.ok_or(Error::NotFound)?;
    if visit.asked.verb == Verb::Get {
        return page(visit, env, &staff, &found, None).await;
    }
    let sent = Fields::read(request, &visit.asked.origin).await?;
    let done = match doing::act(visit, env, &staff, &found, &sent).await {
        Ok(done) => done,
        Err(error) if visit.asked.face == Face::Json => return Err(error),
        Err(error) => {
            let shown = page(visit, env, &staff, &found, None).await?;
            return super::again(visit, shown, &sent.pairs(), error);
        }
    };
    let after = thread::by_id(env, site, &done.thread).await?.ok_or(Error::NotFound)?;
    if done.done {
        return page(visit, env, &staff, &after, Some(Word::ActDone)).await;
    }
    let late = page(visit, env, &staff, &after, Some(Word::ActLate)).await?;
    Ok(super::typed(late, &sent.pairs()))
}

/// The page of a question by its number, after a form of it that was sent elsewhere failed there.
pub(crate) async fn again(
    visit: &Visit,
    env: &Env,
    staff: &Staff,
    number: &str,
    sent: &Sent<'_>,
    error: Error,
) -> Result<Answer, Error> {
    let Some(thread) = thread::by_id(env, visit.site().id.as_str(), number).await? else { return Err(error) };
    super::again(visit, page(visit, env, staff, &thread, None).await?, sent, error)
}

/// What a page is made from.
struct Shown<'a> {
    visit: &'a Visit,
    said: Said<Word>,
    reader: Reader<'a>,
    staff: &'a Staff,
    thread: &'a Thread,
    /// Where its forms are sent.
    action: String,
}

async fn page(
    visit: &Visit,
    env: &Env,
    staff: &Staff,
    thread: &Thread,
    says: Option<Word>,
) -> Result<Answer, Error> {
    let number = thread.number();
    let posts = thread::posts(env, &number).await?;
    let (versions, flags) = (thread::versions(env, &number).await?, thread::flags(env, &number).await?);
    let done = thread::done(env, &number).await?;
    let action = ["/desk/thread/", &number].concat();
    let it = Shown { visit, said: said(visit.lang), reader: Reader::of(visit), staff, thread, action };
    let mut blocks = notice(says.map_or("", |word| it.said.get(word)));
    blocks.push(Block::Card(String::new(), it.facts()));
    blocks.extend(it.before());
    blocks.extend(posts.iter().map(|post| it.post(post, &versions, &flags)));
    if thread.merged.is_none() {
        blocks.push(it.answer()?);
        blocks.push(it.acts());
    }
    blocks.push(Block::Details(it.said.get(Word::PageLog).to_owned(), vec![log::table(visit, &done, false)]));
    let title = [&*number, ": ", &words::erased(visit.lang, &thread.title)].concat();
    Ok(shown(DeskPage { title, blocks, ..DeskPage::default() }))
}

impl Shown<'_> {
    fn text(&self, word: Word) -> String {
        self.said.get(word).to_owned()
    }

    fn when(&self, ms: f64) -> String {
        self.reader.when(from_js(ms) / 1_000)
    }

    /// How it stands, in a table.
    fn facts(&self) -> Vec<Block> {
        let Thread { private, held, solved, hidden, closed, .. } = *self.thread;
        let thread = self.thread;
        let mut state: Vec<String> = super::marks(thread.urgency, [private, held, solved, hidden, closed])
            .into_iter()
            .map(|word| self.text(word))
            .collect();
        if let Some(merged) = thread.merged {
            state.push(self.said.fill(Word::StateMerged, &[("number", &from_js(merged).to_string())]));
        } else if !thread.is_over() && thread.due.is_some() {
            state.push(self.text(super::step(thread.step)));
        }
        let asked = [("when", &*self.when(thread.asked)), ("language", thread.lang.autonym())];
        let asked = if thread.asked > 0.0 {
            self.said.fill(Word::FactAskedBy, &asked)
        } else {
            thread.lang.autonym().to_owned()
        };
        let site = self.visit.site();
        let public = ["/ask/", &desk::public_id(site, &thread.number())].concat();
        let into = thread.merged.map(|id| ["/desk/thread/", &from_js(id).to_string()].concat());
        let link = |text: &str, href: String| Cell { text: text.to_owned(), href, ..Cell::default() };
        let rows = [
            (Word::ColumnState, link(&state.join("\n"), into.unwrap_or_default())),
            (Word::FactAsked, cell(asked)),
            (Word::ColumnClock, cell(queue::clock(&self.reader, &self.said, thread.due))),
            (Word::ColumnWho, cell(super::name(site, &thread.assigned))),
            (Word::FactProduct, cell(&*thread.product)),
            (Word::FactPage, link(&public, public.clone())),
        ];
        let rows = rows.into_iter().filter(|(_, cell)| !cell.text.is_empty());
        vec![Block::Table(Vec::new(), rows.map(|(word, one)| vec![cell(self.text(word)), one]).collect())]
    }

    /// Why it is here, and what came before it.
    fn before(&self) -> Vec<Block> {
        let reasons: Vec<Reason> = serde_json::from_slice(self.thread.reasons.as_bytes()).unwrap_or_default();
        let reason = |one: &Reason| {
            let kind = self.text(reason_word(one.kind));
            let score = [" (", &one.score.to_string(), ")"].concat();
            if one.words.is_empty() {
                kind + &score
            } else {
                [&*kind, ": ", &one.words.join(" · "), &score].concat()
            }
        };
        let why: Vec<String> = reasons.iter().map(reason).collect();
        [(Word::ThreadWhy, why.join("\n")), (Word::ThreadSeen, self.thread.seen.clone())]
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(word, text)| Block::Card(self.text(word), vec![Block::Text(text)]))
            .collect()
    }

    fn post(&self, post: &Post, versions: &[Version], flags: &[Flag]) -> Block {
        let author = if post.author.is_empty() { self.text(Word::PostNobody) } else { post.author.clone() };
        let heading = [&*author, " · ", &self.reader.when(from_js(post.at))].concat();
        let mut told: Vec<String> = [
            (post.staff != 0, Word::PostStaff),
            (post.accepted != 0, Word::PostSolution),
            (post.held != 0, Word::StateHeld),
            (post.hidden != 0, Word::StateHidden),
        ]
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, word)| self.text(word))
        .collect();
        if post.likes > 0.0 {
            told.push(self.said.fill(Word::PostVotes, &[("count", &from_js(post.likes).to_string())]));
        }
        if let Some(topics) = post.champion.as_ref().filter(|topics| !topics.is_empty()) {
            told.push(self.said.fill(Word::PostChampion, &[("topics", topics)]));
        }
        if let Some(edited) = post.edited {
            told.push(self.said.fill(Word::PostEdited, &[("when", &self.when(edited))]));
        }
        let own = |id: f64| from_js(id) == from_js(post.id);
        let flags: Vec<&Flag> = flags.iter().filter(|flag| own(flag.post)).collect();
        told.extend(flags.iter().map(|flag| {
            let reason = flag_reason(&self.reader, &flag.reason);
            self.said.fill(Word::StateFlagged, &[("reason", &reason)])
        }));
        let mut blocks = vec![Block::Said(markup::blocks(&words::erased(self.visit.lang, &post.text)))];
        if !told.is_empty() {
            blocks.insert(0, Block::Notice(told.join(" · ")));
        }
        let versions: Vec<&Version> = versions.iter().filter(|version| own(version.post)).collect();
        if !versions.is_empty() {
            let name = self.said.fill(Word::PostVersions, &[("count", &versions.len().to_string())]);
            let shown = versions.iter().flat_map(|version| self.version(version)).collect();
            blocks.push(Block::Details(name, shown));
        }
        if self.thread.merged.is_none() {
            blocks.extend(self.acts_on(post, !flags.is_empty()));
        }
        Block::Card(heading, blocks)
    }

    fn version(&self, version: &Version) -> Vec<Block> {
        let places = [("editor", &*version.editor), ("when", &self.when(version.at))];
        let mut blocks = vec![Block::Heading(self.said.fill(Word::PostVersion, &places))];
        if !version.title.is_empty() {
            blocks.push(Block::Text(version.title.clone()));
        }
        blocks.push(Block::Said(markup::blocks(&version.text)));
        blocks
    }

    /// A form that does something to the thread, or to a post of it.
    fn doing(&self, act: Act, post: &str) -> DeskForm {
        let fields = vec![DeskField::hidden("act", act.name()), self.seen(), DeskField::hidden("post", post)];
        form(&self.action, fields, &self.text(act.word()))
    }

    /// Names what was seen.
    fn seen(&self) -> DeskField {
        DeskField::hidden("seen", &from_js(self.thread.changed).to_string())
    }

    /// What is done at a press, and what must be said why.
    fn of_acts(&self, acts: Vec<Act>, post: &str) -> Vec<Block> {
        let (why, press): (Vec<Act>, Vec<Act>) = acts.into_iter().partition(|act| act.needs_why());
        let mut blocks = Vec::new();
        if !press.is_empty() {
            blocks.push(Block::Buttons(press.into_iter().map(|act| self.doing(act, post)).collect()));
        }
        if !why.is_empty() {
            let choices = why.iter().map(|act| (act.name().to_owned(), self.text(act.word()))).collect();
            let fields = vec![
                choice("act", self.said.get(Word::ActWhat), "", choices),
                field("why", "text", self.said.get(Word::ActWhy)),
                self.seen(),
                DeskField::hidden("post", post),
            ];
            let form = Block::Form(form(&self.action, fields, self.said.get(Word::ActDo)));
            blocks.push(Block::Details(self.text(Word::ActOther), vec![form]));
        }
        blocks
    }

    fn acts_on(&self, post: &Post, flagged: bool) -> Vec<Block> {
        let number = post.number();
        let mut acts = if post.is_question() { Vec::new() } else { post_acts(post) };
        if flagged {
            acts.insert(0, Act::Flags);
        }
        let mut blocks = self.of_acts(acts, &number);
        let topics = self.topics();
        if post.person.is_some() && post.staff == 0 && !topics.is_empty() {
            let value = post.champion.clone().unwrap_or_default();
            let fields = vec![
                DeskField::hidden("act", Act::Champion.name()),
                self.seen(),
                DeskField::hidden("post", &number),
                choice("topic", self.said.get(Word::ActTopic), &value, topics),
            ];
            let form = form(&self.action, fields, self.said.get(Word::ActChampion));
            blocks.push(Block::Details(self.text(Word::ActChampion), vec![Block::Form(form)]));
        }
        blocks
    }

    /// The topics of champions, with none before them.
    fn topics(&self) -> Vec<(String, String)> {
        let site = self.visit.site();
        let Some(triage) = site.triage.as_ref().filter(|triage| !triage.champions.is_empty()) else {
            return Vec::new();
        };
        let name = |id: &String| {
            let topic = site.topics.iter().find(|topic| topic.id == *id);
            topic.map_or_else(|| id.clone(), |topic| self.reader.said(&topic.name).to_owned())
        };
        let none = (String::new(), self.text(Word::ActFree));
        [none].into_iter().chain(triage.champions.iter().map(|id| (id.clone(), name(id)))).collect()
    }

    /// The form that customers answer by: staff are told from them by their being signed in, and come back here.
    fn answer(&self) -> Result<Block, Error> {
        let id = desk::public_id(self.visit.site(), &self.thread.number());
        let fields = vec![
            field("text", "area", self.said.get(Word::ActText)),
            DeskField::hidden("key", &signed::new_id()?),
            DeskField::hidden("name", &self.staff.name),
            DeskField::hidden("desk", "1"),
        ];
        let form = form(&["/ask/", &id, "/answer"].concat(), fields, self.said.get(Word::ActAnswer));
        Ok(Block::Card(self.text(Word::ActAnswer), vec![Block::Form(form)]))
    }

    /// What is done to the whole of it.
    fn acts(&self) -> Block {
        let site = self.visit.site();
        let mut whom: Vec<(String, String)> = site
            .desk
            .iter()
            .flat_map(|desk| &desk.clerks)
            .map(|clerk| (clerk.email.to_string(), clerk.name.clone()))
            .collect();
        whom.push((String::new(), self.text(Word::ActFree)));
        let (own, value) = (&self.staff.email, &self.thread.assigned);
        // Who has it is shown, also if they are of the desk no more. Case tells nobody apart.
        for (email, name) in [(own, self.staff.name.clone()), (value, super::name(site, value))] {
            match whom.iter_mut().find(|(one, _)| one.eq_ignore_ascii_case(email)) {
                Some((one, _)) => one.clone_from(email),
                None => whom.insert(0, (email.clone(), name)),
            }
        }
        // To take it is one press.
        let taken = own.eq_ignore_ascii_case(value);
        let own = whom.iter().find(|(one, _)| !taken && one == own);
        let take = own.map(|(email, name)| {
            let mut take = self.doing(Act::Assign, "");
            take.fields.push(DeskField::hidden("to", email));
            take.submit = [&*take.submit, ": ", name].concat();
            Block::Buttons(vec![take])
        });
        let assign = vec![
            DeskField::hidden("act", Act::Assign.name()),
            self.seen(),
            choice("to", self.said.get(Word::ColumnWho), value, whom),
        ];
        let merge = vec![
            DeskField::hidden("act", Act::Merge.name()),
            self.seen(),
            field("into", "text", self.said.get(Word::ActInto)),
            field("why", "text", self.said.get(Word::ActWhy)),
        ];
        let mut blocks = vec![Block::Form(form(&self.action, assign, self.said.get(Word::ActAssign)))];
        blocks.extend(take);
        blocks.extend(self.of_acts(thread_acts(self.thread), ""));
        let merge = form(&self.action, merge, self.said.get(Word::ActMerge));
        blocks.push(Block::Details(self.text(Word::ActMerge), vec![Block::Form(merge)]));
        Block::Card(self.text(Word::ActWhat), blocks)
    }
}

/// What triage found, in words.
const fn reason_word(kind: Kind) -> Word {
    match kind {
        Kind::OrderNumber => Word::ReasonOrderNumber,
        Kind::Email => Word::ReasonEmail,
        Kind::Phone => Word::ReasonPhone,
        Kind::Card => Word::ReasonCard,
        Kind::Iban => Word::ReasonIban,
        Kind::Address => Word::ReasonAddress,
        Kind::Safety => Word::ReasonSafety,
        Kind::Legal => Word::ReasonLegal,
        Kind::Anger => Word::ReasonAnger,
        Kind::Leaving => Word::ReasonLeaving,
        Kind::Staff => Word::ReasonStaff,
        Kind::Expert => Word::ReasonExpert,
        Kind::Spam => Word::ReasonSpam,
    }
}
