//! A right file, broken at one place: each mistake has its line and its advice.

use super::{FULL, read_text};

/// Changes the full file at one place; each mistake that is to be expected is told with the place's line.
#[track_caller]
fn check(right: &str, wrong: &str, expect: &[&str]) {
    assert!(FULL.contains(right), "{right}");
    let told = read_text(&FULL.replacen(right, wrong, 1)).err().unwrap_or_default();
    assert_eq!(told.len(), expect.len(), "{told:#?}");
    for (told, expect) in told.iter().zip(expect) {
        assert!(told.contains(expect), "{told}\nis not about\n{expect}");
        assert!(["write ", "did you mean"].iter().any(|advice| told.contains(advice)), "{told}");
    }
}

#[test]
fn keys_and_kinds() {
    let cases: &[(&str, &str, &[&str])] = &[
        // Keys.
        ("street =", "stret =", &[":23: [[place]] knows no `stret`; did you mean `street`?"]),
        (
            "[[topic]]",
            "[[topics]]",
            &[
                ":42: site.toml knows no `topics`; did you mean `topic`?",
                ":49: there is no [[topic]] with the id `installation`; write a [[topic]]",
                ":76: there is no [[topic]] with the id `installation`; write a [[topic]]",
            ],
        ),
        ("city = \"Berlin\"\n", "", &[":20: [[place]] has no `city`; write city = \"Berlin\""]),
        ("radius = 10", "embed = []", &[":11: [theme] knows no `embed`; write it at the top of the file"]),
        (
            "languages = [\"en\", \"de\"]\n",
            "",
            &[":1: site.toml has no `languages`; write languages = [\"en\", \"de\"]"],
        ),
        // Kinds.
        (
            "postcode = \"10115\"",
            "postcode = 10115",
            &[":24: `postcode` must stand in quotes; write postcode = \"10115\""],
        ),
        (
            "languages = [\"en\", \"de\"]",
            "languages = \"en, de\"",
            &[":5: `languages` is a list; write languages = [\"en\", \"de\"]"],
        ),
        (
            "minor = 20",
            "minor = 0.49",
            &[":35: `minor` counts the smallest coins, such as cents, and has no point; write minor = 20"],
        ),
        ("radius = 10", "radius = 9.5", &[":11: `radius` is a whole number; write radius = 10"]),
        (
            "date = \"2026-12-24\"",
            "date = 2026-12-24",
            &[":17: `date` must stand in quotes; write date = \"2026-12-24\""],
        ),
        (
            "mon = [\"9:00-13:00\", \"14:00-18:00\"]",
            "mon = \"9:00-18:00\"",
            &[":15: `mon` is a list; write mon = [\"9:00-18:00\"]"],
        ),
        (
            "hours = [\"9:00-13:00\"]",
            "hours = \"closed\"",
            &[
                ":19: `hours` is a list of times; write hours = [\"9:00-18:00\"], or hours = [] for a closed day",
            ],
        ),
        (
            "mon = [\"9:00-13:00\",",
            "mon = [9,",
            &[":15: `mon` cannot hold a number; write mon = [\"9:00-18:00\"]"],
        ),
        ("[[email]]", "[email]", &[":36: `email` can be there several times; write [[email]]"]),
        (
            "[theme]\naccent = \"#0b5d4e\"\nradius = 10\nfont = \"system\"",
            "theme = \"dark\"",
            &[":9: `theme` is a table; write [theme], and below it lines such as accent = \"#0b5d4e\""],
        ),
        ("radius = 10", "radius = \"10\"", &[":11: `radius` stands without quotes; write radius = 10"]),
        (
            "default = true",
            "default = \"yes\"",
            &[":3: `default` stands without quotes; write default = true"],
        ),
        (
            "name = \"Help\"\nnumber",
            "name = [\"Help\"]\nnumber",
            &[":33: `name` cannot be a list; write name = \"Help\""],
        ),
    ];
    for (right, wrong, expect) in cases {
        check(right, wrong, expect);
    }
}

