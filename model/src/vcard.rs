//! A shop's contact as a vCard (RFC 2426, version 3.0, which every address book reads).

use crate::lang::Lang;
use crate::lines::{Lines, escaped};
use crate::site::Site;

/// The vCard of `site`, in `lang`.
pub fn vcard(site: &Site, lang: Lang) -> String {
    let main = site.main_language();
    let name = escaped(site.name.get(lang, main));
    let mut card = Lines::default();
    card.line("BEGIN:VCARD");
    card.line("VERSION:3.0");
    card.line(&format!("FN:{name}"));
    card.line(&format!("N:{name};;;;"));
    card.line(&format!("ORG:{name}"));
    for place in &site.places {
        let part = |text: &Option<String>| text.as_deref().map(escaped).unwrap_or_default();
        card.line(&format!(
            "ADR;TYPE=WORK:;{};{};{};{};{};{}",
            escaped(place.name.get(lang, main)),
            escaped(&place.street),
            escaped(&place.city),
            part(&place.region),
            part(&place.postcode),
            escaped(&place.country),
        ));
    }
    for phone in &site.phones {
        card.line(&format!("TEL;TYPE=WORK,VOICE:{}", phone.number.dialled()));
    }
    for mailbox in &site.emails {
        card.line(&format!("EMAIL;TYPE=INTERNET:{}", escaped(mailbox.address.as_str())));
    }
    if let Some(shop) = &site.shop {
        card.line(&format!("URL:{}", escaped(shop.as_str())));
    }
    card.line("END:VCARD");
    card.text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::LINE_OCTETS;

    #[test]
    fn values_are_escaped_and_lines_folded() {
        let site: Site = serde_json::from_value(serde_json::json!({
            "id": "acme", "name": { "en": "Acme, Sons; & Co", "ja": "とても長い名前の電気街のコンピューター専門店ですから折り返しが要ります" },
            "languages": ["en", "ja"], "shop": "https://acme.example",
            "place": [{ "id": "hq", "name": "HQ\nDoor 2", "street": "1 Main St", "city": "Springfield", "region": "IL", "postcode": "62701", "country": "US" }],
            "phone": [{ "name": "Help", "number": "+1 (217) 555-0100" }],
            "email": [{ "name": "Help", "address": "help@acme.example" }],
        }))
        .unwrap();
        let card = vcard(&site, Lang::En);
        assert!(
            card.starts_with("BEGIN:VCARD\r\nVERSION:3.0\r\n") && card.ends_with("END:VCARD\r\n"),
            "{card}"
        );
        for line in [
            "FN:Acme\\, Sons\\; & Co\r\n",
            "ADR;TYPE=WORK:;HQ\\nDoor 2;1 Main St;Springfield;IL;62701;US\r\n",
            "TEL;TYPE=WORK,VOICE:+12175550100\r\n",
            "EMAIL;TYPE=INTERNET:help@acme.example\r\n",
            "URL:https://acme.example\r\n",
        ] {
            assert!(card.contains(line), "{line} not in {card}");
        }
        let folded = vcard(&site, Lang::Ja);
        assert!(folded.lines().all(|line| line.len() <= LINE_OCTETS), "{folded}");
        assert!(folded.replace("\r\n ", "").contains("折り返しが要ります"), "{folded}");
    }
}
