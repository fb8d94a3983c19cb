//! Names: which mentions share one bearer, and who that is in the knowledge base.

use super::Context;
use super::cluster::{Cluster, Clusters, lower_words};
use super::describe::fill_from_person;
use super::description::{Description, describe, was_before};
use crate::gazetteer::fold_word;
use crate::knowledge::{ActorWord, Entity, Period};
use crate::mention::{ActorKind, ActorMention};
use crate::text::Span;
use crate::token::{Token, tokens};

/// The actor that a name stands for; a new one when it is met first.
pub(super) fn cluster_of(context: &Context<'_>, clusters: &mut Clusters, mention: &ActorMention) -> usize {
    let text = context.article.text();
    let mention = &ActorMention { kind: kind(context, clusters, mention), ..mention.clone() };
    let front = Span::new(mention.span.start, mention.head.start);
    let mut description = describe(context.knowledge, text, front);
    description.former |= description.agent.is_some() && was_before(context, mention.span);
    let name = mention.head.of(text);
    let entity = entity(context, mention, &description);
    let at = mention.span.start;
    let id = entity
        .and_then(|entity| clusters.known(entity))
        .or_else(|| same_name(context, clusters, mention.kind, name, at, &description, entity))
        .unwrap_or_else(|| clusters.add(new_cluster(context, mention, entity, name)));
    let cluster = &mut clusters.all[id];
    if let (None, Some(entity)) = (cluster.known, entity) {
        fill(cluster, entity, context);
    }
    if name.len() > cluster.name.len() && cluster.kind == mention.kind && cluster.kind != ActorKind::State {
        cluster.rename(name);
    }
    description.apply(cluster, context);
    if cluster.gender.is_none() && cluster.kind == ActorKind::Person {
        let given = name.split_whitespace().next().unwrap_or(name).to_lowercase();
        cluster.gender = context.knowledge.words.genders.get(&given).copied();
    }
    cluster.mention(mention);
    id
}

/// What the knowledge files and the article say that a name is, against what it seemed to be: a family name that a person
/// of the article bears is no state, and a state is one that exists.
fn kind(context: &Context<'_>, clusters: &Clusters, mention: &ActorMention) -> ActorKind {
    let text = context.article.text();
    let words = tokens(text, mention.head);
    if mention.kind == ActorKind::Person || words.is_empty() {
        return mention.kind;
    }
    let hits = context.knowledge.names.at(text, &words, 0);
    let whole = || hits.iter().filter(|hit| hit.end == words.len()).map(|hit| hit.entity);
    if mention.kind == ActorKind::Group || half(context, &words).is_some() {
        return mention.kind;
    }
    if whole().any(|entity| matches!(entity, Entity::Organization(_) | Entity::Metonym(_))) {
        return ActorKind::Organization;
    }
    if whole().any(|entity| matches!(entity, Entity::State(_) | Entity::Capital(_))) {
        return ActorKind::State;
    }
    let name = lower_words(mention.head.of(text));
    let borne = |cluster: &Cluster| cluster.kind == ActorKind::Person && cluster.words.last() == name.last();
    let person = name.len() == 1
        && (clusters.all.iter().any(borne) || context.knowledge.leaders(&name[0], context.day).count() == 1);
    match mention.kind {
        _ if person => ActorKind::Person,
        ActorKind::State => ActorKind::Organization,
        kind => kind,
    }
}

/// The state for which "the South" stands.
fn half(context: &Context<'_>, words: &[Token]) -> Option<usize> {
    let [word] = words else { return None };
    state_of(context, context.knowledge.words.actors.value(&word.lower, ActorWord::Half)?)
}

/// Number of the state with this code on the article's day.
fn state_of(context: &Context<'_>, code: &str) -> Option<usize> {
    let states = &context.knowledge.world.states;
    states.iter().position(|state| state.iso3 == code && Period::new(state.from, state.to).holds(context.day))
}

/// Another state of the same name whose capital the article names: "Congo", in an article about Brazzaville.
fn rival(context: &Context<'_>, words: &[Token]) -> Option<usize> {
    let [word] = words else { return None };
    let other = state_of(context, context.knowledge.words.actors.value(&word.lower, ActorWord::Rival)?)?;
    let text = context.article.text();
    context.knowledge.world.states[other]
        .capital
        .iter()
        .any(|capital| text.contains(capital))
        .then_some(other)
}

