//! A site's folder, read and found right.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use model::id::SiteId;
use model::lang::Lang;
use model::site::Site;
use sha2::{Digest, Sha256};

use super::choose::{self, Shown};
use super::misnamed::misnamed;
use super::mistake::{Mistake, Mistakes};
use super::parse::{deserialized, parse};
use super::picture::{Picture, hex};
use super::rows::{self, Rows};
use super::rules;
use super::shape::SITE;
use super::walk::Walk;

/// A site and its pictures, ready to be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    /// The site; its people's `photo` are names of `pictures`.
    pub(super) site: Site,
    /// The site as JSON, as the edge reads it.
    pub(super) json: String,
    /// SHA-256 of `json`, and so of the pictures, whose names are made from their bytes, and of all other files.
    pub(super) version: String,
    /// Each picture once.
    pub(super) pictures: Vec<Picture>,
    /// What stands beside `site.toml`.
    pub(super) rows: Rows,
    /// The guides, and the products that are put together.
    pub(super) shown: Shown,
}

impl Content {
    /// A site with the pictures it shows, its rows and its guides.
    pub(super) fn of(site: Site, pictures: Vec<Picture>, rows: Rows, shown: Shown) -> Self {
        let json = serde_json::to_string(&site).expect("a site has no maps whose keys are not texts");
        let version = hex(&Sha256::digest([json.as_str(), &rows.digest].concat()));
        Self { site, json, version, pictures, rows, shown }
    }
}

/// The file that every site's folder has.
pub(super) const SITE_FILE: &str = "site.toml";

/// Reads a site's folder. `id` stands in for the id that `site.toml` gives. All mistakes are told at
/// once, except that a file that is not TOML cannot be looked at any further.
pub(super) fn read(dir: &Path, id: Option<&SiteId>) -> Result<Content, Mistakes> {
    if dir.is_file() {
        let sentence = "is a file; write the name of the folder that it lies in".to_owned();
        let file = dir.file_name().unwrap_or_default().to_string_lossy().into_owned().into();
        let dir = dir.parent().unwrap_or(dir).to_owned();
        return Err(Mistakes { dir, found: vec![Mistake { file, line: None, sentence }] });
    }
    let (site, languages) = match fs::read(dir.join(SITE_FILE)) {
        Ok(bytes) => site(dir, &bytes, id),
        Err(error) => {
            let sentence = format!(
                "cannot be read ({error}); write a site.toml into this folder, as www/demo/site has one"
            );
            (Err(vec![Mistake { file: SITE_FILE.into(), line: None, sentence }]), None)
        }
    };
    let own_id = site.as_ref().map_or("", |(site, _)| site.id.as_str());
    let rows = rows::read(dir, own_id, languages.as_deref());
    let choose = choose::read(dir, languages.as_deref());
    let mut found = misnamed(dir);
    match (site, rows, choose) {
        (Ok((site, pictures)), Ok(rows), Ok(choose)) => {
            for (file, what) in rows.files.iter().filter(|(_, what)| site.keeps(*what).is_none()) {
                let sentence = format!(
                    "no source gives the {} of this file; write a [[source]] with kind = \"builtin\" into site.toml",
                    what.name()
                );
                found.push(Mistake { file: (*file).into(), line: None, sentence });
            }
            found.extend(rows.dangling(&site));
            match choose.shown(&site, &rows.products) {
                Ok(shown) if found.is_empty() => {
                    let rows = rows.with(&choose.bytes);
                    return Ok(Content::of(site, pictures, rows, shown));
                }
                shown => found.extend(shown.err().into_iter().flatten()),
            }
        }
        (site, rows, choose) => {
            found.extend([site.err(), rows.err(), choose.err()].into_iter().flatten().flatten());
        }
    }
    found.sort();
    found.dedup();
    Err(Mistakes { dir: dir.to_owned(), found })
}

/// The site and the pictures it shows, or all that is wrong with its file.
type SiteRead = Result<(Site, Vec<Picture>), Vec<Mistake>>;

/// Reads `site.toml`; its languages even where something else in it is wrong.
fn site(dir: &Path, bytes: &[u8], id: Option<&SiteId>) -> (SiteRead, Option<Vec<Lang>>) {
    let (text, table) = match parse(&SITE_FILE.into(), bytes) {
        Ok(parsed) => parsed,
        Err(mistakes) => return (Err(mistakes), None),
    };
    let languages = rules::languages(table.get_ref());
    let mut walk = Walk::new(SITE_FILE.into(), SITE, text, dir, languages.clone());
    walk.file(table.get_ref());
    rules::check(&mut walk, table.get_ref());
    if !walk.mistakes.is_empty() {
        return (Err(walk.mistakes), languages);
    }
    let pictures = walk.pictures;
    let site = deserialized::<Site>(&SITE_FILE.into(), text, table);
    (site.map(|site| shown(site, id, &pictures)), languages)
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
