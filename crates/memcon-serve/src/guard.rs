//! Who may ask, who may write, and what a page may load.
//!
//! - A request whose `Host` is no name of ours is refused: a foreign site cannot point its own name at this server
//!   (DNS rebinding) and read the database through a visitor's browser.
//! - A form is taken only with the secret that its page carried (CSRF), from a page of the same origin.
//! - On an address that others can reach, writing needs a token, given once and kept in a cookie.
//! - Pages may load our own stylesheet and script and nothing else.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// What may be loaded: our files; nothing from elsewhere, nothing inline.
pub(crate) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer.
pub(crate) fn headers() -> [(HeaderName, HeaderValue); 6] {
    [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
        // With "no-referrer" browsers would send forms with the origin "null".
        (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
        (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    ]
}

/// Secrets and names of one server.
#[derive(Debug)]
pub(crate) struct Guard {
    /// Made anew at each start; nothing outside knows it.
    secret: [u8; 32],
    /// Names that the server answers to, beside IP addresses and `localhost`.
    names: Vec<String>,
    /// What a reader must know to write; none on a loopback address.
    token: Option<String>,
}

/// The name of the cookie in which the token is kept.
const COOKIE: &str = "memcon_writer";

impl Guard {
    /// `token` is asked for where others can reach the address; one is made when none is given.
    pub(crate) fn new(address: SocketAddr, names: Vec<String>, token: Option<String>) -> Guard {
        let token = match token {
            None if !address.ip().is_loopback() => Some(hex(&random()[..12])),
            token => token,
        };
        Guard { secret: random(), names, token }
    }

    /// The token that writing needs, to be told to whoever started the server.
    pub(crate) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// True when the request was meant for this server.
    pub(crate) fn answers_to(&self, headers: &HeaderMap) -> bool {
        let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else {
            return false;
        };
        self.is_ours(host)
    }

    fn is_ours(&self, authority: &str) -> bool {
        let Ok(uri) = authority.parse::<axum::http::uri::Authority>() else {
            return false;
        };
        let host = uri.host().trim_matches(['[', ']']);
        // A rebound name is a name: an address cannot be pointed elsewhere.
        let known = host.eq_ignore_ascii_case("localhost")
            || host.parse::<IpAddr>().is_ok()
            || self.names.iter().any(|name| name.eq_ignore_ascii_case(host));
        known && !authority.contains('@')
    }

    /// True when this reader may write: always on a loopback address without a token.
    pub(crate) fn may_write(&self, headers: &HeaderMap) -> bool {
        match &self.token {
            None => true,
            Some(token) => cookie(headers, COOKIE).is_some_and(|held| alike(&held, &self.keep(token))),
        }
    }

    /// The cookie for a reader who gave the right token; `None` for a wrong one.
    pub(crate) fn admit(&self, given: &str) -> Option<HeaderValue> {
        let token = self.token.as_deref()?;
        if !alike(given.trim(), token) {
            return None;
        }
        let cookie = format!("{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict", self.keep(token));
        HeaderValue::from_str(&cookie).ok()
    }

    /// The secret that a form of this page carries.
    pub(crate) fn form_secret(&self, page: &str) -> String {
        self.digest(&["form", page])
    }

    /// True when a form that was sent is one of ours, sent from a page of ours.
    pub(crate) fn form_is_ours(&self, page: &str, secret: &str, headers: &HeaderMap) -> bool {
        let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
        let same = match origin {
            // Browsers send it with every form; a form without it comes from a program that holds the secret.
            None => true,
            Some(origin) => {
                let uri = origin.parse::<Uri>().ok();
                let authority = uri.as_ref().and_then(Uri::authority);
                let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
                authority.is_some() && authority.map(|authority| authority.as_str()) == host
            }
        };
        same && alike(secret, &self.form_secret(page))
    }

    fn keep(&self, token: &str) -> String {
        self.digest(&["writer", token])
    }

    fn mac(&self, parts: &[&str]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect("HMAC takes keys of every length");
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part.as_bytes());
        }
        mac
    }

    fn digest(&self, parts: &[&str]) -> String {
        hex(&self.mac(parts).finalize().into_bytes())
    }
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("every system that memcon runs on has a source of randomness");
    bytes
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Compares digests, so that time tells nothing of where the two differ.
fn alike(left: &str, right: &str) -> bool {
    Sha256::digest(left.as_bytes()) == Sha256::digest(right.as_bytes())
}

/// What a cookie holds.
pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(address: &str) -> Guard {
        Guard::new(address.parse().unwrap(), vec!["desk.example".to_owned()], None)
    }

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect()
    }

    #[test]
    fn foreign_names_are_refused() {
        let guard = guard("127.0.0.1:7300");
        for (host, ours) in [
            ("127.0.0.1:7300", true),
            ("localhost:7300", true),
            ("LOCALHOST", true),
            ("[::1]:7300", true),
            ("desk.example:7300", true),
            ("evil.example:7300", false),
            ("127.0.0.1.evil.example", false),
            ("localhost.evil.example", false),
            ("x@localhost", false),
            ("", false),
        ] {
            assert_eq!(guard.answers_to(&headers(&[(header::HOST, host)])), ours, "{host}");
        }
        assert!(!guard.answers_to(&HeaderMap::new()));
    }

    #[test]
    fn forms_need_their_secret_and_their_origin() {
        let guard = guard("127.0.0.1:7300");
        let secret = guard.form_secret("/correct/x");
        let from = |origin: &str| headers(&[(header::HOST, "127.0.0.1:7300"), (header::ORIGIN, origin)]);
        assert!(guard.form_is_ours("/correct/x", &secret, &from("http://127.0.0.1:7300")));
        assert!(!guard.form_is_ours("/correct/y", &secret, &from("http://127.0.0.1:7300")));
        assert!(!guard.form_is_ours("/correct/x", &secret, &from("http://evil.example")));
        assert!(!guard.form_is_ours("/correct/x", &secret, &from("null")));
        assert!(!guard.form_is_ours("/correct/x", "", &from("http://127.0.0.1:7300")));
        let other = self::guard("127.0.0.1:7300");
        assert!(!other.form_is_ours("/correct/x", &secret, &from("http://127.0.0.1:7300")));
    }

    #[test]
    fn where_others_can_reach_it_writing_needs_the_token() {
        let home = guard("127.0.0.1:7300");
        assert_eq!(home.token(), None);
        assert!(home.may_write(&HeaderMap::new()));

        let open = guard("0.0.0.0:7300");
        let token = open.token().unwrap().to_owned();
        assert!(!open.may_write(&HeaderMap::new()));
        assert_eq!(open.admit("guess"), None);
        let cookie = open.admit(&token).unwrap();
        let held = cookie.to_str().unwrap().split(';').next().unwrap();
        assert!(open.may_write(&headers(&[(header::COOKIE, held)])));
        assert!(!guard("0.0.0.0:7300").may_write(&headers(&[(header::COOKIE, held)])));
    }
}
