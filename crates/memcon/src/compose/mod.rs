//! Stage 6: mentions and what they stand for, put together as a record.

use crate::article::Article;
use crate::knowledge::Knowledge;
use crate::mention::Annotations;
use crate::record::Record;
use crate::resolve::Resolved;

mod article;

pub(crate) use article::empty_record;

/// Writes the record of one article.
pub fn compose(
    knowledge: &Knowledge,
    article: &Article,
    _found: &Annotations,
    _resolved: &Resolved,
) -> Record {
    empty_record(knowledge, article)
}
