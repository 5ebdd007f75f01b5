"""The public functions, each in a module that is loaded when it is first called."""
