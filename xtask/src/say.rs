//! Progress, in cargo's own manner: a verb in a column, on stderr.

use std::time::Instant;

/// One line about what starts now.
pub(crate) fn step(verb: &str, what: &str) {
    eprintln!("{verb:>12} {what}");
}

/// One line about what ended, and how long it took.
pub(crate) fn done(what: &str, since: Instant) {
    step("Finished", &format!("{what} in {:.1} s", since.elapsed().as_secs_f64()));
}

/// `12345` as `12,345`.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn groups_thousands() {
        for (number, expect) in [(0, "0"), (999, "999"), (2048, "2,048"), (1_048_576, "1,048,576")] {
            assert_eq!(thousands(number), expect);
        }
    }
}
