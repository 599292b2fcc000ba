//! The catalogue by its specs, as an import has sorted it, or the schedule what it fetched: its categories, from D1 through the isolate's memory.

use std::cell::RefCell;
use std::rc::Rc;

use model::choose::category::Category;
use model::product::Product;
use model::site::Site;
use serde::Deserialize;
use worker::{Env, Result};

use crate::cache::Current;
use crate::clock::from_js;
use crate::db;
use crate::guides::FETCHED;

/// A category of a site.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Listed {
    pub(crate) position: u32,
    /// Empty: those that say no kind, or all where nothing sorts them.
    pub(crate) name: String,
    pub(crate) products: u32,
    /// When it was made, in milliseconds since 1970; 0: by an import.
    made: f64,
}

/// The categories of a site, in the order of its catalogue; none where no products are here.
pub(crate) async fn list(env: &Env, site: &Site) -> Result<Vec<Listed>> {
    let statement = "SELECT position, name, products, made FROM categories WHERE site = ?1 ORDER BY position";
    db::query(env, statement, &[site.id.as_str().into()]).await
}

/// Whether a site's catalogue can be filtered by its specs.
pub(crate) async fn has_any(env: &Env, site: &Site) -> Result<bool> {
    Ok(!list(env, site).await?.is_empty())
}

/// The most bytes of categories that an isolate remembers, as JSON.
const MOST_BYTES: usize = 12_000_000;

struct Kept {
    site: String,
    version: String,
    position: u32,
    made: f64,
    bytes: usize,
    category: Rc<Category>,
}

thread_local! {
    static MEMORY: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
}

#[derive(Deserialize)]
struct Part {
    json: String,
}

/// A category of the site; an empty one where it is gone. Remembered for the version of the site's content, which every
/// import changes, and until it is made anew: reading one of 20,000 products takes longer than filtering it.
pub(crate) async fn category(env: &Env, current: &Current, listed: &Listed) -> Result<Rc<Category>> {
    let Listed { position, made, .. } = *listed;
    let (site, version) = (current.site.id.as_str(), current.version.as_str());
    let same = |one: f64, other: f64| from_js(one) == from_js(other);
    let is = |kept: &Kept| {
        kept.site == site && kept.position == position && kept.version == version && same(kept.made, made)
    };
    let known =
        |memory: &mut Vec<Kept>| memory.iter().find(|kept| is(kept)).map(|kept| kept.category.clone());
    if let Some(category) = MEMORY.with_borrow_mut(known) {
        return Ok(category);
    }
    let statement = "SELECT json FROM category_parts WHERE site = ?1 AND category = ?2 ORDER BY part";
    let statement = db::open(env)?.prepare(statement).bind(&[site.into(), position.into()])?;
    let json: String = db::read::<Part>(&statement).await?.into_iter().map(|part| part.json).collect();
    if json.is_empty() {
        return Ok(Rc::default());
    }
    let category: Rc<Category> = Rc::new(serde_json::from_slice(json.as_bytes())?);
    let (site, version) = (site.to_owned(), version.to_owned());
    let kept = Kept { site, version, position, made, bytes: json.len(), category: category.clone() };
    MEMORY.with_borrow_mut(|memory| {
        memory
            .retain(|old| old.site != kept.site || old.version == kept.version && same(old.made, kept.made));
        memory.push(kept);
        while memory.iter().map(|kept| kept.bytes).sum::<usize>() > MOST_BYTES && memory.len() > 1 {
            memory.remove(0);
        }
    });
    Ok(category)
}

#[derive(Deserialize)]
struct Row {
    position: u32,
    json: String,
}

/// The products at these places of the catalogue, in this order, named among all of the site; nothing for one that is
/// gone.
pub(crate) async fn products(env: &Env, site: &Site, positions: &[u32]) -> Result<Vec<Option<Product>>> {
    let statement = "SELECT position, json FROM products \
                     WHERE site = ?1 AND position IN (SELECT value FROM json_each(?2)) \
                     UNION ALL SELECT position, json FROM fetched \
                     WHERE site = ?1 AND position IN (SELECT value FROM json_each(?2))";
    let asked = serde_json::to_string(positions)?;
    let statement = db::open(env)?.prepare(statement).bind(&[site.id.as_str().into(), asked.into()])?;
    let rows: Vec<Row> = db::read(&statement).await?;
    let product = |position: &u32| -> Result<Option<Product>> {
        let Some(row) = rows.iter().find(|row| row.position == *position) else { return Ok(None) };
        let product: Product = serde_json::from_slice(row.json.as_bytes())?;
        // What was fetched is named so already.
        let id = if *position > FETCHED { Some(product.id.clone()) } else { full_id(site, &product.id) };
        Ok(id.map(|id| Product { id, ..product }))
    };
    positions.iter().map(product).collect()
}

/// The id among all products of the site of one that it keeps here.
fn full_id(site: &Site, own: &str) -> Option<String> {
    let source = site.builtin()?;
    Some([source.id.as_str(), ".", own].concat())
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

/// Which products of the site can be put together: their full ids.
pub(crate) async fn configurables(env: &Env, site: &Site) -> Result<Vec<String>> {
    let statement = "SELECT DISTINCT id FROM configurables WHERE site = ?1";
    let rows: Vec<Id> = db::query(env, statement, &[site.id.as_str().into()]).await?;
    Ok(rows.into_iter().filter_map(|row| full_id(site, &row.id)).collect())
}
