//! Files of JSON objects, one a line.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use model::source::Gives;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};
use sources::time;

use super::super::mistake::{Mistake, line, suggest};
use super::super::told;
use super::MOST_BYTES;

/// What a file holds.
pub(super) struct Kind {
    /// The file's name.
    pub(super) name: &'static str,
    /// What it is for.
    pub(super) gives: Gives,
    /// The keys a line can have.
    pub(super) keys: &'static [&'static str],
    /// A right line.
    pub(super) example: &'static str,
}

impl Kind {
    /// What to write instead of a line that is another than its type wants.
    pub(super) fn told(&self, error: &serde_json::Error) -> String {
        let told = short(error);
        let says = ["write ", "did you mean"].iter().any(|advice| told.contains(advice));
        if says { told } else { format!("{told}; write it as {}", self.example) }
    }
}

/// Reads files of a folder and collects what is wrong with them.
pub(super) struct Lines<'a> {
    dir: &'a Path,
    pub(super) mistakes: Vec<Mistake>,
    /// The files that are there.
    pub(super) files: Vec<(&'static str, Gives)>,
    /// Their names and bytes.
    pub(super) bytes: Vec<u8>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(dir: &'a Path) -> Self {
        Self { dir, mistakes: Vec::new(), files: Vec::new(), bytes: Vec::new() }
    }

    /// The objects of a file, each with its line; none where there is no such file. `parse` is given the
    /// line and the same as an object, whose keys have lost their order.
    pub(super) fn read<T>(
        &mut self,
        kind: &Kind,
        parse: impl Fn(&str, Map<String, Value>) -> Result<T, String>,
    ) -> Vec<(usize, T)> {
        let bytes = match fs::read(self.dir.join(kind.name)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Vec::new(),
            Err(error) => {
                self.wrong(
                    kind,
                    None,
                    format!("cannot be read ({error}); write a file of lines such as {}", kind.example),
                );
                return Vec::new();
            }
        };
        self.files.push((kind.name, kind.gives));
        self.bytes.extend([kind.name.as_bytes(), &[0], &bytes, &[0]].concat());
        let text = match str::from_utf8(&bytes) {
            Ok(text) => text,
            Err(error) => {
                let at = line(&bytes, error.valid_up_to());
                let sentence = "this line is not UTF-8; save the file in UTF-8 and write it again";
                self.wrong(kind, Some(at), sentence.to_owned());
                return Vec::new();
            }
        };
        let text = text.trim_start_matches('\u{feff}');
        let mut read = Vec::new();
        for (index, written) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match object(kind, written, &parse) {
                Ok(object) => read.push((index + 1, object)),
                Err(sentence) => {
                    self.wrong(kind, Some(index + 1), sentence);
                    // Each of the lines that follow would be told to be none, too.
                    if is_spread(written) {
                        break;
                    }
                }
            }
        }
        read
    }

    /// Notes a mistake.
    pub(super) fn wrong(&mut self, kind: &Kind, line: Option<usize>, sentence: String) {
        self.mistakes.push(Mistake { file: kind.name.into(), line, sentence });
    }

    /// Notes all that is wrong with a line.
    pub(super) fn all_wrong(
        &mut self,
        kind: &Kind,
        line: usize,
        sentences: impl IntoIterator<Item = String>,
    ) {
        for sentence in sentences {
            self.wrong(kind, Some(line), sentence);
        }
    }
}

fn object<T>(
    kind: &Kind,
    written: &str,
    parse: impl Fn(&str, Map<String, Value>) -> Result<T, String>,
) -> Result<T, String> {
    if written.len() > MOST_BYTES {
        let kilobytes = written.len().div_ceil(1_000);
        return Err(format!("this line has {kilobytes} KB; write {} KB at most", MOST_BYTES / 1_000));
    }
    let object: Map<String, Value> = serde_json::from_str(written).map_err(|error| {
        let why = short(&error);
        if is_spread(written) {
            format!("this line is not one whole JSON object; write each in a line of its own, from {{ to }}, with nothing around or between them, such as {}", kind.example)
        } else {
            format!("this line is no JSON object ({why}); write it as {}", kind.example)
        }
    })?;
    known(&object, "a line", kind.keys)?;
    object.values().try_for_each(visible)?;
    parse(written, object.clone()).map_err(|told| match culprit(&object, &parse) {
        Some(key) if !told.contains(&format!("`{key}`")) => format!("`{key}`: {told}"),
        _ => told,
    })
}

/// Whether a line is a part of something that goes on in the next ones: a list, or an object over several lines.
fn is_spread(written: &str) -> bool {
    written.trim_start().starts_with('[')
        || serde_json::from_str::<IgnoredAny>(written).is_err_and(|error| error.is_eof())
}

/// The key without which an object would be right: the parser names a type, and not where it stands.
fn culprit<T>(
    object: &Map<String, Value>,
    parse: impl Fn(&str, Map<String, Value>) -> Result<T, String>,
) -> Option<&String> {
    object.keys().find(|key| {
        let mut rest = object.clone();
        rest.remove(*key);
        let written = Value::Object(rest.clone()).to_string();
        parse(&written, rest).is_ok()
    })
}

/// Whether an object has only keys that are known.
pub(super) fn known(object: &Map<String, Value>, what: &str, keys: &[&'static str]) -> Result<(), String> {
    match object.keys().find(|key| !keys.contains(&key.as_str())) {
        Some(key) => Err(format!("{what} knows no `{key}`; {}", suggest(key, keys.iter().copied()))),
        None => Ok(()),
    }
}

/// Keys whose values are instants.
const INSTANTS: &[&str] = &["placed", "shipped", "expected", "delivered", "at"];

/// Makes instants that are written as such the seconds that the model has.
pub(super) fn instants(key: &str, value: &mut Value) -> Result<(), String> {
    match value {
        Value::String(written) if INSTANTS.contains(&key) => {
            // As sources/src/store/written.rs reads them.
            let seconds = if key == "expected" { time::day(written) } else { time::rfc3339(written) };
            *value = Value::from(seconds.ok_or_else(|| {
                format!("`{key}`: `{written}` is not an instant; write it as \"2026-11-20T10:00:00+01:00\"")
            })?);
            Ok(())
        }
        Value::Array(list) => list.iter_mut().try_for_each(|value| instants("", value)),
        Value::Object(object) => object.iter_mut().try_for_each(|(key, value)| instants(key, value)),
        _ => Ok(()),
    }
}

/// Whether all texts hold nothing but what can be seen.
fn visible(value: &Value) -> Result<(), String> {
    match value {
        Value::String(text) if text.is_empty() => Ok(()),
        Value::String(text) if text.chars().any(|c| c.is_control() && c != '\n') => {
            told::words(&format!(".{text}")).map_err(|told| told.0)
        }
        Value::Array(list) => list.iter().try_for_each(visible),
        Value::Object(object) => object.iter().try_for_each(|(key, value)| {
            visible(&Value::String(key.clone()))?;
            visible(value)
        }),
        _ => Ok(()),
    }
}

/// Without the column, which counts bytes of a line that nobody counts.
fn short(error: &serde_json::Error) -> String {
    let told = error.to_string();
    told.split(" at line ").next().unwrap_or(&told).to_owned()
}
