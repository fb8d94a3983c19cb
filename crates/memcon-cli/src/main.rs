//! The program `memcon`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let reader = memcon::Memcon::new(memcon::Knowledge::bundled());
    for path in std::env::args_os().skip(2).map(PathBuf::from) {
        match memcon::read(&path) {
            Ok(pages) => {
                for page in pages.flatten() {
                    let line = serde_json::to_string(&reader.process(&page)).unwrap_or_default();
                    if writeln!(std::io::stdout(), "{line}").is_err() {
                        return ExitCode::SUCCESS;
                    }
                }
            }
            Err(error) => eprintln!("memcon: {error}"),
        }
    }
    ExitCode::SUCCESS
}