#[test]
fn hosts() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "hosts = [\"help.acme.example\"]",
            "hosts = [\"help..example\"]",
            &[":4: `hosts`: `help..example` is not a host name; write"],
        ),
        (
            "embed = [\"https://acme.example\"]",
            "embed = [\"https://acme-.example:8443\"]",
            &[":6: `embed`: `acme-.example` is no host; write"],
        ),
        (
            "shop = \"https://acme.example\"",
            "shop = \"https://acme..example/de\"",
            &[":8: `shop`: `acme..example` is no host; write"],
        ),
        (
            "orders@acme.example",
            "orders@-acme.example",
            &["`from`: `orders@-acme.example` is no e-mail address; write"],
        ),
        (
            "orders@acme.example",
            "or..ders@acme.example",
            &["`from`: `or..ders@acme.example` is no e-mail address; write"],
        ),
    ];
    for (right, wrong, expect) in cases {
        check(right, wrong, expect);
    }
}

#[test]
fn values() {
    let cases: &[(&str, &str, &[&str])] = &[
        // Values, in the model's words.
        ("radius = 10", "radius = 99", &[":11: `radius`: a radius of 99 is too round; write a number"]),
        ("radius = 10", "radius = 999", &[":11: `radius`: 999 is out of range; write radius = 10"]),
        (
            "font = \"system\"",
            "font = \"comic\"",
            &[":12: `font`: `comic` is not known here; write one of `system`"],
        ),
        ("\"#0b5d4e\"", "\"green\"", &[":10: `accent`: `green` is not a colour; write it as"]),
        ("Europe/Berlin", "Berlin", &[":14: `zone`: `Berlin` is not a time zone; write"]),
        (
            "country = \"DE\"",
            "country = \"Germany\"",
            &[":27: `country`: `Germany` is not a country's code; write"],
        ),
        (
            "\"help.acme.example\"",
            "\"https://help.acme.example\"",
            &[":4: `hosts`: `https://help.acme.example` is not a host name; write"],
        ),
        (
            "address = \"@acme\"",
            "address = \"a b\"",
            &[":41: `address`: `a b` is not a name in Telegram; write"],
        ),
        ("app = \"telegram\"", "app = \"whatsapp\"", &[":41: `address`: `@acme` cannot be dialled"]),
        ("city = \"Berlin\"", "city = \" \"", &[":25: `city`: this text is empty; write it"]),
        (
            "city = \"Berlin\"",
            "city = \"Ber\\u0000lin\"",
            &[":25: `city`: this text holds the invisible character U+0000; write"],
        ),
        // Times.
        (
            "\"14:00-18:00\"",
            "\"12:00-18:00\"",
            &[":15: `mon`: 09:00-13:00 and 12:00-18:00 overlap; write them as one, \"09:00-18:00\""],
        ),
        (
            "mon = [\"9:00-13:00\", \"14:00-18:00\"]",
            "mon = [\"10:00-10:00\"]",
            &[":15: `mon`: 10:00-10:00 ends when it begins; write \"0:00-24:00\" for a whole day"],
        ),
        (
            "mon = [\"9:00-13:00\", \"14:00-18:00\"]",
            "mon = [\"22:00-7:00\"]\ntue = [\"7:00-9:00\"]\nsun = [\"0:00-0:00\"]",
            &[],
        ),
        (
            "mon = [\"9:00-13:00\", \"14:00-18:00\"]",
            "mon = [\"1:00-7:00\", \"9:00-10:00\"]\nsun = [\"20:00-2:00\"]",
            &[":15: `mon`: 20:00-02:00 of `sun` lasts until after 01:00-07:00 has begun; write"],
        ),
        (
            "date = \"2026-12-24\"\n",
            "date = \"2026-12-24\"\n[[hours.special]]\ndate = \"2026-12-24\"\n",
            &[":19: `2026-12-24` is there twice as date of a special day; write each once"],
        ),
        // Lanes.
        (
            "[[shipping.to]]\ncountries = [\"DE\"]",
            "[[shipping.to]]\ncountries = [\"AT\", \"DE\"]\ncarrier = \"DHL\"\ndays = \"1\"\n[[shipping.to]]\ncountries = [\"DE\"]",
            &[": `DE by DHL` is there twice as a [[shipping.to]]; write each once"],
        ),
        (
            "hours = [\"9:00-13:00\"]",
            "hours = [\"9-13\", \"late\"]",
            &[":19: `hours`: `9-13` is not a time range", ":19: `hours`: `late` is not"],
        ),
    ];
    for (right, wrong, expect) in cases {
        check(right, wrong, expect);
    }
}

