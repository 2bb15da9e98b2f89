"""Measurements that print ratios against peers of the same run."""
