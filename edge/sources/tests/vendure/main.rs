//! A real Vendure, asked by the adapter: `cargo xtask test --real-upstreams` starts `tests/vendure/server.mjs` and tells
//! by `DESKBELL_VENDURE` what that printed.
//!
//! `UPDATE_RECORDED=1` writes anew those files of `recorded/vendure` that it answers with.

#[path = "../in_short/mod.rs"]
mod in_short;
mod shop;

use shop::{SHOP, drive, order};
use sources::Error;
use sources::query::ProductQuery;

const ADA: &str = "ada@example.com";
/// What most orders have in them.
const LINES: &str = "2 x Teapot / Blue / Large sku TEA-B-L of shop.1\n1 x Cup sku CUP-1 of shop.2";

#[test]
#[ignore = "needs a Vendure"]
fn orders_are_told_as_they_stand() {
    let one_gone =
        "2 x Teapot / Blue / Large sku TEA-B-L of shop.1 removed 1\n1 x Cup sku CUP-1 of shop.2 removed 1";
    let all_gone =
        "2 x Teapot / Blue / Large sku TEA-B-L of shop.1 removed 2\n1 x Cup sku CUP-1 of shop.2 removed 1";
    let phoned = "1 x Teapot / Green / Small sku TEA-G-S of shop.1";
    let parcel = "[InTransit] DHL JD0146 left @ 1x#0";
    let first_of_two = "[Delivered] DHL JD0146 left @ came @ 1x#0\n[Preparing] Standard 1x#0 1x#1";
    for (name, state, lines, parcels, events) in [
        ("unpaid", "AwaitingPayment", LINES, "", &[][..]),
        ("declined", "AwaitingPayment", LINES, "", &[]),
        ("authorised", "Processing", LINES, "", &["Payment authorized"]),
        ("settled", "Processing", LINES, "", &["Payment settled", "Thank you & see you."]),
        ("modifying", "Processing", LINES, "", &["Payment settled", "Modifying"]),
        ("discontinued", "Processing", "1 x Mug sku MUG-1 of shop.4", "", &["Payment settled"]),
        ("partly_shipped", "PartlyShipped", LINES, parcel, &["Payment settled", "Partially shipped"]),
        (
            "partly_delivered",
            "PartlyShipped",
            LINES,
            first_of_two,
            &["Payment settled", "Partially shipped", "Partially delivered"],
        ),
        (
            "shipped",
            "Shipped",
            LINES,
            "[InTransit] DHL JD0147 left @ 2x#0 1x#1",
            &["Payment settled", "Shipped"],
        ),
        (
            "delivered",
            "Delivered",
            LINES,
            "[Delivered] DHL JD0147 left @ came @ 2x#0 1x#1",
            &["Payment settled", "Shipped", "Delivered"],
        ),
        ("parcel_cancelled", "Processing", LINES, "[Cancelled] DHL JD0001 2x#0 1x#1", &["Payment settled"]),
        ("cancelled", "Cancelled", all_gone, "", &["Payment settled", "Cancelled"]),
        ("line_cancelled", "Processing", one_gone, "", &["Payment settled"]),
        ("refund_pending", "Processing", LINES, "", &["Payment settled"]),
        ("partly_refunded", "PartlyRefunded", LINES, "", &["Payment settled"]),
        ("refunded", "Refunded", LINES, "", &["Payment settled"]),
        ("phoned", "Processing", phoned, "", &["Payment settled"]),
    ] {
        let email = if name == "phoned" { "ada.berg@example.com" } else { ADA };
        let told = order(&[("ADMIN", &SHOP.admin)], name, email, &format!("order_{name}")).unwrap();
        let head = format!("# {state} placed @ to DE");
        let parts = [head.as_str(), lines, parcels].into_iter().filter(|part| !part.is_empty());
        let events = events.iter().map(|event| format!("@ {event}"));
        let expect: Vec<String> = parts.map(str::to_owned).chain(events).collect();
        assert_eq!(told, expect.join("\n"), "{name}");
    }
}

