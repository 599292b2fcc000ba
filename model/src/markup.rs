//! What people write, as blocks that can be shown: a small part of Markdown. No markup of theirs becomes markup of a
//! page: everything is text, and a link leads to `https:` or `http:` or is none.

use serde::{Deserialize, Serialize};

/// A part of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Block {
    /// `p`, `ul`, `ol`, `blockquote` or `pre`.
    pub tag: String,
    /// Of a list its items, of others one.
    pub items: Vec<Vec<Span>>,
}

/// A piece of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Span {
    /// `b`, `i`, `code`, `br`; `a` is a link, `at` somebody's name. Empty: a plain text.
    pub tag: String,
    /// What it says.
    pub text: String,
    /// Where a link leads.
    pub href: String,
}

impl Span {
    fn new(tag: &str, text: &str) -> Self {
        Self { tag: tag.to_owned(), text: text.to_owned(), href: String::new() }
    }

    fn link(text: &str, href: &str) -> Self {
        Self { href: href.to_owned(), ..Self::new("a", text) }
    }
}

/// The longest address of a link, in characters.
const ADDRESS: usize = 2_000;

/// How many signs may be put onto one letter: more than any language does.
const MARKS: usize = 4;

/// A text that stays in its own line and direction: without characters that turn what follows around, and without
/// towers of signs.
pub fn tame(text: &str) -> String {
    let mut marks = 0;
    let kept = text.chars().filter(|c| {
        marks = if is_mark(*c) { marks + 1 } else { 0 };
        marks <= MARKS && !turns(*c)
    });
    kept.collect()
}

/// Whether there is nothing in a text that can be seen.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || turns(c) || is_unseen(c))
}

/// What shows nothing by itself: Unicode's `Default_Ignorable_Code_Point`, and the Braille pattern without a dot.
const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Explicit directional formatting (Unicode Bidirectional Algorithm, UAX #9, section 2).
const fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The blocks of combining marks that towers are built of.
const fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}'
    )
}

/// The blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    let text = tame(text);
    let mut blocks: Vec<Block> = Vec::new();
    // Whether the next line goes on with the last block.
    let mut goes_on = false;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim_start().starts_with("```") {
            let code: Vec<&str> =
                lines.by_ref().take_while(|line| !line.trim_start().starts_with("```")).collect();
            blocks.push(Block { tag: "pre".to_owned(), items: vec![vec![Span::new("", &code.join("\n"))]] });
            goes_on = false;
            continue;
        }
        let line = line.trim();
        if line.is_empty() {
            goes_on = false;
            continue;
        }
        let (tag, rest) = begin(line);
        let spans = spans(rest);
        match blocks.last_mut().filter(|last| last.tag == tag) {
            // An empty line between items leaves them one list.
            Some(last) if matches!(tag, "ul" | "ol") => last.items.push(spans),
            Some(last) if goes_on => {
                if let Some(item) = last.items.last_mut() {
                    item.push(Span::new("br", ""));
                    item.extend(spans);
                }
            }
            _ => blocks.push(Block { tag: tag.to_owned(), items: vec![spans] }),
        }
        goes_on = true;
    }
    blocks
}

/// A text without its marks, for who shows none: a paragraph a block, with an empty line between, and where a link leads
/// behind what it says.
pub fn plain(text: &str) -> String {
    let span = |span: &Span| match &*span.tag {
        "br" => "\n".to_owned(),
        "a" if span.text != span.href => [&*span.text, " (", &span.href, ")"].concat(),
        _ => span.text.clone(),
    };
    let line = |(at, item): (usize, &Vec<Span>), tag: &str| {
        let said: String = item.iter().map(span).collect();
        match tag {
            "ul" => ["- ", &said].concat(),
            "ol" => [&*(at + 1).to_string(), ". ", &said].concat(),
            "blockquote" => ["> ", &said.replace('\n', "\n> ")].concat(),
            _ => said,
        }
    };
    let block = |block: &Block| {
        let lines: Vec<String> = block.items.iter().enumerate().map(|item| line(item, &block.tag)).collect();
        lines.join("\n")
    };
    blocks(text).iter().map(block).collect::<Vec<_>>().join("\n\n")
}

/// How many links a text has.
pub fn links(text: &str) -> usize {
    let blocks = blocks(text);
    blocks.iter().flat_map(|block| &block.items).flatten().filter(|span| span.tag == "a").count()
}

/// What a line begins, and the rest of it.
fn begin(line: &str) -> (&'static str, &str) {
    if let Some(rest) = line.strip_prefix('>') {
        return ("blockquote", rest.trim_start());
    }
    for sign in ["- ", "* ", "• "] {
        if let Some(rest) = line.strip_prefix(sign) {
            return ("ul", rest.trim_start());
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered =
        line.get(digits..).and_then(|rest| rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") ")));
    match numbered {
        Some(rest) if (1..=3).contains(&digits) => ("ol", rest.trim_start()),
        _ => ("p", line),
    }
}

