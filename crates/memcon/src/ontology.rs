//! PLOVER's event types and memcon's statuses, as types; names and figures are in `knowledge/ontology.toml`.

use std::fmt;
use std::str::FromStr;

/// The sixteen event types of PLOVER 2.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventType {
    /// Consents, offers, promises; future co-operation.
    Agree,
    /// Talks, meetings, visits, calls.
    Consult,
    /// Praise, recognition, signing.
    Support,
    /// Gives way in words.
    Concede,
    /// Exchange or joint work that serves both.
    Cooperate,
    /// Material help.
    Aid,
    /// Gives way in fact: releases, withdrawals, resignations.
    Retreat,
    /// Asks or demands.
    Request,
    /// Criticises, alleges, investigates.
    Accuse,
    /// Refuses.
    Reject,
    /// Warns of serious consequences.
    Threaten,
    /// Collective dissent in the street.
    Protest,
    /// Cuts relations; convicts.
    Sanction,
    /// Moves forces, without using them.
    Mobilize,
    /// Represses, arrests, seizes.
    Coerce,
    /// Uses violence.
    Assault,
}

impl EventType {
    /// All types, in the ontology's order.
    pub const ALL: [EventType; 16] = [
        EventType::Agree,
        EventType::Consult,
        EventType::Support,
        EventType::Concede,
        EventType::Cooperate,
        EventType::Aid,
        EventType::Retreat,
        EventType::Request,
        EventType::Accuse,
        EventType::Reject,
        EventType::Threaten,
        EventType::Protest,
        EventType::Sanction,
        EventType::Mobilize,
        EventType::Coerce,
        EventType::Assault,
    ];

    /// Its code: `AGREE`.
    pub fn code(self) -> &'static str {
        match self {
            EventType::Agree => "AGREE",
            EventType::Consult => "CONSULT",
            EventType::Support => "SUPPORT",
            EventType::Concede => "CONCEDE",
            EventType::Cooperate => "COOPERATE",
            EventType::Aid => "AID",
            EventType::Retreat => "RETREAT",
            EventType::Request => "REQUEST",
            EventType::Accuse => "ACCUSE",
            EventType::Reject => "REJECT",
            EventType::Threaten => "THREATEN",
            EventType::Protest => "PROTEST",
            EventType::Sanction => "SANCTION",
            EventType::Mobilize => "MOBILIZE",
            EventType::Coerce => "COERCE",
            EventType::Assault => "ASSAULT",
        }
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for EventType {
    type Err = String;

    fn from_str(code: &str) -> Result<EventType, String> {
        EventType::ALL
            .into_iter()
            .find(|event| event.code() == code)
            .ok_or_else(|| format!("no event type is called {code:?}"))
    }
}

/// How real an event is, as the text tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It took place.
    Happened,
    /// It began and goes on.
    Ongoing,
    /// Scheduled or intended by the doer.
    Planned,
    /// Asked for or offered, not yet taken up.
    Requested,
    /// Threatened.
    Threatened,
    /// Somebody says that it did not take place.
    Denied,
    /// Conditional, alleged or unconfirmed.
    Possible,
}

impl Status {
    /// All statuses.
    pub const ALL: [Status; 7] = [
        Status::Happened,
        Status::Ongoing,
        Status::Planned,
        Status::Requested,
        Status::Threatened,
        Status::Denied,
        Status::Possible,
    ];

    /// Its name in records: `happened`.
    pub fn name(self) -> &'static str {
        match self {
            Status::Happened => "happened",
            Status::Ongoing => "ongoing",
            Status::Planned => "planned",
            Status::Requested => "requested",
            Status::Threatened => "threatened",
            Status::Denied => "denied",
            Status::Possible => "possible",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Status {
    type Err = String;

    fn from_str(name: &str) -> Result<Status, String> {
        Status::ALL
            .into_iter()
            .find(|status| status.name() == name)
            .ok_or_else(|| format!("no status is called {name:?}"))
    }
}
