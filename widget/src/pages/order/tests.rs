//! What an order's page says, as the edge renders it.

use model::lang::Lang;
use model::order::{ParcelState, State};
use model::view::{
    ArrivalShown, CaseShown, Choice, EventShown, LineShown, OrderPage, ParcelShown, StageShown, View, Watch,
};

use crate::catalogue::order_texts;
use crate::pages::tests::rendered as rendered_page;
use crate::verdict;

fn words(word: &str) -> String {
    word.to_owned()
}

fn lines(count: u32) -> Vec<LineShown> {
    (1..=count)
        .map(|at| LineShown { name: format!("Thing {at}"), quantity: at, note: String::new() })
        .collect()
}

fn arrival([earliest, likely, latest]: [&str; 3]) -> ArrivalShown {
    ArrivalShown {
        earliest: words(earliest),
        likely: words(likely),
        latest: words(latest),
        headline: format!("Probably {likely}"),
        reason: words("It is on its way."),
    }
}

fn parcel(name: &str, state: ParcelState, days: [&str; 3]) -> ParcelShown {
    ParcelShown {
        name: words(name),
        state,
        headline: words("On its way"),
        carrier: words("DHL"),
        tracking: words("00340434161094021501"),
        url: words("https://carrier.example/t"),
        arrival: Some(arrival(days)),
        lines: lines(1),
        events: vec![EventShown { when: words("Friday"), text: words("Handed over") }],
    }
}

fn order() -> OrderPage {
    let stage =
        |name: &str, place: &str| StageShown { name: words(name), when: String::new(), place: words(place) };
    let choice = |id: &str| Choice { id: words(id), name: words(id), on: id == "shipped" };
    OrderPage {
        texts: order_texts(Lang::En),
        token: words("sealed"),
        number: words("#1001"),
        state: State::PartlyShipped,
        headline: words("Partly on its way"),
        note: words("The rest follows."),
        placed: words("Placed on 16 November 2026"),
        stale: String::new(),
        stages: vec![stage("Received", "done"), stage("On its way", "now"), stage("Delivered", "next")],
        summary: words("Step 2 of 3: On its way"),
        arrival: None,
        parcels: vec![
            parcel("Parcel 1 of 2", ParcelState::InTransit, ["2026-11-23", "2026-11-24", "2026-11-26"]),
            parcel("Parcel 2 of 2", ParcelState::Preparing, ["2026-11-27", "2026-11-30", "2026-12-02"]),
        ],
        lines: lines(12),
        events: Vec::new(),
        url: String::new(),
        by: String::new(),
        by_answer: String::new(),
        watch: Some(Watch {
            needs_email: true,
            on: false,
            stages: vec![choice("shipped"), choice("delivered")],
        }),
        problems: vec![choice("late"), choice("damaged")],
        cases: vec![CaseShown {
            reference: words("K7M4-2QXP"),
            name: words("Damaged"),
            status: words("Reported today"),
            answer: words("We send another."),
        }],
        key: words("write-1"),
        done: String::new(),
    }
}

fn rendered(order: OrderPage) -> String {
    rendered_page(View::Order(Box::new(order)))
}

#[test]
fn where_it_stands_is_told_in_words_and_in_form() {
    let html = rendered(order());
    assert!(html.contains("><bdi>Partly on its way</bdi></h1>"), "{html}");
    assert!(html.contains("<p class=\"unseen\">Step 2 of 3: On its way</p>"), "{html}");
    let steps = html.split_once("<ol").unwrap().1.split_once("</ol>").unwrap().0;
    let said: Vec<_> = steps.split("<li").skip(1).collect();
    assert!(
        said[0].contains("done") && said[0].contains("Done:") && !said[0].contains("aria-current"),
        "{steps}"
    );
    assert!(said[1].contains("aria-current=\"step\"") && !said[1].contains("unseen"), "{steps}");
    assert!(said[2].contains("Still to come:") && !said[2].contains("aria-current"), "{steps}");
}

