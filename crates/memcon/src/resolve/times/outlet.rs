//! What the page says about its own dates: the printed date near the top, and whether it writes the day first.

use jiff::civil::Date;

use super::absolute;
use super::lexer::Words;
use super::meaning::Calendar;
use super::value::{Grain, days_between, written};
use crate::article::Article;
use crate::knowledge::times::TimeWords;
use crate::resolve::{Time, TimeKind};
use crate::text::Span;

/// A printed date stands within so many bytes of the top.
const TOP: usize = 1500;

/// Endings of addresses that tell the order of day and month of an outlet that we do not know.
const ENDINGS: &[(&str, bool)] = &[
    (".us", false),
    (".gov", false),
    (".mil", false),
    (".edu", false),
    (".ph", false),
    (".uk", true),
    (".au", true),
    (".in", true),
    (".ie", true),
    (".nz", true),
    (".za", true),
];

/// True when the outlet writes the day before the month, false when after; none when nothing tells.
pub(super) fn day_first(known: &TimeWords, article: &Article) -> Option<bool> {
    let about = &article.about;
    if let Some(order) = about.publisher.as_deref().and_then(|name| known.day_first(name)) {
        return Some(order);
    }
    let url = about.url.as_deref()?;
    let host = url.split("//").nth(1).unwrap_or(url).split(['/', '?', ':']).next()?;
    // "edition.cnn.com" is asked for as "edition.cnn.com", then "cnn.com".
    let mut domain = host;
    loop {
        if let Some(order) = known.day_first(domain) {
            return Some(order);
        }
        match domain.split_once('.') {
            Some((_, parent)) => domain = parent,
            None => break,
        }
    }
    ENDINGS.iter().find(|(ending, _)| host.ends_with(ending)).map(|(_, order)| *order)
}

/// The date that the page itself prints above the story: a full date alone on its line, near the top, or one at the
/// head of the first paragraph ("BEIJING, March 5 (Agency) -").
pub(super) fn dateline(known: &TimeWords, article: &Article, day_first: Option<bool>) -> Option<Date> {
    for (tried, line) in lines(article.text()).enumerate() {
        if line.start > TOP || tried >= 9 {
            break;
        }
        let words = Words::new(known, line.of(article.text()), day_first);
        if let Some(date) = date_line(&words) {
            return plausible(article, date);
        }
    }
    wire(known, article, day_first)
}

/// A printed date far from the publication date belongs to something else on the page.
fn plausible(article: &Article, date: Date) -> Option<Date> {
    match article.day() {
        Some(day) if days_between(day, date).abs() > 5 * 366 => None,
        _ => Some(date),
    }
}

/// Dates that stand alone on a line of furniture near the top.
pub(super) fn dates_in_furniture(known: &TimeWords, article: &Article, day_first: Option<bool>) -> Vec<Time> {
    let mut times = Vec::new();
    for furniture in article.furniture().iter().take_while(|furniture| furniture.span.start < TOP) {
        for line in lines(furniture.span.of(article.text())) {
            let line = line.shifted(furniture.span.start);
            let words = Words::new(known, line.of(article.text()), day_first);
            if let Some(date) = date_line(&words) {
                times.push(Time {
                    span: line,
                    kind: TimeKind::Date,
                    value: Some(written(date, Grain::Day)),
                    anchor: None,
                });
            }
        }
    }
    times
}

/// The date of a line that is a full date and nothing else, but for "Published" or "Updated:".
fn date_line(words: &Words) -> Option<Date> {
    if words.tokens.len() > 12 {
        return None;
    }
    let label = words.is(0, &["published", "posted", "date", "on"]);
    let start = usize::from(label) + usize::from(label && words.lower(1) == "on");
    let (end, calendar) = absolute::date(words, words.skip(start, ':'))?;
    (end == words.tokens.len() || words.skip(end, '.') == words.tokens.len())
        .then(|| full(&calendar))
        .flatten()
}

fn full(calendar: &Calendar) -> Option<Date> {
    Date::new(calendar.year?, calendar.month?, calendar.day?).ok()
}

/// "TAIPEI, March 5 (Agency) -": the day at the head of the first paragraphs, in the year of publication.
fn wire(known: &TimeWords, article: &Article, day_first: Option<bool>) -> Option<Date> {
    for line in lines(article.text()).take(6) {
        let text = line.of(article.text());
        let head: String = text.chars().take(90).collect();
        let words = Words::new(known, &head, day_first);
        // The place in capitals, then the date, then a bracket or a dash.
        let comma = words.tokens.iter().take(8).position(|token| token.span.of(&head) == ",")?;
        let place = (0..comma).all(|at| {
            let word = words.tokens[at].span.of(&head);
            word.chars().all(|letter| !letter.is_lowercase())
        });
        if !place || comma == 0 {
            continue;
        }
        let Some((end, calendar)) = absolute::date(&words, comma + 1) else { continue };
        if !(words.sign(end) == Some('(') || words.dash(end)) {
            continue;
        }
        let (Some(month), Some(day)) = (calendar.month, calendar.day) else { continue };
        if let Some(date) = full(&calendar) {
            return plausible(article, date);
        }
        let published = article.day()?;
        let years = [published.year(), published.year() - 1];
        return years
            .into_iter()
            .filter_map(|year| Date::new(year, month, day).ok())
            .find(|date| (-2..60).contains(&days_between(*date, published)));
    }
    None
}

/// The lines of `text` that hold something, without white space around them.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let span = Span::new(start, start + line.len()).trimmed(text);
        start += line.len();
        (!span.is_empty()).then_some(span)
    })
}