#[test]
#[ignore = "needs a Vendure"]
fn orders_are_told_to_whom_they_belong() {
    let channel = SHOP.channel.as_str();
    let with = [("ADMIN", SHOP.admin.as_str())];
    let [blind, wrong] = [[("ADMIN", SHOP.blind.as_str())], [("ADMIN", "no:key")]];
    let [elsewhere, nowhere] =
        [channel, "no_channel"].map(|token| [("ADMIN", SHOP.admin.as_str()), ("TOKEN", token)]);
    let (told, none, refused) = (Ok(true), Ok(false), Err(Error::Refused));
    for (secrets, name, proof, recorded, expect) in [
        (&with[..], "settled", " ADA@example.com ", "", &told),
        (&with, "settled", "10829", "", &told),
        // The billing address's.
        (&with, "settled", "200 95", "", &told),
        (&with, "settled", "ben@example.com", "", &none),
        (&with, "settled", "10830", "", &none),
        (&with, "customers", "ben@example.com", "", &told),
        (&with, "customers", ADA, "", &none),
        // Not placed yet, and without addresses.
        (&with, "cart", ADA, "order_cart", &none),
        (&with, "cart", "10829", "", &none),
        (&with, "draft", "ada.berg@example.com", "", &none),
        (&with, "no such order", ADA, "order_none", &none),
        // The Shop API, within two hours.
        (&[], "settled", ADA, "shop_settled", &told),
        (&[], "settled", "10829", "", &told),
        (&[], "settled", "ben@example.com", "", &none),
        (&[], "customers", "ben@example.com", "", &told),
        (&[], "cart", ADA, "", &none),
        (&[], "no such order", ADA, "shop_forbidden", &none),
        (&blind, "settled", ADA, "order_forbidden", &refused),
        (&wrong, "settled", ADA, "", &refused),
        // The key's role is for the first channel alone.
        (&elsewhere, "settled", ADA, "", &refused),
        (&nowhere, "settled", ADA, "no_channel", &refused),
    ] {
        let seen = order(secrets, name, proof, recorded).map(|told| told != "none");
        assert_eq!(&seen, expect, "{secrets:?} {name} {proof}");
    }
    // Codes are in capitals, and people do not type those.
    let small = SHOP.orders["settled"].to_lowercase();
    assert!(order(&with, &small, ADA, "").unwrap().starts_with("# Processing"));
}

#[test]
#[ignore = "needs a Vendure"]
fn orders_are_listed_for_whose_they_are() {
    let list = |secrets: &[(&str, &str)], email: &str, limit| {
        let orders = drive(secrets, "", |store, replies| store.orders_of(email, limit, replies));
        orders.map(|orders| {
            orders.into_iter().map(|order| (order.number, order.placed, order.state)).collect::<Vec<_>>()
        })
    };
    let with = [("ADMIN", SHOP.admin.as_str())];
    let all = list(&with, " ADA@example.com", 40).unwrap();
    let hers = |name: &str| !["cart", "draft", "phoned", "customers"].contains(&name);
    for (name, code) in &SHOP.orders {
        assert_eq!(all.iter().any(|(number, ..)| number == code), hers(name), "{name}");
    }
    assert!(all.is_sorted_by(|one, next| one.1 >= next.1), "{all:?}");
    let settled = all.iter().find(|(number, ..)| *number == SHOP.orders["partly_refunded"]).unwrap();
    assert_eq!(settled.2, model::order::State::PartlyRefunded);
    assert_eq!(list(&with, ADA, 3).unwrap(), all[..3]);

    let ben: Vec<String> =
        list(&with, "ben@example.com", 40).unwrap().into_iter().map(|(number, ..)| number).collect();
    assert_eq!(ben, [SHOP.orders["customers"].clone()]);
    // By a role without the permission, and by none at all, nobody has any.
    for secrets in [&[("ADMIN", SHOP.orderly.as_str())][..], &[]] {
        assert_eq!(list(secrets, ADA, 40), Ok(Vec::new()));
    }
    assert_eq!(list(&with, "nobody@example.com", 40), Ok(Vec::new()));
    // Orders themselves need no more than the one permission.
    assert!(order(&[("ADMIN", &SHOP.orderly)], "settled", ADA, "").unwrap().starts_with("# Processing"));
}

