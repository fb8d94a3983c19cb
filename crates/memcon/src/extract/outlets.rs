//! The outlet that an address belongs to, by knowledge/outlets.csv.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Names of outlets by domain.
static OUTLETS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let content = memcon_knowledge::file("outlets.csv").unwrap_or_default();
    let mut rows = csv::Reader::from_reader(content.as_bytes());
    // A line that is wrong is reported where knowledge is read; here it only knows no outlet.
    rows.records()
        .flatten()
        .filter_map(|row| Some((row.get(0)?.to_lowercase(), row.get(1)?.to_owned())))
        .filter(|(domain, _)| !domain.is_empty())
        .collect()
});

/// The outlet's name; `edition.example.com` belongs to the outlet of `example.com` unless it has its own line.
pub(super) fn of_address(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
    let mut host = host.as_str();
    loop {
        if let Some(name) = OUTLETS.get(host) {
            return Some(name.clone());
        }
        host = host.split_once('.')?.1;
    }
}

#[cfg(test)]
mod tests {
    use super::of_address;

    #[test]
    fn editions_belong_to_their_outlet() {
        assert_eq!(of_address("https://www.bbc.co.uk/news/world-1").as_deref(), Some("BBC"));
        assert_eq!(of_address("theguardian.com/world").as_deref(), Some("The Guardian"));
        assert_eq!(of_address("https://news.example/1"), None);
    }
}
