//! What these e-mails say. To staff they name a question by its number and its title: the rest is at the desk. To others they
//! tell what staff have answered; what strangers write, nobody is sent.

use model::site::Site;
use worker::Env;

use super::clerk::Clerk;
use super::{Follower, Untold};
use crate::clock::from_js;
use crate::desk::thread::Thread;
use crate::desk::words::{Word, said};
use crate::error::Error;
use crate::letter::{lines, write};
use crate::link::Home;
use crate::mail::Mail;
use crate::signed::Purpose;
use crate::{desk, person};

/// How long a link stops e-mails, in milliseconds: a year.
const STOP_MS: i64 = 365 * 86_400_000;

/// What staff are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// A question is theirs to answer.
    Waits,
    /// Before everything else.
    First,
    /// It has waited longer than promised.
    Late,
    /// A customer has written again.
    Said,
    /// Something is seen by nobody until they say so.
    Approve,
}

impl News {
    const fn word(self) -> Word {
        match self {
            Self::Waits => Word::MailStaffWaits,
            Self::First => Word::MailStaffFirst,
            Self::Late => Word::MailStaffLate,
            Self::Said => Word::MailStaffSaid,
            Self::Approve => Word::MailStaffApprove,
        }
    }
}

/// To somebody of staff.
pub(crate) fn to_staff(
    env: &Env,
    home: &Home,
    clerk: &Clerk,
    thread: &Thread,
    news: News,
    now: i64,
) -> Result<Mail, Error> {
    let said = said(home.lang);
    let number = thread.number();
    let subject = said.fill(news.word(), &[("number", &number)]);
    let page = page(home, &["/desk/thread/", &number].concat());
    let stop = stop(env, home, &clerk.id, now)?;
    let text = [
        subject.clone(),
        // As mails quote: it does not pass for a line of ours.
        ["> ", &thread.title].concat(),
        lines(&[said.get(Word::MailStaffOpen), &page]),
        lines(&[said.get(Word::MailStop), &stop]),
    ];
    Ok(Mail { stop, ..write(home, &clerk.email, subject, &text) })
}

/// To who follows a question.
pub(super) fn news(
    env: &Env,
    site: &Site,
    follower: &Follower,
    thread: &Thread,
    answers: &[&Untold],
    now: i64,
) -> Result<Mail, Error> {
    let home = Home { origin: &follower.home, site, lang: follower.lang };
    let said = said(follower.lang);
    let by_staff: Vec<&str> =
        answers.iter().filter(|post| post.staff != 0).map(|post| post.text.as_str()).collect();
    let who = if by_staff.is_empty() { Word::MailNewsCustomers } else { Word::MailNewsStaff };
    let mut page = page(&home, &["/ask/", &desk::public_id(site, &thread.number())].concat());
    if thread.private != 0 {
        // Asked on a phone, it may be read on a computer.
        let token = person::token(env, from_js(thread.id), now).ok_or(Error::UnknownPage)?;
        page.push_str("&read=");
        page.push_str(&token);
    }
    let stop = stop(env, &home, &follower.id, now)?;
    let text = [
        said.fill(who, &[("title", &thread.title)]),
        by_staff.join("\n\n"),
        lines(&[said.get(Word::MailNewsOpen), &page]),
        lines(&[said.get(Word::MailStop), &stop]),
    ];
    let subject = said.get(Word::MailNewsSubject).to_owned();
    // Behind the first paragraph, and the empty line.
    let from = text[0].len() + 2;
    let marked = (from, from + text[1].len());
    Ok(Mail { marked, stop, ..write(&home, &follower.email, subject, &text) })
}

/// A link that signs somebody of staff in.
pub(crate) fn sign_in(home: &Home, to: &str, url: &str) -> Mail {
    let said = said(home.lang);
    let text = [lines(&[said.get(Word::MailSignInText), url]), said.get(Word::MailSignInNot).to_owned()];
    write(home, to, said.get(Word::MailSignInSubject).to_owned(), &text)
}

/// A page of the site.
fn page(home: &Home, path: &str) -> String {
    [home.origin, path, "?site=", home.site.id.as_str(), "&lang=", home.lang.code()].concat()
}

/// Where e-mails like this are stopped.
fn stop(env: &Env, home: &Home, id: &str, now: i64) -> Result<String, Error> {
    home.signed(env, "/ask/stop/", Purpose::Unfollow, id, now + STOP_MS)
}
