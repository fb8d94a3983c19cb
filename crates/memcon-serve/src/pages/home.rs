//! What is new, and how much there is.

use maud::{Markup, html};
use memcon::Incident;
use memcon_store::{ArticleLine, Filter, Month, Store};
use serde::Serialize;

use super::bits::{self, number};
use super::layout::{Room, page};
use crate::answer::{self, Answer, Refusal};
use crate::app::Overview;
use crate::links::Form;
use crate::plots::bars;

/// Lines of each list.
const LINES: usize = 20;

#[derive(Serialize)]
struct Data {
    articles: u64,
    skipped: u64,
    events: u64,
    statements: u64,
    incidents: u64,
    months: Vec<Month>,
    latest_articles: Vec<ArticleLine>,
    latest_incidents: Vec<Incident>,
}

/// Answers for the first page.
pub(crate) fn answer(store: &Store, overview: Overview, form: Form) -> Answer {
    let months = &overview.months;
    Ok(match form {
        Form::Csv => answer::rows(
            "articles-by-month.csv",
            ["month", "articles"],
            months.iter().map(|month| [month.month.clone(), month.articles.to_string()]),
        ),
        Form::Svg => answer::plot("articles-by-month.svg", &bars::months(months)),
        Form::Html | Form::Json => {
            let data = Data {
                articles: overview.counts.articles,
                skipped: overview.counts.skipped,
                events: overview.counts.events,
                statements: overview.counts.statements,
                incidents: overview.incidents,
                latest_articles: store.latest_articles(LINES)?,
                latest_incidents: latest(store)?,
                months: overview.months,
            };
            if form == Form::Json { answer::data(&data) } else { answer::page(&draw(&data, store)?) }
        }
    })
}

/// News alone, up to the day of the newest article: what is planned for next year is not what is new.
fn latest(store: &Store) -> Result<Vec<Incident>, Refusal> {
    let filter =
        Filter { news_only: true, until: store.newest_day()?, limit: Some(LINES), ..Filter::default() };
    Ok(store.incidents(&filter)?)
}

fn draw(data: &Data, store: &Store) -> Result<Markup, Refusal> {
    let corrected = store.corrected()?;
    Ok(page(
        "What is new",
        Room::Home,
        "",
        Some("/index.json"),
        &html! {
            h1 { "What is new" }
            p.lead {
                (number(data.articles)) " articles"
                @if data.skipped > 0 { " (" (number(data.skipped)) " of them could not be read)" }
                ", " (number(data.incidents)) " incidents in " (number(data.events)) " reports, " (number(data.statements)) " statements."
            }
            @if data.articles == 0 {
                p { "The database is empty. " code { "memcon code FOLDER --out FILE.db" } " fills it." }
            }
            @if data.months.len() > 1 {
                figure.plot {
                    figcaption { "Articles by month of publication" }
                    div.scroll tabindex="0" role="group" aria-label="Plot" { (bars::months(&data.months)) }
                    p.tools { a href="/index.svg" { "Save as SVG" } " · " a href="/index.csv" { "Rows as CSV" } }
                }
            }
            div.columns {
                section {
                    h2 { "Newest incidents" }
                    (bits::incidents(&data.latest_incidents, &corrected))
                    p.more { a href="/incidents" { "All incidents" } }
                }
                section {
                    h2 { "Newest articles" }
                    ol.lines { @for article in &data.latest_articles { li { (bits::article(article)) } } }
                }
            }
        },
    ))
}
