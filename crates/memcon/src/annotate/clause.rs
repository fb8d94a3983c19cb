//! Small questions about the words around a place in a sentence.

use crate::token::Token;

/// Closed classes of English words. They do not change with the news, so they stand here.
const DETERMINERS: [&str; 27] = [
    "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your",
    "'s", "no", "any", "some", "each", "every", "several", "many", "more", "another", "such", "both", "all",
];
const MODALS: [&str; 16] = [
    "to", "will", "would", "can", "could", "may", "might", "shall", "should", "must", "did", "does", "do",
    "not", "didn't", "won't",
];
const SUBJECTS: [&str; 8] = ["he", "she", "they", "we", "i", "it", "who", "which"];
const PREPOSITIONS: [&str; 30] = [
    "of", "in", "on", "at", "by", "for", "with", "from", "to", "into", "against", "over", "under", "between",
    "among", "near", "about", "after", "before", "during", "since", "until", "through", "across", "toward",
    "towards", "via", "amid", "than", "as",
];
const BE: [&str; 10] = ["was", "were", "been", "being", "is", "are", "be", "got", "wasn't", "weren't"];
const CLAUSE_OPENERS: [&str; 12] = [
    "that", "because", "after", "before", "when", "while", "if", "although", "unless", "where", "since", "as",
];

pub(super) fn is_determiner(token: &Token) -> bool {
    DETERMINERS.contains(&token.lower.as_str())
}

pub(super) fn is_preposition(token: &Token) -> bool {
    PREPOSITIONS.contains(&token.lower.as_str())
}

pub(super) fn is_subject(token: &Token) -> bool {
    SUBJECTS.contains(&token.lower.as_str())
}

pub(super) fn is_modal(token: &Token) -> bool {
    MODALS.contains(&token.lower.as_str())
}

pub(super) fn is_be(token: &Token) -> bool {
    BE.contains(&token.lower.as_str())
}

/// Whether a word that may be noun or verb stands where a noun does.
pub(super) fn noun_expected(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else {
        return false;
    };
    let lower = before.lower.as_str();
    if MODALS.contains(&lower) || SUBJECTS.contains(&lower) {
        return false;
    }
    is_determiner(before) || is_preposition(before) || ends_like_adjective(lower)
}

/// Whether it stands where a bare verb does.
pub(super) fn verb_expected(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else {
        return true;
    };
    let lower = before.lower.as_str();
    MODALS.contains(&lower) || SUBJECTS.contains(&lower) || before.word && !noun_expected(tokens, at)
}

fn ends_like_adjective(word: &str) -> bool {
    let endings =
        ["al", "ive", "ous", "ary", "ic", "ful", "ent", "ant", "ist", "ary", "new", "major", "deadly"];
    word.len() > 3 && endings.iter().any(|ending| word.ends_with(ending))
}

/// Whether the verb at `at` is passive: a form of "be" stands up to three words before it.
pub(super) fn is_passive(tokens: &[Token], at: usize, end: usize) -> bool {
    let before = tokens[at.saturating_sub(3)..at].iter().rev();
    let mut be = before.take_while(|token| token.word);
    be.any(is_be) || tokens.get(end).is_some_and(|next| next.is("by"))
}

/// First token of the clause that holds `at`.
pub(super) fn clause_start(tokens: &[Token], at: usize) -> usize {
    let opens = |token: &Token| {
        !token.word && matches!(token.lower.as_str(), ";" | ":" | "—" | "–" | "“" | "\"")
            || CLAUSE_OPENERS.contains(&token.lower.as_str())
    };
    tokens[..at].iter().rposition(opens).map_or(0, |opener| opener + 1)
}

/// One past the last token of the clause that holds `at`.
pub(super) fn clause_end(tokens: &[Token], at: usize) -> usize {
    let closes = |token: &Token| {
        !token.word && matches!(token.lower.as_str(), ";" | ":" | "—" | "–" | "”" | "." | "?" | "!")
            || matches!(
                token.lower.as_str(),
                "that" | "because" | "when" | "while" | "if" | "although" | "unless"
            )
    };
    tokens[at..].iter().skip(1).position(closes).map_or(tokens.len(), |closer| at + 1 + closer)
}
