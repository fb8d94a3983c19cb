//! Two dates in one breath: "6-10 February 2018", "July 2-3", "from January 23 to March 9, 2014".

use super::absolute;
use super::guard;
use super::lexer::Words;
use super::meaning::{Base, Calendar, Found, Meaning, Which};

/// "6-10 February 2018", "July 2-3", "3 and 5 May": two days of one month.
pub(super) fn days_of_month(words: &Words, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let joint = |at: usize| words.dash(at) || words.is(at, &["to", "and", "until", "till", "or", "through"]);
    if let Some((after, first)) = absolute::day_of_month(words, at)
        && joint(after)
        && absolute::day_of_month(words, after + 1).is_some()
        && let Some((end, last)) = absolute::date(words, after + 1)
        && last.month.is_some()
        && last.day.is_some_and(|day| day > first)
        && last.weekday.is_none()
    {
        let start = Calendar { day: Some(first), ..last };
        found.push(Found { first: at, last: after, meaning: Meaning::point(Base::Calendar(start)) });
        found.push(Found { first: after + 1, last: end, meaning: Meaning::point(Base::Calendar(last)) });
        return Some(end);
    }
    let (after, month) = absolute::month(words, at)?;
    let (after, first) = absolute::day_of_month(words, after)?;
    if !joint(after) {
        return None;
    }
    let (end, last) = absolute::day_of_month(words, after + 1)?;
    if last <= first || guard::counted(words, end) || absolute::month(words, end).is_some() {
        return None;
    }
    let (year_end, year, which) = absolute::year_after(words, end);
    let day =
        |day| Base::Calendar(Calendar { year, month: Some(month), day: Some(day), weekday: None, which });
    found.push(Found { first: at, last: after, meaning: Meaning::point(day(first)) });
    found.push(Found { first: after + 1, last: year_end, meaning: Meaning::point(day(last)) });
    Some(year_end)
}

/// "from January 23 to March 9, 2014", "May and June 1981": the first takes the year of the second.
pub(super) fn share_years(words: &Words, found: &mut [Found]) {
    for at in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(at);
        let (Some(left), Some(right)) = (before.last_mut(), after.first()) else { continue };
        let between = left.last..right.first;
        let joined = between.len() == 1
            && (words.dash(left.last)
                || words.is(left.last, &["to", "and", "until", "till", "through", "or"]));
        let (Meaning::Point(start), Meaning::Point(end)) = (&mut left.meaning, &right.meaning) else {
            continue;
        };
        let (Base::Calendar(start), Base::Calendar(end)) = (&mut start.base, &end.base) else { continue };
        if let (true, None, Which::Bare, Some(year), Some(first), Some(last)) =
            (joined, start.year, start.which, end.year, start.month, end.month)
        {
            start.year = Some(if first > last { year - 1 } else { year });
        }
    }
}
