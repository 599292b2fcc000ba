//! Guides held against what the shop's own systems sell, which an import cannot see.

use std::path::Path;
use std::time::Duration;

use model::product::Product;
use model::site::Site;
use model::source::{Gives, Source, SourceKind};
use sources::store::Store;

use super::caller::{Caller, Trouble};
use super::secrets::Known;
use super::{Line, told};
use crate::import;

/// The most pages of a catalogue: more products the Worker does not take into guides either.
const PAGES: usize = 1_250;

/// A line where the site has guides over what other systems sell.
pub(super) fn check(dir: &Path, site: &Site, known: &Known, patience: Duration) -> Option<Line> {
    let shops = || {
        site.sources
            .iter()
            .filter(|source| source.kind != SourceKind::Builtin && source.gives(Gives::Products))
    };
    if shops().next().is_none() || !dir.join("guides").is_dir() {
        return None;
    }
    let mut products = Vec::new();
    for source in shops() {
        match catalogue(site, source, known, patience) {
            Ok(found) => products.extend(found),
            Err(trouble) => {
                let why = told::sentence(&trouble, site, source, known);
                return Some(Line::Wrong(format!("guides: the products of {}: {why}", source.id)));
            }
        }
    }
    let count = products.len();
    Some(match import::guides(dir, site, products) {
        Ok(guides) => Line::Told(format!(
            "guides: {guides} held against {count} products of other systems: nothing is wrong"
        )),
        Err(mistakes) => Line::Wrong(format!("{mistakes}")),
    })
}

/// All products of a source.
fn catalogue(
    site: &Site,
    source: &Source,
    known: &Known,
    patience: Duration,
) -> Result<Vec<Product>, Trouble> {
    let address = source.address.as_deref().unwrap_or_default();
    let store = Store::of(site.id.as_str(), source, &known.of(site, source)).ok_or(Trouble::NotGiven)?;
    let caller = Caller::new(address, known.private(), patience);
    let (mut products, mut after) = (Vec::new(), None);
    for _ in 0..PAGES {
        let page = caller.run(|replies| store.catalogue(after.as_deref(), replies))?;
        products.extend(page.items);
        match page.next.filter(|next| after.as_ref() != Some(next)) {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    Ok(products)
}
