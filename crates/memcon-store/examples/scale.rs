//! How a store does with many articles: fills a database with generated records, and asks it the usual questions.
//!
//! ```text
//! cargo run --release -p memcon-store --example scale -- fill big.db 1000000
//! cargo run --release -p memcon-store --example scale -- ask big.db
//! cargo run --release -p memcon-store --example scale -- check big.db 1000000
//! ```
//!
//! The records are those of an invented press: a thousand articles a day, stories that one to eight outlets tell, one article in
//! ten a copy of another; a few states and people are in most of the news, most in little of it. `fill` goes on where an
//! earlier run was killed; `check` says whether anything is missing or doubled.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use memcon::Record;
use memcon_store::{Filter, Order, Party, Step, Store};
use serde_json::{Value, json};

const STATES: [&str; 12] =
    ["USA", "CHN", "RUS", "GBR", "FRA", "DEU", "JPN", "IND", "KOR", "BRA", "KEN", "MNG"];
const TYPES: [(&str, u8); 6] =
    [("CONSULT", 1), ("ACCUSE", 3), ("ASSAULT", 4), ("AID", 2), ("PROTEST", 3), ("COOPERATE", 2)];
const STATUSES: [&str; 4] = ["happened", "happened", "planned", "denied"];
const A_DAY: u64 = 1000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["fill", path, count] => fill(Path::new(path), count.parse()?),
        ["ask", path] => ask(Path::new(path)),
        ["check", path, count] => check(Path::new(path), count.parse()?),
        _ => Err("fill DB COUNT, ask DB, or check DB COUNT".into()),
    }
}

fn fill(path: &Path, count: u64) -> Result<(), Box<dyn Error>> {
    let mut store = Store::create(path)?;
    let there = store.counts()?.articles;
    let started = Instant::now();
    for number in there..count {
        store.save(&article(number)?)?;
        if (number + 1) % 20_000 == 0 {
            say(&format!("{} articles, {:.0} s", number + 1, started.elapsed().as_secs_f64()));
        }
    }
    store.finish()?;
    let seconds = started.elapsed().as_secs_f64();
    let size = std::fs::metadata(path)?.len() / 1_000_000;
    say(&format!(
        "{} articles in {seconds:.1} s, {:.0} a second; {size} MB; {}",
        count - there,
        (count - there) as f64 / seconds,
        memory()
    ));
    Ok(())
}

/// A question to a store; gives how much it found.
type Question = Box<dyn Fn(&Store) -> memcon_store::Result<usize>>;