/// The pieces of a line. Each character is looked at a few times at most: a sign that nothing closes is looked for once.
fn spans(line: &str) -> Vec<Span> {
    let mut found = Found::default();
    let mut rest = line;
    let mut before = ' ';
    // Which signs have nothing that closes them in what is left.
    let mut open: Vec<&str> = Vec::new();
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '`' | '*' => marked(rest, before, &mut open),
            '[' if !open.contains(&"](") => named(rest, &mut open),
            'h' if !before.is_alphanumeric() && before != '/' && rest.starts_with("http") => bare(rest),
            '@' if !before.is_alphanumeric() => mention(rest),
            _ => None,
        };
        let length = if let Some((span, length)) = taken {
            found.put(span);
            length
        } else {
            found.plain.push(c);
            c.len_utf8()
        };
        let (past, left) = rest.split_at(length);
        before = past.chars().next_back().unwrap_or(' ');
        rest = left;
    }
    found.end()
}

#[derive(Default)]
struct Found {
    spans: Vec<Span>,
    plain: String,
}

impl Found {
    fn put(&mut self, span: Span) {
        self.flush();
        self.spans.push(span);
    }

    fn flush(&mut self) {
        if !self.plain.is_empty() {
            self.spans.push(Span { text: std::mem::take(&mut self.plain), ..Span::default() });
        }
    }

    fn end(mut self) -> Vec<Span> {
        self.flush();
        self.spans
    }
}

/// `` `code` ``, `**bold**` or `*italic*`, with its length in bytes.
fn marked(rest: &str, before: char, open: &mut Vec<&str>) -> Option<(Span, usize)> {
    const SIGNS: [(&str, &str); 3] = [("`", "code"), ("**", "b"), ("*", "i")];
    let (sign, tag) = SIGNS.into_iter().find(|(sign, _)| rest.starts_with(sign))?;
    // 2*3*4 is a product.
    if open.contains(&sign) || (tag == "i" && before.is_alphanumeric()) {
        return None;
    }
    let inner = rest.get(sign.len()..)?;
    let Some(end) = inner.find(sign) else {
        open.push(sign);
        return None;
    };
    let inner = inner.get(..end)?;
    let sound = !inner.is_empty() && inner.trim() == inner;
    sound.then(|| (Span::new(tag, inner), end + 2 * sign.len()))
}

/// `[text](https://…)`, with its length in bytes.
fn named(rest: &str, open: &mut Vec<&str>) -> Option<(Span, usize)> {
    let Some(middle) = rest.find("](") else {
        open.push("](");
        return None;
    };
    let text = rest.get(1..middle)?;
    let href = rest.get(middle + 2..).filter(|href| href.starts_with("http"))?;
    let href = until(href, |c| matches!(c, ')' | ' '));
    let length = middle + 2 + href.len() + 1;
    let closed = rest.get(length - 1..length) == Some(")");
    // What looks like one address and leads to another deceives.
    let honest = !is_address(text) || text == href;
    (closed && honest && !text.trim().is_empty() && !text.contains('[') && is_address(href))
        .then(|| (Span::link(text, href), length))
}

/// An address as it stands, with its length in bytes.
fn bare(rest: &str) -> Option<(Span, usize)> {
    let mut address = until(rest, |c| c.is_whitespace() || "<>[]\"`|\\^{}".contains(c));
    // The sentence ends behind it, or the bracket that it stands in.
    while let Some(last) = address.chars().next_back() {
        let closes = last == ')' && !address.contains('(');
        if !closes && !".,;:!?'*]。，、）」".contains(last) {
            break;
        }
        address = address.get(..address.len() - last.len_utf8())?;
    }
    is_address(address).then(|| (Span::link(address, address), address.len()))
}

