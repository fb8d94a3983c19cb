//! `memcon watch`: polls feeds, codes their articles, tells of new incidents.

mod atom;
mod backoff;
mod config;
mod fetch;
mod party;
mod robots;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use feed_rs::parser::Builder;
use memcon::{Extracted, Format, Memcon, Page, Published, PublishedFrom, Record};
use memcon_store::{FeedLink, FeedState, LinkState, Store};

use self::backoff::after_failure;
use self::config::{Config, Feed};
use self::fetch::{Failed, Fetched, Fetcher};
use self::party::Watched;
use crate::args::Args;
use crate::exit::{Done, Stop, say};
use crate::read::reader;

/// Incidents that the Atom feed holds, the latest ones.
const ENTRIES: usize = 200;

/// Fetches of one article before it is given up.
const MOST_FAILURES: u32 = 6;

/// Seconds after which an article whose fetch failed is tried again, at first.
const FIRST_RETRY: i64 = 300;

/// Seconds that the program sleeps at most before it looks what is due.
const LONGEST_SLEEP: i64 = 60;

/// What `memcon watch` takes.
#[derive(Debug, clap::Args)]
pub struct WatchOptions {
    /// The feeds, whom to watch, and where to tell of new incidents; see docs/watch.md.
    #[arg(value_name = "FEEDS.toml")]
    pub feeds: PathBuf,
    /// The database; made when there is none.
    #[arg(long, value_name = "DB")]
    pub db: PathBuf,
    /// Poll what is due once, and end.
    #[arg(long)]
    pub once: bool,
}

/// Polls until it is stopped, or once.
pub fn run(args: &Args, options: &WatchOptions) -> Result<Done, Stop> {
    let config = Config::open(&options.feeds)?;
    let watched = Watched::new(&config.watch)?;
    let store = Store::create(&options.db).map_err(|error| Stop::Command(error.to_string()))?;
    let name = options.feeds.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let fetcher = Fetcher::new(&config);
    let mut watcher =
        Watcher { config, watched, store, fetcher, reader: reader(args)?, name, quiet: args.quiet, told: 0 };
    loop {
        let done = watcher.round()?;
        if options.once {
            return Ok(done);
        }
        let due = watcher.next_due()?;
        let seconds = (due - now()).clamp(1, LONGEST_SLEEP);
        std::thread::sleep(Duration::from_secs(seconds.unsigned_abs()));
    }
}

struct Watcher {
    config: Config,
    watched: Watched,
    store: Store,
    fetcher: Fetcher,
    reader: Memcon,
    name: String,
    quiet: bool,
    /// Incidents noted in this round.
    told: usize,
}

impl Watcher {
    /// Polls the feeds that are due, fetches and codes what is waiting, tells of what is new.
    fn round(&mut self) -> Result<Done, Stop> {
        let mut failed = 0;
        let mut new = 0;
        for n in 0..self.config.feed.len() {
            match self.poll(n)? {
                Some(found) => new += found,
                None => failed += 1,
            }
        }
        let mut coded = 0;
        for link in self.store.waiting_links(now()).map_err(stop)? {
            if self.article(&link)? {
                coded += 1;
            }
        }
        self.store.finish().map_err(stop)?;
        self.tell()?;
        let told = std::mem::take(&mut self.told);
        if !self.quiet && new + coded + told > 0 {
            say(&format!("{new} new links, {coded} articles coded, {told} new incidents"));
        }
        Ok(if failed == 0 { Done::All } else { Done::SomeSkipped })
    }

