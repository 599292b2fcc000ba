//! What staff can do to a question and its posts, and what that changes.

use super::thread::{Post, Thread};
use super::words::Word;

/// Something that staff do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Assign,
    Approve,
    Hide,
    Show,
    Private,
    Public,
    Solve,
    Unsolve,
    Accept,
    Close,
    Open,
    Flags,
    Champion,
    Merge,
}

/// Each with its name in forms and in the log, and in words.
const ACTS: [(Act, &str, Word); 14] = [
    (Act::Assign, "assign", Word::ActAssign),
    (Act::Approve, "approve", Word::ActApprove),
    (Act::Hide, "hide", Word::ActHide),
    (Act::Show, "show", Word::ActShow),
    (Act::Private, "private", Word::ActPrivate),
    (Act::Public, "public", Word::ActPublic),
    (Act::Solve, "solve", Word::ActSolve),
    (Act::Unsolve, "unsolve", Word::ActUnsolve),
    (Act::Accept, "accept", Word::ActAccept),
    (Act::Close, "close", Word::ActClose),
    (Act::Open, "open", Word::ActOpen),
    (Act::Flags, "flags", Word::ActFlags),
    (Act::Champion, "champion", Word::ActChampion),
    (Act::Merge, "merge", Word::ActMerge),
];

/// Acts that are logged by other pages.
const OTHERS: [(&str, Word); 3] =
    [("answer", Word::ActAnswer), ("erase", Word::ActErase), ("synonym", Word::ActSynonym)];

/// The words for what the log names.
pub(crate) fn word(name: &str) -> Option<Word> {
    let known = ACTS.into_iter().map(|(_, name, word)| (name, word)).chain(OTHERS);
    known.into_iter().find_map(|(one, word)| (one == name).then_some(word))
}

impl Act {
    pub(crate) fn of(name: &str) -> Option<Self> {
        ACTS.into_iter().find_map(|(act, one, _)| (one == name).then_some(act))
    }

    pub(crate) fn name(self) -> &'static str {
        ACTS.into_iter().find_map(|(act, name, _)| (act == self).then_some(name)).unwrap_or_default()
    }

    pub(crate) fn word(self) -> Word {
        ACTS.into_iter().find_map(|(act, _, word)| (act == self).then_some(word)).unwrap_or(Word::ActDo)
    }

    /// Whether it must be said why: what takes something from customers, or shows it to them.
    pub(crate) const fn needs_why(self) -> bool {
        matches!(
            self,
            Self::Hide | Self::Show | Self::Private | Self::Public | Self::Close | Self::Open | Self::Merge
        )
    }

    /// Does it to a thread; false where it makes no sense now. `due` is by when somebody who waits is to be answered.
    pub(crate) fn apply(self, thread: &mut Thread, due: Option<f64>) -> bool {
        if !thread_acts(thread).contains(&self) {
            return false;
        }
        match self {
            Self::Approve => thread.held = 0,
            Self::Hide => thread.hidden = 1,
            Self::Show => thread.hidden = 0,
            Self::Private => (thread.private, thread.step) = (1, thread.step.max(1)),
            Self::Public => thread.private = 0,
            Self::Solve => thread.solved = 1,
            Self::Unsolve => thread.solved = 0,
            Self::Close => thread.closed = 1,
            Self::Open => thread.closed = 0,
            _ => return false,
        }
        // Nobody waits for an answer to what is over; what comes back waits as if it had just been asked.
        if thread.is_over() {
            thread.due = None;
        } else if matches!(self, Self::Approve | Self::Show | Self::Unsolve | Self::Open) {
            thread.due = thread.due.or(due);
        }
        true
    }

    /// Does it to a post that is no question, likewise.
    pub(crate) fn apply_to(self, post: &mut Post) -> bool {
        if !post_acts(post).contains(&self) {
            return false;
        }
        match self {
            // Whoever waits for it hears of it only now.
            Self::Approve => (post.held, post.told) = (0, 0),
            Self::Hide => (post.hidden, post.accepted) = (1, 0),
            Self::Show => post.hidden = 0,
            Self::Accept => post.accepted = 1,
            _ => return false,
        }
        true
    }
}

