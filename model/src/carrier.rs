//! Which carrier a tracking number is of, told by its form and its check digit.
//!
//! `recognise(tracking: &str, hint: &str) -> Option<Tracked>` where `Tracked { carrier: Carrier, checked: bool }`;
//! `unmistakable(tracking: &str) -> Option<Carrier>`; `Carrier::name(self) -> &'static str`;
//! `Carrier::url(self, tracking: &str) -> String`.
//!
//! The forms are those that carriers publish, as gathered with examples in
//! [`tracking_number_data`](https://github.com/jkeen/tracking_number_data) and, for the German ones, by
//! [paketda](https://www.paketda.de/firmenkunden/paket-pruefziffern.html); S10 is a standard of the Universal
//! Postal Union.

mod forms;

use crate::typed::plain;

/// What a tracking number is told to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tracked {
    /// Whose number it is.
    pub carrier: Carrier,
    /// Whether its check digit was there to be looked at, and right.
    pub checked: bool,
}

/// Declares the carriers: the name people know, the words by which shops name it (small letters, no spaces,
/// `|` between them), and its page about a parcel, where `{}` stands for the number. A page without `{}`
/// asks for the number itself.
macro_rules! carriers {
    ($($carrier:ident, $name:literal, $words:literal, $page:literal;)*) => {
        /// A carrier, or a country's post.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Carrier {
            $(#[doc = concat!("`", $name, "`")] $carrier,)*
        }

        impl Carrier {
            /// Every carrier.
            pub const ALL: &'static [Self] = &[$(Self::$carrier),*];

            /// The name people know it by.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$carrier => $name,)* }
            }

            const fn words(self) -> &'static str {
                match self { $(Self::$carrier => $words,)* }
            }

            const fn page(self) -> &'static str {
                match self { $(Self::$carrier => $page,)* }
            }
        }
    };
}

