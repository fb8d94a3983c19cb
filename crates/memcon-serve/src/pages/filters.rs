//! What is asked for on the pages that list or draw incidents: the fields above them.

use maud::{Markup, html};
use memcon_store::{Filter, Store};
use serde::{Deserialize, Serialize};

use crate::answer::Refusal;
use crate::{links, scheme, shown};

/// Incidents that a page draws at first.
const AT_FIRST: usize = 12_000;

/// The fields, as they stand in the page's address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Status.
    pub status: String,
    /// First day.
    pub since: String,
    /// Last day.
    pub until: String,
    /// Name of a place, or a country's code.
    pub place: String,
    /// Words of the articles.
    pub q: String,
    /// `states` or `actors`: between whom, on the network's page.
    pub between: String,
}

impl Asked {
    /// The filter that they make.
    pub(crate) fn filter(&self) -> Result<Filter, Refusal> {
        let filled = |field: &String| Some(field.trim().to_owned()).filter(|field| !field.is_empty());
        let day = |field: &String| match filled(field) {
            Some(day) if day.parse::<jiff::civil::Date>().is_err() => {
                Err(Refusal::Wrong(format!("“{day}” is no day; write 2026-03-11")))
            }
            day => Ok(day),
        };
        if let Some(kind) = filled(&self.kind).filter(|kind| scheme::kind(kind).is_none()) {
            return Err(Refusal::Wrong(format!("no event type is called {kind}")));
        }
        if let Some(status) = filled(&self.status) {
            status.parse::<memcon::Status>().map_err(Refusal::Wrong)?;
        }
        Ok(Filter {
            kinds: filled(&self.kind).into_iter().collect(),
            statuses: filled(&self.status).into_iter().collect(),
            since: day(&self.since)?,
            until: day(&self.until)?,
            place: filled(&self.place),
            text: filled(&self.q),
            ..Filter::default()
        })
    }

    /// The filter without the first day, and that day: for pages that show what began in a time.
    pub(crate) fn filter_and_first_day(&self) -> Result<(Filter, Option<String>), Refusal> {
        let mut filter = self.filter()?;
        let first = filter.since.take();
        Ok((filter, first))
    }

    /// The same with a time that ends today, when no day is given: what a page shows at first. It is the last year that the
    /// database has, or less of it where that is more than a plot can show.
    pub(crate) fn or_lately(self, store: &Store) -> Result<Asked, Refusal> {
        let newest = store.newest_day()?.and_then(|day| day.parse::<jiff::civil::Date>().ok());
        let (Some(newest), true) = (newest, self.since.is_empty() && self.until.is_empty()) else {
            return Ok(self);
        };
        let mut asked = self;
        for months in [12, 3, 1] {
            let since = newest.saturating_sub(jiff::Span::new().months(months)).to_string();
            asked.since.clone_from(&since);
            if store.count_begun(&since)? <= AT_FIRST {
                break;
            }
        }
        Ok(asked)
    }

    /// The fields as the end of an address: `?type=…`, or nothing.
    pub(crate) fn query(&self) -> String {
        let fields = [
            ("type", &self.kind),
            ("status", &self.status),
            ("since", &self.since),
            ("until", &self.until),
            ("place", &self.place),
            ("q", &self.q),
            ("between", &self.between),
        ];
        let filled: Vec<String> = fields
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", links::inner(value)))
            .collect();
        if filled.is_empty() { String::new() } else { format!("?{}", filled.join("&")) }
    }

    /// The form; `more` stands before its button.
    pub(crate) fn form(&self, address: &str, more: &Markup) -> Markup {
        html! {
            form.filters action=(address) {
                div.field { label for="f-type" { "Type" } select #f-type name="type" {
                    option value="" { "every type" }
                    @for kind in scheme::kinds() { option value=(kind.name) selected[self.kind == kind.name] { (scheme::word(&kind.name)) } }
                } }
                div.field { label for="f-status" { "Status" } select #f-status name="status" {
                    option value="" { "every status" }
                    @for status in memcon::Status::ALL { option selected[self.status == status.name()] { (status.name()) } }
                } }
                div.field { label for="f-since" { "From" } input #f-since type="date" name="since" value=(self.since); }
                div.field { label for="f-until" { "Until" } input #f-until type="date" name="until" value=(self.until); }
                (more)
                button type="submit" { "Show" }
            }
        }
    }

    /// Place and words, for pages that list.
    pub(crate) fn place_and_words(&self) -> Markup {
        html! {
            div.field { label for="f-place" { "Place" } input #f-place name="place" value=(shown::line(&self.place)); }
            div.field { label for="f-q" { "Words of the articles" } input #f-q name="q" value=(shown::line(&self.q)); }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_make_a_filter_or_say_why_not() {
        let asked = Asked { kind: "CONSULT".to_owned(), since: "2026-03-01".to_owned(), ..Asked::default() };
        let filter = asked.filter().unwrap();
        assert_eq!((filter.kinds, filter.since), (vec!["CONSULT".to_owned()], Some("2026-03-01".to_owned())));
        assert_eq!(asked.query(), "?type=CONSULT&since=2026-03-01");
        for wrong in [
            Asked { kind: "MEET".to_owned(), ..Asked::default() },
            Asked { status: "perhaps".to_owned(), ..Asked::default() },
            Asked { until: "2026-02-31".to_owned(), ..Asked::default() },
        ] {
            assert!(matches!(wrong.filter(), Err(Refusal::Wrong(_))), "{wrong:?}");
        }
    }
}
