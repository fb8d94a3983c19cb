//! Triggers to happenings: where and when each took place, what is old, and which triggers tell of one event.

use super::Context;
use super::retold::{self, stems_of};
use super::setting::{place, time};
use crate::incident::{range, stems};
use crate::mention::Trigger;
use crate::ontology::Status;
use crate::record::SkippedRecord;
use crate::resolve::Time;

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
            Some(other) => merge(context, other, happening),
            None => all.push(happening),
        }
    }
    retold::share(context, &mut all);
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

/// Another trigger of an event already told: same type and reality, actors of which one side's are all among the
/// other's, and no date or place that speaks against it.
fn same_event(context: &Context<'_>, known: &Happening, trigger: &Trigger, new: &Happening) -> bool {
    let first = &context.found.triggers[known.triggers[0]];
    let among = |a: &[usize], b: &[usize]| a.iter().all(|actor| b.contains(actor));
    let compatible = |a: &[usize], b: &[usize]| among(a, b) || among(b, a);
    let agree = |a: Option<usize>, b: Option<usize>, same: &dyn Fn(usize, usize) -> bool| match (a, b) {
        (Some(a), Some(b)) => same(a, b),
        _ => true,
    };
    let same_day = |a: usize, b: usize| a == b || within(context, a, b) || within(context, b, a);
    let places = |happening: &Happening| happening.place.map(|(place, _)| place);
    // "Two strikes on the port killed nine": one sentence tells one act in two words, and names who acts once.
    let together = context.found.triggers[*known.triggers.last().unwrap_or(&0)].sentence == trigger.sentence;
    let shared = |a: &[usize], b: &[usize]| a.iter().any(|actor| b.contains(actor));
    let same_source = shared(&known.sources, &new.sources);
    let same_target = shared(&known.targets, &new.targets);
    let again = || same_words(context, known, trigger);
    first.event == trigger.event
        && known.status == new.status
        && (together || same_source || same_target)
        && compatible(&known.sources, &new.sources)
        && compatible(&known.targets, &new.targets)
        && agree(known.time, new.time, &same_day)
        && agree(places(known), places(new), &|a, b| a == b)
        // News is told again as what went before: with both sides the same, or in the same words, it is the same act.
        && (known.background == new.background || together || same_source && same_target || again())
}

/// The trigger repeats a word of one that tells of the event already: "attacked", "the attack".
fn same_words(context: &Context<'_>, known: &Happening, trigger: &Trigger) -> bool {
    let new = stems(context.article.slice(trigger.span));
    stems_of(context, known).iter().any(|stem| new.contains(stem))
}

fn merge(context: &Context<'_>, known: &mut Happening, new: Happening) {
    known.triggers.extend(new.triggers);
    for (all, more) in [(&mut known.sources, new.sources), (&mut known.targets, new.targets)] {
        more.into_iter().for_each(|actor| {
            if !all.contains(&actor) {
                all.push(actor);
            }
        });
    }
    known.targets.retain(|target| !known.sources.contains(target));
    known.place = known.place.or(new.place);
    known.time = match (known.time, new.time) {
        (Some(old), Some(new)) if within(context, new, old) && !within(context, old, new) => Some(new),
        (old, new) => old.or(new),
    };
    // Who does a thing does not report it.
    let reporter = known.attributed_to.or(new.attributed_to);
    known.attributed_to = reporter.filter(|speaker| !known.sources.contains(speaker));
    known.confidence = known.confidence.max(new.confidence);
}

/// All days of one time are days of the other: "2017-04" within "2017", a Saturday within its weekend.
pub(super) fn within(context: &Context<'_>, inner: usize, outer: usize) -> bool {
    let times = &context.resolved.times;
    let (Some(inner), Some(outer)) = (&times[inner].value, &times[outer].value) else { return true };
    match (range(inner), range(outer)) {
        (Some(inner), Some(outer)) => outer.0 <= inner.0 && inner.1 <= outer.1,
        _ => inner.starts_with(outer.as_str()),
    }
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
