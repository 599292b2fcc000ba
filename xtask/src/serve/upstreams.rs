//! The shop's own systems, played (`tests/upstreams`). The sites of tests name them as `http://{name}.fake`.

use crate::{paths, process, say, stamp};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Stdio};
use std::thread::{self, JoinHandle};

/// How many sites `tests/sites/trouble` is made into, each with an upstream of its own to spoil.
const TROUBLES: usize = 28;

/// What the Worker has to know to ask them: secrets by `{SITE}__{SOURCE}__{NAME}`, as tests/upstreams/README.md
/// lists them, and webhooks' secrets, which are nowhere else.
const SECRETS: [(&str, &str); 34] = [
    ("PLUGGED__SHOPIFY__TOKEN", "shpat_fake"),
    ("PLUGGED__SHOPIFY__STOREFRONT", "shpsf_fake"),
    ("PLUGGED__SHOPIFY__WEBHOOK", "shopify_webhook_fake"),
    ("PLUGGED__WOO__KEY", "ck_fake"),
    ("PLUGGED__WOO__SECRET", "cs_fake"),
    ("PLUGGED__WOO__WEBHOOK", "woo_webhook_fake"),
    ("PLUGGED__VENDURE__TOKEN", "vendure_fake"),
    ("PLUGGED__VENDURE__ADMIN", "vendure_admin_fake"),
    // Standard Webhooks: base64 after `whsec_`.
    ("PLUGGED__VENDURE__WEBHOOK", "whsec_dmVuZHVyZV93ZWJob29rX3NlY3JldF9mYWtl"),
    ("PLUGGED__CONTRACT__TOKEN", "contract_fake"),
    ("PLUGGED__CONTRACT__WEBHOOK", "whsec_Y29udHJhY3Rfd2ViaG9va19zZWNyZXRfZmFrZQ=="),
    ("PLUGGED__ZENDESK__TOKEN", "zendesk_fake"),
    ("PLUGGED__ZENDESK__WEBHOOK", "zendesk_webhook_fake"),
    ("PLUGGED__DISCOURSE__KEY", "discourse_fake"),
    ("PLUGGED__DISCOURSE__WEBHOOK", "discourse_webhook_fake"),
    // A new key beside an old one.
    ("PLUGGED__IDENTITY", "identity_fake_of_thirty-two_characters identity_fake_of_before_and_as_long"),
    ("MAILED__SHOP__TOKEN", "contract_fake"),
    ("MAILED__SHOP__WEBHOOK", "whsec_bWFpbGVkX3dlYmhvb2tfc2VjcmV0X2Zha2U="),
    ("MAILED__MAIL", "mail_fake"),
    ("MAILED__IDENTITY", "identity_fake_of_thirty-two_characters"),
    ("SPOILTMAIL__SHOP__TOKEN", "contract_fake"),
    ("SPOILTMAIL__MAIL", "mail_fake"),
    ("POSTED__SHOP__TOKEN", "contract_fake"),
    ("ASKED__FORUM__KEY", "discourse_fake"),
    ("ASKED__DESK__TOKEN", "zendesk_fake"),
    ("CHOSEN__SHOPIFY__TOKEN", "shpat_fake"),
    ("CHOSEN__VENDURE__TOKEN", "vendure_fake"),
    ("CHOSEN__CONTRACT__TOKEN", "contract_fake"),
    ("TROUBLE27__SHOP__WEBHOOK", "whsec_dHJvdWJsZV93ZWJob29rX3NlY3JldF9mYWtl"),
    ("CHOSEN__CONTRACT__WEBHOOK", "whsec_Y2hvc2VuX3dlYmhvb2tfc2VjcmV0X2Zha2U="),
    ("SIFTED__SHOP__TOKEN", "contract_fake"),
    ("STAFFED__MAIL", "mail_fake"),
    ("LEFT__MAIL", "mail_fake"),
    ("STAFFED__IDENTITY", "identity_fake_of_thirty-two_characters"),
];

/// Running upstreams, which stop when dropped.
pub(crate) struct Upstreams {
    control: u16,
    ports: BTreeMap<String, u16>,
    group: u32,
    waiter: Option<JoinHandle<()>>,
    /// They end when it closes, however this process ends.
    _stdin: Option<ChildStdin>,
}