    /// Polls a feed when it is due: how many articles are new, none when it failed.
    fn poll(&mut self, n: usize) -> Result<Option<usize>, Stop> {
        let feed = &self.config.feed[n];
        let (url, every) = (feed.url.clone(), self.config.every(feed));
        let mut state = self.store.feed_state(&url).map_err(stop)?;
        if state.next > now() {
            return Ok(Some(0));
        }
        let answer = self.fetcher.get(&url, state.etag.as_deref(), state.last_modified.as_deref(), now());
        let links = match answer {
            Ok(fetched) => links_of(feed, &fetched)
                .inspect(|_| {
                    state.etag.clone_from(&fetched.etag);
                    state.last_modified.clone_from(&fetched.last_modified);
                })
                .map_err(|cause| (cause, None)),
            Err(Failed::NotModified) => Ok(Vec::new()),
            Err(Failed::Never(cause)) => Err((cause, None)),
            Err(Failed::Later(cause, after)) => Err((cause, after)),
        };
        match links {
            Ok(links) => {
                state = FeedState { next: now() + every, failures: 0, ..state };
                self.store.set_feed(&url, &state, &links).map(Some).map_err(stop)
            }
            Err((cause, asked)) => {
                state.failures += 1;
                let wait = after_failure(&url, state.failures, every, asked, now());
                state.next = now() + wait;
                say(&format!("{url}: {cause}; next try in {}", in_words(wait)));
                self.store.set_feed(&url, &state, &[]).map_err(stop)?;
                Ok(None)
            }
        }
    }

    /// Fetches and codes one article; true when it is in the store now and was not before.
    fn article(&mut self, link: &FeedLink) -> Result<bool, Stop> {
        let failures = link.failures + 1;
        let (state, coded) = match self.fetcher.get(&link.url, None, None, now()) {
            Ok(fetched) => match self.code(link, fetched) {
                Ok(record) => {
                    let coded = self.save(&record)?;
                    self.note_incidents(&record.article.id)?;
                    (LinkState::Done, coded)
                }
                Err(cause) => (LinkState::GivenUp(cause), false),
            },
            Err(Failed::Later(cause, asked)) if failures < MOST_FAILURES => {
                let wait = after_failure(&link.url, failures, FIRST_RETRY, asked, now());
                say(&format!("{}: {cause}; next try in {}", link.url, in_words(wait)));
                (LinkState::Waiting(now() + wait), false)
            }
            Err(Failed::Later(cause, _) | Failed::Never(cause)) => (LinkState::GivenUp(cause), false),
            Err(Failed::NotModified) => (LinkState::GivenUp("the server sent no page".to_owned()), false),
        };
        if let LinkState::GivenUp(cause) = &state {
            say(&format!("{}: {cause}", link.url));
        }
        // Only now, so that a run killed in between fetches it again; the same article is saved once.
        self.store.set_link(&link.url, failures, &state).map_err(stop)?;
        Ok(coded)
    }

    /// The record of a fetched page; what the feed says fills in what the page does not.
    fn code(&self, link: &FeedLink, fetched: Fetched) -> Result<Record, String> {
        let format = match fetched.content_type.as_str() {
            "text/html" | "application/xhtml+xml" => Some(Format::Html),
            "text/plain" => Some(Format::Text),
            "" | "application/octet-stream" => None,
            other => return Err(format!("is {other}, no page")),
        };
        let publisher = self.config.feed.iter().find(|feed| feed.url == link.feed);
        let page = Page {
            source: link.url.clone(),
            bytes: fetched.body,
            format,
            charset: fetched.charset,
            url: Some(fetched.url),
            publisher: publisher.and_then(|feed| feed.publisher.clone()),
            ..Page::default()
        };
        match memcon::extract(&page) {
            Ok(Extracted::Article(mut article)) => {
                article.about.published = article.about.published.take().or_else(|| {
                    let iso = link.published.clone()?;
                    Some(Published { iso, from: PublishedFrom::Metadata })
                });
                article.about.title = article.about.title.take().or_else(|| link.title.clone());
                Ok(self.reader.code(&article))
            }
            Ok(Extracted::Skipped(..)) => Ok(self.reader.process(&page)),
            Err(error) => Err(error.to_string().trim_start_matches(&format!("{}: ", link.url)).to_owned()),
        }
    }

    /// Saves a record; false when the store has it already, from an earlier run or under another address.
    fn save(&mut self, record: &Record) -> Result<bool, Stop> {
        match self.store.save(record) {
            Ok(()) => self.store.commit().map(|()| true).map_err(stop),
            Err(memcon_store::Error::AlreadyThere { .. }) => {
                self.store.commit().map(|()| false).map_err(stop)
            }
            Err(error) => Err(stop(error)),
        }
    }

