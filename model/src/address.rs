//! A postal address line by line, in the order of its country (Universal Postal Union, S42).

use crate::site::Place;

/// The lines of a place's address below its name; `country` is the country's name for the reader.
pub fn lines(place: &Place, country: &str) -> Vec<String> {
    let joined = |parts: &[Option<&str>]| parts.iter().flatten().copied().collect::<Vec<_>>().join(" ");
    let (postcode, region) = (place.postcode.as_deref(), place.region.as_deref());
    let (street, city) = (place.street.clone(), Some(place.city.as_str()));
    let town = match place.country.as_str() {
        // From the large to the small, the street last.
        "JP" => {
            let postcode = postcode.map(|code| format!("〒{code}")).unwrap_or_default();
            return kept([postcode, joined(&[region, city]), street, country.to_owned()]);
        }
        "CN" => {
            return kept([
                country.to_owned(),
                joined(&[region, city]),
                street,
                postcode.unwrap_or_default().to_owned(),
            ]);
        }
        "US" | "CA" | "AU" => match region {
            Some(region) if place.country == "US" => {
                joined(&[Some(&format!("{}, {region}", place.city)), postcode])
            }
            _ => joined(&[city, region, postcode]),
        },
        // The post code has a line of its own.
        "GB" | "IE" => {
            return kept([
                street,
                joined(&[city, region]),
                postcode.unwrap_or_default().to_owned(),
                country.to_owned(),
            ]);
        }
        "BR" => {
            let town = match region {
                Some(region) => format!("{} - {region}", place.city),
                None => place.city.clone(),
            };
            return kept([street, town, postcode.unwrap_or_default().to_owned(), country.to_owned()]);
        }
        _ => joined(&[postcode, city, region]),
    };
    kept([street, town, country.to_owned()])
}

fn kept<const N: usize>(lines: [String; N]) -> Vec<String> {
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_country_has_its_order() {
        for (country, region, postcode, expect) in [
            ("DE", None, Some("10829"), "1 Main | 10829 Town | Land"),
            ("US", Some("IL"), Some("62701"), "1 Main | Town, IL 62701 | Land"),
            ("CA", Some("ON"), Some("K1A 0B1"), "1 Main | Town ON K1A 0B1 | Land"),
            ("GB", None, Some("SW1A 1AA"), "1 Main | Town | SW1A 1AA | Land"),
            ("JP", Some("Tokyo"), Some("101-0021"), "〒101-0021 | Tokyo Town | 1 Main | Land"),
            ("CN", Some("广东"), Some("518000"), "Land | 广东 Town | 1 Main | 518000"),
            ("BR", Some("SP"), None, "1 Main | Town - SP | Land"),
            ("AE", None, None, "1 Main | Town | Land"),
        ] {
            let place: Place = serde_json::from_value(serde_json::json!({
                "id": "a", "name": "A", "street": "1 Main", "city": "Town", "country": country, "region": region, "postcode": postcode,
            }))
            .unwrap();
            assert_eq!(lines(&place, "Land").join(" | "), expect, "{country}");
        }
    }
}
