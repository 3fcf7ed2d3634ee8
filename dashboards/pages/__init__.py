"""The pages, one context type and one layout each."""
