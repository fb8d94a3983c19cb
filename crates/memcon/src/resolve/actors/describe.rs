//! What the words around a name say, and descriptions that stand for an actor by themselves.

use super::Context;
use super::cluster::{Cluster, Clusters};
use crate::knowledge::{Agent, Entity, Knowledge, Office, Person};
use crate::mention::{ActorKind, ActorMention};
use crate::resolve::{Role, RoleStatus};
use crate::text::Span;
use crate::token::tokens;

/// Nation, role and time that a phrase tells: "former Chilean president".
#[derive(Debug, Default)]
pub(super) struct Description<'k> {
    /// ISO code of the nation.
    pub country: Option<String>,
    /// The last role noun.
    pub agent: Option<&'k Agent>,
    /// Where the role nouns stand.
    pub role: Option<Span>,
    pub former: bool,
    pub future: bool,
}

/// Reads the phrase at `span`.
pub(super) fn describe<'k>(knowledge: &'k Knowledge, text: &str, span: Span) -> Description<'k> {
    let words = tokens(text, span);
    let mut description = Description::default();
    let mut at = 0;
    while at < words.len() {
        let nation = knowledge.names.at(text, &words, at).into_iter().find_map(|hit| match hit.entity {
            Entity::Adjective(state) | Entity::Demonym(state) | Entity::State(state) => {
                Some((hit.end, state))
            }
            _ => None,
        });
        let agent = knowledge.words.agents.at(&words, at).into_iter().max_by_key(|found| found.end);
        if let Some(found) = agent {
            description.agent = Some(found.value);
            let span = words[found.start].span.cover(words[found.end - 1].span);
            description.role = Some(description.role.map_or(span, |role: Span| role.cover(span)));
            at = found.end;
        } else if let Some((end, state)) = nation {
            description.country = Some(knowledge.world.states[state].iso3.clone());
            at = end;
        } else {
            let word = words[at].lower.as_str();
            description.former |=
                matches!(word, "former" | "ex" | "then" | "ousted" | "deposed") || word.starts_with("ex-");
            description.future |= word.ends_with("-elect") || word.ends_with("-designate");
            at += 1;
        }
    }
    description
}

impl Description<'_> {
    /// The role as it will be recorded.
    pub(super) fn role(&self, text: &str) -> Option<Role> {
        let span = self.role?;
        let status = match (self.former, self.future) {
            (true, _) => RoleStatus::Former,
            (_, true) => RoleStatus::Future,
            _ => RoleStatus::Current,
        };
        Some(Role { title: span.of(text).to_owned(), status: Some(status), span })
    }

    /// Adds what the words tell to an actor.
    pub(super) fn apply(&self, cluster: &mut Cluster, text: &str) {
        if cluster.country.is_none() {
            cluster.country = self.country.clone();
        }
        if let Some(agent) = self.agent {
            if cluster.known.is_none() {
                cluster.add_sectors(&agent.sectors);
            }
            cluster.gender = cluster.gender.or(agent.gender.chars().next());
        }
        if cluster.kind == ActorKind::Person
            && let Some(role) = self.role(text).filter(|role| !is_courtesy(&role.title))
        {
            cluster.add_role(role);
        }
    }
}

/// "Mr" is no office.
fn is_courtesy(title: &str) -> bool {
    matches!(
        title.trim_end_matches('.').to_lowercase().as_str(),
        "mr" | "mrs" | "ms" | "miss" | "dr" | "sir" | "dame" | "lord" | "lady"
    )
}

/// The actor that a description stands for; `joined` when it is in apposition to one.
pub(super) fn cluster_of(
    context: &Context<'_>,
    clusters: &mut Clusters,
    mention: &ActorMention,
    joined: Option<usize>,
) -> usize {
    let text = context.article.text();
    let description = describe(context.knowledge, text, mention.span);
    let id = joined
        .or_else(|| same_person(clusters, text, &description, mention))
        .or_else(|| same_words(clusters, text, &description, mention))
        .or_else(|| office_holder(context, clusters, &description, mention))
        .unwrap_or_else(|| {
            let reason = format!("Described, not named: “{}”.", mention.span.of(text));
            let mut cluster = Cluster::new(mention.kind, mention.span.of(text), reason);
            cluster.plural =
                description.agent.is_some_and(|agent| agent.plural) || mention.kind == ActorKind::Group;
            clusters.add(cluster)
        });
    description.apply(&mut clusters.all[id], text);
    clusters.all[id].mention(mention);
    id
}

