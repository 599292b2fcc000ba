//! What an owner imports is shown while the Worker goes on serving; what is wrong is refused whole.

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;
use std::{env, fs, thread};

use tests::ask::Ask;
use tests::crowd::until;
use tests::page::text;
use tests::{deployment, mails, upstreams};

/// How long the Worker may go without reading settings, and a little more.
const REMEMBERED: Duration = Duration::from_secs(6);

/// How long an import may take to show, on a busy machine.
const SHOWN_WITHIN: Duration = Duration::from_secs(15);

fn import(dir: &Path, id: &str) -> Output {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(deployment::repository()).args(["xtask", "import"]).arg(dir);
    command.args(["--site", id, "--state"]).arg(deployment::state());
    command.output().expect("cargo runs")
}

#[track_caller]
fn imported(dir: &Path, id: &str) {
    let output = import(dir, id);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// What the owner of a site that tests have wrote.
fn owned(site: &str) -> String {
    let file = deployment::repository().join("tests/sites").join(site).join("site.toml");
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Writes a copy of the site `bare` under a name of its own, and more lines.
fn write(dir: &Path, name: &str, more: &str) {
    let written = owned("bare");
    let renamed: String =
        written
            .lines()
            .map(|line| {
                if line.starts_with("name =") { format!("name = \"{name}\"\n") } else { format!("{line}\n") }
            })
            .collect();
    fs::write(dir.join("site.toml"), renamed + more).expect("a folder of our own can be written");
}

#[test]
fn an_import_is_shown_and_a_mistake_changes_nothing() {
    // A site that only this test knows, so that it disturbs no other.
    let id = "changing";
    let ask = |path: &str| Ask::get(path).now().with("site", id).send();
    let shows = |name: &str| {
        until(SHOWN_WITHIN, &format!("{name} is shown"), || {
            let answer = ask("/");
            (answer.status == 200 && text(answer.page().one("header .brand span")) == name).then_some(())
        });
    };
    let dir = tempfile::tempdir().expect("a folder of our own");
    write(dir.path(), "First name", "");
    imported(dir.path(), id);
    shows("First name");

    write(dir.path(), "Second name", "embed = [\"https://second.example\"]\n");
    imported(dir.path(), id);
    shows("Second name");
    let policy = ask("/contact").header("content-security-policy").unwrap_or_default().to_owned();
    assert!(policy.contains("frame-ancestors 'self' https://second.example"), "{policy}");

    // Two mistakes at once: both are told with their lines, and nothing of the file is taken.
    write(dir.path(), "Third name", "shop = \"third.example\"\nembed = [\"https://*.third.example\"]\n");
    let refused = import(dir.path(), id);
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

#[test]
fn who_is_no_clerk_any_more_is_out() {
    let (id, email) = ("left", "Lina@left.example");
    let path = |path: &str| format!("{path}?site={id}&lang=en");
    let dir = tempfile::tempdir().expect("a folder of our own");
    let write = |text: String| fs::write(dir.path().join("site.toml"), text).expect("a folder of our own");
    let all = owned("staffed").replace("staffed.example", "left.example");
    let all = all.replace("http://mail.fake", &upstreams::url("mail"));
    write(all.clone());
    imported(dir.path(), id);

    Ask::form(path("/desk/sign-in"), &[("email", email)]).now().page(200);
    let link = mails::wait("mail", email, 1)[0].link("/desk/link/");
    let entered = Ask::form(link.as_str(), &[]).now().may_keep().send();
    let cookie = entered.header("set-cookie").and_then(|set| set.split(';').next()).expect("a cookie");
    let desk = || Ask::get(path("/desk")).now().header("cookie", cookie).send();
    let told = desk().page().told();
    assert!(told.contains("Sign out (Lina)"), "{told}");

    // Under another name, and then gone: what the owner writes is so, whenever somebody came in.
    write(all.replace("name = \"Lina\"", "name = \"Karolina\""));
    imported(dir.path(), id);
    until(SHOWN_WITHIN, "a new name", || desk().page().told().contains("Sign out (Karolina)").then_some(()));
    let (before, _) = all.split_once("# Who asks for links").expect("Lina comes last");
    write(before.to_owned());
    imported(dir.path(), id);
    until(SHOWN_WITHIN, "she is out", || (desk().status == 403).then_some(()));
}
