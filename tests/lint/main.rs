//! `ringtrue lint` as operators see it: what is wrong in their files, and where.

mod damaged;
mod inputs;
mod mistakes;
mod printed_sample;

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    process::{Command, Output, Stdio},
};

use ringtrue::{
    contracts::suite,
    engine::{LintFile, Outcome, RunOptions, lint},
};

/// Runs the binary in the project's folder, with an environment that cannot change its output.
fn ringtrue(args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ringtrue"))
        .arg("lint")
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("RINGTRUE_CONFIG")
        .env("NO_COLOR", "1")
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads no stdin may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input);
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    (
        status.code().expect("no signal ended it"),
        String::from_utf8(stdout).unwrap(),
        String::from_utf8(stderr).unwrap(),
    )
}

/// The findings on a file, each as `line:column verdict rule`, in the order of the output.
fn findings<'o>(out: &'o str, file: &str) -> Vec<&'o str> {
    let lines = out.lines().filter_map(|l| l.strip_prefix(file)?.strip_prefix(':'));
    lines.map(|l| l.split(": expected").next().unwrap()).collect()
}

/// The same, without verdict.
fn places(out: &str, file: &str) -> Vec<String> {
    let place = |finding: &str| {
        let (place, rest) = finding.split_once(": ").unwrap();
        format!("{place} {}", rest.split_once(' ').unwrap().1)
    };
    findings(out, file).into_iter().map(place).collect()
}

fn folder(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let written = files.iter().map(|(name, bytes)| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    });
    let paths = written.collect();
    (folder, paths)
}

fn judged(contract: &str, message: &str, name: &str, bytes: Vec<u8>) -> Outcome {
    let file = LintFile { name: name.to_owned(), message: message.to_owned(), bytes };
    let suite = suite(contract).unwrap();
    lint(suite, &[file], &BTreeMap::new(), &RunOptions::default(), &mut |_| {}).unwrap()
}
