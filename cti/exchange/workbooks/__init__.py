"""How a workbook looks, and the help in it."""
