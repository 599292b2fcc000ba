//! What helps to choose: `guides/*.toml`, and `options/*.toml` of products that are put together.
//!
//! What is read here is held against the catalogue, and becomes rows of the tables of
//! `edge/migrations/0006_guides.sql`: so that the edge has only to read what it shows.

mod catalogue;
mod files;
mod guide;
mod options;
mod paths;
mod reach;
mod resolve;
mod shape;
mod stock;
#[cfg(test)]
mod tests;
mod written;

use std::fmt::Write;
use std::path::Path;

use model::choose::ready::{self, Cards, Columns, Words};
use model::lang::Lang;
use model::product::Product;
use model::site::Site;
use serde::Serialize;

use super::mistake::Mistake;
use super::rows::product::Row;
use super::sources;
use super::sql::{parts, quoted};
use files::Files;

/// The files, each found right by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choose {
    guides: Vec<guide::Read>,
    configurables: Vec<options::Read>,
    /// The files' names and bytes.
    pub(super) bytes: Vec<u8>,
}

/// What shoppers see of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    titles: Vec<Title>,
    texts: Vec<Text>,
    /// Whether another system has products too, so that the edge makes the guides ready.
    others: bool,
}

/// A row of `guide_titles`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Title {
    guide: String,
    lang: Lang,
    called: String,
    intro: String,
}

/// A row of `guides` or `configurables`, in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Text {
    table: &'static str,
    id: String,
    /// A language's code, or what else it holds.
    what: String,
    json: String,
}

/// Reads the files of a site's folder. `languages` are those that the site offers.
pub(super) fn read(dir: &Path, languages: Option<&[Lang]>) -> Result<Choose, Vec<Mistake>> {
    let mut files = Files::new(dir, languages);
    let guides = guide::read(&mut files);
    let configurables = options::read(&mut files);
    if files.mistakes.is_empty() {
        Ok(Choose { guides, configurables, bytes: files.bytes })
    } else {
        Err(files.mistakes)
    }
}

impl Choose {
    /// Holds the guides alone against all that there is to choose among, and tells how many they are.
    pub(super) fn check(&self, rows: &[Row]) -> Result<usize, Vec<Mistake>> {
        let found: Vec<Mistake> =
            self.guides.iter().filter_map(|read| catalogue::check(read, rows).err()).flatten().collect();
        if found.is_empty() { Ok(self.guides.len()) } else { Err(found) }
    }

    /// Holds them against the catalogue, whose own products are `rows`. Where another system has products too, guides
    /// are held against them when somebody chooses.
    pub(super) fn shown(&self, site: &Site, rows: &[Row]) -> Result<Shown, Vec<Mistake>> {
        let mut found = Vec::new();
        let languages = &site.languages[..];
        let source = site.builtin().map_or("", |source| source.id.as_str());
        let others = sources::others_sell(site);
        let mut shown = Shown { others, ..Shown::default() };
        for read in &self.guides {
            match (!others).then(|| catalogue::check(read, rows)).transpose() {
                Ok(candidates) => shown.guide(read, candidates.as_ref(), source, languages),
                Err(mistakes) => found.extend(mistakes),
            }
        }
        let fallback = languages.first().copied().unwrap_or_default();
        for read in &self.configurables {
            for lang in languages {
                match resolve::resolve(read, rows, (*lang, fallback)) {
                    Ok(mut product) => {
                        if *lang == fallback {
                            found.extend(resolve::impossible(read, &product));
                        }
                        stock::leave_out(&mut product, rows, *lang);
                        for choice in product.options.iter_mut().flat_map(|option| &mut option.choices) {
                            if !choice.product.is_empty() {
                                choice.product = format!("{source}.{}", choice.product);
                            }
                        }
                        shown.text("configurables", &read.id, lang.code(), &product);
                    }
                    Err(mistakes) => found.extend(mistakes),
                }
            }
        }
        if found.is_empty() { Ok(shown) } else { Err(found) }
    }
}

