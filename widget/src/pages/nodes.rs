//! Elements written one after the other, as HTML is. What `html!` makes of an element, and a list of nodes of each of its
//! places, is some hundred bytes for the shopper to download; a call here is twenty.

use yew::prelude::*;
use yew::virtual_dom::{Key, VList, VTag};

use super::parts;

/// What is written, and the elements that are open.
#[derive(Default)]
pub(crate) struct Nodes {
    open: Vec<VTag>,
    written: VList,
}

impl Nodes {
    /// Opens an element with a class, unless that is empty.
    #[inline(never)]
    pub(crate) fn open(&mut self, tag: &'static str, class: &'static str) {
        match class {
            "" => self.open_with(tag, &[], &[]),
            _ => self.open_with(tag, &["class"], &[class]),
        }
    }

    /// Opens an element with attributes; their values are in the order of their names.
    #[inline(never)]
    pub(crate) fn open_with(&mut self, tag: &'static str, names: &'static [&'static str], values: &[&str]) {
        self.open.push(parts::tag(tag, names, values));
    }

    /// The element that was opened last is another one where its key is another.
    #[inline(never)]
    pub(crate) fn key(&mut self, key: &str) {
        if let Some(tag) = self.open.last_mut() {
            tag.key = Some(Key::from(key));
        }
    }

    /// Closes the element that was opened last.
    #[inline(never)]
    pub(crate) fn close(&mut self) {
        if let Some(tag) = self.open.pop() {
            self.put(tag.into());
        }
    }

    /// A node.
    #[inline(never)]
    pub(crate) fn put(&mut self, node: Html) {
        match self.open.last_mut() {
            Some(tag) => tag.add_child(node),
            None => self.written.add_child(node),
        }
    }

    /// A text between elements.
    #[inline(never)]
    pub(crate) fn say(&mut self, text: &str) {
        self.put(Html::from(text));
    }

    /// An element with a text; where there is none, nothing.
    #[inline(never)]
    pub(crate) fn text(&mut self, tag: &'static str, class: &'static str, text: &str) {
        if !text.is_empty() {
            self.open(tag, class);
            self.say(text);
            self.close();
        }
    }

    /// The same with attributes, also where there is no text.
    #[inline(never)]
    pub(crate) fn text_with(
        &mut self,
        tag: &'static str,
        names: &'static [&'static str],
        values: &[&str],
        text: &str,
    ) {
        self.open_with(tag, names, values);
        self.say(text);
        self.close();
    }

    /// A link.
    #[inline(never)]
    pub(crate) fn link(&mut self, href: &str, text: &str) {
        self.text_with("a", &["href"], &[href], text);
    }

    /// All of it.
    #[inline(never)]
    pub(crate) fn html(self) -> Html {
        self.written.into()
    }
}
