//! What was found, for people: a line of facts, and indented below it where they come from.

use std::io::{Result, Write};

use memcon::incident::{Incident, KnownActor};
use memcon_store::{Count, FoundEvent, FoundStatement, Hit};

/// Columns of the longest bar of a timeline.
const BAR: usize = 50;

/// Article or statement found by its words.
pub fn hit(out: &mut impl Write, hit: &Hit) -> Result<()> {
    let article = source(hit.title.as_deref(), &hit.article, hit.publisher.as_deref());
    match hit.kind.as_str() {
        "statement" => said(out, hit.published.as_deref(), hit.speaker.as_deref(), &hit.words, &article),
        _ => writeln!(
            out,
            "{}  {article}\n            {}",
            day(hit.published.as_deref()),
            one_line(&hit.words)
        ),
    }
}

/// Statement.
pub fn statement(out: &mut impl Write, found: &FoundStatement) -> Result<()> {
    let article = source(found.title.as_deref(), &found.article, found.publisher.as_deref());
    let words =
        if found.direct { format!("“{}”", one_line(&found.words)) } else { one_line(&found.words) };
    said(out, found.published.as_deref(), found.speaker.as_deref(), &words, &article)
}

fn said(
    out: &mut impl Write,
    published: Option<&str>,
    speaker: Option<&str>,
    words: &str,
    article: &str,
) -> Result<()> {
    let speaker = speaker.unwrap_or("somebody");
    writeln!(out, "{}  {speaker}: {}\n            in {article}", day(published), one_line(words))
}

/// Incident: what, who, where; the headline, how many report it, how it came about, what is disputed.
pub fn incident(out: &mut impl Write, incident: &Incident) -> Result<()> {
    let names = |ids: &[String]| -> Vec<String> {
        let one = |id: &String| {
            incident.actors.iter().find(|actor| actor.id == *id).map_or_else(|| id.clone(), name)
        };
        ids.iter().map(one).collect()
    };
    let first = incident.days.as_ref().map(|days| days.0.as_str());
    writeln!(
        out,
        "{}  {}",
        day(first),
        act(
            &incident.kind,
            &incident.status,
            incident.background,
            &names(&incident.sources),
            &names(&incident.targets),
            incident.place.as_ref().map(|place| place.name.as_str())
        )
    )?;
    let outlets = if incident.publishers == 1 {
        "1 outlet".to_owned()
    } else {
        format!("{} outlets", incident.publishers)
    };
    let texts = if incident.voices == 1 { "1 text".to_owned() } else { format!("{} texts", incident.voices) };
    let headline =
        incident.headline.as_deref().map(|title| format!("{}  ", one_line(title))).unwrap_or_default();
    writeln!(out, "            {headline}[{}: {texts}, {outlets}]", incident.id)?;
    if incident.history.len() > 1 {
        let steps =
            incident.history.iter().map(|step| format!("{} {}", step.status, day(step.reported.as_deref())));
        writeln!(out, "            {}", steps.collect::<Vec<_>>().join(", then "))?;
    }
    for disagreement in &incident.disagreements {
        let values =
            disagreement.values.iter().map(|value| format!("{} ({})", value.value, value.reports.len()));
        writeln!(
            out,
            "            reports differ on {}: {}",
            disagreement.field,
            values.collect::<Vec<_>>().join(" or ")
        )?;
    }
    Ok(())
}

/// An article's event.
pub fn event(out: &mut impl Write, event: &FoundEvent) -> Result<()> {
    let what = act(
        &event.kind,
        &event.status,
        event.background,
        &event.sources,
        &event.targets,
        event.place.as_deref(),
    );
    let time = event.time.as_deref().map(|time| format!(", {time}")).unwrap_or_default();
    let trigger = event.trigger.as_deref().map(|words| format!("“{}” ", one_line(words))).unwrap_or_default();
    let article = source(event.title.as_deref(), &event.article, event.publisher.as_deref());
    writeln!(
        out,
        "{}  {what}{time}\n            {trigger}in {article} [{}]",
        day(event.published.as_deref()),
        event.incident
    )
}

/// A period of a timeline, as a bar.
pub fn count(out: &mut impl Write, count: &Count, most: usize) -> Result<()> {
    let bar = (count.incidents * BAR).div_ceil(most.max(1));
    writeln!(out, "{:10}  {} {}", count.of, "█".repeat(bar), count.incidents)
}

fn act(
    kind: &str,
    status: &str,
    background: bool,
    sources: &[String],
    targets: &[String],
    place: Option<&str>,
) -> String {
    let old = if background { ", older" } else { "" };
    let who = match (sources.join(", "), targets.join(", ")) {
        (sources, targets) if targets.is_empty() => sources,
        (sources, targets) if sources.is_empty() => format!("… → {targets}"),
        (sources, targets) => format!("{sources} → {targets}"),
    };
    let place = place.map(|place| format!(", {place}")).unwrap_or_default();
    format!("{kind} {status}{old}: {who}{place}")
}

/// "Israeli soldier" tells its country; "police" does not.
fn name(actor: &KnownActor) -> String {
    if actor.id == actor.name { actor.name.clone() } else { actor.id.clone() }
}

fn source(title: Option<&str>, id: &str, publisher: Option<&str>) -> String {
    let outlet = publisher.map(|name| format!(" ({name})")).unwrap_or_default();
    format!("{}{outlet}", one_line(title.unwrap_or(id)))
}

fn day(date: Option<&str>) -> &str {
    date.and_then(|date| date.get(..10)).unwrap_or("no date   ")
}

/// A line break inside the words would look like another row.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