#[test]
#[ignore = "needs a Vendure"]
fn products_are_found_page_by_page() {
    let teapot = "shop.1 Teapot https://shop.example/p/teapot 3588 USD 4788 USD\n  Holds 1.2 l & pours well.";
    let large = "shop.1 Teapot https://shop.example/p/teapot 4788 USD\n  Holds 1.2 l & pours well.";
    let cup = "shop.2 Cup https://shop.example/p/cup 960 USD\n  A cup for tea.";
    let strainer = "shop.3 Tea strainer https://shop.example/p/tea-strainer 540 USD\n  Of steel.";
    let scale =
        "shop.5 Letter scale https://shop.example/p/letter-scale 2880 USD\n  Weighs letters, to the gram.";
    // Without tax it is 8.00, and a yen is 1/150 of it: there are no hundredths of them.
    let yen = "shop.2 Cup https://shop.example/p/cup 1440 JPY\n  A cup for tea.";
    let in_yen = [("TOKEN", SHOP.channel.as_str())];
    for (secrets, words, after, recorded, expect) in [
        (&[][..], "", None, "", &[teapot, cup, "next 2"][..]),
        (&[], "", Some("2"), "", &[strainer, scale, "next none"]),
        (&[], "", Some("4"), "", &["next none"]),
        (&[], "tea", None, "search", &[teapot, strainer, "next 2"]),
        (&[], "tea", Some("2"), "search_end", &[cup, "next none"]),
        // With the price of what was found alone.
        (&[], "TEA-B-L", None, "", &[large, "next none"]),
        (&[], "(Weighs letters", None, "", &[scale, "next none"]),
        (&[], "zebra", None, "search_none", &["next none"]),
        (&in_yen, "cup", None, "", &[yen, "next none"]),
    ] {
        let query = ProductQuery { words: words.to_owned(), after: after.map(str::to_owned), limit: 2 };
        let page = drive(secrets, recorded, |store, replies| store.products(&query, replies)).unwrap();
        assert_eq!(in_short::page(&page), expect.join("\n"), "{secrets:?} {words} {after:?}");
    }
    let query = ProductQuery { words: String::new(), after: None, limit: 2 };
    let nowhere = [("TOKEN", "no_channel")];
    let refused = drive(&nowhere, "", |store, replies| store.products(&query, replies));
    assert_eq!(refused.unwrap_err(), Error::Refused);
}

#[test]
#[ignore = "needs a Vendure"]
fn products_are_told_by_their_id() {
    let teapot = "shop.1 Teapot by Lindenhof https://shop.example/p/teapot 3588 USD 4788 USD, there
  Holds 1.2 l & pours well.
  Material: Stoneware, Cork
  Colour: Blue, Green
  Size: Small, Large
  1 Blue / Small sku TEA-B-S 3588 USD, there
  2 Blue / Large sku TEA-B-L 4788 USD, there
  3 Green / Small sku TEA-G-S 3588 USD, not there";
    let strainer = "shop.3 Tea strainer https://shop.example/p/tea-strainer 540 USD, not there\n  Of steel.";
    let scale = "shop.5 Letter scale by Maul https://shop.example/p/letter-scale 2880 USD, there\n  Weighs letters, to the gram.";
    for (id, recorded, expect) in [
        ("1", "product", teapot),
        ("3", "", strainer),
        ("5", "", scale),
        // Deleted.
        ("4", "", "none"),
        ("99", "product_none", "none"),
        ("abc", "", "none"),
        ("", "", "none"),
        // SQLite takes them for 1.
        ("0x1", "product_alias", "none"),
        ("01", "", "none"),
        ("1 or 1=1", "", "none"),
        ("99999999999999999999999999", "", "none"),
    ] {
        let found = drive(&[], recorded, |store, replies| store.product(id, replies)).unwrap();
        assert_eq!(
            found.map_or_else(|| "none".to_owned(), |found| in_short::product(&found)),
            expect,
            "{id:?}"
        );
    }
}
