//! The country of actors whose own words tell none.

use std::collections::HashMap;

use super::Context;
use super::cluster::Clusters;
use crate::mention::{ActorKind, Form};

/// Share of the article's country evidence that one country must have to stand for actors without any.
const MAJORITY: f64 = 0.5;

/// Officials, police and parties without a nation are those of the country that the article is about.
pub(super) fn infer(_context: &Context<'_>, clusters: &mut Clusters) {
    let mut weight: HashMap<String, usize> = HashMap::new();
    for cluster in &clusters.all {
        if let Some(country) = &cluster.country {
            *weight.entry(country.clone()).or_default() += cluster.mentions.len();
        }
    }
    let total: usize = weight.values().sum();
    // The alphabet breaks ties, so that a second run gives the same.
    let Some((country, most)) = weight.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)))
    else {
        return;
    };
    if (most as f64) < MAJORITY * total as f64 {
        return;
    }
    for cluster in &mut clusters.all {
        let named = cluster.mentions.iter().any(|mention| mention.1 == Form::Name);
        let domestic = cluster.kind == ActorKind::Person && named || !cluster.sectors.is_empty();
        if cluster.country.is_none() && cluster.known.is_none() && domestic {
            cluster.country = Some(country.clone());
        }
    }
}
