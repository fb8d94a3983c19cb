//! Stage 3: text to sentences.

use crate::article::{Furniture, Sentence};
use crate::text::Span;

/// Sentences of `text` outside `furniture`, in order. `headline` is where the title stands.
pub(crate) fn split(text: &str, furniture: &[Furniture], headline: Option<Span>) -> Vec<Sentence> {
    let _ = (furniture, headline);
    vec![Sentence { span: Span::new(0, text.len()), paragraph: 0, headline: false }]
}
