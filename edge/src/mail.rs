//! E-mails: what they are, and how they are written down, in the transaction of what they tell of. From there
//! [`crate::outbox`] sends them.

use std::ops::Range;

use model::lang::Lang;
use model::markup::{self, Block, Span};
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
    /// From where to where in it, in bytes, somebody has written with marks ([`model::markup`]); nobody: the same twice.
    #[serde(default)]
    pub(crate) marked: (usize, usize),
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

    /// What is ours before what somebody has written with marks, that, and what is ours behind it.
    fn parts(&self) -> [&str; 3] {
        let (from, to) = self.marked;
        let part = |range: Range<usize>| self.text.get(range);
        match (part(0..from), part(from..to), part(to..self.text.len())) {
            (Some(before), Some(marked), Some(after)) if from < to => [before, marked, after],
            _ => [&self.text, "", ""],
        }
    }

    /// The text without anybody's marks.
    pub(crate) fn plain(&self) -> String {
        let [before, marked, after] = self.parts();
        [before, &markup::plain(marked), after].concat()
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
        let own = |text: &str| -> String {
            text.split("\n\n").filter(|text| !text.is_empty()).map(paragraph).collect()
        };
        let [before, marked, after] = self.parts();
        let paragraphs = [own(before), shown(&markup::blocks(marked)), own(after)].concat();
        format!(
            "<!doctype html><html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\"></head>\
             <body style=\"font:16px/1.5 sans-serif;overflow-wrap:anywhere\">{paragraphs}</body></html>",
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

/// What somebody has written, as elements: as pages show it.
fn shown(blocks: &[Block]) -> String {
    let element = |tag: &str, inner: &str| ["<", tag, ">", inner, "</", tag, ">"].concat();
    let span = |span: &Span| {
        let text = escaped(&span.text);
        match &*span.tag {
            "br" => "<br>".to_owned(),
            "a" => ["<a href=\"", &escaped(&span.href), "\">", &text, "</a>"].concat(),
            tag @ ("b" | "i" | "code") => element(tag, &text),
            "at" => element("b", &text),
            _ => text,
        }
    };
    let block = |block: &Block| {
        let items = block.items.iter().map(|item| item.iter().map(span).collect::<String>());
        match &*block.tag {
            tag @ ("ul" | "ol") => element(tag, &items.map(|item| element("li", &item)).collect::<String>()),
            tag @ ("blockquote" | "pre") => element(tag, &items.collect::<String>()),
            _ => element("p", &items.collect::<String>()),
        }
    };
    let said: String = blocks.iter().map(block).collect();
    if said.is_empty() { said } else { ["<div dir=\"auto\">", &said, "</div>"].concat() }
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
            marked: (0, 0),
        }
    }

    #[test]
    fn what_staff_have_marked_is_shown_and_nothing_of_it_is_markup() {
        let (before, said) =
            ("**Ours**", "**DHL lost it**:\n\n- <i>a</i>\n- [b](https://b.example/?a&b)\n\n`c`\u{202e}");
        let text = [before, said, "https://help.example/x"].join("\n\n");
        let start = before.len() + 2;
        let mail = Mail { marked: (start, start + said.len()), ..mail(&text) };
        assert_eq!(
            mail.plain(),
            "**Ours**\n\nDHL lost it:\n\n- <i>a</i>\n- b (https://b.example/?a&b)\n\nc\n\nhttps://help.example/x"
        );
        let html = mail.html();
        for part in [
            "<p>**Ours**</p><div dir=\"auto\"><p><b>DHL lost it</b>:</p>",
            "<ul><li>&lt;i&gt;a&lt;/i&gt;</li><li><a href=\"https://b.example/?a&amp;b\">b</a></li></ul>",
            "<p><code>c</code></p></div><p><a href=\"https://help.example/x\">",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        // What was written down by another version, or is no part of the text, is plain.
        for marked in [(0, 0), (5, 2), (0, 9_999)] {
            assert_eq!(Mail { marked, ..self::mail(&text) }.plain(), text);
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
