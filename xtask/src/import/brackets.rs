//! Brackets of a TOML file that nobody closes: all that follows is read as a part of them, and told to be wrong.

/// Where the first bracket stands that is never closed, or is closed by another's end; from 0, in bytes.
pub(super) fn unclosed(text: &str) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        let mut length = c.len_utf8();
        match c {
            '[' | '{' => open.push((at, c)),
            ']' | '}' => match open.pop() {
                Some((at, begun)) if end_of(begun) != c => return Some((at, begun)),
                _ => {}
            },
            '#' => length = rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' => length = string(rest, c),
            _ => {}
        }
        rest = &rest[length..];
    }
    open.first().copied()
}

/// What closes a bracket.
pub(super) const fn end_of(bracket: char) -> char {
    if bracket == '[' { ']' } else { '}' }
}

/// How long the string is that a text begins with, in bytes: to its end, or to that of its line if it may have only one.
fn string(text: &str, quote: char) -> usize {
    let three: String = [quote; 3].iter().collect();
    let (end, begun) = if text.starts_with(&three) { (&*three, 3) } else { (&three[..1], 1) };
    let mut at = begun;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(end) {
            return at + end.len();
        }
        if begun == 1 && rest.starts_with('\n') {
            return at;
        }
        let escaped = quote == '"' && rest.starts_with('\\');
        at += rest.chars().take(1 + usize::from(escaped)).map(char::len_utf8).sum::<usize>();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_is_not_closed_is_found() {
        for (text, expect) in [
            ("a = [1, 2]\n[b]\n[[c]]\nd = { e = 1 }\n", None),
            ("a = [\n  \"]\", # ]\n  '[{',\n]\n", None),
            ("a = \"\"\"\n[ {\n\"\"\"\nb = '''{'''\nc = \"\\\"[\"\n", None),
            ("a = \"it is open\nb = [1]\n", None),
            ("a = 1\nb = { c = 2\n[d]\ne = { f = 3 }\n", Some((10, '{'))),
            ("a = [\"x\"\n[b]\nc = [1]\n", Some((4, '['))),
            ("a = [ { b = 1 ]\n", Some((6, '{'))),
            ("a = 1 ]\nb = [\n", Some((12, '['))),
            ("é = [", Some((5, '['))),
        ] {
            assert_eq!(unclosed(text), expect, "{text}");
        }
    }
}
