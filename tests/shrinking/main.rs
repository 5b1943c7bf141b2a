//! Thirty mistakes are planted in a subject one at a time; a large case that trips each of them
//! is shrunk, and what is left is compared with the smallest case, worked out by hand.

mod defects;
mod desk;
mod noise;

use defects::{DEFECTS, Defect};
use desk::Desk;
use ringtrue::{
    codec::json,
    generate::{
        Case, Step,
        shrink::{Budget, Seen, Size, shrink, shrink_text, shrink_with, size},
    },
};

/// How many steps and members a case must have to count as large.
const LARGE: (usize, usize) = (8, 20);

/// The first large case by seed that trips the mistake.
fn large_case(defect: &Defect) -> Case {
    let large = |case: &Case| {
        let size = size(case);
        size.steps >= LARGE.0 && size.members >= LARGE.1
    };
    (0..20_000)
        .map(noise::session)
        .find(|case| large(case) && Desk::trips(case, defect))
        .unwrap_or_else(|| panic!("no large case trips: {}", defect.name))
}

fn median(mut numbers: Vec<usize>) -> usize {
    numbers.sort_unstable();
    numbers[numbers.len() / 2]
}

fn bodies(case: &Case) -> impl Iterator<Item = &str> {
    case.steps.iter().filter_map(|step| match step {
        Step::Say(say) => Some(say.body.as_str()),
        _ => None,
    })
}

#[test]
fn the_median_case_is_within_two_members_and_one_step_of_the_smallest() {
    assert_eq!(DEFECTS.len(), 30);
    let (mut steps, mut members) = (Vec::new(), Vec::new());
    println!("{:<52} {:>8} {:>8} {:>8} {:>6}", "the subject…", "from", "to", "smallest", "tries");
    let pair = |size: &Size| format!("{}/{}", size.steps, size.members);
    for defect in DEFECTS {
        let case = large_case(defect);
        let shrunk = shrink(case.clone(), Budget::default(), |case| Desk::trips(case, defect));
        let (from, to) = (size(&case), size(&shrunk.case));
        let smallest = Size { steps: defect.smallest.0, members: defect.smallest.1, weight: 0 };
        println!(
            "{:<52} {:>8} {:>8} {:>8} {:>6}",
            defect.name,
            pair(&from),
            pair(&to),
            pair(&smallest),
            shrunk.tries,
        );
        assert!(Desk::trips(&shrunk.case, defect), "{}", defect.name);
        assert!(!shrunk.exhausted, "{}", defect.name);
        assert!(to >= smallest, "{} can be smaller than was thought: {:?}", defect.name, shrunk);
        steps.push(to.steps - smallest.steps);
        members.push(to.members.saturating_sub(smallest.members));
    }
    let (steps, members) = (median(steps), median(members));
    println!("median distance: {steps} steps, {members} members");
    assert!(steps <= 1 && members <= 2);
}

#[test]
fn every_proposal_is_json_smaller_than_the_best_and_the_same_each_time() {
    for defect in DEFECTS.iter().step_by(3) {
        let case = large_case(defect);
        let mut runs = Vec::new();
        for _ in 0..2 {
            let mut tried = Vec::new();
            let mut best = size(&case);
            let shrunk = shrink(case.clone(), Budget::default(), |case| {
                assert!(size(case) < best);
                for body in bodies(case) {
                    let read = json::parse(body.as_bytes(), &json::Limits::default());
                    assert!(read.is_ok(), "{read:?}: {body}");
                }
                tried.push(case.clone());
                let trips = Desk::trips(case, defect);
                if trips {
                    best = size(case);
                }
                trips
            });
            runs.push((tried, shrunk));
        }
        assert_eq!(runs[0], runs[1], "{}", defect.name);
    }
}

#[test]
fn half_the_budget_still_gives_a_case_that_fails() {
    let defect = &DEFECTS[0];
    let case = large_case(defect);
    for tries in [0, 1, 10, 40] {
        let budget = Budget { tries, ..Budget::default() };
        let shrunk = shrink(case.clone(), budget, |case| Desk::trips(case, defect));
        assert!(shrunk.exhausted && shrunk.tries == tries);
        assert!(Desk::trips(&shrunk.case, defect));
    }
}

#[tokio::test]
async fn a_live_subject_is_asked_the_same_way() {
    let defect = &DEFECTS[0];
    let case = large_case(defect);
    let play = |case: Case| async move {
        tokio::task::yield_now().await;
        if Desk::trips(&case, defect) { Seen::Fails } else { Seen::Passes }
    };
    let live = shrink_with(case.clone(), Budget::default(), play).await;
    assert_eq!(live, shrink(case, Budget::default(), |case| Desk::trips(case, defect)));
}

#[test]
fn a_large_text_is_shrunk_in_few_tries() {
    let list = (0..2_000).map(|n| format!("{{\"id\":\"{n:08}\"}}")).collect::<Vec<_>>();
    let text = format!("{{\"all\":[{}],\"text\":\"{}\"}}", list.join(","), "long ".repeat(4_000));
    let shrunk = shrink_text(&text, Budget::default(), |text| text.contains("00001415"));
    assert_eq!(shrunk.text, "{\"id\":\"00001415\"}");
    assert!(shrunk.tries < 100, "{}", shrunk.tries);
    let shrunk = shrink_text(&text, Budget::default(), |text| text.len() > 5_000);
    assert!(shrunk.text.len() < 5_100);
}
