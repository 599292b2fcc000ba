//! The HTML of other systems as plain text. What is left holds no markup, whatever came in: it is shown
//! as text, and this only has to make it readable.

mod entity;
mod out;

use out::Out;

/// The text of a fragment of HTML, or of a whole page: paragraphs separated by an empty line, list items as
/// lines that begin with "• ", links as their text, images as what stands for them.
pub fn text(html: &str) -> String {
    text_within(html, usize::MAX)
}

/// As [`text`], of at most so many characters; the last is "…" where more was there.
pub fn text_within(html: &str, most: usize) -> String {
    let mut out = Out::of(most);
    let mut rest = html;
    while !rest.is_empty() && !out.is_full() {
        let Some((before, tag)) = rest.split_once('<') else {
            out.words(rest);
            break;
        };
        out.words(before);
        rest = markup(tag, &mut out);
    }
    out.finish()
}

/// Elements whose content is not text for readers.
const DROPPED: [&str; 11] = [
    "head", "iframe", "math", "noembed", "noframes", "object", "script", "style", "svg", "template", "title",
];

/// Reads what comes after a `<`, and returns what comes after that.
fn markup<'a>(rest: &'a str, out: &mut Out) -> &'a str {
    if let Some(comment) = rest.strip_prefix("!--") {
        // An unclosed comment goes on to the end, as in browsers; so do unclosed elements below.
        return after(comment, "-->");
    }
    if rest.starts_with(['!', '?']) {
        return after(rest, ">");
    }
    let (closing, name) = rest.strip_prefix('/').map_or((false, rest), |name| (true, name));
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.words("<");
        return rest;
    }
    let end = name.find(|c: char| c.is_whitespace() || c == '/' || c == '>').unwrap_or(name.len());
    let (name, attributes) = name.split_at(end);
    let name = name.to_ascii_lowercase();
    let (alt, rest) = attributes_of(attributes);
    if !closing && DROPPED.contains(&name.as_str()) {
        return after_element(rest, &name);
    }
    out.element(&name, closing);
    if name == "img" {
        out.words(alt.unwrap_or_default());
    }
    rest
}

fn after<'a>(text: &'a str, end: &str) -> &'a str {
    text.split_once(end).map_or("", |(_, rest)| rest)
}

/// What comes after the closing tag of an element whose content is not looked at.
fn after_element<'a>(mut rest: &'a str, name: &str) -> &'a str {
    while let Some((_, tag)) = rest.split_once("</") {
        match tag.get(..name.len()) {
            Some(found) if found.eq_ignore_ascii_case(name) => return after(&tag[name.len()..], ">"),
            _ => rest = tag,
        }
    }
    ""
}

/// Passes over a tag's attributes: what `alt` says, and what comes after the tag.
fn attributes_of(mut rest: &str) -> (Option<&str>, &str) {
    let mut alt = None;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return (alt, "");
        }
        if let Some(rest) = rest.strip_prefix('>') {
            return (alt, rest);
        }
        let stop = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/');
        // A name may begin with `=`, as in browsers; so something is always passed over.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find(stop).map_or(rest.len(), |end| first + end);
        let (name, after_name) = rest.split_at(end);
        rest = after_name;
        if let Some(value) = after_name.trim_start().strip_prefix('=') {
            let (value, after_value) = value_of(value.trim_start());
            if name.eq_ignore_ascii_case("alt") {
                alt = Some(value);
            }
            rest = after_value;
        }
    }
}

fn value_of(rest: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = rest.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    rest.split_at(rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cases: &[(&str, &str)]) {
        for (html, expect) in cases {
            assert_eq!(text(html), *expect, "{html}");
        }
    }

    #[test]
    fn what_people_write_is_readable() {
        check(&[
            ("", ""),
            ("plain", "plain"),
            ("  a \n\t b&nbsp; c ", "a b c"),
            ("<p>One.</p>\n<p>Two,<br>three.</p>", "One.\n\nTwo,\nthree."),
            ("One<br/><br>Two", "One\n\nTwo"),
            ("<h2>Steps</h2>Do <b>this</b><i>!</i>", "Steps\n\nDo this!"),
            (
                "<p>Take:</p><ul><li>a</li><li><p>b</p></li>\n<li>c</ul>Then go",
                "Take:\n\n• a\n• b\n• c\n\nThen go",
            ),
            ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "• a\n• b\n• c"),
            ("<ul><li></li><li> </li></ul>x", "x"),
            ("See <a href=\"https://a.example/?a=1&b=2\">our page</a>.", "See our page."),
            ("<img src=x alt=\"A &quot;red&quot; lamp\"> <IMG ALT=on>", "A \"red\" lamp on"),
            ("<table><tr><th>Size</th><td>5</td></tr><tr><td>6</td></tr></table>", "Size 5\n6"),
            ("<pre><code>a\n  b</code></pre>c", "a\n  b\n\nc"),
            ("<div>a</div><div>b</div>", "a\nb"),
            ("Tom &amp; Ada &#8364;5 &#x1F514; &eacute;&Uuml;&szlig;", "Tom & Ada €5 🔔 éÜß"),
            ("3 < 4 && 5 > 4; a<3", "3 < 4 && 5 > 4; a<3"),
            ("日本語<br>العربية", "日本語\nالعربية"),
        ]);
    }

    #[test]
    fn hostile_markup_is_dropped_or_text() {
        check(&[
            ("a<script>alert(1)</script>b", "ab"),
            ("a<SCRIPT\n>alert('</p>')</ScRiPt\t>b", "ab"),
            ("a<script>alert(1)", "a"),
            ("a<style>p{}</style><svg><script>x</script></svg>b", "ab"),
            ("a<!-- <p>x</p> -->b<!-- no end <p>x</p>", "ab"),
            ("<!doctype html><html><head><title>t</title></head><body>b</body>", "b"),
            ("a<img src=x onerror=alert(1)>b", "ab"),
            ("a<p title='>'>b</p>", "a\n\nb"),
            ("a<b title=\"no end>b", "a"),
            ("a<b", "a"),
            ("a</", "a</"),
            ("a<", "a<"),
            ("<p ===x==>a", "a"),
            ("<a/href=\"x\"/onclick='y'>a</a>", "a"),
            // Once is enough: what is written as text stays text.
            ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
            ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
            ("&#0;&#xD800;&#x110000;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            ("&;&#;&#x;&unknown;&é", "&;&#;&#x;&unknown;&é"),
            ("a\u{202e}b\u{0}c\u{7}", "abc"),
            ("</ul></ul></li></pre>a", "a"),
        ]);
    }

    #[test]
    fn long_texts_are_cut() {
        for (html, most, expect) in [
            ("<p>abc</p>", 3, "abc"),
            ("<p>abcd</p>", 3, "ab…"),
            ("<p>ab cd</p>", 4, "ab…"),
            ("<p>ab</p><p>cd</p>", 4, "ab…"),
            ("日本語です", 3, "日本…"),
        ] {
            assert_eq!(text_within(html, most), expect, "{html}");
        }
    }

    /// A quadratic reader would take minutes for these.
    #[test]
    fn time_is_linear() {
        for part in [
            "<", "<p", "</", "<!--", "<a ", "<a b='", "&", "&#", "<script>", "</script", "<ul><li>", "<pre> ",
        ] {
            let html = part.repeat(1_000_000 / part.len());
            let begun = std::time::Instant::now();
            text(&html);
            assert!(begun.elapsed().as_secs() < 10, "{part}");
        }
    }
}
