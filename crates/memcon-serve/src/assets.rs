//! The files that pages load: they stand in the program.

/// The stylesheet.
pub(crate) const STYLE: &str = include_str!("../ui/style.css");

/// The script. Pages work without it; with it, words and values light each other.
pub(crate) const SCRIPT: &str = include_str!("../ui/script.js");

/// What stands in the browser's tab.
pub(crate) const ICON: &str = include_str!("../ui/icon.svg");
