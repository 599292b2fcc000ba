//! `/choose/by-spec`: the catalogue by its specs. `/choose/compare`: products beside each other.

use futures_util::future::{join, join_all};
use model::choose::compare::{Line, MOST, compare as compared};
use model::choose::table::{AVAILABLE, BRAND, PRICE, Table, specs as stated};
use model::page::Page;
use model::product::Product;
use model::route::Address;
use model::view::{ComparePage, SpecLine, View};
use widget::texts::SpecsText;
use worker::Env;

use crate::answer::Answer;
use crate::catalogue::TAG;
use crate::error::Error;
use crate::present::product::Teller;
use crate::present::specs::{State, Wish, around, at, categories};
use crate::router::Visit;
use crate::source::{self, Told};
use crate::{catalogue, categories, clock};

/// Not there where no products are: of another system they are fetched for guides, or where its source says `filters`.
pub(crate) async fn filter(visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let (site, lang) = (visit.site(), visit.lang);
    offered(visit)?;
    let (all, configurables) = join(categories::list(env, site), categories::configurables(env, site)).await;
    let (all, teller) = (all?, Teller::new(site, lang, configurables?));
    let wish = Wish::of(&visit.asked);
    let named = |kind: &str| all.iter().find(|one| one.name.eq_ignore_ascii_case(kind));
    let (chosen, kind) = match &all[..] {
        [] => {
            // Perhaps nobody has asked another system yet for what is filtered.
            catalogue::soon(env, site);
            return Err(Error::NotFound);
        }
        [only] => (Some(only), None),
        _ => {
            let chosen = wish.kind.and_then(named);
            (chosen, chosen.map(|one| one.name.as_str()))
        }
    };
    let page = match chosen {
        Some(listed) => {
            let category = categories::category(env, &visit.current, listed).await?;
            let state = State::of(teller, &category, kind, &wish);
            let products = categories::products(env, site, &state.positions()).await?;
            state.shown(&products)
        }
        None => categories(teller, &wish, &all),
    };
    let tags = vec![TAG.to_owned()];
    Ok(Answer { tags, ..Answer::settled(View::Specs(Box::new(page))) })
}

pub(crate) async fn compare(visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let (site, lang) = (visit.site(), visit.lang);
    offered(visit)?;
    let wish = Wish::of(&visit.asked);
    let picked = &wish.picked[..wish.picked.len().min(MOST)];
    let asks = picked.iter().map(|id| source::product(env, site, id));
    let (answers, configurables) = join(join_all(asks), categories::configurables(env, site)).await;
    let teller = Teller::new(site, lang, configurables?);
    let mut told = Told { value: Vec::new(), asked_ms: clock::now_ms(), by: Vec::new(), missing: Vec::new() };
    let mut notes = Vec::new();
    for answer in answers {
        match answer {
            Ok(one) => {
                told.asked_ms = told.asked_ms.min(one.asked_ms);
                told.by.extend(one.by);
                told.value.push(one.value);
            }
            Err(Error::NotFound) => notes.push(SpecsText::CompareGone),
            Err(error) => return Err(error),
        }
    }
    notes.dedup();
    told.by.sort();
    told.by.dedup();
    if wish.picked.len() > MOST {
        notes.push(SpecsText::CompareMany);
    }
    if told.value.len() < 2 {
        notes.push(SpecsText::CompareFew);
    }
    let tags = picked.iter().map(|id| ["product:", id].concat()).collect();
    let add = categories::has_any(env, site).await? && told.value.len() < MOST;
    let Told { value, asked_ms, by, missing } = told;
    let page = beside(teller, &wish, &value, &notes, add);
    let view = View::Compare(Box::new(page));
    Ok(Answer::told_page(Told { value: view, asked_ms, by, missing }, tags, |view| view))
}

fn offered(visit: &Visit) -> Result<(), Error> {
    if visit.site().offers(Page::Choose) { Ok(()) } else { Err(Error::UnknownPage) }
}

/// Products beside each other. Price and stock stand at their names: a price in another currency is no difference.
fn beside(teller: Teller, wish: &Wish, products: &[Product], notes: &[SpecsText], add: bool) -> ComparePage {
    let products: Vec<&Product> = products.iter().collect();
    let ids: Vec<&str> = products.iter().map(|product| product.id.as_str()).collect();
    let own = |spec: &&str| ![PRICE, AVAILABLE, BRAND].contains(spec);
    let columns: Vec<&str> =
        std::iter::once(BRAND).chain(stated(&products).into_iter().filter(own)).collect();
    let table = Table::of(&products, &columns, &|_| String::new());
    let rows: Vec<usize> = (0..products.len()).collect();
    let comparison = compared(&table, &rows).unwrap_or_default();
    let name = |line: &Line| {
        let column = table.columns.get(line.column as usize);
        teller.label(column.map_or("", |column| &column.spec)).to_owned()
    };
    let card = |product: &&Product| {
        let others: Vec<&str> = ids.iter().copied().filter(|id| *id != product.id).collect();
        let mut card = teller.card(product, Vec::new());
        card.remove = at(Address::Compare, &around(wish.kind, &others));
        card
    };
    ComparePage {
        title: teller.text(SpecsText::Compare).to_owned(),
        notes: notes.iter().map(|note| teller.text(*note).to_owned()).collect(),
        products: products.iter().map(card).collect(),
        differences: comparison
            .differences
            .iter()
            .map(|line| SpecLine { name: name(line), texts: line.texts.clone() })
            .collect(),
        same: comparison
            .same
            .iter()
            .map(|line| (name(line), line.texts.first().cloned().unwrap_or_default()))
            .collect(),
        add: if add { at(Address::Specs, &around(wish.kind, &ids)) } else { String::new() },
        texts: teller.texts,
    }
}
