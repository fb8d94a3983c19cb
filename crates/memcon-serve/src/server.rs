//! The server: addresses, what every answer carries, start and end.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Form as Sent, Path as Segment, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

use crate::answer::{Refusal, typed};
use crate::app::{App, answer};
use crate::assets;
use crate::draft::Draft;
use crate::guard::{self, Guard};
use crate::links::{self, Form, split};
use crate::pages;
use crate::pages::filters::Asked;
use crate::pages::pair::Side;

/// Why the reading room could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The database.
    #[error(transparent)]
    Store(#[from] memcon_store::Error),
    /// The address.
    #[error("{address}: {source}")]
    Address {
        /// Which one.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// Serving stopped.
    #[error("the server stopped: {0}")]
    Stopped(#[from] io::Error),
}

/// How the reading room is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// The database.
    pub store: PathBuf,
    /// Where it listens; port 0 is any that is free.
    pub address: SocketAddr,
    /// Names that browsers may call it by, beside IP addresses and `localhost`.
    pub names: Vec<String>,
    /// What a reader must know to write. Where others can reach the address one is made when none is given.
    pub token: Option<String>,
}

/// Serves until it is interrupted. `opened` is told where, and which token writing needs.
///
/// # Errors
/// When the database cannot be opened or the address cannot be listened on.
pub fn serve(options: &Options, opened: impl FnOnce(SocketAddr, Option<&str>)) -> Result<(), Error> {
    let refused = |source| Error::Address { address: options.address, source };
    let listener = TcpListener::bind(options.address).map_err(refused)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let guard = Guard::new(address, options.names.clone(), options.token.clone());
    let app = Arc::new(App::open(&options.store, guard)?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(16)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        opened(address, app.guard.token());
        axum::serve(listener, router(app.clone())).with_graceful_shutdown(interrupted()).await
    })?;
    Ok(())
}

async fn interrupted() {
    // Without a way to be interrupted the server simply goes on until it is killed.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(|state| home(state, Form::Html)))
        .route("/index.json", get(|state| home(state, Form::Json)))
        .route("/index.csv", get(|state| home(state, Form::Csv)))
        .route("/index.svg", get(|state| home(state, Form::Svg)))
        .route("/search", get(|state, query| search(state, query, Form::Html)))
        .route("/search.json", get(|state, query| search(state, query, Form::Json)))
        .route("/article/{id}", get(article))
        .route("/actor/{name}", get(actor))
        .route("/incident/{id}", get(incident))
        .route("/pair/{one}/{other}", get(pair))
        .route("/states/{one}/{other}", get(states))
        .route("/incidents", get(|state, asked| incidents(state, asked, Form::Html)))
        .route("/incidents.json", get(|state, asked| incidents(state, asked, Form::Json)))
        .route("/incidents.csv", get(|state, asked| incidents(state, asked, Form::Csv)))
        .route("/map", get(|state, asked| map(state, asked, Form::Html)))
        .route("/map.json", get(|state, asked| map(state, asked, Form::Json)))
        .route("/map.csv", get(|state, asked| map(state, asked, Form::Csv)))
        .route("/map.svg", get(|state, asked| map(state, asked, Form::Svg)))
        .route("/network", get(|state, asked| network(state, asked, Form::Html)))
        .route("/network.json", get(|state, asked| network(state, asked, Form::Json)))
        .route("/network.csv", get(|state, asked| network(state, asked, Form::Csv)))
        .route("/network.svg", get(|state, asked| network(state, asked, Form::Svg)))
        .route("/correct/{id}", get(correct).post(keep))
        .route("/corrections", get(|state| corrections(state, Form::Html)))
        .route("/corrections.json", get(|state| corrections(state, Form::Json)))
        .route("/corrections.jsonl", get(training))
        .route("/token", get(token).post(admit))
        .route("/style.css", get(|| async { typed("text/css; charset=utf-8", assets::STYLE.to_owned()) }))
        .route(
            "/script.js",
            get(|| async { typed("text/javascript; charset=utf-8", assets::SCRIPT.to_owned()) }),
        )
        .route("/icon.svg", get(|| async { typed("image/svg+xml; charset=utf-8", assets::ICON.to_owned()) }))
        .fallback(|| async {
            Refusal::Missing("there is no page at this address".to_owned()).answer(Form::Html)
        })
        .layer(middleware::from_fn_with_state(app.clone(), guarded))
        .with_state(app)
}

/// Refuses requests that were meant for another server, and gives every answer its headers.
async fn guarded(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = if app.guard.answers_to(request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::MISDIRECTED_REQUEST, "this server does not go by that name; see memcon serve --host\n")
            .into_response()
    };
    response.headers_mut().extend(guard::headers());
    if !response.headers().contains_key(header::CACHE_CONTROL) {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    response
}

type Shared = State<Arc<App>>;

async fn home(State(app): Shared, form: Form) -> Response {
    answer(form, move || {
        let overview = app.overview()?;
        app.with_store(|store| pages::home::answer(store, overview, form))
    })
    .await
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    q: String,
}

async fn search(State(app): Shared, Query(wanted): Query<Wanted>, form: Form) -> Response {
    answer(form, move || app.with_store(|store| pages::search::answer(store, &wanted.q, form))).await
}

async fn article(State(app): Shared, Segment(segment): Segment<String>) -> Response {
    let (id, form) = owned(&segment);
    answer(form, move || app.with_store(|store| pages::article::answer(store, &id, form))).await
}

