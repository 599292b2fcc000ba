//! From a site's settings to what its pages show: in one language, at one instant.

pub(crate) mod arrival;
pub(crate) mod ask;
pub(crate) mod configure;
pub(crate) mod order;
mod parcel;
pub(crate) mod product;
pub(crate) mod progress;
pub(crate) mod reader;
pub(crate) mod specs;
pub(crate) mod thread;

use model::Seconds;
use model::hours::{Date, Hours, SpecialDay, TimeRange};
use model::lang::Lang;
use model::site::{Person, Phone, Place, Site};
use model::view::{self, Contact, Row, Schedule, Topic, Way};
use model::zones::Clock;
use model::{address, zones};
use widget::intl;
use widget::texts::{Text, fill};

use crate::error::Error;

/// How far ahead special days are told.
const SPECIAL_DAYS_AHEAD: i64 = 60;

/// A site's contact data.
pub(crate) fn contact(site: &Site, lang: Lang, now: Seconds) -> Result<Contact, Error> {
    let desk = Words { texts: widget::catalogue::texts(lang), site, lang };
    Ok(Contact {
        hours: site.hours.as_ref().map(|hours| desk.schedule(hours, now)).transpose()?,
        places: site.places.iter().map(|place| desk.place(place, now)).collect::<Result<_, _>>()?,
        phones: site.phones.iter().map(|phone| desk.phone(phone)).collect(),
        emails: site
            .emails
            .iter()
            .map(|mailbox| email(desk.said(&mailbox.name).to_owned(), mailbox.address.as_str()))
            .collect(),
        messaging: site
            .messaging
            .iter()
            .map(|one| Way {
                name: one.app().name().to_owned(),
                text: one.address().to_owned(),
                href: one.href(),
                note: String::new(),
            })
            .collect(),
        topics: desk.topics(),
        people: site.people.iter().map(|person| desk.person(person)).collect(),
    })
}

/// The clock that opening hours go by.
pub(crate) fn clock(hours: &Hours, now: Seconds) -> Result<Clock, Error> {
    // An importer has checked the zone; a database written by hand is our trouble, not the shopper's.
    intl::offsets(&hours.zone).and_then(|offset| Clock::at(now, offset)).ok_or_else(|| {
        Error::Unavailable(format!("the runtime does not know the time zone `{}`", hours.zone))
    })
}

/// The site's words and the interface's, in one language.
struct Words<'a> {
    texts: Vec<String>,
    site: &'a Site,
    lang: Lang,
}

