//! Generated messages of the Bayeux protocol.

use ringtrue::{
    engine::Generator,
    generate::{Choices, Spelling, spelt_otherwise},
    judge::Profile,
};

use super::support::{
    Broken, broken, near_misses_break_what_they_name, of, transcript, valid_messages_break_nothing,
};

const CONTRACT: &str = "bayeux";

#[test]
fn valid_messages_are_without_findings() {
    valid_messages_break_nothing(CONTRACT, 2000);
}

#[test]
fn near_misses_are_findings_of_the_rules_that_they_name() {
    near_misses_break_what_they_name(CONTRACT);
}

#[test]
fn no_constraint_is_left_out() {
    let generator = Generator::new(of(CONTRACT), None, 7).unwrap();
    let misses = generator.near_misses();
    assert!(misses.len() > 100);
    for index in 0..misses.len() {
        assert_eq!(misses.excuse(misses.rule(index).unwrap()), None);
    }
}

#[test]
fn other_spellings_are_without_findings() {
    let generator = Generator::new(of(CONTRACT), None, 8).unwrap();
    let messages = (0..300).map(|index| {
        let mut message = generator.valid(index).unwrap();
        let tape = Choices::tape(index, 4096);
        let other = spelt_otherwise(&message.text, &Spelling::ALL, &mut Choices::new(&tape));
        message.text = other.unwrap();
        message
    });
    let text = transcript(&generator, messages.collect());
    for profile in [Profile::Practical, Profile::Strict] {
        assert_eq!(broken(&text, profile), Broken::new(), "{profile:?}");
    }
}
