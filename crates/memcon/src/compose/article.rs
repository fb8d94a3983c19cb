//! The article part of a record.

use crate::article::{Article, FurnitureKind, PublishedFrom};
use crate::knowledge::Knowledge;
use crate::record::{ArticleRecord, FurnitureRecord, MadeWith, Record};
use crate::text::Characters;

/// A record that says nothing yet but which article it is about.
pub(crate) fn empty_record(knowledge: &Knowledge, article: &Article) -> Record {
    Record {
        memcon: env!("CARGO_PKG_VERSION").to_owned(),
        made_with: MadeWith {
            model: None,
            ontology: knowledge.ontology_version().to_owned(),
            knowledge: knowledge.version().to_owned(),
        },
        article: ArticleRecord::from(article),
        actors: Vec::new(),
        places: Vec::new(),
        times: Vec::new(),
        events: Vec::new(),
        statements: Vec::new(),
        skipped: Vec::new(),
    }
}

impl From<&Article> for ArticleRecord {
    /// The article with positions in characters.
    fn from(article: &Article) -> ArticleRecord {
        article_record(article)
    }
}

fn article_record(article: &Article) -> ArticleRecord {
    let about = &article.about;
    let characters = Characters::new(article.text());
    let published = about.published.as_ref();
    ArticleRecord {
        id: about.id.clone(),
        source: about.source.clone(),
        url: about.url.clone(),
        publisher: about.publisher.clone(),
        title: about.title.clone(),
        authors: about.authors.clone(),
        published: published.map(|published| published.iso.clone()),
        published_from: published.map(|published| published_from(published.from).to_owned()),
        language: about.language.clone(),
        text: article.text().to_owned(),
        furniture: article
            .furniture()
            .iter()
            .map(|piece| {
                let (start, end) = characters.range(piece.span);
                FurnitureRecord { start, end, kind: furniture_kind(piece.kind).to_owned() }
            })
            .collect(),
    }
}

fn published_from(from: PublishedFrom) -> &'static str {
    match from {
        PublishedFrom::Flag => "flag",
        PublishedFrom::Metadata => "metadata",
        PublishedFrom::Url => "url",
        PublishedFrom::Text => "text",
    }
}

fn furniture_kind(kind: FurnitureKind) -> &'static str {
    match kind {
        FurnitureKind::Navigation => "navigation",
        FurnitureKind::Caption => "caption",
        FurnitureKind::Credit => "credit",
        FurnitureKind::Byline => "byline",
        FurnitureKind::Promotion => "promotion",
        FurnitureKind::Related => "related",
        FurnitureKind::Duplicate => "duplicate",
        FurnitureKind::Other => "other",
    }
}
