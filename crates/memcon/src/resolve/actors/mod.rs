//! Who is who in one article: names and their short forms, descriptions, appositions, pronouns.

mod cluster;
mod country;
mod describe;
mod description;
mod links;
mod names;
mod plurals;
mod pronouns;

use self::cluster::{Cluster, Clusters};
use self::links::{Links, Places};
use super::{Actor, ActorsAndMentions, Place};
use crate::article::Article;
use crate::knowledge::{ActorWord, Knowledge, WordKind, World};
use crate::mention::{ActorKind, ActorMention, Annotations, Form};

/// What the steps share: the article and what is known on the day that it was written.
struct Context<'a> {
    knowledge: &'a Knowledge,
    article: &'a Article,
    day: Option<jiff::civil::Date>,
}

/// Joins the actor mentions of an article and says whom each stands for. `places` tell where the article is at home.
pub(super) fn actors(
    knowledge: &Knowledge,
    article: &Article,
    found: &Annotations,
    places: &[Place],
) -> ActorsAndMentions {
    let context = Context { knowledge, article, day: article.day() };
    let mut clusters = Clusters::default();
    let mut of_mention: Vec<Vec<usize>> = vec![Vec::new(); found.actors.len()];
    // Full names first, over the whole article, so that a short form finds its full form wherever that stands.
    for long in [true, false] {
        for (id, mention) in found.actors.iter().enumerate() {
            let full = mention.head.of(article.text()).split_whitespace().count() > 1;
            if mention.form == Form::Name && full == long {
                of_mention[id] = vec![names::cluster_of(&context, &mut clusters, mention)];
            }
        }
    }
    let towns = Places::new(places);
    for (id, mention) in found.actors.iter().enumerate() {
        if mention.form != Form::Description {
            continue;
        }
        if let Some(several) = plurals::taken_up(&context, &clusters, mention) {
            several.iter().for_each(|&each| clusters.all[each].mention(mention));
            of_mention[id] = several;
            continue;
        }
        let links = Links::of(knowledge, article, found, &towns, &of_mention, id);
        of_mention[id] = describe::cluster_of(&context, &mut clusters, mention, &links).into_iter().collect();
    }
    acting(knowledge, article, found, &of_mention, &mut clusters);
    pronouns::resolve(&context, &mut clusters, found, &mut of_mention);
    towns.mark(&mut clusters);
    country::infer(&context, places, &mut clusters);
    order(&knowledge.world, clusters, of_mention)
}

/// Marks the actors that act or speak somewhere, by the words around their mentions: "in Russia" and "of Russia" are
/// places, "Russia wants" and "Russia's backing" are not.
fn acting(
    knowledge: &Knowledge,
    article: &Article,
    found: &Annotations,
    of_mention: &[Vec<usize>],
    clusters: &mut Clusters,
) {
    for (mention, actors) in found.actors.iter().zip(of_mention) {
        if acts(knowledge, article.text(), mention) {
            actors.iter().for_each(|&actor| clusters.all[actor].acts = true);
        }
    }
}

fn acts(knowledge: &Knowledge, text: &str, mention: &ActorMention) -> bool {
    let before = text[..mention.span.start].trim_end();
    let before = before.strip_suffix("the").map_or(before, str::trim_end);
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or("").to_lowercase();
    let direction = knowledge.toponyms.is(&word, WordKind::Direction);
    let located = direction || knowledge.words.actors.is(&word, ActorWord::Located);
    let after = text[mention.span.end..].chars().next();
    let goes_on = after.is_some_and(|next| next == ' ' || next == '\'' || next == '’');
    !located && goes_on
}

/// Actors in order of first mention; those that nothing mentions are dropped.
fn order(world: &World, clusters: Clusters, of_mention: Vec<Vec<usize>>) -> ActorsAndMentions {
    let mut order: Vec<usize> =
        (0..clusters.all.len()).filter(|&id| !clusters.all[id].mentions.is_empty()).collect();
    order.sort_by_key(|&id| clusters.all[id].mentions.iter().map(|mention| mention.0).min());
    let mut place = vec![usize::MAX; clusters.all.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let actors = order.iter().map(|&id| actor(world, &clusters.all[id])).collect();
    let of_mention = of_mention
        .into_iter()
        .map(|ids| ids.into_iter().map(|id| place[id]).filter(|&id| id != usize::MAX).collect())
        .collect();
    (actors, of_mention)
}

fn actor(world: &World, cluster: &Cluster) -> Actor {
    let mut mentions = cluster.mentions.clone();
    mentions.sort_by_key(|mention| mention.0);
    mentions.dedup();
    Actor {
        name: cluster.name.clone(),
        known_as: cluster.known_as.clone(),
        wikidata: cluster.known.and_then(|entity| world.wikidata(entity)).map(str::to_owned),
        kind: cluster.kind,
        country: cluster.country.clone(),
        sectors: cluster.sectors.clone(),
        roles: cluster.roles.clone(),
        mentions,
        listed: listed(cluster),
        reason: cluster.reason.clone(),
    }
}

/// Whether the record holds the actor even when no event and no statement names it.
fn listed(cluster: &Cluster) -> bool {
    let named = cluster.named.is_some();
    match cluster.kind {
        // Somebody named once in passing is nobody's concern.
        ActorKind::Person => {
            let passing = cluster.presented && cluster.mentions.len() == 2;
            let returns = cluster.mentions.len() > 1 || !cluster.roles.is_empty();
            named && (cluster.known.is_some() || returns && !passing)
        }
        ActorKind::Organization => named && !cluster.place,
        ActorKind::State => named && cluster.acts,
        ActorKind::Group => cluster.acts && cluster.sectors.iter().any(|sector| is_public(sector)),
    }
}

/// Sectors whose groups act in public affairs: officials, forces, rebels, parties, courts.
fn is_public(sector: &str) -> bool {
    matches!(sector, "GOV" | "MIL" | "REB" | "COP" | "UAF" | "LEG" | "OPP" | "PTY" | "JUD" | "SPY")
}
