"""What is told to a committee as a document."""
