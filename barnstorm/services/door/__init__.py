"""The door: lists, ticks, walk-ins, paper, and laptops that worked apart."""
