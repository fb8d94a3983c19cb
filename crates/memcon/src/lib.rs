//! memcon reads news articles and keeps the record of them: who did what to whom, when, where, who says so,
//! and where the article says it.

mod annotate;
mod article;
mod compose;
mod error;
mod extract;
mod gazetteer;
mod hash;
mod knowledge;
mod memcon;
mod mention;
#[cfg(feature = "model")]
mod model;
mod ontology;
mod read;
#[cfg(feature = "model")]
mod relate;
mod resolve;
mod split;
mod text;
mod token;

pub mod incident;
pub mod record;

pub use annotate::annotate;
pub use article::{
    About, Article, Format, Furniture, FurnitureKind, Page, Published, PublishedFrom, Sentence,
};
pub use compose::compose;
pub use error::{Error, Result};
pub use extract::{Extracted, extract};
pub use gazetteer::{Feature, Gazetteer, GazetteerEntry, GazetteerRow, compile_gazetteer};
pub use incident::Incident;
pub use knowledge::Knowledge;
pub use memcon::Memcon;
pub use mention::{ActorKind, ActorMention, Annotations, Form, Speech, Trigger};
#[cfg(feature = "model")]
pub use model::{Model, TriggerCandidate};
pub use ontology::{EventType, Status};
pub use read::{
    BytesRead, Pages, check_published, input_bytes, is_article_file, read, read_counted, read_csv,
    read_jsonl, read_warc,
};
pub use record::Record;
#[cfg(feature = "model")]
pub use relate::Relation;
pub use resolve::{Actor, Anchor, Place, PlaceKind, Resolved, Role, RoleStatus, Time, TimeKind, resolve};
pub use text::{Characters, Span, byte_of_character};
