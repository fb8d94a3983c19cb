//! The record beside the text: what the article says, each value with the words that it rests on.

use std::collections::HashMap;

use maud::{Markup, html};
use memcon::Record;
use memcon::record::{ActorRecord, EventRecord, PlaceRecord, StatementRecord};
use memcon_store::{Correction, Value, Verdict};

use super::bits;
use crate::underline::time_id;
use crate::{links, scheme, shown};

/// Values less certain than this are shown as doubtful.
const DOUBTFUL: f64 = 0.5;

/// What the reading room has on an article beside its record.
#[derive(Debug, Default)]
pub(crate) struct Around {
    /// Ids of known actors by the article's own.
    pub known: HashMap<String, String>,
    /// Incidents by the article's events: their id, and how many outlets report them.
    pub incidents: HashMap<String, (String, usize)>,
}

/// A record with what readers said of it, ready to be drawn.
pub(crate) struct Panel<'a> {
    record: &'a Record,
    /// The corrections that stand.
    corrections: &'a [&'a Correction],
    /// What the reading room has on it; none when the page stands alone.
    room: Option<&'a Around>,
    text: Vec<char>,
    actors: HashMap<&'a str, &'a ActorRecord>,
    places: HashMap<&'a str, &'a PlaceRecord>,
}

impl<'a> Panel<'a> {
    pub(crate) fn new(
        record: &'a Record,
        corrections: &'a [&'a Correction],
        room: Option<&'a Around>,
    ) -> Panel<'a> {
        Panel {
            record,
            corrections,
            room,
            text: record.article.text.chars().collect(),
            actors: record.actors.iter().map(|actor| (actor.id.as_str(), actor)).collect(),
            places: record.places.iter().map(|place| (place.id.as_str(), place)).collect(),
        }
    }

    /// All of it.
    pub(crate) fn draw(&self) -> Markup {
        let record = self.record;
        let news = |event: &&EventRecord| !event.background;
        html! {
            @if let Some(reason) = record.skip_reason() {
                p.not-coded { "Not coded: " (bits::name(reason)) }
            }
            (self.events("What happened", |event| news(&event) && real(&event.status)))
            (self.events("Planned, asked for or possible", |event| {
                news(&event) && !real(&event.status) && event.status != "denied"
            }))
            (self.events("Denied", |event| news(&event) && event.status == "denied"))
            (self.events("Background", |event| event.background))
            (self.added())
            (section("Who said what", &record.statements, |statement| self.statement(statement)))
            (section("People and states", &record.actors, |actor| self.actor(actor)))
            (section("Places", &record.places, |place| self.place(place)))
            @if !record.times.is_empty() {
                section.values aria-label="Times" {
                    h2 { "Times" }
                    ul { @for n in 0..record.times.len() { (self.time(n)) } }
                }
            }
            @if !record.skipped.is_empty() {
                section.values aria-label="Left out" {
                    h2 { "Left out" }
                    ul { @for skipped in &record.skipped {
                        li.left-out { (bits::name(&self.words(skipped.start, skipped.end, 60))) ": " (bits::name(&skipped.reason)) }
                    } }
                }
            }
        }
    }

    fn events(&self, title: &str, wanted: impl Fn(&EventRecord) -> bool) -> Markup {
        let events: Vec<&EventRecord> = self.record.events.iter().filter(|event| wanted(event)).collect();
        section(title, &events, |event| self.event(event))
    }

    fn event(&self, event: &EventRecord) -> Markup {
        let correction = self.correction(&event.id);
        html! {
            li.value.event.{ "q" (event.quad) }.struck[struck(correction)] id={ "v-" (event.id) } {
                (self.handle(&event.id, &html! { (bits::kind(&event.kind, event.mode.as_deref(), event.quad)) }))
                (self.event_body(event))
                (self.rests_on(event))
                (self.corrected(correction))
                (self.tools(&event.id, "event"))
            }
        }
    }

    /// Who, to whom, where, when, how certain.
    pub(crate) fn event_body(&self, event: &EventRecord) -> Markup {
        html! {
            p.who {
                (self.names(&event.sources))
                @if !event.targets.is_empty() { span.to { " → " span.hidden { "to " } } (self.names(&event.targets)) }
            }
            p.facts {
                @if let Some(time) = &event.time {
                    span { (bits::time(&time.value)) @if time.start.is_none() { " (inferred)" } }
                }
                @if let Some(place) = event.place.as_deref().and_then(|place| self.places.get(place)) {
                    span { (bits::name(&place.name)) }
                }
                @if event.status != "happened" { (bits::status(&event.status)) }
                @if event.background { span.status { "background" } }
                @if let Some(actor) = &event.attributed_to { span { "says " (self.names(std::slice::from_ref(actor))) } }
                @if event.confidence < DOUBTFUL { span.doubtful { "doubtful" } }
                span.sure title="how certain" { (format!("{:.0} %", event.confidence * 100.0)) }
            }
        }
    }

    /// The words that tell an event, each once.
    fn rests_on(&self, event: &EventRecord) -> Markup {
        let mut words: Vec<String> = Vec::new();
        for trigger in event.evidence.iter().filter(|proof| proof.role == "trigger") {
            let told = self.words(trigger.start, trigger.end, 40);
            if !words.contains(&told) {
                words.push(told);
            }
        }
        html! {
            p.why { "told by " @for (n, words) in words.iter().enumerate() { @if n > 0 { ", " } "“" (bits::name(words)) "”" } }
        }
    }

    fn statement(&self, statement: &StatementRecord) -> Markup {
        let correction = self.correction(&statement.id);
        let speaker = statement.speaker.as_deref().map_or("somebody".to_owned(), |id| self.plain_name(id));
        html! {
            li.value.statement.struck[struck(correction)] id={ "v-" (statement.id) } {
                (self.handle(&statement.id, &html! {
                    (bits::name(&speaker)) " "
                    @if let Some(cue) = statement.cue { span.mode { (shown::line(&self.words(cue.start, cue.end, 60))) } }
                }))
                (self.statement_body(statement))
                (self.corrected(correction))
                (self.tools(&statement.id, "statement"))
            }
        }
    }

    /// The words that were said.
    pub(crate) fn statement_body(&self, statement: &StatementRecord) -> Markup {
        let words: Vec<String> =
            statement.content.iter().map(|content| self.words(content.start, content.end, 400)).collect();
        html! {
            p.who dir="auto" { (bits::said(&words.join(" … "), statement.direct)) }
            p.facts { span { @if statement.direct { "in these words" } @else { "in other words" } } }
        }
    }

    /// What a reader added.
    fn added(&self) -> Markup {
        let added: Vec<&&Correction> =
            self.corrections.iter().filter(|correction| correction.about().starts_with('c')).collect();
        section("Added by readers", &added, |correction| {
            html! {
                li.value.added.struck[correction.verdict == Verdict::Wrong] id={ "v-" (correction.about()) } {
                    @match &correction.value {
                        Some(Value::Event(event)) => {
                            p.handle { (bits::kind(&event.kind, event.mode.as_deref(), event.quad)) }
                            (self.event_body(event))
                        }
                        Some(Value::Statement(statement)) => {
                            p.handle { (self.names(statement.speaker.as_slice())) }
                            (self.statement_body(statement))
                        }
                        None => p.handle { "taken as wrong" },
                    }
                    (signed(correction))
                    (self.tools(correction.about(), "value"))
                }
            }
        })
    }

    fn actor(&self, actor: &ActorRecord) -> Markup {
        let known = actor.known_as.as_deref().unwrap_or(&actor.name);
        html! {
            li.value id={ "v-" (actor.id) } {
                (self.handle(&actor.id, &bits::name(&actor.name)))
                p.facts {
                    span { (actor.kind) }
                    @if let Some(country) = &actor.country { span { (scheme::country(country)) } }
                    @for sector in &actor.sectors { span.code { (shown::line(sector)) } }
                    @if actor.known_as.is_some() && known != actor.name { span { "known as " (bits::name(known)) } }
                }
                @for role in &actor.roles {
                    p.facts { span { (bits::name(&role.title)) } @if let Some(status) = &role.status { span { (shown::line(status)) } } }
                }
                p.why { (bits::name(&actor.reason)) }
                @if let Some(id) = self.room.and_then(|room| room.known.get(&actor.id)) { p.tools { a href=(links::actor(id)) { "Across articles" span.hidden { ": " (bits::name(id)) } } } }
            }
        }
    }

    fn place(&self, place: &PlaceRecord) -> Markup {
        html! {
            li.value id={ "v-" (place.id) } {
                (self.handle(&place.id, &bits::name(&place.name)))
                p.facts {
                    span { (shown::line(&place.kind)) }
                    @if let Some(country) = &place.country { span { (scheme::country(country)) } }
                    @if let (Some(lat), Some(lon)) = (place.lat, place.lon) { span { (format!("{lat:.2}, {lon:.2}")) } }
                }
            }
        }
    }

    fn time(&self, n: usize) -> Markup {
        let time = &self.record.times[n];
        let id = time_id(n);
        html! {
            li.value id={ "v-" (id) } {
                (self.handle(&id, &html! { "“" (shown::line(&self.words(time.start, time.end, 60))) "”" }))
                p.facts {
                    span { @match &time.value { Some(value) => (bits::time(value)), None => "cannot be known" } }
                    span.code { (shown::line(&time.kind)) }
                    @if let Some(anchor) = &time.anchor { span { "counted from: " (shown::line(anchor)) } }
                }
            }
        }
    }

    /// The head of a value: it leads to the first words that the value rests on.
    fn handle(&self, id: &str, name: &Markup) -> Markup {
        html! { h3.handle { a href={ "#w-" (id) } data-value=(id) { (name) } } }
    }

    /// Links that lead on from a value: to its incident, and to where it is corrected.
    fn tools(&self, id: &str, what: &str) -> Markup {
        html! {
            @if let Some(room) = self.room {
                p.tools {
                    @if let Some((incident, outlets)) = room.incidents.get(id) {
                        a href=(links::incident(incident)) {
                            @if *outlets > 1 { (outlets) " outlets" } @else { "Incident" } span.hidden { " (" (id) ")" }
                        }
                    }
                    a href=(links::correct(&self.record.article.id, id)) { "Correct" span.hidden { " this " (what) " (" (id) ")" } }
                }
            }
        }
    }

    fn correction(&self, id: &str) -> Option<&'a Correction> {
        self.corrections.iter().find(|correction| correction.about() == id).copied()
    }

    /// What a reader says of the machine's value above it.
    pub(crate) fn corrected(&self, correction: Option<&Correction>) -> Markup {
        html! {
            @if let Some(correction) = correction {
                div.correction {
                    @match &correction.value {
                        Some(Value::Event(event)) => {
                            p { (bits::kind(&event.kind, event.mode.as_deref(), event.quad)) }
                            (self.event_body(event))
                        }
                        Some(Value::Statement(statement)) => {
                            p { (self.names(statement.speaker.as_slice())) }
                            (self.statement_body(statement))
                        }
                        None => {},
                    }
                    (signed(correction))
                }
            }
        }
    }

    fn names(&self, ids: &[String]) -> Markup {
        html! {
            @if ids.is_empty() { span.nobody { "somebody" } }
            @for (n, id) in ids.iter().enumerate() {
                @if n > 0 { ", " }
                (bits::name(&self.plain_name(id)))
            }
        }
    }

    fn plain_name(&self, id: &str) -> String {
        self.actors.get(id).map_or_else(|| id.to_owned(), |actor| actor.name.clone())
    }

    /// At most `most` characters of the article.
    fn words(&self, start: usize, end: usize, most: usize) -> String {
        let end = end.min(self.text.len());
        let start = start.min(end);
        let cut = end.min(start + most);
        let words: String = self.text[start..cut].iter().collect();
        if cut < end { format!("{}…", words.trim_end()) } else { words }
    }
}

/// Who said so, and when, and why.
pub(crate) fn signed(correction: &Correction) -> Markup {
    let said = match correction.verdict {
        Verdict::Right => "Confirmed by ",
        Verdict::Wrong => "Marked wrong by ",
        Verdict::Fixed => "Corrected by ",
        Verdict::Added => "Added by ",
        Verdict::Withdrawn => "Taken back by ",
    };
    html! {
        p.signed {
            (said) (bits::name(&correction.author)) ", " (bits::time(&crate::dates::cut(&correction.made)))
            @if !correction.note.is_empty() { ": " (bits::name(&correction.note)) }
        }
    }
}

fn struck(correction: Option<&Correction>) -> bool {
    correction.is_some_and(|correction| matches!(correction.verdict, Verdict::Wrong | Verdict::Fixed))
}

fn section<T>(title: &str, values: &[T], draw: impl Fn(&T) -> Markup) -> Markup {
    html! {
        @if !values.is_empty() {
            section.values aria-label=(title) {
                h2 { (title) " " span.count { (values.len()) } }
                ul { @for value in values { (draw(value)) } }
            }
        }
    }
}

fn real(status: &str) -> bool {
    matches!(status, "happened" | "ongoing")
}
