//! A site's folder, read and found right.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use model::id::SiteId;
use model::lang::Lang;
use model::site::Site;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use toml::de::{DeTable, Deserializer};

use super::mistake::{Mistake, Mistakes, line};
use super::picture::{Picture, hex};
use super::rows::{self, Rows};
use super::walk::Walk;
use super::{rules, sources};

/// A site and its pictures, ready to be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    /// The site; its people's `photo` are names of `pictures`.
    pub(super) site: Site,
    /// The site as JSON, as the edge reads it.
    pub(super) json: String,
    /// SHA-256 of `json`, and so of the pictures, whose names are made from their bytes, and of the rows.
    pub(super) version: String,
    /// Each picture once.
    pub(super) pictures: Vec<Picture>,
    /// What stands beside `site.toml`.
    pub(super) rows: Rows,
}

impl Content {
    /// A site with the pictures it shows, and its rows.
    pub(super) fn of(site: Site, pictures: Vec<Picture>, rows: Rows) -> Self {
        let json = serde_json::to_string(&site).expect("a site has no maps whose keys are not texts");
        let version = hex(&Sha256::digest([json.as_str(), &rows.digest].concat()));
        Self { site, json, version, pictures, rows }
    }
}

/// The file that every site's folder has.
pub(super) const SITE_FILE: &str = "site.toml";

/// Reads a site's folder. `id` stands in for the id that `site.toml` gives. All mistakes are told at
/// once, except that a file that is not TOML cannot be looked at any further.
pub(super) fn read(dir: &Path, id: Option<&SiteId>) -> Result<Content, Mistakes> {
    let (site, languages) = match fs::read(dir.join(SITE_FILE)) {
        Ok(bytes) => site(dir, &bytes, id),
        Err(error) => {
            let sentence = format!(
                "cannot be read ({error}); write a site.toml into this folder, as www/demo/site has one"
            );
            (Err(vec![Mistake { file: SITE_FILE, line: None, sentence }]), None)
        }
    };
    let own_id = site.as_ref().map_or("", |(site, _)| site.id.as_str());
    let rows = rows::read(dir, own_id, languages.as_deref());
    let mut found: Vec<Mistake> = Vec::new();
    match (site, rows) {
        (Ok((site, pictures)), Ok(rows)) => {
            for (file, what) in rows.files.iter().filter(|(_, what)| !sources::builtin_gives(&site, *what)) {
                let sentence = format!(
                    "no source gives the {} of this file; write a [[source]] with kind = \"builtin\" into site.toml",
                    what.name()
                );
                found.push(Mistake { file, line: None, sentence });
            }
            if found.is_empty() {
                return Ok(Content::of(site, pictures, rows));
            }
        }
        (site, rows) => found.extend(site.err().into_iter().chain(rows.err()).flatten()),
    }
    found.sort();
    found.dedup();
    Err(Mistakes { dir: dir.to_owned(), found })
}

/// The site and the pictures it shows, or all that is wrong with its file.
type SiteRead = Result<(Site, Vec<Picture>), Vec<Mistake>>;

/// Reads `site.toml`; its languages even where something else in it is wrong.
fn site(dir: &Path, bytes: &[u8], id: Option<&SiteId>) -> (SiteRead, Option<Vec<Lang>>) {
    let mistake = |line, sentence| Mistake { file: SITE_FILE, line, sentence };
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let line = Some(line(bytes, error.valid_up_to()));
            let sentence = "this line is not UTF-8; save the file in UTF-8 and write it again".to_owned();
            return (Err(vec![mistake(line, sentence)]), None);
        }
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return (Err(syntax(text, &errors)), None);
    }
    let languages = rules::languages(table.get_ref());
    let mut walk = Walk {
        text,
        folder: dir,
        languages: languages.clone(),
        mistakes: Vec::new(),
        pictures: BTreeMap::new(),
    };
    walk.site(table.get_ref());
    rules::check(&mut walk, table.get_ref());
    if !walk.mistakes.is_empty() {
        return (Err(walk.mistakes), languages);
    }
    let pictures = walk.pictures;
    let site = Site::deserialize(Deserializer::from(table)).map_err(|error| {
        // Only when the model asks more than `shape` knows.
        let line = error.span().map(|span| line(text.as_bytes(), span.start));
        vec![mistake(line, format!("{}; write what it expects", error.message()))]
    });
    (site.map(|site| shown(site, id, &pictures)), languages)
}

/// What keeps the file from being TOML: one mistake a line, for the others follow from the first.
fn syntax(text: &str, errors: &[toml::de::Error]) -> Vec<Mistake> {
    let mut found: Vec<Mistake> = Vec::new();
    for error in errors {
        let line = error.span().map(|span| line(text.as_bytes(), span.start));
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
        found.push(Mistake { file: SITE_FILE, line, sentence });
    }
    found
}

/// Gives the site its id, and its people's portraits the names under which they are served.
fn shown(mut site: Site, id: Option<&SiteId>, pictures: &BTreeMap<String, Picture>) -> (Site, Vec<Picture>) {
    if let Some(id) = id {
        site.id = id.clone();
    }
    for photo in site.people.iter_mut().filter_map(|person| person.photo.as_mut()) {
        if let Some(picture) = pictures.get(photo) {
            photo.clone_from(&picture.name);
        }
    }
    let by_name: BTreeMap<&str, &Picture> =
        pictures.values().map(|picture| (picture.name.as_str(), picture)).collect();
    (site, by_name.into_values().cloned().collect())
}
