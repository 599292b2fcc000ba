use super::*;

#[test]
fn a_number_is_found_in_what_people_type() {
    for (typed, expect) in [
        ("1001", "1001"),
        (" # 1001 ", "1001"),
        ("#1001.", "1001"),
        ("№ 1001", "1001"),
        ("lc-20371", "lc-20371"),
        ("LC – 20371", "LC20371"),
        ("LC–20371", "LC-20371"),
        ("LC−20371", "LC-20371"),
        ("LC 20371", "LC20371"),
        ("Order no. 1001", "1001"),
        ("ORDER NO 1001", "1001"),
        ("order #LC-20371", "LC-20371"),
        ("Order No.1001!", "1001"),
        ("my order is 1001, thanks", "1001"),
        ("Order 1001: where is it?", "1001"),
        ("Bestellnummer: 1001", "1001"),
        ("Meine Bestellung Nr. A-1001", "A-1001"),
        ("Número de pedido: 1001", "1001"),
        ("N° de commande 1001", "1001"),
        ("nº 1001", "1001"),
        ("注文番号：１００１", "1001"),
        ("注文番号1001です。", "1001"),
        ("订单号1001", "1001"),
        ("我的订单号是 1001", "1001"),
        ("رقم الطلب: ١٠٠١", "1001"),
        ("\u{200F}۱۰۰۱\u{200E}", "1001"),
        ("१००१", "1001"),
        ("ＬＣ－２０３７１", "LC-20371"),
        ("10\u{200B}01\u{FEFF}", "1001"),
        ("305-1234567-1234567", "305-1234567-1234567"),
        ("305 1234567 1234567", "30512345671234567"),
        ("2026/10_7.3", "2026/10_7.3"),
        ("\"1001\"", "1001"),
        ("(1001)", "1001"),
        ("1,001", "1001"),
        ("NO-1234", "NO-1234"),
        ("DE 1234", "DE1234"),
        ("12345678901", "12345678901"),
        ("986578788855", "986578788855"),
        // Letters alone, and letters of other scripts.
        ("XPAV", "XPAV"),
        ("Order WQXKZJ", "WQXKZJ"),
        ("طلب-1001", "طلب-1001"),
        ("ÄÖ-1", "ÄÖ-1"),
        ("東京-12", "東京-12"),
        (&"9".repeat(40), &"9".repeat(40)),
    ] {
        let found = OrderNumber::parse(typed).map(String::from);
        assert_eq!(found.as_deref(), Ok(expect), "{typed:?}");
        // What was understood once is understood again as it is.
        assert_eq!(OrderNumber::parse(expect).map(String::from).as_deref(), Ok(expect), "{typed:?}");
    }
}

#[test]
fn anything_else_is_told_for_what_it_is() {
    for (typed, expect) in [
        ("", NotANumber::Empty),
        (" \u{200B}\u{3000}\n", NotANumber::Empty),
        ("#", NotANumber::Empty),
        ("...", NotANumber::Empty),
        ("Order no.", NotANumber::Empty),
        ("注文番号", NotANumber::Empty),
        ("ada@shop.example", NotANumber::Email),
        ("ada＠shop.example", NotANumber::Email),
        ("ada@", NotANumber::Email),
        ("https://shop.example/orders/1001", NotANumber::Link),
        ("WWW.shop.example/1001", NotANumber::Link),
        ("1Z999AA10123456784", NotANumber::Tracking(Carrier::Ups)),
        ("UPS: 1Z 999 AA1 0123 4567 84", NotANumber::Tracking(Carrier::Ups)),
        ("rb 123 456 785 gb", NotANumber::Tracking(Carrier::RoyalMail)),
        ("9400 1112 0108 0805 4830 16", NotANumber::Tracking(Carrier::Usps)),
        ("€49.90", NotANumber::Price),
        ("49,90", NotANumber::Price),
        ("49,90 EUR", NotANumber::Price),
        ("￥1001", NotANumber::Price),
        ("R$ 1.001,00", NotANumber::Price),
        ("1001, 1002", NotANumber::Several),
        ("1001 and 1002", NotANumber::Several),
        ("where is my parcel", NotANumber::Words),
        ("10+01", NotANumber::Sign('+')),
        ("1001<script>1", NotANumber::Sign('<')),
        ("1001😀1", NotANumber::Sign('😀')),
        ("1001→1", NotANumber::Sign('→')),
        ("' OR 1=1 --", NotANumber::Sign('=')),
        ("10:01", NotANumber::Sign(':')),
        ("1001#2", NotANumber::Sign('#')),
        (&"9".repeat(41), NotANumber::TooLong),
        (&"x ".repeat(100_000), NotANumber::TooLong),
        (&("https://shop.example/".to_owned() + &"x".repeat(10_000)), NotANumber::Link),
    ] {
        assert_eq!(OrderNumber::parse(typed), Err(expect), "{typed:.60}");
    }
}

/// Whatever is typed, there is an answer, and a number has the promised form.
#[test]
fn every_text_has_an_answer() {
    let pieces = [
        "1001",
        "LC",
        "-",
        " ",
        "#",
        "@",
        "no.",
        "注文番号",
        "です",
        "٣",
        "😀",
        "\u{200F}",
        ",",
        "€",
        "1Z",
        "é",
        ".",
    ];
    for number in 0..pieces.len().pow(4) {
        let text: String =
            (0..4).map(|place| pieces[number / pieces.len().pow(place) % pieces.len()]).collect();
        if let Ok(number) = OrderNumber::parse(&text) {
            let chars = number.as_str().chars();
            assert!((1..=NUMBER_CHARS).contains(&chars.clone().count()), "{text:?}: {number}");
            assert!(chars.clone().all(may_stand), "{text:?}: {number}");
        }
    }
}

#[test]
fn the_fields_are_swapped_if_both_gain_by_it() {
    for (number, email, swapped) in [
        ("ada@shop.example", "1001", true),
        ("ada@shop.example", "#LC-20371", true),
        ("1001", "ada@shop.example", false),
        ("ada@shop.example", "", false),
        ("ada@shop.example", "eve@shop.example", false),
        ("1001", "1002", false),
        ("", "1001", false),
    ] {
        let expect = if swapped { (email, number) } else { (number, email) };
        assert_eq!(swap(number, email), expect);
    }
}

#[test]
fn a_number_without_its_beginning_gets_that_of_the_shop() {
    let shop = ["LC-#####", "2026/####*", "@@-######", "#######"];
    for (typed, patterns, expect) in [
        ("20371", &shop[..1], "LC-20371"),
        ("２０３７１", &shop[..1], "LC-20371"),
        ("LC 20371", &shop[..1], "LC20371"),
        ("LC-20371", &shop[..1], "LC-20371"),
        ("2037", &shop[..1], "2037"),
        ("1234", &shop[1..2], "2026/1234"),
        ("123456", &shop[1..2], "2026/123456"),
        ("123", &shop[1..2], "123"),
        // Two fit; of the third nobody knows the letters; the last has no beginning.
        ("20371", &shop[..2], "20371"),
        ("203711", &shop[2..3], "203711"),
        ("2037112", &shop[3..], "2037112"),
        ("20371", &[], "20371"),
    ] {
        let patterns: Vec<String> = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
        let number = OrderNumber::parse(typed).map(|number| number.begun(&patterns));
        assert_eq!(number.as_ref().map(OrderNumber::as_str), Ok(expect), "{typed} {patterns:?}");
    }
}
