//! Takes out of a page what is never its article, before the article is looked for.

use std::sync::LazyLock;

use dom_query::{Document, Matcher};

use crate::extract::furniture::elements;

/// Share of the page's letters above which an element holds the article too, whatever its name says.
const HOLDS_THE_ARTICLE: f64 = 0.3;

static ELEMENTS: LazyLock<Vec<Matcher>> =
    LazyLock::new(|| elements().iter().filter_map(|selector| Matcher::new(selector).ok()).collect());

/// The page's HTML without elements that knowledge/furniture.csv names.
pub(super) fn cleaned(page: &Document) -> String {
    let all = letters(&page.select("p").text()).max(500) as f64;
    for matcher in ELEMENTS.iter() {
        for node in page.select_matcher(matcher).nodes() {
            let holds: usize = node
                .descendants_it()
                .filter(|it| it.node_name().as_deref() == Some("p"))
                .map(|it| letters(&it.text()))
                .sum();
            if (holds as f64) < all * HOLDS_THE_ARTICLE && node.parent().is_some() {
                node.remove_from_parent();
            }
        }
    }
    page.html().to_string()
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}