/// The known thing that the name stands for on the article's day.
fn entity(context: &Context<'_>, mention: &ActorMention, description: &Description<'_>) -> Option<Entity> {
    let knowledge = context.knowledge;
    let text = context.article.text();
    let words = tokens(text, mention.head);
    let world = &knowledge.world;
    if mention.kind == ActorKind::State
        && let Some(state) = half(context, &words).or_else(|| rival(context, &words))
    {
        return Some(Entity::State(state));
    }
    let whole = knowledge.names.at(text, &words, 0).into_iter().filter(|hit| hit.end == words.len());
    let holds = |from, to| Period::new(from, to).holds(context.day);
    let fits = |entity: &Entity| match (mention.kind, *entity) {
        (ActorKind::Person, Entity::Person(_)) => true,
        (ActorKind::State, Entity::State(state) | Entity::Capital(state)) => {
            holds(world.states[state].from, world.states[state].to)
        }
        (ActorKind::Organization, Entity::Metonym(metonym)) => {
            holds(world.metonyms[metonym].from, world.metonyms[metonym].to)
        }
        (ActorKind::Organization, Entity::Organization(organization)) => {
            holds(world.organizations[organization].from, world.organizations[organization].to)
        }
        _ => false,
    };
    let candidates: Vec<Entity> = whole.map(|hit| hit.entity).filter(fits).collect();
    if mention.kind != ActorKind::Person {
        // "Washington" as a government is the state; so are states in general.
        return candidates
            .into_iter()
            .map(|entity| match entity {
                Entity::Capital(state) => Entity::State(state),
                other => other,
            })
            .next();
    }
    let people: Vec<usize> = candidates
        .iter()
        .filter_map(|entity| if let Entity::Person(index) = entity { Some(*index) } else { None })
        .collect();
    best_of(context, &people).or_else(|| by_part_of_name(context, &words, description)).map(Entity::Person)
}

/// Of people with one name the one in office on the day, else the last who was before it.
fn best_of(context: &Context<'_>, people: &[usize]) -> Option<usize> {
    let offices = |person: usize| context.knowledge.world.people[person].offices.iter();
    let in_office = |person: &&usize| offices(**person).any(|office| office.term.holds(context.day));
    let begun = |person: &&usize| {
        context.day.is_none_or(|day| offices(**person).any(|office| !office.term.is_ahead(day)))
    };
    let found = people.iter().find(in_office).or_else(|| people.iter().rev().find(begun)).or(people.first());
    found.copied()
}

/// Somebody known by parts of the name: "Recep Erdoğan", "President Macron", "Merkel" while she was in office. Only one
/// may fit.
fn by_part_of_name(context: &Context<'_>, words: &[Token], description: &Description<'_>) -> Option<usize> {
    let knowledge = context.knowledge;
    let (first, last) = (words.first()?, words.last()?);
    let mut people: Vec<usize> = match (words.len(), description.agent) {
        (1, Some(agent)) if agent.title => {
            let mut people = knowledge.names.with_surname(&last.lower).to_vec();
            people.retain(|&person| {
                let mut offices = knowledge.world.people[person].offices.iter();
                offices.any(|office| {
                    office.term.holds(context.day)
                        && (office.title == agent.noun
                            || office.title.starts_with(&format!("{} of ", agent.noun)))
                })
            });
            // "Mr Assad" has a title that is no office.
            if people.is_empty() { knowledge.leaders(&last.lower, context.day).collect() } else { people }
        }
        (1, _) => knowledge.leaders(&last.lower, context.day).collect(),
        _ => {
            let mut people = knowledge.names.with_ends(&first.lower, &last.lower).to_vec();
            people.retain(|&person| {
                let mut offices = knowledge.world.people[person].offices.iter();
                offices.any(|office| office.term.holds(context.day))
            });
            people
        }
    };
    people.sort_unstable();
    people.dedup();
    if people.len() == 1 { people.pop() } else { None }
}

