//! Guides and filters over the products of the shop's own systems: there once those have told them, and while they do not
//! answer.

use std::time::Duration;

use model::data::{Counted, Data};
use model::view::{SpecsPage, View};
use serde_json::{Value, json};
use tests::ask::{Answer, Ask};
use tests::crowd::until;
use tests::mails::{OFTEN, schedule, together};
use tests::upstreams;

use crate::hooks::standard_of;

const PATIENCE: Duration = Duration::from_mins(1);

/// A product of each source of the site `chosen`: screens, of which its guide is.
const SCREENS: [&str; 5] = ["shopify.101", "woo.102", "vendure.101", "contract.102", "desk.own"];

fn by_spec(site: &str, path: &str) -> Option<SpecsPage> {
    let answer = Ask::get(format!("/api{path}")).with("site", site).with("lang", "en").now().send();
    (answer.status == 200).then(|| match answer.json() {
        View::Specs(page) => *page,
        view => panic!("{view:?}"),
    })
}

/// The catalogue by its specs, with what is shown of each kind of product; nothing before it is made.
fn filtered(site: &str) -> Option<(Vec<String>, Vec<SpecsPage>)> {
    let first = by_spec(site, "/choose/by-spec")?;
    let led = |href: &str| by_spec(site, href).expect("what is led to is there");
    let mut pages: Vec<SpecsPage> = match &first.categories[..] {
        [] => vec![first],
        kinds => kinds.iter().map(|kind| led(&kind.href)).collect(),
    };
    let mut at = 0;
    while let Some(page) = pages.get(at) {
        at += 1;
        if !page.next.is_empty() {
            let next = led(&page.next);
            pages.insert(at, next);
        }
    }
    let ids = pages.iter().flat_map(|page| &page.products).map(|product| product.id.clone()).collect();
    Some((ids, pages))
}

/// What counting how the guide was left says: it takes nothing that is not there.
fn count(left: &str, shown: &[&str]) -> Answer {
    let left: Value = json!({ "guide": "screens", "left": left, "shown": shown });
    Ask::post("/api/choose/counts?site=chosen&lang=de", &left).send()
}

fn counted(answer: &Answer) -> Option<u32> {
    match answer.status {
        200 => match answer.json() {
            Data::Counted(Counted { counted }) => Some(counted),
            other => panic!("{other:?}"),
        },
        422 => None,
        other => panic!("{other} {}", answer.text()),
    }
}

/// Has the shop behind `contract` say that something became of its product 102. Each notice has an id of its own.
fn tell(id: &str, what: &str) {
    let body = json!({ "type": what, "id": "102" }).to_string();
    let ask =
        Ask::by("POST", "/hooks/chosen/contract").header("content-type", "application/json").body(&*body);
    let signed = standard_of(id, "Y2hvc2VuX3dlYmhvb2tfc2VjcmV0X2Zha2U=", 0, &body);
    let answer = signed.iter().fold(ask.now(), |ask, (name, value)| ask.header(name, value.as_str())).send();
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[test]
fn a_guide_is_made_of_what_all_shops_tell_and_stays_while_they_do_not() {
    let made = || {
        let _clock = together();
        schedule(OFTEN, Duration::ZERO);
        counted(&count("use", &SCREENS))
    };
    assert_eq!(until(PATIENCE, "the guide is made", made), 6);
    for product in ["shopify.999", "woo.own", "desk.101", "other.101", "101"] {
        assert_eq!(counted(&count("", &[product])), None, "{product}");
    }
    // They are read page by page, by what tells their specs.
    let asked = upstreams::log("chosenvendure");
    assert!(asked.requests.iter().any(|asked| asked.body.contains("facetValues")), "{asked:?}");
    // All that is here can be filtered.
    let (ids, pages) = filtered("chosen").expect("the filters are made with the guide");
    assert!(SCREENS.iter().all(|id| ids.iter().any(|shown| shown == id)), "{ids:?}");
    let filters = pages.iter().flat_map(|page| &page.filters);
    let mut sizes = filters.filter(|filter| filter.name.eq_ignore_ascii_case("screen size"));
    let step =
        sizes.find_map(|size| size.choices.iter().find(|step| step.count > 0)).expect("sizes are told");
    let narrowed = by_spec("chosen", &step.href).expect("a choice leads on");
    assert_eq!((narrowed.fitting, narrowed.products.len()), (step.count, step.count as usize));
    let choose = Ask::get("/choose?site=chosen&lang=en").now().page(200);
    let leads = choose.attributes("main a", "href");
    assert!(leads.iter().any(|href| href.starts_with("/choose/by-spec")), "{leads:?}");
    // What its shop has taken out is gone as soon as it says so, and there again likewise.
    let there = || counted(&count("", &["contract.102"])).is_some();
    let gone = upstreams::mode("chosenhttp", &json!({ "mode": "status", "status": 404 }));
    tell("msg_gone", "product.deleted");
    until(PATIENCE, "it is gone", || (!there()).then_some(()));
    let listed = || filtered("chosen").is_some_and(|(ids, _)| ids.iter().any(|id| id == "contract.102"));
    until(PATIENCE, "it is gone from the filters", || (!listed()).then_some(()));
    drop(gone);
    tell("msg_back", "product.updated");
    until(PATIENCE, "it is there again", || there().then_some(()));
    until(PATIENCE, "it can be filtered again", || listed().then_some(()));
    // While one of them fails the guide stays as it was.
    let spoilt = upstreams::mode("chosenhttp", &json!({ "mode": "status", "status": 500 }));
    schedule(OFTEN, Duration::ZERO);
    assert_eq!(counted(&count("use", &SCREENS)), Some(6));
    drop(spoilt);
}

#[test]
fn without_a_guide_filters_are_made_where_the_source_says_so() {
    let made = || {
        let _clock = together();
        schedule(OFTEN, Duration::ZERO);
        filtered("sifted")
    };
    let (ids, _) = until(PATIENCE, "the filters are made", made);
    assert!(ids.len() > 4 && ids.iter().all(|id| id.starts_with("shop.")), "{ids:?}");
    assert!(ids.iter().any(|id| id == "shop.102"), "{ids:?}");
}
