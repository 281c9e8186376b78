"""The facts of a message other than its time: each reader finds one kind, with the words it came from."""
