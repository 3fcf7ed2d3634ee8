"""What is measured: each section runs, keeps its figures, and makes its own text."""