/// What makes sense of a thread now.
pub(crate) fn thread_acts(thread: &Thread) -> Vec<Act> {
    if thread.merged.is_some() {
        return Vec::new();
    }
    let either = |on: u8, off_act, on_act| if on == 0 { off_act } else { on_act };
    let mut acts = vec![
        either(thread.solved, Act::Solve, Act::Unsolve),
        either(thread.hidden, Act::Hide, Act::Show),
        either(thread.private, Act::Private, Act::Public),
        either(thread.closed, Act::Close, Act::Open),
    ];
    if thread.held != 0 {
        acts.insert(0, Act::Approve);
    }
    acts
}

/// What makes sense of an answer now.
pub(crate) fn post_acts(post: &Post) -> Vec<Act> {
    let mut acts = Vec::new();
    if post.held != 0 && post.hidden == 0 {
        acts.push(Act::Approve);
    }
    if post.hidden == 0 && post.held == 0 && post.accepted == 0 {
        acts.push(Act::Accept);
    }
    acts.push(if post.hidden == 0 { Act::Hide } else { Act::Show });
    acts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thread(change: impl FnOnce(&mut Thread)) -> Thread {
        let mut thread = Thread { due: Some(5.0), ..Thread::default() };
        change(&mut thread);
        thread
    }

    #[test]
    fn every_act_has_its_own_name() {
        for (act, name, word) in ACTS {
            assert_eq!((Act::of(name), act.name(), self::word(name)), (Some(act), name, Some(word)));
        }
        assert_eq!((Act::of("nonsense"), word("synonym")), (None, Some(Word::ActSynonym)));
    }

    #[test]
    fn who_waits_is_answered_and_nobody_waits_for_what_is_over() {
        let held = |thread: &mut Thread| (thread.held, thread.due) = (1, None);
        for (told, before, act, due) in [
            ("solved", thread(|_| ()), Act::Solve, None),
            ("hidden", thread(|_| ()), Act::Hide, None),
            ("closed", thread(|_| ()), Act::Close, None),
            ("made private", thread(|_| ()), Act::Private, Some(5.0)),
            ("approved", thread(held), Act::Approve, Some(9.0)),
            ("approved in time", thread(|one| one.held = 1), Act::Approve, Some(5.0)),
            ("shown again", thread(|one| (one.hidden, one.due) = (1, None)), Act::Show, Some(9.0)),
            (
                "shown again though solved",
                thread(|one| (one.hidden, one.solved, one.due) = (1, 1, None)),
                Act::Show,
                None,
            ),
            ("not solved", thread(|one| (one.solved, one.due) = (1, None)), Act::Unsolve, Some(9.0)),
            ("answered, made public", thread(|one| (one.private, one.due) = (1, None)), Act::Public, None),
        ] {
            let mut after = before.clone();
            assert!(act.apply(&mut after, Some(9.0)), "{told}");
            assert_eq!(after.due, due, "{told}");
            assert_ne!(after, before, "{told}");
            assert!(!act.apply(&mut after, Some(9.0)), "{told} twice");
        }
        let mut private = thread(|_| ());
        assert!(Act::Private.apply(&mut private, None) && private.step == 1, "customers are asked no more");
        let mut merged = thread(|one| one.merged = Some(1.0));
        assert!(!Act::Hide.apply(&mut merged, None), "what is part of another is done to that");
    }

    #[test]
    fn only_what_is_seen_can_be_the_solution() {
        for (held, hidden, accepted, expect) in [
            (0, 0, 0, &[Act::Accept, Act::Hide][..]),
            (0, 0, 1, &[Act::Hide]),
            (1, 0, 0, &[Act::Approve, Act::Hide]),
            (0, 1, 0, &[Act::Show]),
            (1, 1, 0, &[Act::Show]),
        ] {
            let post = Post { held, hidden, accepted, told: 1, ..Post::default() };
            assert_eq!(post_acts(&post), expect, "{held} {hidden} {accepted}");
            for act in ACTS.map(|(act, ..)| act) {
                let mut after = post.clone();
                assert_eq!(act.apply_to(&mut after), expect.contains(&act), "{act:?}");
                assert_eq!(after.told == 0, act == Act::Approve && expect.contains(&act), "{act:?}");
            }
        }
    }
}
