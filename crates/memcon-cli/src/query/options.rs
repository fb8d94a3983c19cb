//! What `memcon query` takes.

use std::path::PathBuf;

use clap::ValueEnum;

/// What `memcon query` takes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Words alone find articles and statements; with any other condition, or --incidents, they find \
    incidents, which are happenings in the world, however many articles report them.\n\n\
    What has happened between Japan and South Korea since March 2023?\n  \
    memcon query news.db --actor Japan --actor 'South Korea' --since 2023-03\n\
    What did Lavrov say about Armenia?\n  \
    memcon query news.db --statements --actor Lavrov --about Armenia"
)]
pub struct QueryOptions {
    /// A database that `memcon code` wrote.
    #[arg(value_name = "DB")]
    pub store: PathBuf,
    /// Words to look for, all of them; a phrase in quotation marks; a star for the rest of a word.
    #[arg(value_name = "TEXT", required_unless_present_any = ANY)]
    pub text: Vec<String>,
    /// List incidents.
    #[arg(long, group = "list")]
    pub incidents: bool,
    /// List what each article reports.
    #[arg(long, group = "list")]
    pub events: bool,
    /// List statements.
    #[arg(long, group = "list")]
    pub statements: bool,
    /// Count incidents over time.
    #[arg(long, group = "list", value_enum, value_name = "STEP", num_args = 0..=1, default_missing_value = "month")]
    pub timeline: Option<Period>,
    /// Who takes part, or with --statements who speaks: a name, the last word of a name, or a country for anybody of it.
    /// Given twice: both take part.
    #[arg(long = "actor", value_name = "NAME")]
    pub actors: Vec<String>,
    /// With --statements: whom or what they name.
    #[arg(long, value_name = "NAME", requires = "statements")]
    pub about: Vec<String>,
    /// It takes place there or somebody from there takes part: a name or ISO 3166-1 alpha-3 code.
    #[arg(long = "country", value_name = "COUNTRY")]
    pub countries: Vec<String>,
    /// PLOVER type, any of those given: CONSULT, ASSAULT.
    #[arg(long = "type", value_name = "TYPE")]
    pub kinds: Vec<String>,
    /// Status, any of those given: happened, ongoing, planned, requested, threatened, denied, possible.
    #[arg(long = "status", value_name = "STATUS")]
    pub statuses: Vec<String>,
    /// From this day, month or year on: YYYY, YYYY-MM or YYYY-MM-DD.
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    pub since: Option<String>,
    /// Until the end of this day, month or year.
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    pub until: Option<String>,
    /// Where: the name of a place, or the code of a country.
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// Leave out what articles only mention as older than their news.
    #[arg(long)]
    pub news: bool,
    /// Which come first.
    #[arg(long, value_enum, default_value_t = Sort::Newest)]
    pub sort: Sort,
    /// How many at most, of words alone how many statements and how many articles.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Write JSON Lines.
    #[arg(long)]
    pub json: bool,
}

/// One of these makes a question without words.
const ANY: [&str; 12] = [
    "incidents",
    "events",
    "statements",
    "timeline",
    "actors",
    "countries",
    "kinds",
    "statuses",
    "since",
    "until",
    "place",
    "news",
];

impl QueryOptions {
    /// True when there is a condition that articles by themselves do not meet.
    pub fn asks_for_more_than_words(&self) -> bool {
        !(self.actors.is_empty()
            && self.countries.is_empty()
            && self.kinds.is_empty()
            && self.statuses.is_empty()
            && self.since.is_none()
            && self.until.is_none()
            && self.place.is_none()
            && !self.news)
    }
}

/// Length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Period {
    /// By day.
    Day,
    /// By month.
    Month,
    /// By year.
    Year,
}

/// Which come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// The latest.
    Newest,
    /// The earliest.
    Oldest,
    /// Those that most texts report.
    Reports,
}

fn first_day(given: &str) -> Result<String, String> {
    day(given, "-01", "-01")
}

fn last_day(given: &str) -> Result<String, String> {
    // Days are compared as text, so the 31st ends every month.
    day(given, "-12", "-31")
}

fn day(given: &str, month: &str, day: &str) -> Result<String, String> {
    let whole = match given.len() {
        4 => format!("{given}{month}-01"),
        7 => format!("{given}-01"),
        _ => given.to_owned(),
    };
    let checked = memcon::check_published(&whole).ok().filter(|_| whole.len() == 10);
    let checked = checked.ok_or("not a date; write YYYY, YYYY-MM or YYYY-MM-DD")?;
    Ok(if given.len() < 10 { format!("{}{day}", &checked[..7]) } else { checked })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_years_are_dates_too() {
        assert_eq!(first_day("2023-03").unwrap(), "2023-03-01");
        assert_eq!(last_day("2023").unwrap(), "2023-12-31");
        assert_eq!(last_day("2023-02-03").unwrap(), "2023-02-03");
        for wrong in ["March", "2023-13", "2023-02-30", "", "2023-02-03T10:00"] {
            assert!(first_day(wrong).is_err(), "{wrong}");
        }
    }
}
