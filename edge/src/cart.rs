//! Where a product gets into the shop's cart: an address of the shop, which browsers open.

use model::id::{Origin, WebAddress};
use model::page::encoded;
use model::settings::Cart;
use model::site::Site;
use model::source::{Source, SourceKind};

/// What gets into the cart.
pub(crate) struct Wanted<'a> {
    /// The product, by the source's own id.
    pub(crate) product: &'a str,
    /// Its form, likewise; empty: it has one.
    pub(crate) variant: &'a str,
    pub(crate) quantity: u32,
    /// At which price; empty: at the shop's own.
    pub(crate) quote: &'a str,
}

/// Whether products of a source get into a cart from here: the shop is of a kind that has an address for it, or the
/// settings tell one.
pub(crate) fn offered(site: &Site, source: &Source) -> bool {
    template(site).is_some() || matches!(source.kind, SourceKind::Shopify | SourceKind::Woocommerce)
}

/// The address that puts it into the cart. Nothing where the cart does not take it: a price that we hold only where the
/// settings say how.
pub(crate) fn address(site: &Site, source: &Source, wanted: &Wanted<'_>) -> Option<String> {
    let quantity = wanted.quantity.to_string();
    if let Some(url) = template(site) {
        let takes = wanted.quote.is_empty() || url.contains("{quote}");
        return takes.then(|| Cart::filled(url, [wanted.product, wanted.variant, &quantity, wanted.quote]));
    }
    if !wanted.quote.is_empty() || !offered(site, source) {
        return None;
    }
    let (at, variant) = (source.address.as_deref().unwrap_or_default(), encoded(wanted.variant));
    if source.kind == SourceKind::Shopify {
        // https://shopify.dev/docs/apps/build/checkout/create-cart-permalinks
        return (!variant.is_empty()).then(|| [at, "/cart/", &variant, ":", &quantity].concat());
    }
    // https://woocommerce.com/document/quick-guide-to-woocommerce-add-to-cart-urls/
    let of = if variant.is_empty() { String::new() } else { ["&variation_id=", &variant].concat() };
    Some([at, "/?add-to-cart=", &encoded(wanted.product), &of, "&quantity=", &quantity].concat())
}

fn template(site: &Site) -> Option<&str> {
    site.cart.as_ref()?.url.as_deref()
}

/// The origins of the shop's carts, and of its pages, to which a cart may lead on: forms may lead there, and nowhere else.
pub(crate) fn origins(site: &Site) -> Vec<String> {
    let shops = site.sources.iter().filter(|source| offered(site, source));
    let mut carts: Vec<&str> = shops.filter_map(|source| source.address.as_deref()).collect();
    if let Some(url) = template(site) {
        carts = vec![url];
    }
    if !carts.is_empty() {
        carts.extend(site.shop.iter().map(WebAddress::as_str).chain(site.embed.iter().map(Origin::as_str)));
    }
    let mut origins: Vec<String> = Vec::new();
    for origin in carts.into_iter().filter_map(origin) {
        if !origins.contains(&origin) {
            origins.push(origin);
        }
    }
    origins
}

/// The scheme, host and port of an address, as policies write them.
fn origin(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b);
    let sound = matches!(scheme, "http" | "https") && !host.is_empty() && host.bytes().all(plain);
    sound.then(|| [scheme, "://", host].concat().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(more: &str) -> Site {
        serde_json::from_str(&format!(
            r#"{{ "id": "acme", "name": "Acme", "languages": ["en"], "embed": ["https://acme.example"],
            "source": [
                {{ "id": "shop", "kind": "shopify", "address": "https://acme.myshopify.com" }},
                {{ "id": "woo", "kind": "woocommerce", "address": "https://woo.example/wp" }},
                {{ "id": "ven", "kind": "vendure", "address": "https://api.example" }},
                {{ "id": "forum", "kind": "discourse", "address": "https://forum.example" }}] {more} }}"#
        ))
        .unwrap()
    }

    #[track_caller]
    fn leads_to(site: &Site, source: &str, variant: &str, quote: &str, expect: Option<&str>) {
        let source = site.sources.iter().find(|one| one.id.as_str() == source).unwrap();
        let wanted = Wanted { product: "7", variant, quantity: 2, quote };
        assert_eq!(address(site, source, &wanted).as_deref(), expect, "{}", source.id);
    }

    #[test]
    fn each_shop_has_its_way_into_the_cart() {
        let plain = site("");
        for (source, variant, expect) in [
            ("shop", "42", Some("https://acme.myshopify.com/cart/42:2")),
            ("shop", "", None),
            ("woo", "", Some("https://woo.example/wp/?add-to-cart=7&quantity=2")),
            ("woo", "4&2", Some("https://woo.example/wp/?add-to-cart=7&variation_id=4%262&quantity=2")),
            ("ven", "42", None),
            ("forum", "42", None),
        ] {
            leads_to(&plain, source, variant, "", expect);
            leads_to(&plain, source, variant, "q", None);
        }
        let own =
            site(r#", "cart": { "url": "https://cart.example/?p={id}&v={variant}&n={quantity}&q={quote}" }"#);
        leads_to(&own, "ven", "4&2", "q", Some("https://cart.example/?p=7&v=4%262&n=2&q=q"));
        let simple = site(r#", "cart": { "url": "https://cart.example/?p={id}" }"#);
        leads_to(&simple, "shop", "42", "", Some("https://cart.example/?p=7"));
        leads_to(&simple, "shop", "42", "q", None);
    }

    #[test]
    fn forms_lead_to_the_shop_and_nowhere_else() {
        assert_eq!(
            origins(&site(r#", "shop": "https://www.acme.example/de""#)),
            [
                "https://acme.myshopify.com",
                "https://woo.example",
                "https://www.acme.example",
                "https://acme.example"
            ]
        );
        let own = site(r#", "cart": { "url": "https://Cart.example:8443/?p={id}" }"#);
        assert_eq!(origins(&own), ["https://cart.example:8443", "https://acme.example"]);
        let none: Site = serde_json::from_str(
            r#"{ "id": "acme", "name": "Acme", "languages": ["en"], "shop": "https://acme.example" }"#,
        )
        .unwrap();
        assert_eq!(origins(&none), [""; 0]);
        for odd in [
            "javascript:alert(1)",
            "https://",
            "https://a.example;script-src *",
            "//a.example",
            "https://a b/",
        ] {
            assert_eq!(origin(odd), None, "{odd}");
        }
    }
}
