//! Takes what `cargo xtask build` made of the browser's half: the style to inline, and the hashed
//! names of the scripts. Without it (`cargo check`, unit tests) the plain sources stand in.

use std::path::Path;
use std::{env, fs};

fn main() {
    for name in ["DESKBELL_STYLE", "DESKBELL_APP", "DESKBELL_WASM", "DESKBELL_FRAME"] {
        println!("cargo::rerun-if-env-changed={name}");
    }
    let style = env::var("DESKBELL_STYLE").map_or_else(|_| sources(), |file| read(Path::new(&file)));
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("style.css"), style).expect("OUT_DIR can be written");
    let or = |name: &str, plain: &str| env::var(name).unwrap_or_else(|_| plain.to_owned());
    println!("cargo::rustc-env=DESKBELL_APP={}", or("DESKBELL_APP", "/assets/app.js"));
    println!("cargo::rustc-env=DESKBELL_WASM={}", or("DESKBELL_WASM", "/assets/app_bg.wasm"));
    println!("cargo::rustc-env=DESKBELL_FRAME={}", or("DESKBELL_FRAME", "/assets/frame.js"));
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
