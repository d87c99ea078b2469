"""Letters, written as they leave: for whom, with what words, and whether they may go at all."""
