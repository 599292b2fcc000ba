//! E-mails: what they are, and how they are written down, in the transaction of what they tell of. From there
//! [`crate::outbox`] sends them.

use model::lang::Lang;
use model::site::Site;
use serde::{Deserialize, Serialize};
use serde_json::json;
use worker::{D1PreparedStatement, Env, Result};

use crate::link::statement;
use crate::page::escaped;
use crate::signed;

/// When to give up, in milliseconds: mail services forget after a day what they have taken, and old news is none.
pub(crate) const GIVE_UP_MS: i64 = 86_400_000;

/// The longest subject, in characters.
const SUBJECT_CHARS: usize = 150;

/// An e-mail.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Mail {
    pub(crate) to: String,
    /// Names nobody.
    pub(crate) subject: String,
    /// Plain text, paragraphs with an empty line between.
    pub(crate) text: String,
    pub(crate) lang: Lang,
    /// Where the help site is: lines that begin with it are links.
    pub(crate) home: String,
    /// Where a POST stops mails like this; empty where nothing does.
    pub(crate) stop: String,
    /// To whom an answer goes; empty: to where it is from.
    pub(crate) reply_to: String,
}

/// Puts a mail into the outbox: `?3` to `?7` are [`Mail::row`]. `{mine}` stands for the condition that what it tells of
/// has come about by the same transaction; `?1` and `?2` are its own.
pub(crate) const INSERT: &str = "INSERT INTO mails (id, site, json, next, until) \
     SELECT ?3, ?4, ?5, CAST(?6 AS INTEGER), CAST(?7 AS INTEGER) WHERE {mine}";

impl Mail {
    /// What [`INSERT`] puts there.
    pub(crate) fn row(&self, site: &Site, now: i64) -> Result<[String; 5]> {
        let until = now + GIVE_UP_MS;
        let json = serde_json::to_string(self)?;
        Ok([signed::new_id()?, site.id.to_string(), json, now.to_string(), until.to_string()])
    }

    /// The statement [`INSERT`], bound.
    pub(crate) fn insert(
        &self,
        env: &Env,
        site: &Site,
        now: i64,
        mine: &str,
        own: [&str; 2],
    ) -> Result<D1PreparedStatement> {
        statement(env, INSERT, mine, own, &self.row(site, now)?)
    }

    /// The same text as a document. Nothing in it is markup but ours.
    pub(crate) fn html(&self) -> String {
        let line = |line: &str| {
            let text = escaped(line);
            if line.starts_with(&*self.home) {
                ["<a href=\"", &text, "\">", &text, "</a>"].concat()
            } else {
                text
            }
        };
        let paragraph = |text: &str| {
            let lines: Vec<String> = text.lines().map(line).collect();
            ["<p>", &lines.join("<br>"), "</p>"].concat()
        };
        let paragraphs: String = self.text.split("\n\n").map(paragraph).collect();
        format!(
            "<!doctype html><html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\"></head>\
             <body style=\"font:16px/1.5 sans-serif\">{paragraphs}</body></html>",
            self.lang,
            self.lang.dir(),
        )
    }

    /// RFC 3834: no machine answers it. RFC 8058: a mail program stops it by one press.
    pub(crate) fn headers(&self) -> serde_json::Value {
        let mut headers = json!({ "Auto-Submitted": "auto-generated" });
        if !self.stop.is_empty() {
            headers["List-Unsubscribe"] = ["<", &self.stop, ">"].concat().into();
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click".into();
        }
        headers
    }

    /// Of one line, whatever a shop calls its orders.
    pub(crate) fn one_line(&self) -> String {
        let one_line = |c: char| if c.is_control() { ' ' } else { c };
        self.subject.chars().map(one_line).take(SUBJECT_CHARS).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(text: &str) -> Mail {
        Mail {
            to: "ada@example.com".to_owned(),
            subject: "Order\r\nBcc: eve@example.com".to_owned(),
            text: text.to_owned(),
            lang: Lang::Ar,
            home: "https://help.example".to_owned(),
            stop: "https://help.example/orders/stop/x".to_owned(),
            reply_to: String::new(),
        }
    }

    #[test]
    fn no_text_is_markup_and_only_our_own_addresses_are_links() {
        let html = mail(
            "<script>alert(1)</script>\nhttps://evil.example\n\nhttps://help.example/orders/link/x?site=a&lang=ar\n\
             https://help.example/\"><b>",
        )
        .html();
        assert!(html.contains(r#"<html lang="ar" dir="rtl">"#), "{html}");
        assert!(
            html.contains("<p>&lt;script&gt;alert(1)&lt;/script&gt;<br>https://evil.example</p>"),
            "{html}"
        );
        assert!(
            html.contains(r#"<a href="https://help.example/orders/link/x?site=a&amp;lang=ar">"#),
            "{html}"
        );
        assert_eq!(html.matches("<a ").count(), 2, "{html}");
        assert!(!html.contains("<b>"), "{html}");
    }

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(mail("").one_line(), "Order  Bcc: eve@example.com");
        let long = Mail { subject: "ä".repeat(1_000), ..mail("") };
        assert_eq!(long.one_line().chars().count(), SUBJECT_CHARS);
    }

    #[test]
    fn what_can_be_stopped_says_how() {
        let headers = mail("").headers();
        assert_eq!(headers["List-Unsubscribe"], "<https://help.example/orders/stop/x>");
        assert_eq!(headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click");
        let single = Mail { stop: String::new(), ..mail("") }.headers();
        assert_eq!(single, json!({ "Auto-Submitted": "auto-generated" }));
    }
}
