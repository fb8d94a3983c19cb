//! Who says what: cues, quotation marks and the clauses around them.

use super::{Placed, Work};
use crate::article::Article;
use crate::knowledge::{Found, Knowledge, SpeechWord};
use crate::mention::{ActorKind, ActorMentionId, Speech};
use crate::text::Span;

/// Most words between a speaker and the cue.
const REACH: usize = 12;

/// How many statements back a quotation may already be held.
const RECENT: usize = 20;

/// Statements of the article, in order.
pub(super) fn find(knowledge: &Knowledge, article: &Article, works: &[Work<'_>]) -> Vec<Speech> {
    let mut statements: Vec<Speech> = Vec::new();
    let quotes = quotations(article);
    for (number, work) in works.iter().enumerate() {
        let sentence = article.sentences()[number];
        if work.tokens.is_empty() {
            continue;
        }
        let quoted: Vec<Span> =
            quotes.iter().copied().filter(|quote| quote.overlaps(sentence.span)).collect();
        let cue = cue(knowledge, work, &quoted);
        match cue {
            Some(cue) => statements.extend(reported(work, sentence.span, &cue, &quoted)),
            None => carry_on(&mut statements, article, number, &quoted),
        }
    }
    statements
}

/// Quotations of the article, marks left out. A paragraph that opens a quotation and does not close it is quoted
/// to its end, as newspapers do when the next paragraph goes on.
pub(super) fn quotations(article: &Article) -> Vec<Span> {
    let text = article.text();
    let mut found = Vec::new();
    let mut paragraph = usize::MAX;
    let mut open: Option<usize> = None;
    let mut paragraph_end = 0;
    for sentence in article.sentences() {
        if sentence.paragraph != paragraph {
            found.extend(open.take().map(|start| Span::new(start, paragraph_end)));
            paragraph = sentence.paragraph;
        }
        for (at, mark) in sentence.span.of(text).char_indices() {
            let at = sentence.span.start + at;
            match (mark, open) {
                ('“', _) | ('"', None) => open = Some(at + mark.len_utf8()),
                ('”' | '"', Some(start)) => {
                    found.push(Span::new(start, at));
                    open = None;
                }
                _ => {}
            }
        }
        paragraph_end = sentence.span.end;
    }
    found.extend(open.map(|start| Span::new(start, paragraph_end)));
    // A word or two in quotation marks is a name or irony, not a statement of its own.
    found.retain(|quote| quote.of(text).split_whitespace().count() > 2);
    found
}

/// The sentence's main cue: the first outside quotations that has a speaker near it.
fn cue<'k>(knowledge: &'k Knowledge, work: &Work<'_>, quoted: &[Span]) -> Option<Found<'k, SpeechWord>> {
    let outside = |token: usize| !quoted.iter().any(|quote| quote.contains(work.tokens[token].span));
    let content_follows = |found: &Found<'_, SpeechWord>| {
        !quoted.is_empty() || found.value.pos == 'p' || found.value.frame != "quote"
    };
    let found = knowledge.words.speech.all(&work.tokens);
    found
        .into_iter()
        .find(|found| outside(found.start) && content_follows(found) && is_cue(work, found, quoted))
}

/// A cue is followed by "that", a clause or a quotation, or stands at the end after a comma.
fn is_cue(work: &Work<'_>, found: &Found<'_, SpeechWord>, quoted: &[Span]) -> bool {
    let says = found.value.kind == "say" && found.value.pos == 'v' && found.value.frame == "that";
    if found.value.pos == 'p' || says || !quoted.is_empty() {
        return true;
    }
    let next = |at: usize, word: &str| work.tokens.get(at).is_some_and(|token| token.is(word));
    found.value.pos == 'v' && (next(found.end, "that") || next(found.end, ":"))
        || work.tokens[found.start.saturating_sub(1)..found.end].iter().any(|token| token.is("that"))
}

fn reported(work: &Work<'_>, sentence: Span, cue: &Found<'_, SpeechWord>, quoted: &[Span]) -> Option<Speech> {
    let tokens = &work.tokens;
    let cue_span = tokens[cue.start].span.cover(tokens[cue.end - 1].span);
    let inside = |span: Span| quoted.iter().any(|quote| quote.contains(span));
    let (speaker, speaker_span) = speaker(work, cue, &inside);
    let outer = speaker_span.map_or(cue_span, |span| cue_span.cover(span));
    // What stands before and after "X said", without commas, "that" and marks at the seam.
    let before = Span::new(sentence.start, outer.start.max(sentence.start));
    let after = Span::new(outer.end.min(sentence.end), sentence.end);
    let before = seam(work, before);
    let after = seam(work, after);
    let words = |span: Span| tokens.iter().filter(|token| token.word && span.contains(token.span)).count();
    let at_end =
        words(after) < 4 && words(before) > 3 || ends_with_comma(work, outer.start) && words(before) > 3;
    let quoted_here: Vec<Span> = quoted.to_vec();
    let mut content: Vec<Span> = Vec::new();
    if !quoted_here.is_empty() && quoted_share(&quoted_here, before, after) {
        content.extend(quoted_here.iter().copied());
    } else if at_end {
        content.push(before);
    } else {
        content.push(after);
    }
    let content: Vec<Span> = content
        .into_iter()
        .map(|span| span.trimmed(work.text))
        .filter(|span| words(*span) > 1 || quoted_here.contains(span))
        .collect();
    if content.is_empty() {
        return None;
    }
    let direct = content.iter().all(|span| quoted_here.iter().any(|quote| quote.contains(*span)));
    Some(Speech { speaker, cue: Some(cue_span), content, direct, score: 0.5 })
}