/// What stands before an end; no more of it than an address has.
fn until(text: &str, ends: impl Fn(char) -> bool) -> &str {
    let end = text.char_indices().take(ADDRESS).find(|(_, c)| ends(*c)).map(|(at, _)| at);
    let most = || text.char_indices().nth(ADDRESS).map_or(text.len(), |(at, _)| at);
    text.get(..end.unwrap_or_else(most)).unwrap_or_default()
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.map_or("", |rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    // `https://shop.example@evil.example` leads to the latter.
    !host.is_empty()
        && !host.contains('@')
        && host.contains('.')
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// `@name`, with its length in bytes.
fn mention(rest: &str) -> Option<(Span, usize)> {
    let name = rest.get(1..)?;
    let end = name.find(|c: char| !c.is_alphanumeric() && !"_-".contains(c)).unwrap_or(name.len());
    (end > 0).then(|| (Span::new("at", rest.get(..=end).unwrap_or_default()), end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As short as can be: `tag[a|b:text]`.
    fn told(text: &str) -> String {
        let span = |span: &Span| match (&*span.tag, &*span.href) {
            ("", _) => span.text.clone(),
            (tag, "") => [tag, ":", &span.text].concat(),
            (tag, href) => [tag, ":", &span.text, "→", href].concat(),
        };
        let item = |item: &Vec<Span>| item.iter().map(span).collect::<Vec<_>>().join("|");
        let block = |block: &Block| {
            [&block.tag, "[", &block.items.iter().map(item).collect::<Vec<_>>().join("; "), "]"].concat()
        };
        blocks(text).iter().map(block).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_text_is_told_in_blocks() {
        for (text, expect) in [
            ("", ""),
            ("a\nb\n\nc", "p[a|br:|b] p[c]"),
            ("- a\n- b\n\n- c\nd", "ul[a; b; c] p[d]"),
            ("1. a\n2) b\n1000. c", "ol[a; b] p[1000. c]"),
            ("> a\n> b\n\n> c\nd", "blockquote[a|br:|b] blockquote[c] p[d]"),
            ("```rust\n<b> *a*\n\n  b\n```\nc", "pre[<b> *a*\n\n  b] p[c]"),
            ("```\nnever closed", "pre[never closed]"),
            ("a **b** *c* `d*e*` f", "p[a |b:b| |i:c| |code:d*e*| f]"),
            ("2*3*4 and ** b ** and *open", "p[2*3*4 and ** b ** and *open]"),
            ("<script>alert(1)</script> &amp;", "p[<script>alert(1)</script> &amp;]"),
            ("@Ada: thanks, a@b.example", "p[at:@Ada|: thanks, a@b.example]"),
            ("-a", "p[-a]"),
        ] {
            assert_eq!(told(text), expect, "{text}");
        }
    }

    #[test]
    fn a_link_leads_where_it_says_or_is_none() {
        for (text, expect) in [
            ("see https://a.example/b?c=d.", "p[see |a:https://a.example/b?c=d→https://a.example/b?c=d|.]"),
            ("(http://a.example/x)", "p[(|a:http://a.example/x→http://a.example/x|)]"),
            ("[guide](https://a.example/g)!", "p[a:guide→https://a.example/g|!]"),
            ("[x](javascript:alert(1))", "p[[x](javascript:alert(1))]"),
            ("[x](data:text/html,y)", "p[[x](data:text/html,y)]"),
            ("[x](//evil.example)", "p[[x](//evil.example)]"),
            (
                "[https://bank.example](https://evil.example)",
                "p[[|a:https://bank.example→https://bank.example|](|a:https://evil.example→https://evil.example|)]",
            ),
            ("https://bank.example@evil.example/", "p[https://bank.example@evil.example/]"),
            ("https://", "p[https://]"),
            ("xhttps://a.example", "p[xhttps://a.example]"),
            ("[a](https://b.example \"t\")", "p[[a](|a:https://b.example→https://b.example| \"t\")]"),
        ] {
            assert_eq!(told(text), expect, "{text}");
        }
        assert_eq!(links("https://a.example\n- [b](https://b.example)\n> c"), 2);
    }

    #[test]
    fn who_shows_no_marks_is_told_the_text_alone() {
        for (text, expect) in [
            ("", ""),
            ("**DHL lost it**, *sorry*.\nWe send `another`.", "DHL lost it, sorry.\nWe send another."),
            ("a\n\n\nb", "a\n\nb"),
            ("* a **b**\n* c\n\n1) d\n7) e", "- a b\n- c\n\n1. d\n2. e"),
            ("> a\n> b\n\nc", "> a\n> b\n\nc"),
            ("```\n*a*\n  b\n```", "*a*\n  b"),
            (
                "[guide](https://a.example/g), https://b.example",
                "guide (https://a.example/g), https://b.example",
            ),
            ("@Ada: 2*3*4 <b>\u{202e}", "@Ada: 2*3*4 <b>"),
        ] {
            assert_eq!(plain(text), expect, "{text}");
        }
    }

    #[test]
    fn nothing_turns_the_page_around_or_grows_over_it() {
        assert_eq!(tame("a\u{202e}b\u{2066}c\u{2069}"), "abc");
        assert_eq!(tame("e\u{301}\u{308}"), "e\u{301}\u{308}");
        assert_eq!(tame(&["Z", &"\u{337}".repeat(50), "!"].concat()).chars().count(), 2 + MARKS);
        assert_eq!(tame("السَّلَامُ عَلَيْكُمْ 👩‍👩‍👧"), "السَّلَامُ عَلَيْكُمْ 👩‍👩‍👧");
    }

    #[test]
    fn what_shows_nothing_is_blank() {
        for text in [
            "",
            " \n\t\u{3000}",
            "\u{200b}",
            "\u{200b} \u{2060}\u{feff}",
            "\u{202e}\u{200f}",
            "\u{3164}",
            "\u{2800}",
        ] {
            assert!(is_blank(text), "{text:?}");
        }
        for text in ["a", ".", "\u{200b}a", "👩‍👩‍👧", "می‌خواهم", "。", "\u{fffd}"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }

    #[test]
    fn whatever_is_written_takes_time_that_grows_with_it() {
        for piece in ["*", "**", "`", "[", "](", "[a](", "@", "h", "https://", "> ", "```\n", "*a ", "[a]( "]
        {
            let text: String = piece.chars().cycle().take(crate::data::TEXT_CHARS).collect();
            let since = std::time::Instant::now();
            blocks(&text);
            assert!(since.elapsed().as_millis() < 1_000, "{piece}: {:?}", since.elapsed());
        }
    }
}
