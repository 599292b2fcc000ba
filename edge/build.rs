//! Takes what `cargo xtask build` made of the browser's half: the style to inline, the loader, and
//! the hashed names of the scripts. Without it (`cargo check`, unit tests) the plain sources stand in.

use std::path::Path;
use std::{env, fs};

fn main() {
    put("DESKBELL_STYLE", "style.css", styles);
    put("DESKBELL_BELL", "bell.js", || read(Path::new("../www/bell.js")));
    put("DESKBELL_CARD", "card.js", || read(Path::new("../www/card.js")));
    for (name, plain) in [
        ("DESKBELL_APP", "/assets/app.js"),
        ("DESKBELL_WASM", "/assets/app_bg.wasm"),
        ("DESKBELL_FRAME", "/assets/frame.js"),
    ] {
        println!("cargo::rerun-if-env-changed={name}");
        println!("cargo::rustc-env={name}={}", env::var(name).unwrap_or_else(|_| plain.to_owned()));
    }
}

/// Puts the file that a variable names, else the plain source, where the Worker includes it from.
fn put(variable: &str, name: &str, plain: impl Fn() -> String) {
    println!("cargo::rerun-if-env-changed={variable}");
    let content = env::var(variable).map_or_else(|_| plain(), |file| read(Path::new(&file)));
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join(name), content).expect("OUT_DIR can be written");
}

fn styles() -> String {
    let folder = Path::new("../widget/styles");
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

fn read(file: &Path) -> String {
    println!("cargo::rerun-if-changed={}", file.display());
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
