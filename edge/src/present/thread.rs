//! A question with its answers, in words.

use model::knowledge;
use model::markup::{self, Block, tame};
use model::route::Address;
use model::view::{PostShown, ThreadPage};
use widget::texts::{ThreadText, fill};

use crate::community::{Post, Shown, Viewer};
use crate::present::reader::Reader;
use crate::words;

/// The longest tail of a thread's address, in bytes.
const SLUG: usize = 60;

/// A thread's own path: its id, and a few words of its title where they are of plain letters.
pub(crate) fn path(id: &str, title: &str) -> String {
    let mut slug = String::new();
    for word in title.to_lowercase().split(|c: char| !c.is_alphanumeric()) {
        let plain = !word.is_empty() && word.is_ascii();
        if plain && slug.len() + word.len() < SLUG {
            slug.extend([if slug.is_empty() { "~" } else { "-" }, word]);
        }
    }
    [Address::Page(model::page::Page::Ask).path(), "/", id, &slug].concat()
}

/// What a page of a thread always has.
fn page(reader: &Reader, id: &str, title: &str) -> ThreadPage {
    ThreadPage {
        texts: widget::catalogue::thread_texts(reader.lang),
        id: id.to_owned(),
        path: path(id, title),
        lang: reader.lang.code().to_owned(),
        title: tame(&words::erased(reader.lang, title)),
        rules: rules(reader),
        ..ThreadPage::default()
    }
}

/// The site's rules of conduct; empty where it has none.
pub(crate) fn rules(reader: &Reader) -> String {
    let rules = reader.site.community.as_ref().and_then(|community| community.rules.as_ref());
    rules.map(|rules| reader.said(rules).to_owned()).unwrap_or_default()
}

/// A thread that is kept elsewhere: it is read here, and written there.
pub(crate) fn elsewhere(reader: &Reader, thread: knowledge::Thread) -> ThreadPage {
    let posts = thread.posts.into_iter().map(|post| PostShown {
        when: reader.date(post.at),
        badge: badge(reader, post.staff, false),
        blocks: markup::blocks(&post.text),
        id: post.id,
        author: tame(&post.author),
        staff: post.staff,
        at: post.at,
        text: post.text,
        accepted: post.accepted,
        likes: post.likes,
        ..PostShown::default()
    });
    ThreadPage {
        url: thread.url,
        solved: thread.solved,
        closed: thread.closed,
        posts: posts.collect(),
        posts_total: thread.posts_total,
        rules: String::new(),
        ..page(reader, &thread.id, &thread.title)
    }
}

/// A thread of the site's own community, as this viewer sees it; `id` is its full id.
pub(crate) fn own(reader: &Reader, id: &str, shown: &Shown, viewer: &Viewer) -> ThreadPage {
    let Shown { thread, posts } = shown;
    let title = posts.first().map_or("", |post| &post.title);
    let accepted = posts.iter().any(|post| post.accepted > 0);
    ThreadPage {
        product: thread.product.clone(),
        lang: thread.lang.clone(),
        solved: accepted || thread.solved > 0,
        closed: thread.closed > 0,
        private: thread.private + thread.held > 0,
        open: thread.closed == 0,
        own: viewer.staff.is_some() || viewer.is(thread.person),
        note: note(reader, shown, viewer),
        posts: posts.iter().map(|one| post(reader, shown, one, viewer)).collect(),
        posts_total: thread.total,
        ..page(reader, id, title)
    }
}

/// How it stands, for the asker and for staff.
fn note(reader: &Reader, shown: &Shown, viewer: &Viewer) -> String {
    let Shown { thread, posts } = shown;
    if !(viewer.is(thread.person) || viewer.staff.is_some()) {
        return String::new();
    }
    let when = thread.due.map(|due| reader.promised(due.div_euclid(1_000)));
    let key = match (thread.held > 0, thread.private > 0, &when) {
        (true, ..) => "note.held",
        (_, true, Some(_)) => "note.private_due",
        (_, true, None) => "note.private",
        (_, false, Some(_)) if posts.len() == 1 && thread.step > 0 => "note.staff_due",
        (_, false, Some(_)) if posts.len() == 1 => "note.asked",
        _ => return String::new(),
    };
    fill(&words::community(reader.lang, key), "value", when.as_deref().unwrap_or_default())
}

fn post(reader: &Reader, shown: &Shown, post: &Post, viewer: &Viewer) -> PostShown {
    let (staff, mine) = (post.staff > 0, viewer.is(post.person));
    let question = !post.title.is_empty();
    // An answer is a small wiki: who has proved to know improves it.
    let known = viewer.person.as_ref().is_some_and(|person| !person.is_new());
    let date = reader.date(post.at);
    let when = match post.edited {
        Some(_) => [&date, " · ", &word(reader, ThreadText::Edited)].concat(),
        None => date,
    };
    let text = words::erased(reader.lang, &post.text);
    let author = if post.author.is_empty() { word(reader, ThreadText::Customer) } else { tame(&post.author) };
    let open = shown.thread.closed == 0;
    PostShown {
        id: post.id.to_string(),
        author,
        staff,
        badge: badge(reader, staff, post.champion > 0),
        at: post.at,
        when,
        blocks: linked(markup::blocks(&text), staff || post.trusted > 0),
        text,
        accepted: post.accepted > 0,
        likes: post.likes,
        voted: post.voted > 0,
        mine,
        editable: viewer.staff.is_some() || (open && (mine || (known && !question))),
        stamp: post.edited.unwrap_or_default().to_string(),
        held: post.held > 0,
    }
}

/// Links of who is trusted are recommended to search engines, others' are not.
fn linked(mut blocks: Vec<Block>, trusted: bool) -> Vec<Block> {
    let spans = blocks.iter_mut().flat_map(|block| &mut block.items).flatten();
    for span in spans.filter(|span| trusted && span.tag == "a") {
        "follow".clone_into(&mut span.tag);
    }
    blocks
}

fn badge(reader: &Reader, staff: bool, champion: bool) -> String {
    match (staff, champion) {
        (true, _) => word(reader, ThreadText::Staff),
        (_, true) => word(reader, ThreadText::Champion),
        _ => String::new(),
    }
}

/// Why somebody has flagged a post, in the words that they had to choose from.
pub(crate) fn flag_reason(reader: &Reader, reason: &str) -> String {
    let text = match reason {
        "spam" => ThreadText::FlagSpam,
        "rude" => ThreadText::FlagRude,
        "private" => ThreadText::FlagPrivate,
        "wrong" => ThreadText::FlagWrong,
        _ => return reason.to_owned(),
    };
    word(reader, text)
}

fn word(reader: &Reader, text: ThreadText) -> String {
    widget::catalogue::thread_texts(reader.lang).swap_remove(text as usize)
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn an_address_says_a_few_plain_words() {
        for (title, expect) in [
            ("Quiet air cooler for a 9800X3D?", "/ask/desk.1~quiet-air-cooler-for-a-9800x3d"),
            ("它支持 HDMI 2.1 吗？", "/ask/desk.1~hdmi-2-1"),
            ("静かな?", "/ask/desk.1"),
            ("</script> & \u{202e}x", "/ask/desk.1~script-x"),
            ("", "/ask/desk.1"),
        ] {
            assert_eq!(path("desk.1", title), expect);
        }
        assert!(path("desk.1", &"word ".repeat(100)).len() < 80);
    }
}
