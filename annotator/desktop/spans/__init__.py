"""The spans of the open article: their list, and all that is said of one."""