impl Shown {
    /// How many guides there are.
    pub(super) fn guides(&self) -> usize {
        let mut ids: Vec<&str> = self.titles.iter().map(|title| title.guide.as_str()).collect();
        ids.dedup();
        ids.len()
    }

    /// Whether there are guides that only what another system sells can be held against.
    pub(super) fn has_unchecked(&self) -> bool {
        self.others && !self.titles.is_empty()
    }

    /// How many products are put together.
    pub(super) fn configurables(&self) -> usize {
        let texts = self.texts.iter().filter(|text| text.table == "configurables");
        let mut ids: Vec<&str> = texts.map(|text| text.id.as_str()).collect();
        ids.dedup();
        ids.len()
    }

    fn guide(
        &mut self,
        read: &guide::Read,
        candidates: Option<&catalogue::Candidates<'_>>,
        source: &str,
        languages: &[Lang],
    ) {
        let fallback = languages.first().copied().unwrap_or_default();
        for lang in languages {
            let guide = read.content.clone().only(*lang, fallback);
            self.titles.push(Title {
                guide: read.id.clone(),
                lang: *lang,
                called: guide.title.get(*lang, fallback).to_owned(),
                intro: guide.intro.as_ref().map_or("", |intro| intro.get(*lang, fallback)).to_owned(),
            });
            let Some(of) = candidates else { continue };
            // Every rule has been looked at, so that this does not fail.
            let words: Option<Words> =
                ready::words(&read.id, &guide, &of.table, of.currency, (*lang, fallback)).ok();
            self.text("guides", &read.id, lang.code(), &words);
        }
        if let Some(of) = candidates {
            let products: Vec<&Product> = of.products.iter().map(|(_, product)| *product).collect();
            let mut cards = Cards::of(&products);
            cards.ids.iter_mut().for_each(|id| *id = format!("{source}.{id}"));
            let positions: Vec<usize> = of.products.iter().map(|(at, _)| at + 1).collect();
            self.text("guides", &read.id, "columns", &Columns::of(of.table.clone(), of.currency));
            self.text("guides", &read.id, "cards", &cards);
            self.text("guides", &read.id, "positions", &positions);
        } else {
            self.text("guides", &read.id, "guide", &read.content);
        }
    }

    fn text(&mut self, table: &'static str, id: &str, what: &str, content: &impl Serialize) {
        let json = serde_json::to_string(content).unwrap_or_default();
        self.texts.push(Text { table, id: id.to_owned(), what: what.to_owned(), json });
    }

    /// The statements that make them the rows of a site.
    pub(super) fn statements(&self, site: &str) -> Vec<String> {
        let site = quoted(site);
        let mut all: Vec<String> = ["guide_titles", "guides", "configurables"]
            .map(|table| format!("DELETE FROM {table} WHERE site = {site}"))
            .into();
        if self.others {
            // What the edge has made ready is good until it makes that anew, which it does at once.
            let ids: Vec<String> = self.titles.iter().map(|title| quoted(&title.guide)).collect();
            write!(all[1], " AND (what = 'guide' OR id NOT IN ({}))", ids.join(", ")).unwrap_or_default();
            all.push(format!(
                "INSERT INTO catalogue_turns (site, source, next) VALUES ({site}, '', 0) \
                 ON CONFLICT (site, source) DO UPDATE SET next = 0"
            ));
        }
        for (position, Title { guide, lang, called, intro }) in self.titles.iter().enumerate() {
            let texts = [guide, lang.code(), called, intro].map(quoted).join(", ");
            all.push(format!(
                "INSERT INTO guide_titles (site, guide, lang, title, intro, position) VALUES ({site}, {texts}, {position})"
            ));
        }
        for Text { table, id, what, json } in &self.texts {
            let (id, what) = (quoted(id), quoted(what));
            let insert = |(part, json): (usize, String)| {
                format!(
                    "INSERT INTO {table} (site, id, what, part, json) VALUES ({site}, {id}, {what}, {part}, {json})"
                )
            };
            all.extend(parts(json).into_iter().enumerate().map(insert));
        }
        all
    }
}
