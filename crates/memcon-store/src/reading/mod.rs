//! What pages about many articles show: counts over time, actors across articles, places on a map, who deals with whom.

mod articles;
mod found;
mod happenings;
mod network;
mod spots;
mod statements;
mod who;

pub use articles::{ArticleLine, Month};
pub use happenings::{Cell, Happening, cells};
pub use network::{Between, Dealing};
pub use spots::Spot;
pub use who::{Company, NameUsed, OfficeHeld};
