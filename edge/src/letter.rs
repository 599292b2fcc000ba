//! What e-mails say.

use model::lang::Lang;
use model::order::Order;
use model::site::Site;
use model::view::OrderPage;
use worker::Env;

use crate::case::Case;
use crate::error::Error;
use crate::link::{self, Home, Link};
use crate::mail::Mail;
use crate::present::order::{self, Extra};
use crate::present::reader::{Reader, shop_zone};
use crate::said::{Word, said};
use crate::signed::Purpose;
use crate::watch::{ASKED_MS, Watch};

/// How long staff may settle a case by its link, in milliseconds: as long as cases are kept.
const SETTLE_MS: i64 = crate::case::KEPT_MS;

/// An order has moved.
pub(crate) fn news(
    env: &Env,
    site: &Site,
    watch: &Watch,
    order: &Order,
    now: i64,
) -> Result<(Link, Mail), Error> {
    let page = page(site, watch.lang, order, now);
    let home = Home { origin: &watch.home, site, lang: watch.lang };
    let link = Link::new(env, &home, &watch.number, &watch.proof, now)?;
    // It stops them as long as they come, and a while longer.
    let until = crate::clock::from_js(watch.until) + link::GOOD_MS;
    let stop = home.signed(env, "/orders/stop/", Purpose::Stop, &watch.id, until)?;
    let said = said(watch.lang);
    let text = [
        said.fill(Word::NewsSubject, &[("number", &page.number), ("what", &page.headline)]),
        described(&page, false),
        lines(&[said.get(Word::NewsOpen), &link.url]),
        lines(&[said.get(Word::NewsStop), &stop]),
    ];
    let subject = text[0].clone();
    let mail = Mail { stop, ..write(&home, &watch.email, subject, &text) };
    Ok((link, mail))
}

/// Somebody whose address another has typed is asked whether they want e-mails.
pub(crate) fn confirm(
    env: &Env,
    home: &Home,
    number: &str,
    email: &str,
    id: &str,
    now: i64,
) -> Result<Mail, Error> {
    let url = home.signed(env, "/orders/confirm/", Purpose::Confirm, id, now + ASKED_MS)?;
    let said = said(home.lang);
    let number = [("number", number)];
    let text =
        [lines(&[&said.fill(Word::ConfirmText, &number), &url]), said.get(Word::ConfirmNot).to_owned()];
    Ok(write(home, email, said.fill(Word::ConfirmSubject, &number), &text))
}

/// Something was reported: to who has reported it.
pub(crate) fn taken(home: &Home, case: &Case, url: &str) -> Mail {
    let said = said(home.lang);
    let reference = case.shown_reference();
    let places = [("number", &*case.number), ("reference", &reference), ("kind", said.get(case.name()))];
    let text = [said.fill(Word::CaseTaken, &places), lines(&[said.get(Word::CaseSee), url])];
    let mail = write(home, &case.email, said.fill(Word::CaseSubject, &places), &text);
    Mail { reply_to: staff_address(home.site), ..mail }
}

/// The same, to staff: with all that is known, so that nobody asks twice.
pub(crate) fn report(
    env: &Env,
    site: &Site,
    origin: &str,
    case: &Case,
    order: &Order,
    now: i64,
) -> Result<Mail, Error> {
    let lang = site.main_language();
    let page = page(site, lang, order, now);
    let home = Home { origin, site, lang };
    let url = home.signed(env, "/desk/case/", Purpose::Case, &case.id, now + SETTLE_MS)?;
    let said = said(lang);
    let reference = case.shown_reference();
    let places = [
        ("reference", &*reference),
        ("kind", said.get(case.name())),
        ("number", &*case.number),
        ("language", case.lang.autonym()),
    ];
    // As mails quote: no line of it passes for one of ours.
    let quoted: Vec<String> = case.text.lines().map(|line| ["> ", line].concat()).collect();
    let words = if case.text.is_empty() { String::new() } else { said.get(Word::StaffWords).to_owned() };
    let text = [
        said.fill(Word::StaffWhat, &places),
        lines(&[&words, &quoted.join("\n")]),
        lines(&[said.get(Word::StaffOrder), &described(&page, true)]),
        lines(&[said.get(Word::StaffSettle), &url]),
    ];
    let mail = write(&home, &staff_address(site), said.fill(Word::StaffSubject, &places), &text);
    Ok(Mail { reply_to: case.email.clone(), ..mail })
}

/// Staff have answered.
pub(crate) fn answer(home: &Home, case: &Case, url: &str) -> Mail {
    let said = said(home.lang);
    let reference = case.shown_reference();
    let places = [("number", &*case.number), ("reference", &reference), ("kind", said.get(case.name()))];
    let stands = if case.is_settled() { Word::AnswerSettled } else { Word::AnswerOpen };
    let text = [
        said.fill(Word::AnswerAbout, &places),
        case.answer.clone(),
        said.get(stands).to_owned(),
        lines(&[said.get(Word::CaseSee), url]),
    ];
    let mail = write(home, &case.email, said.fill(Word::CaseSubject, &places), &text);
    Mail { reply_to: staff_address(home.site), ..mail }
}

fn staff_address(site: &Site) -> String {
    site.mail.as_ref().and_then(|mail| mail.staff.as_ref()).map(ToString::to_string).unwrap_or_default()
}

/// A mail of these paragraphs, under the name of the site.
pub(crate) fn write(home: &Home, to: &str, subject: String, paragraphs: &[String]) -> Mail {
    let site = home.site.name.get(home.lang, home.site.main_language());
    let paragraphs = paragraphs.iter().map(String::as_str).chain([site]);
    Mail {
        to: to.to_owned(),
        subject,
        text: paragraphs.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n"),
        lang: home.lang,
        home: home.origin.to_owned(),
        stop: String::new(),
        reply_to: String::new(),
        marked: (0, 0),
    }
}

/// The page of an order, as somebody reads it who is not here: by the shop's clock.
pub(crate) fn page(site: &Site, lang: Lang, order: &Order, now: i64) -> OrderPage {
    let reader = Reader { site, lang, now: now / 1_000, zone: shop_zone(site), zoned: false };
    order::page(&reader, order, Extra::default())
}

/// What a page says, as lines of text; `whole`: with what is in it and what has happened.
pub(crate) fn described(page: &OrderPage, whole: bool) -> String {
    let mut text = Vec::new();
    let mut add = |parts: &[&str], between: &str| {
        let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            text.push(parts.join(between));
        }
    };
    if whole {
        add(&[&page.number, &page.headline, &page.placed], ", ");
    }
    add(&[&page.note], "");
    if let Some(arrival) = &page.arrival {
        add(&[&arrival.headline, &arrival.reason], ": ");
    }
    for parcel in &page.parcels {
        add(&[&parcel.name, &parcel.headline], ": ");
        add(&[&parcel.carrier, &parcel.tracking], " ");
        if let Some(arrival) = &parcel.arrival {
            add(&[&arrival.headline, &arrival.reason], ": ");
        }
        for line in parcel.lines.iter().filter(|_| whole) {
            add(&["-", &line.quantity.to_string(), "×", &line.name, &line.note], " ");
        }
    }
    if whole {
        for line in &page.lines {
            add(&["-", &line.quantity.to_string(), "×", &line.name, &line.note], " ");
        }
        for event in &page.events {
            add(&[&event.when, &event.text], ": ");
        }
    }
    text.join("\n")
}

/// Lines of one paragraph, without those that are empty.
pub(crate) fn lines(lines: &[&str]) -> String {
    lines.iter().copied().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
