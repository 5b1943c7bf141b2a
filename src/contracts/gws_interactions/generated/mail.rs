//! The e-mail within a notification: whose it is, what of it is shown, and addresses that are the
//! same wherever they stand.
//!
//! Depends on `words`. Never reads an address.

use serde_json::{Value, json};

use super::{
    Members,
    words::{text, word},
};
use crate::{contracts::gws_interactions::told::State, generate::Choices};

/// What only an accepted e-mail shows.
const CONTENT: [&str; 4] = ["text", "fromAddress", "toAddress", "subject"];

/// Members of the e-mail, each with those of the user data that say the same.
const SAME: [(&str, &[&str]); 3] = [
    ("fromAddress", &["FromAddress", "EmailAddress"]),
    ("toAddress", &["To"]),
    ("subject", &["Subject"]),
];

/// Makes the e-mail agree with its notification.
pub(super) fn agree(data: &mut Members, state: State, choices: &mut Choices<'_>) {
    let Some(id) = data.get("id").cloned() else { return };
    let mail = data.entry("email_object").or_insert_with(|| json!({}));
    let Some(mail) = mail.as_object_mut() else { return };
    mail.insert("interactionId".to_owned(), id);
    if state != State::Accepted {
        mail.retain(|name, _| name == "interactionId");
        return;
    }
    for name in CONTENT {
        mail.entry(name).or_insert_with(|| word(choices));
    }
    let mut mail = std::mem::take(mail);
    if let Some(attached) = data.get_mut("userData").and_then(Value::as_object_mut) {
        for (own, others) in SAME {
            same(&mut mail, own, attached, others, choices);
        }
    }
    data.insert("email_object".to_owned(), Value::Object(mail));
}

/// Gives all of them that are texts the text of one.
fn same(
    mail: &mut Members,
    own: &str,
    attached: &mut Members,
    others: &[&str],
    choices: &mut Choices<'_>,
) {
    let Some(first) = text(mail, own) else { return };
    let more = others.iter().filter_map(|name| text(attached, name));
    let texts: Vec<String> = std::iter::once(first).chain(more).collect();
    let Some(chosen) = texts.get(choices.below(texts.len())) else { return };
    mail.insert(own.to_owned(), json!(chosen));
    for name in others {
        if let Some(other) = attached.get_mut(*name).filter(|other| other.is_string()) {
            *other = json!(chosen);
        }
    }
}
