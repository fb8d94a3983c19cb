//! `robots.txt` as RFC 9309 has it: which paths of a site a program may ask for.

/// The name under which sites address memcon.
pub const NAME: &str = "memcon";

/// Bytes of a file that are read; the standard asks for at least 500 KiB.
const READ: usize = 512 << 10;

/// Seconds that a site may make us wait between two requests. More would be another way to say no.
const LONGEST_DELAY: f64 = 60.0;

/// The rules that one site has for memcon.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    /// Seconds between two requests, when the site asks for them.
    pub delay: Option<f64>,
}

#[derive(Debug, Clone, PartialEq)]
struct Rule {
    allow: bool,
    path: String,
}

impl Robots {
    /// The rules of the groups that name memcon; when none does, of those for everybody.
    pub fn parse(file: &[u8]) -> Robots {
        let file = String::from_utf8_lossy(&file[..file.len().min(READ)]);
        let (mut own, mut general) = (Robots::default(), Robots::default());
        let mut named = false;
        let mut group: Vec<String> = Vec::new();
        let mut in_rules = false;
        for line in file.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if std::mem::take(&mut in_rules) {
                    group.clear();
                }
                group.push(value.to_ascii_lowercase());
                named |= value.eq_ignore_ascii_case(NAME);
                continue;
            }
            if !matches!(key.as_str(), "allow" | "disallow" | "crawl-delay") {
                continue;
            }
            in_rules = true;
            for (robots, name) in [(&mut own, NAME), (&mut general, "*")] {
                if !group.iter().any(|agent| agent == name) {
                    continue;
                }
                match key.as_str() {
                    "crawl-delay" => {
                        let seconds = value.parse().ok().filter(|seconds| (0.0..1e9).contains(seconds));
                        robots.delay =
                            seconds.map(|seconds: f64| seconds.min(LONGEST_DELAY)).or(robots.delay);
                    }
                    _ if value.is_empty() => {}
                    key => robots.rules.push(Rule { allow: key == "allow", path: value.to_owned() }),
                }
            }
        }
        if named { own } else { general }
    }

    /// Whether a path with its query may be asked for: by the longest rule that fits, of two of the same length by the
    /// one that allows.
    pub fn allows(&self, path: &str) -> bool {
        self.rules
            .iter()
            .filter(|rule| fits(rule.path.as_bytes(), path.as_bytes()))
            .max_by_key(|rule| (rule.path.len(), rule.allow))
            .is_none_or(|rule| rule.allow)
    }
}

/// Whether `path` begins as `pattern` says, where `*` stands for anything and a last `$` for the end.
fn fits(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, to_the_end) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let (mut p, mut at) = (0, 0);
    // Where to go on when what follows the last star does not fit: one byte further than before.
    let mut retry: Option<(usize, usize)> = None;
    loop {
        if p == pattern.len() {
            if !to_the_end || at == path.len() {
                return true;
            }
        } else if pattern[p] == b'*' {
            retry = Some((p + 1, at));
            p += 1;
            continue;
        } else if path.get(at) == Some(&pattern[p]) {
            p += 1;
            at += 1;
            continue;
        }
        match &mut retry {
            Some((after, from)) if *from < path.len() => {
                *from += 1;
                (p, at) = (*after, *from);
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_decides() {
        let robots = Robots::parse(
            b"# site\nUser-agent: *\nDisallow: /private/ # not this\nAllow: /private/press\nDisallow: /*.pdf$\n\
              Disallow: /search*q=\nDisallow:\nCrawl-delay: 3\n",
        );
        for (path, expected) in [
            ("/", true),
            ("/news/1", true),
            ("/private/x", false),
            ("/private/press/2", true),
            ("/a/b.pdf", false),
            ("/a/b.pdf?x", true),
            ("/search?lang=en&q=x", false),
        ] {
            assert_eq!(robots.allows(path), expected, "{path}");
        }
        assert_eq!(robots.delay, Some(3.0));
    }

    #[test]
    fn a_group_of_our_own_counts_alone() {
        let file =
            b"User-agent: *\nDisallow: /\n\nUser-agent: Other\nUser-agent: MemCon\nDisallow: /closed\n\n\
                     User-agent: third\nDisallow: /news\n";
        let robots = Robots::parse(file);
        assert!(robots.allows("/news") && !robots.allows("/closed/1"));
        assert!(!Robots::parse(b"User-agent: *\nDisallow: /").allows("/news"));
        assert!(Robots::parse(b"<html>not found</html>").allows("/news"));
        assert_eq!(Robots::parse(b"user-agent: *\ncrawl-delay: 86400").delay, Some(LONGEST_DELAY));
    }
}
