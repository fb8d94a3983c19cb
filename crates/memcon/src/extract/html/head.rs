//! Title, authors, outlet and date of a page: JSON-LD first, then meta tags, then what readers see.

use std::sync::LazyLock;

use dom_query::Document;
use regex::Regex;

use super::jsonld::Described;
use crate::extract::dates;

/// What is known of the page as a whole.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Headline.
    pub(super) title: Option<String>,
    /// Who wrote it.
    pub(super) authors: Vec<String>,
    /// The outlet's name.
    pub(super) publisher: Option<String>,
    /// Publication date, ISO.
    pub(super) published: Option<String>,
    /// The page's own address.
    pub(super) url: Option<String>,
}

/// Meta tags that hold the publication date, the surest first.
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "datepublished",
    "date.published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "cxenseparse:recs:publishtime",
    "publish-date",
    "publish_date",
    "publishdate",
    "publication_date",
    "pubdate",
    "published_time",
    "article_date_original",
    "originalpublicationdate",
    "og:published_time",
    "og:pubdate",
    "citation_publication_date",
    "date",
    "article.published",
];

/// Meta tags that name the writers.
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "dcterms.creator",
];

/// Visible places of the date, the surest first.
const VISIBLE_DATES: &[&str] = &[
    "[itemprop='datePublished']",
    "time[pubdate]",
    "article time[datetime]",
    "time.published",
    "time.entry-date",
    "abbr.published",
    "h1 ~ time[datetime]",
    "time[datetime]",
];

/// Reads the head of `page`, with what its JSON-LD says.
pub(super) fn head(page: &Document, described: &Described) -> Head {
    let metas = metas(page);
    let meta = |name: &str| metas.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let site = meta("og:site_name").or_else(|| meta("application-name"));
    let publisher = described.publisher.clone().or_else(|| site.clone());
    let authors = if described.authors.is_empty() {
        AUTHORS.iter().filter_map(|name| meta(name)).find(|name| !name.contains("://")).into_iter().collect()
    } else {
        described.authors.clone()
    };
    let published = described
        .published
        .as_deref()
        .and_then(dates::machine)
        .or_else(|| DATES.iter().filter_map(|name| meta(name)).find_map(|value| dates::machine(&value)))
        .or_else(|| visible_date(page));
    let url = page
        .select("link[rel='canonical']")
        .attr("href")
        .map(|href| href.to_string())
        .filter(|href| href.starts_with("http"))
        .or_else(|| meta("og:url").filter(|url| url.starts_with("http")));
    Head {
        title: title(page, described, &meta, [site.as_deref(), publisher.as_deref()]),
        authors: people(&authors, publisher.as_deref()),
        publisher,
        published,
        url,
    }
}

/// Every meta tag with a name, the name in lower case.
fn metas(page: &Document) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for meta in page.select("meta[content]").nodes() {
        for key in ["name", "property", "itemprop", "http-equiv"] {
            if let (Some(name), Some(content)) = (meta.attr(key), meta.attr("content")) {
                let content = one_line(&content);
                if !content.is_empty() {
                    found.push((name.to_lowercase(), content));
                }
            }
        }
    }
    found
}

fn visible_date(page: &Document) -> Option<String> {
    VISIBLE_DATES.iter().find_map(|place| {
        page.select(place).nodes().iter().take(3).find_map(|node| {
            let stated =
                node.attr("datetime").or_else(|| node.attr("content")).or_else(|| node.attr("title"));
            stated
                .and_then(|value| dates::machine(&value))
                .or_else(|| dates::machine(&one_line(&node.text())))
        })
    })
}

/// The headline: as readers see it when the page says the same elsewhere, without the outlet's name.
fn title(
    page: &Document,
    described: &Described,
    meta: &dyn Fn(&str) -> Option<String>,
    outlet: [Option<&str>; 2],
) -> Option<String> {
    let headings: Vec<String> = page
        .select("h1")
        .nodes()
        .iter()
        .take(20)
        .map(|node| one_line(&node.text()))
        .filter(|text| text.chars().count() > 3)
        .collect();
    let tag = page.select("head > title, title").nodes().first().map(|node| one_line(&node.text()));
    let stated = [described.headline.clone(), meta("og:title"), meta("twitter:title"), tag]
        .into_iter()
        .flatten()
        .map(|title| without_outlet(&title, outlet))
        .filter(|title| !title.is_empty());
    let stated: Vec<String> = stated.collect();
    let agreed = headings.iter().find(|heading| stated.iter().any(|title| alike(heading, title)));
    agreed.cloned().or_else(|| stated.into_iter().next()).or_else(|| headings.into_iter().next())
}

/// True when most words of one are words of the other: outlets shorten headlines for search engines.
fn alike(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() > 2)
            .map(str::to_owned)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let shared = one.iter().filter(|word| other.contains(word)).count();
    shared * 10 >= one.len().min(other.len()) * 6 && shared > 0
}

/// `Talks resume | World | The Harbour Times` without what follows the headline.
fn without_outlet(title: &str, outlet: [Option<&str>; 2]) -> String {
    static PARTS: LazyLock<Regex> = LazyLock::new(|| {
        // Proved by the test below.
        Regex::new(r"\s+(?:\||[-–—:]|::|»|·|•)\s+").expect("the pattern is sound")
    });
    let mut title = title.trim();
    for name in outlet.into_iter().flatten() {
        if let Some(rest) = title.strip_suffix(name)
            && let Some(mark) = PARTS.find_iter(&format!("{rest} ")).last()
            && mark.end() >= rest.trim_end().len()
        {
            title = title[..mark.start()].trim_end();
        }
    }
    if let Some(bar) = title.find(" | ")
        && title[..bar].split_whitespace().count() >= 4
    {
        title = &title[..bar];
    }
    title.to_owned()
}

/// Names of people out of bylines: `By Ada Lund and Tom Reyes, Reuters`.
pub(in crate::extract) fn people(bylines: &[String], publisher: Option<&str>) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for byline in bylines {
        let byline = byline.trim();
        let byline = byline.strip_prefix("By ").or_else(|| byline.strip_prefix("by ")).unwrap_or(byline);
        for part in
            byline.split([',', ';', '|']).flat_map(|part| part.split(" and ")).flat_map(|it| it.split(" & "))
        {
            let name = part.trim().trim_start_matches("and ");
            let is_name = name.chars().any(char::is_alphabetic)
                && name.chars().count() <= 60
                && !name.contains(['@', '/', '{', '<'])
                && !publisher.is_some_and(|outlet| outlet.eq_ignore_ascii_case(name));
            if is_name && !people.iter().any(|known| known == name) {
                people.push(name.to_owned());
            }
        }
    }
    people
}

/// `text` with every run of white space made one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_loses_the_outlet() {
        let outlet = [Some("The Harbour Times"), None];
        assert_eq!(
            without_outlet("Talks resume in port - The Harbour Times", outlet),
            "Talks resume in port"
        );
        assert_eq!(
            without_outlet("Talks resume in port | World | Elsewhere", outlet),
            "Talks resume in port"
        );
        assert_eq!(without_outlet("Port strike - day four", outlet), "Port strike - day four");
    }

    #[test]
    fn people_in_bylines() {
        let bylines = ["By Ada Lund and Tom Reyes, Reuters".to_owned()];
        assert_eq!(people(&bylines, Some("Reuters")), ["Ada Lund", "Tom Reyes"]);
    }
}
