//! The pages, one file each.

pub(crate) mod actor;
pub(crate) mod article;
pub(crate) mod bits;
pub(crate) mod correct;
pub(crate) mod corrections;
pub(crate) mod filters;
pub(crate) mod home;
pub(crate) mod incident;
pub(crate) mod incidents;
pub(crate) mod layout;
pub(crate) mod map;
pub(crate) mod network;
pub(crate) mod pair;
pub(crate) mod record;
pub(crate) mod search;
pub(crate) mod text;
pub(crate) mod token;