#[test]
fn what_belongs_together() {
    let cases: &[(&str, &str, &[&str])] = &[
        // Languages.
        ("languages = [\"en\", \"de\"]", "languages = []", &[":5: `languages` is empty; write"]),
        (
            "languages = [\"en\", \"de\"]",
            "languages = [\"en\", \"de\", \"EN\"]",
            &[":5: `en` is there twice as language; write"],
        ),
        (
            "languages = [\"en\", \"de\"]",
            "languages = [\"en\", \"xx\"]",
            &[":5: `languages`: `xx` is not a language Deskbell speaks; write one of en"],
        ),
        (
            "languages = [\"en\", \"de\"]",
            "languages = [\"en\"]",
            &[":2: `name` is written in `de`, which the site does not offer; write"],
        ),
        (
            "languages = [\"en\", \"de\"]",
            "languages = [\"fr\", \"en\", \"de\"]",
            &[":2: `name` is not written in `fr`, the first of `languages`; write"],
        ),
        ("de = \"Acme & Söhne\"", "de = 5", &[":2: `name` in `de` cannot be a number; write"]),
        // What refers to something.
        (
            "place = \"shop\"",
            "place = \"shpo\"",
            &[":51: there is no [[place]] with the id `shpo`; did you mean `shop`?"],
        ),
        (
            "topics = [\"installation\"]",
            "topics = [\"zebra\"]",
            &[":49: there is no [[topic]] with the id `zebra`; write a [[topic]]"],
        ),
        (
            "[[phone]]",
            "[[place]]\nid = \"shop\"\nname = \"B\"\nstreet = \"B\"\ncity = \"B\"\ncountry = \"DE\"\n[[phone]]",
            &[":33: `shop` is there twice as id of a [[place]]; write"],
        ),
        ("photo = \"ada.svg\"", "photo = \"lea.svg\"", &[":50: `photo`: there is no file `lea.svg`"]),
        // Not TOML.
        // All that follows would be told, too.
        (
            "languages = [\"en\", \"de\"]",
            "languages = [\"en\", \"de\"",
            &[":5: the `[` of this line is not closed; write `]`"],
        ),
        ("name = \"Ada\"", "name = Ada", &[":47: this value is not TOML; write texts in straight quotes"]),
        ("[hours]\n", "[theme]\n", &[":13: this key or [table] is there already; write it once"]),
    ];
    for (right, wrong, expect) in cases {
        check(right, wrong, expect);
    }
}