impl Upstreams {
    /// Starts them, and returns when all of them listen.
    pub(super) fn start() -> Result<Self> {
        say::step("Starting", "the upstreams");
        let mut command = process::command("node");
        command.arg("tests/upstreams/main.mjs").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = process::spawn(&mut command)?;
        let (group, stdin, stdout) = (child.id(), child.stdin.take(), child.stdout.take());
        let waiter = thread::spawn(move || {
            process::wait(&mut child);
        });
        let mut upstreams =
            Self { control: 0, ports: BTreeMap::new(), group, waiter: Some(waiter), _stdin: stdin };
        let mut line = String::new();
        if let Some(stdout) = stdout {
            BufReader::new(stdout).read_line(&mut line)?;
        }
        upstreams.ports =
            serde_json::from_str(&line).context("the upstreams did not start: the lines above say why")?;
        upstreams.control =
            upstreams.ports.remove("control").context("the upstreams have no control port")?;
        Ok(upstreams)
    }

    /// Where tests say how an upstream is to behave, and ask what it was asked.
    pub(crate) fn control(&self) -> String {
        format!("http://127.0.0.1:{}", self.control)
    }

    /// The same sites, those that name upstreams as copies with today's ports, and `trouble` as many times as there are
    /// upstreams for it.
    pub(super) fn sites(&self, sites: &[PathBuf]) -> Result<Vec<PathBuf>> {
        let copies = paths::work().join("plugged-sites");
        let _ = fs::remove_dir_all(&copies);
        let mut all = Vec::new();
        for site in sites {
            let file = site.join("site.toml");
            let text =
                fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
            let name = site.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name == "trouble" {
                for number in 1..=TROUBLES {
                    let name = format!("trouble{number}");
                    let text = addressed(&text.replace("trouble", &name), &self.ports)?;
                    all.push(copy(site, copies.join(name), &text)?);
                }
            } else if text.contains(".fake") {
                all.push(copy(site, copies.join(name), &addressed(&text, &self.ports)?)?);
            } else {
                all.push(site.clone());
            }
        }
        Ok(all)
    }
}

impl Drop for Upstreams {
    fn drop(&mut self) {
        process::stop(self.group);
        if let Some(waiter) = self.waiter.take() {
            let _ = waiter.join();
        }
    }
}

/// The Worker's variables, as `NAME:value`, that let it ask the upstreams of the sites.
pub(super) fn variables() -> Vec<String> {
    let plugged = SECRETS.iter().map(|(name, value)| format!("SECRET__{name}:{value}"));
    let troubles = (1..=TROUBLES).map(|number| format!("SECRET__TROUBLE{number}__SHOP__TOKEN:contract_fake"));
    // The Worker refuses addresses of private networks, but for these.
    let private = "DESKBELL_PRIVATE_UPSTREAMS:127.0.0.1".to_owned();
    plugged.chain(troubles).chain([private]).collect()
}

/// With addresses for names.
fn addressed(text: &str, ports: &BTreeMap<String, u16>) -> Result<String> {
    let addressed = ports.iter().fold(text.to_owned(), |text, (name, port)| {
        text.replace(&format!("//{name}.fake"), &format!("//127.0.0.1:{port}"))
    });
    if let Some(line) = addressed.lines().find(|line| line.contains(".fake")) {
        let names: Vec<&str> = ports.keys().map(String::as_str).collect();
        bail!("{line}: there is no such upstream; there are {}", names.join(", "));
    }
    Ok(addressed)
}

/// A site's folder under another name, with another `site.toml`.
fn copy(site: &Path, to: PathBuf, settings: &str) -> Result<PathBuf> {
    for file in stamp::files(site) {
        let content = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        stamp::write(&to.join(file.strip_prefix(site)?), &content)?;
    }
    stamp::write(&to.join("site.toml"), settings.as_bytes())?;
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_addresses() {
        let ports = [("http".to_owned(), 1), ("trouble1".to_owned(), 2), ("trouble11".to_owned(), 3)].into();
        for (text, expect) in [
            ("name = \"Plain\"", Some("name = \"Plain\"")),
            (
                "\"http://http.fake\" \"http://http.fake/x\"",
                Some("\"http://127.0.0.1:1\" \"http://127.0.0.1:1/x\""),
            ),
            ("http://trouble11.fake http://trouble1.fake", Some("http://127.0.0.1:3 http://127.0.0.1:2")),
            ("http://nobody.fake", None),
        ] {
            assert_eq!(addressed(text, &ports).ok().as_deref(), expect, "{text}");
        }
    }
}
