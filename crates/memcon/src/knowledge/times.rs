//! Words that speak of time: `times.csv` and `holidays.csv`, indexed by their first word.

use std::collections::HashMap;
use std::str::FromStr;

use serde::Deserialize;

use super::table::{List, rows};
use crate::error::{Error, Result};

/// Units of time, finest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Parts of a day, as TIMEX3 writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
}

/// Seasons of the northern year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// What one word can mean where time is spoken of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sense {
    /// 1 is January.
    Month(i8),
    /// A month cut short: "Sept".
    MonthShort(i8),
    /// 1 is Monday.
    Weekday(i8),
    /// A weekday cut short: "Thurs".
    WeekdayShort(i8),
    /// "year", "years".
    Unit(Unit),
    /// "twelve".
    Number(f64),
    /// "twelfth".
    Ordinal(u32),
    /// "evening".
    Part(Part),
    /// "fall".
    Season(Season),
    /// First year of a decade: "sixties".
    Decade(i16),
    /// Something that is counted, so that a number before it is no year: "votes".
    Counted,
    /// A verb form of the past: "met".
    Past,
    /// A word that looks ahead: "will".
    Ahead,
    /// A verb of the timetable, which in the present tense speaks of what is to come: "opens".
    Timetable,
    /// A verb whose infinitive tells what did happen: "managed to".
    Managed,
    /// What follows is when something ends or must be done, not when it took place: "before".
    Limit,
    /// Before a length of time: it ends on the day of writing: "past".
    Lately,
}

/// What several words mean together, or one that stands alone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Phrase {
    /// A type and value that need no context: "daily".
    Fixed(String, String),
    /// A holiday, by its number.
    Holiday(usize),
    /// A name that only looks like a time: "Sunday Times".
    Name,
}

/// When in the year a holiday is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Rule {
    /// The same day each year; with a year: one day in history.
    Fixed { year: Option<i16>, month: i8, day: i8 },
    /// Days after Easter Sunday.
    Easter(i64),
    /// The nth weekday of a month, moved by some days; -1 is the last.
    Nth { nth: i8, weekday: i8, month: i8, plus: i64 },
    /// Listed days, for calendars that are not ours.
    Listed(Vec<jiff::civil::Date>),
}

/// Everything about time in the knowledge files.
#[derive(Debug, Default)]
pub(crate) struct TimeWords {
    senses: HashMap<String, Sense>,
    phrases: HashMap<String, Vec<(String, Phrase)>>,
    holidays: Vec<Rule>,
    /// By domain and by name of an outlet: true when "5/10/2023" is in October.
    day_first: HashMap<String, bool>,
}

/// Countries that write the month before the day.
const MONTH_FIRST: &[&str] = &["USA", "PHL", "PRI", "GUM", "FSM", "PLW", "MHL"];

#[derive(Debug, Deserialize)]
struct WordRow {
    words: List,
    kind: String,
    value: String,
}

#[derive(Debug, Deserialize)]
struct OutletRow {
    domain: String,
    name: String,
    country: String,
}

#[derive(Debug, Deserialize)]
struct HolidayRow {
    names: List,
    rule: String,
}

impl TimeWords {
    /// Reads the files as `file` gives them, the user's lines in place.
    pub(crate) fn load(file: &dyn Fn(&str) -> Result<String>) -> Result<TimeWords> {
        let (words, holidays, outlets) = (file("times.csv")?, file("holidays.csv")?, file("outlets.csv")?);
        let mut known = TimeWords::read(&[("times.csv", &words)], &[("holidays.csv", &holidays)])?;
        for outlet in rows::<OutletRow>("outlets.csv", &outlets)? {
            let month_first = MONTH_FIRST.contains(&outlet.country.as_str());
            known.day_first.insert(outlet.domain.to_lowercase(), !month_first);
            known.day_first.insert(outlet.name.to_lowercase(), !month_first);
        }
        Ok(known)
    }

