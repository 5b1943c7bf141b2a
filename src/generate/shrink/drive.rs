//! Drives a shrinker: at once by a closure, or at its leisure by one that plays to a subject.
//!
//! Depends on the shrinker and on no runtime. It never calls a case smaller that was not seen
//! to fail, and never calls a finding sound that comes and goes.

use super::{
    bodies::bodies,
    shrinker::{Budget, Shrinker},
};
use crate::generate::case::{Case, Say};

/// What became of a case that was played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// It breaks the same rule.
    Fails,
    /// It does not.
    Passes,
    /// Nobody can say: it broke off, or the subject was not there.
    Unknown,
}

/// What became of a failing case.
#[derive(Debug, Clone, PartialEq)]
pub struct Shrunk {
    /// The smallest case found that fails.
    pub case: Case,
    /// How many smaller cases were tried.
    pub tries: usize,
    /// Whether the budget ended the search.
    pub exhausted: bool,
    /// Of a finding that comes and goes: how often it came, of how many times.
    pub flaky: Option<(usize, usize)>,
}

/// What became of a failing text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShrunkText {
    /// The smallest text found that fails.
    pub text: String,
    /// How many smaller texts were tried.
    pub tries: usize,
    /// Whether the budget ended the search.
    pub exhausted: bool,
}

/// Shrinks a case that fails for something that gives the same answer every time.
pub fn shrink(case: Case, budget: Budget, mut fails: impl FnMut(&Case) -> bool) -> Shrunk {
    let mut shrinker = Shrinker::new(case, budget);
    while let Some(smaller) = shrinker.propose() {
        if fails(&smaller) {
            shrinker.still_fails();
        } else {
            shrinker.passes();
        }
    }
    done(shrinker, None)
}

/// Shrinks one text of a message that fails.
///
/// ```
/// use ringtrue::generate::shrink::{Budget, shrink_text};
/// let text = r#"{"id": "07", "count": 12.5e3, "tags": ["a", "b"]}"#;
/// let shrunk = shrink_text(text, Budget::default(), |text| text.contains('e'));
/// assert_eq!(shrunk.text, r#"{"count":0e0}"#);
/// ```
pub fn shrink_text(text: &str, budget: Budget, mut fails: impl FnMut(&str) -> bool) -> ShrunkText {
    let shrunk = shrink(of_text(text), budget, |case| fails(text_of(case)));
    let text = text_of(&shrunk.case).to_owned();
    ShrunkText { text, tries: shrunk.tries, exhausted: shrunk.exhausted }
}

/// A case of one step, which says this.
pub(in crate::generate) fn of_text(text: &str) -> Case {
    Case::new("", "", &[]).step(Say::new("", "", text))
}

/// What such a case says.
pub(in crate::generate) fn text_of(case: &Case) -> &str {
    bodies(case).next().unwrap_or_default()
}

/// Shrinks a case that failed when it was played to a subject.
///
/// It is played again first, as often as the budget says. If it does not fail every time, the
/// finding is flaky, and the case stays as it is: what is smaller could not be told from luck.
/// At the end the smallest case is played once more, and if it does not fail then, the finding is
/// flaky just so, and the case is the one that came, which has failed every time.
///
/// How long each case is played is up to `play`; the budget bounds how many are.
pub async fn shrink_with<P, F>(case: Case, budget: Budget, mut play: P) -> Shrunk
where
    P: FnMut(Case) -> F,
    F: Future<Output = Seen>,
{
    let mut failed = 0;
    for _ in 0..budget.confirm {
        failed += usize::from(play(case.clone()).await == Seen::Fails);
    }
    if failed < budget.confirm {
        let flaky = Some((failed, budget.confirm));
        return Shrunk { case, tries: 0, exhausted: false, flaky };
    }
    let mut shrinker = Shrinker::new(case.clone(), budget);
    while let Some(smaller) = shrinker.propose() {
        match play(smaller).await {
            Seen::Fails => shrinker.still_fails(),
            Seen::Passes | Seen::Unknown => shrinker.passes(),
        }
    }
    let changed = *shrinker.best() != case;
    if changed && play(shrinker.best().clone()).await != Seen::Fails {
        // It failed once when it was found and not this time.
        return Shrunk { case, ..done(shrinker, Some((1, 2))) };
    }
    done(shrinker, None)
}

