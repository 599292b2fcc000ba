//! `cargo xtask import`: a site's content as a folder.
//!
//! A folder is read and found right as a whole ([`read`], [`rows`]), becomes SQL ([`sql`]), and is loaded in
//! one transaction ([`load`]). A mistake is told with its line and with what to write instead, all
//! mistakes at once; until the last is mended, what was loaded before goes on being served.

mod brackets;
mod categories;
mod choose;
mod kind;
mod load;
mod misnamed;
mod mistake;
mod parse;
mod picture;
mod read;
mod rows;
mod rules;
mod shape;
mod sources;
mod sql;
mod svg;
#[cfg(test)]
mod tests;
mod told;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use model::id::{Origin, SiteId};
use model::product::Product;
use model::site::{self, Site};

use crate::wrangler::{self, Target};
use load::{Loaded, load};
use mistake::Mistakes;
use read::{Content, read};
use rows::product::Row;

/// What `import` takes
#[derive(clap::Args)]
pub(crate) struct ImportArgs {
    /// The site's folder; several are loaded together, all or none
    #[arg(required = true, value_name = "DIR")]
    dirs: Vec<PathBuf>,
    /// The id to give the site instead of the one in site.toml
    #[arg(long = "site", value_name = "ID")]
    id: Option<SiteId>,
    /// The folder of the local database
    #[arg(long, value_name = "DIR", default_value = ".wrangler/state")]
    state: PathBuf,
    /// Load into the deployed database
    #[arg(long, conflicts_with = "state")]
    remote: bool,
    /// Move the times of its orders by whole weeks, the newest into the last seven days: samples never look late
    #[arg(long)]
    sample: bool,
}

/// `cargo xtask import`
pub(crate) fn run_import(args: &ImportArgs) -> Result<()> {
    let target = if args.remote {
        Target::Remote
    } else {
        Target::Local { state: crate::serve::absolute(&args.state)? }
    };
    let mut contents = read_all(&args.dirs, args.id.as_ref())?;
    if args.sample {
        contents = contents.into_iter().map(fresh).collect();
    }
    wrangler::migrate(&target)?;
    load_all(&contents, &target)?;
    contents.iter().flat_map(hidden_pictures).for_each(|told| println!("{told}"));
    for (dir, content) in args.dirs.iter().zip(&contents).filter(|(_, content)| content.shown.has_unchecked())
    {
        println!(
            "{}: guides over another system's products are not checked by an import; cargo xtask check-sources --site {} checks them",
            content.site.id,
            dir.display()
        );
    }
    Ok(())
}

/// Loads sites' folders into a database that has its tables, for a demo storefront at `storefront`:
/// it may embed every site that is embedded anywhere, whatever port it was given today. Orders of a `sample` are
/// moved to the present.
pub(crate) fn import(dirs: &[PathBuf], target: &Target, storefront: &str, sample: bool) -> Result<()> {
    let mut contents = read_all(dirs, None)?;
    if sample {
        contents = contents.into_iter().map(fresh).collect();
    }
    let storefront: Origin = storefront.parse()?;
    for content in &mut contents {
        if !content.site.embed.is_empty() && !content.site.embed.contains(&storefront) {
            let mut site = content.site.clone();
            site.embed.push(storefront.clone());
            *content =
                Content::of(site, content.pictures.clone(), content.rows.clone(), content.shown.clone());
        }
    }
    load_all(&contents, target)
}

/// As if its newest order had been placed within the last seven days.
fn fresh(Content { site, pictures, rows, shown, .. }: Content) -> Content {
    Content::of(site, pictures, rows.fresh(jiff::Timestamp::now().as_second()), shown)
}

/// The site of a folder in which nothing is wrong.
pub(crate) fn site(dir: &Path) -> Result<Site> {
    read(dir, None).map(|content| content.site).map_err(|mistakes| anyhow!("{mistakes}"))
}

/// Holds the guides of a sound folder against its own products and what other systems sell. How many guides it has.
pub(crate) fn guides(dir: &Path, site: &Site, others: Vec<Product>) -> Result<usize> {
    let read = || {
        let mut rows = rows::read(dir, site.id.as_str(), Some(&site.languages))?.products;
        rows.extend(others.into_iter().map(|product| Row { product, line: None }));
        choose::read(dir, Some(&site.languages))?.check(&rows)
    };
    read().map_err(|found| anyhow!("{}", Mistakes { dir: dir.to_owned(), found }))
}

/// Reads all folders, and tells the mistakes of all.
fn read_all(dirs: &[PathBuf], id: Option<&SiteId>) -> Result<Vec<Content>> {
    if id.is_some() && dirs.len() > 1 {
        bail!("--site names one site, and there are {} folders; import them one by one", dirs.len());
    }
    let mut contents = Vec::new();
    let mut mistakes = Vec::new();
    for dir in dirs {
        match read(dir, id) {
            Ok(content) => contents.push(content),
            Err(found) => mistakes.push(found.to_string()),
        }
    }
    if mistakes.is_empty() {
        Ok(contents)
    } else {
        let mistakes = mistakes.join("\n");
        Err(anyhow!("nothing is loaded, and what was loaded before goes on being served:\n{mistakes}"))
    }
}

fn load_all(contents: &[Content], target: &Target) -> Result<()> {
    for (content, loaded) in contents.iter().zip(load(contents, target)?) {
        println!("{}", summary(content, &loaded));
        if let Some(before) = loaded.default_was {
            println!("{}: is the default site now, instead of {before}", content.site.id);
        }
    }
    Ok(())
}

/// Which pictures nobody will see, and what shows them: they come from where the site does not say that they may.
fn hidden_pictures(content: &Content) -> Vec<String> {
    let Content { site, rows, .. } = content;
    let known = site.picture_origins();
    let mut hidden: BTreeMap<String, usize> = BTreeMap::new();
    for image in rows.products.iter().filter_map(|row| row.product.image.as_deref()) {
        let origin = site::origin(image).filter(|origin| !known.contains(origin));
        if let Some(origin) = origin {
            *hidden.entry(origin.as_str().to_owned()).or_default() += 1;
        }
    }
    let told = |(origin, number): (String, usize)| {
        let pictures = if number == 1 { "picture is" } else { "pictures are" };
        format!(
            "{}: {number} {pictures} not shown, since pictures in site.toml does not name {origin}; add it, as in pictures = [\"{origin}\"]",
            site.id
        )
    };
    hidden.into_iter().map(told).collect()
}

fn summary(Content { site, version, pictures, rows, shown, .. }: &Content, loaded: &Loaded) -> String {
    let count =
        |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let more = [
        (rows.articles.len(), "article", "articles"),
        (rows.products.len(), "product", "products"),
        (rows.orders.len(), "order", "orders"),
        (rows.threads.len(), "thread", "threads"),
        (shown.guides(), "guide", "guides"),
        (shown.configurables(), "product to put together", "products to put together"),
    ];
    let more = more.into_iter().filter(|(number, ..)| *number > 0);
    let more: Vec<String> =
        more.map(|(number, one, many)| [", ", &count(number, one, many)].concat()).collect();
    let more = more.concat();
    format!(
        "{}: {}, {}, {}, {}{more}; {} (version {})",
        site.id,
        count(site.places.len(), "place", "places"),
        count(site.people.len(), "person", "people"),
        count(pictures.len(), "portrait", "portraits"),
        count(site.languages.len(), "language", "languages"),
        if loaded.changed { "loaded" } else { "unchanged" },
        &version[..8],
    )
}
