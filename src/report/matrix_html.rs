//! The kill matrix as one page of HTML: no script, nothing fetched from elsewhere.
//!
//! Depends on what `selftest` found. Everything is escaped.

use std::fmt::Write as _;

use super::matrix::Summary;
use crate::engine::{Killed, Matrix, Silent};

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:70rem;\
padding:0 1rem;color:#1b1f24;background:#fff}h1{font-size:1.5rem}h2{margin-top:2.5rem;\
font-size:1.2rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;\
vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #d9dee4}th{background:#f3f5f7;\
position:sticky;top:0}td.n{text-align:right;white-space:nowrap}code{font:13px ui-monospace,\
monospace;overflow-wrap:anywhere}.chip{display:inline-block;background:#e7eef8;border-radius:3px;\
padding:0 .35rem;margin:0 .2rem .2rem 0}.bad{background:#fbe3e1}.good{color:#1a7f37}\
details>summary{cursor:pointer;margin:.6rem 0}\
@media(prefers-color-scheme:dark){body{background:#0f1318;color:#dde3ea}th{background:#1b222b}\
th,td{border-color:#2c3642}.chip{background:#22303f}.bad{background:#4a2320}.good{color:#4cc26a}}";

/// One page for all contracts.
pub fn matrix_html(matrices: &[Matrix], seed: u64) -> String {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>ringtrue: every rule can fail</title>\n<style>",
    );
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n<h1>Every rule can fail</h1>\n");
    // Writing to a String does not fail.
    let _ = writeln!(
        out,
        "<p>ringtrue {}, seed {seed}. Each fault is a defect that our reference was told to have; \
         a rule is killed if it reported one.</p>",
        env!("CARGO_PKG_VERSION")
    );
    out.push_str(
        "<table>\n<tr><th>contract<th>musts killed<th>rules killed<th>faults found as declared\
         <th>silent where nothing is wrong</tr>\n",
    );
    for matrix in matrices {
        numbers(&mut out, &matrix.contract, &Summary::of([matrix]));
    }
    numbers(&mut out, "all", &Summary::of(matrices));
    out.push_str("</table>\n");
    for matrix in matrices {
        let _ = writeln!(out, "<h2>{}</h2>", escape(&matrix.contract));
        harmless(&mut out, &matrix.silent);
        faults(&mut out, matrix);
        rules(&mut out, &matrix.rules);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn numbers(out: &mut String, name: &str, sum: &Summary) {
    let cell = |part: usize, all: usize| {
        let good = if part == all { " good" } else { "" };
        format!("<td class=\"n{good}\">{part} of {all}")
    };
    let _ = writeln!(
        out,
        "<tr><td>{}{}{}{}{}</tr>",
        escape(name),
        cell(sum.musts_killed, sum.musts),
        cell(sum.killed, sum.rules),
        cell(sum.faults_well, sum.faults),
        cell(sum.silent, sum.harmless),
    );
}

fn harmless(out: &mut String, silent: &[Silent]) {
    let loud: Vec<&Silent> = silent.iter().filter(|s| !s.reported.is_empty()).collect();
    let names: Vec<String> = silent.iter().map(|s| format!("{} {}", s.name, s.party)).collect();
    let _ = writeln!(out, "<p>Nothing may be reported of: {}.</p>", escape(&names.join(", ")));
    for one in loud {
        let what = format!("{} {}: {}", one.name, one.party, one.reported.join(", "));
        let _ = writeln!(out, "<p class=\"bad\">{}</p>", escape(&what));
    }
}

fn faults(out: &mut String, matrix: &Matrix) {
    let _ = writeln!(
        out,
        "<details open><summary>{} faults, and the rules that found them</summary>\n\
         <table>\n<tr><th>fault<th>party<th>found by</tr>",
        matrix.faults.len()
    );
    for fault in &matrix.faults {
        let bad = if fault.is_well() && fault.triggered { "" } else { " class=\"bad\"" };
        let mut by = chips(&fault.found, "");
        by.push_str(&chips(&fault.missing, "missing "));
        if !fault.triggered {
            by.push_str("never came to bear");
        }
        let name = escape(&fault.fault);
        let _ = writeln!(out, "<tr{bad}><td><code>{name}</code><td>{}<td>{by}</tr>", fault.party);
    }
    out.push_str("</table></details>\n");
}

fn rules(out: &mut String, rules: &[Killed]) {
    for (schema, what) in [(false, "behaviour rules"), (true, "schema rules")] {
        let chosen: Vec<&Killed> = rules.iter().filter(|rule| rule.schema == schema).collect();
        let _ = writeln!(
            out,
            "<details><summary>{} {what}, and what kills them</summary>\n\
             <table>\n<tr><th>rule<th>level<th>killed by</tr>",
            chosen.len()
        );
        for rule in chosen {
            let by = match &rule.survives {
                Some(why) => escape(why),
                None if rule.by.is_empty() => "nothing".to_owned(),
                None => chips(&rule.by, ""),
            };
            let bad = if rule.by.is_empty() { " class=\"bad\"" } else { "" };
            let (name, level) = (escape(&rule.rule), rule.level.as_str());
            let _ = writeln!(out, "<tr{bad}><td><code>{name}</code><td>{level}<td>{by}</tr>");
        }
        out.push_str("</table></details>\n");
    }
}

fn chips(names: &[String], before: &str) -> String {
    let chip = |name: &String| format!("<code class=\"chip\">{before}{}</code>", escape(name));
    names.iter().map(chip).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Level, Party};

    #[test]
    fn what_is_not_killed_stands_out_and_names_cannot_inject() {
        let rule = Killed {
            rule: "<b>rule".to_owned(),
            level: Level::Must,
            schema: false,
            by: Vec::new(),
            survives: None,
        };
        let loud =
            Silent { name: "clean".to_owned(), party: Party::Provider, reported: vec!["x".into()] };
        let matrix = Matrix {
            contract: "c".to_owned(),
            rules: vec![rule],
            faults: Vec::new(),
            silent: vec![loud],
        };
        let page = matrix_html(&[matrix], 1);
        assert!(page.contains("<tr class=\"bad\"><td><code>&lt;b&gt;rule</code>"), "{page}");
        assert!(page.contains("<p class=\"bad\">clean provider: x</p>"), "{page}");
        assert!(!page.contains("<b>"), "{page}");
    }
}
