//! The reading room: memcon's records in a browser, server-rendered, offline, one stylesheet and one script.
//!
//! [`serve`] opens a database that `memcon code` wrote; [`article_page`] draws one record as a single file.
//! `docs/http.md` lists the addresses.

mod answer;
mod app;
mod assets;
mod dates;
mod draft;
mod guard;
mod links;
mod locate;
mod pages;
mod plots;
mod scheme;
mod server;
mod shown;
mod training;
mod underline;

pub use pages::article::standalone as article_page;
pub use server::{Error, Options, serve};
pub use training::{Sentence, training_data};
