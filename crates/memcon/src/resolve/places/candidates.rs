//! Words that some place is called by: the longest match at each capitalised word.

use super::words::{Gap, Word, words};
use crate::article::Article;
use crate::gazetteer::{Feature, PlaceNumber};
use crate::knowledge::{Knowledge, Toponym, WordKind};
use crate::text::Span;

/// Most words that a name has.
const LONGEST: usize = 6;

/// Words of one sentence, and the names in it.
#[derive(Debug)]
pub(super) struct Line {
    pub words: Vec<Word>,
    /// All its words are in capitals: a headline, where capitals say nothing.
    pub shouted: bool,
}

/// A name that may stand for a place.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub line: usize,
    /// First word and one past the last.
    pub words: (usize, usize),
    pub span: Span,
    /// Folded name; candidates with one key share their meaning.
    pub key: String,
    pub senses: Vec<Sense>,
}

/// One place that a name may mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sense {
    pub target: Target,
    /// The name is the place's usual one.
    pub usual: bool,
}

/// A place of the knowledge files or of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// Number in `Toponyms::areas`.
    Area(usize),
    /// Number in the gazetteer.
    Entry(PlaceNumber, Feature),
}

/// What the article says before any name is judged.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub lines: Vec<Line>,
    pub candidates: Vec<Candidate>,
    /// Codes of the states whose adjectives or demonyms are named, once for each time.
    pub nationalities: Vec<String>,
}

/// Finds the candidates of an article, in order and without overlap.
pub(super) fn candidates(knowledge: &Knowledge, article: &Article) -> Findings {
    let mut findings = Findings::default();
    for sentence in article.sentences() {
        let words = words(article.text(), sentence.span);
        let letters = words.iter().filter(|word| word.key.len() > 1).count();
        let shouted = letters > 2 && words.iter().filter(|word| word.upper).count() * 10 >= letters * 9;
        findings.lines.push(Line { words, shouted });
        let line = findings.lines.len() - 1;
        let mut at = 0;
        while at < findings.lines[line].words.len() {
            let words = &findings.lines[line].words;
            match candidate_at(knowledge, article.text(), words, at, shouted) {
                Hit::Place { end, key, senses } => {
                    let span = words[at].span.cover(words[end - 1].span);
                    findings.candidates.push(Candidate { line, words: (at, end), span, key, senses });
                    at = end;
                }
                Hit::People { end, country } => {
                    if !country.is_empty() {
                        findings.nationalities.push(country);
                    }
                    at = end;
                }
                Hit::Nothing => at += 1,
            }
        }
    }
    findings
}

enum Hit {
    Place { end: usize, key: String, senses: Vec<Sense> },
    People { end: usize, country: String },
    Nothing,
}

