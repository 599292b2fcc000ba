//! TOML files of a folder within a site's folder, each named by the id of what it is about.

use std::fs;
use std::ops::Range;
use std::path::Path;

use model::lang::Lang;
use serde::de::DeserializeOwned;
use toml::de::DeTable;

use super::super::mistake::Mistake;
use super::super::parse::{File, deserialized, parse};
use super::super::shape::Field;
use super::super::walk::Walk;

/// Reads files and collects what is wrong with them.
pub(super) struct Files<'a> {
    dir: &'a Path,
    languages: Option<&'a [Lang]>,
    pub(super) mistakes: Vec<Mistake>,
    /// Their names and bytes.
    pub(super) bytes: Vec<u8>,
}

/// A file in which nothing is wrong by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read<T, L> {
    /// Its name without `.toml`.
    pub(super) id: String,
    /// Its name in the site's folder.
    pub(super) file: File,
    pub(super) content: T,
    /// On which lines its parts stand.
    pub(super) lines: L,
}

impl<'a> Files<'a> {
    pub(super) fn new(dir: &'a Path, languages: Option<&'a [Lang]>) -> Self {
        Self { dir, languages, mistakes: Vec::new(), bytes: Vec::new() }
    }

    /// The files of a folder, in the order of their names. `check` notes what does not fit together and says on which
    /// lines the parts stand; `fits` says what is wrong with a file's name without `.toml`.
    pub(super) fn read<T: DeserializeOwned, L>(
        &mut self,
        folder: &str,
        shape: &'static [Field],
        fits: impl Fn(&str) -> Result<(), String>,
        check: impl Fn(&mut Walk<'_>, &DeTable<'_>) -> L,
    ) -> Vec<Read<T, L>> {
        let Ok(entries) = fs::read_dir(self.dir.join(folder)) else { return Vec::new() };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut ids: Vec<String> =
            names.filter_map(|name| Some(name.strip_suffix(".toml")?.to_owned())).collect();
        ids.sort();
        let mut read = Vec::new();
        for id in ids {
            let file: File = format!("{folder}/{id}.toml").into();
            match self.one(&file, &id, shape, &fits, &check) {
                Ok((content, lines)) => read.push(Read { id, file, content, lines }),
                Err(mistakes) => self.mistakes.extend(mistakes),
            }
        }
        read
    }

    fn one<T: DeserializeOwned, L>(
        &mut self,
        file: &File,
        id: &str,
        shape: &'static [Field],
        fits: impl Fn(&str) -> Result<(), String>,
        check: impl Fn(&mut Walk<'_>, &DeTable<'_>) -> L,
    ) -> Result<(T, L), Vec<Mistake>> {
        let whole = |sentence| vec![Mistake { file: file.clone(), line: None, sentence }];
        fits(id).map_err(|why| whole(format!("the file's name: {why}")))?;
        let bytes = fs::read(self.dir.join(&**file))
            .map_err(|error| whole(format!("cannot be read ({error}); write it again, or take it out")))?;
        self.bytes.extend([file.as_bytes(), &[0], &bytes, &[0]].concat());
        let (text, table) = parse(file, &bytes)?;
        let languages = self.languages.map(<[Lang]>::to_vec);
        let mut walk = Walk::new(file.clone(), shape, text, self.dir, languages);
        walk.file(table.get_ref());
        if !walk.mistakes.is_empty() {
            return Err(walk.mistakes);
        }
        let lines = check(&mut walk, table.get_ref());
        if !walk.mistakes.is_empty() {
            return Err(walk.mistakes);
        }
        Ok((deserialized(file, text, table)?, lines))
    }
}

/// The tables of a list, each with its place.
pub(super) fn entries<'a, 'i>(table: &'a DeTable<'i>, key: &str) -> Vec<(Range<usize>, &'a DeTable<'i>)> {
    let list = table.get(key).and_then(|list| list.get_ref().as_array());
    let list = list.into_iter().flat_map(|list| list.iter());
    list.filter_map(|entry| Some((entry.span(), entry.get_ref().as_table()?))).collect()
}

/// The lines of the tables of a list.
pub(super) fn lines(walk: &Walk<'_>, table: &DeTable<'_>, key: &str) -> Vec<usize> {
    entries(table, key).iter().map(|(at, _)| walk.line(at)).collect()
}
