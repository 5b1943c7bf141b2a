//! Scratch: the faults and the clean reference of axp-engagement alone.

mod support;

use ringtrue::{contracts::suite, judge::{Profile, Verdict}};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clean() {
    let suite = suite("axp-engagement").unwrap();
    for profile in [Profile::Practical, Profile::Strict] {
        let (outcome, text) = support::recorded(suite, &[], &support::options(profile)).await;
        std::fs::write("/tmp/axp_clean.ndjson", &text).unwrap();
        println!("{profile:?}\n{}", support::evidence(&outcome));
        if profile == Profile::Practical {
            for v in &outcome.judgement.verdicts {
                if matches!(v.verdict, Verdict::Unexercised | Verdict::Untestable) {
                    println!("{} {}", v.verdict, v.rule);
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faults() {
    let suite = suite("axp-engagement").unwrap();
    let wrong = support::try_all_faults(suite, 6).await;
    println!("{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
