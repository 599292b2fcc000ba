//! `/choose/{guide}`: one question at a time, and what fits the answers so far. All of it follows from the address, on the
//! edge and in the browser alike.

use model::choose::answers::{Answers, Given, Picks};
use model::choose::guide::SKIPPED;
use model::choose::rank::{Better, Cheaper, Ranking, SHOWN, rank};
use model::choose::ready::{Question, Words};
use model::data;
use model::route::Address;
use model::view::{AGAIN, Embed, GuidePage};
use yew::prelude::*;

use super::super::form::Panel;
use super::super::nodes::Nodes;
use super::pick;
use crate::desk::Desk;
use crate::texts::{GuideText, fill};
use crate::typed::Typed;
use crate::{intl, layout};

/// The most products that are compared.
const COMPARED: usize = 4;

/// Attributes of an answer's field, which is what is chosen by the last.
const TICK: [&str; 4] = ["type", "name", "value", "checked"];

/// Attributes of the heading that the focus goes to.
const STEP: [&str; 2] = ["tabindex", "data-step"];

/// A guide at some answers.
pub(super) struct At<'a> {
    pub(super) panel: Panel<'a>,
    pub(super) page: &'a GuidePage,
    pub(super) words: &'a Words,
    pub(super) answers: Answers,
}

pub(in super::super) fn content(desk: &Desk, page: &GuidePage, typed: &Typed) -> Html {
    let panel = Panel { desk, texts: &page.texts, token: "", typed };
    let words = &page.ready.words;
    let at = At { panel, page, words, answers: page.answers() };
    let asked = page.asked(&at.answers);
    let mut to = Nodes::default();
    if page.query.is_empty() {
        to.text("p", "", &words.intro);
    } else {
        at.given(&mut to);
    }
    if let Some(asked) = asked {
        at.question(&mut to, asked);
    }
    let tried = typed.tried.as_ref().map(|tried| Answers::read(&words.questions, tried));
    at.results(&mut to, tried.as_ref().unwrap_or(&at.answers), asked);
    to.html()
}