#[test]
fn sources() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("id = \"forum\"", "id = \"shop\"", &[":61: `shop` is there twice as id of a [[source]]; write"]),
        (
            "id = \"forum\"",
            "id = \"my-forum\"",
            &[":61: `id`: `my-forum` cannot be a source's id; write 1 to 20"],
        ),
        (
            "kind = \"shopify\"",
            "kind = \"shopfy\"",
            &[":56: `kind`: `shopfy` is not known here; did you mean"],
        ),
        (
            "address = \"https://acme.myshopify.com\"\n",
            "",
            &[":56: a shopify source has no `address`; write address = \"https://shop.example\""],
        ),
        (
            "address = \"https://acme.myshopify.com\"",
            "address = \"http://acme.myshopify.com/\"",
            &[":57: `address`: `http://acme.myshopify.com/` must begin with https://"],
        ),
        (
            "gives = [\"products\", \"orders\"]",
            "gives = [\"products\", \"threads\", \"weather\"]",
            &[
                ":58: `gives`: `weather` is not known here;",
                ":58: a shopify source does not give threads; write gives = [\"products\", \"orders\"]",
            ],
        ),
        (
            "version = \"2026-10\"",
            "version = \"2026-11\"",
            &[":59: `version`: `2026-11` is no version; write"],
        ),
        ("category = 7", "category = 0", &[":65: `category`: 0 is no category; write the number"]),
        (
            "category = 7\n",
            "",
            &[":62: a discourse source gives articles only of one category; write its number"],
        ),
        (
            "user = \"reader\"\ncategory = 7",
            "category = 7\nask_category = 5",
            &[":65: with `ask_category` questions are posted there: write in whose name, such as user ="],
        ),
        (
            "category = 7\n",
            "category = 7\ntickets = true\n",
            &[":66: a discourse source has no `tickets`; take this line out, or write"],
        ),
        (
            "category = 7\n",
            "category = 7\nfilters = true\n",
            &[":66: a discourse source has no `filters`; take this line out, or write"],
        ),
        (
            "category = 7",
            "category = 7\nask_category = -1",
            &[":66: `ask_category`: -1 is no category; write"],
        ),
        (
            "kind = \"vendure\"",
            "kind = \"builtin\"",
            &[
                ":69: `builtin` is Deskbell's own database and has no address; take this line out, or write",
                ":70: a builtin source has no `product_url`; take this line out, or write",
                ":73: `builtin` is there twice as kind of a [[source]]; write",
            ],
        ),
        ("{slug}\"", "\"", &[":70: `product_url`: `https://acme.example/product/` has not one place"]),
    ];
    for (right, wrong, expect) in cases {
        check(right, wrong, expect);
    }
}

#[test]
fn triage() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "\"A-####\"",
            "\"A-#\"",
            &[":75: `order_numbers`: `A-#` is no pattern of four signs or more; write #"],
        ),
        ("\"A-####\"", "\"A-*-####\"", &[":75: `order_numbers`: `A-*-####` is no pattern"]),
        (
            "champions = [\"installation\"]",
            "champions = [\"repair\"]",
            &[":76: there is no [[topic]] with the id `repair`; write a [[topic]]"],
        ),
        ("\"anger\"", "\"wrath\"", &[":78: `name`: `wrath` is not known here; write one of"]),
        ("name = \"anger\"\n", "", &[":77: [[triage.list]] has no `name`; write name = \"anger\""]),
        (
            "\"rip-off\"",
            "\"rip, off\"",
            &[":79: `add`: `rip, off` is no phrase of 2 to 60 characters; write"],
        ),
        ("weight = 5", "weight = 0", &[":80: `weight`: 0 is out of range; write 1 to 100"]),
        ("threshold = 15", "threshold = 5000", &[":82: `threshold`: 5000 is out of range; write 1 to 1000"]),
        (
            "threshold = 15",
            "treshold = 15",
            &[":82: [[triage.list]] knows no `treshold`; did you mean `threshold`?"],
        ),
    ];
    for (right, wrong, expect) in cases {
        check(right, wrong, expect);
    }
}

#[test]
fn all_mistakes_are_told_at_once_by_line() {
    let broken =
        FULL.replace("Europe/Berlin", "Berlin").replace("#0b5d4e", "green").replace("role =", "roll =");
    let told = read_text(&broken).unwrap_err();
    let lines: Vec<&str> = told.iter().filter_map(|told| told.split(':').nth(1)).collect();
    assert_eq!(lines, ["10", "14", "31", "48"], "{told:#?}");
}

#[test]
fn carts() {
    let right = "url = \"https://shop.example/cart?add={id}\"";
    for (wrong, expect) in [
        ("http://shop.example/cart?add={id}", "must begin with https://"),
        ("https://shop.example/cart", "does not say what gets into the cart"),
        ("https://shop.example/cart?n={quantity}", "does not say what gets into the cart"),
        ("https://shop.example/cart?quote={quote}", "does not say what gets into the cart"),
        ("https://{id}.example/cart", "does not say what gets into the cart"),
        ("https://shop.example/cart?add={product}", "`{product}` is no place of a cart's address"),
        ("https://shop.example/cart?add={id}&n={", "`{}` is no place of a cart's address"),
    ] {
        check(right, &right.replace("https://shop.example/cart?add={id}", wrong), &[expect]);
    }
    check("quote_days = 14", "quote_days = 999", &["999 is out of range"]);
}
