//! Messages as they come over a pipe: headers, a blank line, a body of as many bytes as the headers say.

use std::io::{BufRead, Read};

/// Why no message could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// The headers give no length; the next message may be sound.
    Header,
    /// Nothing more can be read.
    Pipe,
}

/// No message is longer, in bytes.
const MOST: u64 = 1 << 30;

/// No header line is longer, in bytes.
const LINE: u64 = 8 << 10;

const LENGTH: &str = "content-length:";

/// Reads the next message's body; `None` where the input ends.
pub(super) fn read(input: &mut impl BufRead) -> Result<Option<Vec<u8>>, Broken> {
    let (mut length, mut odd) = (None, false);
    loop {
        let mut line = Vec::new();
        match input.by_ref().take(LINE).read_until(b'\n', &mut line) {
            Ok(0) => return Ok(None),
            Err(_) => return Err(Broken::Pipe),
            Ok(_) => {}
        }
        let line = String::from_utf8_lossy(&line).to_ascii_lowercase();
        // The body of a message whose length was wrong may stand right before the next header.
        if let Some(at) = line.rfind(LENGTH) {
            let stated = line[at + LENGTH.len()..].trim().parse().ok().filter(|&length: &u64| length <= MOST);
            odd |= stated.is_none();
            length = stated;
        } else if !line.trim().is_empty() {
            odd |= !line.trim_start().starts_with("content-type:");
        } else if let Some(length) = length {
            let mut body = Vec::new();
            return match input.by_ref().take(length).read_to_end(&mut body) {
                Ok(read) if read as u64 == length => Ok(Some(body)),
                Ok(_) => Ok(None),
                Err(_) => Err(Broken::Pipe),
            };
        } else if odd {
            return Err(Broken::Header);
        }
    }
}

/// `body` with its header.
pub(super) fn framed(body: &[u8]) -> Vec<u8> {
    let mut frame = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    frame.extend_from_slice(body);
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bodies that `input` holds, `!` for each that could not be read.
    #[track_caller]
    fn check(input: &str, expected: &[&str]) {
        let mut input = input.as_bytes();
        let mut found = Vec::new();
        loop {
            match read(&mut input) {
                Ok(Some(body)) => found.push(String::from_utf8(body).unwrap()),
                Ok(None) => break,
                Err(_) => found.push("!".to_owned()),
            }
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn messages_follow_each_other() {
        check("Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]", &["{}", "[1]"]);
        check("Content-Type: x; charset=utf-8\r\ncontent-length:6\r\n\r\n\"目\"\r", &["\"目\"\r"]);
        check("Content-Length: 0\r\n\r\nContent-Length: 2\n\n{}", &["", "{}"]);
    }

    #[test]
    fn a_message_behind_garbage_is_found() {
        check("Content-Length: x\r\n\r\n{}Content-Length: 2\r\n\r\n{}", &["!", "{}"]);
        check("nonsense\r\n\r\nContent-Length: 2\r\n\r\n{}", &["!", "{}"]);
        check("nonsense\r\nContent-Length: 2\r\n\r\n{}", &["{}"]);
        check("Content-Length: 99999999999999999999\r\n\r\nContent-Length: 2\r\n\r\n{}", &["!", "{}"]);
        check("Content-Length: -2\r\n\r\n\r\n\r\nContent-Length: 2\r\n\r\n{}", &["!", "{}"]);
    }

    #[test]
    fn a_message_that_is_cut_off_is_none() {
        check("Content-Length: 20\r\n\r\n{}", &[]);
        check("Content-Le", &[]);
    }
}
