//! Descriptions that stand for an actor by themselves: "the Chilean president", "rebels".

use super::Context;
use super::cluster::{Cluster, Clusters};
use super::description::{Description, describe, same_office, was_before};
use super::links::Links;
use crate::knowledge::{ActorWord, Agent, Entity, Office, Person};
use crate::mention::{ActorKind, ActorMention};

/// The actor that a description stands for; none when its words tell nobody apart and nobody fits. `links` says how the
/// text ties it to other mentions.
pub(super) fn cluster_of(
    context: &Context<'_>,
    clusters: &mut Clusters,
    mention: &ActorMention,
    links: &Links,
) -> Option<usize> {
    let text = context.article.text();
    let mut description = describe(context.knowledge, text, mention.span);
    description.former |= links.past || was_before(context, mention.span);
    // "Georgia officials" are those of the place that Georgia is here.
    description.country = links.inside.clone().or(description.country);
    let own_country = description.country.is_some();
    if let Some(body) = links.owner.or(links.of).map(|body| &clusters.all[body])
        && body.kind == ActorKind::Organization
        && body.known.is_some()
    {
        description.body = body.sectors.clone();
    }
    description.future |= links.future;
    let tied = links.country(clusters).filter(|_| !description.foreign);
    // "Trump's Syria envoy" is no Syrian.
    let sent = links.owner.is_some() && links.inside.is_some();
    let told = description.country.take().filter(|_| !sent);
    description.country = told.or(tied);
    let id = links
        .joined
        .or_else(|| same_person(context, clusters, &description, mention))
        .or_else(|| office_holder(context, clusters, &description, mention))
        .or_else(|| same_body(context, clusters, &description, mention))
        .or_else(|| same_noun(context, clusters, &description, mention, links));
    let is_vague = !own_country && bare(context, mention, ActorWord::Vague);
    if id.is_none()
        && is_vague
        && let Some(known) = vague(context, clusters, mention)
    {
        return Some(known);
    }
    let id = match id {
        Some(id) => id,
        None if !own_country && bare(context, mention, ActorWord::Place) => return None,
        // "the group" may be anything; "the union" is somebody.
        None if is_vague && description.agent.is_none_or(|agent| agent.sectors.is_empty()) => return None,
        None => {
            let reason = format!("Described, not named: “{}”.", mention.span.of(text));
            let mut cluster = Cluster::new(mention.kind, mention.span.of(text), reason);
            cluster.plural =
                description.agent.is_some_and(|agent| agent.plural) || mention.kind == ActorKind::Group;
            cluster.noun = description.agent.map(|agent| class(context, agent));
            cluster.owner = links.owner;
            clusters.add(cluster)
        }
    };
    description.apply(&mut clusters.all[id], context);
    clusters.all[id].presented = links.presented && clusters.all[id].mentions.len() == 1;
    clusters.all[id].mention(mention);
    Some(id)
}

/// A named person whom the article gives this role: "the minister" after "Foreign Minister Ana Sousa".
fn same_person(
    context: &Context<'_>,
    clusters: &Clusters,
    description: &Description<'_>,
    mention: &ActorMention,
) -> Option<usize> {
    let agent = description.agent.filter(|agent| !agent.plural && agent.kind == "person")?;
    if is_indefinite(context, mention) {
        return None;
    }
    // "the Vermont senator": known to hold the office, though the article hasn't said so yet.
    let holds = |cluster: &Cluster| match cluster.known {
        Some(Entity::Person(person)) => context.knowledge.world.people[person].offices.iter().any(|office| {
            context.day.is_some() && same_office(&office.title, &agent.noun) && office.term.holds(context.day)
        }),
        _ => false,
    };
    clusters.nearest_before(mention.span.start, |cluster| {
        // Any head of state or government is "the Turkish leader".
        let leads = agent.noun == "leader" && cluster.known.is_some() && description.country.is_some();
        cluster.kind == ActorKind::Person
            && cluster.named.is_some_and(|named| named < mention.span.start)
            && (leads
                || holds(cluster)
                || cluster.roles.iter().any(|role| is_role(context, &role.title, &agent.noun)))
            && agrees(&description.country, &cluster.country)
    })
}

/// Whether `noun` takes up the role `title`: "the minister" a foreign minister, but "the president" no vice president and
/// "the defence minister" no foreign minister.
fn is_role(context: &Context<'_>, title: &str, noun: &str) -> bool {
    let title = title.to_lowercase();
    let (title, noun): (Vec<&str>, Vec<&str>) =
        (title.split_whitespace().collect(), noun.split(' ').collect());
    let deputy =
        |words: &[&str]| words.iter().any(|word| context.knowledge.words.actors.is(word, ActorWord::Deputy));
    let (short, long) = if title.len() < noun.len() { (&title, &noun) } else { (&noun, &title) };
    deputy(&title) == deputy(&noun) && long.windows(short.len()).any(|part| part == short.as_slice())
}