/// An actor already met under this name, a fuller or a shorter form of it.
fn same_name(
    context: &Context<'_>,
    clusters: &Clusters,
    kind: ActorKind,
    name: &str,
    at: usize,
    description: &Description<'_>,
    entity: Option<Entity>,
) -> Option<usize> {
    let words = lower_words(name);
    // Two known actors are two, however alike their names.
    let apart =
        |cluster: &Cluster| matches!((cluster.known, entity), (Some(known), Some(new)) if known != new);
    let exact =
        clusters.nearest(at, |cluster| cluster.kind == kind && cluster.words == words && !apart(cluster));
    if exact.is_some() || kind == ActorKind::State {
        return exact;
    }
    if kind == ActorKind::Organization {
        return clusters.nearest(at, |cluster| {
            let is_same = acronym(&cluster.words, name) && words.len() == 1
                || acronym(&words, &cluster.name) && cluster.words.len() == 1
                || begins(&cluster.words, &words);
            cluster.kind == kind && is_same && !apart(cluster)
        });
    }
    let gender = description.agent.and_then(|agent| agent.gender.chars().next());
    let shares = |cluster: &Cluster| {
        let (one, other) = (without_suffix(context, &words), without_suffix(context, &cluster.words));
        let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        // "Edmundo González Urrutia" is called "González".
        let father = long.len().checked_sub(2).filter(|&place| place > 0).map(|place| &long[place]);
        let end = short.len() == 1
            && (long.last().map(|word| bare(word)) == short.last().map(|word| bare(word))
                || long.first() == short.last()
                || father == short.last()
                    && context.knowledge.toponyms.is_family_name(&fold_word(&short[0])));
        let inner =
            short.len() > 1 && short.iter().all(|word| long.contains(word)) && short.last() == long.last();
        cluster.kind == kind
            && (end || inner)
            && !apart(cluster)
            && (gender.is_none() || cluster.gender.is_none() || gender == cluster.gender)
    };
    clusters.nearest(at, shares)
}

/// A name's words up to "Jr." and the like.
fn without_suffix<'n>(context: &Context<'_>, words: &'n [String]) -> &'n [String] {
    let suffix =
        |word: &&String| context.knowledge.words.actors.is(word.trim_end_matches('.'), ActorWord::Suffix);
    &words[..words.len() - words.iter().rev().take_while(suffix).count()]
}

/// A family name without its article: "al-Assad" is called "Assad".
fn bare(word: &str) -> &str {
    word.strip_prefix("al-").or(word.strip_prefix("el-")).unwrap_or(word)
}

/// Whether `short` are the initials of `long`.
fn acronym(long: &[String], short: &str) -> bool {
    let words = long.iter().filter(|word| !matches!(word.as_str(), "of" | "the" | "for" | "and"));
    let initials: String = words.filter_map(|word| word.chars().next()).collect();
    initials.chars().count() > 1 && initials == short.replace('.', "").to_lowercase()
}

/// Whether one name begins with all words of the other: "Fox" and "Fox News".
fn begins(one: &[String], other: &[String]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    !short.is_empty() && long.starts_with(short)
}

fn new_cluster(context: &Context<'_>, mention: &ActorMention, entity: Option<Entity>, name: &str) -> Cluster {
    let mut cluster =
        Cluster::new(mention.kind, name, "Named in the article; not in the knowledge base.".to_owned());
    let bloc = |word: &String| context.knowledge.words.actors.is(word, ActorWord::Bloc);
    cluster.foreign = mention.kind == ActorKind::Group && cluster.words.iter().all(bloc);
    if let Some(entity) = entity {
        fill(&mut cluster, entity, context);
    }
    cluster
}

/// What the knowledge base says of an entity.
fn fill(cluster: &mut Cluster, entity: Entity, context: &Context<'_>) {
    let world = &context.knowledge.world;
    cluster.known = Some(entity);
    match entity {
        Entity::State(index) | Entity::Capital(index) | Entity::Adjective(index) | Entity::Demonym(index) => {
            let state = &world.states[index];
            cluster.known_as = Some(state.name.clone());
            cluster.country = Some(state.iso3.clone());
            cluster.sectors = vec!["GOV".to_owned()];
            cluster.reason = format!("A name of {}.", state.name);
        }
        Entity::Metonym(index) => {
            let metonym = &world.metonyms[index];
            cluster.known_as = Some(metonym.stands_for.clone());
            cluster.country = some(&metonym.country);
            cluster.sectors = vec![metonym.sector.clone()];
            cluster.reason = format!("“{}” stands for {}.", metonym.name, metonym.stands_for);
        }
        Entity::Organization(index) => {
            let organization = &world.organizations[index];
            cluster.known_as = Some(organization.name.clone());
            cluster.country = some(&organization.country);
            cluster.sectors = organization.sectors.0.clone();
            cluster.reason = format!("A name of {}, {}.", organization.name, organization.kind);
        }
        Entity::Person(index) => {
            let person = &world.people[index];
            fill_from_person(cluster, index, person, context);
            cluster.reason = match (person.office_on(context.day), context.day) {
                (Some(office), Some(day)) if office.term.holds(Some(day)) => {
                    format!("{}, {} on {day}.", person.name, office.title)
                }
                (Some(office), Some(_)) => format!("{}, {} at another time.", person.name, office.title),
                _ => format!("{}; publication date unknown.", person.name),
            };
        }
    }
}

fn some(code: &str) -> Option<String> {
    (!code.is_empty()).then(|| code.to_owned())
}
