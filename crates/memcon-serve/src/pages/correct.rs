//! Where a reader corrects a value, or adds one: the article on one side, the form on the other.

use maud::{Markup, html};
use memcon::Record;
use memcon_store::{Correction, NewCorrection, Store, Value, Verdict, standing};

use super::article::find;
use super::bits;
use super::layout::{Room, page};
use super::record::signed;
use super::text::text;
use crate::answer::Refusal;
use crate::draft::Draft;
use crate::{links, scheme, shown};

/// What is being corrected.
struct Subject {
    /// The id in the form's address: `e1`, `s2`, `c3`, `new-event` or `new-statement`.
    id: String,
    /// The value as it stands; none for one that is added.
    value: Option<Value>,
    /// A statement, not an event.
    statement: bool,
    /// What was said of it before.
    history: Vec<Correction>,
}

/// Answers with the form.
pub(crate) fn form(
    store: &Store,
    id: &str,
    value: &str,
    secret: &str,
    author: &str,
) -> Result<Markup, Refusal> {
    let record = find(store, id)?;
    let subject = subject(store, &record, value)?;
    let mut draft = match &subject.value {
        Some(value) => Draft::of(&record, value),
        None => Draft::new(value),
    };
    draft.sign(author);
    Ok(draw(&record, &subject, &draft, secret, None))
}

/// Keeps what was sent; gives the address to go on to, or the form again with what is wrong.
pub(crate) fn keep(
    store: &mut Store,
    id: &str,
    draft: &Draft,
    secret: &str,
    now: String,
) -> Result<Result<String, Markup>, Refusal> {
    let record = find(store, id)?;
    let subject = subject(store, &record, draft.get("value"))?;
    match correction(&record, &subject, draft, now) {
        Ok(new) => {
            let kept = store.correct(&new)?;
            let at = new.before.as_ref().map_or(kept, |value| value.id().to_owned());
            Ok(Ok(links::value(id, &at)))
        }
        Err(why) => Ok(Err(draw(&record, &subject, draft, secret, Some(&why)))),
    }
}

fn correction(
    record: &Record,
    subject: &Subject,
    draft: &Draft,
    now: String,
) -> Result<NewCorrection, String> {
    let verdict = draft.verdict()?;
    if (verdict == Verdict::Added) != subject.value.is_none() {
        return Err("say whether it is right, wrong, or otherwise".to_owned());
    }
    let value = match verdict {
        Verdict::Fixed | Verdict::Added => {
            let id = subject.value.as_ref().map_or("new", Value::id);
            Some(if subject.statement {
                Value::Statement(draft.statement(record, id)?)
            } else {
                Value::Event(draft.event(record, id)?)
            })
        }
        _ => None,
    };
    if verdict == Verdict::Withdrawn && standing(&subject.history).is_empty() {
        return Err("there is nothing to take back".to_owned());
    }
    Ok(NewCorrection {
        article: record.article.id.clone(),
        verdict,
        before: subject.value.clone(),
        value,
        author: draft.author()?,
        made: now,
        note: draft.note(),
    })
}

fn subject(store: &Store, record: &Record, id: &str) -> Result<Subject, Refusal> {
    let corrections = store.corrections(&record.article.id)?;
    let history: Vec<Correction> = corrections.into_iter().filter(|other| other.about() == id).collect();
    let machine = || {
        let event = record.events.iter().find(|event| event.id == id).cloned().map(Value::Event);
        event.or_else(|| record.statements.iter().find(|said| said.id == id).cloned().map(Value::Statement))
    };
    let reader = || {
        // An added value is called as its correction is.
        history.iter().rev().find_map(|correction| correction.value.clone()).map(|value| match value {
            Value::Event(event) => Value::Event(memcon::record::EventRecord { id: id.to_owned(), ..event }),
            Value::Statement(said) => {
                Value::Statement(memcon::record::StatementRecord { id: id.to_owned(), ..said })
            }
        })
    };
    let value = match id {
        "new-event" | "new-statement" => None,
        _ => Some(machine().or_else(reader).ok_or_else(|| {
            Refusal::Missing(format!("the article has no value that is called {}", shown::line(id)))
        })?),
    };
    let statement = matches!(value, Some(Value::Statement(_))) || id == "new-statement";
    Ok(Subject { id: id.to_owned(), value, statement, history })
}

