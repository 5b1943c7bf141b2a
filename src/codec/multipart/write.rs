//! Writing a form as browsers write it (WHATWG HTML, "multipart/form-data encoding
//! algorithm").
//!
//! Depends on nothing. Never alters a value: browsers also turn every kind of line end in
//! values into CRLF, but a harness sends what it is told to send.

/// The body of a form with these names and values. A form without fields is the close
/// delimiter alone, as browsers send it.
///
/// Read again it has the same names and values, if the boundary stands in no value (see
/// [`boundary_for`](super::boundary_for)) and no name has a backslash, or one of `%22`,
/// `%0D` and `%0A`, which browsers leave as they are and which then read as escapes.
///
/// ```
/// use ringtrue::codec::multipart::write;
/// let body = write("b", &[("a\"", "1")]);
/// assert_eq!(
///     body,
///     b"--b\r\nContent-Disposition: form-data; name=\"a%22\"\r\n\r\n1\r\n--b--\r\n"
/// );
/// ```
#[must_use]
pub fn write(boundary: &str, fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str("--");
        body.push_str(boundary);
        body.push_str("\r\nContent-Disposition: form-data; name=\"");
        for character in name.chars() {
            match character {
                '"' => body.push_str("%22"),
                '\r' => body.push_str("%0D"),
                '\n' => body.push_str("%0A"),
                _ => body.push(character),
            }
        }
        body.push_str("\"\r\n\r\n");
        body.push_str(value);
        body.push_str("\r\n");
    }
    body.push_str("--");
    body.push_str(boundary);
    body.push_str("--\r\n");
    body.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_without_fields_has_the_44_bytes_that_a_browser_announces() {
        let body = write("----WebKitFormBoundaryNY84ld7wm7oHB9fp", &[]);
        assert_eq!(body, b"------WebKitFormBoundaryNY84ld7wm7oHB9fp--\r\n");
        assert_eq!(body.len(), 44);
    }

    #[test]
    fn the_vendors_printed_requests_have_their_announced_sizes() {
        let disconnect: &[(&str, &str)] = &[
            ("_display_message", "Message to be displayed to user"),
            ("_application_message", "MESSAGE_FOR_MOBILE_APP_INTERNAL_USE"),
        ];
        let chat: &[(&str, &str)] = &[
            ("notify_by", "comet"),
            ("firstName", "John"),
            ("lastName", "Harry"),
            ("_verbose", "false"),
            ("subject", "testing"),
            ("email", "j.h@gmail.com"),
        ];
        let create: &[(&str, &str)] = &[
            ("_customer_number", "4082652649"),
            ("usr_customer_name", "Bob Markel"),
            ("usr_reason", "billing question"),
            (
                "_device_notification_id",
                "b16416334828b1d26ef14f329628b55b5a8c631d8928a371a5584722dd7fb673",
            ),
            ("_device_os", "comet"),
        ];
        for (boundary, fields, size) in [
            ("----WebKitFormBoundary8rbhQqxP5LoJ61i1", disconnect, 320),
            ("----WebKitFormBoundaryteXJ8ZpAGGDTAMFN", chat, 651),
            ("----WebKitFormBoundary0WnE36LruxJ4S5nu", create, 660),
        ] {
            assert_eq!(write(boundary, fields).len(), size, "{boundary}");
        }
    }
}