impl Words<'_> {
    fn text(&self, text: Text) -> &str {
        self.texts.get(text as usize).map_or("", String::as_str)
    }

    fn said<'b>(&self, words: &'b model::text::Localized) -> &'b str {
        words.get(self.lang, self.site.main_language())
    }

    fn range(&self, from: &str, to: &str) -> String {
        fill(&fill(self.text(Text::Range), "from", from), "to", to)
    }

    fn schedule(&self, hours: &Hours, now: Seconds) -> Result<Schedule, Error> {
        let clock = clock(hours, now)?;
        let week = hours.week.rows().into_iter().map(|row| {
            let first = intl::weekday(self.lang, row.first);
            let days = if row.first == row.last {
                first
            } else {
                self.range(&first, &intl::weekday(self.lang, row.last))
            };
            Row { days, note: String::new(), times: self.times(&row.times) }
        });
        Ok(Schedule {
            zone: hours.zone.clone(),
            week: week.collect(),
            special: self.special_days(hours, &clock),
            openings: zones::openings(hours, &clock),
        })
    }

    /// The coming special days.
    fn special_days(&self, hours: &Hours, clock: &Clock) -> Vec<Row> {
        let day = |date: Date| intl::day(self.lang, "UTC", zones::midnight_utc(date));
        let row = |(first, last, special): (Date, Date, &SpecialDay)| Row {
            days: if first == last { day(first) } else { self.range(&day(first), &day(last)) },
            note: special.name.as_ref().map(|name| self.said(name).to_owned()).unwrap_or_default(),
            times: self.times(&special.hours),
        };
        zones::special_days(hours, clock, SPECIAL_DAYS_AHEAD).into_iter().map(row).collect()
    }

    fn times(&self, times: &[TimeRange]) -> Vec<String> {
        let told = |time: &TimeRange| {
            if time.to - time.from == 24 * 60 {
                return self.text(Text::AllDay).to_owned();
            }
            let (from, to) = intl::times(self.lang, *time);
            self.range(&from, &to)
        };
        times.iter().map(told).collect()
    }

    fn place(&self, place: &Place, now: Seconds) -> Result<view::Place, Error> {
        Ok(view::Place {
            name: self.said(&place.name).to_owned(),
            lines: self.address(place),
            note: place.note.as_ref().map(|note| self.said(note).to_owned()).unwrap_or_default(),
            map: place.map.as_ref().map(ToString::to_string).unwrap_or_default(),
            hours: place.hours.as_ref().map(|hours| self.schedule(hours, now)).transpose()?,
        })
    }

    fn address(&self, place: &Place) -> Vec<String> {
        address::lines(place, &intl::country(self.lang, &place.country))
    }

    fn phone(&self, phone: &Phone) -> Way {
        let note = phone.price.as_ref().map(|price| match price.minor {
            0 => self.text(Text::FreeOfCharge).to_owned(),
            _ => fill(self.text(Text::PricePerMinute), "price", &intl::money(self.lang, price)),
        });
        Way {
            name: self.said(&phone.name).to_owned(),
            text: phone.number.to_string(),
            href: format!("tel:{}", phone.number.dialled()),
            note: note.unwrap_or_default(),
        }
    }

    /// The topics that somebody answers.
    fn topics(&self) -> Vec<Topic> {
        let people = |id: &str| {
            let numbered = (0..).zip(&self.site.people);
            numbered
                .filter(|(_, person)| person.topics.iter().any(|topic| topic == id))
                .map(|(index, _)| index)
                .collect()
        };
        let topics = self.site.topics.iter().map(|topic| Topic {
            name: self.said(&topic.name).to_owned(),
            words: topic.words.as_ref().map(|words| self.said(words).to_owned()).unwrap_or_default(),
            people: people(&topic.id),
        });
        topics.filter(|topic| !topic.people.is_empty()).collect()
    }

    fn person(&self, person: &Person) -> view::Person {
        let name = self.said(&person.name).to_owned();
        let place =
            person.place.as_ref().and_then(|id| self.site.places.iter().find(|place| place.id == *id));
        let call = person.phone.as_ref().map(|phone| Way {
            name: fill(self.text(Text::CallPerson), "name", &name),
            text: phone.to_string(),
            href: format!("tel:{}", phone.dialled()),
            note: String::new(),
        });
        let write = person.email.as_ref();
        let write =
            write.map(|address| email(fill(self.text(Text::WritePerson), "name", &name), address.as_str()));
        view::Person {
            role: self.said(&person.role).to_owned(),
            photo: person.photo.as_ref().map(|file| format!("/files/{file}")).unwrap_or_default(),
            place: place
                .map(|place| format!("{}, {}, {}", self.said(&place.name), place.street, place.city))
                .unwrap_or_default(),
            ways: call.into_iter().chain(write).collect(),
            name,
        }
    }
}

fn email(name: String, address: &str) -> Way {
    Way { name, text: address.to_owned(), href: format!("mailto:{address}"), note: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_without_a_clock_is_our_trouble() {
        let site = |zone: &str| -> Site {
            let hours = serde_json::json!({ "zone": zone, "mon": ["9:00-18:00"] });
            serde_json::from_value(
                serde_json::json!({ "id": "a", "name": "A", "languages": ["en"], "hours": hours }),
            )
            .unwrap()
        };
        // A Sunday.
        let openings = contact(&site("UTC"), Lang::En, 1_795_305_600).unwrap().hours.unwrap().openings;
        assert_eq!(openings.first().map(|first| first.opens), Some(1_795_305_600 + 33 * 60 * 60));
        assert!(matches!(contact(&site(""), Lang::En, 1_795_305_600), Err(Error::Unavailable(_))));
    }
}
