//! How the words between two mentions tie them: apposition, ownership, membership.

use super::cluster::Clusters;
use crate::article::Article;
use crate::knowledge::{ActorWord, Knowledge};
use crate::mention::{ActorKind, Annotations, Form};
use crate::resolve::Place;
use crate::text::Span;

/// What a description is tied to.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The actor that it stands in apposition to: "Ana Sousa, the foreign minister,".
    pub joined: Option<usize>,
    /// The role is told in the present tense: "Ana Sousa is a writer".
    pub presented: bool,
    /// The role is told in the past tense: "who served as minister until April".
    pub past: bool,
    /// In the future: "who will be minister".
    pub future: bool,
    /// Whose: "Turkey's foreign ministry".
    pub owner: Option<usize>,
    /// Of, in or for whom: "the government of Iraq".
    pub of: Option<usize>,
    /// Country of the place that follows: "police in Aleppo".
    pub place: Option<String>,
    /// Country of a place in the description itself.
    pub inside: Option<String>,
}

impl Links {
    /// Links of mention `id`.
    pub(super) fn of(
        knowledge: &Knowledge,
        article: &Article,
        found: &Annotations,
        places: &Places<'_>,
        of_mention: &[Vec<usize>],
        id: usize,
    ) -> Links {
        let mention = &found.actors[id];
        let text = article.text();
        let between = |from: usize, to: usize| text.get(from..to).unwrap_or("").trim().to_lowercase();
        let actor = |other: usize| of_mention[other].first().copied();
        let here = |other: usize| found.actors[other].sentence == mention.sentence;
        let before = id.checked_sub(1).filter(|&other| here(other));
        let after = Some(id + 1).filter(|&other| other < found.actors.len() && here(other));
        let mut links = Links::default();
        if let Some(other) = before {
            let joint = between(found.actors[other].span.end, mention.span.start);
            links.owner = matches!(joint.as_str(), "'s" | "’s" | "'" | "’").then(|| actor(other)).flatten();
        }
        // "Anna Brandt, Unicef's regional director": the owner stands between.
        let name = if links.owner.is_some() { id.checked_sub(2) } else { before };
        if let Some(other) = name.filter(|&other| here(other) && alike(found, other, id)) {
            let joint = between(found.actors[other].span.end, mention.span.start);
            let apposed = joint.starts_with(',') && joint.split_whitespace().count() <= 4 || joint == "(";
            let copula = copula(knowledge, &joint);
            links.presented = copula == Some("");
            links.past = copula == Some("past");
            links.future = copula == Some("future");
            // "Ana Sousa, the boy's mother" is no boy.
            let owns = text[mention.span.end..].starts_with(['\'', '’']);
            if (apposed || copula.is_some()) && !owns && !joint.contains(" and") {
                links.joined = actor(other);
            }
        }
        if let Some(other) = after {
            let joint = between(mention.span.end, found.actors[other].span.start);
            links.of = governs(knowledge, &joint).then(|| actor(other)).flatten();
            // "the envoy for Syria, Ana Sousa,": who or what the envoy is for stands between.
            let name = if links.of.is_some() { id + 2 } else { other };
            if links.joined.is_none()
                && mention.span.start > 0
                && name < found.actors.len()
                && here(name)
                && alike(found, name, id)
            {
                let joint = between(mention.span.end, found.actors[name].span.start);
                let tail = joint.strip_suffix(',').filter(|tail| !tail.contains(','));
                let apposed = tail.is_some_and(|tail| {
                    tail.is_empty() || links.of.is_some() && tail.split_whitespace().count() <= 4
                });
                links.joined = if apposed { actor(name) } else { None };
            }
        }
        links.place = places.after(mention.span.end, |gap| governs(knowledge, &between(gap.start, gap.end)));
        links.inside = places.inside(text, mention.span);
        links
    }

    /// The country of whom the description is tied to.
    pub(super) fn country(&self, clusters: &Clusters) -> Option<String> {
        let of = |id: Option<usize>| id.and_then(|id| clusters.all[id].country.clone());
        of(self.owner).or_else(|| of(self.of)).or_else(|| self.place.clone())
    }
}

/// Whether a name and a description are of one kind, so that they may stand for one actor.
fn alike(found: &Annotations, name: usize, description: usize) -> bool {
    let (name, description) = (&found.actors[name], &found.actors[description]);
    name.form == Form::Name
        && name.kind == description.kind
        && matches!(name.kind, ActorKind::Person | ActorKind::Organization)
}

/// "of", "in the" and the like: what follows says whose or where.
fn governs(knowledge: &Knowledge, joint: &str) -> bool {
    let word = joint.strip_suffix(" the").unwrap_or(joint);
    knowledge.words.actors.is(word, ActorWord::Governs)
}

/// Time of the words that tie a role to the name before them: "who was a", "will become".
fn copula<'k>(knowledge: &'k Knowledge, joint: &str) -> Option<&'k str> {
    let actors = &knowledge.words.actors;
    let joint = joint.trim_start_matches(',').trim_start();
    let (words, last) = joint.rsplit_once(' ').unwrap_or(("", joint));
    actors.value(if actors.is(last, ActorWord::Determiner) { words } else { joint }, ActorWord::Copula)
}

/// Places of the article in text order, with their countries; empty where they have none.
pub(super) struct Places<'p> {
    all: Vec<(Span, &'p str)>,
}

impl<'p> Places<'p> {
    pub(super) fn new(places: &'p [Place]) -> Places<'p> {
        let mut all: Vec<(Span, &str)> = places
            .iter()
            .flat_map(|place| {
                let country = place.country.as_deref().unwrap_or_default();
                place.mentions.iter().map(move |&mention| (mention, country))
            })
            .collect();
        all.sort_unstable();
        Places { all }
    }

    /// Marks the actors whose unknown name is a place's, with the place's country; "Europe" has none.
    pub(super) fn mark(&self, clusters: &mut Clusters) {
        for cluster in clusters.all.iter_mut().filter(|cluster| cluster.known.is_none()) {
            let names =
                cluster.mentions.iter().filter(|mention| mention.1 == Form::Name).map(|mention| mention.0);
            let found =
                names.filter_map(|span| self.all.binary_search_by(|place| place.0.cmp(&span)).ok()).next();
            if let Some(found) = found.filter(|_| cluster.kind != ActorKind::Person) {
                let country = self.all[found].1;
                cluster.place = true;
                cluster.foreign |= country.is_empty();
                cluster.country =
                    cluster.country.take().or((!country.is_empty()).then(|| country.to_owned()));
            }
        }
    }

    /// Country of the first place inside `span` of `text`: "Kilis criminal court".
    fn inside(&self, text: &str, span: Span) -> Option<String> {
        let next = self.all.partition_point(|place| place.0.start < span.start);
        // "US-backed forces" are no Americans.
        let whole = |place: Span| !text[place.end..].starts_with('-');
        self.all
            .get(next)
            .filter(|place| span.contains(place.0) && whole(place.0))
            .map(|place| place.1.to_owned())
    }

    /// Country of the first place after `end` when `joins` admits what stands between.
    fn after(&self, end: usize, joins: impl Fn(Span) -> bool) -> Option<String> {
        let next = self.all.partition_point(|place| place.0.start < end);
        let (span, country) = self.all.get(next)?;
        (joins(Span::new(end, span.start)) && !country.is_empty()).then(|| (*country).to_owned())
    }
}