fn draw(record: &Record, subject: &Subject, draft: &Draft, secret: &str, wrong: Option<&str>) -> Markup {
    let what = if subject.statement { "statement" } else { "event" };
    let title = if subject.value.is_some() { format!("Correct a {what}") } else { format!("Add a {what}") };
    let title = title.replace("a event", "an event");
    let article = &record.article;
    let action = format!("/correct/{}", links::last(&article.id));
    page(
        &title,
        Room::Inner,
        "",
        None,
        &html! {
            p.about { a href=(links::article(&article.id)) { "← Back to the article" } }
            div.desk {
                section.form {
                    h1 { (title) }
                    @if let Some(wrong) = wrong { p.not-coded role="alert" { "Not kept: " (shown::line(wrong)) "." } }
                    @if let Some(value) = &subject.value { p.lead { "As it stands: " (headline(record, value)) } }
                    @for correction in &subject.history { (signed(correction)) }
                    form method="post" action=(action) {
                        input type="hidden" name="value" value=(subject.id);
                        input type="hidden" name="secret" value=(secret);
                        @if subject.value.is_some() {
                            (verdicts(draft, !standing(&subject.history).is_empty()))
                        } @else {
                            input type="hidden" name="verdict" value="added";
                        }
                        @if subject.statement { (statement_fields(record, draft)) } @else { (event_fields(record, draft)) }
                        fieldset {
                            legend { "You" }
                            (field("author", "Your name", &html! { input id="author" name="author" required maxlength="200" autocomplete="name" value=(draft.get("author")); }))
                            (field("why", "Why (may be left empty)", &html! { textarea id="why" name="note" rows="2" maxlength="2000" { (draft.get("note")) } }))
                        }
                        p { button type="submit" { "Keep it" } }
                        p.hint { "The machine's value is never overwritten: the correction stands beside it, with your name and today's date." }
                    }
                }
                article.paper aria-label="The article" { (text(record)) }
            }
        },
    )
}

fn headline(record: &Record, value: &Value) -> Markup {
    let name = |id: &String| {
        record
            .actors
            .iter()
            .find(|actor| actor.id == *id)
            .map_or(id.as_str(), |actor| actor.name.as_str())
            .to_owned()
    };
    let names = |ids: &[String]| ids.iter().map(name).collect::<Vec<_>>().join(", ");
    html! {
        @match value {
            Value::Event(event) => {
                (bits::kind(&event.kind, event.mode.as_deref(), event.quad)) " "
                (bits::name(&names(&event.sources)))
                @if !event.targets.is_empty() { " → " (bits::name(&names(&event.targets))) }
                ", " (event.status)
            }
            Value::Statement(said) => { (bits::name(&names(said.speaker.as_slice()))) " said something" }
        }
    }
}

fn verdicts(draft: &Draft, corrected: bool) -> Markup {
    let chosen = draft.get("verdict");
    let choices = [
        ("right", "It is right", true),
        ("wrong", "It is wrong: the article says no such thing", true),
        ("fixed", "It is otherwise, as below", true),
        ("withdrawn", "Take the last correction back", corrected),
    ];
    html! {
        fieldset {
            legend { "What the article says" }
            div.choices {
                @for (value, label, _) in choices.into_iter().filter(|(_, _, offered)| *offered) {
                    label { input type="radio" name="verdict" value=(value) required checked[chosen == value]; (label) }
                }
            }
        }
    }
}

