//! How large the artefacts are, and how large they may be.

use super::{Profile, widget};
use crate::stamp::{self, Key, Stamp, files};
use crate::{process, say};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// Every shopper of every storefront loads it.
const LOADER_BROTLI: u64 = 2048;
/// A site's facts come with it: some 700 bytes of text more.
const CARD_BROTLI: u64 = 1536;
/// WASM and its glue together: the shopper who opens the widget on a phone waits for it. The Orders panel has 12 KB of
/// it, Choose 15 and Ask 20.
const WIDGET_BROTLI: u64 = (70 + 12 + 15 + 20) * 1024;
/// Cloudflare takes 3 MB on the free plan, and starts a smaller one sooner. 400 KB were for the pages, the caches and the
/// way to other systems; 180 for where orders are: days of arrival, carriers' numbers, e-mails, reports; 460 for choosing,
/// asking and the desk. A good part of both is sentences and lists of words in eight languages.
const WORKER_GZIP: u64 = (400 + 180 + 460) * 1024;

/// Node has both compressors; compiling them into xtask would take longer than all the rest of it.
const MEASURE: &str = "
    const { readFileSync } = require('node:fs');
    const { brotliCompressSync, constants, gzipSync } = require('node:zlib');
    const sizes = (bytes) => [
      bytes.length,
      gzipSync(bytes, { level: 9 }).length,
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length,
    ];
    console.log(JSON.stringify(process.argv.slice(1).map((path) => sizes(readFileSync(path)))));";

#[derive(Clone, Copy, Default)]
struct Sizes {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the table; an error names what is over its budget. With a standard library that was not compiled for size (`own_std`
/// is false) all is larger, and works: that is only said.
pub(super) fn report(profile: Profile, own_std: bool) -> Result<()> {
    let site = profile.site();
    let frame =
        files(&site.join("assets")).filter(|file| file.to_string_lossy().contains("/frame.")).collect();
    let code = |file: &PathBuf| file.extension().is_some_and(|ext| ext == "js" || ext == "wasm");
    let parts: [(&str, Vec<PathBuf>); 7] = [
        ("loader", vec![site.join("bell.js")]),
        ("first facts", vec![profile.script("card.js")]),
        ("frame bridge", frame),
        ("style", vec![profile.style()]),
        ("app wasm", vec![widget::wasm(profile)]),
        ("app glue", vec![widget::glue(profile)]),
        ("Worker", files(&profile.worker()).filter(code).collect()),
    ];
    let sizes = measure(profile, &parts)?;
    println!("{:<14}{:>12}{:>12}{:>12}", "bytes", "raw", "gzip", "brotli");
    for ((name, _), size) in parts.iter().zip(&sizes) {
        let [raw, gzip, brotli] = [size.raw, size.gzip, size.brotli].map(say::thousands);
        println!("{name:<14}{raw:>12}{gzip:>12}{brotli:>12}");
    }
    let [loader, card, _, _, wasm, glue, worker] = sizes[..] else { bail!("one size for each part") };
    let over: Vec<String> = [
        over("the loader", loader.brotli, LOADER_BROTLI, "brotli"),
        over("what shows the first facts", card.brotli, CARD_BROTLI, "brotli"),
        over("the widget (wasm and glue)", wasm.brotli + glue.brotli, WIDGET_BROTLI, "brotli"),
        over("the Worker", worker.gzip, WORKER_GZIP, "gzip"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !over.is_empty() && !own_std {
        eprintln!("  Without the source of Rust's standard library, {}", over.join("; "));
    } else if !over.is_empty() {
        bail!(
            "{}; make it smaller, or argue for another budget in xtask/src/build/sizes.rs",
            over.join("; ")
        );
    }
    Ok(())
}

fn over(what: &str, size: u64, budget: u64, by: &str) -> Option<String> {
    let excess = size.checked_sub(budget).filter(|excess| *excess > 0)?;
    let [size, excess, budget] = [size, excess, budget].map(say::thousands);
    Some(format!("{what} is {size} bytes by {by}, {excess} over its budget of {budget}"))
}

/// The summed sizes of each part. Brotli at its best takes seconds, so they are kept until a file changes.
fn measure(profile: Profile, parts: &[(&str, Vec<PathBuf>)]) -> Result<Vec<Sizes>> {
    let all: Vec<&Path> = parts.iter().flat_map(|(_, files)| files).map(PathBuf::as_path).collect();
    let key = all.iter().try_fold(Key::default(), |key, file| key.path(file))?.finish();
    let kept = profile.work().join("sizes.json");
    Stamp::new(profile.work().join("sizes.stamp")).unless_done(&key, &kept, || {
        let mut node = process::command("node");
        let measured =
            process::output(node.args(["-e", MEASURE]).args(&all), "the sizes could not be measured")?;
        stamp::write(&kept, measured.as_bytes())
    })?;
    let measured = fs::read(&kept).context("the sizes measured cannot be read")?;
    let each: Vec<[u64; 3]> =
        serde_json::from_slice(&measured).context("the sizes measured are not as expected")?;
    let mut each = each.into_iter();
    let sum = |sum: Sizes, [raw, gzip, brotli]: [u64; 3]| Sizes {
        raw: sum.raw + raw,
        gzip: sum.gzip + gzip,
        brotli: sum.brotli + brotli,
    };
    Ok(parts.iter().map(|(_, files)| each.by_ref().take(files.len()).fold(Sizes::default(), sum)).collect())
}

#[cfg(test)]
mod tests {
    use super::over;

    #[test]
    fn a_budget_may_be_used_up_but_not_exceeded() {
        assert_eq!(over("it", 2048, 2048, "brotli"), None);
        let expect = "it is 2,050 bytes by brotli, 2 over its budget of 2,048";
        assert_eq!(over("it", 2050, 2048, "brotli").as_deref(), Some(expect));
    }
}