    /// Reads words and holidays, a later file over an earlier one.
    pub(crate) fn read(words: &[(&str, &str)], holidays: &[(&str, &str)]) -> Result<TimeWords> {
        let mut known = TimeWords::default();
        for (name, content) in words {
            for (line, row) in rows::<WordRow>(name, content)?.into_iter().enumerate() {
                known.word(row).map_err(|cause| wrong(name, line, cause))?;
            }
        }
        for (name, content) in holidays {
            for (line, row) in rows::<HolidayRow>(name, content)?.into_iter().enumerate() {
                let rule = row.rule.parse().map_err(|cause| wrong(name, line, cause))?;
                known.holidays.push(rule);
                for words in row.names.iter() {
                    known.phrase(words, Phrase::Holiday(known.holidays.len() - 1));
                }
            }
        }
        for list in known.phrases.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Ok(known)
    }

    fn word(&mut self, row: WordRow) -> std::result::Result<(), String> {
        if row.kind == "name" || row.kind.chars().all(char::is_uppercase) {
            for words in row.words.iter() {
                let phrase = match row.kind.as_str() {
                    "name" => Phrase::Name,
                    kind => Phrase::Fixed(kind.to_owned(), row.value.clone()),
                };
                self.phrase(words, phrase);
            }
            return Ok(());
        }
        let sense = sense(&row.kind, &row.value)?;
        for word in row.words.iter() {
            self.senses.insert(word.to_owned(), sense);
        }
        Ok(())
    }

    /// A later line about the same words takes the place of an earlier one.
    fn phrase(&mut self, words: &str, phrase: Phrase) {
        let first = words.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or(words);
        let list = self.phrases.entry(first.to_owned()).or_default();
        list.retain(|(known, _)| known != words);
        list.push((words.to_owned(), phrase));
    }

    /// What `word`, in lower case, can mean.
    pub(crate) fn sense(&self, word: &str) -> Option<Sense> {
        self.senses.get(word).copied()
    }

    /// The phrases whose first word is `word`, longest first, and what they mean.
    pub(crate) fn phrases(&self, word: &str) -> &[(String, Phrase)] {
        self.phrases.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether the outlet with this domain or name writes the day before the month; none when it is not known.
    pub(crate) fn day_first(&self, outlet: &str) -> Option<bool> {
        self.day_first.get(&outlet.to_lowercase()).copied()
    }

    /// The rule of a holiday.
    pub(crate) fn holiday(&self, number: usize) -> &Rule {
        &self.holidays[number]
    }
}

fn wrong(file: &str, row: usize, cause: String) -> Error {
    // The first row stands on line 2, after the names of the columns.
    Error::Knowledge { file: file.to_owned(), line: row as u64 + 2, cause }
}

fn sense(kind: &str, value: &str) -> std::result::Result<Sense, String> {
    let number = || value.parse::<f64>().map_err(|_| format!("{value:?} is no number"));
    Ok(match kind {
        "month" => Sense::Month(number()? as i8),
        "month-short" => Sense::MonthShort(number()? as i8),
        "weekday" => Sense::Weekday(number()? as i8),
        "weekday-short" => Sense::WeekdayShort(number()? as i8),
        "number" => Sense::Number(number()?),
        "ordinal" => Sense::Ordinal(number()? as u32),
        "decade" => Sense::Decade(number()? as i16),
        "unit" => Sense::Unit(match value {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "week" => Unit::Week,
            "fortnight" => Unit::Fortnight,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return Err(format!("{value:?} is no unit")),
        }),
        "part" => Sense::Part(match value {
            "MO" => Part::Morning,
            "AF" => Part::Afternoon,
            "EV" => Part::Evening,
            "NI" => Part::Night,
            _ => return Err(format!("{value:?} is no part of a day")),
        }),
        "season" => Sense::Season(match value {
            "SP" => Season::Spring,
            "SU" => Season::Summer,
            "FA" => Season::Autumn,
            "WI" => Season::Winter,
            _ => return Err(format!("{value:?} is no season")),
        }),
        "counted" => Sense::Counted,
        "past" => Sense::Past,
        "ahead" => Sense::Ahead,
        "timetable" => Sense::Timetable,
        "managed" => Sense::Managed,
        "limit" => Sense::Limit,
        "lately" => Sense::Lately,
        _ => return Err(format!("{kind:?} is no kind of word")),
    })
}

impl FromStr for Rule {
    type Err = String;

