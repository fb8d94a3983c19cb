//! `memcon relate`: codes pairs of actors that the user names.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;

use memcon::{About, Article, Memcon, Span, byte_of_character};
use serde::{Deserialize, Serialize};

use crate::args::{Args, RelateOptions};
use crate::exit::{Done, Stop, say};
use crate::read::reader;

/// A range of characters.
type Characters = (usize, usize);

/// One line of input.
#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
    /// Where the two are not given the sentence's main source and target are taken.
    #[serde(default)]
    source: Option<Spans>,
    #[serde(default)]
    target: Option<Spans>,
}

/// Where an actor is named: once, or several times.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Spans {
    One(Characters),
    Many(Vec<Characters>),
}

impl Spans {
    fn list(&self) -> &[Characters] {
        match self {
            Spans::One(span) => std::slice::from_ref(span),
            Spans::Many(spans) => spans,
        }
    }
}

/// One line of output.
#[derive(Debug, Default, Serialize)]
struct Answer {
    id: serde_json::Value,
    #[serde(rename = "type")]
    kind: Option<String>,
    mode: Option<String>,
    status: Option<&'static str>,
    scores: BTreeMap<String, f32>,
    /// Why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

pub fn run(args: &Args, options: &RelateOptions) -> Result<Done, Stop> {
    let reader = reader(args)?;
    if args.no_model {
        return Err(Stop::Command(
            "relate needs the model: word lists cannot tell what stands between two".to_owned(),
        ));
    }
    let name = options.input.display().to_string();
    let input: Box<dyn Read> = if options.input == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(
            File::open(&options.input)
                .map_err(|source| memcon::Error::Io { path: options.input.clone(), source })?,
        )
    };
    let mut out = anstream::stdout().lock();
    let mut done = Done::All;
    for (number, line) in BufReader::new(input).lines().enumerate() {
        let line = line.map_err(|error| Stop::Failure(format!("{name}:{}: {error}", number + 1)))?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = answer(&reader, &line).unwrap_or_else(|(id, why)| {
            say(&format!("{name}:{}: {why}", number + 1));
            done = Done::SomeSkipped;
            Answer { id, error: Some(why), ..Answer::default() }
        });
        let answer = serde_json::to_string(&answer).map_err(|error| Stop::Failure(error.to_string()))?;
        writeln!(out, "{answer}")?;
    }
    out.flush()?;
    Ok(done)
}

/// The answer to one line; else its id, as far as it has one, and what is wrong with it.
fn answer(reader: &Memcon, line: &str) -> Result<Answer, (serde_json::Value, String)> {
    let value: serde_json::Value =
        serde_json::from_str(line).map_err(|error| (serde_json::Value::Null, error.to_string()))?;
    let id = value.get("id").cloned().unwrap_or_default();
    let asked: Asked = serde_json::from_value(value).map_err(|error| (id.clone(), error.to_string()))?;
    let about = About { language: Some("en".to_owned()), ..About::default() };
    let article = Article::new(about, asked.text, Vec::new());
    let failed = |why: String| (id.clone(), why);
    let spans = |given: &Option<Spans>, what: &str| -> Result<Vec<Span>, String> {
        let given = given.iter().flat_map(|spans| spans.list());
        given
            .map(|&span| {
                bytes(article.text(), span).ok_or_else(|| format!("{what} {span:?} is not in the text"))
            })
            .collect()
    };
    let mut source = spans(&asked.source, "source").map_err(failed)?;
    let mut target = spans(&asked.target, "target").map_err(failed)?;
    if source.is_empty() && target.is_empty() {
        (source, target) = reader.main_actors(&article).map_err(|error| failed(error.to_string()))?;
    }
    let relation = reader.relate(&article, &source, &target).map_err(|error| failed(error.to_string()))?;
    let relation = relation.ok_or_else(|| failed("there are no words to read".to_owned()))?;
    Ok(Answer {
        id: asked.id,
        kind: Some(relation.kind),
        mode: relation.mode,
        status: relation.status.map(memcon::Status::name),
        scores: relation.scores.into_iter().collect(),
        error: None,
    })
}

/// A range of characters as bytes; none when it is empty or not in the text.
pub fn bytes(text: &str, (start, end): Characters) -> Option<Span> {
    if start >= end {
        return None;
    }
    Some(Span::new(byte_of_character(text, start)?, byte_of_character(text, end)?))
}
