"""The screens of one file, each a function of the walked path."""
