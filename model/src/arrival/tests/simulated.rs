//! Against a simulation, and with data that look random.

use super::super::facts::FIRST;
use super::*;
use crate::days::{self, LAST};
use jiff::ToSpan;
use jiff::civil::{self, DateTime, Weekday};

/// Numbers that look random and are the same in every run (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % most
    }

    fn small(&mut self, most: u8) -> u8 {
        u8::try_from(self.below(most.into())).unwrap()
    }

    fn date(&mut self) -> civil::Date {
        civil::date(2015, 1, 1) + i64::try_from(self.below(20 * 365)).unwrap().days()
    }
}

/// A shop and a lane as whoever waits at the door sees them.
struct Simulated {
    cut_off: u8,
    handling: (u8, u8),
    days: (u8, u8),
    works: Vec<Weekday>,
    delivers: Vec<Weekday>,
    shop_holidays: Vec<civil::Date>,
    delivery_holidays: Vec<civil::Date>,
}

impl Simulated {
    fn random(random: &mut Random, around: civil::Date) -> Self {
        let range = |random: &mut Random| {
            let from = random.small(4);
            (from, from + random.small(6))
        };
        let week = |random: &mut Random| {
            let all = Weekday::Monday.cycle_forward().take(7);
            let first = Weekday::from_monday_zero_offset(random.small(7).cast_signed()).unwrap();
            all.filter(|day| *day == first || random.below(3) > 0).collect()
        };
        let holidays = |random: &mut Random| {
            (0..random.below(8)).map(|_| around + i64::from(random.small(30)).days()).collect()
        };
        Self {
            cut_off: random.small(25),
            handling: range(random),
            days: range(random),
            works: week(random),
            delivers: week(random),
            shop_holidays: holidays(random),
            delivery_holidays: holidays(random),
        }
    }

    fn settings(&self) -> Shipping {
        let names = |days: &[Weekday]| -> Vec<&str> {
            days.iter()
                .map(|day| crate::hours::DAYS[usize::from(day.to_monday_zero_offset().unsigned_abs())])
                .collect()
        };
        let dates =
            |dates: &[civil::Date]| -> Vec<String> { dates.iter().map(ToString::to_string).collect() };
        serde_json::from_value(json!({
            "zone": "unused", "cut_off": format!("{}:00", self.cut_off),
            "handling": format!("{}-{}", self.handling.0, self.handling.1),
            "workdays": names(&self.works), "holidays": dates(&self.shop_holidays),
            "to": [{
                "days": format!("{}-{}", self.days.0, self.days.1),
                "delivers_on": names(&self.delivers), "holidays": dates(&self.delivery_holidays),
            }],
        }))
        .unwrap()
    }

    fn packs(&self, day: civil::Date) -> bool {
        self.works.contains(&day.weekday()) && !self.shop_holidays.contains(&day)
    }

    fn comes(&self, day: civil::Date) -> bool {
        self.delivers.contains(&day.weekday()) && !self.delivery_holidays.contains(&day)
    }

    /// Lives through the days one by one.
    fn leaves(&self, placed: DateTime, mut handling: u8) -> civil::Date {
        let mut day = placed.date();
        if placed.hour().unsigned_abs() >= self.cut_off {
            day = day.tomorrow().unwrap();
        }
        let mut seen = false;
        loop {
            if self.packs(day) {
                if seen {
                    handling -= 1;
                }
                seen = true;
                if handling == 0 {
                    return day;
                }
            }
            day = day.tomorrow().unwrap();
        }
    }

    fn arrives(&self, left: civil::Date, mut days: u8) -> civil::Date {
        let mut day = left;
        if days == 0 {
            while !self.comes(day) {
                day = day.tomorrow().unwrap();
            }
            return day;
        }
        while days > 0 {
            day = day.tomorrow().unwrap();
            if self.comes(day) {
                days -= 1;
            }
        }
        day
    }
}

fn middle((from, to): (u8, u8)) -> u8 {
    (from + to).div_ceil(2)
}

