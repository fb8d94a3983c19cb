//! Whether a name is used as a place: the cues around it. Their weights are in place_cues.csv.

use std::collections::HashSet;

use super::candidates::{Candidate, Findings, Target};
use super::words::{Gap, Word};
use crate::article::Article;
use crate::gazetteer::Feature;
use crate::knowledge::{Knowledge, WordKind};
use crate::mention::{ActorKind, Annotations, Form};

/// Cues that hold for a name, with their strength.
pub(super) type Cues = Vec<(&'static str, f64)>;

/// Cues of every candidate.
pub(super) fn usage(
    knowledge: &Knowledge,
    article: &Article,
    found: &Annotations,
    findings: &Findings,
) -> Vec<Cues> {
    let mut all: Vec<Cues> = findings
        .candidates
        .iter()
        .map(|candidate| cues(knowledge, article, found, findings, candidate))
        .collect();
    let keys_with = |cue: &str| -> HashSet<&str> {
        let with = findings
            .candidates
            .iter()
            .zip(&all)
            .filter(|(_, cues)| cues.iter().any(|(name, _)| *name == cue));
        with.map(|(candidate, _)| candidate.key.as_str()).collect()
    };
    // One mention tells about the others: who was "John Lincoln" is not a city two lines on.
    let (located, people, contained) =
        (keys_with("after in"), keys_with("after a given name"), keys_with("then its container"));
    let titled = keys_with("after a title");
    for (candidate, cues) in findings.candidates.iter().zip(&mut all) {
        let key = candidate.key.as_str();
        if located.contains(key) {
            cues.push(("elsewhere after in", 1.0));
        }
        if people.contains(key) || titled.contains(key) {
            cues.push(("elsewhere a person", 1.0));
        }
        if contained.contains(key) {
            cues.push(("elsewhere its container", 1.0));
        }
    }
    all
}

fn cues(
    knowledge: &Knowledge,
    article: &Article,
    found: &Annotations,
    findings: &Findings,
    candidate: &Candidate,
) -> Cues {
    let line = &findings.lines[candidate.line];
    let (start, end) = candidate.words;
    let toponyms = &knowledge.toponyms;
    let is = |word: &Word, kind: WordKind| toponyms.is(&word.key, kind);
    let mut cues: Cues = vec![("always", 1.0)];
    let mut cue = |name: &'static str, holds: bool| {
        if holds {
            cues.push((name, 1.0));
        }
    };

    // The word before, past "the" and "northern".
    let mut at = start;
    let mut directed = false;
    let mut the = false;
    while at > 0 && matches!(line.words[at].gap, Gap::Space | Gap::Hyphen) {
        let word = &line.words[at - 1];
        if is(word, WordKind::Direction) {
            directed = true;
        } else if word.key == "the" {
            the = true;
        } else {
            break;
        }
        at -= 1;
    }
    let before = (at > 0 && line.words[at].gap == Gap::Space).then(|| &line.words[at - 1]);
    let adjacent = (start > 0).then(|| &line.words[start - 1]);
    let adjacent =
        adjacent.filter(|word| matches!(line.words[start].gap, Gap::Space | Gap::Dot) && !word.possessive);
    if let Some(word) = before.filter(|word| !word.capital || line.shouted || at == 1) {
        cue("after in", is(word, WordKind::In));
        cue("after from", is(word, WordKind::From));
        cue("after of", is(word, WordKind::Of));
    }
    if let Some(word) = before {
        cue(
            "after settlement of",
            word.key == "of" && at > 1 && {
                let noun = &line.words[at - 2];
                is(noun, WordKind::Settlement) || is(noun, WordKind::Division)
            },
        );
    }
    cue("after direction", directed);
    cue("after the", the && !directed);
    cue(
        "after a settlement word",
        adjacent.is_some_and(|word| !word.capital && is(word, WordKind::Settlement)),
    );
    let known_nation = |word: &Word| toponyms.adjective_of(&word.key).is_some();
    if let Some(word) = adjacent.filter(|_| !line.shouted) {
        cue("after an adjective of nation", known_nation(word));
        cue("after a title", word.capital && is(word, WordKind::Title));
        cue(
            "after a given name",
            word.capital && toponyms.is_given_name(&word.key) && !is(word, WordKind::Common),
        );
        cue("after an initial", word.capital && word.key.len() == 1 && word.key != "a");
        let plain = word.capital
            && !is(word, WordKind::Title)
            && !is(word, WordKind::Direction)
            && !known_nation(word)
            && word.key != "the";
        // The first word of a sentence has its capital from there.
        cue("after a capitalised word", plain && start > 1);
        cue("after a first word", plain && start == 1);
    }
    cue("in a compound", start > 0 && line.words[start].gap == Gap::Hyphen && !line.words[start - 1].capital);
    cue(
        "after a hyphenated name",
        start > 0 && line.words[start].gap == Gap::Hyphen && line.words[start - 1].capital,
    );
    cue(
        "after a comma and a name",
        start > 0 && line.words[start].gap == Gap::Comma && line.words[start - 1].capital,
    );
    cue("in brackets", line.words[start].gap == Gap::Bracket);
    cue("begins the sentence", start == 0);

    let last = &line.words[end - 1];
    if let Some(next) = line.words.get(end) {
        let close = next.gap == Gap::Space && !last.possessive;
        if close && next.capital && !line.shouted {
            cue("before a feature word", is(next, WordKind::Feature));
            cue("before an organisation word", is(next, WordKind::Organisation));
            cue("before a division word in capitals", is(next, WordKind::Division));
            let plain = ![WordKind::Feature, WordKind::Organisation, WordKind::Division, WordKind::Title]
                .iter()
                .any(|kind| is(next, *kind));
            cue("before a family name", plain && toponyms.is_family_name(&next.key));
            cue("before a capitalised word", plain && !known_nation(next));
        }
        // "Boston City Council": the body's word may come later.
        let body = line.words[end..].iter().take(3).take_while(|word| word.capital && word.gap == Gap::Space);
        cue(
            "in an organisation's name",
            !line.shouted && !last.possessive && body.skip(1).any(|word| is(word, WordKind::Organisation)),
        );
        if close && !next.capital {
            cue("before what places have", is(next, WordKind::People));
            cue("before a division word", is(next, WordKind::Division));
            cue("before a settlement word", is(next, WordKind::Settlement));
            cue("before a verb of speech", matches!(next.key.as_str(), "said" | "says" | "told" | "added"));
        }
        cue("before a number", next.key.starts_with(|c: char| c.is_ascii_digit()));
        cue("before a hyphen", next.gap == Gap::Hyphen);
        cue(
            "dateline",
            start == 0 && matches!(next.gap, Gap::Dash | Gap::Bracket) || dateline(line, start, end),
        );
        cue("before a comma", next.gap == Gap::Comma);
    } else {
        cue("ends the sentence", true);
    }
    cue("possessive", last.possessive);
    cue("then its container", contained_in_next(knowledge, findings, candidate));
    cue("before a container of another", contains_previous(knowledge, findings, candidate));
    cue("of its", at > 1 && line.words[at - 1].key == "of" && line.words[at - 2].capital);

    let single = end - start == 1;
    let word = &line.words[start];
    cue("common word", single && is(word, WordKind::Common));
    cue("common word first", single && is(word, WordKind::Common) && start == 0);
    cue("given name", single && toponyms.is_given_name(&word.key));
    cue("family name", single && toponyms.is_family_name(&word.key));
    cue("several words", !single);
    cue("shouted", line.shouted);
    cue("in capitals", word.upper && !line.shouted && candidate.key.len() > 3);
    cue("feature word inside", !single && is(last, WordKind::Feature));

    let area = candidate.senses.iter().find_map(|sense| match sense.target {
        Target::Area(area) => Some(&toponyms.areas[area]),
        Target::Entry(..) => None,
    });
    cue("state", area.is_some_and(|area| area.kind == "state"));
    // "US" is short too, but nothing else.
    cue("short", candidate.key.len() < 5 && single && area.is_none());
    cue("month", single && is(word, WordKind::Month));
    cue("world region", area.is_some_and(|area| area.kind == "world_region"));
    cue("sea", area.is_some_and(|area| matches!(area.kind.as_str(), "sea" | "strait" | "mountain")));
    cue("site", area.is_some_and(|area| area.kind == "site"));
    cue("subnational", area.is_some_and(|area| area.kind == "subnational"));
    let entries = candidate.senses.iter().filter_map(|sense| match sense.target {
        Target::Entry(number, feature) => Some((knowledge.gazetteer.entry(number), feature, sense.usual)),
        Target::Area(_) => None,
    });
    // Tables hold what the news speaks of: each name there is as good as a city of a million.
    let (mut people, mut alias_people, mut division) =
        (if area.is_some() { 6.0 } else { 0.0f64 }, 0.0f64, false);
    for (entry, feature, usual) in entries {
        if usual {
            people = people.max(entry.log_population);
        } else {
            alias_people = alias_people.max(entry.log_population);
        }
        division |= feature == Feature::Division1 && usual;
    }
    cue("division", division);
    cue("only an alias", people == 0.0);
    for actor in
        found.actors.iter().filter(|actor| actor.form == Form::Name && actor.head.overlaps(candidate.span))
    {
        let whole = candidate.span.contains(actor.head.trimmed(article.text()));
        cue("in a person's name", actor.kind == ActorKind::Person && !whole);
        cue("a person's name", actor.kind == ActorKind::Person && whole);
        cue("in an organisation", actor.kind == ActorKind::Organization && !whole);
        cue("an actor state", actor.kind == ActorKind::State);
    }
    cues.push(("people", people.max(alias_people - 1.0).max(0.0) / 7.0));
    cues
}

