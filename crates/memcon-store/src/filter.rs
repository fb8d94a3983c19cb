//! What to look for in a store.

/// Which incidents, events or statements are wanted: those that meet all of it. The default wants everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Who takes part: each of them, by different actors. Of statements: who speaks, any of them.
    pub parties: Vec<Party>,
    /// Of statements: whom or what they name, each of them.
    pub about: Vec<Party>,
    /// ISO 3166-1 alpha-3 codes: the place lies there, or somebody from there takes part; each of them.
    pub countries: Vec<String>,
    /// PLOVER types, any of them.
    pub kinds: Vec<String>,
    /// Statuses, any of them.
    pub statuses: Vec<String>,
    /// First day, `YYYY-MM-DD`: of the happening, of statements of publication.
    pub since: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    pub until: Option<String>,
    /// Name of the place, or the code of its country.
    pub place: Option<String>,
    /// Words of the articles, as [`crate::Store::search`] takes them; of statements words of what is said.
    pub text: Option<String>,
    /// True: only what some article brings as its news.
    pub news_only: bool,
    /// How many at most; all when none.
    pub limit: Option<usize>,
    /// How many to pass over first.
    pub offset: usize,
    /// Which come first.
    pub order: Order,
}

/// Who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// The known actor with this id.
    Actor(String),
    /// Anybody of this country: its state, its bodies, its people. ISO 3166-1 alpha-3.
    Country(String),
}

/// Which come first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The latest.
    #[default]
    Newest,
    /// The earliest.
    Oldest,
    /// Those with most voices.
    MostReported,
}
