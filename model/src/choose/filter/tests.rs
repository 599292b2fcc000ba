use super::*;
use crate::choose::fixtures::{Dice, product};
use crate::product::{Product, Spec};

fn table(products: &[Product], specs: &[&str]) -> Table {
    let products: Vec<&Product> = products.iter().collect();
    Table::of(&products, specs, &|money| format!("€{}", money.minor / 100))
}

fn screens() -> Table {
    let sizes = ["24 in", "68.58 cm", "27\"", "31.5 in", "34 in", "22 in", "49 in", "43 in", "large"];
    let mut products: Vec<Product> = sizes
        .iter()
        .enumerate()
        .map(|(at, size)| {
            let panel = ["IPS", "VA"][at % 2];
            product(&at.to_string(), 10_000, &[("Size", size), ("Panel", panel), ("Stand", "yes")])
        })
        .collect();
    products[0]
        .specs
        .push(Spec { name: "Ports".to_owned(), values: vec!["HDMI".to_owned(), "USB-C".to_owned()] });
    products[1].specs.push(Spec { name: "Ports".to_owned(), values: vec!["hdmi".to_owned()] });
    table(&products, &["Size", "Panel", "Stand", "Ports", "price", "Weight"])
}

#[test]
fn filters_are_made_of_what_tells_products_apart() {
    let table = screens();
    let filters = filters(&table);
    let told: Vec<String> = filters
        .iter()
        .map(|filter| match &filter.kind {
            Kind::Range(from, to) => {
                let text = |code: u32| &table.columns[filter.column].texts[code as usize - 1];
                format!("{}: {}–{}", table.columns[filter.column].spec, text(*from), text(*to))
            }
            Kind::Choices(choices) => {
                let texts: Vec<&str> = choices.iter().map(|choice| choice.text.as_str()).collect();
                format!("{}: {}", table.columns[filter.column].spec, texts.join(", "))
            }
        })
        .collect();
    // All have a stand and one price; none says its weight.
    assert_eq!(told, ["Size: 22 in–49 in", "Panel: IPS, VA", "Ports: hdmi, USB-C"]);
}

#[test]
fn an_address_says_what_was_chosen() {
    let table = screens();
    let filters = filters(&table);
    let range = |from, to| Some(Chosen::Range(from, to));
    for (query, expect) in [
        (&[][..], [None, None]),
        (&[("s.Size", "24 in..31.5 in"), ("s.Panel", "va")], [range(2, 4), Some(Chosen::Choices(vec![1]))]),
        // 60 cm is 23.6 in, 81 cm is 31.9 in.
        (&[("s.Size", "60 cm..81 cm")], [range(2, 4), None]),
        (
            &[("s.Size.from", "30 in"), ("s.Panel", "VA"), ("s.Panel", "IPS")],
            [range(4, 7), Some(Chosen::Choices(vec![0, 1]))],
        ),
        (&[("s.Size.to", "30 in")], [range(1, 3), None]),
        (&[("s.Size", "27 in")], [range(3, 3), None]),
        (&[("s.Size", "28 in..29 in")], [range(4, 3), None]),
        (&[("s.Size", "..")], [None, None]),
        (
            &[("s.Size", "3 kg"), ("s.Panel", "OLED"), ("Panel", "VA"), ("s.Sizes", "27 in"), ("lang", "de")],
            [None, None],
        ),
        (&[("s.Size", "9999 in..99999 in")], [range(8, 7), None]),
    ] {
        let chosen = chosen(&table, &filters, "s.", query, None).chosen;
        assert_eq!(chosen[..2], expect, "{query:?}");
    }
}

#[test]
fn nothing_left_tells_what_to_relax() {
    let table = screens();
    let filters = filters(&table);
    let chosen = |query: &[(&str, &str)]| chosen(&table, &filters, "", query, None).chosen;
    let left = |query: &[(&str, &str)]| super::left(&table, &filters, &chosen(query));
    let none = left(&[("Size", "43 in..49 in"), ("Panel", "IPS"), ("Ports", "USB-C")]);
    // Row 6 is 49 in and IPS, row 0 is IPS with USB-C.
    assert_eq!((none.fitting, &none.rows[..]), (0, &[0, 6][..]));
    assert_eq!(none.relax, [(vec![0], 1), (vec![2], 1)]);
    let some = left(&[("Panel", "IPS")]);
    assert_eq!((some.fitting, &some.rows[..], &some.relax[..]), (5, &[0, 2, 4, 6, 8][..], &[][..]));
    assert_eq!(some.counts, [vec![0, 1, 1, 0, 1, 0, 1, 1], vec![5, 4], vec![1, 1]]);
    // Between two sizes there is nothing, and no single other filter to blame.
    let between = left(&[("Size", "28 in..29 in")]);
    assert_eq!((between.fitting, between.relax), (0, vec![(vec![0], 9)]));
    let empty = Table::default();
    assert_eq!(super::left(&empty, &super::filters(&empty), &[]).rows, Vec::<usize>::new());
}

/// Whether a product passes, by the words it was made of.
fn brute(product: &[Option<usize>; 3], chosen: &[Option<Vec<usize>>; 3]) -> [bool; 3] {
    std::array::from_fn(|at| {
        chosen[at].as_ref().is_none_or(|all| product[at].is_some_and(|one| all.contains(&one)))
    })
}

