//! Who is who: the cases of knowledge/checks.csv, all run before failing.

use memcon::{
    About, Actor, Article, Knowledge, Published, PublishedFrom, RoleStatus, Span, annotate, resolve,
};

const CASES: &str = include_str!("../../../knowledge/checks.csv");

#[derive(serde::Deserialize)]
struct Case {
    id: String,
    published: String,
    text: String,
    question: String,
    expected: String,
}

#[test]
fn tricky_names_are_who_they_are() {
    let knowledge = Knowledge::bundled();
    let rows = csv::Reader::from_reader(CASES.as_bytes()).into_deserialize();
    let cases: Vec<Case> = rows.collect::<Result<_, _>>().unwrap();
    assert!(cases.len() >= 60, "{} cases", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let answer = answer(&knowledge, case);
            (answer != case.expected).then(|| {
                format!(
                    "{}: {} is {answer:?}, not {:?}: {}",
                    case.id, case.question, case.expected, case.text
                )
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

fn answer(knowledge: &Knowledge, case: &Case) -> String {
    let published = Published { iso: case.published.clone(), from: PublishedFrom::Flag };
    let about = About { published: Some(published), language: Some("en".to_owned()), ..About::default() };
    let article = Article::new(about, case.text.clone(), Vec::new());
    let actors = resolve(knowledge, &article, &annotate(knowledge, &article)).actors;
    let mut parts = case.question.splitn(4, ':').skip(1);
    let (mention, field) = (parts.next().unwrap(), parts.next().unwrap());
    let Some(number) = actor(&actors, &case.text, mention) else { return "nobody".to_owned() };
    let actor_of = &actors[number];
    match field {
        "country" => actor_of.country.clone().unwrap_or_default(),
        "known_as" => actor_of.known_as.clone().unwrap_or_default(),
        "kind" => format!("{:?}", actor_of.kind).to_lowercase(),
        "role_status" => match actor_of.roles.first().and_then(|role| role.status) {
            Some(RoleStatus::Current) => "current".to_owned(),
            Some(RoleStatus::Former) => "former".to_owned(),
            Some(RoleStatus::Future) => "future".to_owned(),
            None => "none".to_owned(),
        },
        "same_as" => {
            let other = actor(&actors, &case.text, parts.next().unwrap());
            if other == Some(number) { "yes" } else { "no" }.to_owned()
        }
        other => panic!("{}: no field is called {other:?}", case.id),
    }
}

/// The actor of the first place where `mention` stands outside a longer name.
fn actor(actors: &[Actor], text: &str, mention: &str) -> Option<usize> {
    let whole = |at: &usize| !text[at + mention.len()..].starts_with(char::is_alphanumeric);
    let places: Vec<usize> = text.match_indices(mention).map(|found| found.0).filter(whole).collect();
    let free = places.iter().find(|&&at| {
        let before = text[..at].split_whitespace().next_back().unwrap_or("");
        at == 0 || !(before.starts_with(char::is_uppercase) && before.ends_with(char::is_alphanumeric))
    });
    let start = *free.or(places.first())?;
    let asked = Span::new(start, start + mention.len());
    let shared = |span: Span| span.end.min(asked.end).saturating_sub(span.start.max(asked.start));
    let best = |actor: &Actor| actor.mentions.iter().map(|mention| shared(mention.0)).max().unwrap_or(0);
    let (number, most) =
        actors.iter().map(best).enumerate().max_by_key(|&(number, most)| (most, usize::MAX - number))?;
    (most > 0).then_some(number)
}
