//! What a request is answered with, and what can go wrong on the way.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Serialize;

use crate::links::Form;
use crate::pages::layout;

/// A page that cannot be shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// There is no such thing in the database.
    #[error("{0}")]
    Missing(String),
    /// The request makes no sense.
    #[error("{0}")]
    Wrong(String),
    /// The reader may not do this.
    #[error("{0}")]
    Forbidden(String),
    /// The database could not be read.
    #[error("the database could not be read: {0}")]
    Store(#[from] memcon_store::Error),
    /// Something else failed on our side.
    #[error("{0}")]
    Failed(String),
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Refusal::Missing(_) => StatusCode::NOT_FOUND,
            Refusal::Wrong(_) => StatusCode::BAD_REQUEST,
            Refusal::Forbidden(_) => StatusCode::FORBIDDEN,
            Refusal::Store(_) | Refusal::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The refusal as a page, or as `{"error": …}` when data was asked for.
    pub(crate) fn answer(&self, form: Form) -> Response {
        if matches!(self, Refusal::Store(_) | Refusal::Failed(_)) {
            log::error!("{self}");
        }
        let status = self.status();
        match form {
            Form::Html => {
                (status, page(&layout::refusal(status.as_u16(), &self.to_string()))).into_response()
            }
            _ => (status, data(&serde_json::json!({"error": self.to_string()}))).into_response(),
        }
    }
}

/// An answer, or why there is none.
pub(crate) type Answer = Result<Response, Refusal>;

/// A page for people.
pub(crate) fn page(markup: &Markup) -> Response {
    typed("text/html; charset=utf-8", markup.0.clone())
}

/// The same as data.
pub(crate) fn data(value: &impl Serialize) -> Response {
    match serde_json::to_string_pretty(value) {
        Ok(json) => typed("application/json; charset=utf-8", json),
        Err(error) => Refusal::Failed(error.to_string()).answer(Form::Html),
    }
}

/// A plot to be saved.
pub(crate) fn plot(name: &str, markup: &Markup) -> Response {
    saved(name, "image/svg+xml; charset=utf-8", format!("<?xml version=\"1.0\"?>\n{}\n", markup.0))
}

/// Rows to be saved: a head, and one record a row.
pub(crate) fn rows<const N: usize>(
    name: &str,
    head: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Response {
    let mut out = csv::Writer::from_writer(Vec::new());
    let written = out.write_record(head).and_then(|()| {
        rows.into_iter().try_for_each(|row| out.write_record(row.iter().map(|cell| inert(cell))))
    });
    let bytes = written
        .map_err(|error| error.to_string())
        .and_then(|()| out.into_inner().map_err(|error| error.to_string()));
    match bytes {
        Ok(bytes) => saved(name, "text/csv; charset=utf-8", bytes),
        Err(error) => Refusal::Failed(error).answer(Form::Csv),
    }
}

/// A cell that a spreadsheet does not run as a formula.
fn inert(cell: &str) -> String {
    let number = cell.parse::<f64>().is_ok();
    if !number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// A file to be saved under a plain name.
pub(crate) fn saved(name: &str, kind: &'static str, body: impl Into<axum::body::Body>) -> Response {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    let mut response = Response::new(body.into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{plain}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// A body of one kind.
pub(crate) fn typed(kind: &'static str, body: String) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], body).into_response()
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn formulas_are_disarmed_and_numbers_kept() {
        assert_eq!(inert("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(inert("-4.5"), "-4.5");
        assert_eq!(inert("Oslo"), "Oslo");
    }
}
