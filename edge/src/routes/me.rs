//! `/ask/me`, `/desk/person`: what is kept of a person, to take along or to erase.

use model::view::{Block, Cell, DeskField, DeskPage};
use serde::Deserialize;
use serde_json::{Map, Value};
use worker::{Env, Request};

use crate::answer::Answer;
use crate::asked::Verb;
use crate::body::{self, Kind};
use crate::cache::Policy;
use crate::champion::{self, Waiting};
use crate::clock::from_js;
use crate::error::Error;
use crate::kept::{self, Whom};
use crate::limit::{self, Rate};
use crate::router::Visit;
use crate::routes::desk;
use crate::{identity, person, staff, visitor, words};

/// How often one address may ask what is kept: each time all tables are looked through.
const PER_ADDRESS: Rate = Rate::hourly(60);

/// What is sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Form {
    /// `look`, `export` or `erase`.
    r#do: String,
    /// Not empty: they are sure.
    sure: String,
    /// See [`crate::identity`].
    identity: String,
    /// Whom staff ask about.
    email: String,
}

impl Form {
    async fn read(request: &Request, origin: &str) -> Result<Self, Error> {
        let (kind, bytes) = body::sent(request, origin).await?;
        if kind == Kind::Json {
            return body::json(&bytes);
        }
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(&bytes) {
            let field = match &*name {
                "do" => &mut form.r#do,
                "sure" => &mut form.sure,
                "identity" => &mut form.identity,
                "email" => &mut form.email,
                _ => continue,
            };
            *field = value.into_owned();
        }
        Ok(form)
    }

    /// Whether it erases, which nobody does by mistake.
    fn erases(&self) -> bool {
        self.r#do == "erase" && !self.sure.is_empty()
    }

    /// Whether a page is shown that says what there is.
    fn shows(&self) -> bool {
        !self.erases() && self.r#do != "export"
    }
}

/// Who is asked about, in the words and by the address of one of the two pages.
struct Page<'a> {
    visit: &'a Visit,
    action: &'static str,
    /// What its forms repeat.
    hidden: Vec<(&'static str, String)>,
    title: &'static str,
    what: &'static str,
    none: &'static str,
    sure: &'static str,
    /// What stands above what is kept.
    above: Vec<Block>,
}

/// GET shows the questions that wait for who knows their topic, and what is kept of who holds this browser's key. POST does
/// the same for who is signed in by the shop too (`identity`), gives it as a file (`do=export`) or erases it (`do=erase`
/// with `sure`). 400, 403, 413, 415, 429.
pub(crate) async fn page(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    let site = visit.site();
    let form = match visit.asked.verb {
        Verb::Post => Form::read(request, &visit.asked.origin).await?,
        _ => Form::default(),
    };
    limit::count(env, &["me", &visitor::address(request)].join(" "), PER_ADDRESS).await?;
    let email = match &*form.identity {
        "" => String::new(),
        token => identity::email(env, &site.id, token, visit.asked.now())?,
    };
    let whom = Whom::find(env, site, person::proof(request, visit, env).await?, &email, false).await?;
    let mut page = Page {
        visit,
        action: "/ask/me",
        hidden: vec![("identity", form.identity.clone())],
        title: "title",
        what: "what",
        none: "none",
        sure: "erase.sure",
        above: Vec::new(),
    };
    if form.shows() {
        page.above.extend(page.waiting(&champion::waiting(env, site, whom.people()).await?));
    }
    let mut answer = page.done(env, &form, &whom, "").await?;
    if form.erases() {
        answer.headers.push(person::forget());
    }
    Ok(answer)
}

/// The same of who has an e-mail address, for staff; they send it, so that it stands in no address. 400, 403, 413, 415.
pub(crate) async fn of_staff(visit: &Visit, request: &Request, env: &Env) -> Result<Answer, Error> {
    let staff = staff::signed_in(visit, request, env).await?;
    let page = Page {
        visit,
        action: "/desk/person",
        hidden: Vec::new(),
        title: "desk.title",
        what: "desk.what",
        none: "desk.none",
        sure: "desk.sure",
        above: Vec::new(),
    };
    let asks = || vec![page.text("desk.ask"), page.look()];
    if visit.asked.verb == Verb::Get {
        return Ok(page.shown(asks()));
    }
    let form = Form::read(request, &visit.asked.origin).await?;
    let Some(email) = sources::query::email_key(&form.email) else {
        let sent = [("email", &*form.email)];
        return desk::again(visit, page.shown(asks()), &sent, Error::Invalid("email"));
    };
    let whom = Whom::find(env, visit.site(), None, &email, true).await?;
    let page = Page { hidden: vec![("email", email)], ..page };
    page.done(env, &form, &whom, &staff.email).await
}

