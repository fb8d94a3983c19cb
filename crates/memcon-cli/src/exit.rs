//! How a command ends: 0 when every input was coded, 1 when some were skipped, 2 when the command line is wrong.

use std::io;
use std::process::ExitCode;

/// The command line cannot be carried out as it stands.
pub fn wrong_command() -> ExitCode {
    ExitCode::from(2)
}

/// What a command did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Every input was coded.
    All,
    /// Some inputs were skipped; each was named.
    SomeSkipped,
}

/// Why a command stopped.
#[derive(Debug)]
pub enum Stop {
    /// The command line asks for what cannot be done; nothing was written.
    Command(String),
    /// Reading or writing failed on the way.
    Failure(String),
    /// Nobody reads the output any more.
    PipeClosed,
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::PipeClosed,
            _ => Stop::Failure(error.to_string()),
        }
    }
}

impl From<memcon::Error> for Stop {
    fn from(error: memcon::Error) -> Stop {
        Stop::Command(error.to_string())
    }
}

/// Says why, where something went wrong, and gives the exit status.
pub fn code(done: Result<Done, Stop>) -> ExitCode {
    match done {
        Ok(Done::All) | Err(Stop::PipeClosed) => ExitCode::SUCCESS,
        Ok(Done::SomeSkipped) => ExitCode::from(1),
        Err(Stop::Failure(why)) => {
            say(&why);
            ExitCode::from(1)
        }
        Err(Stop::Command(why)) => {
            say(&why);
            ExitCode::from(2)
        }
    }
}

/// One line on stderr.
pub fn say(line: &str) {
    anstream::eprintln!("memcon: {line}");
}
