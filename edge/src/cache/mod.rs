//! Answers kept for the next one who asks: a few seconds in the isolate's memory, longer in the
//! network's Cache API. What is kept, and how long, the handler says by a [`Policy`]; the default is
//! nothing.
//!
//! The Cache API knows neither stale-while-revalidate nor stale-if-error (RFC 5861) and ignores Vary:
//! an entry carries its own times, and everything an answer varies by is in its key ([`key`]).
//! Invalidation is by tag: a tag purged after an entry was made makes the entry nothing
//! ([`Meta::state_of`]), or good for nothing but while it cannot be made anew ([`OUTDATED`]).

pub(crate) mod key;
pub(crate) mod memory;
pub(crate) mod network;

use model::site::Site;

/// Who may keep an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Policy {
    /// Nobody: it is somebody's own, or true for this moment only.
    Personal,
    /// Everybody gets the same.
    Public(Lifetime),
    /// Everybody gets the same for ever: the address changes with the content.
    Immutable,
}

/// How long an answer that everybody gets is good, in seconds from when it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lifetime {
    /// Given out as it is.
    pub(crate) fresh: u32,
    /// After that, given out while it is made anew behind the scenes (stale-while-revalidate).
    pub(crate) stale: u32,
    /// Since it was fresh, given out when it cannot be made anew (stale-if-error).
    pub(crate) if_error: u32,
}

/// A day: how long an old answer is better than none.
const DAY: u32 = 86_400;

impl Lifetime {
    /// What depends on the site's settings alone, whose version is in the key.
    pub(crate) const SETTLED: Self = Self { fresh: 300, stale: 3_600, if_error: DAY };
    /// What other systems say, who tell us when it changes.
    pub(crate) const TOLD: Self = Self { fresh: 120, stale: 3_600, if_error: DAY };
    /// What some of the sources say while others are silent.
    pub(crate) const PARTIAL: Self = Self { fresh: 5, stale: 0, if_error: 0 };
    /// That there is no such thing.
    pub(crate) const MISSING: Self = Self { fresh: 15, stale: 0, if_error: 0 };

    /// What depends on the site's settings and the minute, from an instant in milliseconds: "closes in
    /// 40 minutes" is wrong when the minute is over.
    pub(crate) fn of_minute(now_ms: i64) -> Self {
        let left = 60 - now_ms.div_euclid(1_000).rem_euclid(60);
        Self { fresh: u32::try_from(left).unwrap_or(1), stale: 0, if_error: DAY }
    }

    fn longest(self) -> u32 {
        self.fresh + self.stale.max(self.if_error)
    }
}

/// The largest body that is kept, in bytes.
pub(crate) const BODY_LIMIT: usize = 1024 * 1024;

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) status: u16,
    /// Without `etag`, `age`, `cache-status`, which are made when it is given out.
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) meta: Meta,
}

/// What decides whether a kept answer may be given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meta {
    /// When what it says was asked for, in milliseconds.
    pub(crate) made_ms: i64,
    pub(crate) lifetime: Lifetime,
    /// What it tells about: purging one of these makes it nothing.
    pub(crate) tags: Vec<String>,
    /// Its entity tag, with quotation marks.
    pub(crate) etag: String,
}

/// How good a kept answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Fresh,
    /// To be given out, and made anew.
    Stale,
    /// To be given out only if it cannot be made anew.
    Expired,
    Useless,
}

impl Meta {
    /// Its state at an instant in milliseconds, for a site of which this was purged.
    pub(crate) fn state_of(&self, now_ms: i64, site: &Purges) -> State {
        let since = |prefix| self.tags.iter().any(|tag| site.since(prefix, tag, self.made_ms));
        match self.state(now_ms) {
            _ if since("") => State::Useless,
            State::Fresh | State::Stale if since(OUTDATED) => State::Expired,
            state => state,
        }
    }

    /// Its state by its age alone. One from the future is useless: clocks differ.
    fn state(&self, now_ms: i64) -> State {
        let Lifetime { fresh, stale, if_error } = self.lifetime;
        let Ok(age) = u32::try_from((now_ms - self.made_ms).div_euclid(1_000)) else { return State::Useless };
        if age < fresh {
            State::Fresh
        } else if age < fresh + stale {
            State::Stale
        } else if age < fresh + if_error {
            State::Expired
        } else {
            State::Useless
        }
    }

    /// Age in whole seconds (RFC 9111, section 5.1).
    pub(crate) fn age(&self, now_ms: i64) -> i64 {
        ((now_ms - self.made_ms) / 1_000).max(0)
    }

    /// For how many seconds it stays fresh; negative once it is stale.
    pub(crate) fn ttl(&self, now_ms: i64) -> i64 {
        i64::from(self.lifetime.fresh) - self.age(now_ms)
    }

