//! What is generated from the contracts.

mod axp_engagement;
mod bayeux;
mod gms_callback_events;
mod gms_chat_delayed;
mod gws_interactions;
mod gws_workbins;
mod phases;
mod support;