carriers! {
    Amazon, "Amazon", "amazon", "https://track.amazon.com/tracking/{}";
    AnPost, "An Post", "anpost", "https://www.anpost.com/Post-Parcels/Track/History?item={}";
    Aramex, "Aramex", "aramex", "https://www.aramex.com/us/en/track/results?ShipmentNumber={}";
    AustraliaPost, "Australia Post", "australiapost|auspost|startrack", "https://auspost.com.au/mypost/track/#/details/{}";
    AustrianPost, "Österreichische Post", "Österreichischepost|österreichischepost|austrianpost|postat", "https://www.post.at/sv/sendungsdetails?snr={}";
    Bpost, "bpost", "bpost", "https://track.bpost.cloud/btr/web/#/search?itemCode={}";
    Cainiao, "Cainiao", "cainiao|菜鸟", "https://global.cainiao.com/newDetail.htm?mailNoList={}";
    CanadaPost, "Canada Post", "canadapost|postescanada", "https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor={}";
    CeskaPosta, "Česká pošta", "Českápošta|českápošta|ceskaposta|czechpost", "https://www.postaonline.cz/trackandtrace/-/zasilka/cislo?parcelNumbers={}";
    ChinaPost, "China Post", "chinapost|chinaems|中国邮政", "https://yjcx.ems.com.cn/qps/english/yjcx";
    ChunghwaPost, "Chunghwa Post", "chunghwapost|taiwanpost|中華郵政", "https://postserv.post.gov.tw/pstmail/main_mail.html";
    Correios, "Correios", "correios", "https://rastreamento.correios.com.br/app/index.php?objetos={}";
    Correos, "Correos", "correos", "https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number={}";
    Ctt, "CTT", "ctt", "https://www.ctt.pt/feapl_2/app/open/objectSearch/objectSearch.jspx?objects={}";
    DeutschePost, "Deutsche Post", "deutschepost|germanpost", "https://www.deutschepost.de/de/s/sendungsverfolgung.html?piececode={}";
    Dhl, "DHL", "dhl", "https://www.dhl.com/global-en/home/tracking.html?tracking-id={}";
    Dpd, "DPD", "dpd", "https://tracking.dpd.de/status/en_US/parcel/{}";
    Elta, "ELTA", "elta|hellenicpost", "https://itemsearch.elta.gr/en-GB/Query/Direct/{}";
    Evri, "Evri", "evri|hermesuk|myhermesuk", "https://www.evri.com/track/parcel/{}";
    Fedex, "FedEx", "fedex|federalexpress", "https://www.fedex.com/fedextrack/?trknbr={}";
    Gls, "GLS", "gls", "https://gls-group.com/GROUP/en/parcel-tracking?match={}";
    Hermes, "Hermes", "hermes|myhermes", "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation/#{}";
    HongkongPost, "Hongkong Post", "hongkongpost|hkpost|香港郵政", "https://www.hongkongpost.hk/en/mail_tracking/index.html";
    IndiaPost, "India Post", "indiapost", "https://www.indiapost.gov.in/";
    InPost, "InPost", "inpost|paczkomat", "https://inpost.pl/sledzenie-przesylek?number={}";
    IsraelPost, "Israel Post", "israelpost", "https://mypost.israelpost.co.il/itemtrace?itemcode={}";
    JapanPost, "Japan Post", "japanpost|日本郵便|ゆうパック|郵便局|ゆうパケット|クリックポスト", "https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1={}";
    KoreaPost, "Korea Post", "koreapost|epost|우체국", "https://service.epost.go.kr/trace.RetrieveEmsRigiTraceList.comm?POST_CODE={}";
    LaPoste, "La Poste", "laposte|colissimo|chronopost|lettresuivie", "https://www.laposte.fr/outils/suivre-vos-envois?code={}";
    MagyarPosta, "Magyar Posta", "magyarposta", "https://www.posta.hu/nyomkovetes/nyitooldal?searchvalue={}";
    NzPost, "NZ Post", "nzpost|newzealandpost", "https://www.nzpost.co.nz/tools/tracking?trackid={}";
    OnTrac, "OnTrac", "ontrac|lasership", "https://www.ontrac.com/tracking/?number={}";
    PocztaPolska, "Poczta Polska", "pocztapolska|pocztex", "https://emonitoring.poczta-polska.pl/?numer={}";
    PosteItaliane, "Poste Italiane", "posteitaliane|poste.it", "https://www.poste.it/cerca/index.html#/risultati-spedizioni/{}";
    Posten, "Posten", "posten|bring", "https://sporing.posten.no/sporing/{}";
    Posti, "Posti", "posti", "https://www.posti.fi/fi/seuranta#/lahetys/{}";
    PostNl, "PostNL", "postnl", "https://jouw.postnl.nl/track-and-trace/{}";
    PostNord, "PostNord", "postnord", "https://portal.postnord.com/tracking/details/{}";
    Ptt, "PTT", "ptt", "https://gonderitakip.ptt.gov.tr/Track/Verify?q={}";
    Purolator, "Purolator", "purolator", "https://www.purolator.com/en/shipping/tracker?searchValue={}";
    RoyalMail, "Royal Mail", "royalmail|parcelforce", "https://www.royalmail.com/track-your-item#/tracking-results/{}";
    RussianPost, "Russian Post", "russianpost|Почтароссии|почтароссии", "https://www.pochta.ru/tracking?barcode={}";
    Sagawa, "Sagawa", "sagawa|佐川", "https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo={}";
    SaudiPost, "SPL", "spl|saudipost|سبل", "https://splonline.com.sa/en/shipmentdetailsstatic/?tid={}";
    SfExpress, "SF Express", "sfexpress|sfinternational|顺丰|順豐", "https://www.sf-express.com/us/en/dynamic_function/waybill/#search/bill-number/{}";
    SingPost, "SingPost", "singpost|singaporepost|speedpost", "https://www.singpost.com/track-items";
    SwissPost, "Swiss Post", "swisspost|schweizerischepost|diepost|postch", "https://service.post.ch/ekp-web/ui/entry/search/{}";
    ThailandPost, "Thailand Post", "thailandpost|thaipost", "https://track.thailandpost.co.th/?trackNumber={}";
    Ukrposhta, "Ukrposhta", "ukrposhta|Укрпошта|укрпошта", "https://track.ukrposhta.ua/tracking_EN.html?barcode={}";
    Ups, "UPS", "ups|unitedparcel", "https://www.ups.com/track?tracknum={}";
    Usps, "USPS", "usps|unitedstatespostal|uspostal", "https://tools.usps.com/go/TrackConfirmAction?tLabels={}";
    Yamato, "Yamato", "yamato|kuroneko|ヤマト|クロネコ|宅急便", "https://jizen.kuronekoyamato.co.jp/jizen/servlet/crjz.b.NQ0010?id={}";
    Yodel, "Yodel", "yodel", "https://www.yodel.co.uk/tracking/{}";
    YunExpress, "YunExpress", "yunexpress|yuntrack|云途", "https://www.yuntrack.com/parcelTracking?id={}";
}

