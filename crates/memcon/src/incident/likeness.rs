//! How much two events look like one happening.

use super::days::Day;
use super::story::{Party, Sketch, Story, WINDOW};
use super::words::cosine;

/// From this likeness on, two events are linked.
pub(super) const LINK: f64 = 0.25;

/// Stories less alike than this share no happening, but for what [`by_name`] tells.
const STORY: f64 = 0.08;

/// Likeness of what cannot be one happening.
const APART: f64 = -0.5;

/// What a pair counts for at most that shares neither actors nor the words of its triggers.
const VAGUE: f64 = 0.3;

/// Two events of one article were told apart when it was read, so its one story speaks for them less than for two
/// articles.
const SAME_ARTICLE: f64 = 0.2;

/// How alike two events are, where their stories are as alike as `stories`: 0 nothing, 1 the same words. Symmetric, to the
/// last bit: the order in which articles come must not matter.
pub(super) fn likeness(stories: f64, a: (&Story, &Sketch), b: (&Story, &Sketch)) -> f64 {
    let gap = match (a.0.day(), b.0.day()) {
        (Some(one), Some(other)) => Some((one - other).abs()),
        (None, None) => Some(0),
        _ => None,
    };
    let dated = a.1.time.is_some() && b.1.time.is_some();
    if !kinds_fit(a, b) || !dated && gap.is_none_or(|gap| gap > WINDOW) {
        return APART;
    }
    let Some(time) = times(a, b) else {
        return APART;
    };
    let actors = actors(a.1, b.1);
    let shared_words = a.1.stems.iter().any(|stem| b.1.stems.contains(stem));
    if actors <= DIFFERENT {
        return APART;
    }
    let other_kind = if a.1.kind == b.1.kind { 0.0 } else { 0.15 };
    let gap = f64::from(gap.unwrap_or(WINDOW).min(14)) / 14.0;
    let score =
        stories + 0.25 * actors + 0.15 * time + 0.1 * places(a.1, b.1) + if shared_words { 0.1 } else { 0.0 }
            - other_kind
            - if stories > STORY { 0.1 * gap } else { 0.0 };
    if stories <= STORY && !by_name(a.1, b.1, time) {
        return score.min(LINK - 0.01);
    }
    if actors >= SAME_COUNTRY || shared_words { score } else { score.min(VAGUE) }
}

/// How alike two stories are, for [`likeness`].
pub(super) fn stories(a: &Story, b: &Story) -> f64 {
    if a.article == b.article { SAME_ARTICLE } else { cosine(&a.terms, &b.terms) }
}

/// The same type, or what was agreed on and what came of it: on the day that it was planned for, or later than the plan
/// was told.
fn kinds_fit(a: (&Story, &Sketch), b: (&Story, &Sketch)) -> bool {
    let came_of = |plan: (&Story, &Sketch), other: (&Story, &Sketch)| {
        let dated = plan.1.time.is_some() && other.1.time.is_some();
        let later = plan.0.day().zip(other.0.day()).is_some_and(|(told, after)| told < after);
        plan.1.kind == "AGREE"
            && ["planned", "requested", "possible"].contains(&plan.1.status.as_str())
            && ["CONSULT", "COOPERATE", "AID", "CONCEDE"].contains(&other.1.kind.as_str())
            && (dated || later)
    };
    a.1.kind == b.1.kind || came_of(a, b) || came_of(b, a)
}

/// 1 when both are dated to the same day or two, less when one is vague or not dated; none when they are different
/// times.
fn times(a: (&Story, &Sketch), b: (&Story, &Sketch)) -> Option<f64> {
    match (a.1.days(), b.1.days()) {
        (Some(one), Some(other)) => {
            let exact = (one.1 - one.0).max(other.1 - other.0) <= 1;
            (one.0 - 1 <= other.1 && other.0 - 1 <= one.1).then_some(if exact { 1.0 } else { 0.5 })
        }
        (None, None) => Some(0.0),
        (Some(days), None) => undated(days, b),
        (None, Some(days)) => undated(days, a),
    }
}

