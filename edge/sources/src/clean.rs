//! What other systems send, made harmless: strings cut, addresses checked.

/// The most characters of a title or a question.
pub(crate) const TITLE_CHARS: usize = 200;
/// The most characters of a passage: three or four lines on a phone.
pub(crate) const PASSAGE_CHARS: usize = 300;
/// The most characters of an article, some ten printed pages.
pub(crate) const ARTICLE_CHARS: usize = 30_000;
/// The most characters of a post.
pub(crate) const POST_CHARS: usize = 8_000;
/// The most characters of a name.
pub(crate) const NAME_CHARS: usize = 60;
/// The most characters of what is searched for: beyond, it is no question.
pub(crate) const WORDS_CHARS: usize = 200;

/// A text as one line of at most so many characters; the last is "…" where more was there.
pub(crate) fn line(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line: String = words.join(" ").chars().filter(|c| is_shown(*c)).collect();
    if line.chars().nth(most).is_none() {
        return line;
    }
    let kept: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Whether a character may stand in a text. Not those that turn the direction of what follows: they can
/// only mislead, since nobody sees to it that they end.
pub(crate) fn is_shown(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// An address of a page or picture that may be shown as a link: `https`, whole, and without user or
/// password. Of a source on this machine, which only development has, also `http` on this machine.
pub(crate) fn link(url: &str, source_address: &str) -> Option<String> {
    let local =
        |url: &str| ["http://127.0.0.1:", "http://localhost:"].iter().any(|start| url.starts_with(start));
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://").filter(|_| local(url) && local(source_address)))?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty() && !host.contains('@'))?;
    let fits = url.len() <= 2_000
        && host.chars().all(|c| c.is_alphanumeric() || ".-:[]".contains(c))
        && !url.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c));
    fits.then(|| url.to_owned())
}

/// Whether this is an id as counting systems give them, and so may stand in an address.
pub(crate) fn is_number(id: &str) -> bool {
    (1..=18).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_between_characters() {
        for (text, most, expect) in [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("ab cd", 4, "ab…"),
            ("日本語です", 3, "日本…"),
            (" a\r\n\tb\u{0}\u{202e}c ", 9, "a bc"),
            ("", 0, ""),
        ] {
            assert_eq!(line(text, most), expect);
        }
    }

    #[test]
    fn links_lead_to_pages_alone() {
        let (shop, local) = ("https://forum.example", "http://127.0.0.1:9000");
        for (url, source, kept) in [
            ("https://a.example/x?y#z", shop, true),
            ("https://bücher.example/", shop, true),
            ("http://a.example/", shop, false),
            ("http://127.0.0.1:9000/t/1", shop, false),
            ("http://127.0.0.1:9000/t/1", local, true),
            ("http://localhost:9000/t/1", local, true),
            ("http://localhost.evil.example/", local, false),
            ("http://localhost:1@evil.example/", local, false),
            ("javascript:alert(1)", shop, false),
            ("JAVASCRIPT:alert(1)", shop, false),
            ("data:text/html,x", shop, false),
            ("//a.example/x", shop, false),
            ("https://", shop, false),
            ("https:///x", shop, false),
            ("https://user:pass@a.example/", shop, false),
            ("https://a.example/\" onclick=x", shop, false),
            ("https://a.example\\@b.example", shop, false),
            ("https://a.example/\u{202e}x", shop, true),
            (" https://a.example/", shop, false),
        ] {
            assert_eq!(link(url, source).is_some(), kept, "{url}");
        }
        assert_eq!(link(&format!("https://a.example/{}", "a".repeat(2_000)), shop), None);
    }

    #[test]
    fn ids_are_numbers() {
        for (id, fits) in [
            ("13", true),
            ("", false),
            ("-1", false),
            ("1/../2", false),
            ("１", false),
            ("1".repeat(19).as_str(), false),
        ] {
            assert_eq!(is_number(id), fits, "{id}");
        }
    }
}