    /// As a header of what the Cache API keeps: times, entity tag, tags.
    fn written(&self) -> String {
        let Lifetime { fresh, stale, if_error } = self.lifetime;
        format!("{} {fresh} {stale} {if_error} {} {}", self.made_ms, self.etag, self.tags.join(" "))
    }

    fn read(written: &str) -> Option<Self> {
        let mut parts = written.split(' ');
        let made_ms = parts.next()?.parse().ok()?;
        let mut seconds = || parts.next()?.parse::<u32>().ok();
        let lifetime = Lifetime { fresh: seconds()?, stale: seconds()?, if_error: seconds()? };
        let etag = parts.next()?.to_owned();
        let tags = parts.filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
        Some(Self { made_ms, lifetime, tags, etag })
    }
}

/// What was purged of a site: each tag with the instant in milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Purges(pub(crate) Vec<(String, i64)>);

/// Clocks of different places differ by less, in milliseconds.
const CLOCK_SKEW_MS: i64 = 1_000;

impl Purges {
    /// Whether this tag, behind a prefix, was purged since an instant.
    fn since(&self, prefix: &str, tag: &str, made_ms: i64) -> bool {
        let is = |purged: &str| {
            purged.strip_prefix(prefix) == Some(tag) || (prefix.is_empty() && purged == EVERYTHING)
        };
        self.0.iter().any(|(purged, at)| is(purged) && at + CLOCK_SKEW_MS >= made_ms)
    }
}

/// Before a tag that is purged: what bears it is given out only while it cannot be made anew. So a shop that changes what it
/// sells and then does not answer is shown as it was known.
pub(crate) const OUTDATED: &str = "~";

/// The tag that purges all of a site.
pub(crate) const EVERYTHING: &str = "*";

/// A site as it is at present, and what was purged of it.
#[derive(Debug)]
pub(crate) struct Current {
    pub(crate) site: Site,
    /// Names its content: another import, another version.
    pub(crate) version: String,
    pub(crate) purges: Purges,
}

/// Whether one of the entity tags of an `If-None-Match` is this one, weakly compared (RFC 9110,
/// section 13.1.2).
pub(crate) fn matches(if_none_match: &str, etag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    if_none_match.trim() == "*" || if_none_match.split(',').any(|tag| opaque(tag) == opaque(etag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta() -> Meta {
        Meta {
            made_ms: 1_000_000,
            lifetime: Lifetime { fresh: 10, stale: 20, if_error: 100 },
            tags: vec!["products:shop".to_owned(), "product:shop.1".to_owned()],
            etag: "\"abc\"".to_owned(),
        }
    }

    #[test]
    fn an_answer_ages_from_fresh_to_useless() {
        for (seconds, state) in [
            (-1, State::Useless),
            (0, State::Fresh),
            (9, State::Fresh),
            (10, State::Stale),
            (29, State::Stale),
            (30, State::Expired),
            (109, State::Expired),
            (110, State::Useless),
        ] {
            assert_eq!(meta().state(1_000_000 + seconds * 1_000), state, "{seconds} s");
        }
    }

    #[test]
    fn a_page_is_fresh_until_its_minute_is_over() {
        for (second, fresh) in [(0, 60), (1, 59), (59, 1), (60, 60), (125, 55)] {
            assert_eq!(Lifetime::of_minute(second * 1_000 + 500).fresh, fresh, "{second}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        for tags in [vec![], meta().tags] {
            let meta = Meta { tags, ..meta() };
            assert_eq!(Meta::read(&meta.written()), Some(meta));
        }
        assert_eq!(Meta::read("junk"), None);
    }

    #[test]
    fn a_purge_hits_what_was_made_before_and_bears_the_tag() {
        for (tag, at, state) in [
            ("product:shop.1", 1_000_001, State::Useless),
            ("product:shop.1", 900_000, State::Fresh),
            ("product:shop.2", 2_000_000, State::Fresh),
            ("products:shop", 1_000_000, State::Useless),
            ("*", 1_000_000, State::Useless),
            ("~product:shop.1", 1_000_001, State::Expired),
            ("~product:shop.1", 900_000, State::Fresh),
            ("~product:shop.2", 2_000_000, State::Fresh),
            ("~*", 2_000_000, State::Fresh),
        ] {
            let purges = Purges(vec![(tag.to_owned(), at)]);
            assert_eq!(meta().state_of(1_005_000, &purges), state, "{tag} {at}");
            // What is too old by itself becomes no better.
            assert_eq!(meta().state_of(1_000_000 + 110_000, &purges), State::Useless, "{tag} {at}");
        }
    }

    #[test]
    fn entity_tags_are_compared_weakly() {
        for (header, matched) in [
            ("\"abc\"", true),
            ("W/\"abc\"", true),
            ("\"x\", \"abc\"", true),
            ("*", true),
            ("\"ab\"", false),
            ("abc", false),
            ("", false),
        ] {
            assert_eq!(matches(header, "\"abc\""), matched, "{header}");
        }
    }
}
