//! The module `mubiao._native`: what the Python package `mubiao` is made of. Python code around it gives the results their
//! types, so that this module hands over text, bytes, JSON and Arrow alone.

mod batch;
mod input;
mod rows;
mod settings;
mod single;

use std::ffi::OsString;
use std::io::Write as _;

use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

create_exception!(mubiao, MubiaoError, PyValueError, "What mubiao cannot do, in one sentence that says what to do.");

/// Runs the program with the arguments `args`, the first of which is its name, and returns the exit status.
#[pyfunction]
fn run(py: Python<'_>, args: Vec<OsString>) -> u8 {
    py.detach(|| {
        let status = mubiao::program::run(args);
        // Rust's own buffer is not flushed when Python ends. Where stdout is gone nobody misses the rest.
        let _ = std::io::stdout().flush();
        status
    })
}

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    mubiao::import::quiet_panics();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("MubiaoError", module.py().get_type::<MubiaoError>())?;
    module.add_class::<settings::Settings>()?;
    module.add_function(wrap_pyfunction!(run, module)?)?;
    single::register(module)?;
    batch::register(module)
}
