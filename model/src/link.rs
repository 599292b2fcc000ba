//! Links that leave the help desk: messaging apps and money on the phone.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::{Invalid, PhoneNumber, dialled};
use crate::money::Currency;

/// A messaging app a shop can be reached in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum App {
    /// WhatsApp, by phone number.
    WhatsApp,
    /// Telegram, by user name.
    Telegram,
    /// Signal, by phone number.
    Signal,
    /// WeChat, by WeChat id.
    WeChat,
    /// LINE, by official account id, such as `@shop`.
    Line,
    /// Facebook Messenger, by page name.
    Messenger,
    /// Text messages, by phone number.
    Sms,
}

impl App {
    /// The app's own name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WhatsApp => "WhatsApp",
            Self::Telegram => "Telegram",
            Self::Signal => "Signal",
            Self::WeChat => "WeChat",
            Self::Line => "LINE",
            Self::Messenger => "Messenger",
            Self::Sms => "SMS",
        }
    }

    /// Every app.
    pub const ALL: [Self; 7] =
        [Self::WhatsApp, Self::Telegram, Self::Signal, Self::WeChat, Self::Line, Self::Messenger, Self::Sms];

    const fn by_number(self) -> bool {
        matches!(self, Self::WhatsApp | Self::Signal | Self::Sms)
    }
}

impl FromStr for App {
    type Err = Invalid;

    /// Reads an app's name, whatever its case.
    fn from_str(written: &str) -> Result<Self, Invalid> {
        Self::ALL.into_iter().find(|app| app.name().eq_ignore_ascii_case(written)).ok_or_else(|| {
            Invalid([
                "`",
                written,
                "` is not an app Deskbell knows; write one of whatsapp, telegram, signal, wechat, line, messenger, sms",
            ]
            .concat())
        })
    }
}

impl TryFrom<String> for App {
    type Error = Invalid;

    fn try_from(written: String) -> Result<Self, Invalid> {
        written.parse()
    }
}

impl From<App> for String {
    fn from(app: App) -> Self {
        app.name().to_ascii_lowercase()
    }
}

/// The address of a shop in a messaging app: a phone number or a name, as the app asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Messaging {
    app: App,
    address: String,
}

#[derive(Serialize, Deserialize)]
struct Written {
    app: App,
    address: String,
}

impl TryFrom<Written> for Messaging {
    type Error = Invalid;

    fn try_from(Written { app, address }: Written) -> Result<Self, Invalid> {
        Self::new(app, address)
    }
}

impl From<Messaging> for Written {
    fn from(Messaging { app, address }: Messaging) -> Self {
        Self { app, address }
    }
}

impl Messaging {
    /// The address of a shop in `app`.
    pub fn new(app: App, address: String) -> Result<Self, Invalid> {
        if app.by_number() {
            address.parse::<PhoneNumber>()?;
        } else if !(2..=64).contains(&address.len())
            || !address.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-@".contains(&b))
        {
            let name = app.name();
            return Err(Invalid(format!(
                "`{address}` is not a name in {name}; write it as the app shows it, such as \"shop_help\""
            )));
        }
        Ok(Self { app, address })
    }

    /// The app.
    pub fn app(&self) -> App {
        self.app
    }

    /// The number or name, as written.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The link that starts a conversation, as the app's makers document it.
    pub fn href(&self) -> String {
        let name = self.address.trim_start_matches('@');
        let digits = dialled(&self.address);
        match self.app {
            App::WhatsApp => format!("https://wa.me/{digits}"),
            App::Telegram => format!("https://t.me/{name}"),
            App::Signal => format!("https://signal.me/#p/+{digits}"),
            App::WeChat => format!("weixin://dl/chat?{name}"),
            App::Line => format!("https://line.me/R/ti/p/@{name}"),
            App::Messenger => format!("https://m.me/{name}"),
            App::Sms => format!("sms:+{digits}"),
        }
    }
}

/// What a call costs the caller, in the currency's minor unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// Minor units (cents) per minute; 0 is free of charge.
    pub minor: u32,
    /// ISO 4217 code, such as `EUR`.
    pub currency: Currency,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messaging(app: &str, address: &str) -> Result<Messaging, String> {
        serde_json::from_value(serde_json::json!({ "app": app, "address": address }))
            .map_err(|e| e.to_string())
    }

    #[test]
    fn every_app_has_its_link() {
        for (app, address, href) in [
            ("whatsapp", "+49 30 901820", "https://wa.me/4930901820"),
            ("telegram", "@shop_help", "https://t.me/shop_help"),
            ("signal", "+49 30 901820", "https://signal.me/#p/+4930901820"),
            ("wechat", "shop-help", "weixin://dl/chat?shop-help"),
            ("line", "@shop", "https://line.me/R/ti/p/@shop"),
            ("messenger", "shop.help", "https://m.me/shop.help"),
            ("sms", "+49 30 901820", "sms:+4930901820"),
        ] {
            assert_eq!(messaging(app, address).map(|m| m.href()), Ok(href.to_owned()));
        }
    }

    #[test]
    fn a_wrong_address_is_told_what_to_write() {
        for (app, address) in
            [("whatsapp", "shop"), ("telegram", "a b"), ("line", "x"), ("messenger", "a/b?c")]
        {
            assert!(messaging(app, address).unwrap_err().contains("write it"), "{app} {address}");
        }
        assert!(messaging("icq", "123456").unwrap_err().contains("whatsapp"));
    }
}
