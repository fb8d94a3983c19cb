//! What all requests share: the database, the overview, the secrets.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use memcon_store::{Counts, Filter, Month, Store};
use serde::Serialize;

use crate::answer::{Answer, Refusal};
use crate::guard::Guard;
use crate::links::Form;

/// How long the counts of a database that is being written may stand.
const STALE: Duration = Duration::from_secs(20);

/// Counts of the whole database.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Overview {
    /// Rows.
    #[serde(skip)]
    pub counts: Counts,
    /// Happenings in the world.
    #[serde(skip)]
    pub incidents: u64,
    /// Articles over time.
    pub months: Vec<Month>,
}

/// Counted once and again when the database has changed: it takes time by the size of the database.
#[derive(Debug)]
struct Counted {
    overview: Overview,
    /// Its connection's word for the state of the file.
    watcher: Store,
    version: i64,
    at: Instant,
}

/// What all requests share.
#[derive(Debug)]
pub(crate) struct App {
    path: PathBuf,
    /// Connections that nobody uses at the moment.
    idle: Mutex<Vec<Store>>,
    counted: Mutex<Counted>,
    /// Who may do what.
    pub guard: Guard,
}

impl App {
    pub(crate) fn open(path: &Path, guard: Guard) -> Result<App, memcon_store::Error> {
        let watcher = Store::open(path)?;
        let version = watcher.data_version()?;
        let overview = count(&watcher)?;
        Ok(App {
            path: path.to_owned(),
            idle: Mutex::default(),
            counted: Mutex::new(Counted { overview, watcher, version, at: Instant::now() }),
            guard,
        })
    }

    /// Runs `work` with a connection of its own. Only one that came to a good end is used again.
    pub(crate) fn with_store<T>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut store = match idle {
            Some(store) => store,
            None => Store::open(&self.path)?,
        };
        let done = work(&mut store)?;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
        Ok(done)
    }

    /// Counts of the whole database, at most [`STALE`] behind.
    pub(crate) fn overview(&self) -> Result<Overview, Refusal> {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let version = counted.watcher.data_version()?;
        if version != counted.version && counted.at.elapsed() > STALE {
            counted.overview = count(&counted.watcher)?;
            counted.version = version;
            counted.at = Instant::now();
        }
        Ok(counted.overview.clone())
    }
}

fn count(store: &Store) -> Result<Overview, memcon_store::Error> {
    let incidents = store.count_incidents(&Filter::default())? as u64;
    Ok(Overview { counts: store.counts()?, incidents, months: store.months()? })
}

/// Runs blocking `work` off the threads that talk to browsers; a refusal becomes a page.
pub(crate) async fn answer(
    form: Form,
    work: impl FnOnce() -> Answer + Send + 'static,
) -> axum::response::Response {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(response)) => response,
        Ok(Err(refusal)) => refusal.answer(form),
        Err(error) => Refusal::Failed(format!("a page could not be made: {error}")).answer(form),
    }
}
