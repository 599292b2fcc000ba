//! The description of the API: it is OpenAPI, and the Worker answers as it says, whatever it is asked.

use super::UnderTest;
use super::tally::Tally;
use crate::setup::python;
use crate::{paths, process, say};
use anyhow::{Context, Result};
use std::fs;

/// Schemathesis makes its requests from it; another one makes others.
const SEED: &str = "20261120";

/// Validates the document, then asks the Worker at least 200 things by each operation. Counts one test for the
/// document, and one for each operation.
pub(super) fn run(under_test: &UnderTest, tally: &mut Tally) {
    if let Err(error) = test(under_test, tally) {
        tally.broken(&error);
    }
}

fn test(under_test: &UnderTest, tally: &mut Tally) -> Result<()> {
    let folder = paths::root().join("tests/api");
    let programs = python::schemathesis()?;
    say::step("Testing", "the description of the API");
    let document = under_test.options.profile.site().join("api/openapi.json");
    let mut validate = process::command(programs.join("openapi-spec-validator"));
    validate.args(["--schema", "3.1"]).arg(&document);
    let valid = process::run(&mut validate, "the description is no OpenAPI 3.1");
    tally.one(valid.is_ok());

    say::step("Testing", &format!("the Worker against its description, from seed {SEED}"));
    let report = paths::work().join("api.xml");
    let _ = fs::remove_file(&report);
    let mut fuzz = process::command(programs.join("schemathesis"));
    fuzz.arg("--config-file")
        .arg(folder.join("schemathesis.toml"))
        .args(["run", "--no-color", "--seed", SEED, "--report", "junit", "--report-junit-path"])
        .arg(&report)
        .args(["--url", &under_test.servers.help])
        // Not by its address: Schemathesis leaves out what it was loaded from.
        .arg(&document);
    let ended = process::run(&mut fuzz, "the Worker does not answer as its description says");
    let report =
        fs::read_to_string(&report).context("Schemathesis left no report: the lines above say why")?;
    tally.junit(&report, ended.is_ok())
}
