"""The companion: a page on which the lecture's runs are replayed, touched and trained anew."""