    /// `12-25`, `2001-09-11`, `easter-2`, `nth 4 4 11` (fourth Thursday of November), `nth 4 4 11 +1`, or
    /// days with `|` between.
    fn from_str(rule: &str) -> std::result::Result<Rule, String> {
        let wrong = || format!("{rule:?} is no rule for a holiday");
        if let Some(days) = rule.strip_prefix("easter") {
            let days = if days.is_empty() { "0" } else { days };
            return days.parse().map(Rule::Easter).map_err(|_| wrong());
        }
        if let Some(numbers) = rule.strip_prefix("nth ") {
            let numbers: Vec<i8> = numbers
                .split(' ')
                .map(str::parse)
                .collect::<std::result::Result<_, _>>()
                .map_err(|_| wrong())?;
            return match numbers[..] {
                [nth, weekday, month] => Ok(Rule::Nth { nth, weekday, month, plus: 0 }),
                [nth, weekday, month, plus] => Ok(Rule::Nth { nth, weekday, month, plus: plus.into() }),
                _ => Err(wrong()),
            };
        }
        let dates: Option<Vec<jiff::civil::Date>> = rule.split('|').map(|day| day.parse().ok()).collect();
        match dates.as_deref() {
            Some([date]) => {
                return Ok(Rule::Fixed { year: Some(date.year()), month: date.month(), day: date.day() });
            }
            Some(dates) => return Ok(Rule::Listed(dates.to_vec())),
            None => {}
        }
        let (month, day) = rule.split_once('-').ok_or_else(wrong)?;
        let (month, day) = (month.parse().map_err(|_| wrong())?, day.parse().map_err(|_| wrong())?);
        jiff::civil::Date::new(2000, month, day).map_err(|_| wrong())?;
        Ok(Rule::Fixed { year: None, month, day })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_every_form() {
        assert_eq!("12-25".parse(), Ok(Rule::Fixed { year: None, month: 12, day: 25 }));
        assert_eq!("2001-09-11".parse(), Ok(Rule::Fixed { year: Some(2001), month: 9, day: 11 }));
        assert_eq!("easter-2".parse(), Ok(Rule::Easter(-2)));
        assert_eq!("easter".parse(), Ok(Rule::Easter(0)));
        assert_eq!("nth 4 4 11 +1".parse(), Ok(Rule::Nth { nth: 4, weekday: 4, month: 11, plus: 1 }));
        assert!("13-40".parse::<Rule>().is_err());
        assert!("someday".parse::<Rule>().is_err());
    }

    #[test]
    fn a_later_file_overrides() {
        let ours = ("times.csv", "words,kind,value\nnow|right now,DATE,PRESENT_REF\njune,month,6\n");
        let own = ("times.csv", "words,kind,value\nright now,name,\n");
        let known = TimeWords::read(&[ours, own], &[]).unwrap();
        assert_eq!(known.sense("june"), Some(Sense::Month(6)));
        assert_eq!(known.phrases("right"), [("right now".to_owned(), Phrase::Name)]);
        assert_eq!(known.phrases("now").len(), 1);
    }

    #[test]
    fn no_word_of_ours_has_two_meanings() {
        let ours = memcon_knowledge::file("times.csv").unwrap();
        let mut seen = std::collections::HashMap::new();
        for row in rows::<WordRow>("times.csv", ours).unwrap() {
            let sense = sense(&row.kind, &row.value).ok();
            for word in row.words.iter() {
                // The later line would hide the earlier one.
                let other = seen.insert(word.to_owned(), row.kind.clone());
                assert!(sense.is_none() || other.is_none(), "{word:?} is {} and {other:?}", row.kind);
            }
        }
    }

    #[test]
    fn a_wrong_line_is_named() {
        let error = TimeWords::read(&[("times.csv", "words,kind,value\njune,moon,6\n")], &[]).unwrap_err();
        assert_eq!(error.origin(), "times.csv:2");
    }
}
