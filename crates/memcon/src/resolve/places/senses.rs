//! Which of the places that share a name is meant.

use std::collections::{HashMap, HashSet};

use super::candidates::{Candidate, Findings, Sense, Target};
use super::usage::{Cues, container_after, weigh};
use super::words::Gap;
use crate::article::Article;
use crate::gazetteer::{Feature, PlaceNumber, kilometres};
use crate::knowledge::{Knowledge, WordKind};

/// What the article tells about where it plays.
#[derive(Debug, Default)]
pub(super) struct Setting {
    /// Votes for each country, by its code.
    votes: HashMap<String, f64>,
    /// Divisions named in the article, and those that hold its cities.
    divisions: HashSet<PlaceNumber>,
    /// Cities and divisions already placed, with the key that names them.
    points: Vec<(String, (f64, f64))>,
    /// Country of the outlet, when its address tells.
    home: Option<String>,
}

/// The sense chosen for each candidate: an index into its senses, and how far ahead of the next it is.
pub(super) fn choose(
    knowledge: &Knowledge,
    article: &Article,
    findings: &Findings,
    likely: &[bool],
) -> (Vec<usize>, Setting) {
    let mut setting = Setting { home: home(knowledge, article), ..Setting::default() };
    setting.vote_areas(knowledge, findings, likely);
    let mut chosen = best(knowledge, findings, &setting);
    // The first answer tells where the article plays; the second makes use of it.
    for _ in 0..2 {
        setting.place(knowledge, findings, likely, &chosen);
        chosen = best(knowledge, findings, &setting);
    }
    (chosen, setting)
}

fn best(knowledge: &Knowledge, findings: &Findings, setting: &Setting) -> Vec<usize> {
    // One name means one place in an article, unless the words around it tell a city from its province.
    let mut totals: HashMap<(&str, Shape), Vec<f64>> = HashMap::new();
    for candidate in &findings.candidates {
        let total = totals
            .entry((candidate.key.as_str(), shape(knowledge, findings, candidate)))
            .or_insert_with(|| vec![f64::MIN; candidate.senses.len()]);
        for (index, sense) in candidate.senses.iter().enumerate() {
            let score = weigh(knowledge, "sense", &cues(knowledge, findings, setting, candidate, sense));
            if let Some(total) = total.get_mut(index) {
                *total = total.max(score);
            }
        }
    }
    findings
        .candidates
        .iter()
        .map(|candidate| {
            let total = &totals[&(candidate.key.as_str(), shape(knowledge, findings, candidate))];
            (0..candidate.senses.len().min(total.len()))
                .max_by(|&a, &b| total[a].total_cmp(&total[b]))
                .unwrap_or(0)
        })
        .collect()
}

/// What the words around a name say of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Shape {
    Plain,
    Division,
    Settlement,
}

fn shape(knowledge: &Knowledge, findings: &Findings, candidate: &Candidate) -> Shape {
    let words = &findings.lines[candidate.line].words;
    let (start, end) = candidate.words;
    let next = words.get(end).filter(|next| next.gap == Gap::Space && !words[end - 1].possessive);
    let of = start > 1 && words[start - 1].key == "of";
    let is = |key: &str, kind| knowledge.toponyms.is(key, kind);
    let noun = if of { Some(&words[start - 2]) } else { (start > 0).then(|| &words[start - 1]) };
    let noun = noun.filter(|noun| of || !noun.capital && words[start].gap == Gap::Space);
    // "Reno city council" speaks of the city; "the city of Reno" too; "the province of Idlib" does not.
    if next.is_some_and(|next| is(&next.key, WordKind::Division))
        || of && noun.is_some_and(|noun| is(&noun.key, WordKind::Division))
    {
        Shape::Division
    } else if next.is_some_and(|next| is(&next.key, WordKind::Settlement))
        || noun.is_some_and(|noun| is(&noun.key, WordKind::Settlement))
    {
        Shape::Settlement
    } else {
        Shape::Plain
    }
}

