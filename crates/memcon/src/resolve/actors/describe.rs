//! What the words around a name say, and descriptions that stand for an actor by themselves.

use super::Context;
use super::cluster::{Cluster, Clusters};
use super::links::Links;
use crate::knowledge::{ActorWord, Agent, Entity, Knowledge, Office, Person};
use crate::mention::{ActorKind, ActorMention};
use crate::resolve::{Role, RoleStatus};
use crate::text::Span;
use crate::token::{Token, tokens};

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
    /// Its words say that it is of no one country: "foreign".
    pub foreign: bool,
}

/// Reads the phrase at `span`.
pub(super) fn describe<'k>(knowledge: &'k Knowledge, text: &str, span: Span) -> Description<'k> {
    let words = tokens(text, span);
    let actors = &knowledge.words.actors;
    let mut description = Description::default();
    let mut at = 0;
    while at < words.len() {
        let found = knowledge.words.agents.at(&words, at).into_iter().max_by_key(|found| found.end);
        // "UN" alone is a name.
        let Some(found) =
            found.filter(|found| nation(knowledge, text, &words, at).is_none_or(|n| n.end < found.end))
        else {
            at += 1;
            continue;
        };
        description.agent = Some(found.value);
        let span = words[found.start].span.cover(words[found.end - 1].span);
        description.role = Some(description.role.map_or(span, |role: Span| role.cover(span)));
        at = found.end;
    }
    let mut at = 0;
    while at < words.len() {
        let word = words[at].lower.as_str();
        description.former |= actors.is(word, ActorWord::Former) || word.starts_with("ex-");
        description.future |= word.ends_with("-elect") || word.ends_with("-designate");
        description.foreign |= actors.is(word, ActorWord::Foreign);
        let based = word.split_once('-').filter(|(_, last)| matches!(*last, "based" | "born"));
        let named = based.map(|(place, _)| {
            tokens(text, Span::new(words[at].span.start, words[at].span.start + place.len()))
        });
        let nation = match named.filter(|name| !name.is_empty()) {
            Some(name) => nation(knowledge, text, &name, 0).map(|nation| Nation { end: at + 1, ..nation }),
            None => nation(knowledge, text, &words, at),
        };
        at = nation.as_ref().map_or(at + 1, |nation| nation.end);
        if let Some(nation) = nation {
            description.foreign |= nation.of_none;
            description.country = description.country.or(nation.country);
        }
    }
    description.future |= description.agent.is_some_and(|agent| agent.noun.ends_with("-elect"));
    description
}

/// A nation, people or body whose name stands in a description.
struct Nation {
    /// One past its last token.
    end: usize,
    /// ISO code; a people may have none.
    country: Option<String>,
    /// A body that belongs to no one country.
    of_none: bool,
}

/// The nation, people or body named at token `at`: "Kremlin spokesman", "Fox executives" are the body's country's.
fn nation(knowledge: &Knowledge, text: &str, words: &[Token], at: usize) -> Option<Nation> {
    let hits = knowledge.names.at(text, words, at);
    let some = |code: &str| (!code.is_empty()).then(|| code.to_owned());
    let state = hits.iter().find_map(|hit| match hit.entity {
        Entity::Adjective(state) | Entity::Demonym(state) | Entity::State(state) | Entity::Capital(state) => {
            let country = Some(knowledge.world.states[state].iso3.clone());
            Some(Nation { end: hit.end, country, of_none: false })
        }
        _ => None,
    });
    let people = || {
        let (end, people) = knowledge.words.actors.people(words, at)?;
        Some(Nation { end, country: some(&people.country), of_none: false })
    };
    let body = || {
        let (end, code) = hits.iter().find_map(|hit| match hit.entity {
            Entity::Metonym(index) => Some((hit.end, &knowledge.world.metonyms[index].country)),
            Entity::Organization(index) => Some((hit.end, &knowledge.world.organizations[index].country)),
            _ => None,
        })?;
        Some(Nation { end, country: some(code), of_none: code.is_empty() })
    };
    state.or_else(people).or_else(body)
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
    pub(super) fn apply(&self, cluster: &mut Cluster, context: &Context<'_>) {
        if cluster.country.is_none() {
            cluster.country = self.country.clone();
        }
        cluster.foreign |= self.foreign;
        if let Some(agent) = self.agent {
            if cluster.known.is_none() {
                cluster.add_sectors(&agent.sectors);
            }
            cluster.gender = cluster.gender.or(agent.gender.chars().next());
        }
        let courtesy = |title: &str| {
            let word = title.trim_end_matches('.').to_lowercase();
            context.knowledge.words.actors.is(&word, ActorWord::Courtesy)
        };
        if cluster.kind == ActorKind::Person
            && let Some(role) = self.role(context.article.text()).filter(|role| !courtesy(&role.title))
        {
            let status = self.known_status(cluster, context);
            cluster.add_role(Role { status: status.or(role.status), ..role });
        }
    }

    /// What the dates of office say of a known person's role.
    fn known_status(&self, cluster: &Cluster, context: &Context<'_>) -> Option<RoleStatus> {
        let (Some(Entity::Person(person)), Some(day), Some(agent)) = (cluster.known, context.day, self.agent)
        else {
            return None;
        };
        if self.former || self.future {
            return None;
        }
        let offices = context.knowledge.world.people[person].offices.iter();
        let terms: Vec<_> = offices
            .filter(|office| same_office(&office.title, &agent.noun))
            .map(|office| office.term)
            .collect();
        if terms.is_empty() || terms.iter().any(|term| term.holds(Some(day))) {
            return None;
        }
        Some(if terms.iter().all(|term| term.is_ahead(day)) {
            RoleStatus::Future
        } else {
            RoleStatus::Former
        })
    }
}

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
    description.former |= links.past;
    let own_country = description.country.is_some();
    description.country = description.country.take().or_else(|| links.country(clusters));
    let id = links
        .joined
        .or_else(|| same_person(context, clusters, &description, mention))
        .or_else(|| office_holder(context, clusters, &description, mention))
        .or_else(|| same_body(context, clusters, &description, mention))
        .or_else(|| same_noun(context, clusters, &description, mention, links));
    let id = match id {
        Some(id) => id,
        None if !own_country && bare(context, mention, ActorWord::Place) => return None,
        None if !own_country && bare(context, mention, ActorWord::Vague) => {
            return vague(context, clusters, mention);
        }
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
    let noun = agent.noun.rsplit(' ').next().unwrap_or(&agent.noun).to_owned();
    clusters.nearest_before(mention.span.start, |cluster| {
        // Any head of state or government is "the Turkish leader".
        let leads = noun == "leader" && cluster.known.is_some() && description.country.is_some();
        cluster.kind == ActorKind::Person
            && cluster.named.is_some_and(|named| named < mention.span.start)
            && (leads || cluster.roles.iter().any(|role| role.title.to_lowercase().ends_with(&noun)))
            && agrees(&description.country, &cluster.country)
    })
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
