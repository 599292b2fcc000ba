//! Walks a parsed `site.toml` along its [`shape`](super::shape) and notes every mistake.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use model::hours::{DAY, TimeRange};
use model::lang::Lang;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::kind;
use super::mistake::{Mistake, line, meant, suggest};
use super::parse::File;
use super::picture::{self, Picture};
use super::shape::{Field, Shape};
use super::told::{self, Told};

/// A value with its place in the text.
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// What a walk knows and finds.
pub(super) struct Walk<'a> {
    /// The file's name in the site's folder.
    file: File,
    /// What can stand at its top.
    top: &'static [Field],
    /// The file's text.
    pub(super) text: &'a str,
    /// The site's folder.
    pub(super) folder: &'a Path,
    /// The languages the site offers; none when they could not be read.
    pub(super) languages: Option<Vec<Lang>>,
    pub(super) mistakes: Vec<Mistake>,
    /// Pictures by the path under which the file names them.
    pub(super) pictures: BTreeMap<String, Picture>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        file: File,
        top: &'static [Field],
        text: &'a str,
        folder: &'a Path,
        languages: Option<Vec<Lang>>,
    ) -> Self {
        Self { file, top, text, folder, languages, mistakes: Vec::new(), pictures: BTreeMap::new() }
    }

    /// The line, from 1, of a place in the text.
    pub(super) fn line(&self, at: &Range<usize>) -> usize {
        line(self.text.as_bytes(), at.start)
    }

    /// Notes a mistake at a place in the text.
    pub(super) fn wrong(&mut self, at: &Range<usize>, sentence: String) {
        self.mistakes.push(Mistake { file: self.file.clone(), line: Some(self.line(at)), sentence });
    }

    /// Walks the whole file.
    pub(super) fn file(&mut self, table: &DeTable<'_>) {
        self.table("", &self.file.clone(), &(0..0), table, self.top);
    }

    /// Walks a table. `path` is its dotted name, `header` how people know it, such as `[[place]]`.
    fn table(&mut self, path: &str, header: &str, at: &Range<usize>, table: &DeTable<'_>, fields: &[Field]) {
        for (key, value) in table {
            let name: &str = key.get_ref();
            match fields.iter().find(|field| field.name == name) {
                Some(field) => self.value(path, field, value),
                None => self.unknown(header, name, &key.span(), fields),
            }
        }
        // A key that is only misspelt is told as that, and not once more as missing.
        let unknown = table.keys().filter(|key| names(fields).all(|name| name != key.get_ref()));
        let misspelt: Vec<&str> = unknown.filter_map(|key| meant(key.get_ref(), names(fields))).collect();
        for Field { name, example, .. } in fields.iter().filter(|field| field.required) {
            if !table.contains_key(*name) && !misspelt.contains(name) {
                self.wrong(at, format!("{header} has no `{name}`; write {name} = {example}"));
            }
        }
    }

    fn unknown(&mut self, header: &str, name: &str, at: &Range<usize>, fields: &[Field]) {
        let at_the_top =
            |field: &Field| field.name == name && !matches!(field.shape, Shape::Table(_) | Shape::Tables(_));
        let instead = if self.top.iter().any(at_the_top) {
            format!(
                "write it at the top of the file, before the first line in brackets, if it is the `{name}` of the whole"
            )
        } else {
            suggest(name, names(fields))
        };
        self.wrong(at, format!("{header} knows no `{name}`; {instead}"));
    }

    fn value(&mut self, path: &str, field: &Field, value: &Value<'_>) {
        let path = if path.is_empty() { field.name.to_owned() } else { format!("{path}.{}", field.name) };
        let at = value.span();
        match (&field.shape, value.get_ref()) {
            (Shape::Text(check), DeValue::String(text)) => self.check(field, &at, check(text)),
            (Shape::Number(check), DeValue::Integer(number)) => {
                let number = i64::from_str_radix(number.as_str(), number.radix());
                let told = number.map_err(|_| Told("this number is out of range".to_owned())).and_then(check);
                self.check(field, &at, told);
            }
            (Shape::Picture, DeValue::String(written)) => self.picture(field, &at, written),
            (Shape::Words, DeValue::String(text)) => self.check(field, &at, told::words(text)),
            (Shape::Words, DeValue::Table(by_language)) => self.words(field, &at, by_language, &told::words),
            (Shape::Filled(places), DeValue::String(text)) => {
                self.check(field, &at, told::filled(text, places));
            }
            (Shape::Filled(places), DeValue::Table(by_language)) => {
                self.words(field, &at, by_language, &|text| told::filled(text, places));
            }
            (Shape::Texts(check), DeValue::Array(list)) => {
                self.texts(field, list, check);
            }
            (Shape::Times, DeValue::Array(list)) => self.times(field, list),
            (Shape::Table(fields), DeValue::Table(table)) => {
                self.table(&path, &format!("[{path}]"), &at, table, fields);
            }
            (Shape::Tables(fields), DeValue::Array(list)) => {
                for entry in list {
                    let header = format!("[[{path}]]");
                    match entry.get_ref() {
                        DeValue::Table(table) => self.table(&path, &header, &entry.span(), table, fields),
                        _ => self.wrong(
                            &entry.span(),
                            format!(
                                "`{}` is a list of tables; write each below its own {header}",
                                field.name
                            ),
                        ),
                    }
                }
            }
            (Shape::Facts, DeValue::Table(facts)) => self.facts(field, facts),
            (Shape::Flag, DeValue::Boolean(_)) => {}
            _ => {
                let written = self.text.get(at.clone()).unwrap_or_default();
                self.wrong(&at, kind::instead(&path, field, value.get_ref(), written));
            }
        }
    }

    fn check(&mut self, field: &Field, at: &Range<usize>, told: Result<(), Told>) {
        if let Err(Told(told)) = told {
            // The model's sentences say what to write; those that cannot are given an example.
            let says = ["write ", "did you mean"].iter().any(|advice| told.contains(advice));
            let advice =
                if says { String::new() } else { format!("; write {} = {}", field.name, field.example) };
            self.wrong(at, format!("`{}`: {told}{advice}", field.name));
        }
    }

    /// Checks each text of a list and gives back those that pass.
    fn texts<T>(
        &mut self,
        field: &Field,
        list: &DeArray<'_>,
        check: impl Fn(&str) -> Result<T, Told>,
    ) -> Vec<(T, Range<usize>)> {
        let mut fit = Vec::new();
        for entry in list {
            let at = entry.span();
            match entry.get_ref() {
                DeValue::String(text) => match check(text) {
                    Ok(read) => fit.push((read, at)),
                    Err(told) => self.check(field, &at, Err(told)),
                },
                other => {
                    let sentence = format!(
                        "`{}` cannot hold {}; write {0} = {}",
                        field.name,
                        kind::name(other),
                        field.example
                    );
                    self.wrong(&at, sentence);
                }
            }
        }
        fit
    }

    /// The opening times of a day: each right, and none within another.
    fn times(&mut self, field: &Field, list: &DeArray<'_>) {
        let mut ranges = self.texts(field, list, |text| text.parse::<TimeRange>().map_err(|e| Told(e.0)));
        for (range, at) in ranges.iter().filter(|(range, _)| range.from > 0 && range.to == range.from + DAY) {
            let sentence = format!(
                "`{}`: {range} ends when it begins; write \"0:00-24:00\" for a whole day, or when it ends",
                field.name
            );
            self.wrong(at, sentence);
        }
        ranges.sort_by_key(|(range, _)| *range);
        for pair in ranges.windows(2) {
            let [(before, _), (after, at)] = pair else { continue };
            if after.from < before.to {
                let both = TimeRange { from: before.from, to: before.to.max(after.to) };
                self.wrong(
                    at,
                    format!(
                        "`{}`: {before} and {after} overlap; write them as one, \"{both}\", or apart",
                        field.name
                    ),
                );
            }
        }
    }

    fn facts(&mut self, field: &Field, facts: &DeTable<'_>) {
        for (name, value) in facts {
            match value.get_ref() {
                DeValue::String(text) => self.check(field, &value.span(), told::words(text)),
                DeValue::Integer(number)
                    if number.radix() == 10 && number.as_str().parse::<i32>().is_ok() => {}
                _ => {
                    let sentence = format!(
                        "`{}`: `{}` is neither a text nor a whole number; write such as {1} = 120, without its unit",
                        field.name,
                        name.get_ref()
                    );
                    self.wrong(&value.span(), sentence);
                }
            }
        }
    }

    /// Words by language: only languages that are offered, and always the first of them.
    fn words(
        &mut self,
        field: &Field,
        at: &Range<usize>,
        by_language: &DeTable<'_>,
        check: &dyn Fn(&str) -> Result<(), Told>,
    ) {
        let name = field.name;
        let mut written: Vec<Lang> = Vec::new();
        for (key, value) in by_language {
            let lang = match key.get_ref().parse::<Lang>() {
                Ok(lang) => lang,
                Err(unknown) => {
                    self.wrong(&key.span(), format!("`{name}`: {unknown}"));
                    continue;
                }
            };
            if written.contains(&lang) {
                self.wrong(&key.span(), format!("`{name}` is there twice in `{lang}`; write it once"));
            }
            written.push(lang);
            if self.languages.as_ref().is_some_and(|offered| !offered.contains(&lang)) {
                let sentence = format!(
                    "`{name}` is written in `{lang}`, which the site does not offer; write \"{lang}\" into `languages`, or leave it out here"
                );
                self.wrong(&key.span(), sentence);
            }
            match value.get_ref() {
                DeValue::String(text) => self.check(field, &value.span(), check(text)),
                other => {
                    let sentence =
                        format!("`{name}` in `{lang}` cannot be {}; write {lang} = \"…\"", kind::name(other));
                    self.wrong(&value.span(), sentence);
                }
            }
        }
        let main = self.languages.as_ref().and_then(|offered| offered.first().copied());
        if let Some(main) = main.filter(|main| !written.contains(main)) {
            let sentence = format!(
                "`{name}` is not written in `{main}`, the first of `languages`; write {main} = \"…\" too, or one text for all: {name} = {}",
                field.example
            );
            self.wrong(at, sentence);
        }
    }

    fn picture(&mut self, field: &Field, at: &Range<usize>, written: &str) {
        if self.pictures.contains_key(written) {
            return;
        }
        match picture::read(self.folder, written) {
            Ok(picture) => {
                self.pictures.insert(written.to_owned(), picture);
            }
            Err(why) => self.check(field, at, Err(why)),
        }
    }
}

fn names(fields: &[Field]) -> impl Iterator<Item = &'static str> + Clone {
    fields.iter().map(|field| field.name)
}
