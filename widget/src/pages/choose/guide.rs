//! `/choose/{guide}`: one question at a time, and what fits the answers so far. All of it follows from the address, on the
//! edge and in the browser alike.

use model::choose::answers::{Answers, Given, pairs};
use model::choose::rank::{Better, Cheaper, Pick, Ranking, SHOWN, rank};
use model::choose::ready::{Question, Words};
use model::data;
use model::page::Keep;
use model::route::Address;
use model::view::{AGAIN, Embed, GuidePage};
use yew::prelude::*;

use super::super::form::{Panel, tick};
use super::super::parts::{all, card, element, link, text};
use super::pick::{self, list};
use crate::desk::Desk;
use crate::texts::{GuideText, fill};
use crate::typed::Typed;
use crate::{intl, layout};

/// The most products that are compared.
const COMPARED: usize = 4;

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
    let tried = typed.tried.as_ref().map(|tried| Answers::read(&words.questions, tried));
    let shown = tried.as_ref().unwrap_or(&at.answers);
    all(vec![
        if page.query.is_empty() { text("p", "", &words.intro) } else { at.given() },
        asked.map(|asked| at.question(asked)).unwrap_or_default(),
        at.results(shown, asked),
    ])
}

impl At<'_> {
    /// The guide's address at some answers, or with another query.
    pub(super) fn address(&self, query: &str) -> String {
        joined(&self.panel.desk.boot.keep, self.page, query)
    }

    /// A link to other answers.
    fn link(&self, query: &str, label: &str) -> Html {
        link(self.address(query), Html::from(label))
    }

    /// A link to another answer to one question.
    fn other(&self, question: usize, given: Given, label: &str) -> Html {
        self.link(&self.answers.with(question, given).write(&self.words.questions), label)
    }

    /// The answers so far, each a link to its question.
    fn given(&self) -> Html {
        let questions = self.words.questions.iter().enumerate();
        let asked = questions.filter(|(at, _)| self.answers.is_asked(&self.words.questions, *at));
        let mut links: Vec<Html> = Vec::new();
        for (at, question) in asked {
            let answer = self.answer(at, question);
            if !answer.is_empty() {
                let query = [&self.written(), "&", AGAIN, "=", &question.id].concat();
                // What was said speaks for itself to who sees the page.
                let class = if let Given::Picked(_) = self.answers.given(at) { "unseen" } else { "" };
                let label =
                    all(vec![text("span", class, &question.text), Html::from(" "), Html::from(answer)]);
                links.push(element("li", "", link(self.address(&query), label)));
            }
        }
        links.push(element("li", "", self.link("", self.panel.text(GuideText::Restart))));
        all(vec![text("p", "soft", self.panel.text(GuideText::Answers)), element("ul", "topics", all(links))])
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
            Given::Picked(all) => {
                let mut said = String::new();
                for answer in all.iter().filter_map(|at| question.answers.get(*at as usize)) {
                    if !said.is_empty() {
                        said.push_str(", ");
                    }
                    said.push_str(&answer.text);
                }
                said
            }
        }
    }

    /// A question, as a form whose answer is the next address.
    fn question(&self, at: usize) -> Html {
        let Some(question) = self.words.questions.get(at) else { return Html::default() };
        let given = self.answers.given(at);
        let kind = if question.many { "checkbox" } else { "radio" };
        let ticks = (0..).zip(&question.answers).map(|(number, answer)| {
            let on = matches!(given, Given::Picked(all) if all.contains(&number));
            tick(kind, &question.id, &answer.id, &answer.text, on)
        });
        let legend =
            html! { <legend><h2 tabindex="-1" data-step="">{ question.text.as_str() }</h2></legend> };
        let choices = vec![legend, text("p", "soft", &question.help), ticks.collect()];
        let ways = vec![
            self.panel.submit(GuideText::Next),
            self.other(at, Given::Unsure, self.panel.text(GuideText::Unsure)),
            self.other(at, Given::Skipped, self.panel.text(GuideText::Skip)),
        ];
        let others = &mut pairs(&self.page.query).filter(|(name, _)| *name != question.id && *name != AGAIN);
        html! {
            <form class="card" method="get" action={self.page.path()} data-live="guide" data-question={question.id.clone()}
                key={self.page.query.as_str()}>
                { text("p", "soft", &self.progress(at)) }
                { layout::kept(self.panel.desk, "") }
                { layout::repeated(others) }
                { element("fieldset", "", all(choices)) }
                { element("p", "row ways", all(ways)) }
            </form>
        }
    }

    /// Which question this is, of those that are asked as things stand.
    fn progress(&self, at: usize) -> String {
        let asked =
            |upto: usize| (0..upto).filter(|at| self.answers.is_asked(&self.words.questions, *at)).count();
        let told = self.panel.fill(GuideText::Progress, "at", &asked(at + 1).to_string());
        fill(&told, "count", &asked(self.words.questions.len()).to_string())
    }

    /// What fits best, once anything was answered.
    fn results(&self, answers: &Answers, asked: Option<usize>) -> Html {
        let ended = asked.is_none();
        let left = |picks: &[Pick]| {
            let asked = asked.and_then(|asked| self.words.questions.get(asked));
            let ids = picks.iter().filter_map(|pick| self.page.ready.cards.ids.get(pick.product));
            data::left(&self.words.id, asked.map_or("", |asked| &asked.id), ids.map(String::as_str))
        };
        let section = |left: String, content: Vec<Html>| {
            html! { <section class="stack" data-results="" data-left={left}>{ all(content) }</section> }
        };
        if !ended && answers.write(&self.words.questions).is_empty() {
            return section(left(&[]), Vec::new());
        }
        let priced = |minor| self.priced(minor);
        let ranking = rank(&self.page.ready, answers, SHOWN, &priced);
        let heading =
            self.panel.text(if ranking.fitting > 0 { GuideText::Results } else { GuideText::Nearest });
        let fitting = self.page.fitting.unwrap_or(ranking.fitting);
        let told = self.panel.fill(GuideText::Fitting, "count", &fitting.to_string());
        let told = fill(&told, "all", &self.page.products.to_string());
        let picks = ranking.picks.iter().map(|pick| pick::full(self, pick)).collect();
        section(
            left(&ranking.picks),
            vec![
                // At the end it is what the focus goes to.
                html! { <h2 tabindex="-1" data-step={ended.then_some("")}>{ heading }</h2> },
                html! { <p class="soft" role="status">{ told }</p> },
                element("ol", "stack", picks),
                self.compare(&ranking),
                ranking.better.as_ref().map(|better| self.better(better)).unwrap_or_default(),
                ranking.cheaper.as_ref().map(|cheaper| self.cheaper(cheaper)).unwrap_or_default(),
                if ended { self.share() } else { Html::default() },
            ],
        )
    }

    /// An amount in minor units, as the reader's language writes it.
    pub(super) fn priced(&self, minor: i64) -> String {
        let currency = &self.page.ready.columns.currency;
        intl::amount(self.panel.desk.boot.lang, currency, self.page.digits, minor)
    }

    fn compare(&self, ranking: &Ranking) -> Html {
        let ids = ranking.picks.iter().filter_map(|pick| self.page.ready.cards.ids.get(pick.product));
        let ids: Vec<(&str, &str)> = ids.take(COMPARED).map(|id| ("p", id.as_str())).collect();
        if ids.len() < 2 {
            return Html::default();
        }
        let href = self.panel.desk.boot.keep.with(Address::Compare.path(), &ids);
        element("p", "", link(href, Html::from(self.panel.text(GuideText::Compare))))
    }

    /// What it would take to get a better one.
    fn better(&self, better: &Better) -> Html {
        let Some(question) = self.words.questions.get(better.question) else { return Html::default() };
        let told = self.panel.fill(GuideText::BetterBut, "product", &pick::named(self, &better.pick));
        let mut ways: Vec<Html> = Vec::new();
        for at in &better.instead {
            if let Some(answer) = question.answers.get(*at as usize) {
                let label = self.panel.fill(GuideText::Instead, "answer", &answer.text);
                ways.push(self.other(better.question, Given::Picked(vec![*at]), &label));
            }
        }
        if ways.is_empty() {
            ways.push(self.other(better.question, Given::Skipped, self.panel.text(GuideText::NoAnswer)));
        }
        card(
            self.panel.text(GuideText::Better),
            vec![
                text("p", "", &fill(&told, "question", &question.text)),
                list(&self.panel, GuideText::Cons, &better.pick.cons),
                element("p", "ways", all(ways)),
            ],
        )
    }

    /// The runner-up that is cheaper, and what one does without.
    fn cheaper(&self, cheaper: &Cheaper) -> Html {
        let told = self.panel.fill(GuideText::CheaperBut, "product", &pick::named(self, &cheaper.pick));
        let lost = list(&self.panel, GuideText::Lost, &cheaper.lost);
        card(
            self.panel.text(GuideText::Cheaper),
            vec![text("p", "", &told), lost, pick::links(self, &cheaper.pick)],
        )
    }

    /// The page as it is, for somebody else: in the panel no address is to be seen.
    fn share(&self) -> Html {
        if self.panel.desk.boot.embed == Embed::None {
            return Html::default();
        }
        let keep = self.panel.desk.boot.keep.pairs().filter(|(name, _)| matches!(*name, "site" | "lang"));
        let query =
            keep.fold(self.written(), |query, (name, value)| [&query, "&", name, "=", value].concat());
        let href = [&self.page.path(), "?", &query].concat();
        html! { <p><a {href} target="_blank" rel="noopener">{ self.panel.text(GuideText::Share) }</a></p> }
    }
}

/// A guide's address with a query.
pub(crate) fn joined(keep: &Keep, page: &GuidePage, query: &str) -> String {
    let address = keep.with(&page.path(), &[]);
    let mark = match query {
        "" => "",
        _ if address.contains('?') => "&",
        _ => "?",
    };
    [&address, mark, query].concat()
}
