//! The trained model's findings as annotations, with the plain reader's names and quotations beside them.

use super::clause::{clause_end, is_passive};
use super::model_mentions::Mentions;
use super::{Work, attribute, speech, status, triggers, works};
use crate::article::Article;
use crate::error::Result;
use crate::knowledge::{Knowledge, WordForm};
use crate::mention::{ActorMention, Annotations, Speech, Trigger};
use crate::model::{Hint, Model, ReadEvent, ReadStatement, TriggerCandidate};
use crate::ontology::Status;
use crate::text::Span;

/// Finds actors, triggers and speech in one article by a trained model.
///
/// Names that only the knowledge files know are added to the model's, and quotations that go on with a statement
/// of the sentence before are joined to it.
///
/// # Errors
/// When a graph cannot be run, which a sound model folder excludes.
pub(crate) fn annotate(
    model: &Model,
    knowledge: &Knowledge,
    article: &Article,
    wide_statements: bool,
) -> Result<Annotations> {
    let sentences = article.sentence_spans();
    let (plain, plain_actors) = works(knowledge, article);
    let hints: Vec<Hint> = plain.iter().flat_map(|work| triggers::hints(knowledge, work)).collect();
    let read = model.read(article.text(), &sentences, &hints, wide_statements)?;
    let cued: Vec<Trigger> = plain.iter().flat_map(|work| triggers::find(knowledge, work)).collect();
    let mut mentions = Mentions::new(knowledge, article, &plain, &read.mentions);
    for event in &read.events {
        event.sources.iter().chain(&event.targets).for_each(|&span| mentions.need(span));
        event.attribution.into_iter().for_each(|span| mentions.need(span));
    }
    for statement in &read.statements {
        statement.speaker.iter().for_each(|&span| mentions.need(span));
    }
    mentions.sort();
    let mut triggers: Vec<Trigger> =
        read.events.into_iter().filter_map(|event| trigger(article, &mentions, event)).collect();
    triggers.iter_mut().for_each(|trigger| beside_plain(trigger, &cued, &mentions, &plain_actors));
    for trigger in &mut triggers {
        let work = plain.get(trigger.sentence);
        if work.is_some_and(|work| has_no_agent(knowledge, work, trigger.span)) {
            suffer(trigger, &mentions);
        }
    }
    let mut speech = statements(article, &mentions, read.statements);
    speech.sort_by_key(|speech| speech.content.first().copied());
    let mut found = Annotations { actors: mentions.into_actors(), triggers, speech };
    attribute(&mut found);
    Ok(found)
}

/// Every word of the article that the model or the lexicon takes for a trigger, however unsure, with what speaks for it.
///
/// # Errors
/// As [`annotate`].
pub(crate) fn candidates(
    model: &Model,
    knowledge: &Knowledge,
    article: &Article,
) -> Result<Vec<TriggerCandidate>> {
    let sentences = article.sentence_spans();
    let (plain, _) = works(knowledge, article);
    let hints: Vec<Hint> = plain.iter().flat_map(|work| triggers::hints(knowledge, work)).collect();
    model.candidates(article.text(), &sentences, &hints)
}

fn trigger(article: &Article, mentions: &Mentions<'_>, event: ReadEvent) -> Option<Trigger> {
    let ids = |spans: &[Span]| {
        let mut ids: Vec<usize> = Vec::new();
        for id in spans.iter().flat_map(|&span| mentions.of(span)) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    };
    let sources = ids(&event.sources);
    let mut targets = ids(&event.targets);
    targets.retain(|id| !sources.contains(id));
    let reporter = event.attribution.and_then(|span| mentions.of(span).first().copied());
    Some(Trigger {
        span: event.trigger,
        sentence: article.sentence_of(event.trigger)?,
        event: event.event,
        mode: event.mode,
        status: event.status,
        status_cue: None,
        background: event.background,
        attributed_to: reporter.filter(|id| !sources.contains(id)),
        sources,
        targets,
        place: event.place,
        time: event.time,
        score: event.score,
    })
}

/// What the plain reader knows of a trigger that it finds too: who acts where the model saw nobody, and cues.
/// `cued` are the plain reader's triggers, in text order, and `actors` its mentions.
fn beside_plain(trigger: &mut Trigger, cued: &[Trigger], mentions: &Mentions<'_>, actors: &[ActorMention]) {
    let first = cued.partition_point(|plain| plain.span.end <= trigger.span.start);
    let Some(plain) = cued.get(first).filter(|plain| plain.span.overlaps(trigger.span)) else { return };
    let own = |ids: &[usize]| ids.iter().flat_map(|&id| mentions.of(actors[id].span)).collect::<Vec<_>>();
    let nobody = trigger.sources.is_empty() && trigger.targets.is_empty();
    if nobody {
        trigger.sources = own(&plain.sources);
    }
    // Targets are what the model overlooks most; the lexicon's frame says where one stands.
    if nobody || trigger.targets.is_empty() && plain.event == trigger.event {
        trigger.targets = own(&plain.targets);
        trigger.targets.retain(|id| !trigger.sources.contains(id));
    }
    hear_cue(trigger, plain);
}

