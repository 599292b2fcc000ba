//! The days that follow from the shop's `[shipping]`.

use super::{Arrival, Facts, Local, Reason, Window};
use crate::Seconds;
use crate::carrier::{self, Carrier};
use crate::days::{DAY, date, weekday};
use crate::hours::Dates;
use crate::shipping::{Lane, Shipping, Weekdays};

/// How many days ahead are looked at, so that counting ends where every day is a holiday: what
/// [`Days::MOST`](crate::shipping::Days::MOST) days of one a week take, and a year of holidays.
const MOST_AHEAD: i64 = 180 * 7 + 366;

/// The days that count for somebody.
#[derive(Clone, Copy)]
struct Calendar<'a> {
    weekdays: Weekdays,
    holidays: &'a [Dates],
}

/// A day that was counted to.
#[derive(Clone, Copy)]
struct Counted {
    day: i64,
    /// The first holiday that was passed over.
    holiday: Option<i64>,
}

impl Calendar<'_> {
    /// The `count`th day that counts after `from`; for 0 the first that counts from `from` on. None: there
    /// is none for years.
    fn count(self, from: i64, count: u8) -> Option<Counted> {
        let (mut left, mut holiday) = (count.max(1), None);
        for day in from + i64::from(count > 0)..=from + MOST_AHEAD {
            if !self.weekdays.holds(weekday(day)) {
                continue;
            }
            if self.holidays.iter().any(|dates| dates.holds(date(day))) {
                holiday = holiday.or(Some(day));
                continue;
            }
            left -= 1;
            if left == 0 {
                return Some(Counted { day, holiday });
            }
        }
        None
    }
}

/// The lanes that a parcel may take. Where its country or its carrier is not known, there can be several.
#[derive(Default)]
pub(super) struct Lanes<'a>(Vec<&'a Lane>);

impl<'a> Lanes<'a> {
    pub(super) fn of(shipping: &'a Shipping, facts: &Facts<'_>) -> Self {
        let lanes: Vec<&Lane> = shipping.to.iter().collect();
        let lanes = match facts.country {
            Some(country) => {
                let named = |lane: &&&Lane| {
                    lane.countries.iter().any(|code| code.as_str().eq_ignore_ascii_case(country.trim()))
                };
                preferred(&lanes, named, |lane| lane.countries.is_empty())
            }
            None => lanes,
        };
        let carrier = facts.parcel.map_or("", |parcel| parcel.carrier.trim());
        // How long the part is by which a lane names it: "DHL Express" is another lane than "DHL".
        let named = |lane: &Lane| {
            let name = lane.carrier.as_deref().unwrap_or_default().trim();
            let fits = !name.is_empty() && carrier::names(carrier, &name.to_ascii_lowercase());
            fits.then_some(name.len())
        };
        let longest = lanes.iter().filter_map(|lane| named(lane)).max();
        // "Standard" names nobody.
        if longest.is_none() && !Carrier::ALL.iter().any(|known| known.named_in(carrier)) {
            return Self(lanes);
        }
        let best = |lane: &&&Lane| longest.is_some() && named(lane) == longest;
        Self(preferred(&lanes, best, |lane| lane.carrier.is_none()))
    }

    /// The first day after `day` on which there is delivery.
    pub(super) fn delivery_after(&self, day: i64) -> Option<i64> {
        Some(self.0.first()?.delivery().count(day, 1)?.day)
    }
}

/// Those of `lanes` that are `named`; if there are none, those for all `others`.
fn preferred<'a>(
    lanes: &[&'a Lane],
    named: impl Fn(&&&Lane) -> bool,
    others: impl Fn(&&&Lane) -> bool,
) -> Vec<&'a Lane> {
    let found: Vec<&Lane> = lanes.iter().filter(|lane| named(lane)).copied().collect();
    if found.is_empty() { lanes.iter().filter(|lane| others(lane)).copied().collect() } else { found }
}

impl Lane {
    fn delivery(&self) -> Calendar<'_> {
        Calendar { weekdays: self.delivers_on, holidays: &self.holidays }
    }
}

/// Three days: the earliest, the likely, the latest.
type Three<T> = [T; 3];

/// The days of arrival, of all lanes that come into question: the earliest and the latest of any, the likely
/// one of the first, with the holiday on the way to it.
fn arrivals(lanes: &Lanes<'_>, leaving: Three<i64>) -> Option<(Three<i64>, Option<i64>)> {
    let mut found: Option<(Three<i64>, Option<i64>)> = None;
    for lane in &lanes.0 {
        let on = |leaving, days| lane.delivery().count(leaving, days);
        let [earliest, likely, latest] = leaving;
        let (earliest, latest) = (on(earliest, lane.days.from)?.day, on(latest, lane.days.to)?.day);
        let likely = on(likely, lane.days.likely())?;
        let (days, _) = found.get_or_insert(([earliest, likely.day, latest], likely.holiday));
        (days[0], days[2]) = (days[0].min(earliest), days[2].max(latest));
    }
    found
}