/// "a minister", "another minister", "20 people" introduce somebody else.
fn is_indefinite(context: &Context<'_>, mention: &ActorMention) -> bool {
    let text = context.article.text();
    let before = last_word(&text[..mention.span.start]);
    let first = mention.span.of(text).split_whitespace().next().unwrap_or("").to_lowercase();
    let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    matches!(before.as_str(), "a" | "an" | "another" | "one" | "some" | "other")
        || number(&before)
        || number(&first)
        || context.knowledge.words.actors.is(&first, ActorWord::Quantity)
}

/// The last word of `text` in lower case.
fn last_word(text: &str) -> String {
    text.trim_end().rsplit(|c: char| c.is_whitespace()).next().unwrap_or("").to_lowercase()
}

/// "the church" after "Church of Sweden", "the newspaper" after "The Washington Post": the body named last that has the
/// noun in its name or is of its kind.
fn same_body(
    context: &Context<'_>,
    clusters: &Clusters,
    description: &Description<'_>,
    mention: &ActorMention,
) -> Option<usize> {
    let agent = description.agent.filter(|agent| agent.kind == "organization" && !agent.plural)?;
    let text = context.article.text();
    let definite = matches!(last_word(&text[..mention.span.start]).as_str(), "the" | "this" | "that" | "its");
    let bare = mention.span.of(text).to_lowercase() == agent.noun;
    if !definite || !bare {
        return None;
    }
    // Many bodies govern or are armed; of newspapers and parties an article names few.
    let tells = |sector: &String| !matches!(sector.as_str(), "GOV" | "MIL" | "COP" | "LEG" | "JUD");
    clusters.nearest_before(mention.span.start, |cluster| {
        let of_kind = agent
            .sectors
            .iter()
            .filter(|sector| tells(sector))
            .any(|sector| cluster.sectors.contains(sector));
        cluster.kind == ActorKind::Organization
            && cluster.named.is_some_and(|named| named < mention.span.start)
            && agrees(&description.country, &cluster.country)
            && (of_kind || cluster.words.contains(&agent.noun))
    })
}

fn agrees(one: &Option<String>, other: &Option<String>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// The same noun, or one that news uses for it, with the same nation and owner as far as both have one.
fn same_noun(
    context: &Context<'_>,
    clusters: &Clusters,
    description: &Description<'_>,
    mention: &ActorMention,
    links: &Links,
) -> Option<usize> {
    let agent = description.agent?;
    if is_indefinite(context, mention) {
        return None;
    }
    let noun = class(context, agent);
    clusters.nearest_before(mention.span.start, |cluster| {
        cluster.noun.as_ref() == Some(&noun)
            && cluster.kind == mention.kind
            && agrees(&description.country, &cluster.country)
            && (links.owner.is_none() || cluster.owner.is_none() || links.owner == cluster.owner)
    })
}

/// The noun under which descriptions are compared: "regime" is "government". Singular and plural stay apart.
fn class(context: &Context<'_>, agent: &Agent) -> String {
    let noun = if agent.plural { format!("{}s", agent.noun) } else { agent.noun.clone() };
    let synonym = context.knowledge.words.actors.value(&noun, ActorWord::Synonym);
    synonym.map_or(noun, str::to_owned)
}

/// Whether the description is one bare noun of this kind.
fn bare(context: &Context<'_>, mention: &ActorMention, kind: ActorWord) -> bool {
    let words = mention.span.of(context.article.text()).to_lowercase();
    context.knowledge.words.actors.is(&words, kind)
}

/// "the group", "the country": the body or state mentioned last.
fn vague(context: &Context<'_>, clusters: &mut Clusters, mention: &ActorMention) -> Option<usize> {
    let before = context.article.text()[..mention.span.start].trim_end().to_lowercase();
    if !["the", "this", "that", "its"].iter().any(|word| before.ends_with(word)) {
        return None;
    }
    let id = clusters.nearest_before(mention.span.start, |cluster| {
        cluster.kind == mention.kind && cluster.named.is_some() && mention.kind != ActorKind::Person
    })?;
    clusters.all[id].mention(mention);
    Some(id)
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
    if is_indefinite(context, mention) {
        return None;
    }
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