/// A named person whom the article gives this role: "the minister" after "Foreign Minister Ana Sousa".
fn same_person(
    clusters: &Clusters,
    text: &str,
    description: &Description<'_>,
    mention: &ActorMention,
) -> Option<usize> {
    let agent = description.agent.filter(|agent| !agent.plural && agent.kind == "person")?;
    // "a minister" introduces somebody else.
    let before = text[..mention.span.start].trim_end();
    if before.ends_with(" a") || before.ends_with(" an") || before.ends_with(" another") {
        return None;
    }
    let noun = agent.noun.rsplit(' ').next().unwrap_or(&agent.noun).to_owned();
    clusters.latest(|cluster| {
        cluster.kind == ActorKind::Person
            && cluster.named.is_some_and(|named| named < mention.span.start)
            && cluster.roles.iter().any(|role| role.title.to_lowercase().ends_with(&noun))
            && (description.country.is_none()
                || cluster.country.is_none()
                || description.country == cluster.country)
    })
}

/// The same description, or its bare noun, used before.
fn same_words(
    clusters: &Clusters,
    text: &str,
    description: &Description<'_>,
    mention: &ActorMention,
) -> Option<usize> {
    let words = mention.span.of(text).to_lowercase();
    let noun = description.agent.map(|agent| agent.noun.as_str());
    clusters.latest(|cluster| {
        let name = cluster.name.to_lowercase();
        let described = cluster.named.is_none();
        described
            && cluster.kind == mention.kind
            && (name == words || noun.is_some_and(|noun| name.ends_with(noun) && words == noun))
    })
}

/// The known holder of a national office on the day of publication: "the Chilean president".
fn office_holder(
    context: &Context<'_>,
    clusters: &mut Clusters,
    description: &Description<'_>,
    mention: &ActorMention,
) -> Option<usize> {
    let agent = description.agent.filter(|agent| agent.kind == "person" && !agent.plural)?;
    let country = description.country.as_deref()?;
    let day = context.day?;
    let world = &context.knowledge.world;
    let holds = |office: &Office| {
        office.country == country
            && same_office(&office.title, &agent.noun)
            && if description.former { office.term.is_over(day) } else { office.term.holds(Some(day)) }
    };
    let mut holders = world.people.iter().enumerate().filter(|(_, person)| person.offices.iter().any(holds));
    let (index, person) = holders.next()?;
    if holders.next().is_some() {
        return None;
    }
    let entity = Entity::Person(index);
    if let Some(id) = clusters.known(entity) {
        return Some(id);
    }
    let reason = format!("{} was {} of {country} on {day}.", person.name, agent.noun);
    let mut cluster = Cluster::new(ActorKind::Person, mention.span.of(context.article.text()), reason);
    fill_from_person(&mut cluster, index, person, context);
    Some(clusters.add(cluster))
}

/// "defence minister" and "defense minister" are one office; so are "president" and "president".
fn same_office(office: &str, noun: &str) -> bool {
    office == noun || office.replace("defence", "defense") == noun.replace("defence", "defense")
}

/// What the knowledge base says of a person on the article's day.
pub(super) fn fill_from_person(cluster: &mut Cluster, index: usize, person: &Person, context: &Context<'_>) {
    cluster.known = Some(Entity::Person(index));
    cluster.known_as = Some(person.name.clone());
    cluster.gender = person.gender.chars().next();
    if let Some(office) = person.office_on(context.day) {
        if !office.country.is_empty() {
            cluster.country = Some(office.country.clone());
        }
        cluster.sectors = office.sectors.clone();
    }
}
