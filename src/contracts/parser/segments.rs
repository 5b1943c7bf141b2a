//! A text as strings and what stands between them, without asking whether it is JSON.

/// A stretch of a text.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// Whether it is a string, with its marks as far as they are there.
    pub(super) string: bool,
    pub(super) text: String,
}

/// The stretches of a text, in order.
pub(super) fn segments(text: &str) -> Vec<Segment> {
    let mut all = Vec::new();
    let mut now = Segment { string: false, text: String::new() };
    let mut escaped = false;
    for c in text.chars() {
        if now.string {
            now.text.push(c);
            if c == '"' && !escaped {
                all.push(std::mem::replace(
                    &mut now,
                    Segment { string: false, text: String::new() },
                ));
            }
            escaped = c == '\\' && !escaped;
        } else if c == '"' {
            all.push(std::mem::replace(&mut now, Segment { string: true, text: c.to_string() }));
            escaped = false;
        } else {
            now.text.push(c);
        }
    }
    all.push(now);
    all
}

/// The text of stretches.
pub(super) fn joined(segments: Vec<Segment>) -> String {
    segments.into_iter().map(|s| s.text).collect()
}

/// The text with every stretch of one kind made anew.
pub(super) fn each(text: &str, strings: bool, make: impl Fn(&str) -> String) -> String {
    let mut all = segments(text);
    for segment in all.iter_mut().filter(|s| s.string == strings) {
        segment.text = make(&segment.text);
    }
    joined(all)
}
