//! Names: which mentions share one bearer, and who that is in the knowledge base.

use super::Context;
use super::cluster::{Cluster, Clusters};
use super::describe::{Description, describe, fill_from_person};
use crate::knowledge::{Entity, Period};
use crate::mention::{ActorKind, ActorMention};
use crate::text::Span;
use crate::token::tokens;

/// The actor that a name stands for; a new one when it is met first.
pub(super) fn cluster_of(context: &Context<'_>, clusters: &mut Clusters, mention: &ActorMention) -> usize {
    let text = context.article.text();
    let front = Span::new(mention.span.start, mention.head.start);
    let description = describe(context.knowledge, text, front);
    let name = mention.head.of(text);
    let entity = entity(context, mention, &description);
    let id = entity
        .and_then(|entity| clusters.known(entity))
        .or_else(|| same_name(clusters, mention.kind, name, &description))
        .unwrap_or_else(|| clusters.add(new_cluster(context, mention, entity, name)));
    let cluster = &mut clusters.all[id];
    if let (None, Some(entity)) = (cluster.known, entity) {
        fill(cluster, entity, context);
    }
    if name.len() > cluster.name.len() && cluster.kind == mention.kind && cluster.kind != ActorKind::State {
        cluster.name = name.to_owned();
    }
    description.apply(cluster, text);
    if cluster.gender.is_none() && cluster.kind == ActorKind::Person {
        let given = name.split_whitespace().next().unwrap_or(name).to_lowercase();
        cluster.gender = context.knowledge.words.genders.get(&given).copied();
    }
    cluster.mention(mention);
    id
}

/// The known thing that the name stands for on the article's day.
fn entity(context: &Context<'_>, mention: &ActorMention, description: &Description<'_>) -> Option<Entity> {
    let knowledge = context.knowledge;
    let text = context.article.text();
    let words = tokens(text, mention.head);
    let world = &knowledge.world;
    let whole: Vec<Entity> = knowledge
        .names
        .at(text, &words, 0)
        .into_iter()
        .filter(|hit| hit.end == words.len())
        .map(|hit| hit.entity)
        .collect();
    let fits = |entity: &&Entity| match (mention.kind, **entity) {
        (ActorKind::Person, Entity::Person(_)) => true,
        (ActorKind::State, Entity::State(state) | Entity::Capital(state)) => {
            let state = &world.states[state];
            Period::new(state.from, state.to).holds(context.day)
        }
        (ActorKind::Organization, Entity::Metonym(metonym)) => {
            let metonym = &world.metonyms[metonym];
            Period::new(metonym.from, metonym.to).holds(context.day)
        }
        (ActorKind::Organization, Entity::Organization(organization)) => {
            let organization = &world.organizations[organization];
            Period::new(organization.from, organization.to).holds(context.day)
        }
        _ => false,
    };
    let candidates: Vec<Entity> = whole.iter().filter(fits).copied().collect();
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
    let mut people: Vec<usize> = candidates
        .iter()
        .filter_map(|entity| if let Entity::Person(index) = entity { Some(*index) } else { None })
        .collect();
    if people.is_empty() && words.len() == 1 && description.agent.is_some() {
        // "President Macron": a family name with an office that only one of its bearers held on that day.
        people = knowledge.names.with_surname(&words[0].lower).to_vec();
        people.retain(|&person| {
            world.people[person].offices.iter().any(|office| {
                office.term.holds(context.day)
                    && description.agent.is_some_and(|agent| agent.noun == office.title)
            })
        });
        people.dedup();
        if people.len() > 1 {
            return None;
        }
    }
    let in_office =
        |person: &&usize| world.people[**person].offices.iter().any(|office| office.term.holds(context.day));
    let begun = |person: &&usize| {
        context
            .day
            .is_none_or(|day| world.people[**person].offices.iter().any(|office| !office.term.is_ahead(day)))
    };
    people
        .iter()
        .find(in_office)
        .or_else(|| people.iter().rev().find(begun))
        .or(people.first())
        .copied()
        .map(Entity::Person)
}

/// An actor already met under this name, a fuller or a shorter form of it.
fn same_name(
    clusters: &Clusters,
    kind: ActorKind,
    name: &str,
    description: &Description<'_>,
) -> Option<usize> {
    let words: Vec<String> = name.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let exact = clusters.latest(|cluster| cluster.kind == kind && cluster.words() == words);
    if exact.is_some() || kind == ActorKind::State {
        return exact;
    }
    if kind == ActorKind::Organization {
        let acronym = |long: &[String], short: &str| {
            let initials: String = long
                .iter()
                .filter(|word| !matches!(word.as_str(), "of" | "the" | "for" | "and"))
                .filter_map(|word| word.chars().next())
                .collect();
            initials == short.replace('.', "").to_lowercase()
        };
        return clusters.latest(|cluster| {
            cluster.kind == kind
                && (words.len() == 1 && acronym(&cluster.words(), name)
                    || cluster.words().len() == 1 && acronym(&words, &cluster.name))
        });
    }
    let gender = description.agent.and_then(|agent| agent.gender.chars().next());
    let shares = |cluster: &Cluster| {
        let own = cluster.words();
        let (short, long) = if words.len() <= own.len() { (&words, &own) } else { (&own, &words) };
        let end = short.len() == 1 && (long.last() == short.last() || long.first() == short.last());
        let inner =
            short.len() > 1 && short.iter().all(|word| long.contains(word)) && short.last() == long.last();
        cluster.kind == kind
            && (end || inner)
            && (gender.is_none() || cluster.gender.is_none() || gender == cluster.gender)
    };
    clusters.latest(shares)
}

fn new_cluster(context: &Context<'_>, mention: &ActorMention, entity: Option<Entity>, name: &str) -> Cluster {
    let mut cluster =
        Cluster::new(mention.kind, name, "Named in the article; not in the knowledge base.".to_owned());
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