/// "DES MOINES, Iowa —": the name opens a line that goes on with a dash after a few names.
fn dateline(line: &super::candidates::Line, start: usize, end: usize) -> bool {
    start == 0
        && line.words[end..].iter().take(4).any(|word| word.gap == Gap::Dash)
        && line.words[start].upper
}

/// "Paris, Texas": the next candidate, after a comma, holds a place of this name.
pub(super) fn contained_in_next(knowledge: &Knowledge, findings: &Findings, candidate: &Candidate) -> bool {
    container_after(findings, candidate).is_some_and(|container| {
        candidate.senses.iter().any(|sense| super::senses::within(knowledge, sense.target, &container.senses))
    })
}

/// The candidate that follows after a comma or "in".
pub(super) fn container_after<'a>(findings: &'a Findings, candidate: &Candidate) -> Option<&'a Candidate> {
    let after = findings.candidates.partition_point(|other| other.span.start <= candidate.span.start);
    let next = findings.candidates.get(after).filter(|next| next.line == candidate.line)?;
    let words = &findings.lines[candidate.line].words;
    let between = &words[candidate.words.1..=next.words.0];
    let links = match between {
        [only] => only.gap == Gap::Comma || only.gap == Gap::Bracket,
        [link, _] => matches!(link.key.as_str(), "in" | "the") && !link.capital,
        [settlement, link, _] => link.key == "in" && settlement.gap == Gap::Space && !settlement.capital,
        _ => false,
    };
    links.then_some(next)
}

fn contains_previous(knowledge: &Knowledge, findings: &Findings, candidate: &Candidate) -> bool {
    let here = findings.candidates.partition_point(|other| other.span.start < candidate.span.start);
    here.checked_sub(1).map(|previous| &findings.candidates[previous]).is_some_and(|previous| {
        previous.line == candidate.line
            && container_after(findings, previous).is_some_and(|next| next.span == candidate.span)
            && previous
                .senses
                .iter()
                .any(|sense| super::senses::within(knowledge, sense.target, &candidate.senses))
    })
}

/// Sum of the weights of `cues`.
pub(super) fn weigh(knowledge: &Knowledge, group: &str, cues: &Cues) -> f64 {
    cues.iter().map(|(cue, strength)| knowledge.toponyms.weight(&format!("{group}: {cue}")) * strength).sum()
}