fn event_fields(record: &Record, draft: &Draft) -> Markup {
    let actors = |name: &'static str| {
        html! {
            div.choices tabindex="-1" {
                @for actor in &record.actors {
                    label { input type="checkbox" name=(name) value=(actor.id) checked[draft.ticked(name, &actor.id)]; (bits::name(&actor.name)) }
                }
            }
        }
    };
    html! {
        fieldset {
            legend { "What" }
            (words_field("trigger", "The words that tell it", draft, 1))
            div.fields {
                (field("type", "Type", &html! {
                    select id="type" name="type" {
                        option value="" { "choose" }
                        @for kind in scheme::kinds() { option value=(kind.name) selected[draft.get("type") == kind.name] title=(kind.meaning) { (scheme::word(&kind.name)) } }
                    }
                }))
                (field("mode", "Mode", &html! {
                    select id="mode" name="mode" {
                        option value="" { "none" }
                        @for kind in scheme::kinds().iter().filter(|kind| !kind.modes.is_empty()) {
                            optgroup label=(scheme::word(&kind.name)) {
                                @for mode in &kind.modes { option value=(mode.name) selected[draft.get("type") == kind.name && draft.get("mode") == mode.name] { (mode.name) } }
                            }
                        }
                    }
                }))
                (field("status", "Status", &html! {
                    select id="status" name="status" {
                        @for status in memcon::Status::ALL { option selected[draft.get("status") == status.name()] { (status.name()) } }
                    }
                }))
                (field("time", "When", &html! {
                    input id="time" name="time" value=(draft.get("time")) list="times" placeholder="2026-03-11";
                    datalist id="times" { @for time in record.times.iter().filter_map(|time| time.value.as_deref()) { option value=(time) {} } }
                }))
                (field("place", "Where", &html! {
                    select id="place" name="place" {
                        option value="" { "not told" }
                        @for place in &record.places { option value=(place.id) selected[draft.get("place") == place.id] { (shown::line(&place.name)) } }
                    }
                }))
                (field("attributed_to", "Who says so, when not the article itself", &html! { (one_actor("attributed_to", "the article itself", record, draft)) }))
            }
            p { label { input type="checkbox" name="background" value="yes" checked[draft.get("background") == "yes"]; " Background: older than the news of this article" } }
        }
        fieldset { legend { "Who did it" } (actors("source")) (others("source", draft)) }
        fieldset { legend { "To whom" } (actors("target")) (others("target", draft)) }
    }
}

fn statement_fields(record: &Record, draft: &Draft) -> Markup {
    html! {
        fieldset {
            legend { "What was said" }
            (words_field("content", "The words", draft, 3))
            (field("speaker", "Who said it", &html! { (one_actor("speaker", "not told", record, draft)) }))
            (words_field("cue", "The words that introduce it: “said”, “according to”", draft, 1))
            p { label { input type="checkbox" name="direct" value="yes" checked[draft.get("direct") == "yes"]; " In quotation marks" } }
        }
    }
}

fn one_actor(name: &str, none: &str, record: &Record, draft: &Draft) -> Markup {
    html! {
        select id=(name) name=(name) {
            option value="" { (none) }
            @for actor in &record.actors { option value=(actor.id) selected[draft.get(name) == actor.id] { (shown::line(&actor.name)) } }
        }
    }
}

/// Words of the article, and which occurrence of them is meant.
fn words_field(name: &str, label: &str, draft: &Draft, rows: u8) -> Markup {
    let nth = format!("{name}_nth");
    html! {
        (field(name, label, &html! { textarea id=(name) name=(name) rows=(rows) data-words=(name) { (draft.get(name)) } }))
        (field(&nth, "Which time they stand in the article", &html! { input id=(nth) name=(nth) inputmode="numeric" size="4" value=(draft.get(&nth)) placeholder="1"; }))
        p.hint { "As they stand in the article. Words selected there are taken over." }
    }
}

/// Somebody who is none of the record's actors.
fn others(name: &str, draft: &Draft) -> Markup {
    let id = format!("{name}_words");
    field(
        &id,
        "Others, in the words of the article, one a line",
        &html! { textarea id=(id) name=(id) rows="1" { (draft.get(&id)) } },
    )
}

fn field(id: &str, label: &str, input: &Markup) -> Markup {
    html! { div.field { label for=(id) { (label) } (input) } }
}
