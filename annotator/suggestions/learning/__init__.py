"""Weighing candidates: hashed features, logistic regression, folds, earned thresholds."""