    /// Notes the incidents to be told of that an article brings as its news.
    fn note_incidents(&mut self, article: &str) -> Result<(), Stop> {
        for incident in self.store.incidents_of_article(article).map_err(stop)? {
            let is_news = incident.reports.iter().any(|it| it.article == article && !it.background);
            if is_news
                && self.watched.wants(&incident)
                && self.store.tell_of(&incident.id, now()).map_err(stop)?
            {
                self.told += 1;
            }
        }
        Ok(())
    }

    /// Writes the Atom feed and posts what was not posted yet.
    fn tell(&mut self) -> Result<(), Stop> {
        if let Some(path) = &self.config.atom {
            self.write_atom(path)?;
        }
        match self.config.webhook.clone() {
            Some(webhook) => self.post(&webhook),
            None => Ok(()),
        }
    }

    fn write_atom(&self, path: &Path) -> Result<(), Stop> {
        let failed = |error: std::io::Error| Stop::Failure(format!("{}: {error}", path.display()));
        let mut incidents = Vec::new();
        for (id, since) in self.store.told_of(ENTRIES).map_err(stop)? {
            if let Some(incident) = self.store.incident(&id).map_err(stop)? {
                incidents.push((incident, since));
            }
        }
        let mut entries = Vec::new();
        for (incident, since) in &incidents {
            let mut links = Vec::new();
            for report in &incident.reports {
                links.extend(self.store.address(&report.article).map_err(stop)?);
            }
            links.dedup();
            entries.push(atom::Entry { incident, since: *since, links });
        }
        let xml = atom::feed(&self.name, &entries);
        if std::fs::read_to_string(path).is_ok_and(|written| written == xml) {
            return Ok(());
        }
        // A reader must never find half a feed.
        let mut unnamed = path.as_os_str().to_owned();
        unnamed.push(".part");
        std::fs::write(&unnamed, xml).map_err(failed)?;
        std::fs::rename(&unnamed, path).map_err(failed)
    }

    /// Posts incidents one by one; the first that fails ends the round, and the next round begins with it.
    fn post(&mut self, webhook: &str) -> Result<(), Stop> {
        for id in self.store.to_post().map_err(stop)? {
            if let Some(incident) = self.store.incident(&id).map_err(stop)? {
                let json = serde_json::json!({"title": atom::title(&incident), "incident": incident});
                if let Err(cause) = self.fetcher.post(webhook, &json.to_string()) {
                    say(&format!("{webhook}: {cause}; the incident is posted later"));
                    return Ok(());
                }
            }
            self.store.posted(&id).map_err(stop)?;
        }
        Ok(())
    }

    /// When something is to be done next.
    fn next_due(&self) -> Result<i64, Stop> {
        let mut due = self.store.next_link().map_err(stop)?.unwrap_or(i64::MAX);
        for feed in &self.config.feed {
            due = due.min(self.store.feed_state(&feed.url).map_err(stop)?.next);
        }
        Ok(due)
    }
}

/// The articles that a feed names, the earliest entry of the feed last, as they stand.
fn links_of(feed: &Feed, fetched: &Fetched) -> Result<Vec<FeedLink>, String> {
    let parser = Builder::new().base_uri(Some(&fetched.url)).build();
    let parsed = parser.parse(fetched.body.as_slice()).map_err(|error| format!("not a feed: {error}"))?;
    let link = |entry: feed_rs::model::Entry| {
        let page =
            entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))?;
        let url = page.href.split('#').next().unwrap_or_default().to_owned();
        url.starts_with("http").then(|| FeedLink {
            url,
            feed: feed.url.clone(),
            title: entry.title.map(|title| title.content.trim().to_owned()).filter(|title| !title.is_empty()),
            published: entry
                .published
                .or(entry.updated)
                .map(|date| date.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
            failures: 0,
        })
    };
    Ok(parsed.entries.into_iter().filter_map(link).collect())
}

/// Seconds since 1970.
fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs() as i64)
}

/// `40 s`, `12 min`, `3 h`
fn in_words(seconds: i64) -> String {
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7199 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3600),
    }
}

fn stop(error: memcon_store::Error) -> Stop {
    Stop::Failure(error.to_string())
}
