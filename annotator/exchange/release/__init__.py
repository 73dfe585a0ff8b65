"""The finished work as a data set."""
