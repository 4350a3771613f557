"""When: the words that tell a time, and the days and TIMEX3 values that they stand for."""