fn done(shrinker: Shrinker, flaky: Option<(usize, usize)>) -> Shrunk {
    let (tries, exhausted) = (shrinker.tries(), shrinker.is_exhausted());
    Shrunk { case: shrinker.into_best(), tries, exhausted, flaky }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::case::{Hear, Listen, Step, Wait};

    fn says(case: &Case, words: &[&str]) -> bool {
        let text = serde_json::to_string(&case.steps).unwrap();
        words.iter().all(|word| text.contains(word))
    }

    fn session() -> Case {
        let mut case = Case::new("session", "", &[]);
        for number in 0..6 {
            let id = format!("id{number}");
            case = case
                .step(Say::new("a", "ask", format!("{{\"ask\":{number},\"more\":[1,2,3]}}")))
                .step(Hear::new("a", "answer").keep(&id, "/id"))
                .step(Say::new("a", "use", format!("{{\"use\":\"${{{id}}}\",\"n\":{number}}}")));
        }
        case
    }

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
    }

    #[test]
    fn a_step_stays_with_the_variable_it_needs() {
        let shrunk = shrink(session(), Budget::default(), |case| says(case, &["${id4}"]));
        let [Step::Hear(hear), Step::Say(say)] = &shrunk.case.steps[..] else {
            panic!("{:?}", shrunk.case.steps);
        };
        assert!(hear.keep.contains_key("id4"));
        assert_eq!(say.body, "{\"use\":\"${id4}\"}");
        assert!(!shrunk.exhausted);
    }

    #[test]
    fn a_template_that_matters_to_nobody_goes_and_so_does_what_kept_it() {
        let shrunk = shrink(session(), Budget::default(), |case| says(case, &["use", "n\\\":5"]));
        assert_eq!(shrunk.case.steps.len(), 1);
    }

    #[test]
    fn what_it_breaks_is_kept_and_a_pause_gets_shorter() {
        let say = Say::new("a", "m", "{\"x\":12345}").breaks("a-rule");
        let case = session().step(say).step(Step::Pause { wait: Wait::seconds(40.0) });
        let fails = |case: &Case| {
            let long = |s: &Step| matches!(s, Step::Pause { wait } if wait.seconds > 9.0);
            says(case, &["a-rule"]) && case.steps.iter().any(long)
        };
        let shrunk = shrink(case, Budget::default(), fails);
        let [Step::Say(say), Step::Pause { wait }] = &shrunk.case.steps[..] else {
            panic!("{:?}", shrunk.case.steps);
        };
        assert_eq!((say.body.as_str(), say.breaks.as_deref()), ("{}", Some("a-rule")));
        assert_eq!(say.expect.as_deref(), Some("reject"));
        assert!(wait.seconds < 11.0);
    }

    #[test]
    fn what_is_said_while_listening_is_shrunk_too() {
        let say = Say::new("a", "connect", "{\"id\":\"c${round}\",\"advice\":{\"timeout\":0}}");
        let listen = Listen::new("a", 1.0, Wait::seconds(5.0)).saying(say, "connected");
        let case = Case::new("c", "", &[]).step(listen);
        let shrunk = shrink(case, Budget::default(), |case| says(case, &["${round}"]));
        let Step::Listen(listen) = &shrunk.case.steps[0] else { panic!() };
        assert_eq!(listen.say.as_ref().unwrap().body, "{\"id\":\"${round}\"}");
    }

    #[test]
    fn a_text_that_is_no_json_is_shrunk_as_text() {
        let of = |text, word: &'static str| {
            shrink_text(text, Budget::default(), |text| text.contains(word)).text
        };
        assert_eq!(of("{\"a\": tru, \"b\": [1,]}", ",]"), ",]");
        assert_eq!(of("{\"a\":\"\\u00e9\\u0041\"}", "\\u0041"), "{\"a\":\"\\u0041\"}");
        assert_eq!(of("  [ 1 , 2 ]\n", "\n"), "[]\n");
        assert_eq!(of("{\"naïve  key\":1,\"b\":2}", "ï"), "{\"ï\":0}");
    }

    #[test]
    fn a_text_past_the_limits_of_the_reader_is_left_alone() {
        let deep = "[".repeat(999) + &"]".repeat(999);
        let shrunk = shrink_text(&deep, Budget::default(), |_| true);
        assert_eq!((shrunk.text, shrunk.tries), (deep, 0));
    }

    #[test]
    fn a_case_that_does_not_always_fail_is_flaky_and_stays_as_it_is() {
        let mut turn = 0;
        let shrunk = block_on(shrink_with(session(), Budget::default(), |_| {
            turn += 1;
            let seen = if turn == 2 { Seen::Unknown } else { Seen::Fails };
            async move { seen }
        }));
        assert_eq!((shrunk.flaky, shrunk.tries), (Some((2, 3)), 0));
        assert_eq!(shrunk.case, session());
    }

    #[test]
    fn a_smallest_case_that_does_not_fail_again_is_flaky_and_not_reported() {
        let mut seen = std::collections::BTreeMap::new();
        let shrunk = block_on(shrink_with(session(), Budget::default(), |case| {
            let times = seen.entry(serde_json::to_string(&case).unwrap()).or_insert(0);
            *times += 1;
            let fails = case == session() || *times == 1;
            async move { if fails { Seen::Fails } else { Seen::Passes } }
        }));
        assert_eq!(shrunk.flaky, Some((1, 2)));
        assert_eq!(shrunk.case, session());
        assert!(shrunk.tries > 0);
    }

    #[test]
    fn nobody_knows_is_not_a_failure() {
        let shrunk = block_on(shrink_with(session(), Budget::default(), |case| async move {
            if case == session() { Seen::Fails } else { Seen::Unknown }
        }));
        assert_eq!((shrunk.case, shrunk.flaky), (session(), None));
    }
}
