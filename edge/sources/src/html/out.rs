//! Plain text as it grows: what stands between two words, and lists.

use super::entity;
use crate::clean::is_shown;

/// Elements that stand in lines of their own.
const LINES: [&str; 11] =
    ["address", "caption", "dd", "div", "dt", "figcaption", "legend", "option", "summary", "tbody", "tr"];

/// Elements that are set off from what is around them.
const PARAGRAPHS: [&str; 24] = [
    "article",
    "aside",
    "blockquote",
    "body",
    "details",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "p",
    "pre",
    "section",
    "table",
];

/// What stands between two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

/// The text so far, and what waits for the next word.
#[derive(Default)]
pub(super) struct Out {
    text: String,
    /// How many characters still fit.
    left: usize,
    full: bool,
    gap: Gap,
    /// Whether the next word begins a list item.
    bullet: bool,
    /// How many lists we are in, and how many `pre`.
    lists: u32,
    preformatted: u32,
    /// Whether the list has no item yet.
    first_item: bool,
    /// White space that `pre` keeps.
    kept: String,
}

impl Out {
    /// Of at most so many characters.
    pub(super) fn of(most: usize) -> Self {
        Self { left: most, ..Self::default() }
    }

    /// Whether no more fits.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Passes an element's opening or closing tag, its name in small letters.
    pub(super) fn element(&mut self, name: &str, closing: bool) {
        match name {
            "br" => self.apart(if self.gap < Gap::Line { Gap::Line } else { Gap::Paragraph }),
            "td" | "th" => self.apart(Gap::Space),
            "ul" | "ol" | "menu" => {
                self.apart(if self.lists == 0 || (closing && self.lists == 1) {
                    Gap::Paragraph
                } else {
                    Gap::Line
                });
                self.lists =
                    if closing { self.lists.saturating_sub(1) } else { self.lists.saturating_add(1) };
                (self.first_item, self.bullet) = (!closing, false);
            }
            "li" if closing => {
                self.apart(Gap::Line);
                self.bullet = false;
            }
            "li" => {
                // Items stay together, whatever paragraphs they are made of.
                if !self.first_item && self.lists > 0 {
                    self.gap = Gap::Line;
                }
                self.apart(Gap::Line);
                (self.first_item, self.bullet) = (false, true);
            }
            _ if LINES.contains(&name) => self.apart(Gap::Line),
            _ if PARAGRAPHS.contains(&name) => self.apart(Gap::Paragraph),
            _ => {}
        }
        if name == "pre" {
            self.preformatted = if closing {
                self.preformatted.saturating_sub(1)
            } else {
                self.preformatted.saturating_add(1)
            };
        }
    }

    /// The next word stands at least so far from the last one.
    fn apart(&mut self, gap: Gap) {
        // A paragraph that begins an item does not leave the bullet alone.
        if !self.bullet {
            self.gap = self.gap.max(gap);
        }
        self.kept.clear();
    }

    /// Adds text that may hold entities.
    pub(super) fn words(&mut self, mut written: &str) {
        while !written.is_empty() && !self.full {
            let (before, entity) = written.split_at(written.find('&').unwrap_or(written.len()));
            before.chars().for_each(|c| self.character(c));
            written = if let Some((c, rest)) = entity::decode(entity) {
                self.character(c);
                rest
            } else if let Some(rest) = entity.strip_prefix('&') {
                self.character('&');
                rest
            } else {
                ""
            };
        }
    }

    fn character(&mut self, c: char) {
        if c.is_whitespace() {
            if self.preformatted > 0 && self.gap <= Gap::Space {
                self.kept.push(c);
            } else {
                self.gap = self.gap.max(Gap::Space);
            }
        } else if is_shown(c) {
            self.flush();
            self.push(c);
        }
    }

    /// Writes what was waiting.
    fn flush(&mut self) {
        let gap = match std::mem::take(&mut self.gap) {
            Gap::None => "",
            Gap::Space => " ",
            Gap::Line => "\n",
            Gap::Paragraph => "\n\n",
        };
        if !self.text.is_empty() {
            gap.chars().for_each(|c| self.push(c));
        }
        if std::mem::take(&mut self.bullet) {
            "• ".chars().for_each(|c| self.push(c));
        }
        let kept = std::mem::take(&mut self.kept);
        kept.chars().for_each(|c| self.push(c));
    }

    fn push(&mut self, c: char) {
        if self.left > 0 {
            self.text.push(c);
            self.left -= 1;
        } else if !self.full {
            self.full = true;
            self.text.pop();
            self.text.truncate(self.text.trim_end().len());
            self.text.push('…');
        }
    }
}
