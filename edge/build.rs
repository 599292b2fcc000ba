//! Takes what `cargo xtask build` made of the browser's half: the style to inline, and the hashed
//! names of the scripts. Without it (`cargo check`, unit tests) the plain sources stand in.

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-env-changed=DESKBELL_STYLE");
    let style = env::var("DESKBELL_STYLE").map_or_else(|_| sources(), |file| read(Path::new(&file)));
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("style.css"), style).expect("OUT_DIR can be written");
    for (name, plain) in [
        ("DESKBELL_APP", "/assets/app.js"),
        ("DESKBELL_WASM", "/assets/app_bg.wasm"),
        ("DESKBELL_CHECK", "/assets/check.js"),
        ("DESKBELL_CHECK_WASM", "/assets/check_bg.wasm"),
        ("DESKBELL_FRAME", "/assets/frame.js"),
    ] {
        println!("cargo::rerun-if-env-changed={name}");
        println!("cargo::rustc-env={name}={}", env::var(name).unwrap_or_else(|_| plain.to_owned()));
    }
}

fn sources() -> String {
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