#[test]
fn every_form_is_a_plain_post_that_keeps_the_site_and_carries_the_token() {
    let html = rendered(order());
    let mut actions = Vec::new();
    for form in html.split("<form").skip(1).filter(|form| form.contains("method=\"post\"")) {
        let form = form.split("</form>").next().unwrap();
        actions.push(form.split_once("action=\"").unwrap().1.split('"').next().unwrap().to_owned());
        assert!(form.contains("value=\"sealed\" type=\"hidden\" name=\"token\""), "{form}");
    }
    let expect = ["calendar", "calendar", "", "watch", "problem"].map(|path| {
        let path = if path.is_empty() { words("/orders") } else { ["/orders/", path].concat() };
        path + "?site=shop"
    });
    assert_eq!(actions, expect);
    // Only what somebody types or the edge seals is in them, and nothing of it in an address.
    assert!(!html.contains("?token") && !html.contains("number="), "{html}");
}

#[test]
fn nothing_is_offered_without_a_token() {
    let html = rendered(OrderPage { token: String::new(), ..order() });
    assert!(!html.contains("method=\"post\""), "{html}");
    assert!(html.contains("Parcel 2 of 2") && html.contains("K7M4-2QXP"), "{html}");
}

#[test]
fn a_long_list_opens_at_a_press() {
    let shown = |count| {
        let html = rendered(OrderPage { lines: lines(count), parcels: Vec::new(), ..order() });
        let list =
            html.split_once("What you ordered").unwrap().1.split_once("</section>").unwrap().0.to_owned();
        let (first, rest) = list.split_once("<details").unwrap_or((&list, ""));
        [first, rest].map(|part| part.matches("<li").count())
    };
    assert_eq!(shown(10), [10, 0]);
    assert_eq!(shown(11), [10, 1]);
    assert_eq!(shown(500), [10, 490]);
}

#[test]
fn what_an_order_has_not_leaves_no_empty_part() {
    let bare = OrderPage {
        stages: Vec::new(),
        parcels: Vec::new(),
        lines: Vec::new(),
        cases: Vec::new(),
        problems: Vec::new(),
        watch: None,
        ..order()
    };
    let html = rendered(bare);
    assert!(!html.contains("<section") && !html.contains("<h2") && !html.contains("<li></li>"), "{html}");
}

#[test]
fn texts_of_a_shop_are_no_markup() {
    let evil = "<script>alert(1)</script>";
    let mut hostile = order();
    hostile.headline = words(evil);
    hostile.lines = vec![LineShown { name: words(evil), quantity: 1, note: words(evil) }];
    hostile.cases.push(CaseShown { answer: words(evil), ..hostile.cases[0].clone() });
    assert!(!rendered(hostile).contains("<script"));
}

#[test]
fn the_worst_parcel_says_whether_all_of_it_arrives_in_time() {
    let page = order();
    let mut half_there = order();
    half_there.parcels[1].state = ParcelState::Delivered;
    let mut vague = order();
    vague.parcels[0].arrival = Some(arrival(["", "", ""]));
    for (page, by, expect) in [
        (&page, "2026-12-02", Some("Yes.")),
        (&page, "2026-12-01", Some("Probably.")),
        (&page, "2026-11-29", Some("Probably not.")),
        (&page, "2026-11-26", Some("No.")),
        (&half_there, "2026-11-26", Some("Yes.")),
        (&half_there, "2026-11-22", Some("No.")),
        (&vague, "2026-12-24", Some("We cannot say yet")),
        (&vague, "2026-11-26", Some("No.")),
        (&page, "soon", None),
        (&page, "", None),
    ] {
        let answer = verdict::answer(page, Lang::En, by);
        match (answer.as_deref(), expect) {
            (Some(answer), Some(begin)) => assert!(answer.starts_with(begin), "{by}: {answer}"),
            (answer, expect) => assert_eq!(answer, expect, "{by}"),
        }
    }
}

#[test]
fn what_is_chosen_at_first_is_an_attribute() {
    let html = rendered(order());
    let ticks: Vec<_> =
        html.split("<label class=\"tick\">").skip(1).map(|tick| tick.split('>').next().unwrap()).collect();
    assert_eq!(ticks.len(), 4, "{html}");
    for (tick, kind, on) in
        [(0, "checkbox", true), (1, "checkbox", false), (2, "radio", false), (3, "radio", false)]
    {
        assert!(ticks[tick].contains(&format!("type=\"{kind}\"")), "{}", ticks[tick]);
        assert_eq!(ticks[tick].contains("checked"), on, "{}", ticks[tick]);
    }
}
