//! What must hold for any bytes; tests and fuzz targets ask for it alike.
//!
//! Depends on the spellers of this folder. Never decides what is worth saying.

use super::{
    frames::FrameSpeller,
    messages::{Message, Messages, Part, Talk, Way},
    respelling::Respelling,
    spellings::Spellings,
    text::respelt,
    varied::Varied,
};
use crate::{
    codec::{
        json::{Limits, parse},
        websocket::Frames,
    },
    judge::same_meaning,
};

/// Any bytes, spelt otherwise in each way, say what they said: as a JSON text, as requests, as
/// responses and as frames.
///
/// # Errors
/// What did not hold.
pub fn respelling(bytes: &[u8]) -> Result<(), String> {
    for one in Respelling::ALL {
        let spellings = Spellings::new(vec![one]);
        let told = |why: String| format!("{}: {why}", one.name());
        text_holds(bytes, &spellings).map_err(told)?;
        for way in [Way::Asking, Way::Answering] {
            messages_hold(way, bytes, &spellings).map_err(told)?;
        }
        frames_hold(bytes, &spellings).map_err(told)?;
    }
    Ok(())
}

fn text_holds(text: &[u8], spellings: &Spellings) -> Result<(), String> {
    let Some(other) = respelt(text, spellings) else { return Ok(()) };
    same_text(text, &other)
}

fn same_text(text: &[u8], other: &[u8]) -> Result<(), String> {
    if text == other {
        return Ok(());
    }
    let read = |text: &[u8]| parse(text, &Limits::default()).map_err(|e| e.to_string());
    let (was, is) = (read(text)?, read(other)?);
    let (other, text) = (String::from_utf8_lossy(other), String::from_utf8_lossy(text));
    if same_meaning(&was.root, &is.root) && is.flaws.is_empty() {
        Ok(())
    } else {
        Err(format!("`{other}` does not say `{text}`"))
    }
}

fn messages_hold(way: Way, bytes: &[u8], spellings: &Spellings) -> Result<(), String> {
    let before = read(way, bytes);
    let talk = Talk::default();
    let mut varied = Varied::new(way, &talk, spellings);
    let mut said = Vec::new();
    for fed in [varied.feed(bytes), varied.end()] {
        // Frames that cannot be read end the connection.
        let Ok(fed) = fed else { return Ok(()) };
        said.extend(fed.bytes);
    }
    let after = read(way, &said);
    // What is no message ends the reading of both.
    for (was, is) in before.iter().zip(&after) {
        same_message(was, is)?;
    }
    if before.len() == after.len() {
        Ok(())
    } else {
        Err(format!("{} messages became {}", before.len(), after.len()))
    }
}

/// The messages in bytes, up to the first that is none.
fn read(way: Way, bytes: &[u8]) -> Vec<Message> {
    let talk = Talk::default();
    let mut messages = Messages::new(way, &talk);
    let mut parts = messages.feed(bytes);
    parts.extend(messages.end());
    let message = |part: Part| match part {
        Part::Message(message) => Some(*message),
        Part::Frames(_) | Part::Raw(_) => None,
    };
    parts.into_iter().filter_map(message).collect()
}

fn same_message(was: &Message, is: &Message) -> Result<(), String> {
    let words = |m: &Message| {
        let words: Vec<String> = m.head.first.splitn(3, ' ').map(str::to_owned).collect();
        (words.first().cloned(), words.get(1).cloned())
    };
    if words(was) != words(is) {
        return Err(format!("`{}` became `{}`", was.head.first, is.head.first));
    }
    let (before, after) = (values(was), values(is));
    if before != after {
        return Err(format!("{before:?} became {after:?}"));
    }
    same_text(&was.body, &is.body)
}

/// The fields whose values must stay, by name; those of one name in order.
fn values(message: &Message) -> std::collections::BTreeMap<String, Vec<String>> {
    let free = [
        "connection",
        "keep-alive",
        "content-length",
        "transfer-encoding",
        "content-type",
        "x-seen-by",
    ];
    let mut fields = std::collections::BTreeMap::<String, Vec<String>>::new();
    for (name, value) in message.head.pairs() {
        let name = name.to_ascii_lowercase();
        if !free.contains(&name.as_str()) {
            fields.entry(name).or_default().push(value);
        }
    }
    fields
}

fn frames_hold(bytes: &[u8], spellings: &Spellings) -> Result<(), String> {
    let Ok(said) = FrameSpeller::new().feed(bytes, spellings) else { return Ok(()) };
    let (before, after) = (data(bytes), data(&said));
    if before.len() != after.len() {
        return Err(format!("{} messages became {}", before.len(), after.len()));
    }
    for ((kind, was), (as_kind, is)) in before.iter().zip(&after) {
        if kind != as_kind {
            return Err(format!("opcode {kind} became {as_kind}"));
        }
        same_text(was, is)?;
    }
    Ok(())
}

/// The data messages in frames, put together.
fn data(bytes: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let mut messages: Vec<(u8, Vec<u8>)> = Vec::new();
    let mut amid = false;
    let mut frames = Frames::new(usize::MAX);
    // What follows an impossible length is no frame.
    let _ = frames.feed(bytes, |frame| {
        if frame.opcode >= 8 {
            return;
        }
        match messages.last_mut().filter(|_| amid && frame.opcode == 0) {
            Some((_, whole)) => whole.extend(frame.payload),
            None => messages.push((frame.opcode, frame.payload)),
        }
        amid = !frame.fin;
    });
    messages
}
