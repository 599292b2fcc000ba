//! The files that are served as they are, under names that change with their content.

use super::{Profile, openapi, widget};
use crate::stamp::{self, Key, Stamp, files, hash};
use crate::{paths, process};
use anyhow::{Context, Result};
use model::route::EVERGREEN;
use std::fs;
use std::path::{Path, PathBuf};

/// The names of what is served below `/assets/`, and named in pages.
pub(super) struct Assets {
    pub(super) app: String,
    pub(super) wasm: String,
    pub(super) frame: String,
}

impl Assets {
    /// Removes the assets of earlier builds.
    pub(super) fn sweep(&self, profile: Profile) -> Result<()> {
        for file in files(&profile.site().join("assets")) {
            let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if ![&self.app, &self.wasm, &self.frame].iter().any(|kept| *kept == name) {
                fs::remove_file(&file).with_context(|| format!("{} cannot be removed", file.display()))?;
            }
        }
        Ok(())
    }
}

/// Fills the folder that is served, from the built widget and from `www`.
pub(super) fn publish(profile: Profile) -> Result<Assets> {
    let site = profile.site();
    let frame = bundle(profile, "frame.js", &["--format=esm"])?;
    let bell = bundle(profile, "bell.js", &["--format=iife", "--target=es2020"])?;
    bundle(profile, "card.js", &["--format=iife", "--target=es2020"])?;
    style(profile)?;

    let wasm = fs::read(widget::wasm(profile)).context("the widget's WASM cannot be read")?;
    let wasm_name = format!("app_bg.{}.wasm", hash(&wasm));
    let app = fs::read_to_string(widget::glue(profile)).context("the widget's glue cannot be read")?;
    let app = app.replace("app_bg.wasm", &wasm_name);
    let frame = fs::read(frame).context("the bundled frame.js cannot be read")?;
    let assets = Assets {
        app: format!("app.{}.js", hash(app.as_bytes())),
        wasm: wasm_name,
        frame: format!("frame.{}.js", hash(&frame)),
    };
    let folder = site.join("assets");
    put(&folder.join(&assets.wasm), &wasm)?;
    put(&folder.join(&assets.app), app.as_bytes())?;
    put(&folder.join(&assets.frame), &frame)?;

    let www = paths::root().join("www");
    copy(&bell, &site.join("bell.js"))?;
    copy(&www.join("bell.d.ts"), &site.join("bell.d.ts"))?;
    copy(&www.join("icon.svg"), &site.join("icon.svg"))?;
    let releases = releases(&www.join("releases"));
    for release in &releases {
        let folder = www.join("releases").join(release);
        for file in files(&folder) {
            copy(&file, &site.join(release).join(file.strip_prefix(&folder)?))?;
        }
    }
    put(&site.join(openapi::PATH), &serde_json::to_vec(&openapi::document()?)?)?;
    put(&site.join("_headers"), headers(&releases).as_bytes())?;
    Ok(assets)
}

/// One script of `www`, bundled and minified.
fn bundle(profile: Profile, name: &str, options: &[&str]) -> Result<PathBuf> {
    let source = paths::root().join("www").join(name);
    let bundled = profile.script(name);
    // A script may import its neighbours, so all of them count.
    let mut key = Key::default().bytes(options.join(" ").as_bytes());
    for script in
        files(&paths::root().join("www")).filter(|file| file.extension().is_some_and(|ext| ext == "js"))
    {
        key = key.path(&script)?;
    }
    Stamp::new(profile.work().join(format!("www/{name}.stamp"))).unless_done(
        &key.finish(),
        &bundled,
        || {
            process::run(
                process::command(paths::npm_bin("esbuild"))
                    .args(["--bundle", "--minify", "--log-level=warning"])
                    .args(options)
                    .arg(&source)
                    .arg(format!("--outfile={}", bundled.display())),
                &format!("esbuild could not bundle www/{name}"),
            )
        },
    )?;
    Ok(bundled)
}

/// The style sheets of the widget as one, in the order of their names. Not served: pages carry it.
fn style(profile: Profile) -> Result<()> {
    let sheets = paths::root().join("widget/styles");
    let key = Key::default().path(&sheets)?.finish();
    let style = profile.style();
    Stamp::new(profile.work().join("style.stamp")).unless_done(&key, &style, || {
        let mut joined = String::new();
        for sheet in files(&sheets).filter(|file| file.extension().is_some_and(|ext| ext == "css")) {
            joined +=
                &fs::read_to_string(&sheet).with_context(|| format!("{} cannot be read", sheet.display()))?;
        }
        let source = profile.work().join("joined.css");
        stamp::write(&source, joined.as_bytes())?;
        process::run(
            process::command(paths::npm_bin("esbuild"))
                .args(["--minify", "--log-level=warning"])
                .arg(&source)
                .arg(format!("--outfile={}", style.display())),
            "esbuild could not minify widget/styles",
        )
    })
}

/// The frozen releases of the loader: `v1`, …
fn releases(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<String> = entries
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

/// Cache rules and headers, in the format of Workers' static assets: every rule that matches adds its own.
fn headers(releases: &[String]) -> String {
    let immutable = "public, max-age=31536000, immutable";
    // Storefronts that isolate themselves (COEP) may load us; SRI needs CORS.
    let mut rules = vec![
        "/*\n  Cross-Origin-Resource-Policy: cross-origin\n  X-Content-Type-Options: nosniff\n".to_owned(),
        format!("/assets/*\n  Cache-Control: {immutable}\n"),
        format!("/bell.js\n  Cache-Control: {EVERGREEN}\n  Access-Control-Allow-Origin: *\n"),
        format!("/{}\n  Cache-Control: {EVERGREEN}\n  Access-Control-Allow-Origin: *\n", openapi::PATH),
    ];
    rules.extend(releases.iter().map(|release| {
        format!("/{release}/*\n  Cache-Control: {immutable}\n  Access-Control-Allow-Origin: *\n")
    }));
    rules.concat()
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    put(to, &fs::read(from).with_context(|| format!("{} cannot be read", from.display()))?)
}

/// Writes only what differs: wrangler watches this folder.
fn put(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    stamp::write(path, content)
}

#[cfg(test)]
mod tests {
    use super::{headers, releases};
    use crate::paths;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use sha2::{Digest, Sha384};
    use std::fs;

    /// Pages out there carry the integrity of a frozen release: it must never change.
    #[test]
    fn frozen_releases_are_those_of_the_readme() {
        let readme = fs::read_to_string(paths::root().join("README.md")).unwrap();
        let folder = paths::root().join("www/releases");
        let released = releases(&folder);
        assert!(!released.is_empty(), "no release in www/releases");
        for release in released {
            let loader = fs::read(folder.join(&release).join("bell.js")).unwrap();
            let integrity = format!("sha384-{}", STANDARD.encode(Sha384::digest(loader)));
            assert!(readme.contains(&integrity), "README.md lacks {integrity} for {release}");
        }
    }

    #[test]
    fn frozen_releases_are_immutable_and_the_loader_is_not() {
        let headers = headers(&["v1".to_owned()]);
        let rule = |path: &str| {
            headers.split(&format!("{path}\n")).nth(1).unwrap().split("\n/").next().unwrap().to_owned()
        };
        assert!(rule("/v1/*").contains("immutable"));
        assert!(!rule("/bell.js").contains("immutable"));
    }
}
