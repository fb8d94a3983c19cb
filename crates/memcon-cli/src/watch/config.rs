//! The file that says which feeds to poll and whom to watch.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::exit::Stop;

/// `FEEDS.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Minutes between two polls of a feed.
    #[serde(default = "every_minutes")]
    pub every_minutes: f64,
    /// Seconds between two requests to one host.
    #[serde(default = "pause_seconds")]
    pub pause_seconds: f64,
    /// Seconds that one request may take.
    #[serde(default = "timeout_seconds")]
    pub timeout_seconds: f64,
    /// Address or page by which sites can reach whoever runs this; sent with every request.
    pub contact: Option<String>,
    /// Where the Atom feed of new incidents is written; beside this file when relative.
    pub atom: Option<PathBuf>,
    /// Where new incidents are posted as JSON.
    pub webhook: Option<String>,
    /// The feeds.
    pub feed: Vec<Feed>,
    /// Whom to watch; everybody when nothing is said.
    #[serde(default)]
    pub watch: Vec<Watch>,
}

/// A feed to poll.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feed {
    /// Its address.
    pub url: String,
    /// The outlet, for articles whose pages do not name it.
    pub publisher: Option<String>,
    /// Minutes between two polls of this one.
    pub every_minutes: Option<f64>,
}

/// Whom to watch: one actor or two that have to do with one another, each by name, or a country.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum Watch {
    /// `actor = "…"`
    Actor {
        /// Name of an actor or a country.
        actor: String,
    },
    /// `pair = ["…", "…"]`
    Pair {
        /// Names of actors or countries.
        pair: [String; 2],
    },
}

fn every_minutes() -> f64 {
    30.0
}

fn pause_seconds() -> f64 {
    2.0
}

fn timeout_seconds() -> f64 {
    30.0
}

impl Config {
    /// Reads the file.
    pub fn open(path: &Path) -> Result<Config, Stop> {
        let wrong = |cause: String| Stop::Command(format!("{}: {cause}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let mut config: Config = toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            Stop::Command(format!("{}:{line}: {}", path.display(), error.message()))
        })?;
        if config.feed.is_empty() {
            return Err(wrong("names no [[feed]]".to_owned()));
        }
        let numbers = [config.every_minutes, config.pause_seconds, config.timeout_seconds];
        let feeds = config.feed.iter().filter_map(|feed| feed.every_minutes);
        if numbers.into_iter().chain(feeds).any(|number| !(0.0..1e6).contains(&number)) {
            return Err(wrong("minutes and seconds must be from 0 to a million".to_owned()));
        }
        if let Some(feed) = config.feed.iter().find(|feed| !feed.url.starts_with("http")) {
            return Err(wrong(format!("{:?} is not an address of the web", feed.url)));
        }
        config.atom = config.atom.map(|atom| path.parent().unwrap_or(Path::new("")).join(atom));
        Ok(config)
    }

    /// Seconds between two polls of a feed.
    pub fn every(&self, feed: &Feed) -> i64 {
        (feed.every_minutes.unwrap_or(self.every_minutes) * 60.0) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("feeds.toml");
        std::fs::write(&path, text).unwrap();
        Config::open(&path).map_err(|stop| match stop {
            Stop::Command(why) => why.replace(&*path.to_string_lossy(), "feeds.toml"),
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn a_file_says_what_to_poll_and_whom_to_watch() {
        let config = open(
            "atom = \"new.xml\"\n[[feed]]\nurl = \"https://news.example/rss\"\nevery_minutes = 5\n\
             [[watch]]\nactor = \"Inês Carvalho\"\n[[watch]]\npair = [\"Norway\", \"Portugal\"]\n",
        )
        .unwrap();
        assert_eq!(config.every(&config.feed[0]), 300);
        assert_eq!(config.pause_seconds, 2.0);
        assert_eq!(config.watch[1], Watch::Pair { pair: ["Norway".to_owned(), "Portugal".to_owned()] });
        assert!(config.atom.unwrap().is_absolute());
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        for (text, expected) in [
            ("every_minutes = 3\n[[fed]]\n", "feeds.toml:2: unknown field `fed`"),
            ("feed = []", "feeds.toml: names no [[feed]]"),
            ("[[feed]]\nurl = \"ftp://x\"", "feeds.toml: \"ftp://x\" is not an address of the web"),
            ("pause_seconds = -1\n[[feed]]\nurl = \"http://x\"", "feeds.toml: minutes and seconds must be"),
        ] {
            let error = open(text).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