fn ask(path: &Path) -> Result<(), Box<dyn Error>> {
    let store = Store::open(path)?;
    let page = || Filter { limit: Some(20), ..Filter::default() };
    let country = |code: &str| Party::Country(code.to_owned());
    let person = || Party::Actor("Person 77".to_owned());
    let incidents =
        |filter: Filter| -> Question { Box::new(move |store| Ok(store.incidents(&filter)?.len())) };
    let questions: Vec<(&str, Question)> = vec![
        ("latest", incidents(page())),
        ("most reported", incidents(Filter { order: Order::MostReported, ..page() })),
        ("one person", incidents(Filter { parties: vec![person()], ..page() })),
        (
            "two frequent states",
            incidents(Filter { parties: vec![country("USA"), country("CHN")], ..page() }),
        ),
        ("two rare states", incidents(Filter { parties: vec![country("KEN"), country("MNG")], ..page() })),
        ("a country", incidents(Filter { countries: vec!["JPN".into()], ..page() })),
        (
            "type and status",
            incidents(Filter { kinds: vec!["ASSAULT".into()], statuses: vec!["denied".into()], ..page() }),
        ),
        (
            "a month",
            incidents(Filter {
                since: Some("2023-05-01".into()),
                until: Some("2023-05-31".into()),
                ..page()
            }),
        ),
        ("a place", incidents(Filter { place: Some("Town 5".into()), ..page() })),
        ("a rare word", incidents(Filter { text: Some("word15000".into()), ..page() })),
        ("a frequent word", incidents(Filter { text: Some("ab".into()), ..page() })),
        (
            "pair, type, months, word",
            incidents(Filter {
                parties: vec![country("USA"), country("RUS")],
                kinds: vec!["CONSULT".into()],
                since: Some("2023-03-01".into()),
                text: Some("word800".into()),
                ..page()
            }),
        ),
        ("events of one person", {
            let filter = Filter { parties: vec![person()], ..page() };
            Box::new(move |store| Ok(store.events(&filter)?.len()))
        }),
        ("statements of one person", {
            let filter = Filter { parties: vec![person()], ..page() };
            Box::new(move |store| Ok(store.statements(&filter)?.len()))
        }),
        ("statements of one about a state", {
            let filter = Filter { parties: vec![person()], about: vec![country("USA")], ..page() };
            Box::new(move |store| Ok(store.statements(&filter)?.len()))
        }),
        ("timeline of a pair by month", {
            let filter = Filter { parties: vec![country("USA"), country("JPN")], ..Filter::default() };
            Box::new(move |store| Ok(store.timeline(&filter, Step::Month)?.len()))
        }),
        (
            "timeline of all by month",
            Box::new(|store| Ok(store.timeline(&Filter::default(), Step::Month)?.len())),
        ),
        ("counts by type", Box::new(|store| Ok(store.by_type(&Filter::default())?.len()))),
        ("who is called so", Box::new(|store| Ok(store.known_actors("77", 5)?.len()))),
        ("search, a rare word", Box::new(|store| Ok(store.search("word15000", 20)?.len()))),
    ];
    for (name, question) in &questions {
        let started = Instant::now();
        let found = question(&store)?;
        say(&format!("{:7.1} ms  {name}: {found}", started.elapsed().as_secs_f64() * 1000.0));
    }
    say(&memory());
    Ok(())
}

fn check(path: &Path, count: u64) -> Result<(), Box<dyn Error>> {
    let store = Store::open(path)?;
    let ids = store.ids()?;
    let expected: Vec<String> = (0..count).map(|number| format!("n{number}")).collect();
    let mut reports = 0;
    store.for_each_incident::<memcon_store::Error>(&Filter::default(), |incident| {
        reports += incident.reports.len() as u64;
        Ok(())
    })?;
    let counts = store.counts()?;
    if ids != expected || reports != counts.events {
        return Err(format!("{} articles, {} events, {reports} reports", ids.len(), counts.events).into());
    }
    say(&format!("{count} articles, each once; {reports} events, each in one incident"));
    Ok(())
}

/// Numbers that look like chance and are always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// Small numbers far more often than large ones.
    fn few(&mut self, limit: u64) -> u64 {
        let share = self.below(1_000_000) as f64 / 1_000_000.0;
        ((limit as f64).powf(share) - 1.0) as u64
    }
}

