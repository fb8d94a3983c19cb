//! Runs the built program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program with these arguments, run to its end.
pub fn memcon(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_memcon"))
        .args(arguments)
        .env_remove("COLUMNS")
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

/// What was written to stdout, line by line, as JSON.
#[allow(dead_code, reason = "not every test file reads records")]
pub fn records(output: &Output) -> Vec<serde_json::Value> {
    let text = String::from_utf8(output.stdout.clone()).expect("stdout is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

/// What was said on stderr.
#[allow(dead_code, reason = "not every test file looks at stderr")]
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A file of the repository.
#[allow(dead_code, reason = "not every test file needs one")]
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}