/// True when the quotation is what was said; false when only some words of a clause are quoted.
fn quoted_share(quoted: &[Span], before: Span, after: Span) -> bool {
    let length: usize = quoted.iter().map(|quote| quote.len()).sum();
    let whole = before.len().max(after.len());
    length * 10 >= whole * 7
        || quoted.iter().any(|quote| quote.start <= before.start + 3 && quote.len() * 2 > before.len())
}

fn ends_with_comma(work: &Work<'_>, at: usize) -> bool {
    work.text[..at].trim_end().ends_with([',', '”', '"', '?', '!'])
}

/// The span without what joins a clause to its cue.
fn seam(work: &Work<'_>, span: Span) -> Span {
    let text = work.text;
    let mut span = span.trimmed(text);
    loop {
        let words = span.of(text);
        if let Some(rest) = words.strip_prefix([',', ':', ';', '—', '–']) {
            span = Span::new(span.end - rest.len(), span.end).trimmed(text);
        } else if let Some(rest) = words.strip_prefix("that ") {
            span = Span::new(span.end - rest.len(), span.end).trimmed(text);
        } else if let Some(rest) = words.strip_suffix([',', ':', ';', '—', '–', '.']) {
            span = Span::new(span.start, span.start + rest.len()).trimmed(text);
        } else {
            return span;
        }
    }
}

/// The mention nearest to the cue outside quotations, before it or right after ("said Smith").
fn speaker(
    work: &Work<'_>,
    cue: &Found<'_, SpeechWord>,
    inside: &dyn Fn(Span) -> bool,
) -> (Option<ActorMentionId>, Option<Span>) {
    let free = |span: Span| !inside(span);
    let after = work
        .actors
        .iter()
        .find(|actor| actor.start >= cue.end && actor.start - cue.end <= 1 && free(actor.mention.span));
    let before =
        work.actors.iter().rev().find(|actor| {
            actor.end <= cue.start && cue.start - actor.end <= REACH && free(actor.mention.span)
        });
    // "X said": what comes right before wins; "according to X" and "…, said X" look forward.
    // "a spokesman for the coast guard said": the spokesman speaks.
    let before = before.map(|actor| head_of(work, actor));
    let adjacent = before.filter(|actor| {
        cue.start - actor.end <= 2
            || work
                .actors
                .iter()
                .any(|other| other.end + 2 >= cue.start && head_of(work, other).id == actor.id)
    });
    let chosen = if cue.value.pos == 'p' { after.or(adjacent) } else { adjacent.or(after).or(before) };
    match chosen {
        Some(actor) => (Some(actor.id), Some(actor.mention.span)),
        None => (None, None),
    }
}

/// The mention that `actor` belongs to: "spokesman" for "the coast guard" in "a spokesman for the coast guard".
fn head_of<'w>(work: &'w Work<'_>, actor: &'w Placed) -> &'w Placed {
    let prepositional = |at: usize| matches!(work.tokens[at].lower.as_str(), "for" | "of" | "at" | "from");
    let mut start = actor.start;
    if start > 0 && matches!(work.tokens[start - 1].lower.as_str(), "the" | "his" | "her" | "its") {
        start -= 1;
    }
    if start == 0 || !prepositional(start - 1) {
        return actor;
    }
    let owner = work.actors.iter().find(|other| other.end == start - 1);
    owner.filter(|other| other.mention.kind == ActorKind::Person).unwrap_or(actor)
}

/// Quoted sentences without a cue go on with the statement before them when they stand in its paragraph or open
/// the next one.
pub(super) fn carry_on(statements: &mut Vec<Speech>, article: &Article, number: usize, quoted: &[Span]) {
    let sentence = article.sentences()[number];
    for &quote in quoted {
        let recent = statements.len().saturating_sub(RECENT);
        if statements[recent..]
            .iter()
            .any(|statement| statement.content.iter().any(|content| content.contains(quote)))
        {
            continue;
        }
        let last = statements.last_mut();
        let near = last.filter(|statement| {
            let span = statement.content.last().copied().unwrap_or(sentence.span);
            article.sentence_of(span).is_some_and(|other| {
                let paragraph = article.sentences()[other].paragraph;
                sentence.paragraph == paragraph || sentence.paragraph == paragraph + 1 && statement.direct
            })
        });
        match near {
            Some(statement) => statement.content.push(quote.trimmed(article.text())),
            None => statements.push(Speech {
                speaker: None,
                cue: None,
                content: vec![quote.trimmed(article.text())],
                direct: true,
                score: 0.3,
            }),
        }
    }
}
