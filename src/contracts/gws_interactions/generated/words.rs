//! Words for members that a rule asks for and the schema did not, and numbers as readers see them.
//!
//! Depends on `choices` and `codec`. Never looks at a message.

use serde_json::Value;

use crate::{
    codec::json::{Limits, parse},
    generate::Choices,
};

/// Some text.
pub(super) fn word(choices: &mut Choices<'_>) -> Value {
    let words =
        ["Default", "", "two words", "naïve", "日本", "null", "line\r\nend", "🙂", "__STOP__"];
    Value::from(choices.pick(&words).unwrap_or_default())
}

/// The whole number that this is, however it is written.
pub(super) fn whole(value: &Value) -> Option<i64> {
    if !value.is_number() {
        return None;
    }
    parse(value.to_string().as_bytes(), &Limits::default()).ok()?.root.as_i64()
}

/// Of a member that is a text.
pub(super) fn text(members: &super::Members, name: &str) -> Option<String> {
    members.get(name).and_then(Value::as_str).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_whole_however_it_is_written() {
        let read = |text: &str| whole(&serde_json::from_str(text).unwrap());
        assert_eq!((read("3"), read("3.0"), read("3e0")), (Some(3), Some(3), Some(3)));
        assert_eq!((read("3.5"), read("\"3\""), read("9223372036854775808")), (None, None, None));
    }
}
