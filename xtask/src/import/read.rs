//! A site's folder, read and found right.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use model::id::SiteId;
use model::site::Site;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use toml::de::{DeTable, Deserializer};

use super::mistake::{Mistake, Mistakes, line};
use super::picture::{Picture, hex};
use super::rules;
use super::walk::Walk;

/// A site and its pictures, ready to be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    /// The site; its people's `photo` are names of `pictures`.
    pub(super) site: Site,
    /// The site as JSON, as the edge reads it.
    pub(super) json: String,
    /// SHA-256 of `json`, and so of the pictures, whose names are made from their bytes.
    pub(super) version: String,
    /// Each picture once.
    pub(super) pictures: Vec<Picture>,
}

impl Content {
    /// A site with the pictures it shows.
    pub(super) fn of(site: Site, pictures: Vec<Picture>) -> Self {
        let json = serde_json::to_string(&site).expect("a site has no maps whose keys are not texts");
        let version = hex(&Sha256::digest(&json));
        Self { site, json, version, pictures }
    }
}

/// Reads a site's folder. `id` stands in for the id that `site.toml` gives. All mistakes are told at
/// once, except that a file that is not TOML cannot be looked at any further.
pub(super) fn read(dir: &Path, id: Option<&SiteId>) -> Result<Content, Mistakes> {
    let file = dir.join("site.toml");
    let bytes = fs::read(&file).map_err(|error| {
        let sentence =
            format!("cannot be read ({error}); write a site.toml into this folder, as www/demo/site has one");
        Mistakes::whole(file.clone(), sentence)
    })?;
    let refused = |mut found: Vec<Mistake>| {
        found.sort();
        found.dedup();
        Mistakes { file: file.clone(), found }
    };
    let text = str::from_utf8(&bytes).map_err(|error| {
        let line = Some(line(&bytes, error.valid_up_to()));
        refused(vec![Mistake {
            line,
            sentence: "this line is not UTF-8; save the file in UTF-8 and write it again".to_owned(),
        }])
    })?;
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(refused(syntax(text, &errors)));
    }
    let languages = rules::languages(table.get_ref());
    let mut walk = Walk { text, folder: dir, languages, mistakes: Vec::new(), pictures: BTreeMap::new() };
    walk.site(table.get_ref());
    rules::check(&mut walk, table.get_ref());
    if !walk.mistakes.is_empty() {
        return Err(refused(walk.mistakes));
    }
    let pictures = walk.pictures;
    let site = Site::deserialize(Deserializer::from(table)).map_err(|error| {
        // Only when the model asks more than `shape` knows.
        let line = error.span().map(|span| line(text.as_bytes(), span.start));
        refused(vec![Mistake { line, sentence: format!("{}; write what it expects", error.message()) }])
    })?;
    Ok(content(site, id, &pictures))
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
        found.push(Mistake { line, sentence });
    }
    found
}

fn content(mut site: Site, id: Option<&SiteId>, pictures: &BTreeMap<String, Picture>) -> Content {
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
    let pictures = by_name.into_values().cloned().collect();
    Content::of(site, pictures)
}
