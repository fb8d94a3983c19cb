//! The sections of a page, from its head to what was left out.

use std::collections::HashMap;
use std::io::{self, Write};

use memcon::Record;
use memcon::record::{ActorRecord, EventRecord};

use super::quote::quote;
use super::style::Style;

/// Events less certain than this are shown as doubtful.
const DOUBTFUL: f64 = 0.5;

/// One record, ready to be drawn.
pub(super) struct Page<'a> {
    record: &'a Record,
    style: Style,
    text: Vec<char>,
    actors: HashMap<&'a str, &'a ActorRecord>,
    places: HashMap<&'a str, &'a str>,
}

impl<'a> Page<'a> {
    pub(super) fn new(record: &'a Record, style: Style) -> Page<'a> {
        Page {
            record,
            style,
            text: record.article.text.chars().collect(),
            actors: record.actors.iter().map(|actor| (actor.id.as_str(), actor)).collect(),
            places: record.places.iter().map(|place| (place.id.as_str(), place.name.as_str())).collect(),
        }
    }

    /// Headline, date, outlet.
    pub(super) fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let article = &self.record.article;
        let title = article.title.as_deref().unwrap_or(&article.source);
        writeln!(out, "{}", self.style.heading(&clean(title)))?;
        let date = article.published.as_deref().unwrap_or("date unknown: relative dates stay open");
        let mut about = vec![date.to_owned()];
        about.extend(article.publisher.as_deref().map(clean));
        if !article.authors.is_empty() {
            about.push(format!("by {}", clean(&article.authors.join(", "))));
        }
        writeln!(out, "{}", self.style.dim(&about.join(" · ")))
    }

    /// People, states and bodies.
    pub(super) fn actors(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.record.actors.is_empty() {
            return Ok(());
        }
        self.section(out, "People and states")?;
        for actor in &self.record.actors {
            let mut facts = vec![actor.kind.clone()];
            facts.extend(actor.country.clone());
            facts.extend(actor.sectors.first().map(|_| actor.sectors.join("/")));
            for role in &actor.roles {
                let status = role.status.as_deref().filter(|status| *status != "current");
                facts.push(match status {
                    Some(status) => format!("{} ({status})", role.title),
                    None => role.title.clone(),
                });
            }
            writeln!(out, "  {}  {}", clean(&actor.name), self.style.dim(&clean(&facts.join(", "))))?;
            writeln!(out, "      {}", self.style.dim(&self.mentions(actor)))?;
        }
        Ok(())
    }

