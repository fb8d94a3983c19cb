//! English inflection: the forms in which a lemma appears in a text.

use std::collections::HashMap;

use serde::Deserialize;

use super::table::{self, List};
use crate::error::Result;

#[derive(Debug, Deserialize)]
struct Row {
    lemma: String,
    pos: String,
    forms: List,
}

/// Irregular forms, and rules for the rest.
#[derive(Debug)]
pub(crate) struct Inflector {
    irregular: HashMap<(String, char), Vec<String>>,
}

/// Grammatical form of a word, as far as its ending shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum WordForm {
    /// "attack": infinitive or present.
    Base,
    /// "attacks": third person, or plural of a noun.
    S,
    /// "attacked", "struck": past or participle.
    Past,
    /// "attacking".
    Ing,
}

impl Inflector {
    pub(crate) fn read(content: &str) -> Result<Inflector> {
        let mut irregular: HashMap<(String, char), Vec<String>> = HashMap::new();
        for row in table::rows::<Row>("irregular.csv", content)? {
            let pos = if row.pos == "n" { 'n' } else { 'v' };
            irregular.entry((row.lemma, pos)).or_default().extend(row.forms.0);
        }
        Ok(Inflector { irregular })
    }

    /// Every form of a verb, with what each is.
    pub(crate) fn verb(&self, lemma: &str) -> Vec<(String, WordForm)> {
        let mut forms = vec![(lemma.to_owned(), WordForm::Base), (plural(lemma), WordForm::S)];
        let own = self.irregular.get(&(lemma.to_owned(), 'v')).map_or(&[][..], Vec::as_slice);
        forms.extend(
            own.iter().filter(|form| !form.ends_with("ing")).map(|form| (form.clone(), WordForm::Past)),
        );
        if !forms.iter().any(|(_, form)| *form == WordForm::Past) {
            forms.push((past(lemma), WordForm::Past));
        }
        match own.iter().find(|form| form.ends_with("ing")) {
            Some(ing) => forms.push((ing.clone(), WordForm::Ing)),
            None => forms.push((gerund(lemma), WordForm::Ing)),
        }
        forms
    }

    /// Singular and plural of a noun.
    pub(crate) fn noun(&self, lemma: &str) -> Vec<(String, WordForm)> {
        let mut forms = vec![(lemma.to_owned(), WordForm::Base)];
        match self.irregular.get(&(lemma.to_owned(), 'n')) {
            Some(own) => forms.extend(own.iter().map(|form| (form.clone(), WordForm::S))),
            None => forms.push((plural(lemma), WordForm::S)),
        }
        forms
    }
}

fn consonant_before_last(word: &str) -> bool {
    word.chars().rev().nth(1).is_some_and(|c| c.is_alphabetic() && !"aeiou".contains(c))
}

fn plural(word: &str) -> String {
    if word.ends_with('y') && consonant_before_last(word) {
        return format!("{}ies", &word[..word.len() - 1]);
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|ending| word.ends_with(ending));
    if hisses { format!("{word}es") } else { format!("{word}s") }
}

fn past(word: &str) -> String {
    if word.ends_with('e') {
        return format!("{word}d");
    }
    if word.ends_with('y') && consonant_before_last(word) {
        return format!("{}ied", &word[..word.len() - 1]);
    }
    format!("{word}ed")
}

fn gerund(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    match word.strip_suffix('e') {
        Some(stem) if !word.ends_with("ee") && stem.len() > 1 => format!("{stem}ing"),
        _ => format!("{word}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_regular_and_irregular_words() {
        let inflector = Inflector::read("lemma,pos,forms,source\nmeet,v,met|meeting,x\n").unwrap();
        let forms = |lemma: &str| -> Vec<String> {
            inflector.verb(lemma).into_iter().map(|(form, _)| form).collect()
        };
        assert_eq!(forms("meet"), ["meet", "meets", "met", "meeting"]);
        assert_eq!(forms("deny"), ["deny", "denies", "denied", "denying"]);
        assert_eq!(forms("seize"), ["seize", "seizes", "seized", "seizing"]);
        assert_eq!(forms("clash"), ["clash", "clashes", "clashed", "clashing"]);
        assert_eq!(inflector.noun("embassy")[1].0, "embassies");
    }
}