async fn actor(State(app): Shared, Segment(segment): Segment<String>) -> Response {
    let (name, form) = owned(&segment);
    answer(form, move || app.with_store(|store| pages::actor::answer(store, &name, form))).await
}

async fn incident(State(app): Shared, Segment(segment): Segment<String>) -> Response {
    let (id, form) = owned(&segment);
    answer(form, move || app.with_store(|store| pages::incident::answer(store, &id, form))).await
}

async fn pair(State(app): Shared, Segment((one, segment)): Segment<(String, String)>) -> Response {
    let (other, form) = owned(&segment);
    let address = format!("/pair/{}/{}", links::inner(&one), links::inner(&other));
    answer(form, move || {
        app.with_store(|store| {
            let sides = (Side::actor(store, &one)?, Side::actor(store, &other)?);
            pages::pair::answer(store, &sides.0, &sides.1, &address, form)
        })
    })
    .await
}

async fn states(State(app): Shared, Segment((one, segment)): Segment<(String, String)>) -> Response {
    let (other, form) = owned(&segment);
    let address = format!("/states/{}/{}", links::inner(&one), links::inner(&other));
    answer(form, move || {
        let sides = (Side::country(&one)?, Side::country(&other)?);
        app.with_store(|store| pages::pair::answer(store, &sides.0, &sides.1, &address, form))
    })
    .await
}

async fn incidents(State(app): Shared, Query(asked): Query<Asked>, form: Form) -> Response {
    answer(form, move || app.with_store(|store| pages::incidents::answer(store, asked, form))).await
}

async fn map(State(app): Shared, Query(asked): Query<Asked>, form: Form) -> Response {
    answer(form, move || app.with_store(|store| pages::map::answer(store, asked, form))).await
}

async fn network(State(app): Shared, Query(asked): Query<Asked>, form: Form) -> Response {
    answer(form, move || app.with_store(|store| pages::network::answer(store, asked, form))).await
}

async fn corrections(State(app): Shared, form: Form) -> Response {
    answer(form, move || app.with_store(|store| pages::corrections::answer(store, form))).await
}

async fn training(State(app): Shared) -> Response {
    answer(Form::Json, move || app.with_store(|store| pages::corrections::training(store))).await
}

#[derive(Deserialize)]
struct Which {
    #[serde(default)]
    value: String,
}

/// The form in which a value is corrected; readers without the token are sent to give it.
async fn correct(
    State(app): Shared,
    Segment(segment): Segment<String>,
    Query(which): Query<Which>,
    headers: HeaderMap,
) -> Response {
    if !app.guard.may_write(&headers) {
        return Redirect::to("/token").into_response();
    }
    let (id, form) = owned(&segment);
    let author = guard::cookie(&headers, AUTHOR).map(|name| links::decoded(&name)).unwrap_or_default();
    answer(form, move || {
        let secret = app.guard.form_secret(&id);
        let page =
            app.with_store(|store| pages::correct::form(store, &id, &which.value, &secret, &author))?;
        Ok(crate::answer::page(&page))
    })
    .await
}

/// Keeps a correction.
async fn keep(
    State(app): Shared,
    Segment(segment): Segment<String>,
    headers: HeaderMap,
    Sent(fields): Sent<Vec<(String, String)>>,
) -> Response {
    let (id, form) = owned(&segment);
    answer(form, move || {
        let draft = Draft::sent(fields);
        let secret = app.guard.form_secret(&id);
        if !app.guard.may_write(&headers) {
            return Err(Refusal::Forbidden("corrections need the token that was told at the start".to_owned()));
        }
        if !app.guard.form_is_ours(&id, draft.get("secret"), &headers) {
            return Err(Refusal::Forbidden(
                "this form is not from a page of this server, or the server was started anew; open the page again"
                    .to_owned(),
            ));
        }
        let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        match app.with_store(|store| pages::correct::keep(store, &id, &draft, &secret, now))? {
            Ok(address) => {
                let mut response = Redirect::to(&address).into_response();
                let name = links::inner(draft.get("author"));
                let cookie = format!("{AUTHOR}={name}; Path=/correct; HttpOnly; SameSite=Strict; Max-Age=31536000");
                if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                    response.headers_mut().insert(header::SET_COOKIE, cookie);
                }
                Ok(response)
            }
            Err(page) => Ok((StatusCode::BAD_REQUEST, crate::answer::page(&page)).into_response()),
        }
    })
    .await
}

/// The cookie in which a reader's name is kept, for the next form.
const AUTHOR: &str = "memcon_author";

async fn token(State(app): Shared) -> Response {
    crate::answer::page(&pages::token::form(&app.guard.form_secret("token"), false))
}

#[derive(Deserialize)]
struct Token {
    #[serde(default)]
    secret: String,
    #[serde(default)]
    token: String,
}

async fn admit(State(app): Shared, headers: HeaderMap, Sent(given): Sent<Token>) -> Response {
    if !app.guard.form_is_ours("token", &given.secret, &headers) {
        return Refusal::Forbidden("this form is not from a page of this server".to_owned())
            .answer(Form::Html);
    }
    match app.guard.admit(&given.token) {
        Some(cookie) => {
            let mut response = Redirect::to("/").into_response();
            response.headers_mut().insert(header::SET_COOKIE, cookie);
            response
        }
        None => {
            let page = pages::token::form(&app.guard.form_secret("token"), true);
            (StatusCode::FORBIDDEN, crate::answer::page(&page)).into_response()
        }
    }
}

fn owned(segment: &str) -> (String, Form) {
    let (name, form) = split(segment);
    (name.to_owned(), form)
}