fn candidate_at(knowledge: &Knowledge, text: &str, words: &[Word], at: usize, shouted: bool) -> Hit {
    let first = &words[at];
    let article = first.key == "the";
    // "al-Bab", "the Hague": the small word belongs to the name when the gazetteer says so.
    let small = !first.capital && first.key.len() <= 3 && words.get(at + 1).is_some_and(|next| next.capital);
    if !first.capital && !(small && (article || words[at + 1].gap == Gap::Hyphen)) {
        return Hit::Nothing;
    }
    let mut ends = vec![at + 1];
    while ends.len() < LONGEST {
        let end = ends[ends.len() - 1];
        let Some(next) = words.get(end) else { break };
        let before = &words[end - 1];
        let joined = match next.gap {
            Gap::Space => !before.dot || before.span.of(text).contains('.'),
            Gap::Hyphen => true,
            Gap::Dot => matches!(before.key.as_str(), "st" | "mt" | "ft" | "ste"),
            _ => false,
        };
        if !joined || before.possessive {
            break;
        }
        ends.push(end + 1);
    }
    for &end in ends.iter().rev() {
        let last = &words[end - 1];
        if !last.capital || (!first.capital && end == at + 1) {
            continue;
        }
        let upper = words[at..end].iter().all(|word| !word.span.of(text).contains(char::is_lowercase));
        let key = words[at..end].iter().map(|word| word.key.as_str()).collect::<Vec<_>>().join(" ");
        let mut senses: Vec<Sense> = knowledge
            .toponyms
            .named(&key, upper)
            .map(|toponym| Sense { target: target(knowledge, toponym), usual: true })
            .collect();
        if end == at + 1 {
            if let Some(senses) = abbreviated(knowledge, text, words, at, shouted) {
                return Hit::Place { end, key: String::new(), senses }.named(key);
            }
            let direction = knowledge.toponyms.is(&key, WordKind::Direction);
            if senses.is_empty() && direction {
                continue;
            }
            // "US$42 million".
            if text[last.span.end..].starts_with('$') {
                continue;
            }
            if senses.is_empty() && key.len() < 4 && (key.len() != 3 || first.upper) {
                continue;
            }
        }
        if senses.is_empty() {
            if let Some(country) = knowledge.toponyms.adjective_of(&key) {
                return Hit::People { end, country: country.to_owned() };
            }
            // "Chinese", "Iraqis" written with a plural that the table lacks.
            if let Some(country) = key.strip_suffix('s').and_then(|key| knowledge.toponyms.adjective_of(key))
            {
                return Hit::People { end, country: country.to_owned() };
            }
        }
        for (number, usual) in knowledge.gazetteer.folded(&key) {
            let target = target(knowledge, Toponym::Entry(number));
            if !senses.iter().any(|sense| sense.target == target) {
                senses.push(Sense { target, usual });
            }
        }
        if !senses.is_empty() {
            return Hit::Place { end, key, senses };
        }
    }
    Hit::Nothing
}

fn target(knowledge: &Knowledge, toponym: Toponym) -> Target {
    match toponym {
        Toponym::Area(area) => Target::Area(area),
        Toponym::Entry(number) => Target::Entry(number, knowledge.gazetteer.entry(number).feature),
    }
}

impl Hit {
    fn named(self, name: String) -> Hit {
        match self {
            Hit::Place { end, senses, .. } => Hit::Place { end, key: name, senses },
            other => other,
        }
    }
}

/// "Calif." anywhere; "TX" after a comma or bracket only, since "OR" and "IN" are words.
fn abbreviated(
    knowledge: &Knowledge,
    text: &str,
    words: &[Word],
    at: usize,
    shouted: bool,
) -> Option<Vec<Sense>> {
    let word = &words[at];
    let written = word.span.of(text);
    let mut spelt = written.to_owned();
    if !written.contains('.') && word.dot {
        spelt.push('.');
    }
    let meaning = knowledge.toponyms.abbreviation(&spelt).or_else(|| {
        let after_name = at > 0 && words[at - 1].capital && word.gap == Gap::Comma;
        let long = written.len() > 2;
        let party = at > 0 && word.gap == Gap::Hyphen && words[at - 1].key.len() == 1;
        ((after_name || party || long) && word.upper && !shouted)
            .then(|| knowledge.toponyms.abbreviation(written))?
    })?;
    // "Miss. Smith", "Ill. patients": an abbreviated state follows a name or stands in brackets.
    let placed = at > 0
        && (matches!(word.gap, Gap::Comma | Gap::Bracket)
            || word.gap == Gap::Hyphen && words[at - 1].key.len() == 1)
        || written.contains('.')
        || written.len() > 2 && word.upper && !shouted
        || at > 0 && knowledge.toponyms.is(&words[at - 1].key, WordKind::In);
    if !placed {
        return None;
    }
    let key = crate::gazetteer::fold(meaning);
    let senses: Vec<Sense> = knowledge
        .gazetteer
        .folded(&key)
        .into_iter()
        .map(|(number, _)| (number, knowledge.gazetteer.entry(number)))
        .filter(|(_, entry)| {
            entry.feature == Feature::Division1 && matches!(entry.country, "USA" | "CAN" | "AUS")
        })
        .map(|(number, entry)| Sense { target: Target::Entry(number, entry.feature), usual: true })
        .collect();
    (!senses.is_empty()).then_some(senses)
}
