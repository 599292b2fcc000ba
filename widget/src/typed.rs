//! What the shopper has typed and sent, as far as the page shows more of it than the field does.

use model::choose::configure::Selection;
use model::view::HitShown;

/// On the edge all of it is empty, but for the question.
#[derive(Default)]
pub(crate) struct Typed {
    /// What stands in "What is it about?".
    pub(crate) query: String,
    /// Whether what stands in that field is not known yet: the app takes a page over, in which somebody may be typing.
    pub(crate) taking_over: bool,
    /// The day in "Will it arrive by …?" (`2026-12-24`), once it was changed in this page.
    pub(crate) by: Option<String>,
    /// What is known already and may fit the question that is written.
    pub(crate) similar: Vec<HitShown>,
    /// What a guide's form says while it is filled in, as its address would: what fits best is shown for it.
    pub(crate) tried: Option<String>,
    /// What is chosen of the product that is put together, once that was changed in this page.
    pub(crate) configured: Option<Selection>,
    /// The form that was sent last, until its answer is shown.
    pub(crate) sent: Option<Sent>,
}

impl Typed {
    /// What "What is it about?" shows; nothing is written into it as long as what stands there is not known.
    pub(crate) fn asked(&self) -> Option<String> {
        (!self.taking_over).then(|| self.query.clone())
    }
}

/// A form that is on its way, or failed.
pub(crate) struct Sent {
    /// Its name: what stands in its `data-live`.
    pub(crate) form: String,
    /// What went wrong; while it is on its way nothing.
    pub(crate) failed: Option<Failed>,
}

/// Why a form was not taken.
#[derive(Default)]
pub struct Failed {
    /// What went wrong and what to do, in a sentence.
    pub detail: String,
    /// The field that it was; may be empty.
    pub field: String,
    /// The status of the answer; 0 where there was none of the edge's.
    pub status: u32,
}

impl Typed {
    /// Whether the form of this name is on its way.
    pub(crate) fn sending(&self, form: &str) -> bool {
        self.sent.as_ref().is_some_and(|sent| sent.form == form && sent.failed.is_none())
    }

    /// Why the form of this name was not taken.
    pub(crate) fn failed(&self, form: &str) -> Option<&Failed> {
        self.sent.as_ref().filter(|sent| sent.form == form)?.failed.as_ref()
    }
}