impl Carrier {
    /// Its public page about a parcel (`https:`), for a tracking number as it is written. Where that page
    /// takes no number in its address, the page on which to type it.
    pub fn url(self, tracking: &str) -> String {
        const HEX: &[u8; 16] = b"0123456789ABCDEF";
        let Some((before, after)) = self.page().split_once("{}") else { return self.page().to_owned() };
        let mut url = before.to_owned();
        let number: String = plain(tracking).filter(|c| !matches!(c, ' ' | '.' | '-')).collect();
        for byte in number.bytes() {
            if byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'~' {
                url.push(char::from(byte.to_ascii_uppercase()));
            } else {
                url.push('%');
                url.extend([byte >> 4, byte & 15].map(|digit| char::from(HEX[usize::from(digit)])));
            }
        }
        url + after
    }

    /// Whether `text` names it: "UPS®", "DHL Paket", "ヤマト運輸".
    pub fn named_in(self, text: &str) -> bool {
        self.words().split('|').any(|word| names(text, word))
    }
}

/// Whether a word of `text` begins with `name`, whatever the case and the spaces: "ups" begins "UPS®", and
/// nothing of "USPS" or "groups". `name` is in small letters and has no spaces.
pub(crate) fn names(text: &str, name: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || !c.is_ascii();
    let mut between = true;
    text.char_indices().any(|(at, c)| {
        let starts = std::mem::replace(&mut between, !letter(c)) && letter(c);
        let mut rest = text[at..].chars().filter(|c| letter(*c)).map(|c| c.to_ascii_lowercase());
        starts && name.chars().filter(|c| letter(*c)).all(|c| rest.next() == Some(c))
    })
}

/// Which carrier a tracking number is of. Spaces, dots, dashes, case and width do not matter. `hint` is the
/// carrier as the shop names it, and may be empty: it decides among several whose numbers look alike, and
/// is needed for those whose numbers have no form of their own. None: the number is no carrier's (its check
/// digit is wrong), contradicts the hint, or could be that of more than one.
pub fn recognise(tracking: &str, hint: &str) -> Option<Tracked> {
    let number = compact(tracking)?;
    let mut told = None;
    let mut several = false;
    let mut own = None;
    for fit in forms::fits(&number) {
        let tracked = Tracked { carrier: fit.carrier, checked: fit.checked };
        if fit.carrier.named_in(hint) {
            return Some(tracked);
        }
        match fit.standing {
            forms::Standing::Own => own = own.or(Some(tracked)),
            forms::Standing::Alone => {
                several |= told.is_some_and(|told: Tracked| told.carrier != tracked.carrier);
                told = told.or(Some(tracked));
            }
            forms::Standing::Named => {}
        }
    }
    let contradicted = || Carrier::ALL.iter().any(|carrier| carrier.named_in(hint));
    own.or_else(|| told.filter(|_| !several && !contradicted()))
}

/// The carrier whose number this is and can hardly be anything else, such as an order's number.
pub fn unmistakable(text: &str) -> Option<Carrier> {
    let number = compact(text)?;
    forms::own(&number).next().map(|fit| fit.carrier)
}

/// The most characters of a number that is looked at; the longest known has 34.
const MOST: usize = 40;

/// A number in capital letters and digits alone. None: there is something else in it.
fn compact(written: &str) -> Option<Vec<u8>> {
    let mut number = Vec::new();
    for c in plain(written).filter(|c| !matches!(c, ' ' | '.' | '-')) {
        let fits = c.is_ascii_alphanumeric() && number.len() < MOST;
        number.push(u8::try_from(c).ok().filter(|_| fits)?.to_ascii_uppercase());
    }
    Some(number).filter(|number| !number.is_empty())
}

#[cfg(test)]
mod tests;
