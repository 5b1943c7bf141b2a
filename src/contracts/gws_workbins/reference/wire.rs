//! The text of a response, and the mistakes that are made in writing it.
//!
//! Depends on `faults`. Without a fault it hands on what it is given, unread.

use crate::contracts::Faults;

/// What is written twice, and what a script prints in place of null, both in the data of chats.
const MEMBER: &str = r#""RVQID":"","#;
const SKILLS: &str = r#""RRequestedSkills":"#;

/// What is written.
pub(super) fn written(faults: &Faults, text: String) -> String {
    if faults.bears_if(text.contains(MEMBER), "workbin-member-twice") {
        return text.replacen(MEMBER, &format!("{MEMBER}{MEMBER}"), 1);
    }
    // Only when a chat leaves: what comes with it is lost to its reader.
    let null = format!("{SKILLS}null");
    let leaves = text.contains("ItemRemoved") && text.contains(&null);
    if faults.bears_if(leaves, "workbin-python-none") {
        return text.replace(&null, &format!("{SKILLS}None"));
    }
    text
}
