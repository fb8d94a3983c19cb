//! `docs/cli.md` is the help text, written down; this test keeps the two alike.
//!
//! After a change to `args.rs`: `MEMCON_WRITE_DOCS=1 cargo test -p memcon-cli cli_docs`.

use std::fmt::Write;

use clap::{Arg, Command, CommandFactory};

use crate::args::Args;

const HEAD: &str = "# The command line

Written by a test from the program's own help (`memcon help`), so the two cannot differ.

Data goes to stdout, talk and progress to stderr. The exit status is 0 when every input was coded, 1 when some were
skipped (each is named on stderr, and in the output), 2 when the command line is wrong.
";

#[test]
fn the_page_says_what_the_program_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/cli.md");
    let page = page();
    if std::env::var_os("MEMCON_WRITE_DOCS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == page,
        "docs/cli.md is not what the program says; write it anew by MEMCON_WRITE_DOCS=1 cargo test -p memcon-cli cli_docs"
    );
}

fn page() -> String {
    let mut program = Args::command();
    program.build();
    let mut page = HEAD.to_owned();
    for command in program.get_subcommands().filter(|command| command.get_name() != "help") {
        let about = command.get_long_about().or(command.get_about()).map(ToString::to_string);
        let usage = command.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ");
        write!(page, "\n## memcon {}\n\n", command.get_name()).unwrap();
        write!(page, "{}\n\n```text\n{usage}\n```\n\n", about.unwrap_or_default()).unwrap();
        options(&mut page, command, |argument| !argument.is_global_set());
    }
    page.push_str("\n## Options of every command\n\n");
    options(&mut page, &program, Arg::is_global_set);
    page
}

fn options(page: &mut String, command: &Command, wanted: impl Fn(&Arg) -> bool) {
    page.push_str("| option | |\n|---|---|\n");
    for argument in command.get_arguments() {
        if !wanted(argument)
            || argument.is_hide_set()
            || matches!(argument.get_id().as_str(), "help" | "version")
        {
            continue;
        }
        let takes_value = argument.get_action().takes_values();
        let value = argument.get_value_names().map(|names| names.join(" ")).filter(|_| takes_value);
        let name = match (argument.get_long(), argument.get_short(), value) {
            (Some(long), Some(short), None) => format!("-{short}, --{long}"),
            (Some(long), _, Some(value)) => format!("--{long} {value}"),
            (Some(long), _, None) => format!("--{long}"),
            (None, _, value) => value.unwrap_or_default(),
        };
        let help =
            argument.get_long_help().or(argument.get_help()).map(ToString::to_string).unwrap_or_default();
        let mut help = format!("{}.", help.trim().trim_end_matches('.').replace('\n', " "));
        let choices: Vec<String> = argument
            .get_possible_values()
            .iter()
            .filter(|_| takes_value)
            .map(|choice| match choice.get_help() {
                Some(help) => format!("`{}` ({})", choice.get_name(), help.to_string().trim_end_matches('.')),
                None => format!("`{}`", choice.get_name()),
            })
            .collect();
        if !choices.is_empty() {
            write!(help, " One of {}.", choices.join(", ")).unwrap();
        }
        let defaults: Vec<String> =
            argument.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
        if takes_value && !defaults.is_empty() {
            write!(help, " Default: `{}`.", defaults.join(", ")).unwrap();
        }
        writeln!(page, "| `{name}` | {} |", help.replace('|', "\\|")).unwrap();
    }
}
