//! The Worker's own secret, of which it makes the keys that seal what shoppers have proved.

use crate::{process, say, stamp, wrangler};
use anyhow::{Context, Result, ensure};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read, Write as _};
use std::path::Path;
use std::process::Stdio;

/// Its name. The Worker takes one of at least 32 characters.
pub(crate) const NAME: &str = "DESKBELL_SECRET";

/// A new one: 64 hexadecimal digits.
fn new() -> Result<String> {
    let mut bytes = [0; 32];
    let random = File::open("/dev/urandom").and_then(|mut random| random.read_exact(&mut bytes));
    random.context("this machine has no /dev/urandom")?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// The one that belongs to a local database, made the first time: what it has sealed stays readable.
pub(crate) fn of_state(state: &Path) -> Result<String> {
    let file = state.join("deskbell/secret");
    if let Ok(known) = fs::read_to_string(&file) {
        return Ok(known);
    }
    let secret = new()?;
    stamp::write(&file, secret.as_bytes())?;
    Ok(secret)
}

/// Gives the deployed Worker one, unless it has one.
pub(crate) fn ensure_deployed() -> Result<()> {
    let mut list = wrangler::online();
    list.args(["secret", "list", "--format", "json"]);
    let known = process::output(&mut list, "the Worker's secrets cannot be listed")?;
    if known.contains(&format!("\"{NAME}\"")) {
        return Ok(());
    }
    say::step("Giving", &format!("the Worker its secret {NAME}"));
    let secret = new()?;
    let mut put = wrangler::online();
    let mut child = process::spawn(put.args(["secret", "put", NAME]).stdin(Stdio::piped()))?;
    // Dropped, it ends what is typed.
    child.stdin.take().context("wrangler takes no secret")?.write_all(secret.as_bytes())?;
    ensure!(process::wait(&mut child).success(), "the Worker has no secret {NAME} yet: run this again");
    Ok(())
}
