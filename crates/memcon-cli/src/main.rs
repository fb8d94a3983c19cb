//! The program `memcon`: one file a command. Data goes to stdout, talk to stderr.

mod args;
#[cfg(test)]
mod cli_docs;
mod code;
mod compile;
mod corrections;
mod eval;
mod exit;
mod export;
mod extract;
mod page;
mod query;
mod read;
mod relate;
mod serve;
mod table;
mod watch;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version are answers, not mistakes; a pipe that closed early is neither.
            let _ = error.print();
            return if error.use_stderr() { exit::wrong_command() } else { ExitCode::SUCCESS };
        }
    };
    env_logger::Builder::new()
        .filter_level(if args.quiet { log::LevelFilter::Error } else { log::LevelFilter::Warn })
        .init();
    let done = match &args.command {
        Command::Read(options) => read::run(&args, options),
        Command::Extract(options) => extract::run(options),
        Command::Code(options) => code::run(&args, options),
        Command::Query(options) => query::run(options),
        Command::Relate(options) => relate::run(&args, options),
        Command::Corrections(options) => corrections::run(options),
        Command::Serve(options) => serve::run(options),
        Command::Export(options) => export::run(options),
        Command::Compile(options) => compile::run(&args, options),
        Command::Watch(options) => watch::run(&args, options),
        Command::Eval(options) => eval::run(&args, options),
    };
    exit::code(done)
}