#[test]
fn counts_are_those_of_plain_counting() {
    let mut dice = Dice::new(5);
    let words = ["red", "green", "blue", "grey"];
    for _ in 0..200 {
        let rows: Vec<[Option<usize>; 3]> =
            (0..25).map(|_| std::array::from_fn(|_| Some(dice.roll(5)).filter(|at| *at < 4))).collect();
        let products: Vec<Product> = rows
            .iter()
            .map(|row| {
                let stated = ["A", "B", "C"].into_iter().zip(row);
                let specs: Vec<_> = stated.filter_map(|(name, at)| Some((name, words[(*at)?]))).collect();
                product("p", 0, &specs)
            })
            .collect();
        let table = table(&products, &["A", "B", "C"]);
        let filters = filters(&table);
        assert_eq!(filters.len(), 3);
        let picked: [Option<Vec<usize>>; 3] = std::array::from_fn(|_| {
            (dice.roll(3) > 0).then(|| (0..4).filter(|_| dice.roll(3) == 0).collect())
        });
        let query: Vec<(&str, &str)> = ["A", "B", "C"]
            .into_iter()
            .zip(&picked)
            .flat_map(|(name, picked)| picked.iter().flatten().map(move |at| (name, words[*at])))
            .collect();
        // Nothing picked of a filter is no filter.
        let picked = picked.map(|picked| picked.filter(|picked| !picked.is_empty()));
        let left = left(&table, &filters, &chosen(&table, &filters, "", &query, None).chosen);
        let passing: Vec<[bool; 3]> = rows.iter().map(|row| brute(row, &picked)).collect();
        let fitting: Vec<usize> = (0..25).filter(|row| passing[*row] == [true; 3]).collect();
        assert_eq!(left.fitting, fitting.len());
        let failed = |row: usize| passing[row].iter().filter(|passes| !**passes).count();
        let fewest = (0..25).map(failed).min().unwrap();
        assert_eq!(left.rows, (0..25).filter(|row| failed(*row) == fewest).collect::<Vec<_>>());
        for (at, filter) in filters.iter().enumerate() {
            let Kind::Choices(choices) = &filter.kind else { panic!("{filter:?}") };
            for (choice, count) in choices.iter().zip(&left.counts[at]) {
                let others = |row: &usize| (0..3).all(|other| other == at || passing[*row][other]);
                let has = |row: &usize| rows[*row][at].is_some_and(|word| words[word] == choice.text);
                assert_eq!(*count, (0..25).filter(|row| others(row) && has(row)).count());
            }
        }
        for (relaxed, count) in left.relax {
            let passes = |row: &usize| (0..3).all(|at| passing[*row][at] != relaxed.contains(&at));
            assert_eq!(count, (0..25).filter(passes).count());
        }
    }
}

#[test]
fn what_is_typed_is_read_as_the_column_is_written() {
    let table = screens();
    let filters = filters(&table);
    for (query, expect, unread) in [
        (&[("Size.from", "24"), ("Size.to", "30")][..], Some((2, 3)), &[][..]),
        (&[("Size", "0.6 m..٣٠")], Some((2, 3)), &[]),
        (&[("Size.from", "24 in"), ("Size.to", "big")], Some((2, 7)), &["big"]),
        (&[("Size", "3 kg")], None, &["3 kg"]),
        (&[("Size", "24 x 30 in")], None, &["24 x 30 in"]),
        (&[("Size.from", " "), ("Size.to", "")], None, &[]),
    ] {
        let read = chosen(&table, &filters, "", query, None);
        assert_eq!(read.chosen[0], expect.map(|(from, to)| Chosen::Range(from, to)), "{query:?}");
        let texts: Vec<&str> = read.unread.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, unread, "{query:?}");
    }
    assert_eq!(unit(&table.columns[0]), "in");
    let low = ends(&table.columns[0], "", &[("Size.from", "24")], None).low.unwrap();
    assert_eq!(low.text, "24 in");
}

#[test]
fn prices_are_asked_for_in_the_currency_of_the_catalogue() {
    let prices = [29_900, 30_000, 129_900, 5_000];
    let products: Vec<Product> = prices.iter().map(|minor| product("p", *minor, &[])).collect();
    let table = table(&products, &["price"]);
    let filters = filters(&table);
    let euros = "EUR".parse().unwrap();
    for (query, expect) in [
        (("price.to", "300"), &[0, 1, 3][..]),
        (("price.to", "299,99 €"), &[0, 3]),
        (("price", "60..1.299"), &[0, 1, 2]),
    ] {
        let read = chosen(&table, &filters, "", &[query], Some(&euros));
        assert_eq!(left(&table, &filters, &read.chosen).rows, expect, "{query:?}");
    }
}

#[test]
fn the_nearest_are_told_by_how_far_they_are() {
    let table = screens();
    let filters = filters(&table);
    // 24, 27, 27, 31.5, 34, 22, 49, 43 in, and one that is large.
    let read = chosen(&table, &filters, "", &[("Size", "44 in..46 in")], None);
    let left = left(&table, &filters, &read.chosen);
    assert_eq!((left.fitting, &left.rows[..]), (0, &[6, 7, 4, 3, 1, 2, 0, 5, 8][..]));
}