/// Article `number`: it tells one of the stories of its day or the days before, in words of its own or those of another.
fn article(number: u64) -> Result<Record, Box<dyn Error>> {
    let day = number / A_DAY;
    let mut chance = Chance(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bd1_e995);
    let story = (day.saturating_sub(chance.below(3))) * 300 + chance.below(300);
    let copy = chance.below(10) == 0;
    let mut plot = Chance(story.wrapping_mul(0xd134_2543_de82_ef95) ^ 0x2545_f491);
    let people: Vec<u64> = (0..3).map(|_| plot.few(20_000)).collect();
    let actors: Vec<Value> = people.iter().enumerate().map(|(at, person)| actor(at, *person)).collect();
    let own: Vec<u64> = (0..12).map(|_| 1000 + plot.below(19_000)).collect();
    let mut teller = if copy { Chance(story) } else { Chance(chance.below(u64::MAX)) };
    let mut text = String::new();
    for place in 0..300 {
        let word = if place % 5 == 0 { own[teller.below(12) as usize] } else { teller.few(20_000) };
        text.push_str(&spelt(word));
        text.push_str(if place % 15 == 14 { ". " } else { " " });
    }
    let events: Vec<Value> =
        (0..3).map(|at| event(at, &people, &mut plot, &mut chance, story / 300)).collect();
    let statements: Vec<Value> = (0..2)
        .map(|at| {
            json!({"id": format!("s{}", at + 1), "speaker": format!("a{}", at + 1), "cue": null,
                   "content": [{"start": 10 + 200 * at, "end": 110 + 200 * at}], "direct": true, "about": ["a3"],
                   "confidence": 0.9})
        })
        .collect();
    Ok(serde_json::from_value(json!({
        "memcon": "0", "made_with": {"model": null, "ontology": "plover-2.0", "knowledge": "2026-11"},
        "article": {"id": format!("n{number}"), "source": format!("made.jsonl:{number}"), "url": null,
                    "publisher": format!("Outlet {}", chance.below(400)), "title": format!("word{} word{}", own[0], own[1]),
                    "authors": [], "published": date(day), "published_from": "flag", "language": "en", "text": text,
                    "furniture": []},
        "actors": actors,
        "places": [{"id": "p1", "name": format!("Town {}", plot.few(3000)), "kind": "city",
                    "country": STATES[plot.few(12) as usize], "lat": 1.0, "lon": 2.0, "geonames": null, "mentions": []}],
        "times": [], "events": events, "statements": statements, "skipped": []
    }))?)
}

/// The most frequent words are short and say nothing, as in any language.
fn spelt(word: u64) -> String {
    let letter = |number: u64| char::from(b'a' + (number % 26) as u8);
    if word < 676 { [letter(word / 26), letter(word)].iter().collect() } else { format!("word{word}") }
}

fn actor(at: usize, person: u64) -> Value {
    let state = person < 12;
    let name = if state { format!("State {person}") } else { format!("Person {person}") };
    json!({"id": format!("a{}", at + 1), "name": name, "known_as": name, "wikidata": null,
           "kind": if state { "state" } else { "person" }, "country": STATES[(person % 12) as usize],
           "sectors": ["GOV"], "roles": [], "mentions": [{"start": 10 * at, "end": 10 * at + 5, "form": "name"}],
           "reason": "made"})
}

fn event(at: u64, people: &[u64], plot: &mut Chance, chance: &mut Chance, day: u64) -> Value {
    let (kind, quad) = TYPES[plot.below(6) as usize];
    let target = format!("a{}", 2 + at % (people.len() as u64 - 1));
    let dated = chance.below(2) == 0;
    let background = chance.below(5) == 0;
    let time = if dated { json!({"value": date(day), "start": null, "end": null}) } else { Value::Null };
    json!({"id": format!("e{}", at + 1), "type": kind, "mode": null, "contexts": [], "quad": quad, "intensity": 1.0,
           "sources": ["a1"], "targets": [target], "place": if chance.below(2) == 0 { json!("p1") } else { Value::Null },
           "time": time, "status": STATUSES[chance.below(4) as usize], "background": background, "attributed_to": null,
           "evidence": [{"start": 20 * at, "end": 20 * at + 6, "role": "trigger"}], "confidence": 0.9})
}

/// Day `number` of years of twelve months of 28 days, from 2022 on.
fn date(number: u64) -> String {
    format!("{}-{:02}-{:02}", 2022 + number / 336, 1 + number / 28 % 12, 1 + number % 28)
}

/// Most memory that was ever in use, where the system tells.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    format!("memory at most {}", peak.map_or("unknown", str::trim))
}

fn say(line: &str) {
    use std::io::Write;
    // Nobody reads it any more when this fails.
    let _ = writeln!(std::io::stdout(), "{line}");
}