    /// The different words for an actor, with how often each is used.
    fn mentions(&self, actor: &ActorRecord) -> String {
        let mut counted: Vec<(String, usize)> = Vec::new();
        for mention in &actor.mentions {
            let words = self.words(mention.start, mention.end);
            match counted.iter_mut().find(|(known, _)| *known == words) {
                Some((_, count)) => *count += 1,
                None => counted.push((words, 1)),
            }
        }
        let shown = counted.iter().map(|(words, count)| match count {
            1 => format!("“{words}”"),
            _ => format!("“{words}” ×{count}"),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    /// Events that `wanted` admits, under `title`.
    pub(super) fn events(
        &self,
        out: &mut dyn Write,
        title: &str,
        wanted: impl Fn(&EventRecord) -> bool,
    ) -> io::Result<()> {
        let events: Vec<&EventRecord> = self.record.events.iter().filter(|event| wanted(event)).collect();
        if events.is_empty() {
            return Ok(());
        }
        self.section(out, title)?;
        for event in events {
            self.event(out, event)?;
        }
        Ok(())
    }

    fn event(&self, out: &mut dyn Write, event: &EventRecord) -> io::Result<()> {
        let kind = match &event.mode {
            Some(mode) => format!("{} {mode}", event.kind),
            None => event.kind.clone(),
        };
        let mut line = format!("  {}  {}", self.style.event(&kind, event.quad), self.names(&event.sources));
        if !event.targets.is_empty() {
            line.push_str(&format!(" → {}", self.names(&event.targets)));
        }
        if let Some(place) = event.place.as_deref().and_then(|place| self.places.get(place)) {
            line.push_str(&format!(", {place}"));
        }
        if let Some(time) = &event.time {
            line.push_str(&format!(", {}", time.value));
        }
        let mut notes = Vec::new();
        if event.status != "happened" {
            notes.push(event.status.clone());
        }
        if let Some(actor) = event.attributed_to.as_deref() {
            notes.push(format!("says {}", self.names(&[actor.to_owned()])));
        }
        if event.confidence < DOUBTFUL {
            notes.push("doubtful".to_owned());
        }
        if !notes.is_empty() {
            line.push_str(&self.style.dim(&format!("  [{}]", notes.join("; "))));
        }
        writeln!(out, "{line}")?;
        let triggers = event.evidence.iter().filter(|evidence| evidence.role == "trigger");
        for trigger in triggers {
            // What else this mention rests on stands in the same paragraph, near it.
            let near = |start: usize, end: usize| {
                let (from, to) = (start.min(trigger.start), end.max(trigger.end));
                to - from < self.style.width && !self.text[from..to].contains(&'\n')
            };
            let mut marked: Vec<(usize, usize)> = event
                .evidence
                .iter()
                .filter(|evidence| evidence.role != "trigger" && near(evidence.start, evidence.end))
                .map(|evidence| (evidence.start, evidence.end))
                .collect();
            marked.push((trigger.start, trigger.end));
            marked.sort_unstable();
            self.quote(out, &marked)?;
        }
        Ok(())
    }

    /// Who said what.
    pub(super) fn statements(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.record.statements.is_empty() {
            return Ok(());
        }
        self.section(out, "Who said what")?;
        for statement in &self.record.statements {
            let speaker = statement.speaker.as_ref().map(|speaker| self.names(std::slice::from_ref(speaker)));
            let speaker = speaker.unwrap_or_else(|| "somebody".to_owned());
            let cue = statement.cue.map(|cue| self.words(cue.start, cue.end)).unwrap_or_default();
            let how = if statement.direct { "in these words" } else { "in other words" };
            writeln!(out, "  {speaker}  {}", self.style.dim(&format!("{cue} [{how}]")))?;
            for content in &statement.content {
                let words = self.words(content.start, content.end);
                for line in wrapped(&words, self.style.width.saturating_sub(6)) {
                    writeln!(out, "      {line}")?;
                }
            }
        }
        Ok(())
    }

    /// What was left out, and why.
    pub(super) fn left_out(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.record.skipped.is_empty() {
            return Ok(());
        }
        self.section(out, "Left out")?;
        for skipped in &self.record.skipped {
            writeln!(out, "  {}", self.style.dim(&clean(&skipped.reason)))?;
        }
        Ok(())
    }

    fn section(&self, out: &mut dyn Write, title: &str) -> io::Result<()> {
        writeln!(out, "\n{}", self.style.heading(title))
    }

    fn names(&self, ids: &[String]) -> String {
        let name = |id: &String| self.actors.get(id.as_str()).map_or(id.clone(), |actor| clean(&actor.name));
        let names: Vec<String> = ids.iter().map(name).collect();
        if names.is_empty() { "somebody".to_owned() } else { names.join(", ") }
    }

    fn words(&self, start: usize, end: usize) -> String {
        clean(&self.text[start..end].iter().collect::<String>())
    }

    fn quote(&self, out: &mut dyn Write, marked: &[(usize, usize)]) -> io::Result<()> {
        quote(&self.text, marked, self.style, "      ").iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

/// Text that cannot move a terminal's cursor or turn its direction.
fn clean(text: &str) -> String {
    let hostile = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if hostile(c) { ' ' } else { c }).collect()
}

/// `text` in lines of at most `width` characters, cut between words.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