/// What is news and not dated happened shortly before it was published.
fn undated(days: (Day, Day), other: (&Story, &Sketch)) -> Option<f64> {
    match other.0.day() {
        Some(day) if !other.1.background => (days.0 - 1 <= day && day <= days.1 + 14).then_some(0.3),
        _ => Some(0.0),
    }
}

/// Agreement of actors: the names are the same; the state stands for its officials; the same country; no telling;
/// nobody in common; different countries.
const SAME: f64 = 1.0;
const SAME_STATE: f64 = 0.7;
const SAME_COUNTRY: f64 = 0.5;
const OTHERS: f64 = -0.1;
const DIFFERENT: f64 = -0.5;

/// The best agreement of anyone in the one with anyone in the other: who acts and who is acted upon is often confused.
fn actors(a: &Sketch, b: &Sketch) -> f64 {
    let pairs = a.parties().flat_map(|one| b.parties().map(move |other| agreement(one, other)));
    pairs.max_by(f64::total_cmp).unwrap_or(0.0)
}

/// How well one actor may be the other.
pub(super) fn agreement(a: &Party, b: &Party) -> f64 {
    let same_country = match (&a.actor.country, &b.actor.country) {
        (Some(one), Some(other)) => Some(one == other),
        _ => None,
    };
    if a.actor.id.eq_ignore_ascii_case(&b.actor.id) {
        if a.named { SAME } else { SAME_STATE }
    } else if same_country != Some(false) && head(a) == head(b) {
        SAME_STATE
    } else {
        match same_country {
            Some(true) if a.official && b.official => SAME_STATE,
            Some(true) => SAME_COUNTRY,
            Some(false) => DIFFERENT,
            None => OTHERS,
        }
    }
}

/// The last word of a name, without its plural ending.
fn head(party: &Party) -> String {
    let last = party.actor.name.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    last.strip_suffix('s').unwrap_or(&last).to_owned()
}

/// 1 for the same place, something for a place and its country, less than nothing for different ones.
fn places(a: &Sketch, b: &Sketch) -> f64 {
    let (Some(one), Some(other)) = (&a.place, &b.place) else {
        return 0.0;
    };
    if one.name == other.name && one.country == other.country {
        1.0
    } else if one.country.is_some() && one.country == other.country {
        if one.kind == "country" || other.kind == "country" { 0.3 } else { -0.2 }
    } else {
        -0.6
    }
}

/// Different stories tell of one happening when they name two who took part, or one and the town, and the time: so a
/// mention years later finds it.
fn by_name(a: &Sketch, b: &Sketch, time: f64) -> bool {
    let (Some(one), Some(other)) = (a.days(), b.days()) else {
        return false;
    };
    // Not even a day apart: two states that meet daily would else be one long chain.
    if one.0 > other.1 || other.0 > one.1 {
        return false;
    }
    let town = match (&a.place, &b.place) {
        (Some(one), Some(other)) => {
            one.kind != "country" && one.name == other.name && one.country == other.country
        }
        _ => false,
    };
    let mut shared: Vec<(&str, Option<&str>)> = Vec::new();
    for one in a.parties() {
        let same = |other: &&Party| {
            let state = one.official && other.official && one.actor.country == other.actor.country;
            one.named && other.named && one.actor.id == other.actor.id || state && one.actor.country.is_some()
        };
        if b.parties().any(|other| same(&other)) {
            shared.push((&one.actor.id, one.actor.country.as_deref()));
        }
    }
    // A minister and the prime minister of one state are one party.
    shared.sort_unstable();
    shared.dedup_by(|one, other| one.0 == other.0 || one.1.is_some() && one.1 == other.1);
    shared.len() + usize::from(town) >= if time >= 1.0 { 2 } else { 3 }
        || shared.len() >= 2 && town
        || shared.len() >= 2 && a.stems.iter().any(|stem| b.stems.contains(stem))
}