impl Page<'_> {
    async fn done(&self, env: &Env, form: &Form, whom: &Whom, staff: &str) -> Result<Answer, Error> {
        let site = self.visit.site();
        if form.erases() {
            kept::erase(env, site, whom, staff).await?;
            return Ok(self.shown(vec![Block::Notice(self.said("erased"))]));
        }
        let kept = kept::gather(env, site, whom).await?;
        if form.r#do == "export" {
            let bytes = serde_json::to_vec_pretty(&kept).unwrap_or_default();
            let name = "attachment; filename=\"deskbell.json\"".to_owned();
            let language = self.visit.lang.code().to_owned();
            let headers = vec![("content-disposition", name), ("content-language", language)];
            return Ok(Answer::file("application/json", bytes, headers, Policy::Personal));
        }
        let mut blocks = self.above.clone();
        if form.r#do == "erase" {
            blocks.push(Block::Notice(self.said("erase.first")));
        }
        blocks.extend(self.kept(&kept));
        Ok(self.shown(blocks))
    }

    /// What they may know the answer to.
    fn waiting(&self, waiting: &[Waiting]) -> Option<Block> {
        let row = |one: &Waiting| {
            let id = crate::desk::public_id(self.visit.site(), &from_js(one.id).to_string());
            let href = ["/ask/", &id].concat();
            let cell = |text: String| Cell { text, ..Cell::default() };
            vec![Cell { href, ..cell(one.title.clone()) }, cell(from_js(one.answers).to_string())]
        };
        let columns = ["column.question", "column.answers"].map(|key| self.said(key));
        let table = Block::Table(columns.into(), waiting.iter().map(row).collect());
        (!waiting.is_empty())
            .then(|| Block::Card(self.said("waiting"), vec![self.text("waiting.what"), table]))
    }

    /// How much there is of what, and what can be done about it.
    fn kept(&self, kept: &Map<String, Value>) -> Vec<Block> {
        // Who gave no name is kept too, as somebody without one.
        let count = |name: &str, part: &Value| {
            let told = |thing: &&Value| name != "people" || thing["name"] != "";
            part.as_array().map_or(0, |all| all.iter().filter(told).count())
        };
        let rows: Vec<Vec<Cell>> = kept
            .iter()
            .filter(|(name, part)| count(name, part) > 0)
            .map(|(name, part)| {
                let cell = |text: String| Cell { text, ..Cell::default() };
                vec![cell(self.said(&["part.", name].concat())), cell(count(name, part).to_string())]
            })
            .collect();
        if rows.is_empty() {
            return vec![self.text(self.none)];
        }
        let sure = DeskField::new("sure", "check", self.said(self.sure));
        vec![
            self.text(self.what),
            Block::Table(["column.what", "column.count"].map(|key| self.said(key)).into(), rows),
            self.text("orders.stay"),
            self.form("export", "export", None),
            self.form("erase", "erase", Some(sure)),
        ]
    }

    fn form(&self, act: &'static str, submit: &str, field: Option<DeskField>) -> Block {
        let hidden = self.hidden.iter().map(|(name, value)| (*name, value.as_str())).chain([("do", act)]);
        let hidden = hidden.filter(|(_, value)| !value.is_empty());
        let hidden = hidden.map(|(name, value)| DeskField::hidden(name, value));
        let fields = hidden.chain(field).collect();
        Block::Form(desk::form(self.action, fields, &self.said(submit)))
    }

    /// Where staff say whom they mean.
    fn look(&self) -> Block {
        let email = DeskField::new("email", "email", self.said("desk.email"));
        self.form("look", "desk.look", Some(email))
    }

    fn said(&self, key: &str) -> String {
        words::kept(self.visit.lang, key)
    }

    fn text(&self, key: &str) -> Block {
        Block::Text(self.said(key))
    }

    fn shown(&self, blocks: Vec<Block>) -> Answer {
        let links = Vec::new();
        desk::shown(DeskPage { title: self.said(self.title), links, blocks, ..DeskPage::default() })
    }
}
