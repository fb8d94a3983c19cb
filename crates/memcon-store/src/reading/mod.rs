//! What a page about many articles shows: lines of lists, and one actor across articles.

mod articles;
mod lines;
mod who;

pub use articles::Month;
pub use lines::{ArticleLine, EventLine, Side, StatementLine};
pub use who::{ActorFound, Appearances, NameUsed, OfficeHeld};
