//! Asking a server politely: no faster than it wants, nothing that it forbids, no more than anybody needs.

use std::collections::HashMap;
use std::io::Read;
use std::time::{Duration, Instant};

use ureq::http::{Response, StatusCode, Uri};
use ureq::{Agent, Body, ResponseExt};

use super::backoff::retry_after;
use super::config::Config;
use super::robots::{NAME, Robots};

/// Bytes of a feed or page that are read, unpacked. Anything larger is none.
const LARGEST: u64 = 10 << 20;

/// Redirects that are followed.
const REDIRECTS: u32 = 5;

/// How long the rules of a site are kept.
const RULES_KEPT: Duration = Duration::from_secs(24 * 3600);

/// What a server gave.
#[derive(Debug)]
pub struct Fetched {
    /// The address after redirects.
    pub url: String,
    pub charset: Option<String>,
    /// Type in lower case, without its parameters.
    pub content_type: String,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    pub body: Vec<u8>,
}

/// Why nothing came.
#[derive(Debug)]
pub enum Failed {
    /// As it was when it was asked for last.
    NotModified,
    /// Asking again will not help: gone, forbidden, no page.
    Never(String),
    /// Asking later may help; the server may have said after how many seconds.
    Later(String, Option<i64>),
}

/// Asks servers, each with a pause in between.
pub struct Fetcher {
    agent: Agent,
    pause: Duration,
    /// When each host was asked last.
    asked: HashMap<String, Instant>,
    rules: HashMap<String, (Robots, Instant)>,
}

impl Fetcher {
    pub fn new(config: &Config) -> Fetcher {
        let contact = config.contact.as_ref().map(|contact| format!(" (+{contact})")).unwrap_or_default();
        let agent = Agent::config_builder()
            .user_agent(format!("{NAME}/{}{contact}", env!("CARGO_PKG_VERSION")))
            .timeout_global(Some(Duration::from_secs_f64(config.timeout_seconds)))
            .max_redirects(REDIRECTS)
            .http_status_as_error(false)
            .build();
        Fetcher {
            agent: agent.into(),
            pause: Duration::from_secs_f64(config.pause_seconds),
            asked: HashMap::new(),
            rules: HashMap::new(),
        }
    }

    /// Fetches a page or feed, when the site allows it and it changed since it had these marks.
    pub fn get(
        &mut self,
        url: &str,
        etag: Option<&str>,
        last_modified: Option<&str>,
        now: i64,
    ) -> Result<Fetched, Failed> {
        let address: Uri = url.parse().map_err(|_| Failed::Never("not an address".to_owned()))?;
        let (Some(scheme @ ("http" | "https")), Some(host)) = (address.scheme_str(), address.authority())
        else {
            return Err(Failed::Never("not an address of the web".to_owned()));
        };
        let site = format!("{scheme}://{host}");
        let rules = self.rules_of(&site, now)?;
        let path = address.path_and_query().map_or("/", |path| path.as_str());
        if !rules.allows(path) {
            return Err(Failed::Never("the site's robots.txt does not allow it".to_owned()));
        }
        let pause = rules.delay.map_or(self.pause, |delay| self.pause.max(Duration::from_secs_f64(delay)));
        self.wait(&site, pause);
        self.ask(url, etag, last_modified, now)
    }

    /// Posts JSON.
    pub fn post(&mut self, url: &str, json: &str) -> Result<(), String> {
        let answer = self.agent.post(url).header("Content-Type", "application/json").send(json);
        match answer {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(format!("the server answered {}", answer.status())),
            Err(error) => Err(plain(&error)),
        }
    }

    /// The rules of a site. A site without any allows everything; of one that cannot be asked nothing is allowed yet.
    fn rules_of(&mut self, site: &str, now: i64) -> Result<Robots, Failed> {
        if let Some((rules, read)) = self.rules.get(site)
            && read.elapsed() < RULES_KEPT
        {
            return Ok(rules.clone());
        }
        self.wait(site, self.pause);
        let rules = match self.ask(&format!("{site}/robots.txt"), None, None, now) {
            Ok(file) => Robots::parse(&file.body),
            Err(Failed::Later(why, after)) => return Err(Failed::Later(format!("robots.txt: {why}"), after)),
            Err(Failed::Never(_) | Failed::NotModified) => Robots::default(),
        };
        self.rules.insert(site.to_owned(), (rules.clone(), Instant::now()));
        Ok(rules)
    }

    /// Waits until the site may be asked again.
    fn wait(&mut self, site: &str, pause: Duration) {
        if let Some(last) = self.asked.get(site) {
            std::thread::sleep(pause.saturating_sub(last.elapsed()));
        }
        self.asked.insert(site.to_owned(), Instant::now());
    }

    fn ask(
        &self,
        url: &str,
        etag: Option<&str>,
        last_modified: Option<&str>,
        now: i64,
    ) -> Result<Fetched, Failed> {
        let mut request = self.agent.get(url);
        for (name, value) in [("If-None-Match", etag), ("If-Modified-Since", last_modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let mut answer = request.call().map_err(|error| match error {
            ureq::Error::TooManyRedirects => Failed::Later(format!("more than {REDIRECTS} redirects"), None),
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => Failed::Never(plain(&error)),
            _ => Failed::Later(plain(&error), None),
        })?;
        let status = answer.status();
        if status == StatusCode::NOT_MODIFIED {
            return Err(Failed::NotModified);
        }
        if !status.is_success() {
            let why = format!("the server answered {status}");
            let after = header(&answer, "retry-after").and_then(|value| retry_after(&value, now));
            let later = status.is_server_error()
                || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT);
            return Err(if later { Failed::Later(why, after) } else { Failed::Never(why) });
        }
        let mut body = Vec::new();
        let reader = answer.body_mut().with_config().limit(u64::MAX).reader();
        reader
            .take(LARGEST + 1)
            .read_to_end(&mut body)
            .map_err(|error| Failed::Later(format!("broke off: {error}"), None))?;
        if body.len() as u64 > LARGEST {
            return Err(Failed::Never(format!("more than {} MB", LARGEST >> 20)));
        }
        Ok(Fetched {
            url: answer.get_uri().to_string(),
            charset: answer.body().charset().map(str::to_owned),
            content_type: answer.body().mime_type().unwrap_or_default().to_ascii_lowercase(),
            etag: header(&answer, "etag"),
            last_modified: header(&answer, "last-modified"),
            body,
        })
    }
}

fn header(answer: &Response<Body>, name: &str) -> Option<String> {
    Some(answer.headers().get(name)?.to_str().ok()?.to_owned())
}

/// The library's message as one of ours.
fn plain(error: &ureq::Error) -> String {
    error.to_string().trim_start_matches("io: ").to_owned()
}
