//! A parser in Rust, asked in a test of its own crate: put yours in `parse`.
use ringtrue::{
    Answer, Parser, contracts,
    drive::InProcess,
    engine::{ExitCode, ParserRun, RunOptions, parser_plan, run_parser},
};

struct Mine;

impl Parser for Mine {
    fn parse(&mut self, contract: &str, _message: &str, bytes: &[u8]) -> Answer {
        if contract != "gws-workbins" {
            return Answer::Unsupported;
        }
        match serde_json::from_slice::<serde_json::Value>(bytes) {
            Ok(value) if value.is_object() => Answer::Accept(Some(value)),
            Ok(_) => Answer::Reject("no object".to_owned()),
            Err(error) => Answer::Reject(error.to_string()),
        }
    }
}

#[test]
fn my_parser_has_no_gap() {
    let suite = contracts::suite("gws-workbins").unwrap();
    let options = RunOptions::default();
    let plan = parser_plan(suite, &options).unwrap();
    let run = ParserRun { subject: "Mine", options: &options, max_time: 60.0, small: true };
    let outcome = run_parser(suite, &plan, &mut InProcess(Mine), &run, &mut |_| {}).unwrap();
    assert_eq!(outcome.exit(), ExitCode::Conforms, "{:?}", outcome.made_small);
}
