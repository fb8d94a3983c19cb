//! Triggers to happenings: where and when each took place, what is old, and which triggers tell of one event.

use super::Context;
use crate::mention::Trigger;
use crate::ontology::Status;
use crate::record::SkippedRecord;
use crate::resolve::{Time, TimeKind};
use crate::text::Span;

/// Days before publication beyond which a dated event is background.
const OLD: i32 = 31;

/// How many events back a trigger may join one: enough for any article, and linear in very long ones.
const MEMORY: usize = 200;

/// One event of the article, with every trigger that tells of it.
pub(super) struct Happening {
    /// Indices into the annotations' triggers; the fullest mention first.
    pub triggers: Vec<usize>,
    /// Actors, as indices into the resolved ones.
    pub sources: Vec<usize>,
    pub targets: Vec<usize>,
    pub attributed_to: Option<usize>,
    /// Index into the resolved places, and which of its mentions.
    pub place: Option<(usize, usize)>,
    /// Index into the resolved times.
    pub time: Option<usize>,
    pub status: Status,
    pub background: bool,
    pub confidence: f64,
}

/// Events of the article in text order, and the triggers for which nobody was found to act.
pub(super) fn happenings(context: &Context<'_>) -> (Vec<Happening>, Vec<SkippedRecord>) {
    let mut all: Vec<Happening> = Vec::new();
    let mut skipped = Vec::new();
    for (index, trigger) in context.found.triggers.iter().enumerate() {
        let happening = happening(context, index, trigger);
        if happening.sources.is_empty() && happening.targets.is_empty() {
            let (start, end) = context.characters.range(trigger.span);
            let reason =
                format!("{}: no actor found for “{}”", trigger.event, context.article.slice(trigger.span));
            skipped.push(SkippedRecord { start, end, stage: "compose".to_owned(), reason });
            continue;
        }
        let recent = all.len().saturating_sub(MEMORY);
        match all[recent..].iter_mut().find(|other| same_event(context, other, trigger, &happening)) {
            Some(other) => merge(other, happening),
            None => all.push(happening),
        }
    }
    (all, skipped)
}

fn happening(context: &Context<'_>, index: usize, trigger: &Trigger) -> Happening {
    let sources = context.actors(&trigger.sources);
    let mut targets = context.actors(&trigger.targets);
    targets.retain(|target| !sources.contains(target));
    let time = time(context, trigger);
    let attributed_to =
        trigger.attributed_to.and_then(|mention| context.resolved.actors_of[mention].first().copied());
    Happening {
        triggers: vec![index],
        attributed_to: attributed_to.filter(|speaker| !sources.contains(speaker)),
        sources,
        targets,
        place: place(context, trigger),
        background: trigger.background
            || time.is_some_and(|time| is_old(context, &context.resolved.times[time])),
        time,
        status: trigger.status,
        confidence: f64::from(trigger.score),
    }
}

/// Another trigger of an event already told: same type and reality, the same actors as far as both name them.
fn same_event(context: &Context<'_>, known: &Happening, trigger: &Trigger, new: &Happening) -> bool {
    let first = &context.found.triggers[known.triggers[0]];
    let compatible = |a: &[usize], b: &[usize]| a.is_empty() || b.is_empty() || a == b;
    let dates_agree = match (known.time, new.time) {
        (Some(a), Some(b)) => context.resolved.times[a].value == context.resolved.times[b].value,
        _ => true,
    };
    first.event == trigger.event
        && known.status == new.status
        && known.background == new.background
        && known.sources == new.sources
        && !known.sources.is_empty()
        && compatible(&known.targets, &new.targets)
        && dates_agree
}

fn merge(known: &mut Happening, new: Happening) {
    known.triggers.extend(new.triggers);
    if known.targets.is_empty() {
        known.targets = new.targets;
    }
    known.place = known.place.or(new.place);
    known.time = known.time.or(new.time);
    known.attributed_to = known.attributed_to.or(new.attributed_to);
    known.confidence = known.confidence.max(new.confidence);
}

