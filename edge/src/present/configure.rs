//! A product that is put together, and what it costs, for a page.

use model::arrival::{Facts, Window, arrival};
use model::choose::answers::pairs;
use model::choose::configure::{Choice, Choosing, Configurable, Quote, Repair, Selection, repair};
use model::money::{Currency, Money};
use model::order::State;
use model::shipping::{Days, Shipping};
use model::view::{ConfigurePage, Estimate, LAST, QuoteLine, QuotePage, RepairShown};
use widget::intl;
use widget::texts::{ConfigureText, QuoteText, fill};

use super::reader::{Reader, shop_zone};
use crate::router::Visit;
use crate::routes::configure::Built;

/// The page of a product's options; `held`: for how many days its price can be held.
pub(crate) fn page(visit: &Visit, id: &str, built: Built, options: &str, held: u8) -> ConfigurePage {
    let words = Words::of(visit);
    let texts = widget::catalogue::configure_texts(visit.lang);
    let none = texts.get(ConfigureText::None as usize).map_or("", String::as_str);
    let Built { name, description, product } = built;
    let selection = Selection::read(&product, options);
    let last = pairs(options).find(|(name, _)| *name == LAST).map(|(_, id)| id);
    let keep = last.and_then(|id| product.options.iter().position(|option| option.id == id));
    let repair = if product.is_valid(&selection) { None } else { repair(&product, &selection, keep) };
    ConfigurePage {
        title: name,
        intro: description,
        id: id.to_owned(),
        digits: product.currency.digits(),
        options: selection.write(&product),
        estimates: words.estimates(&product),
        repair: repair.map(|repair| words.repair(&product, &repair, none)),
        texts,
        held: if held > 0 {
            words.fill(QuoteText::HoldHelp, "days", &held.to_string())
        } else {
            String::new()
        },
        product,
    }
}

/// The page of a price that was signed. Where the product is no more what it was, its parts are told by their ids.
pub(crate) fn quote(visit: &Visit, quote: &Quote, letters: String, built: Option<&Built>) -> QuotePage {
    let words = Words::of(visit);
    let currency: Currency = quote.currency.parse().unwrap_or_default();
    let holds = quote.holds_at(words.reader.now);
    let until = if holds { QuoteText::Held } else { QuoteText::Expired };
    let name = built.map_or(&*quote.product, |built| &built.name);
    let options: &[Choosing] = built.map_or(&[], |built| &built.product.options);
    QuotePage {
        title: words.fill(QuoteText::Title, "product", name),
        product: quote.product.clone(),
        options: quote.options.clone(),
        price: intl::amount(visit.lang, currency.code(), currency.digits(), quote.amount),
        amount: Money { minor: quote.amount, currency },
        days: quote.days,
        expires: quote.expires,
        holds,
        until: words.fill(until, "day", &words.reader.promised(quote.expires)),
        arrival: if holds { words.arrival(quote.days) } else { String::new() },
        lines: quote.options.split('&').filter_map(|pair| line(options, pair)).collect(),
        quote: letters,
        cart: visit.site().cart.as_ref().is_some_and(model::settings::Cart::takes_quotes),
    }
}

/// What was chosen of an option, `drive=nvme-2tb*2`, in words; nothing of one that was left out.
fn line(options: &[Choosing], pair: &str) -> Option<QuoteLine> {
    let (id, picked) = pair.split_once('=').filter(|(_, picked)| *picked != "-")?;
    let (choice, pieces) = picked.split_once('*').unwrap_or((picked, ""));
    let option = options.iter().find(|option| option.id == id);
    let named = option.and_then(|option| option.choices.iter().find(|known| known.id == choice));
    let choice = named.map_or(choice, |choice| &choice.text);
    Some(QuoteLine {
        option: option.map_or(id, |option| &option.text).to_owned(),
        choice: if pieces.is_empty() { choice.to_owned() } else { [pieces, " × ", choice].concat() },
    })
}

/// What is said of arrivals and prices, to a reader.
struct Words<'a> {
    reader: Reader<'a>,
    texts: Vec<String>,
}

impl<'a> Words<'a> {
    fn of(visit: &'a Visit) -> Self {
        Self { reader: Reader::of(visit), texts: widget::catalogue::quote_texts(visit.lang) }
    }

    fn fill(&self, text: QuoteText, name: &str, value: &str) -> String {
        fill(self.texts.get(text as usize).map_or("", String::as_str), name, value)
    }

    /// What a repair changes; `none` names that an option is left out.
    fn repair(&self, product: &Configurable, repair: &Repair, none: &str) -> RepairShown {
        let (lang, currency) = (self.reader.lang, &product.currency);
        let mut changes: Vec<String> = Vec::new();
        for change in &repair.changes {
            let Some(option) = product.options.get(change.option) else { continue };
            let picked = change.to.and_then(|to| Some((option.choices.get(to.choice as usize)?, to.pieces)));
            let choice = match picked {
                None => none.to_owned(),
                Some((choice, 1)) => choice.text.clone(),
                Some((choice, pieces)) => format!("{pieces} × {}", choice.text),
            };
            changes.push(fill(&self.fill(QuoteText::Change, "option", &option.text), "choice", &choice));
        }
        let price = || intl::amount(lang, currency.code(), currency.digits(), repair.difference.abs());
        match repair.difference {
            0 => {}
            1.. => changes.push(self.fill(QuoteText::More, "price", &price())),
            _ => changes.push(self.fill(QuoteText::Less, "price", &price())),
        }
        RepairShown { options: repair.selection.write(product), changes }
    }

    /// When it arrives, for every number of days in which it can be ready.
    fn estimates(&self, product: &Configurable) -> Vec<Estimate> {
        let choices = product.options.iter().flat_map(|option| &option.choices);
        let mut days: Vec<u32> =
            choices.map(|Choice { days, .. }| product.days.saturating_add(*days)).collect();
        days.push(product.days);
        days.sort_unstable();
        days.dedup();
        days.into_iter().map(|days| Estimate { days, text: self.arrival(days) }).collect()
    }

    /// When what is ready in so many working days arrives, in a sentence. Where it is to go nobody knows yet: to the shop's
    /// own country.
    fn arrival(&self, days: u32) -> String {
        let Some(Window { earliest, likely, latest }) = self.window(days) else {
            return self.fill(QuoteText::SentIn, "days", &days.to_string());
        };
        let day = |date| self.reader.day(date);
        if earliest == latest {
            return self.fill(QuoteText::ArrivesOn, "day", &day(likely));
        }
        let text = self.fill(QuoteText::ArrivesBetween, "day", &day(likely));
        fill(&fill(&text, "from", &day(earliest)), "to", &day(latest))
    }

    fn window(&self, days: u32) -> Option<Window> {
        let (site, now) = (self.reader.site, self.reader.now);
        let days = u8::try_from(days).ok().filter(|days| *days <= Days::MOST)?;
        let shipping = Shipping { handling: Days { from: days, to: days }, ..site.shipping.clone()? };
        let country = site.places.first().map(|place| place.country.as_str());
        let facts = Facts { now, placed: Some(now), order: State::Processing, parcel: None, country };
        let offsets = intl::offsets(shop_zone(site))?;
        arrival(Some(&shipping), &facts, offsets).window
    }
}