/// Cues for one sense of one candidate.
pub(super) fn cues(
    knowledge: &Knowledge,
    findings: &Findings,
    setting: &Setting,
    candidate: &Candidate,
    sense: &Sense,
) -> Cues {
    let mut cues: Cues = Vec::with_capacity(12);
    let mut cue = |name: &'static str, strength: f64| {
        if strength != 0.0 {
            cues.push((name, strength));
        }
    };
    let holds = |holds: bool| f64::from(u8::from(holds));
    let shape = shape(knowledge, findings, candidate);
    let (country, point) = match sense.target {
        Target::Area(area) => {
            let area = &knowledge.toponyms.areas[area];
            let state = area.kind == "state";
            cue("state", holds(state));
            cue("area", holds(!state));
            cue("site", holds(area.kind == "site"));
            cue("state named as a division", holds(state && shape == Shape::Division));
            (area.country.as_deref(), None)
        }
        Target::Entry(number, feature) => {
            let entry = knowledge.gazetteer.entry(number);
            let division = feature != Feature::City;
            cue("people", entry.log_population);
            cue("first division", holds(feature == Feature::Division1));
            cue("second division", holds(feature == Feature::Division2));
            cue("people of a division", entry.log_population * holds(division));
            cue("alias", holds(!sense.usual));
            cue("division named so", holds(division && shape == Shape::Division));
            cue("city named as a division", holds(!division && shape == Shape::Division));
            cue("division named as a city", holds(division && shape == Shape::Settlement));
            let parents: Vec<PlaceNumber> = ancestors(knowledge, number).collect();
            cue(
                "its division is named",
                holds(parents.iter().any(|parent| setting.divisions.contains(parent))),
            );
            cue(
                "capital",
                holds(
                    !division && sense.usual && knowledge.toponyms.is_capital(&candidate.key, entry.country),
                ),
            );
            // "New York" is a city and its state, "Idlib" a city and its province.
            let namesake = division
                && candidate.senses.iter().any(|other| {
                    other.usual
                        && matches!(other.target, Target::Entry(city, Feature::City)
                    if ancestors(knowledge, city).any(|ancestor| ancestor == number)
                        && knowledge.gazetteer.entry(city).log_population > 4.0)
                });
            cue("division of its city", holds(namesake && shape == Shape::Plain));
            cue(
                "first division of its city",
                holds(namesake && shape == Shape::Plain && feature == Feature::Division1),
            );
            (Some(entry.country), Some((entry.lat, entry.lon)))
        }
    };
    if let Some(container) = container_after(findings, candidate) {
        cue("then its container", holds(within(knowledge, sense.target, &container.senses)));
    }
    if let Some(country) = country {
        let all: f64 = setting.votes.values().sum();
        let votes = setting.votes.get(country).copied().unwrap_or(0.0);
        cue("country's share", if all > 0.0 { votes / all } else { 0.0 });
        cue("country named", holds(votes > 0.0));
        cue("country leads", holds(votes > 0.0 && setting.votes.values().all(|other| *other <= votes)));
        cue("home", holds(setting.home.as_deref() == Some(country)));
    }
    if let Some(point) = point {
        let near = setting
            .points
            .iter()
            .filter(|(key, _)| *key != candidate.key)
            .map(|(_, other)| kilometres(point, *other))
            .fold(f64::MAX, f64::min);
        cue("within 40 km of another", holds(near < 40.0));
        cue("within 161 km of another", holds(near < 161.0));
        cue("within 500 km of another", holds(near < 500.0));
        cue("within 1500 km of another", holds(near < 1500.0));
    }
    cues
}

impl Setting {
    /// States by name, adjective or demonym.
    fn vote_areas(&mut self, knowledge: &Knowledge, findings: &Findings, likely: &[bool]) {
        for country in &findings.nationalities {
            *self.votes.entry(country.clone()).or_default() += 0.7;
        }
        for (candidate, _) in findings.candidates.iter().zip(likely).filter(|(_, likely)| **likely) {
            // "Georgia" votes for neither of its countries.
            let [Sense { target: Target::Area(area), .. }, ..] = candidate.senses[..] else { continue };
            let rival = candidate.senses.iter().any(|sense| match sense.target {
                Target::Entry(number, _) => {
                    knowledge.gazetteer.entry(number).log_population > 6.0 && sense.usual
                }
                Target::Area(_) => false,
            });
            if let Some(country) = knowledge.toponyms.areas[area].country.as_ref().filter(|_| !rival) {
                *self.votes.entry(country.clone()).or_default() += 1.0;
            }
        }
    }

    /// Takes over what was chosen: each place once, since a name repeated is no second witness.
    fn place(&mut self, knowledge: &Knowledge, findings: &Findings, likely: &[bool], chosen: &[usize]) {
        self.votes.clear();
        self.divisions.clear();
        self.points.clear();
        self.vote_areas(knowledge, findings, likely);
        let mut seen: HashSet<Target> = HashSet::new();
        for ((candidate, choice), _) in
            findings.candidates.iter().zip(chosen).zip(likely).filter(|(_, likely)| **likely)
        {
            let target = candidate.senses[*choice].target;
            if !seen.insert(target) {
                continue;
            }
            if let Target::Entry(number, feature) = target {
                let entry = knowledge.gazetteer.entry(number);
                *self.votes.entry(entry.country.to_owned()).or_default() += 0.5;
                if feature == Feature::City || feature == Feature::Division2 {
                    self.points.push((candidate.key.clone(), (entry.lat, entry.lon)));
                } else {
                    self.divisions.insert(number);
                }
            }
        }
    }
}

/// True when the place lies in one that `containers` may mean.
pub(super) fn within(knowledge: &Knowledge, target: Target, containers: &[Sense]) -> bool {
    let Target::Entry(number, _) = target else { return false };
    let country = knowledge.gazetteer.entry(number).country;
    containers.iter().any(|container| match container.target {
        Target::Area(area) => {
            let area = &knowledge.toponyms.areas[area];
            area.kind == "state" && area.country.as_deref() == Some(country)
        }
        Target::Entry(division, Feature::Division1 | Feature::Division2) => {
            ancestors(knowledge, number).any(|ancestor| ancestor == division)
        }
        Target::Entry(_, Feature::City) => false,
    })
}

/// The divisions that a place lies in, finest first.
fn ancestors(knowledge: &Knowledge, number: PlaceNumber) -> impl Iterator<Item = PlaceNumber> + '_ {
    let parent = move |number: PlaceNumber| knowledge.gazetteer.entry(number).parent;
    // Divisions have at most two levels; a damaged file must not make a ring.
    std::iter::successors(parent(number), move |number| parent(*number)).take(3)
}

/// The outlet's country, from the last part of its domain: ".co.uk", ".ie".
fn home(knowledge: &Knowledge, article: &Article) -> Option<String> {
    let url = article.about.url.as_deref()?;
    let domain = url.split("//").last()?.split(['/', ':', '?']).next()?;
    let known = knowledge.toponyms.outlet_country(domain.strip_prefix("www.").unwrap_or(domain));
    known.or_else(|| knowledge.toponyms.domain_country(domain.rsplit('.').next()?)).map(str::to_owned)
}
