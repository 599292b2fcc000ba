//! `[desk]` of `site.toml`.

use serde::{Deserialize, Serialize};

use crate::Seconds;
use crate::hours::Interval;
use crate::id::Email;

/// Within how many minutes a question is answered where the site does not say.
const PROMISE: u32 = 120;

/// Who answers for a site, and how soon.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Within how many minutes of opening hours a question is answered; none: two hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<u32>,
    /// Who may sign in by a link sent to their address.
    #[serde(default, rename = "clerk", skip_serializing_if = "Vec::is_empty")]
    pub clerks: Vec<Clerk>,
}

impl Desk {
    /// By when a question of `now` is to be answered. Only the time within `openings` counts, which are in order and from
    /// `now` on; where they are none, or too few, every hour counts.
    pub fn due(&self, openings: &[Interval], now: Seconds) -> Seconds {
        let promised = Seconds::from(self.promise.unwrap_or(PROMISE)) * 60;
        let mut left = promised;
        for opening in openings {
            let opens = opening.opens.max(now);
            if opens + left <= opening.closes {
                return opens + left;
            }
            left -= (opening.closes - opens).max(0);
        }
        now + promised
    }

    /// Whose address this is, however it is written.
    pub fn clerk(&self, email: &str) -> Option<&Clerk> {
        self.clerks.iter().find(|clerk| clerk.email.as_str().eq_ignore_ascii_case(email.trim()))
    }

    /// Who is written to of a question at this step, by their addresses: the experts at the second, before that the
    /// others; everybody where there are none of them.
    pub fn asked(&self, step: u8) -> Vec<&Clerk> {
        let of_step = |clerk: &&Clerk| clerk.expert == (step >= 2);
        let found: Vec<&Clerk> = self.clerks.iter().filter(of_step).collect();
        if found.is_empty() { self.clerks.iter().collect() } else { found }
    }
}

/// Somebody of the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clerk {
    /// The name that customers know them by.
    pub name: String,
    /// Their address.
    pub email: Email,
    /// Whether questions that nobody has answered in time come to them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub expert: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_opening_hours_count() {
        const HOUR: Seconds = 3_600;
        let open = |opens: Seconds, closes: Seconds| Interval { opens: opens * HOUR, closes: closes * HOUR };
        for (promise, openings, now, expect) in [
            // Without hours all do.
            (120, &[][..], 5, 7),
            (120, &[open(0, 10)], 5, 7),
            (120, &[open(0, 10)], 8, 10),
            // What is asked an hour before closing is answered an hour after opening.
            (120, &[open(0, 10), open(24, 34)], 9, 25),
            (120, &[open(24, 34)], 12, 26),
            (240, &[open(0, 1), open(2, 3), open(4, 10)], 0, 6),
            // Longer than anybody knows the hours.
            (600, &[open(0, 1), open(2, 3)], 0, 10),
            (0, &[open(3, 4)], 1, 3),
        ] {
            let desk = Desk { promise: Some(promise), ..Desk::default() };
            assert_eq!(desk.due(openings, now * HOUR), expect * HOUR, "{promise} {openings:?} {now}");
        }
        assert_eq!(Desk::default().due(&[], 0), 2 * HOUR);
    }

    #[test]
    fn a_step_is_asked_of_those_who_are_there() {
        let desk = |clerks: &[(&str, bool)]| Desk {
            promise: None,
            clerks: clerks
                .iter()
                .map(|(name, expert)| Clerk {
                    name: (*name).to_owned(),
                    email: [name, "@shop.example"].concat().parse().unwrap(),
                    expert: *expert,
                })
                .collect(),
        };
        for (clerks, step, expect) in [
            (&[("a", false), ("b", true), ("c", false)][..], 1, "a c"),
            (&[("a", false), ("b", true)], 0, "a"),
            (&[("a", false), ("b", true)], 2, "b"),
            (&[("a", false)], 2, "a"),
            (&[("b", true)], 1, "b"),
            (&[], 1, ""),
        ] {
            let desk = desk(clerks);
            let found: Vec<_> = desk.asked(step).iter().map(|clerk| clerk.name.as_str()).collect();
            assert_eq!(found.join(" "), expect, "{clerks:?} at {step}");
        }
        assert!(desk(&[("a", false)]).clerk(" A@shop.example").is_some());
        assert!(desk(&[("a", false)]).clerk("").is_none());
    }
}
