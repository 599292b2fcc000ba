//! From a checked folder into the database.

use std::io::Write;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::read::Content;
use super::sql::statements;
use crate::wrangler::{self, Target};

/// What an import did to a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loaded {
    /// Whether anything was written; not so when the very same is served already.
    pub(super) changed: bool,
    /// The site that was the default until now.
    pub(super) default_was: Option<String>,
}

/// A row of `sites`.
#[derive(Clone, Debug, Deserialize)]
struct Served {
    id: String,
    version: String,
    is_default: u8,
}

/// A row of `site_hosts`.
#[derive(Clone, Debug, Deserialize)]
struct Host {
    host: String,
    site: String,
}

/// Loads these sites: all of them, or none.
///
/// What makes it so: wrangler hands a file to a local database as one `batch`, and to a deployed one as
/// one import; D1 runs either as one transaction.
pub(super) fn load(contents: &[Content], target: &Target) -> Result<Vec<Loaded>> {
    distinct(contents)?;
    let (served, hosts) = state(target)?;
    let loaded: Vec<Loaded> = contents.iter().map(|content| compare(content, &served)).collect();
    let changed: Vec<Content> = contents
        .iter()
        .zip(&loaded)
        .filter(|(_, loaded)| loaded.changed)
        .map(|(content, _)| content.clone())
        .collect();
    if changed.is_empty() {
        return Ok(loaded);
    }
    free(&changed, &hosts)?;
    let mut file = tempfile::Builder::new().prefix("deskbell-").suffix(".sql").tempfile()?;
    for statement in statements(&changed) {
        writeln!(file, "{statement};")?;
    }
    file.flush()?;
    wrangler::execute(target, file.path())?;
    Ok(loaded)
}

/// Whether the sites can stand beside each other.
fn distinct(contents: &[Content]) -> Result<()> {
    for (index, Content { site, .. }) in contents.iter().enumerate() {
        for other in contents[..index].iter().map(|content| &content.site) {
            ensure!(
                site.id != other.id,
                "two folders have the site id `{}`; write another into one of them",
                site.id
            );
            ensure!(
                !(site.default && other.default),
                "`{}` and `{}` both say default = true; write it into one of them",
                other.id,
                site.id
            );
            if let Some(host) = site.hosts.iter().find(|host| other.hosts.contains(host)) {
                bail!(
                    "`{}` and `{}` both have the host {host}; write it into one of them",
                    other.id,
                    site.id
                );
            }
        }
    }
    Ok(())
}

/// Whether the hosts are not those of a site that stays as it is.
fn free(contents: &[Content], hosts: &[Host]) -> Result<()> {
    for Content { site, .. } in contents {
        let stays = |other: &str| contents.iter().all(|content| content.site.id.as_str() != other);
        if let Some(Host { host, site: other }) =
            hosts.iter().find(|h| site.hosts.contains(&h.host) && stays(&h.site))
        {
            bail!(
                "the host {host} belongs to the site `{other}`; take it out of that one's site.toml and import it first"
            );
        }
    }
    Ok(())
}

fn compare(content: &Content, served: &[Served]) -> Loaded {
    let (id, default) = (content.site.id.as_str(), content.site.default);
    let same =
        |site: &Served| site.id == id && site.version == content.version && (site.is_default == 1) == default;
    let before = served.iter().find(|site| default && site.is_default == 1 && site.id != id);
    Loaded { changed: !served.iter().any(same), default_was: before.map(|site| site.id.clone()) }
}

/// What is served now.
fn state(target: &Target) -> Result<(Vec<Served>, Vec<Host>)> {
    let sql = "SELECT id, version, is_default FROM sites; SELECT host, site FROM site_hosts";
    let answer = wrangler::query(target, sql)?;
    rows(&answer).with_context(|| format!("wrangler's answer cannot be understood: {answer}"))
}

fn rows(answer: &str) -> Result<(Vec<Served>, Vec<Host>)> {
    #[derive(Deserialize)]
    struct Rows<T> {
        results: Vec<T>,
    }
    let (served, hosts): (Rows<Served>, Rows<Host>) = serde_json::from_str(answer)?;
    Ok((served.results, hosts.results))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::choose::Shown;
    use crate::import::rows::Rows;

    fn content(id: &str, version: &str, default: bool, hosts: &[&str]) -> Content {
        let site = serde_json::json!({ "id": id, "name": id, "languages": ["en"], "default": default, "hosts": hosts });
        Content {
            site: serde_json::from_value(site).unwrap(),
            json: String::new(),
            version: version.to_owned(),
            pictures: Vec::new(),
            rows: Rows::default(),
            shown: Shown::default(),
        }
    }

    const ANSWER: &str = r#"[
        { "results": [
            { "id": "acme", "version": "v1", "is_default": 1 },
            { "id": "bell", "version": "v1", "is_default": 0 } ], "success": true, "meta": { "duration": 0 } },
        { "results": [{ "host": "help.acme.example", "site": "acme" }], "success": true, "meta": { "duration": 0 } }
    ]"#;

    #[test]
    fn the_same_again_changes_nothing() {
        let (served, _) = rows(ANSWER).unwrap();
        for (id, version, default, changed, default_was) in [
            ("acme", "v1", true, false, None),
            ("acme", "v2", true, true, None),
            ("acme", "v1", false, true, None),
            ("bell", "v1", false, false, None),
            ("bell", "v1", true, true, Some("acme")),
            ("new", "v1", false, true, None),
        ] {
            let expect = Loaded { changed, default_was: default_was.map(str::to_owned) };
            assert_eq!(
                compare(&content(id, version, default, &[]), &served),
                expect,
                "{id} {version} {default}"
            );
        }
    }

    #[test]
    fn a_host_belongs_to_one_site() {
        let (_, hosts) = rows(ANSWER).unwrap();
        let thief = content("bell", "v2", false, &["help.acme.example"]);
        let told = free(std::slice::from_ref(&thief), &hosts).unwrap_err().to_string();
        assert!(told.contains("belongs to the site `acme`"), "{told}");
        let acme = |hosts: &[&str]| content("acme", "v2", true, hosts);
        assert!(free(&[acme(&["help.acme.example"])], &hosts).is_ok());
        assert!(free(&[acme(&["a.example"]), thief.clone()], &hosts).is_ok());
        assert!(distinct(&[acme(&["help.acme.example"]), thief]).is_err());
        assert!(distinct(&[acme(&[]), acme(&[])]).is_err());
        assert!(distinct(&[acme(&[]), content("bell", "v2", true, &[])]).is_err());
    }
}