/// Against a simulation that knows nothing of numbers of days, in zones of every kind, over 20 years with
/// their leap days, year ends and clock changes.
#[test]
fn it_agrees_with_living_through_the_days() {
    let zones =
        ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "America/Sao_Paulo", "UTC"];
    let zones = zones.map(|name| TimeZone::get(name).unwrap());
    let mut random = Random(1);
    for case in 0..20_000 {
        let start = random.date();
        let simulated = Simulated::random(&mut random, start);
        let zone = &zones[case % zones.len()];
        let placed = start.at(random.small(24).cast_signed(), random.small(60).cast_signed(), 0, 0);
        let placed = zone.to_zoned(placed).unwrap();
        let settings = simulated.settings();
        let seconds = placed.timestamp().as_second();
        let waiting = Facts { country: None, ..facts(seconds, seconds) };
        let found = arrival(Some(&settings), &waiting, offset(zone)).window.unwrap();
        let expect = [
            (simulated.handling.0, simulated.days.0),
            (middle(simulated.handling), middle(simulated.days)),
            (simulated.handling.1, simulated.days.1),
        ]
        .map(|(handling, days)| {
            let left = simulated.leaves(placed.datetime(), handling);
            simulated.arrives(left, days).to_string()
        });
        let told = [found.earliest, found.likely, found.latest].map(|date| date.to_string());
        assert_eq!(told, expect, "{placed}: {settings:?}");

        let left = Parcel { shipped: Some(seconds), ..parcel(ParcelState::InTransit) };
        let moving = Facts { parcel: Some(&left), placed: None, ..waiting };
        let found = arrival(Some(&settings), &moving, offset(zone)).window.unwrap();
        let expect = [simulated.days.0, middle(simulated.days), simulated.days.1]
            .map(|days| simulated.arrives(placed.date(), days).to_string());
        let told = [found.earliest, found.likely, found.latest].map(|date| date.to_string());
        assert_eq!(told, expect, "{placed}: {settings:?}");
    }
}

/// Whatever a source tells: no panic, days in their order, none in the past before it has arrived, and an
/// answer that never gets worse for a later day.
#[test]
fn odd_data_stays_honest() {
    let zone = TimeZone::get("America/New_York").unwrap();
    let shipping = berlin();
    let mut random = Random(2);
    let now = at("2026-11-17T09:00:00Z");
    let today = day_of("2026-11-17");
    let odd = [Seconds::MIN, -1, 0, 1, FIRST, now - 86_400, now, now + 86_400, LAST - 1, LAST, Seconds::MAX];
    let parcels: Vec<ParcelState> = serde_json::from_value(json!([
        "preparing",
        "in-transit",
        "out-for-delivery",
        "ready-for-pickup",
        "delivered",
        "failed",
        "returning",
        "cancelled",
        "unknown"
    ]))
    .unwrap();
    let orders: Vec<State> = serde_json::from_value(json!([
        "awaiting-payment",
        "processing",
        "on-hold",
        "back-ordered",
        "partly-shipped",
        "shipped",
        "ready-for-pickup",
        "delivered",
        "cancelled",
        "partly-refunded",
        "refunded",
        "returned",
        "unknown"
    ]))
    .unwrap();
    let pick = |random: &mut Random| {
        let any = usize::try_from(random.below(24)).unwrap();
        let near = i64::try_from(random.below(40 * 86_400)).unwrap() - 20 * 86_400;
        (any < 20).then(|| odd.get(any).copied().unwrap_or(now + near))
    };
    for case in 0..20_000 {
        let mut parcel = parcel(parcels[case % parcels.len()]);
        (parcel.shipped, parcel.expected, parcel.delivered) =
            (pick(&mut random), pick(&mut random), pick(&mut random));
        let facts = Facts {
            now: if random.below(20) == 0 { odd[case % odd.len()] } else { now },
            placed: pick(&mut random),
            order: orders[case % orders.len()],
            parcel: (random.below(4) > 0).then_some(&parcel),
            country: [None, Some("DE"), Some("XX"), Some("")][case % 4],
        };
        let found = arrival(Some(&shipping), &facts, offset(&zone));
        let Some(window) = found.window else { continue };
        assert!(window.earliest <= window.likely && window.likely <= window.latest, "{facts:?}: {found:?}");
        if facts.now == now && !matches!(found.reason, Reason::Delivered { .. }) {
            assert!(window.earliest >= today, "{facts:?}: {found:?}");
        }
        let order = [Verdict::No, Verdict::Unlikely, Verdict::Probably, Verdict::Yes];
        let verdicts = (-1..40).map(|ahead| window.by(days::date(days::day(window.earliest) + ahead)));
        let ranks: Vec<_> =
            verdicts.map(|verdict| order.iter().position(|known| *known == verdict)).collect();
        assert!(ranks.is_sorted() && ranks[1] >= Some(1), "{found:?}");
    }
}
