//! Names that users type, to those whom a store knows.

use memcon::incident::KnownActor;
use memcon_store::{Party, Store};

use super::failed;
use crate::exit::{Stop, say};

/// Others with the same name that are told about.
const OTHERS: usize = 4;

/// Who is meant: a state or a country's code stands for anybody of the country. Says whom it took, where that is not plain.
pub fn party(store: &Store, name: &str) -> Result<Party, Stop> {
    if is_code(name) {
        return Ok(Party::Country(name.to_owned()));
    }
    let found = store.known_actors(name, OTHERS).map_err(failed)?;
    let Some(first) = found.first() else {
        return Err(Stop::Command(format!("{name}: nobody is called so in this database")));
    };
    if let (true, Some(country)) = (first.kind == "state", &first.country) {
        return Ok(Party::Country(country.clone()));
    }
    if found.len() > 1 || !first.name.eq_ignore_ascii_case(name) {
        let others: Vec<String> = found[1..].iter().map(described).collect();
        let others = if others.is_empty() { String::new() } else { format!("; not {}", others.join(", ")) };
        say(&format!("{name}: taken for {}{others}", described(first)));
    }
    Ok(Party::Actor(first.id.clone()))
}

/// A country's code, from the code or a name.
pub fn country(store: &Store, name: &str) -> Result<String, Stop> {
    if is_code(name) {
        return Ok(name.to_owned());
    }
    let found = store.known_actors(name, OTHERS).map_err(failed)?;
    let state = found.into_iter().find(|actor| actor.kind == "state").and_then(|actor| actor.country);
    state.ok_or_else(|| {
        Stop::Command(format!(
            "{name}: no country of this name in this database; an ISO 3166-1 alpha-3 code always works"
        ))
    })
}

fn is_code(name: &str) -> bool {
    name.len() == 3 && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn described(actor: &KnownActor) -> String {
    match &actor.country {
        Some(country) => format!("{} ({country})", actor.name),
        None => actor.name.clone(),
    }
}
