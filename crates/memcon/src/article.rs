//! Pages as they come in, and articles whose text never changes.

use crate::split;
use crate::text::Span;

/// One input, before anything is known of it.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Path or URL, as the user gave it; `file.jsonl:12` for a line of a file.
    pub source: String,
    /// The raw content.
    pub bytes: Vec<u8>,
    /// What `bytes` holds; `None`: to be found out from the bytes.
    pub format: Option<Format>,
    /// Charset that the server named when it sent the page.
    pub charset: Option<String>,
    /// Identifier given with the input.
    pub id: Option<String>,
    /// Address of the page, from the input or `--url`.
    pub url: Option<String>,
    /// Outlet, from the input.
    pub publisher: Option<String>,
    /// Headline, from the input.
    pub title: Option<String>,
    /// Publication date from the input or `--published`: an ISO date or date-time, already checked.
    pub published: Option<String>,
}

/// How a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text; its positions are kept.
    Text,
    /// HTML; title and body are extracted.
    Html,
}

/// An article: its text, fixed, and what is known about it as a whole.
#[derive(Debug, Clone)]
pub struct Article {
    /// What is known about it.
    pub about: About,
    text: String,
    furniture: Vec<Furniture>,
    sentences: Vec<Sentence>,
}

/// What is known about an article as a whole.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// The id given with the input, else a stable hash of URL and text.
    pub id: String,
    /// The path or URL it was read from, as given.
    pub source: String,
    /// Its address.
    pub url: Option<String>,
    /// The outlet that published it.
    pub publisher: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Where the headline stands in the text, when it does.
    pub title_span: Option<Span>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Publication date and where it was found.
    pub published: Option<Published>,
    /// ISO 639-1 code of its language.
    pub language: Option<String>,
}

/// When an article was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// ISO date or date-time as it will be written in the record.
    pub iso: String,
    /// Where it was found.
    pub from: PublishedFrom,
}

impl Published {
    /// The calendar day, in the zone that the date was written in.
    pub fn date(&self) -> Option<jiff::civil::Date> {
        self.iso.get(..10)?.parse().ok()
    }
}

/// Where a publication date was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishedFrom {
    /// Given with the input or on the command line.
    Flag,
    /// JSON-LD, OpenGraph or another tag meant for machines.
    Metadata,
    /// The address has it: `/2023/05/11/`.
    Url,
    /// A dateline or a visible date.
    Text,
}

/// A stretch of text that belongs to the page, not to the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Furniture {
    /// Where.
    pub span: Span,
    /// What it is.
    pub kind: FurnitureKind,
}

/// Kinds of page furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FurnitureKind {
    /// Menus, section names, "Skip to content", breadcrumbs.
    Navigation,
    /// Text under a picture.
    Caption,
    /// Who took or owns a picture.
    Credit,
    /// Who wrote the article, with addresses and handles.
    Byline,
    /// Newsletters, subscriptions, advertisements, "share this".
    Promotion,
    /// Links to other stories, "most popular".
    Related,
    /// The same line again.
    Duplicate,
    /// Anything else that no reader would call the article.
    Other,
}

/// One sentence of the article proper: furniture holds none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where.
    pub span: Span,
    /// Its paragraph, counted from 0.
    pub paragraph: usize,
    /// True for the headline.
    pub headline: bool,
}

impl Article {
    /// Freezes `text`. `furniture` must be sorted and must not overlap; sentences are found here, once.
    pub fn new(about: About, text: String, furniture: Vec<Furniture>) -> Article {
        let sentences = split::split(&text, &furniture, about.title_span);
        Article { about, text, furniture, sentences }
    }

    /// The text; every span points into it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its sentences, in order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Where its sentences stand, as the model takes them.
    #[cfg(feature = "model")]
    pub(crate) fn sentence_spans(&self) -> Vec<Span> {
        self.sentences.iter().map(|sentence| sentence.span).collect()
    }

    /// What is page and not article, in order.
    pub fn furniture(&self) -> &[Furniture] {
        &self.furniture
    }

    /// The words at `span`.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Number of the sentence that holds the start of `span`; `None` in furniture or between sentences.
    pub fn sentence_of(&self, span: Span) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.span.start <= span.start);
        let candidate = after.checked_sub(1)?;
        (span.start < self.sentences[candidate].span.end).then_some(candidate)
    }

    /// Publication day, when known.
    pub fn day(&self) -> Option<jiff::civil::Date> {
        self.about.published.as_ref()?.date()
    }
}
