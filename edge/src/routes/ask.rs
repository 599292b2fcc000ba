//! `GET /ask` searches articles and threads.

use model::source::Gives;
use model::view::View;
use worker::Env;

use crate::answer::{Answer, Content};
use crate::asked::Face;
use crate::error::Error;
use crate::later::later;
use crate::router::Visit;
use crate::source::{self, tag};
use crate::{learned, present};

/// What fits the words; without words, what most want to know.
pub(crate) async fn search(visit: &Visit, env: &Env) -> Result<Answer, Error> {
    let words = visit.words("q").trim().to_owned();
    let parameter = |name: &str| visit.asked.parameter(name).unwrap_or_default();
    let subjects = about(parameter("product"), parameter("panel"));
    let told = source::search(env, visit.site(), &words, subjects, visit.lang.code()).await?;
    // What is new may fit too: all that these sources know is what the answer depends on.
    let kinds = [Gives::Articles, Gives::Threads];
    let tags = told.by.iter().flat_map(|source| kinds.map(|kind| tag(kind, source))).collect();
    let page = |found| present::ask::search(visit, &words, found);
    let whole = told.missing.is_empty();
    let answer = Answer::told_page(told, tags, |found| View::Ask(page(found)));
    // The app searches while somebody types: it says by itself which words were meant.
    if visit.asked.face == Face::Html
        && whole
        && let Content::View(View::Ask(page)) = &answer.content
        && !page.fits
        && !words.is_empty()
    {
        let (visit, env) = (visit.clone(), env.clone());
        later(async move {
            if let Err(error) = learned::missed(&visit, &env, &words).await {
                worker::console_error!("a search in vain is not noted: {error}");
            }
        });
    }
    Ok(answer)
}

/// What a search is about. A product is known by its id among all shops, and by its own.
pub(crate) fn about(product: &str, panel: &str) -> Vec<String> {
    let own = product.split_once('.').map_or("", |(_, own)| own);
    let subjects = [("product:", product), ("product:", own), ("panel:", panel)];
    subjects
        .into_iter()
        .filter(|(_, name)| !name.is_empty())
        .map(|(kind, name)| [kind, name].concat())
        .collect()
}