impl At<'_> {
    /// The guide's address at some answers, or with another query.
    pub(super) fn address(&self, query: &str) -> String {
        self.panel.desk.boot.keep.joined(&self.page.path(), query)
    }

    /// A link to another answer to one question.
    fn other(&self, to: &mut Nodes, question: usize, given: Given, label: &str) {
        let query = self.answers.with(question, given).write(&self.words.questions);
        to.link(&self.address(&query), label);
    }

    /// The answers so far, each a link to its question.
    fn given(&self, to: &mut Nodes) {
        to.text("p", "soft", self.panel.text(GuideText::Answers));
        to.open("ul", "topics");
        for (at, question) in self.words.questions.iter().enumerate() {
            let answer = self.answer(at, question);
            if answer.is_empty() || !self.answers.is_asked(&self.words.questions, at) {
                continue;
            }
            let query = [&self.written(), "&", AGAIN, "=", &question.id].concat();
            // What was said speaks for itself to who sees the page.
            let class = if let Given::Picked(_) = self.answers.given(at) { "unseen" } else { "" };
            to.open("li", "");
            to.open_with("a", &["href"], &[&self.address(&query)]);
            to.text("span", class, &question.text);
            to.say(" ");
            to.say(&answer);
            to.close();
            to.close();
        }
        to.open("li", "");
        to.link(&self.address(""), self.panel.text(GuideText::Restart));
        to.close();
        to.close();
    }

    fn written(&self) -> String {
        self.answers.write(&self.words.questions)
    }

    /// What was said to a question; empty where nothing was.
    pub(super) fn answer(&self, at: usize, question: &Question) -> String {
        match self.answers.given(at) {
            Given::Open => String::new(),
            Given::Unsure => self.panel.text(GuideText::Unsure).to_owned(),
            Given::Skipped => self.panel.text(GuideText::Skipped).to_owned(),
            Given::Picked(picks) => {
                let mut said = String::new();
                for (number, answer) in (0..).zip(&question.answers) {
                    if picks.has(number) {
                        said.push_str(if said.is_empty() { "" } else { ", " });
                        said.push_str(&answer.text);
                    }
                }
                said
            }
        }
    }

    /// A question, as a form whose answer is the next address.
    fn question(&self, to: &mut Nodes, at: usize) {
        let Some(question) = self.words.questions.get(at) else { return };
        to.open_with(
            "form",
            &["class", "method", "action", "data-live", "data-question"],
            &["card", "get", &self.page.path(), "guide", &question.id],
        );
        to.key(&self.page.query);
        to.text("p", "soft", &self.progress(at));
        to.put(layout::kept(self.panel.desk, ""));
        to.put(layout::repeated(&self.page.query, &[&question.id, AGAIN]));
        // Who goes on without an answer passes it over.
        to.put(layout::repeated(&[&question.id, "=", SKIPPED].concat(), &[]));
        to.open("fieldset", "");
        to.open("legend", "");
        to.text_with("h2", &STEP, &["-1", ""], &question.text);
        to.close();
        to.text("p", "soft", &question.help);
        let given = self.answers.given(at);
        let kind = if question.many { "checkbox" } else { "radio" };
        for (number, answer) in (0..).zip(&question.answers) {
            let on = matches!(given, Given::Picked(picks) if picks.has(number));
            // None is required.
            let names = if on { &TICK[..] } else { &TICK[..3] };
            to.open("label", "tick");
            to.text_with("input", names, &[kind, &question.id, &answer.id, ""][..names.len()], "");
            to.text("span", "", &answer.text);
            to.close();
        }
        to.close();
        to.open("p", "row ways");
        to.put(self.panel.submit(GuideText::Next));
        self.other(to, at, Given::Unsure, self.panel.text(GuideText::Unsure));
        self.other(to, at, Given::Skipped, self.panel.text(GuideText::Skip));
        to.close();
        to.close();
    }

    /// Which question this is, of those that are asked as things stand.
    fn progress(&self, at: usize) -> String {
        let asked =
            |upto: usize| (0..upto).filter(|at| self.answers.is_asked(&self.words.questions, *at)).count();
        let told = self.panel.fill(GuideText::Progress, "at", &asked(at + 1).to_string());
        fill(&told, "count", &asked(self.words.questions.len()).to_string())
    }

    /// What fits best, once anything was answered.
    fn results(&self, to: &mut Nodes, answers: &Answers, asked: Option<usize>) {
        let ended = asked.is_none();
        let some = ended || !answers.write(&self.words.questions).is_empty();
        let priced = |minor| self.priced(minor);
        let ranking = if some { rank(&self.page.ready, answers, SHOWN, &priced) } else { Ranking::default() };
        let asked = asked.and_then(|asked| self.words.questions.get(asked));
        let left = data::left(&self.words.id, asked.map_or("", |asked| &asked.id), self.ids(&ranking));
        to.open_with("section", &["class", "data-results", "data-left"], &["stack", "", &left]);
        if some {
            let heading = if ranking.fitting > 0 { GuideText::Results } else { GuideText::Nearest };
            // At the end it is what the focus goes to.
            let names = if ended { &STEP[..] } else { &STEP[..1] };
            to.text_with("h2", names, &["-1", ""][..names.len()], self.panel.text(heading));
            let fitting = self.page.fitting.unwrap_or(ranking.fitting);
            let told = self.panel.fill(GuideText::Fitting, "count", &fitting.to_string());
            let told = fill(&told, "all", &self.page.products.to_string());
            to.text_with("p", &["class", "role"], &["soft", "status"], &told);
            to.open("ol", "stack");
            for pick in &ranking.picks {
                pick::full(self, to, pick);
            }
            to.close();
            self.compare(to, &ranking);
            if let Some(better) = &ranking.better {
                self.better(to, better);
            }
            if let Some(cheaper) = &ranking.cheaper {
                self.cheaper(to, cheaper);
            }
            if ended {
                self.share(to);
            }
        }
        to.close();
    }

    /// The products that fit best, by their ids.
    fn ids<'a>(&'a self, ranking: &'a Ranking) -> impl Iterator<Item = &'a str> {
        ranking.picks.iter().map(|pick| pick::id(self, pick))
    }

    /// An amount in minor units, as the reader's language writes it.
    pub(super) fn priced(&self, minor: i64) -> String {
        let currency = &self.page.ready.columns.currency;
        intl::amount(self.panel.desk.boot.lang, currency, self.page.digits, minor)
    }

    fn compare(&self, to: &mut Nodes, ranking: &Ranking) {
        let ids: Vec<(&str, &str)> = self.ids(ranking).take(COMPARED).map(|id| ("p", id)).collect();
        if ids.len() > 1 {
            let href = self.panel.desk.boot.keep.with(Address::Compare.path(), &ids);
            to.open("p", "");
            to.link(&href, self.panel.text(GuideText::Compare));
            to.close();
        }
    }

    /// What it would take to get a better one.
    fn better(&self, to: &mut Nodes, better: &Better) {
        let Some(question) = self.words.questions.get(better.question) else { return };
        to.open("section", "card");
        to.text("h2", "", self.panel.text(GuideText::Better));
        let told = self.panel.fill(GuideText::BetterBut, "product", &pick::named(self, &better.pick));
        to.text("p", "", &fill(&told, "question", &question.text));
        pick::list(&self.panel, to, GuideText::Cons, &better.pick.cons);
        to.open("p", "ways");
        for at in &better.instead {
            if let Some(answer) = question.answers.get(*at as usize) {
                let label = self.panel.fill(GuideText::Instead, "answer", &answer.text);
                self.other(to, better.question, Given::Picked(Picks::one(*at)), &label);
            }
        }
        if better.instead.is_empty() {
            self.other(to, better.question, Given::Skipped, self.panel.text(GuideText::NoAnswer));
        }
        to.close();
        to.close();
    }

    /// The runner-up that is cheaper, and what one does without.
    fn cheaper(&self, to: &mut Nodes, cheaper: &Cheaper) {
        to.open("section", "card");
        to.text("h2", "", self.panel.text(GuideText::Cheaper));
        to.text(
            "p",
            "",
            &self.panel.fill(GuideText::CheaperBut, "product", &pick::named(self, &cheaper.pick)),
        );
        pick::list(&self.panel, to, GuideText::Lost, &cheaper.lost);
        pick::links(self, to, &cheaper.pick);
        to.close();
    }

    /// The page as it is, for somebody else: in the panel no address is to be seen.
    fn share(&self, to: &mut Nodes) {
        if self.panel.desk.boot.embed == Embed::None {
            return;
        }
        let mut href = [&self.page.path(), "?", &self.written()].concat();
        for (name, value) in self.panel.desk.boot.keep.pairs() {
            if matches!(name, "site" | "lang") {
                href.extend(["&", name, "=", value]);
            }
        }
        to.open("p", "");
        let values = [&*href, "_blank", "noopener"];
        to.text_with("a", &["href", "target", "rel"], &values, self.panel.text(GuideText::Share));
        to.close();
    }
}
