//! Who is who in one article: names and their short forms, descriptions, appositions, pronouns.

mod cluster;
mod country;
mod describe;
mod names;
mod pronouns;

use self::cluster::{Cluster, Clusters};
use super::{Actor, ActorsAndMentions};
use crate::article::Article;
use crate::knowledge::Knowledge;
use crate::mention::{ActorKind, ActorMention, Annotations, Form};

/// What the steps share: the article and what is known on the day that it was written.
struct Context<'a> {
    knowledge: &'a Knowledge,
    article: &'a Article,
    day: Option<jiff::civil::Date>,
}

/// Joins the actor mentions of an article and says whom each stands for.
pub(super) fn actors(knowledge: &Knowledge, article: &Article, found: &Annotations) -> ActorsAndMentions {
    let context = Context { knowledge, article, day: article.day() };
    let mut clusters = Clusters::default();
    let mut of_mention: Vec<Vec<usize>> = vec![Vec::new(); found.actors.len()];
    // Names first, over the whole article, so that a short form finds its full form wherever that stands.
    for (id, mention) in found.actors.iter().enumerate() {
        if mention.form == Form::Name {
            of_mention[id] = vec![names::cluster_of(&context, &mut clusters, mention)];
        }
    }
    for (id, mention) in found.actors.iter().enumerate() {
        if mention.form == Form::Description {
            let joined = apposed(article, found, &of_mention, id);
            of_mention[id] = vec![describe::cluster_of(&context, &mut clusters, mention, joined)];
        }
    }
    pronouns::resolve(&context, &mut clusters, found, &mut of_mention);
    country::infer(&context, &mut clusters);
    order(clusters, of_mention)
}

/// The actor that a description stands in apposition to: "Ana Sousa, the foreign minister,".
fn apposed(article: &Article, found: &Annotations, of_mention: &[Vec<usize>], id: usize) -> Option<usize> {
    let mention = &found.actors[id];
    let person = |other: &ActorMention| {
        other.kind == ActorKind::Person && other.form == Form::Name && mention.kind == ActorKind::Person
    };
    let between = |from: usize, to: usize| article.text().get(from..to).unwrap_or("").trim().to_owned();
    let before = id.checked_sub(1).filter(|&before| {
        let other = &found.actors[before];
        let joint = between(other.span.end, mention.span.start);
        person(other)
            && other.sentence == mention.sentence
            && (joint.starts_with(',') && joint.split_whitespace().count() <= 4 || joint == "(")
            && !joint.contains(" and")
    });
    let after = Some(id + 1).filter(|&after| {
        found.actors.get(after).is_some_and(|other| {
            person(other)
                && other.sentence == mention.sentence
                && between(mention.span.end, other.span.start) == ","
                && mention.span.start > 0
        })
    });
    before.or(after).and_then(|other| of_mention[other].first().copied())
}

/// Actors in order of first mention; those that nothing mentions are dropped.
fn order(clusters: Clusters, of_mention: Vec<Vec<usize>>) -> ActorsAndMentions {
    let mut order: Vec<usize> =
        (0..clusters.all.len()).filter(|&id| !clusters.all[id].mentions.is_empty()).collect();
    order.sort_by_key(|&id| clusters.all[id].mentions.iter().map(|mention| mention.0).min());
    let mut place = vec![usize::MAX; clusters.all.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let actors = order.iter().map(|&id| actor(&clusters.all[id])).collect();
    let of_mention = of_mention
        .into_iter()
        .map(|ids| ids.into_iter().map(|id| place[id]).filter(|&id| id != usize::MAX).collect())
        .collect();
    (actors, of_mention)
}

fn actor(cluster: &Cluster) -> Actor {
    let mut mentions = cluster.mentions.clone();
    mentions.sort_by_key(|mention| mention.0);
    mentions.dedup();
    Actor {
        name: cluster.name.clone(),
        known_as: cluster.known_as.clone(),
        wikidata: None,
        kind: cluster.kind,
        country: cluster.country.clone(),
        sectors: cluster.sectors.clone(),
        roles: cluster.roles.clone(),
        mentions,
        reason: cluster.reason.clone(),
    }
}
