//! From a file's bytes to TOML, and from TOML to a type.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, Deserializer};

use super::brackets::{end_of, unclosed};
use super::mistake::{Mistake, line};

/// The name of a file in a site's folder.
pub(super) type File = Cow<'static, str>;

/// The text and what it says, or what keeps the file from being TOML.
pub(super) fn parse<'a>(
    file: &File,
    bytes: &'a [u8],
) -> Result<(&'a str, Spanned<DeTable<'a>>), Vec<Mistake>> {
    let text = str::from_utf8(bytes).map_err(|error| {
        let line = Some(line(bytes, error.valid_up_to()));
        let sentence = "this line is not UTF-8; save the file in UTF-8 and write it again".to_owned();
        vec![Mistake { file: file.clone(), line, sentence }]
    })?;
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() { Ok((text, table)) } else { Err(syntax(file, text, &errors)) }
}

/// The file as the model's own type.
pub(super) fn deserialized<T: DeserializeOwned>(
    file: &File,
    text: &str,
    table: Spanned<DeTable<'_>>,
) -> Result<T, Vec<Mistake>> {
    T::deserialize(Deserializer::from(table)).map_err(|error| {
        // Only when the model asks more than the shape knows.
        let line = error.span().map(|span| line(text.as_bytes(), span.start));
        let message = error.message();
        let advice = if message.contains("write ") { "" } else { "; write what it expects" };
        let sentence = [message, advice].concat();
        vec![Mistake { file: file.clone(), line, sentence }]
    })
}

/// What keeps the file from being TOML: one mistake a line, for the others follow from the first; and none behind a bracket
/// that is not closed, from which all of them follow.
fn syntax(file: &File, text: &str, errors: &[toml::de::Error]) -> Vec<Mistake> {
    let mut found: Vec<Mistake> = Vec::new();
    let unclosed = unclosed(text).map(|(at, bracket)| (line(text.as_bytes(), at), bracket));
    for error in errors {
        let line = error.span().map(|span| line(text.as_bytes(), span.start));
        if let Some((at, bracket)) = unclosed.filter(|(at, _)| line.is_none_or(|line| line >= *at)) {
            let end = end_of(bracket);
            let sentence = format!("the `{bracket}` of this line is not closed; write `{end}` where it ends");
            found.push(Mistake { file: file.clone(), line: Some(at), sentence });
            break;
        }
        if found.iter().any(|mistake| mistake.line == line) {
            continue;
        }
        let message = error.message();
        let sentence = match message {
            "duplicate key" => {
                "this key or [table] is there already; write it once, or [[…]] for a list of tables"
                    .to_owned()
            }
            "string values must be quoted, expected literal string" => {
                "this value is not TOML; write texts in straight quotes, such as name = \"Acme\"".to_owned()
            }
            _ => format!("this is not TOML ({message}); write lines such as name = \"Acme\""),
        };
        found.push(Mistake { file: file.clone(), line, sentence });
    }
    found
}
