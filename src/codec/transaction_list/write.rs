//! Writing sections and options as a file that can be imported.
//!
//! Depends on nothing. Never quotes or escapes: the notation has neither.

/// The text of these sections, in order.
///
/// A line break in a value is written as a blank, as it would end the value. Names must be free
/// of line breaks, `]` (sections) and `=` (options), and an option's must not begin with `[`,
/// `;` or `#`; blanks around names and values do not survive reading.
///
/// ```
/// use ringtrue::codec::transaction_list::{parse, write};
/// let text = write(&[("properties", &[("_status_notification_provider", "")])]);
/// assert_eq!(text, "[properties]\n_status_notification_provider =\n");
/// assert_eq!(parse(text.as_bytes())?.get("properties", "_status_notification_provider"), Some(""));
/// # Ok::<(), ringtrue::codec::transaction_list::Refusal>(())
/// ```
#[must_use]
pub fn write(sections: &[(&str, &[(&str, &str)])]) -> String {
    let mut text = String::new();
    for (name, options) in sections {
        if !text.is_empty() {
            text.push('\n');
        }
        text.extend(["[", name, "]\n"]);
        for (option, value) in *options {
            text.extend([option, " ="]);
            if !value.is_empty() {
                text.push(' ');
                text.push_str(&value.replace("\r\n", " ").replace('\n', " "));
            }
            text.push('\n');
        }
    }
    text
}
