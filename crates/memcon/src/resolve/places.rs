//! Toponyms and where they are.

use super::Place;
use crate::article::Article;
use crate::knowledge::Knowledge;
use crate::mention::Annotations;

/// Finds the toponyms of an article and places each on the map.
pub(super) fn places(_knowledge: &Knowledge, _article: &Article, _found: &Annotations) -> Vec<Place> {
    Vec::new()
}