/// Whether the trigger is a passive verb whose agent the clause does not name: "was **arrested** in May".
fn has_no_agent(knowledge: &Knowledge, work: &Work<'_>, trigger: Span) -> bool {
    let tokens = &work.tokens;
    let start = tokens.partition_point(|token| token.span.end <= trigger.start);
    let end = tokens.partition_point(|token| token.span.start < trigger.end);
    let Some(verb) = tokens.get(start).filter(|token| !token.capital) else { return false };
    let listed = knowledge.words.events.at(tokens, start);
    let participle = verb.lower.ends_with("ed")
        || listed.iter().any(|found| !found.value.noun && found.value.form == WordForm::Past);
    let agent = tokens[end..clause_end(tokens, start).max(end)].iter().any(|token| token.is("by"));
    participle && is_passive(tokens, start, end) && !agent
}

/// Who stands before a passive verb suffers it: "Maria Lopez was arrested".
fn suffer(trigger: &mut Trigger, mentions: &Mentions<'_>) {
    let before = |&id: &usize| mentions.span(id).end <= trigger.span.start;
    if trigger.targets.is_empty() && trigger.sources.iter().all(before) {
        trigger.targets = std::mem::take(&mut trigger.sources);
    }
}

/// What the model takes for real but a cue beside it calls planned, asked for, denied or possible is what the cue says:
/// an invitation is never a visit.
fn hear_cue(trigger: &mut Trigger, plain: &Trigger) {
    let real = |status: Status| matches!(status, Status::Happened | Status::Ongoing);
    if real(plain.status) || !real(trigger.status) {
        return;
    }
    trigger.status = plain.status;
    trigger.status_cue = plain.status_cue;
    let coded = status::as_coded(trigger.event, plain.status);
    if coded != trigger.event {
        trigger.event = coded;
        trigger.mode = None;
    }
}

/// What is said in the text below does not begin in the headline.
fn below_headline(article: &Article, number: usize, mut content: Vec<Span>) -> Vec<Span> {
    let headline = article.sentences().iter().rev().find(|sentence| sentence.headline);
    let Some(end) = headline.map(|sentence| sentence.span.end) else { return content };
    if article.sentences()[number].headline {
        return content;
    }
    for span in &mut content {
        let below = Span::new(span.start.max(end), span.end.max(end));
        *span = below.trimmed(article.text());
    }
    content.retain(|span| !span.is_empty());
    content
}

/// The model's statements in order, each with the quotations that go on with it.
fn statements(article: &Article, mentions: &Mentions<'_>, read: Vec<ReadStatement>) -> Vec<Speech> {
    let quotes = speech::quotations(article);
    let mut told: Vec<Span> = read.iter().flat_map(|statement| statement.content.clone()).collect();
    told.sort();
    let mut reach = 0;
    // The last end of all that begins before a place; contents may hold one another.
    let reaches: Vec<usize> = told
        .iter()
        .map(|content| {
            reach = reach.max(content.end);
            reach
        })
        .collect();
    let is_told = |quote: &Span| {
        let before = told.partition_point(|content| content.start < quote.end);
        before.checked_sub(1).is_some_and(|last| reaches[last] > quote.start)
    };
    let free: Vec<Span> = quotes.into_iter().filter(|quote| !is_told(quote)).collect();
    let mut read = read.into_iter().peekable();
    let mut found: Vec<Speech> = Vec::new();
    for (number, sentence) in article.sentences().iter().enumerate() {
        let mut cued = false;
        while let Some(statement) = read.next_if(|statement| statement.cue.start < sentence.span.end) {
            found.push(Speech {
                speaker: statement.speaker.iter().find_map(|&span| mentions.of(span).first().copied()),
                cue: Some(statement.cue),
                content: below_headline(article, number, statement.content),
                direct: statement.direct,
                score: statement.score,
            });
            cued = true;
        }
        let from = free.partition_point(|quote| quote.end <= sentence.span.start);
        let quoted: Vec<Span> =
            free[from..].iter().copied().take_while(|quote| quote.start < sentence.span.end).collect();
        if !cued {
            speech::carry_on(&mut found, article, number, &quoted);
        }
    }
    found
}
