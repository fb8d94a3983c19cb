//! Who is who in one article.

use super::ActorsAndMentions;
use crate::article::Article;
use crate::knowledge::Knowledge;
use crate::mention::Annotations;

/// Joins the actor mentions of an article and says whom each stands for.
pub(super) fn actors(_knowledge: &Knowledge, _article: &Article, found: &Annotations) -> ActorsAndMentions {
    (Vec::new(), vec![Vec::new(); found.actors.len()])
}
