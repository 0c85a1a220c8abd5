//! Forms.
/// A form.
#[derive(Debug)]
pub struct Profile {
    /// id
    pub id: String,
}
