//! How many tests passed and failed, over all their runners.

use crate::process;
use anyhow::{Context, Error, Result};
use serde_json::Value;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// The sum so far.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    passed: u64,
    pub(super) failed: u64,
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl Tally {
    /// Counts a stage that could not run as one failure.
    pub(super) fn broken(&mut self, error: &Error) {
        eprintln!("error: {error:#}");
        self.failed += 1;
    }

    /// Counts what is one test by itself.
    pub(super) fn check(&mut self, outcome: Result<()>) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(error) => self.broken(&error),
        }
    }

    /// Runs `cargo test` or `node --test`, shows what it prints, and adds up its results.
    pub(super) fn runner(&mut self, command: &mut Command) {
        let mut found = Self::default();
        match run(command, &mut found) {
            Ok(succeeded) => self.add(&found, succeeded),
            Err(error) => self.broken(&error),
        }
    }

    /// Adds up Playwright's JSON report.
    pub(super) fn playwright(&mut self, report: &Value, succeeded: bool) {
        let count = |what: &str| report["stats"][what].as_u64().unwrap_or(0);
        // A test that passed when tried again is flaky: it passed, and the report says so.
        self.add(
            &Self { passed: count("expected") + count("flaky"), failed: count("unexpected") },
            succeeded,
        );
    }

    /// Adds up the test cases of a JUnit report.
    pub(super) fn junit(&mut self, report: &str, succeeded: bool) -> Result<()> {
        let report = roxmltree::Document::parse(report).context("a JUnit report cannot be read")?;
        let mut found = Self::default();
        for case in report.descendants().filter(|node| node.has_tag_name("testcase")) {
            let failed =
                case.children().any(|node| node.has_tag_name("failure") || node.has_tag_name("error"));
            *if failed { &mut found.failed } else { &mut found.passed } += 1;
        }
        self.add(&found, succeeded);
        Ok(())
    }

    /// Adds one test.
    pub(super) fn one(&mut self, passed: bool) {
        *if passed { &mut self.passed } else { &mut self.failed } += 1;
    }

    /// A runner that failed without a failed test, as one that does not compile, counts as one failure.
    fn add(&mut self, found: &Self, succeeded: bool) {
        self.passed += found.passed;
        self.failed += if succeeded { found.failed } else { found.failed.max(1) };
    }

    /// Reads cargo's `test result: ok. 3 passed; 0 failed; 0 ignored; …`, and Node's `ℹ pass 3`, `ℹ fail 0`,
    /// `ℹ cancelled 0`.
    fn line(&mut self, line: &str) {
        if let Some((what, count)) = line.strip_prefix("ℹ ").and_then(|result| result.split_once(' ')) {
            let count = count.parse().unwrap_or(0);
            match what {
                "pass" => self.passed += count,
                "fail" | "cancelled" => self.failed += count,
                _ => {}
            }
        }
        let Some(result) = line.trim().strip_prefix("test result: ") else { return };
        let counts = result.split(['.', ';']);
        for count in counts {
            match count.trim().split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse().unwrap_or(0),
                Some((number, "failed")) => self.failed += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
}

/// Whether the command succeeded.
fn run(command: &mut Command, found: &mut Tally) -> Result<bool> {
    let mut child = process::spawn(command.stdout(Stdio::piped()))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            println!("{line}");
            found.line(&line);
        }
    }
    Ok(process::wait(&mut child).success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_runners() {
        let mut found = Tally::default();
        for line in [
            "test hours::tests::opens ... ok",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.10s",
            "✔ hang, until the mode changes (312.9ms)",
            "ℹ tests 10",
            "ℹ pass 7",
            "ℹ fail 2",
            "ℹ cancelled 1",
            "ℹ duration_ms 2606.78",
        ] {
            found.line(line);
        }
        assert_eq!(found, Tally { passed: 22, failed: 5 });

        let mut tally = Tally::default();
        tally.add(&found, false);
        // Does not compile: no result at all.
        tally.add(&Tally::default(), false);
        tally.playwright(
            &serde_json::json!({"stats": {"expected": 7, "unexpected": 1, "flaky": 1, "skipped": 2}}),
            false,
        );
        assert_eq!(tally.to_string(), "30 passed, 7 failed");

        tally.one(true);
        tally
            .junit(
                "<testsuites><testsuite><testcase name='GET /'/><testcase name='POST /'><failure/></testcase>\
                 <testcase name='GET /x'><error/></testcase></testsuite></testsuites>",
                false,
            )
            .unwrap();
        assert!(tally.junit("no report", false).is_err());
        assert_eq!(tally.to_string(), "32 passed, 9 failed");
    }
}
