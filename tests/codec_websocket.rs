//! The reader of WebSocket frames from outside: frames that have only begun, and lengths at the
//! edge of what RFC 6455 admits.

use ringtrue::codec::websocket::{Endless, Frames};

#[test]
fn a_frame_of_which_any_byte_has_arrived_is_not_behind_us() {
    // RFC 6455, section 5.2: two bytes, a length of two more, a mask of four, two of payload.
    let frame = [0x81, 0xfe, 0, 2, 1, 2, 3, 4, b'h' ^ 1, b'i' ^ 2];
    let (mut reader, mut found) = (Frames::new(10), Vec::new());
    assert!(reader.is_between());
    for (count, byte) in frame.iter().enumerate() {
        assert_eq!(reader.feed(&[*byte], |frame| found.push(frame)), Ok(()));
        let last = count + 1 == frame.len();
        assert_eq!((reader.is_between(), found.len()), (last, usize::from(last)), "byte {count}");
    }
    assert!(found[0].is_whole());
    assert_eq!(found[0].payload, b"hi");
}

#[test]
fn the_longest_length_is_one_and_the_next_is_none() {
    // RFC 6455, section 5.2: 64 bits, "the most significant bit MUST be 0".
    let mut header = [0x82, 0x7f, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    let mut reader = Frames::new(10);
    assert_eq!(reader.feed(&header, |_| ()), Ok(()));
    assert!(!reader.is_between());
    header[2] = 0x80;
    assert_eq!(Frames::new(10).feed(&header, |_| ()), Err(Endless));
}
