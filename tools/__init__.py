"""Commands for those who work on the project; the app never imports them."""
