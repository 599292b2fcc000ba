//! Quotes and mentions of somebody in what others wrote.

/// What stands where something was.
const GONE: &str = "…";

/// A text without the lines that quote (`> …`) one of `texts`, and with none of `names` mentioned (`@name`); nothing where
/// there is nothing of that.
pub(super) fn without(text: &str, texts: &[&str], names: &[&str]) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let said = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace()).trim_end();
        let quotes = line.trim_start().starts_with('>') && !said.is_empty();
        let line = if quotes && texts.iter().any(|text| text.contains(said)) {
            ["> ", GONE].concat()
        } else {
            unnamed(line, names)
        };
        let again = line.ends_with(GONE) && line.starts_with("> ") && lines.last() == Some(&line);
        if !again {
            lines.push(line);
        }
    }
    let without = lines.join("\n");
    (without != text.lines().collect::<Vec<_>>().join("\n")).then_some(without)
}

fn unnamed(line: &str, names: &[&str]) -> String {
    names.iter().fold(line.to_owned(), |line, name| {
        let mention = ["@", name].concat();
        let mut rest = line.split(&mention);
        let mut unnamed = rest.next().unwrap_or_default().to_owned();
        for after in rest {
            // Of a longer name it is only the beginning.
            let other = after.starts_with(char::is_alphanumeric);
            unnamed.push_str(if other { &mention } else { "@…" });
            unnamed.push_str(after);
        }
        unnamed
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_mentions_go_and_the_rest_stays() {
        let texts = ["My fan is loud.\nI live in Elm Street 4.", "A loud fan"];
        for (text, expect) in [
            ("> My fan is loud.\n\nClean it.", Some("> …\n\nClean it.")),
            ("> My fan is loud.\n> I live in Elm Street 4.\nClean it.", Some("> …\nClean it.")),
            (">> Elm Street 4\n> Where?\nThere.", Some("> …\n> Where?\nThere.")),
            ("> A loud fan", Some("> …")),
            ("@Ada: clean it, @Adam too", Some("@…: clean it, @Adam too")),
            ("> Nobody said this\nA loud fan", None),
            (">\nMy fan is loud.", None),
            ("", None),
        ] {
            assert_eq!(without(text, &texts, &["Ada"]).as_deref(), expect, "{text}");
        }
    }
}
