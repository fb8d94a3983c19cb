//! Terms of office: one after the other, and ours beside Wikidata's.

use csv::StringRecord;
use jiff::civil::Date;

use super::ours::Ours;
use super::time::{days, first_day, last_day};

/// Days by which two sources may differ on one date, and by which two terms may lie apart and be one.
const NEAR: i64 = 31;

/// One term of one office, as in people.csv.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub country: String,
    pub sectors: String,
    pub office: String,
    /// `2014`, `2014-05`, `2014-05-25`, or empty.
    pub from: String,
    pub to: String,
    pub source: String,
}

impl Term {
    /// The term of a line of our table.
    pub fn of_line(ours: &Ours, line: &StringRecord) -> Term {
        let field = |name: &str| line.get(ours.column(name)).unwrap_or_default().to_owned();
        Term {
            country: field("country"),
            sectors: field("sectors"),
            office: field("office"),
            from: field("from"),
            to: field("to"),
            source: field("source"),
        }
    }

    fn begins(&self) -> Date {
        first_day(&self.from).unwrap_or(Date::MIN)
    }

    fn ends(&self) -> Date {
        last_day(&self.to).unwrap_or(Date::MAX)
    }

    /// True when there may be a day in both.
    pub fn overlaps(&self, other: &Term) -> bool {
        self.begins() <= other.ends() && other.begins() <= self.ends()
    }

    fn is_office_of(&self, other: &Term) -> bool {
        self.office == other.office && self.country == other.country
    }
}

/// The terms in order of time, those of one office that follow each other joined into one.
pub fn joined(mut terms: Vec<Term>) -> Vec<Term> {
    terms.sort_by_key(Term::begins);
    let mut joined: Vec<Term> = Vec::new();
    for term in terms {
        let before = joined.iter_mut().rev().find(|before| before.is_office_of(&term));
        match before {
            // Nothing is known of the one that stands before, or it never ended until this one began.
            Some(before) if before.to.is_empty() => {
                if before.from.is_empty() {
                    before.from = term.from;
                }
                before.to = term.to;
            }
            Some(before) if !term.from.is_empty() && days(before.ends(), term.begins()) <= NEAR => {
                if term.ends() > before.ends() {
                    before.to = term.to;
                }
            }
            _ => joined.push(term),
        }
    }
    joined
}

/// Our terms, the end added where theirs has one and ours has none, and after them those terms of theirs that ours do not
/// hold.
pub fn completed(mut ours: Vec<Term>, theirs: &[Term]) -> Vec<Term> {
    let own = ours.len();
    for term in theirs.iter().filter(|term| !term.from.is_empty()) {
        let near = |one: &Term| {
            one.country == term.country
                && !one.from.is_empty()
                && days(one.begins(), term.begins()).abs() <= NEAR
        };
        if let Some(same) = ours[..own].iter_mut().find(|one| near(one)) {
            if same.to.is_empty() {
                same.to.clone_from(&term.to);
            }
        } else if !ours[..own].iter().any(|one| one.is_office_of(term) && one.overlaps(term)) {
            ours.push(term.clone());
        }
    }
    ours
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(office: &str, from: &str, to: &str) -> Term {
        Term {
            country: "NOR".to_owned(),
            sectors: "GOV".to_owned(),
            office: office.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            source: "x".to_owned(),
        }
    }

    #[test]
    fn terms_that_follow_each_other_are_one() {
        let found = joined(vec![
            term("mp", "2005-10-01", "2009-09-30"),
            term("minister", "2006-01-01", "2007-01-01"),
            term("mp", "2001-10-01", "2005-09-30"),
            term("mp", "2013-10-01", ""),
        ]);
        let expected = [
            term("mp", "2001-10-01", "2009-09-30"),
            term("minister", "2006-01-01", "2007-01-01"),
            term("mp", "2013-10-01", ""),
        ];
        assert_eq!(found, expected);
        assert_eq!(
            joined(vec![term("mp", "", ""), term("mp", "2001", "2005")]),
            [term("mp", "2001", "2005")]
        );
        let inside = joined(vec![term("mp", "2001", "2009"), term("mp", "2003", "2004")]);
        assert_eq!(inside, [term("mp", "2001", "2009")]);
    }

    #[test]
    fn our_terms_stay_and_gain_what_they_lack() {
        let ours = vec![term("prime minister", "2021-10-14", ""), term("mp", "2001", "2009")];
        let theirs = [
            term("PM", "2021-10-15", "2025-03-01"),
            term("mp", "2005-09-01", "2009-09-01"),
            term("president", "2025-06-01", ""),
            term("chair", "", ""),
        ];
        let expected = [
            term("prime minister", "2021-10-14", "2025-03-01"),
            term("mp", "2001", "2009"),
            term("president", "2025-06-01", ""),
        ];
        assert_eq!(completed(ours, &theirs), expected);
    }
}
