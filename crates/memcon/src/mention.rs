//! What the annotate stage finds: stretches of text with a kind, and what belongs to what.

use crate::ontology::{EventType, Status};
use crate::text::Span;

/// Everything found in one article, before anything is resolved.
#[derive(Debug, Clone, Default)]
pub struct Annotations {
    /// Mentions of actors, in text order.
    pub actors: Vec<ActorMention>,
    /// Event triggers, in text order.
    pub triggers: Vec<Trigger>,
    /// Reported speech and thought, in text order.
    pub speech: Vec<Speech>,
}

impl Annotations {
    /// Speech whose content holds `span`. Statements begin in text order, so those that begin after it are passed over.
    pub(crate) fn speech_holding(&self, span: Span) -> impl Iterator<Item = &Speech> {
        let begins = |speech: &Speech| speech.content.first().map_or(0, |content| content.start);
        let after = self.speech.partition_point(|speech| begins(speech) <= span.start);
        let near = after.saturating_sub(NEAR);
        self.speech[near..after]
            .iter()
            .filter(move |speech| speech.content.iter().any(|content| content.contains(span)))
    }
}

/// How many statements may begin between a statement's first words and its last.
const NEAR: usize = 50;

/// Index into [`Annotations::actors`].
pub type ActorMentionId = usize;

/// A name, description or pronoun that stands for somebody who can act.
#[derive(Debug, Clone, PartialEq)]
pub struct ActorMention {
    /// The words, modifiers of role and nation included.
    pub span: Span,
    /// The sentence it stands in.
    pub sentence: usize,
    /// What it seems to be; the resolver may know better.
    pub kind: ActorKind,
    /// How it refers.
    pub form: Form,
    /// The name proper inside `span`, without title and nation; equals `span` for others.
    pub head: Span,
    /// Estimated probability that this is a mention.
    pub score: f32,
}

/// Kinds of actors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// One human being.
    Person,
    /// A body with members: party, ministry, firm, armed group.
    Organization,
    /// A state, territory or its government.
    State,
    /// People without an organisation: "protesters", "the two leaders".
    Group,
}

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// By name, with or without title.
    Name,
    /// By role or description: "the Chilean president".
    Description,
    /// By pronoun: "he", "they".
    Pronoun,
}

/// Words that report an event, and what the sentence says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Trigger {
    /// Shortest words that express the event.
    pub span: Span,
    /// The sentence it stands in.
    pub sentence: usize,
    /// PLOVER type.
    pub event: EventType,
    /// PLOVER mode, as the ontology spells it.
    pub mode: Option<String>,
    /// Reality of the event as the sentence tells it.
    pub status: Status,
    /// Words that decided the status ("will", "denied"), when words did.
    pub status_cue: Option<Span>,
    /// True when the sentence tells it as older context.
    pub background: bool,
    /// Who does it.
    pub sources: Vec<ActorMentionId>,
    /// To whom it is done.
    pub targets: Vec<ActorMentionId>,
    /// Where, when the sentence says so.
    pub place: Option<Span>,
    /// When, when the sentence says so.
    pub time: Option<Span>,
    /// Who reports it, when the article does not assert it itself.
    pub attributed_to: Option<ActorMentionId>,
    /// Estimated probability that event and type are right.
    pub score: f32,
}

/// One attribution: who says what by which words.
#[derive(Debug, Clone, PartialEq)]
pub struct Speech {
    /// Who speaks, when the text names somebody.
    pub speaker: Option<ActorMentionId>,
    /// "said", "according to"; none for free-standing quotations.
    pub cue: Option<Span>,
    /// What is said; several pieces for interrupted or long quotations.
    pub content: Vec<Span>,
    /// Wholly inside quotation marks.
    pub direct: bool,
    /// Estimated probability.
    pub score: f32,
}
