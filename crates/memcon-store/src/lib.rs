//! Keeps memcon's records in SQLite, with full-text search over articles and statements.
//!
//! ```
//! use memcon_store::Store;
//!
//! let reader = memcon::Memcon::new(memcon::Knowledge::bundled());
//! let page = memcon::Page {
//!     source: "note.txt".to_owned(),
//!     bytes: b"The two governments signed the treaty in the old town hall on Tuesday.".to_vec(),
//!     ..memcon::Page::default()
//! };
//! let record = reader.process(&page);
//!
//! let mut store = Store::in_memory()?;
//! store.save(&record)?;
//! store.finish()?;
//! assert_eq!(store.load(&record.article.id)?, Some(record));
//! assert_eq!(store.search("treaty", 10)?.len(), 1);
//! # Ok::<(), memcon_store::Error>(())
//! ```
//!
//! `docs/store.md` says what each table holds.

mod conditions;
mod corrections;
mod counts;
mod error;
mod filter;
mod found;
mod incidents;
mod join;
mod known;
mod load;
mod open;
mod reading;
mod save;
mod search;
mod settle;
mod timeline;
mod versions;
mod walk;
mod watch;

pub use corrections::{Correction, NewCorrection, Value, Verdict, standing};
pub use counts::Counts;
pub use error::{Error, Result};
pub use filter::{Filter, Order, Party};
pub use found::{FoundEvent, FoundStatement};
pub use open::Store;
pub use reading::{
    ArticleLine, Between, Cell, Company, Dealing, Happening, Month, NameUsed, OfficeHeld, Spot, cells,
};
pub use search::Hit;
pub use timeline::{Count, Step};
pub use watch::{FeedLink, FeedState, LinkState};
