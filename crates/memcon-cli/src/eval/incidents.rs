//! Incidents across articles: do articles about one happening share one?

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use memcon::incident::incidents;
use memcon::{Format, Memcon, Page, Record};
use rayon::prelude::*;
use serde::Deserialize;

use super::measure::{Found, Measure};
use super::{Scored, gold};
use crate::exit::Stop;

/// Clusters smaller than this have no main incident to speak of.
const LARGE: usize = 5;

#[derive(Debug, Deserialize)]
struct Gold {
    cluster: String,
    title: Option<String>,
    publisher: Option<String>,
}

/// Scores pairs of articles, among those with events: given are those that share an incident which neither has as
/// background, gold those of one cluster.
pub(super) fn score(reader: &Memcon, path: &Path) -> Result<Scored, Stop> {
    let texts = gold::read::<Gold>(path)?;
    let records: Vec<Record> =
        texts.par_iter().enumerate().map(|(n, text)| reader.process(&page(n, text))).collect();
    let place: BTreeMap<&str, usize> =
        records.iter().enumerate().map(|(number, record)| (record.article.id.as_str(), number)).collect();
    let mut shared: Vec<BTreeSet<usize>> = Vec::new();
    for incident in incidents(&records) {
        let news = incident.reports.iter().filter(|report| !report.background);
        shared.push(news.filter_map(|report| place.get(report.article.as_str()).copied()).collect());
    }
    let mut together: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); records.len()];
    for articles in &shared {
        for &article in articles {
            together[article].extend(articles.iter().filter(|other| **other != article));
        }
    }
    let coded: Vec<usize> = (0..records.len()).filter(|&number| !records[number].events.is_empty()).collect();
    let same = |a: usize, b: usize| texts[a].gold.cluster == texts[b].gold.cluster;
    // Each pair is counted for both of its articles, which leaves shares as they are.
    let pairs: Vec<Found> = coded
        .iter()
        .map(|&article| Found {
            right: together[article].iter().filter(|&&other| same(article, other)).count(),
            given: together[article].len(),
            gold: coded.iter().filter(|&&other| other != article && same(article, other)).count(),
        })
        .collect();
    let mut measures = Measure::found("article pairs", &pairs).to_vec();
    let mut clusters: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for &article in &coded {
        clusters.entry(&texts[article].gold.cluster).or_default().insert(article);
    }
    clusters.retain(|_, articles| articles.len() >= LARGE);
    let main: Vec<(usize, usize)> = clusters
        .values()
        .map(|articles| {
            let most = shared.iter().map(|incident| incident.intersection(articles).count()).max();
            (most.unwrap_or(0), articles.len())
        })
        .collect();
    measures.push(Measure::new("in the main incident, of large clusters' articles", main.iter().copied()));
    measures.push(Measure::new(
        "large clusters with most articles in one incident",
        main.iter().map(|(most, all)| (usize::from(2 * most > *all), 1)),
    ));
    Ok(Scored { measures, records })
}

fn page(number: usize, text: &gold::Text<Gold>) -> Page {
    Page {
        source: format!("line-{}", number + 1),
        bytes: text.text.clone().into_bytes(),
        format: Some(Format::Text),
        id: text.id.clone().or_else(|| text.doc.clone()),
        publisher: text.gold.publisher.clone(),
        title: text.gold.title.clone(),
        published: text.published.as_deref().and_then(|day| memcon::check_published(day).ok()),
        ..Page::default()
    }
}
