//! When to try again.

use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// Seconds after which even a dead feed is tried again.
const LONGEST: i64 = 24 * 3600;

/// Seconds to wait after that many failures in a row: twice as long after each, up to a day, and up to a quarter more or
/// less, so that many watchers of one site do not come back together. What the server asked for is the least.
pub fn after_failure(url: &str, failures: u32, first: i64, asked: Option<i64>, now: i64) -> i64 {
    let doubled = first.max(1).saturating_mul(1 << failures.saturating_sub(1).min(20)).min(LONGEST);
    let mut hasher = DefaultHasher::new();
    (url, failures, now).hash(&mut hasher);
    let share = (hasher.finish() % 1000) as f64 / 1000.0;
    let jittered = (doubled as f64 * (0.75 + share / 2.0)) as i64;
    jittered.max(asked.unwrap_or(0).min(LONGEST))
}

/// Seconds that a `Retry-After` asks for: a number, or a date.
pub fn retry_after(value: &str, now: i64) -> Option<i64> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(i64::from(seconds));
    }
    let date: Timestamp = rfc2822::DateTimeParser::new().parse_timestamp(value).ok()?;
    Some((date.as_second() - now).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_doubles_up_to_a_day() {
        for failures in 1..40 {
            let plain = (900_i64 << (failures - 1).min(20)).min(LONGEST);
            let waited = after_failure("https://news.example/feed", failures, 900, None, 1_770_000_000);
            assert!(waited * 4 >= plain * 3 - 4 && waited * 4 <= plain * 5, "{failures}: {waited}");
        }
        assert!(after_failure("x", 1, 60, Some(7200), 0) >= 7200);
        assert!(after_failure("x", 1, 60, Some(i64::MAX), 0) <= LONGEST * 5 / 4);
        assert_ne!(after_failure("a", 3, 900, None, 0), after_failure("b", 3, 900, None, 0));
    }

    #[test]
    fn servers_ask_by_number_or_date() {
        assert_eq!(retry_after(" 120 ", 0), Some(120));
        assert_eq!(retry_after("Thu, 01 Jan 1970 00:02:00 GMT", 60), Some(60));
        assert_eq!(retry_after("Thu, 01 Jan 1970 00:00:10 GMT", 60), Some(0));
        assert_eq!(retry_after("soon", 0), None);
    }
}
