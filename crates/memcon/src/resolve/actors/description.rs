//! What a phrase says of an actor: nation, role, and whether the role is over.

use super::Context;
use super::cluster::Cluster;
use crate::knowledge::{ActorWord, Agent, Entity, Knowledge};
use crate::mention::ActorKind;
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
    /// Sectors of the body whose role it is: "UAW president".
    pub body: Vec<String>,
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
        // "foreign fighters", but not "foreign minister".
        let in_role = description.role.is_some_and(|role| role.contains(words[at].span));
        let of_group = description.agent.is_some_and(|agent| agent.kind == "group");
        description.foreign |= actors.is(word, ActorWord::Foreign) && (!in_role || of_group);
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
            if description.body.is_empty() {
                description.body = nation.sectors.to_vec();
            }
        }
    }
    description.future |= description.agent.is_some_and(|agent| agent.noun.ends_with("-elect"));
    description
}

/// A nation, people or body whose name stands in a description.
struct Nation<'k> {
    /// One past its last token.
    end: usize,
    /// ISO code; a people may have none.
    country: Option<String>,
    /// A body that belongs to no one country.
    of_none: bool,
    /// A body's.
    sectors: &'k [String],
}

/// The nation, people or body named at token `at`: "Kremlin spokesman", "Fox executives" are the body's country's.
fn nation<'k>(knowledge: &'k Knowledge, text: &str, words: &[Token], at: usize) -> Option<Nation<'k>> {
    let hits = knowledge.names.at(text, words, at);
    let some = |code: &str| (!code.is_empty()).then(|| code.to_owned());
    let state = hits.iter().find_map(|hit| match hit.entity {
        Entity::Adjective(state) | Entity::Demonym(state) | Entity::State(state) | Entity::Capital(state) => {
            let country = Some(knowledge.world.states[state].iso3.clone());
            Some(Nation { end: hit.end, country, of_none: false, sectors: &[] })
        }
        _ => None,
    });
    let people = || {
        let (end, people) = knowledge.words.actors.people(words, at)?;
        Some(Nation { end, country: some(&people.country), of_none: false, sectors: &[] })
    };
    let body = || {
        let (end, code, sectors): (usize, &str, &[String]) =
            hits.iter().find_map(|hit| match hit.entity {
                Entity::Metonym(index) => {
                    Some((hit.end, knowledge.world.metonyms[index].country.as_str(), &[] as &[String]))
                }
                Entity::Organization(index) => {
                    let body = &knowledge.world.organizations[index];
                    Some((hit.end, body.country.as_str(), body.sectors.0.as_slice()))
                }
                _ => None,
            })?;
        Some(Nation { end, country: some(code), of_none: code.is_empty(), sectors })
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
                // Every kind of body has presidents, chairs and spokespeople.
                let general = agent.kind == "person"
                    && agent
                        .sectors
                        .iter()
                        .all(|sector| matches!(sector.as_str(), "GOV" | "BUS" | "SOC" | "ELI"));
                let of_body = general && !self.body.is_empty();
                cluster.add_sectors(if of_body { &self.body } else { &agent.sectors });
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

/// Whether "former" stands further forward in the noun phrase: "the former Indiana University basketball coach".
pub(super) fn was_before(context: &Context<'_>, span: Span) -> bool {
    const FURTHEST: usize = 6;
    let actors = &context.knowledge.words.actors;
    let text = &context.article.text()[..span.start];
    let line = text.rsplit(['\n', '.', ',', ';', ':', '(', '“', '"']).next().unwrap_or("");
    let words: Vec<String> = line.split_whitespace().rev().take(FURTHEST).map(str::to_lowercase).collect();
    let phrase = words
        .iter()
        .take_while(|word| !actors.is(word, ActorWord::Opener) || actors.is(word, ActorWord::Former));
    phrase.into_iter().any(|word| actors.is(word, ActorWord::Former) && word != "then" && word != "late")
}

/// "defence minister" and "defense minister" are one office; so are "president" and "president".
pub(super) fn same_office(office: &str, noun: &str) -> bool {
    office == noun || office.replace("defence", "defense") == noun.replace("defence", "defense")
}
