"""Events of several articles -> what holds over them: commitments, later incidents, disagreements and threads."""
