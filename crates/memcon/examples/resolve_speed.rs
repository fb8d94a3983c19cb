//! How many actor mentions and sentences a second the resolver gets through on one core.
//!
//! `cargo run --release -p memcon --example resolve_speed [FILE.txt…]`
//!
//! The given texts, or else forty articles of some twenty paragraphs that are put together from a handful of sentences with
//! changing names, are annotated by the plain reader; then the time of `resolve` alone is taken. It covers times, places and actors
//! together, so times and places alone are faster than the figure.

use std::io::Write;
use std::time::Instant;

use memcon::{About, Annotations, Article, Knowledge, Published, PublishedFrom, annotate, resolve};

const SENTENCES: [&str; 6] = [
    "{} told parliament on Monday that his ministry would publish the accounts.",
    "The foreign minister, {}, met officials from Norway and the European Union in Brussels.",
    "{} accused rebels near the border of shelling the town; they denied it.",
    "Police arrested {} after protesters marched through the capital, a spokesman said.",
    "“We will not negotiate,” {} said. She called on the government to resign.",
    "The two leaders are to meet {} next week, according to the United Nations.",
];
const NAMES: [&str; 8] = [
    "Anna Brandt",
    "Omar Haddad",
    "Prime Minister Ana Sousa",
    "Li Wen",
    "Gen. Peter Okoro",
    "Maria Lopez",
    "Ivan Petrov",
    "Sarah Cohen",
];

fn main() -> std::io::Result<()> {
    let knowledge = Knowledge::bundled();
    let texts = std::env::args().skip(1).map(std::fs::read_to_string).collect::<Result<Vec<String>, _>>()?;
    let texts = if texts.is_empty() { (0..40).map(text).collect() } else { texts };
    let annotated: Vec<(Article, Annotations)> = texts
        .into_iter()
        .map(|text| {
            let article = article(text);
            let found = annotate(&knowledge, &article);
            (article, found)
        })
        .collect();
    let sentences: usize = annotated.iter().map(|(article, _)| article.sentences().len()).sum();
    let mentions: usize = annotated.iter().map(|(_, found)| found.actors.len()).sum();
    let start = Instant::now();
    let actors: usize =
        annotated.iter().map(|(article, found)| resolve(&knowledge, article, found).actors.len()).sum();
    let seconds = start.elapsed().as_secs_f64();
    writeln!(
        std::io::stdout(),
        "{sentences} sentences, {mentions} mentions, {actors} actors in {seconds:.2} s: {:.0} sentences/s, {:.0} mentions/s",
        sentences as f64 / seconds,
        mentions as f64 / seconds
    )
}

/// Twenty paragraphs, each of six sentences.
fn text(number: usize) -> String {
    let paragraphs = (0..20).map(|paragraph| {
        let sentences = SENTENCES.iter().enumerate().map(|(place, sentence)| {
            sentence.replace("{}", NAMES[(number + paragraph + 3 * place) % NAMES.len()])
        });
        sentences.collect::<Vec<_>>().join(" ")
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

fn article(text: String) -> Article {
    let published = Published { iso: "2024-05-14".to_owned(), from: PublishedFrom::Flag };
    let about = About { published: Some(published), language: Some("en".to_owned()), ..About::default() };
    Article::new(about, text, Vec::new())
}
