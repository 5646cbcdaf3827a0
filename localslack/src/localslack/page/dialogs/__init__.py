"""Forms of the app, and the page's own dialogs."""
