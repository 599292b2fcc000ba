//! A standard library of our own build: compiled for size, as the ready-made one is not.

use super::Profile;
use crate::paths;
use crate::setup::Tools;
use std::path::PathBuf;
use std::process::Command;

/// Has cargo, itself or behind another tool, compile it too, with these flags for the compiler; and says where the target
/// folder is. What is quick to make, and where its source cannot be had, goes without it: larger, and the same otherwise.
pub(super) fn enable(command: &mut Command, profile: Profile, tools: &Tools, rustflags: &[&str]) -> PathBuf {
    let target = paths::target();
    if profile != Profile::Release || !tools.std_source {
        return target;
    }
    // Beside the other builds: the same flags for all would compile everything twice.
    let target = target.join("own-std");
    command
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        // The stable compiler takes what is unstable only with this.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", &target);
    if !rustflags.is_empty() {
        command.env("RUSTFLAGS", rustflags.join(" "));
    }
    target
}