/// When it arrives by the shop's rules.
pub(super) fn reckon(
    shipping: &Shipping,
    lanes: &Lanes<'_>,
    facts: &Facts<'_>,
    clock: &Local<'_>,
    today: i64,
) -> Arrival {
    let placed = facts.placed.and_then(|placed| clock.seconds(placed));
    let plan = || Plan::of(shipping, placed.ok_or(Reason::Unknown)?).ok_or(Reason::NoRules);
    let found = if facts.left() {
        let told = facts.parcel.and_then(|p| p.shipped.or_else(|| p.events.first().map(|event| event.at)));
        // Whoever says that it has left does not mean tomorrow.
        let since = told.and_then(|at| clock.told(at)).map(|day| day.min(today));
        let leaving = match since {
            Some(day) => Ok([day; 3]),
            None => plan().map(|plan| plan.leaving.map(|day| day.min(today))),
        };
        leaving.and_then(|leaving| on_its_way(lanes, leaving, since, today))
    } else {
        plan().and_then(|plan| still_here(shipping, lanes, plan, today))
    };
    found.unwrap_or_else(Arrival::never)
}

/// Of what left on one of the days `leaving`; or why nobody can tell.
fn on_its_way(
    lanes: &Lanes<'_>,
    leaving: Three<i64>,
    since: Option<i64>,
    today: i64,
) -> Result<Arrival, Reason> {
    let (days, holiday) = arrivals(lanes, leaving).ok_or(Reason::NoRules)?;
    if days[2] < today {
        return Err(Reason::Overdue { due: date(days[2]) });
    }
    let holiday = holiday.filter(|day| *day >= today);
    let reason = holiday
        .map_or(Reason::OnItsWay { since: since.map(date) }, |day| Reason::DeliveryHoliday { on: date(day) });
    Ok(Arrival::told(window(lanes, days, today), reason))
}

/// Of what was to leave by `plan` and has not left; or why nobody can tell.
fn still_here(shipping: &Shipping, lanes: &Lanes<'_>, plan: Plan, today: i64) -> Result<Arrival, Reason> {
    let ([.., latest], _) = arrivals(lanes, plan.leaving).ok_or(Reason::NoRules)?;
    if latest < today {
        return Err(Reason::Overdue { due: date(latest) });
    }
    let last = plan.leaving[2];
    let now = Plan::from(shipping, today).ok_or(Reason::NoRules)?;
    let leaving = if last < today {
        [now.counts_from, now.leaving[1], now.leaving[2]]
    } else {
        plan.leaving.map(|day| day.max(now.counts_from))
    };
    let (days, on_the_way) = arrivals(lanes, leaving).ok_or(Reason::NoRules)?;
    let coming = |day: Option<i64>| day.filter(|day| *day >= today);
    let reason = if last < today {
        Reason::LeavingLate { due: date(last) }
    } else if let Some(day) = coming(plan.holiday) {
        Reason::ShopHoliday { on: date(day) }
    } else if let Some(day) = coming(on_the_way) {
        Reason::DeliveryHoliday { on: date(day) }
    } else if let Some(day) = coming(Some(plan.counts_from)).filter(|_| plan.after_cut_off) {
        Reason::OrderedAfterCutOff { counts_from: date(day) }
    } else {
        Reason::BeingMade { leaves_by: date(leaving[2]) }
    };
    Ok(Arrival::told(window(lanes, days, today), reason))
}

/// The window of what has not arrived: not before today, nor before there is delivery again.
fn window(lanes: &Lanes<'_>, days: Three<i64>, today: i64) -> Window {
    let next = lanes.delivery_after(today - 1).unwrap_or(today);
    let [earliest, likely, latest] = days.map(|day| date(day.max(next).min(days[2])));
    Window { earliest, likely, latest }
}

/// When an order is to leave the shop.
#[derive(Clone, Copy)]
struct Plan {
    /// The working day as of which it counts.
    counts_from: i64,
    /// Whether that is so because it was ordered late on a working day.
    after_cut_off: bool,
    leaving: Three<i64>,
    /// The first holiday of the shop before the likely day of leaving.
    holiday: Option<i64>,
}

impl Plan {
    /// Of an order placed when the shop's clock showed `placed`. None: the shop never works.
    fn of(shipping: &Shipping, placed: Seconds) -> Option<Self> {
        let (day, second) = (placed.div_euclid(DAY), placed.rem_euclid(DAY));
        let late = second >= i64::from(shipping.cut_off.0) * 60;
        let plan = Self::from(shipping, day + i64::from(late))?;
        let worked = shipping.work().count(day, 0)?.day == day;
        Some(Self { after_cut_off: late && worked, ..plan })
    }

    /// Of an order that counts as of `day`, or of the first working day from then on.
    fn from(shipping: &Shipping, day: i64) -> Option<Self> {
        let start = shipping.work().count(day, 0)?;
        let leaves = |days| match days {
            0 => Some(Counted { holiday: None, ..start }),
            days => shipping.work().count(start.day, days),
        };
        let handling = shipping.handling;
        let likely = leaves(handling.likely())?;
        Some(Self {
            counts_from: start.day,
            after_cut_off: false,
            leaving: [leaves(handling.from)?.day, likely.day, leaves(handling.to)?.day],
            holiday: start.holiday.or(likely.holiday),
        })
    }
}

impl Shipping {
    fn work(&self) -> Calendar<'_> {
        Calendar { weekdays: self.workdays, holidays: &self.holidays }
    }
}