/// The place that the trigger has; else the place named nearest after the trigger in its sentence and governed by a preposition of place; else nearest
/// before it.
fn place(context: &Context<'_>, trigger: &Trigger) -> Option<(usize, usize)> {
    let named = |span: Span| {
        let places = context.resolved.places.iter().enumerate();
        let mut all = places.flat_map(|(index, place)| {
            place.mentions.iter().enumerate().map(move |(number, mention)| (*mention, (index, number)))
        });
        all.find(|(mention, _)| mention.overlaps(span)).map(|(_, place)| place)
    };
    if let Some(found) = trigger.place.and_then(named) {
        return Some(found);
    }
    let text = context.article.text();
    let sentence = context.article.sentences()[trigger.sentence].span;
    let mut best: Option<(usize, (usize, usize))> = None;
    let first = context.toponyms.partition_point(|toponym| toponym.0.start < sentence.start);
    for &(mention, index, number) in &context.toponyms[first..] {
        if mention.start >= sentence.end {
            break;
        }
        let before = text[sentence.start..mention.start].trim_end();
        let before = before.strip_suffix(" the").unwrap_or(before);
        let located = ["in", "at", "near", "outside", "from", "to", "into", "across", "around"]
            .iter()
            .any(|word| before.ends_with(&format!(" {word}")) || before.eq_ignore_ascii_case(word));
        if !located {
            continue;
        }
        let distance = if mention.start >= trigger.span.end {
            mention.start - trigger.span.end
        } else {
            2 * (trigger.span.start.saturating_sub(mention.end))
        };
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, (index, number)));
        }
    }
    best.map(|(_, place)| place)
}

/// The date or time that the trigger has; else the one nearest to it in its sentence.
fn time(context: &Context<'_>, trigger: &Trigger) -> Option<usize> {
    let sentence = context.article.sentences()[trigger.sentence].span;
    let dated = |time: &Time| matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.value.is_some();
    let own = context.resolved.times.iter();
    let own = own
        .zip(0..)
        .find(|(time, _)| trigger.time.is_some_and(|span| span.overlaps(time.span)) && dated(time));
    if let Some((_, index)) = own {
        return Some(index);
    }
    let distance = |time: &Time| {
        if time.span.start >= trigger.span.end {
            time.span.start - trigger.span.end
        } else {
            trigger.span.start.saturating_sub(time.span.end)
        }
    };
    let times = &context.resolved.times;
    let first = times.partition_point(|time| time.span.start < sentence.start);
    let inside = times.iter().enumerate().skip(first).take_while(|(_, time)| time.span.start < sentence.end);
    let inside = inside.filter(|(_, time)| dated(time));
    inside.min_by_key(|(_, time)| distance(time)).map(|(index, _)| index)
}

/// Dated well before publication.
fn is_old(context: &Context<'_>, time: &Time) -> bool {
    let (Some(day), Some(value)) = (context.article.day(), &time.value) else {
        return false;
    };
    let Some(last) = last_day(value) else { return false };
    day.since(last).is_ok_and(|gap| gap.get_days() > OLD)
}

/// Last day of a TIMEX3 value as far as its calendar part tells: `2014`, `2014-05`, `2014-05-03TEV`, `2014-W20`.
fn last_day(value: &str) -> Option<jiff::civil::Date> {
    let calendar = value.split('T').next()?;
    match calendar.len() {
        3 if calendar.bytes().all(|byte| byte.is_ascii_digit()) => format!("{calendar}9-12-31").parse().ok(),
        4 => format!("{calendar}-12-31").parse().ok(),
        7 => match format!("{calendar}-01").parse::<jiff::civil::Date>() {
            Ok(first) => Some(first.last_of_month()),
            // Seasons, quarters and halves end with their year at the latest.
            Err(_) => format!("{}-12-31", calendar.get(..4)?).parse().ok(),
        },
        10 => calendar.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::last_day;
    use jiff::civil::date;

    #[test]
    fn the_last_day_of_a_value() {
        let cases = [
            ("2014", Some(date(2014, 12, 31))),
            ("2014-02", Some(date(2014, 2, 28))),
            ("2014-02-03TEV", Some(date(2014, 2, 3))),
            ("2014-SU", Some(date(2014, 12, 31))),
            ("198", Some(date(1989, 12, 31))),
            ("P3D", None),
        ];
        for (value, expected) in cases {
            assert_eq!(last_day(value), expected, "{value}");
        }
    }
}
