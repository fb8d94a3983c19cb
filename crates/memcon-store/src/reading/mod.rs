//! What pages about many articles show: counts over time, actors across articles, places on a map, who deals with whom.

mod articles;
mod found;
mod happenings;
mod network;
mod spots;
mod statements;
mod who;

use crate::conditions::Where;

pub use articles::{ArticleLine, Month};
pub use happenings::{Cell, Happening, cells};
pub use network::{Between, Dealing};
pub use spots::Spot;
pub use who::{Company, NameUsed, OfficeHeld};

/// The condition that an incident began on the day `from` or later. It is found by index alone, where a filter's `since` must look at
/// what began long before and may last.
fn began(mut found: Where, from: Option<&str>) -> Where {
    if let Some(from) = from {
        found.and("i.day >= ?", vec![from.to_owned().into()]);
    }
    found
}
