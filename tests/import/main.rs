//! What an owner imports is shown while the Worker goes on serving; what is wrong is refused whole.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use tests::ask::{Answer, Ask};
use tests::deployment;
use tests::page::text;

/// A site that only this test knows, so that it disturbs no other.
const ID: &str = "changing";

/// How long the Worker may go without reading settings, and a little more.
const REMEMBERED: Duration = Duration::from_secs(6);

/// How long an import may take to show, on a busy machine.
const SHOWN_WITHIN: Duration = Duration::from_secs(15);

fn import(dir: &Path) -> Output {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(deployment::repository()).args(["xtask", "import"]).arg(dir);
    command.args(["--site", ID, "--state"]).arg(deployment::state());
    command.output().expect("cargo runs")
}

#[track_caller]
fn imported(dir: &Path) {
    let output = import(dir);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Writes a copy of the site `bare` under a name of its own, and more lines.
fn write(dir: &Path, name: &str, more: &str) {
    let bare = deployment::repository().join("tests/sites/bare/site.toml");
    let written = fs::read_to_string(&bare).unwrap_or_else(|error| panic!("{}: {error}", bare.display()));
    let renamed: String =
        written
            .lines()
            .map(|line| {
                if line.starts_with("name =") { format!("name = \"{name}\"\n") } else { format!("{line}\n") }
            })
            .collect();
    fs::write(dir.join("site.toml"), renamed + more).expect("a folder of our own can be written");
}

fn ask(path: &str) -> Answer {
    Ask::get(path).now().with("site", ID).send()
}

/// Waits until the site has this name.
fn shows(name: &str) {
    let start = Instant::now();
    loop {
        let answer = ask("/");
        if answer.status == 200 && text(answer.page().one("header .brand span")) == name {
            return;
        }
        assert!(start.elapsed() < SHOWN_WITHIN, "{name} is not shown: {:.500}", answer.text());
        thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn an_import_is_shown_and_a_mistake_changes_nothing() {
    let dir = tempfile::tempdir().expect("a folder of our own");
    write(dir.path(), "First name", "");
    imported(dir.path());
    shows("First name");

    write(dir.path(), "Second name", "embed = [\"https://second.example\"]\n");
    imported(dir.path());
    shows("Second name");
    let policy = ask("/contact").header("content-security-policy").unwrap_or_default().to_owned();
    assert!(policy.contains("frame-ancestors 'self' https://second.example"), "{policy}");

    // Two mistakes at once: both are told with their lines, and nothing of the file is taken.
    write(dir.path(), "Third name", "shop = \"third.example\"\nembed = [\"https://*.third.example\"]\n");
    let refused = import(dir.path());
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success(), "{told}");
    let lines =
        fs::read_to_string(dir.path().join("site.toml")).expect("it was written above").lines().count();
    for line in [lines - 1, lines] {
        assert!(told.contains(&format!("site.toml:{line}")) && told.contains("write"), "{told}");
    }
    // Longer than settings are remembered: what is shown now was read after the refusal.
    thread::sleep(REMEMBERED);
    shows("Second name");
}
