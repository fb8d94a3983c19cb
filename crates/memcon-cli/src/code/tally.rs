//! Counts of a run, and the summary at its end.

use std::collections::{BTreeMap, HashMap};

use super::known::{Known, text_hash};

/// What became of the inputs so far.
#[derive(Debug, Default)]
pub struct Tally {
    /// Articles coded.
    pub coded: usize,
    /// Inputs that an earlier run had coded.
    pub known: usize,
    /// Files of folders that are no articles.
    pub passed_over: usize,
    /// The same id and text again.
    doubled: usize,
    /// Skipped inputs, by reason without the input's name.
    skipped: BTreeMap<String, usize>,
    /// Hash of the text of every id.
    seen: HashMap<String, u64>,
}

/// Whether an id was met before.
#[derive(Debug, PartialEq, Eq)]
pub enum Met {
    /// Never.
    First,
    /// With the same text.
    Again,
    /// With another text; the new id to keep it under.
    OtherText(String),
}

impl Tally {
    /// Counts that begin where an earlier run ended.
    pub fn after(known: &Known) -> Tally {
        Tally { seen: known.ids.iter().cloned().collect(), ..Tally::default() }
    }

    /// Notes an id and its text.
    pub fn meet(&mut self, id: &str, text: &str) -> Met {
        let hash = text_hash(text);
        match self.seen.get(id) {
            None => {
                self.seen.insert(id.to_owned(), hash);
                Met::First
            }
            Some(known) if *known == hash && !text.is_empty() => {
                self.doubled += 1;
                Met::Again
            }
            Some(_) if text.is_empty() => Met::First,
            Some(_) => {
                let free =
                    (2..).map(|number| format!("{id}#{number}")).find(|id| !self.seen.contains_key(id));
                // The range has no end, so something was found.
                let id = free.unwrap_or_else(|| format!("{id}#"));
                self.seen.insert(id.clone(), hash);
                Met::OtherText(id)
            }
        }
    }

    /// Notes a skipped input. Reasons are counted without what is special to one input.
    pub fn skip(&mut self, reason: &str) {
        let kind = reason.rsplit_once(": ").map_or(reason, |(_, kind)| kind);
        *self.skipped.entry(kind.to_owned()).or_default() += 1;
    }

    /// Articles done, of any outcome.
    pub fn done(&self) -> usize {
        self.coded + self.known + self.doubled + self.skipped.values().sum::<usize>()
    }

    /// True when nothing was skipped.
    pub fn is_complete(&self) -> bool {
        self.skipped.is_empty()
    }

    /// The summary, on stderr.
    pub fn report(&self, seconds: f64) {
        let rate = self.coded as f64 / seconds.max(0.001);
        anstream::eprintln!("coded {} articles in {seconds:.1} s ({rate:.0} articles/s)", self.coded);
        if self.known > 0 {
            anstream::eprintln!("coded before: {}", self.known);
        }
        if self.doubled > 0 {
            anstream::eprintln!("the same again, left out: {}", self.doubled);
        }
        if self.passed_over > 0 {
            anstream::eprintln!("files of other kinds, passed over: {}", self.passed_over);
        }
        for (reason, count) in &self.skipped {
            anstream::eprintln!("skipped {count}: {reason}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_and_nothing_doubled() {
        let mut tally = Tally::default();
        assert_eq!(tally.meet("a", "one"), Met::First);
        assert_eq!(tally.meet("a", "one"), Met::Again);
        assert_eq!(tally.meet("a", "two"), Met::OtherText("a#2".to_owned()));
        assert_eq!(tally.meet("a", "three"), Met::OtherText("a#3".to_owned()));
    }
}
