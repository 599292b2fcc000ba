//! The shop for search engines: schema.org's `Organization`, `ContactPoint` and `OpeningHoursSpecification`, its answers
//! (`FAQPage`) and its customers' questions (`QAPage`), as JSON-LD.

use model::Seconds;
use model::hours::{Hours, TimeRange};
use model::lang::Lang;
use model::site::{Place, Site};
use model::view::{ArticlePage, PostShown, ThreadPage};
use model::zones::{self, Clock};
use serde_json::{Value, json};

use crate::clock::to_js;
use crate::present;

/// The schema.org names of the days, Monday first.
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// How far ahead special days are told, in days: those of every year come at least once.
const SPECIAL_DAYS_AHEAD: i64 = 365;

/// A site as a local business at an instant; `origin` is that of the help site.
pub(crate) fn organization(site: &Site, lang: Lang, origin: &str, now: Seconds) -> Value {
    let said = |words: &model::text::Localized| words.get(lang, site.main_language()).to_owned();
    let phones =
        site.phones.iter().map(|phone| point(&said(&phone.name), "telephone", phone.number.as_str(), site));
    let emails = site
        .emails
        .iter()
        .map(|mailbox| point(&said(&mailbox.name), "email", mailbox.address.as_str(), site));
    let mut shop = json!({
        "@context": "https://schema.org",
        // LocalBusiness is what may have opening hours.
        "@type": ["Organization", "LocalBusiness"],
        "@id": format!("{origin}/#organization"),
        "name": said(&site.name),
        "url": site.shop.as_ref().map_or(origin, |shop| shop.as_str()),
        "contactPoint": phones.chain(emails).collect::<Vec<_>>(),
    });
    if let Some(place) = site.places.first() {
        shop["address"] = address(place);
    }
    if let Some(phone) = site.phones.first() {
        shop["telephone"] = json!(phone.number.as_str());
    }
    if let Some(hours) = &site.hours {
        add_hours(&mut shop, hours, now);
    }
    let further: Vec<Value> =
        site.places.iter().skip(1).map(|place| branch(place, &said(&place.name), now)).collect();
    if !further.is_empty() {
        shop["location"] = Value::Array(further);
    }
    shop
}

/// A thread as a question with its answers; `address` is its own.
pub(crate) fn question(thread: &ThreadPage, address: &str) -> Value {
    let mut question = json!({ "@type": "Question", "name": thread.title, "url": address });
    let (first, answers) = thread.posts.split_at(thread.posts.len().min(1));
    for asked in first {
        add_post(&mut question, asked);
    }
    question["answerCount"] = json!(thread.posts_total.saturating_sub(1));
    let told = |accepted: bool| {
        let told = answers.iter().filter(|post| post.accepted == accepted).map(|post| {
            let place = [address, "#p", &post.id].concat();
            let mut answer = json!({ "@type": "Answer", "url": place });
            add_post(&mut answer, post);
            answer
        });
        told.collect::<Vec<_>>()
    };
    if let Some(accepted) = told(true).into_iter().next() {
        question["acceptedAnswer"] = accepted;
    }
    question["suggestedAnswer"] = told(false).into();
    json!({ "@context": "https://schema.org", "@type": "QAPage", "mainEntity": question })
}

fn add_post(told: &mut Value, post: &PostShown) {
    told["text"] = json!(model::markup::plain(&post.text));
    told["upvoteCount"] = json!(post.likes);
    told["datePublished"] =
        js_sys::Date::new(&to_js(post.at * 1_000).into()).to_iso_string().as_string().into();
    told["author"] =
        json!({ "@type": if post.staff { "Organization" } else { "Person" }, "name": post.author });
}

/// A question that the shop has answered.
pub(crate) fn article(article: &ArticlePage) -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "inLanguage": article.lang,
        "mainEntity": [{
            "@type": "Question",
            "name": article.title,
            "acceptedAnswer": { "@type": "Answer", "text": article.paragraphs.join("\n\n") },
        }],
    })
}

fn point(kind: &str, way: &str, value: &str, site: &Site) -> Value {
    let languages: Vec<&str> = site.languages.iter().map(|lang| lang.code()).collect();
    json!({ "@type": "ContactPoint", "contactType": kind, way: value, "availableLanguage": languages })
}

fn branch(place: &Place, name: &str, now: Seconds) -> Value {
    let mut branch = json!({ "@type": "Place", "name": name, "address": address(place) });
    if let Some(hours) = &place.hours {
        add_hours(&mut branch, hours, now);
    }
    branch
}

fn address(place: &Place) -> Value {
    let mut address = json!({
        "@type": "PostalAddress",
        "streetAddress": place.street,
        "addressLocality": place.city,
        "addressCountry": place.country,
    });
    for (name, part) in [("postalCode", &place.postcode), ("addressRegion", &place.region)] {
        if let Some(part) = part {
            address[name] = json!(part);
        }
    }
    address
}

/// Says when a place is open. The page has failed before where its clock is not known.
fn add_hours(place: &mut Value, hours: &Hours, now: Seconds) {
    place["openingHoursSpecification"] = week(hours);
    if let Ok(clock) = present::clock(hours, now) {
        place["specialOpeningHoursSpecification"] = special(hours, &clock);
    }
}

fn week(hours: &Hours) -> Value {
    let days = DAYS.iter().zip(hours.week.days());
    days.flat_map(|(day, times)| times.iter().map(move |time| opening(*time, &json!({ "dayOfWeek": day }))))
        .collect()
}

/// The special days of the coming year, each with its date: schema.org has no way to say "every year".
fn special(hours: &Hours, clock: &Clock) -> Value {
    let days = zones::special_days(hours, clock, SPECIAL_DAYS_AHEAD).into_iter();
    days.flat_map(|(first, last, special)| {
        let valid = json!({ "validFrom": first.to_string(), "validThrough": last.to_string() });
        match special.hours.as_slice() {
            // Closed all day is written as an opening of no length.
            [] => vec![spec("00:00", "00:00", &valid)],
            times => times.iter().map(|time| opening(*time, &valid)).collect(),
        }
    })
    .collect()
}

fn opening(time: TimeRange, more: &Value) -> Value {
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    // Midnight at the end of a day is 23:59 here: 00:00 would say that it never opens.
    let closes = if time.to == 24 * 60 { "23:59".to_owned() } else { clock(time.to) };
    spec(&clock(time.from), &closes, more)
}

fn spec(opens: &str, closes: &str, more: &Value) -> Value {
    let mut spec = json!({ "@type": "OpeningHoursSpecification", "opens": opens, "closes": closes });
    if let (Some(spec), Some(more)) = (spec.as_object_mut(), more.as_object()) {
        spec.extend(more.clone());
    }
    spec
}
