//! New incidents as an Atom feed (RFC 4287), which any feed reader opens.

use std::fmt::Write;

use jiff::Timestamp;
use memcon::Incident;

/// What a feed reader shows of an incident.
pub struct Entry<'a> {
    pub incident: &'a Incident,
    /// Second since 1970 at which it was first told of.
    pub since: i64,
    /// Addresses of the articles that report it.
    pub links: Vec<String>,
}

/// The feed as XML. `name` tells it from other feeds of memcon's.
pub fn feed(name: &str, entries: &[Entry<'_>]) -> String {
    let updated = entries.iter().map(|entry| entry.since).max().unwrap_or(0);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n  \
         <id>urn:memcon:watch:{0}</id>\n  <title>memcon: {0}</title>\n  <updated>{1}</updated>\n  \
         <author><name>memcon</name></author>\n",
        escaped(name),
        moment(updated)
    );
    for entry in entries {
        let incident = entry.incident;
        let content = serde_json::to_string_pretty(incident).unwrap_or_default();
        let links: String = entry
            .links
            .iter()
            .enumerate()
            .map(|(n, link)| {
                let rel = if n == 0 { "alternate" } else { "related" };
                format!("    <link rel=\"{rel}\" href=\"{}\"/>\n", escaped(link))
            })
            .collect();
        // Writing to a text cannot fail.
        let _ = write!(
            xml,
            "  <entry>\n    <id>urn:memcon:incident:{}</id>\n    <title>{}</title>\n    <updated>{}</updated>\n\
             {links}    <category term=\"{}\"/>\n    <summary>{}</summary>\n    <content type=\"text\">{}</content>\n  \
             </entry>\n",
            escaped(&incident.id),
            escaped(&title(incident)),
            moment(entry.since),
            escaped(&incident.kind),
            escaped(incident.headline.as_deref().unwrap_or_default()),
            escaped(&content)
        );
    }
    xml.push_str("</feed>\n");
    xml
}

/// `CONSULT visit: Inês Carvalho → Norway, Oslo, 2026-03-11`, with the status when it did not simply happen.
pub fn title(incident: &Incident) -> String {
    let names = |ids: &[String]| {
        let name = |id: &String| {
            let actor = incident.actors.iter().find(|actor| actor.id == *id);
            actor.map_or(id.clone(), |actor| actor.name.clone())
        };
        ids.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let mut title = incident.kind.clone();
    if let Some(mode) = &incident.mode {
        title.push(' ');
        title.push_str(mode);
    }
    title.push_str(": ");
    title.push_str(&names(&incident.sources));
    if !incident.targets.is_empty() {
        title.push_str(" → ");
        title.push_str(&names(&incident.targets));
    }
    for part in
        [incident.place.as_ref().map(|place| &place.name), incident.time.as_ref()].into_iter().flatten()
    {
        title.push_str(", ");
        title.push_str(part);
    }
    if incident.status != "happened" {
        title.push_str(&format!(" ({})", incident.status));
    }
    title
}

fn moment(second: i64) -> String {
    Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

/// The text as XML has it; control characters, which XML has not, are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feed_readers_read_it() {
        let incident: Incident = serde_json::from_value(serde_json::json!({
            "id": "00ff", "type": "CONSULT", "mode": "visit", "quad": 1, "intensity": 4.0, "sources": ["x"],
            "targets": ["Norway"],
            "actors": [{"id": "x", "name": "Inês \"<&>\u{1}\" Carvalho", "kind": "person", "country": "PRT", "wikidata": null}],
            "place": {"name": "Oslo", "kind": "city", "country": "NOR", "lat": null, "lon": null, "geonames": null},
            "time": "2026-03-11", "days": null, "status": "planned", "background": false, "headline": "Talks",
            "reports": [], "first_reported": null, "last_reported": null, "voices": 1, "publishers": 1, "history": [],
            "disagreements": []
        }))
        .unwrap();
        let links = vec!["https://news.example/1?a&b".to_owned(), "https://other.example/2".to_owned()];
        let xml = feed("my <watch>", &[Entry { incident: &incident, since: 1_773_300_000, links }]);
        let read = feed_rs::parser::parse(xml.as_bytes()).unwrap();
        let entry = &read.entries[0];
        assert_eq!(
            entry.title.as_ref().unwrap().content,
            "CONSULT visit: Inês \"<&>\" Carvalho → Norway, Oslo, 2026-03-11 (planned)"
        );
        assert_eq!(entry.links[0].href, "https://news.example/1?a&b");
        assert_eq!(entry.updated.unwrap().timestamp(), 1_773_300_000);
        assert_eq!(read.title.unwrap().content, "memcon: my <watch>");
    }
}
