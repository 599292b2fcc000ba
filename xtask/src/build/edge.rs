//! The Worker: worker-build compiles, binds and bundles it.

use super::Profile;
use super::own_std;
use super::shrink::shrink;
use super::site::Assets;
use crate::setup::Tools;
use crate::stamp::{self, Key, Stamp};
use crate::{paths, process, say};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// All that the Worker is compiled from, beside its style sheet and the names of its assets.
const SOURCES: [&str; 6] = ["edge", "widget", "model", "Cargo.toml", "Cargo.lock", "package-lock.json"];

/// A panic keeps its text, file and line: an operator finds in the log where one was. Not how its values look to a programmer,
/// nor its column.
const OWN_STD_FLAGS: [&str; 2] = ["-Zlocation-detail=file,line", "-Zfmt-debug=none"];

pub(super) fn build(profile: Profile, tools: &Tools, assets: &Assets) -> Result<()> {
    // The loader is given out by the Worker too, with a site's first facts.
    let [bell, card] = ["bell.js", "card.js"].map(|name| profile.script(name));
    let mut key = Key::default().path(&profile.style())?.path(&bell)?.path(&card)?;
    for source in SOURCES {
        key = key.path(&paths::root().join(source))?;
    }
    let key = key
        .bytes(assets.app.as_bytes())
        .bytes(assets.wasm.as_bytes())
        .bytes(assets.frame.as_bytes())
        .bytes(&[u8::from(tools.std_source)])
        .finish();
    let outcome = profile.worker().join("index.js");
    let made = profile.work().join("worker-made");
    Stamp::new(profile.work().join("worker.stamp")).unless_done(&key, &outcome, || {
        say::step("Building", "the Worker");
        let mut command = process::command(&tools.worker_build);
        command
            .current_dir(paths::root().join("edge"))
            // Named, for worker-build would download its own.
            .env("WASM_BINDGEN_BIN", &tools.wasm_bindgen)
            .env("ESBUILD_BIN", paths::npm_bin("esbuild"))
            // A failed compilation is told by the compiler, not by where worker-build noticed it.
            .env("RUST_BACKTRACE", "0")
            .env("DESKBELL_STYLE", profile.style())
            .env("DESKBELL_BELL", &bell)
            .env("DESKBELL_CARD", &card)
            .env("DESKBELL_APP", format!("/assets/{}", assets.app))
            .env("DESKBELL_WASM", format!("/assets/{}", assets.wasm))
            .env("DESKBELL_FRAME", format!("/assets/{}", assets.frame))
            .arg("--out-dir")
            .arg(&made)
            // worker-build's own wasm-opt would keep the names of all functions.
            .args(["--no-opt", "--profile", profile.name()]);
        own_std::enable(&mut command, profile, tools, &OWN_STD_FLAGS);
        process::run(&mut command, "the Worker does not build")?;
        let index = enter(&made)?;
        let wasm = made.join("index_bg.wasm");
        if profile == Profile::Release {
            shrink(&wasm)?;
        }
        // The old one is served meanwhile, and wrangler looks at these files.
        for file in [&wasm, &index] {
            let content = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
            stamp::write(&profile.worker().join(file.file_name().unwrap_or_default()), &content)?;
        }
        Ok(())
    })
}

/// Puts our own entry in front of worker-build's, in this folder; where it is.
fn enter(folder: &Path) -> Result<PathBuf> {
    let (worker, index) = (folder.join("worker.js"), folder.join("index.js"));
    fs::rename(&index, &worker)?;
    let mut command = process::command(paths::npm_bin("esbuild"));
    command
        .current_dir(folder)
        .arg(paths::root().join("edge/entry.js"))
        .arg(format!("--alias:worker-build={}", worker.display()))
        .args(["--bundle", "--minify", "--format=esm", "--log-level=warning"])
        .args(["--external:./index_bg.wasm", "--external:cloudflare:*"])
        .arg(format!("--outfile={}", index.display()));
    process::run(&mut command, "the Worker cannot be bundled")?;
    fs::remove_file(worker)?;
    Ok(index)
}
