"""Analysis -> Coding: triggers, participants, status, attribution, conditions and counts of every act."""
