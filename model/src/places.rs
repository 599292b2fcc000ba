//! Sentences with places: `{price}`. All that fill them are here, since the shopper has to download each.

/// Puts `value` wherever `{name}` stands. What the value itself has in braces stays as it is.
pub fn fill(text: &str, name: &str, value: &str) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        rest = match after.split_once('}') {
            Some((place, after)) if place == name => {
                filled.push_str(value);
                after
            }
            _ => {
                filled.push('{');
                after
            }
        };
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled() {
        for (text, name, value, expect) in [
            ("", "price", "5", ""),
            ("from {price}", "price", "5", "from 5"),
            ("{price}, {price}!", "price", "5", "5, 5!"),
            ("{count} for {price}", "price", "5", "{count} for 5"),
            ("{ {price} }", "price", "{price}", "{ {price} }"),
            ("{price", "price", "5", "{price"),
            ("price}", "price", "5", "price}"),
            ("{price }", "price", "5", "{price }"),
        ] {
            assert_eq!(fill(text, name, value), expect, "{text}");
        }
    }
}
