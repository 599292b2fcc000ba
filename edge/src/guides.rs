//! The guides of a site, as an import has left them in D1: `edge/migrations/0006_guides.sql`.

use model::choose::ready::{Cards, Columns, Words};
use model::lang::Lang;
use model::site::Site;
use model::source::Gives;
use model::view::Offer;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use worker::{D1Database, Env, Result};

use crate::{categories, db};

/// The largest guide that is sent to the browser with all of its products, in bytes of JSON: some 20 KB when
/// compressed.
const WHOLE: u32 = 110_000;

/// Where the positions of other systems' products begin (`edge/migrations/0012_choose.sql`).
pub(crate) const FETCHED: u32 = 1_000_000;

/// A guide as it is kept.
pub(crate) struct Kept {
    pub(crate) words: Words,
    pub(crate) columns: Columns,
    /// What is shown of the products, where they are few enough to be sent; else it is asked for by [`cards`].
    pub(crate) cards: Option<Cards>,
}

#[derive(Deserialize)]
struct Part {
    what: String,
    json: String,
}

/// A guide in a language of the site; nothing where there is none, or where nobody has held it against products yet.
pub(crate) async fn read(env: &Env, site: &Site, id: &str, lang: Lang) -> Result<Option<Kept>> {
    let sql = "SELECT what, json FROM guides WHERE site = ?1 AND id = ?2 AND (what IN (?3, 'columns') OR what = 'cards' AND \
               (SELECT sum(length(json)) FROM guides WHERE site = ?1 AND id = ?2 AND what IN ('columns', 'cards')) <= ?4) \
               ORDER BY what, part";
    let values = [site.id.as_str().into(), id.into(), lang.code().into(), WHOLE.into()];
    let parts: Vec<Part> = db::query(env, sql, &values).await?;
    let (Some(words), Some(columns)) = (joined(&parts, lang.code())?, joined(&parts, "columns")?) else {
        return Ok(None);
    };
    Ok(Some(Kept { words, columns, cards: joined(&parts, "cards")? }))
}

/// What stands in the parts of one name; nothing where there are none.
fn joined<T: DeserializeOwned>(parts: &[Part], what: &str) -> Result<Option<T>> {
    let json: String = parts.iter().filter(|part| part.what == what).map(|part| part.json.as_str()).collect();
    if json.is_empty() { Ok(None) } else { Ok(Some(serde_json::from_slice(json.as_bytes())?)) }
}

/// What is shown of a guide's products in these rows.
pub(crate) async fn cards(env: &Env, site: &Site, id: &str, rows: &[usize]) -> Result<Cards> {
    let db = db::open(env)?;
    let positions: Vec<u32> = one(&db, site, id, "positions").await?.unwrap_or_default();
    if positions.iter().any(|position| *position > FETCHED) {
        // Of another system's products there is nothing else.
        let all: Cards = one(&db, site, id, "cards").await?.unwrap_or_default();
        return Ok(all.only(rows));
    }
    let wanted: Vec<u32> = rows.iter().map(|row| positions.get(*row).copied().unwrap_or(0)).collect();
    let products = categories::products(env, site, &wanted).await?;
    Ok(Cards::of(&products.iter().flatten().collect::<Vec<_>>()))
}

async fn one<T: DeserializeOwned>(db: &D1Database, site: &Site, id: &str, what: &str) -> Result<Option<T>> {
    let sql = "SELECT what, json FROM guides WHERE site = ?1 AND id = ?2 AND what = ?3 ORDER BY part";
    let values = [site.id.as_str().into(), id.into(), what.into()];
    joined(&db::read::<Part>(&db.prepare(sql).bind(&values)?).await?, what)
}

#[derive(Deserialize)]
struct Listed {
    guide: u8,
    id: String,
    title: String,
    intro: String,
}

/// The guides of a site that can be gone through, and what can be put together there.
pub(crate) async fn offered(env: &Env, site: &Site, lang: Lang) -> Result<(Vec<Offer>, Vec<Offer>)> {
    let sql = "SELECT 1 AS guide, t.guide AS id, t.title, t.intro, t.position FROM guide_titles t \
               WHERE t.site = ?1 AND t.lang = ?2 AND EXISTS \
               (SELECT 1 FROM guides g WHERE g.site = t.site AND g.id = t.guide AND g.what = 'columns') \
               UNION ALL SELECT DISTINCT 0, c.id, p.name, '', p.position FROM configurables c \
               JOIN products p ON p.site = c.site AND p.id = c.id WHERE c.site = ?1 ORDER BY 5";
    let values = [site.id.as_str().into(), lang.code().into()];
    let listed: Vec<Listed> = db::query(env, sql, &values).await?;
    let source = site.keeps(Gives::Products).map_or("", |source| source.id.as_str());
    let of = |guide: u8, parent: &[&str]| {
        let of_kind = listed.iter().filter(|one| one.guide == guide);
        let offer = |one: &Listed| Offer {
            path: parent.iter().copied().chain([one.id.as_str()]).collect(),
            title: one.title.clone(),
            intro: one.intro.clone(),
        };
        of_kind.map(offer).collect()
    };
    Ok((of(1, &["/choose/"]), of(0, &["/configure/", source, "."])))
}
