//! The pages, one file each.

pub(crate) mod actor;
pub(crate) mod article;
pub(crate) mod bits;
pub(crate) mod correct;
pub(crate) mod corrections;
pub(crate) mod home;
pub(crate) mod layout;
pub(crate) mod record;
pub(crate) mod search;
pub(crate) mod text;
pub(crate) mod token;
