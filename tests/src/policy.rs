//! A Content-Security-Policy, read.

use std::collections::{BTreeMap, BTreeSet};

/// Directives with their values.
pub type Policy<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Reads a policy (CSP Level 3, section 2.2.1).
///
/// # Panics
/// If a directive is there twice: browsers would drop the second.
pub fn parse(policy: &str) -> Policy<'_> {
    let mut directives = Policy::new();
    for directive in policy.split(';').map(str::trim).filter(|directive| !directive.is_empty()) {
        let mut words = directive.split_ascii_whitespace();
        let name = words.next().unwrap_or_default();
        assert!(directives.insert(name, words.collect()).is_none(), "{name} is there twice in {policy}");
    }
    directives
}
