//! Temporal expressions and what dates they mean.

use super::Time;
use crate::article::Article;

/// Finds the temporal expressions of an article and resolves each.
pub(super) fn times(_article: &Article) -> Vec<Time> {
    Vec::new()
}
